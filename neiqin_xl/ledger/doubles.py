"""Payments and invoices that may be one: which pairs of them, and which of a pair waits for an answer (RULES 5).

Of two that may be one the fuller counts, of a payment the bank's own line, and the other waits, whichever came first.
What is found follows from what the papers say, so any order of the same papers finds the same pairs under the same
numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.allocations import written
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.double_candidates import (
    INVOICE,
    RECEIPT,
    Account,
    Entry,
    candidates,
    lines_around,
    lines_held,
)
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.listed_together import ListedTogether
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.difference_decision import DOUBLE, NOT_DOUBLE
from neiqin_xl.tolerance_settings import Tolerances, tolerances_of

CLASS = "X7"
DOUBTFUL = "doubtful"
"""The state of a line that waits because it may be there already."""
ANSWERS = (DOUBLE, NOT_DOUBLE)

_DAYS = "days between entries of one payment"
_DIGITS_OF_A_BOOK = 100
_WRITTEN_SHORT = 8


class Twins(NamedTuple):
    """Two papers that may be one: `first` counts, `again` waits unless somebody said that they are two.

    `number` is that of the difference, the same whenever the same two are found again.
    """

    number: str
    first: Entry
    again: Entry


class Settled(NamedTuple):
    """What is to be done: by line, the pair of which it is the one that waits.

    `doubled` are left out for good, since somebody said that the two are one. `freed` waited and count from now on.
    """

    waiting: dict[int, Twins]
    doubled: dict[int, Twins]
    freed: set[int]


def days_said(read: Mapping[str, Tolerances]) -> str:
    """How far apart two entries of one payment may be dated, as books remember it: by company of ours."""
    return json.dumps({company: one.days for company, one in sorted({"": Tolerances(), **read}.items())})


def days_counted(ledger: Ledger) -> str:
    """By which of these the books were derived as they stand."""
    return ledger.meta(_DAYS) or days_said({})


def _days(ledger: Ledger) -> dict[str, int]:
    said: dict[str, int] = json.loads(days_counted(ledger))
    return said


def count_by(ledger: Ledger, days: str) -> None:
    """Remember by which of these the books are derived from now on, in the caller's transaction."""
    ledger.set_meta(_DAYS, days)


def pairs(ledger: Ledger, lines: Collection[int] | None = None) -> list[Twins]:
    """The pairs among all payments and invoices, or where any of these lines is concerned."""
    return [pair for pair, _ in answered(ledger, lines)]


def settle(ledger: Ledger, touched: Collection[int] | None) -> Settled:
    """Which payments and invoices wait, among those that may be one with any that the `touched` lines concern.

    These are lines that count otherwise than before, or no longer; None are all.
    """
    held = lines_held(ledger)
    concerned = None
    if touched is not None:
        concerned = lines_around(ledger, touched, max(_days(ledger).values())) | held if touched else held
        if not concerned:
            return Settled({}, {}, set())
    waiting: dict[int, Twins] = {}
    doubled: dict[int, Twins] = {}
    for pair, said in answered(ledger, concerned):
        if said != NOT_DOUBLE:
            kept = doubled if said == DOUBLE else waiting
            kept.update(dict.fromkeys(pair.again.lines, pair))
    return Settled(waiting, doubled, held - waiting.keys() - doubled.keys())


def answered(ledger: Ledger, lines: Collection[int] | None = None) -> list[tuple[Twins, str]]:
    """Each of these pairs with what somebody said of it, one of `ANSWERS`, or ""."""
    decided = {number: one.state for number, one in decisions(ledger).items() if one.state in ANSWERS}
    found = list(_pairs(ledger, lines, decided))
    if DOUBLE in decided.values() and written(ledger):
        # Whom one of the two is claimed for since does not make them two.
        known = {pair.number for pair, _ in found}
        again = _pairs(ledger, lines, decided, as_written=True)
        found += [(pair, said) for pair, said in again if said == DOUBLE and pair.number not in known]
    return found


def _pairs(
    ledger: Ledger, lines: Collection[int] | None, decided: Mapping[str, str], *, as_written: bool = False
) -> Iterator[tuple[Twins, str]]:
    days = _days(ledger)
    found = candidates(ledger, lines, max(days.values()), as_written=as_written)
    if not found:
        return
    read = {company: Tolerances(days=count) for company, count in days.items()}
    together = ListedTogether(ledger, found)
    for account, entries in found.items():
        yield from _paired(account, entries, tolerances_of(read, account[1]).days, together, decided)


def left_out(ledger: Ledger, type_name: str) -> list[tuple[int, int]]:
    """Lines of a type of which somebody said that they are one: each that counts with one that does not."""
    asked_of = "SELECT line FROM posting WHERE measure = ? AND type = ?"
    lines = {row[0] for row in ledger.rows(asked_of, (Measure.DOUBLED.value, type_name))}
    said = answered(ledger, lines) if lines else []
    doubled = (pair for pair, answer in said if answer == DOUBLE and not lines.isdisjoint(pair.again.lines))
    return [(pair.first.lines[0], line) for pair in doubled for line in pair.again.lines]


def out_of_the_books(ledger: Ledger, lines: Collection[int]) -> dict[int, tuple[Twins, str]]:
    """Those of these lines that wait or are left out because another is the same, with the pair and what was said."""
    held = lines_held(ledger).intersection(lines)
    if not held:
        return {}
    return {line: (pair, said) for pair, said in answered(ledger, held) for line in held.intersection(pair.again.lines)}


def _paired(
    account: Account, entries: Sequence[Entry], days: int, together: ListedTogether, decided: Mapping[str, str]
) -> Iterator[tuple[Twins, str]]:
    """Papers that may be one with what was `decided` of each two; `entries` are the fullest first.

    What is known not to be the one paper may be the next one: it is asked about until there is none left.
    """
    may_be = _may_be_one_payment if account[0] == RECEIPT else _may_be_one_invoice
    near = {
        (n, m): abs((again.day - first.day).days)
        for (n, first), (m, again) in combinations(enumerate(entries), 2)
        if abs((again.day - first.day).days) <= days and may_be(first, again) and not together.has(first, again)
    }
    alike: Counter[str] = Counter()
    while near:
        matched: set[int] = set()
        for n, m in _nearest(near):
            number = _number(account, entries[n], entries[m])
            alike[number] += 1
            number = number if alike[number] == 1 else f"{number}-{alike[number]}"
            said = decided.get(code_key(number), "")
            yield Twins(number, entries[n], entries[m]), said
            if said == NOT_DOUBLE:
                del near[n, m]
            else:
                matched |= {n, m}
        near = {pair: apart for pair, apart in near.items() if matched.isdisjoint(pair)}


def _nearest(near: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Of papers of which some may be one, so many days apart, which are put together: the nearest first.

    Each with one other, or with several of which every one may be every other: of these with the first, the fullest.
    """
    one_of: dict[int, set[int]] = {}
    for n, m in sorted(near, key=lambda pair: (near[pair], pair)):
        some = one_of.get(n, {n}) | one_of.get(m, {m})
        if all(pair in near for pair in combinations(sorted(some), 2)):
            one_of.update(dict.fromkeys(some, some))
    return [(min(some), m) for m, some in sorted(one_of.items()) if min(some) != m]


def _may_be_one_payment(first: Entry, again: Entry) -> bool:
    """Not where both bear a number of one kind and it differs, nor where lists of one kind have them on two days."""
    told_apart = any(one and other and one != other for one, other in zip(first.names, again.names, strict=True))
    return not told_apart and (first.day == again.day or first.source != again.source)


def _may_be_one_invoice(first: Entry, again: Entry) -> bool:
    """Whether one number may be the other one written without its code, shortened, or with a slip of the pen."""
    (one,), (other,) = first.names, again.names
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer):
        return len(shorter) >= _WRITTEN_SHORT and longer.endswith(shorter)
    unlike = [n for n, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1 and one[unlike[0]] == other[unlike[1]]
    swapped = swapped and one[unlike[1]] == other[unlike[0]]
    # Invoices of one book follow each other: that their numbers hardly differ says nothing.
    return (len(unlike) == 1 or swapped) and _apart(one, other) >= _DIGITS_OF_A_BOOK


def _apart(one: str, other: str) -> int:
    digits = ["".join(filter(str.isdecimal, number)) for number in (one, other)]
    return abs(int(digits[0] or 0) - int(digits[1] or 0))


def _number(account: Account, first: Entry, again: Entry) -> str:
    """What the two say of themselves decides, and not who the customer turned out to be, nor what the settings say."""
    kind, *_, amount = account
    about = (kind, str(amount), *sorted("|".join(one.about) for one in (first, again)))
    return f"{CLASS}-{hashlib.blake2b(chr(10).join(about).encode('utf-8'), digest_size=5).hexdigest().upper()}"


def called(one: Entry) -> str:
    """How a sentence names a paper: by its number, else by where it stands."""
    return one.number or f"“{one.file}”第 {one.row} 行"


def undecided(ledger: Ledger, lines: Collection[int] | None = None) -> list[Twins]:
    """The pairs, all or where any of these lines is concerned, of which nobody said yet whether they are one or two."""
    return [pair for pair, said in answered(ledger, lines) if not said]


def alike_in(pair: Twins) -> str:
    """What the two have in common, in words for a person."""
    what = _WORDS[pair.again.account[0]][0]
    return f"与 {pair.first.day} 的 {called(pair.first)} 同一客户、同一金额，像是同一{what}，先不计入应收和报表"


def answers_to(pair: Twins) -> str:
    """What may be answered, and what each answer does."""
    _, both, one = _WORDS[pair.again.account[0]]
    return f"处理状态填“{NOT_DOUBLE}”（{both}）或“{DOUBLE}”（{one}）"


def on_the_list(number: str) -> str:
    """Where a question is answered, in words for a person."""
    return f"在{words.DIFFERENCES}“{number}”那一行"


def asked(pair: Twins) -> str:
    """What is asked about a pair, and how it is answered, in words for a person."""
    return (
        f"{alike_in(pair)}。请核对：{on_the_list(pair.number)}的{answers_to(pair)}，存盘放进收件箱；"
        "号码写错的，改好再投一次"
    )


def why_out(pair: Twins, said: str) -> tuple[str, str]:
    """Why what was decided about a payment that waits, or is left out, is not done, and what to do instead."""
    one, row = called(pair.first), on_the_list(pair.number)
    if said == DOUBLE:
        why = f"答过与 {pair.first.day} 的 {one} {DOUBLE}，只算那一笔"
        return why, f"请写到 {one} 上；其实是两笔的，{row}改填“{NOT_DOUBLE}”，就照这条办"
    why = f"像是与 {pair.first.day} 的 {one} 同一笔款，还在等答复"
    return why, f"{row}填“{NOT_DOUBLE}”，就照这条办；填“{DOUBLE}”的，请写到 {one} 上"


_WORDS = {RECEIPT: ("笔款", "两笔都算", "只算一笔"), INVOICE: ("张发票", "两张都算", "只算一张")}
