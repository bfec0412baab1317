"""Postings of one account → its movements, its open items and its payments. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter

from neiqin_xl import words
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.ledger.said import Beside, Said, beside
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.items import OpenItem, Payment
from neiqin_xl.reconcile.references import named_in
from neiqin_xl.reconcile.statement import Movement, Sort
from neiqin_xl.settlement import given_in

# What an account is made of: what is owed, and what tells money received from what else a payment settles.
MEASURES = (Measure.RECEIVABLE, Measure.RECEIVED)

# Asked of every posting; a member of an enumeration takes long to say its value.
_RECEIVABLE, _RECEIVED = Measure.RECEIVABLE.value, Measure.RECEIVED.value
_REMEMBERED = 4_096
_NO_NUMBER = frozenset({"", None})
# Goods, and the freight that is charged with them: without a number their customer and day are the paper.
_BY_DAY = frozenset({words.SHIPMENT.key, words.GOODS_RETURN.key, words.FREIGHT_CHARGE.key})
_BOUND = frozenset({words.DEPOSITED, words.SECURED})
_DATE_AND_LINE = attrgetter("date", "line_id")
_SORTS = {
    words.OPENING.key: (Sort.OPENING, Sort.OPENING),
    words.SHIPMENT.key: (Sort.SHIPMENT, Sort.RETURN),
    words.GOODS_RETURN.key: (Sort.SHIPMENT, Sort.RETURN),
    words.INVOICE.key: (Sort.INVOICE, Sort.INVOICE),
    words.ADJUSTMENT.key: (Sort.INCREASE, Sort.ALLOWANCE),
    words.FREIGHT_CHARGE.key: (Sort.CHARGE, Sort.ALLOWANCE),
}

DueOf = Callable[[Posting], date | None]
"""When the paper of a posting is due; None while its time does not run."""

StatedDays = tuple[str, str, str]
"""The days of a statement that was issued, from and before (ISO text), and its number."""


@dataclass(frozen=True)
class Sides:
    """An account's two sides, ready to be allocated and aged."""

    items: tuple[OpenItem, ...]
    payments: tuple[Payment, ...]


def movements(postings: Iterable[Posting]) -> list[Movement]:
    """What moved the balance, line by line. Of a payment, the money and what fee and rounding settled stand apart."""
    made: list[Movement] = []
    received: defaultdict[int, int] = defaultdict(int)
    settled: dict[int, Posting] = {}
    for one in postings:
        line = one.line_id
        if one.measure == _RECEIVED:
            received[line] += one.amount_fen
        elif one.measure != _RECEIVABLE:
            continue
        elif one.type == words.RECEIPT.key:
            settled[line] = one
        else:
            more, less = _SORTS[one.type]
            # What has no price yet moves by nothing: the way of the goods tells what it is.
            sort = more if (one.amount_fen or one.quantity) >= 0 else less
            made.append(Movement(sort, _day(one.date[:10]), one.number, sort.sign * one.amount_fen, line=line))
    for line, one in settled.items():
        money = received[line]
        beside = -one.amount_fen - money
        sort = Sort.RECEIPT if money >= 0 else Sort.REFUND
        made.append(Movement(sort, day_of(one), one.number, abs(money), line=line))
        if beside:
            made.append(Movement(Sort.ROUNDING, day_of(one), one.number, beside, line=line))
    return made


def sides(
    postings: Iterable[Posting],
    said: Beside,
    explained: Mapping[int, Explained],
    due_of: DueOf,
    stated: Iterable[StatedDays] = (),
) -> Sides:
    """The papers that make the customer owe and those that pay, one entry a paper; what a paper nets to decides.

    `explained` is by line; an opening balance goes by the number of the paper that it stands for. A payment
    may also name the statement, one of `stated`, of whose days a paper is. Money paid back for a paper that it names
    is owed as that paper was. A return, an allowance or a red invoice comes off the paper that its lines name.
    """
    statements = list(stated)
    papers: defaultdict[str, list[Posting]] = defaultdict(list)
    for one in postings:
        if one.measure == _RECEIVABLE:
            papers[paper_of(one)].append(one)
    items: list[OpenItem] = []
    payments: list[Payment] = []
    refunds: dict[str, Payment] = {}
    for name, lines in papers.items():
        amount = sum([one.amount_fen for one in lines])
        first = min(lines, key=_DATE_AND_LINE)
        day = day_of(first)
        numbers = tuple(sorted({number for one in lines for number in (one.order_no, one.po_no)} - _NO_NUMBER))
        if amount > 0:
            opened = [_opened(one, explained) for one in lines if one.type == words.OPENING.key]
            listed = [number for since, before, number in statements if since <= first.date[:10] < before]
            names = tuple(filter(None, (first.number, *numbers, *opened, *listed)))
            written = _written(first, explained) or day
            items.append(OpenItem(name, written, amount, due_of(first), names, stands_for="".join(opened[-1:])))
            if first.type == words.RECEIPT.key:
                refunds[name] = _payment(name, day, amount, numbers, _beside(said, lines))
        elif amount < 0:
            paying = _payment(name, day, -amount, numbers, _beside(said, lines))
            payments.append(replace(paying, given=(*paying.given, *_taken_back(said, lines))))
    return Sides(_reopened(items, refunds) if refunds else tuple(items), tuple(payments))


def _reopened(items: Sequence[OpenItem], refunds: Mapping[str, Payment]) -> tuple[OpenItem, ...]:
    """The same, a refund that names papers falling due when the last of them does: they are unpaid again by so much."""
    by_name: defaultdict[str, list[OpenItem]] = defaultdict(list)
    for item in items:
        for number in {code_key(name) for name in item.names} if item.id not in refunds else ():
            by_name[number].append(item)

    def again(item: OpenItem) -> OpenItem:
        refund = refunds.get(item.id)
        if refund is None:
            return item
        named = {*(code_key(number) for number, _ in refund.given), *named_in(refund.said, by_name)}
        meant = {one.id: one for number in sorted(named) for one in by_name.get(number, ())}.values()
        if not meant:
            return item
        known = [one.due for one in meant if one.due is not None]
        due = max(known) if len(known) == len(meant) else None
        return replace(item, due=due, reopens=tuple(dict.fromkeys(name for one in meant for name in one.names)))

    return tuple(again(item) for item in items)


def _beside(said: Beside, lines: Iterable[Posting]) -> list[Said]:
    return [own for one in lines if (own := beside(said, one))]


def _taken_back(said: Beside, lines: Iterable[Posting]) -> list[tuple[str, int | None]]:
    """The papers that lines of a return or an allowance name, each with what they take off it."""
    found: defaultdict[str, int] = defaultdict(int)
    for one in lines:
        own = beside(said, one)
        if own is not None and own.taken_back:
            found[own.taken_back] -= one.amount_fen
    return [(number, amount) for number, amount in found.items() if amount > 0]


def _payment(name: str, day: date, amount: int, numbers: tuple[str, ...], said: list[Said]) -> Payment:
    given = tuple(pair for one in said for pair in given_in(one.ref_docs))
    by_order = () if any(one.is_decided for one in said) else numbers
    texts = (*by_order, *(text for one in said for text in one.beside))
    is_bound = any(one.keeps or one.purpose in _BOUND for one in said)
    return Payment(name, day, amount, given, texts, free=not is_bound)


def _opened(one: Posting, explained: Mapping[int, Explained]) -> str:
    """The number of the paper that a line of an opening balance stands for."""
    return explained.get(one.line_id, Explained()).number


def _written(one: Posting, explained: Mapping[int, Explained]) -> date | None:
    """The day of the paper that a line of an opening balance stands for; None where it says none."""
    said = explained.get(one.line_id, Explained()).since if one.type == words.OPENING.key else ""
    return date.fromisoformat(said[:10]) if said else None


def paper_of(one: Posting) -> str:
    """The id of the entry that a posting is part of: its paper's, however each of its lines writes the number.

    Goods without a number are the paper of their day (RULES 3); of money each line without one is an entry.
    """
    if one.number or one.type in _BY_DAY:
        return _entry(one.type, one.number, one.date)
    return f"{one.type}||{one.line_id}"


def slip_id(number: str, day: str) -> str:
    """The id of the entry of a slip with that number, "" for none, and day."""
    return _entry(words.SHIPMENT.key, number, day)


@lru_cache(_REMEMBERED)
def _entry(kind: str, number: str, day: str) -> str:
    return f"{kind}|{code_key(number)}|{day[:4]}" if number else f"{kind}||{day[:10]}"


def day_of(one: Posting) -> date:
    """The day on which a posting counts."""
    return _day(one.date[:10])


@lru_cache(_REMEMBERED)
def _day(text: str) -> date:
    return date.fromisoformat(text)
