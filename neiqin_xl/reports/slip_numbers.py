"""送货单号检查: missing numbers, numbers given twice and numbers out of the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.slips import slips
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reconcile.slip_numbers import Gap, Numbered, checked
from neiqin_xl.reports.naming import Names, currency_name, place
from neiqin_xl.reports.slip_numbers_document import (
    DOUBLES,
    GAPS,
    MISSING,
    REVERSED,
    SLIP_NUMBERS_DOCUMENT,
    TWICE,
    UNORDERED,
)
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Waiting
    from neiqin_xl.ledger.slips import Slip

_NOTHING = "没有发现。"
_ANOTHER_BOOK = 100


@report("slip_numbers", words.SLIP_NUMBERS)
def slip_numbers(books: Books, period: Period) -> Iterator[Paper]:
    """The numbers of slips shipped in the period, held against all that went before: gaps, doubles, dates reversed.

    作废 slips have their number. With prefixes in the settings, only numbers that begin so are looked at.
    """
    held: dict[tuple[str, ...], Slip] = {one.key: one for one in slips(books.ledger, before=period.before)}
    ours = {key: one for key, one in held.items() if _is_ours(one, books.settings.slip_prefixes)}
    found = checked(Numbered(one.key, one.company, code_key(one.number), one.date) for one in ours.values())
    since = str(period.since)
    names = Names(books)
    gaps = [one for one in found.gaps if one.after.day >= since]
    held_back = [one for one in books.waiting() if one.type == words.SHIPMENT.key and one.dated < str(period.before)]
    waiting = {code_key(one.number) for one in held_back}
    reversed_ = [pair for pair in found.reversed if max(one.day for one in pair) >= since]
    unnumbered = sum(1 for one in found.unnumbered if one.day >= since)
    lines = (
        f"期间：{dated(period)}；按号的先后，和期间以前的号连起来看。作废的单也算有号。",
        *_asides(books, unnumbered, sum(1 for key, one in held.items() if key not in ours and one.date >= since)),
    )
    missing = [_gap(books, one, ours, waiting) for one in gaps]
    doubles = [[ours[one.key] for one in double] for double in found.doubles if double[-1].day >= since]
    twice = list(_doubles(books, ours.values(), doubles, [one for one in held_back if one.dated >= since], names))
    backwards = [_reversed(books, ours[one.key], ours[other.key]) for one, other in reversed_]
    total: tuple[Cell, ...] = (TOTAL, None, None, sum(one.size for one in gaps), *(None,) * 6)
    looked = {
        MISSING: Block("缺的号", GAPS.columns, missing, total, table=GAPS.name),
        TWICE: Block("一个号用了几次", DOUBLES.columns, twice, table=DOUBLES.name),
        UNORDERED: Block("号在后、日期在前", REVERSED.columns, backwards, table=REVERSED.name),
    }
    yield Paper(
        name=f"{words.SLIP_NUMBERS}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=tuple(_pages(looked, lines)),
        document=SLIP_NUMBERS_DOCUMENT,
    )


def _is_ours(one: Slip, prefixes: Sequence[str]) -> bool:
    return not prefixes or code_key(one.number).startswith(tuple(map(code_key, prefixes)))


def _asides(books: Books, unnumbered: int, others: int) -> Iterator[str]:
    if unnumbered:
        yield f"另有 {unnumbered} 张送货单没有号，或号里没有数字，不能检查。"
    if others:
        prefixes = "、".join(books.settings.slip_prefixes)
        yield f"另有 {others} 张不以 {prefixes} 开头，不是自己编的号，没有检查。"


def _pages(looked: Mapping[str, Block], lines: Sequence[str]) -> Iterator[Page]:
    """A page for each kind of fault that there is; of the others a line says that nothing was found."""
    found = {name: block for name, block in looked.items() if block.rows}
    nothing = [name for name in looked if name not in found]
    said = (*lines, *([f"{'、'.join(nothing)}：{_NOTHING}"] if nothing else []))
    for name, block in (found or {MISSING: looked[MISSING]}).items():
        yield Page(name, f"{words.SLIP_NUMBERS} {name if found else ''}".rstrip(), said, (block,))


def _who(one: Slip | None) -> str:
    return "" if one is None else one.prepared_by or one.salesperson or one.office


def _gap(books: Books, one: Gap, held: Mapping[tuple[str, ...], Slip], waiting: set[str]) -> tuple[Cell, ...]:
    before = None if one.before is None else held[one.before.key]
    after = held[one.after.key]
    first, last = one.series.number(one.first), one.series.number(one.last)
    return (
        after.company or books.company,
        first,
        last,
        one.size,
        before.number if before else None,
        before.date if before else None,
        after.number,
        after.date,
        _who(before) or _who(after),
        _missing(one, waiting),
    )


def _missing(one: Gap, waiting: set[str]) -> str:
    if one.size > _ANOTHER_BOOK:
        return f"一下跳过 {one.size} 个号：像是换了本子或输错了号，请核对后一张的号"
    held = [text for text in map(one.series.number, range(one.first, one.last + 1)) if code_key(text) in waiting]
    if held:
        first = f"{'、'.join(held)} 已收到、{words.HELD}着，请先答复处理结果里的问题"
        return f"{first}；其余的请找到单据补录，作废的也录一行"
    return "请找到这几张单：已送货的补录，作废的也录一行、状态写作废，丢失的报主管"


def _doubles(
    books: Books, ours: Iterable[Slip], doubles: Iterable[Sequence[Slip]], held_back: Iterable[Waiting], names: Names
) -> Iterator[tuple[Cell, ...]]:
    """Slips of one number, and beside each that was entered those that wait because their number was taken."""
    conflicting: dict[str, dict[tuple[str, ...], Waiting]] = defaultdict(dict)
    for other in held_back:
        if other.state == words.CONFLICTING.key:
            conflicting[code_key(other.number)][other.file, other.sheet, other.customer, other.dated] = other
    held: dict[str, list[Slip]] = defaultdict(list)
    for one in (slip for double in doubles for slip in double):
        held[code_key(one.number)].append(one)
    for one in ours:
        key = code_key(one.number)
        if key in conflicting and key not in held:
            held[key].append(one)
    for key in sorted(held):
        yield from (_double(books, one, names) for one in held[key])
        for other in conflicting[key].values():
            source = place(other.file, other.sheet, other.row)
            to_do = f"没有入账，{words.WAITING}：{other.note}"
            yield books.company, other.number, other.dated, other.customer, None, None, None, source, to_do


def _double(books: Books, one: Slip, names: Names) -> tuple[Cell, ...]:
    return (
        one.company or books.company,
        one.number,
        one.date,
        names.customer(one.customer),
        sum(line.amount_fen for line in one.lines),
        currency_name(one.currency or books.currency),
        _who(one),
        place(one.file, one.sheet, one.lines[0].row),
        "请对照存根：同一张单录了两次的，撤销一份；用错号的，改成自己的号",
    )


def _reversed(books: Books, one: Slip, other: Slip) -> tuple[Cell, ...]:
    return (
        other.company or books.company,
        one.number,
        one.date,
        other.number,
        other.date,
        (date.fromisoformat(one.date) - date.fromisoformat(other.date)).days,
        _who(other) or _who(one),
        place(other.file, other.sheet, other.lines[0].row),
        "请对照存根，看两张单哪一张的日期或号写错了",
    )
