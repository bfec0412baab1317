"""今日待办: the one workbook for the morning, with all that is to be done today, what is most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.arrivals import newest_batch
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reports.naming import Names, currency_name
from neiqin_xl.reports.to_do_document import ITEMS, SECTIONS, TO_DO_DOCUMENT
from neiqin_xl.reports.to_do_goods import deliveries, slips_out
from neiqin_xl.reports.to_do_money import payments, statements
from neiqin_xl.reports.to_do_reports import reports_due
from neiqin_xl.reports.to_do_waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.to_do_item import Section, ToDo

MOST = 30
"""So many rows of a section fit on a page that somebody reads; the others stand in the file that is named."""

DUE_TODAY = 10
"""So many of these rows, at most, are kept for what is not late yet: it never hides behind what is long overdue."""

_WEEKDAYS = "一二三四五六日"


@report("to_do", words.TO_DO)
def to_do(books: Books, period: Period) -> Iterator[Paper]:
    """What is to be done today: papers held and questions asked, deliveries, payments, statements, slips, reports.

    Each section has what is most urgent, and names the file in which all of it stands.
    """
    del period  # what waits today waits whenever it began
    names = Names(books)
    sections = (
        waiting(books, names),
        deliveries(books, names),
        payments(books, names),
        statements(books, names),
        slips_out(books, names),
        reports_due(books),
    )
    lines = (*_head(books, books.today), _counted(sections))
    blocks = tuple(_block(number, one) for number, one in enumerate(sections))
    page = Page(SECTIONS, words.TO_DO.shown, lines, blocks)
    yield Paper(words.TO_DO.shown, "", (page,), TO_DO_DOCUMENT)


def _head(books: Books, today: date) -> Iterator[str]:
    newest = newest_batch(books.ledger)
    said = f"收到的表算到批次 {newest.batch}（{newest.arrived_at[5:16]}）" if newest is not None else "还没有收过表"
    newer = f"要最新的，按工作台上的“刷新状态”，或运行 neiqin report {words.TO_DO}"
    yield f"{today} 星期{_WEEKDAYS[today.weekday()]}。{said}；{newer}。"


def _counted(sections: Sequence[Section]) -> str:
    busy = [one for one in sections if one.items]
    if not busy:
        return "今天没有要办的事。"
    whole = sum(len(one.items) for one in busy)
    return f"共 {whole} 件：{'；'.join(map(_count, busy))}。"


def _count(section: Section) -> str:
    late = sum(1 for one in section.items if one.late and one.due)
    return f"{section.name} {len(section.items)}" + (f"（逾期 {late}）" if late else "")


def _block(number: int, section: Section) -> Block:
    shown = [_row(one) for one in _most_urgent(section.items)]
    title = f"{'一二三四五六'[number]}、{section.name}" + (f"（{len(section.items)} 件）" if shown else "")
    return Block(title, ITEMS.columns, shown, note=_note(section), table=ITEMS.name, part=section.name)


def _most_urgent(items: Sequence[ToDo]) -> Sequence[ToDo]:
    if len(items) <= MOST:
        return items
    late = [one for one in items if one.late]
    others = [one for one in items if not one.late]
    return [*late[: MOST - min(len(others), DUE_TODAY)], *others][:MOST]


def _note(section: Section) -> str:
    if not section.items:
        return " ".join(filter(None, (section.none, section.beside)))
    more = len(section.items) - MOST
    said = f"这里是最急的 {MOST} 件，还有 {more} 件，全部列在 {section.where}。" if more > 0 else ""
    return " ".join(filter(None, (said, section.beside)))


def _row(one: ToDo) -> tuple[Cell, ...]:
    return (
        one.what,
        one.customer or None,
        one.number or None,
        one.quantity or None,
        one.amount,
        currency_name(one.currency) if one.currency and one.amount is not None else None,
        one.due or None,
        one.late or None,
        one.who or None,
        one.how,
        one.where or None,
    )
