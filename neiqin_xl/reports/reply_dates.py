"""交期回复表: open order lines of each salesperson, for the dates promised to be typed beside them and dropped."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.promised import Reply, Wanted, as_written, replies
from neiqin_xl.machine import safe_name
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import Names, titled
from neiqin_xl.reports.order_lines import days_between, unpriced_note
from neiqin_xl.reports.owners import NO_SALESPERSON
from neiqin_xl.reports.reply_dates_document import CUSTOMERS, OVERVIEW, REPLIED, REPLY_DATES_DOCUMENT, ROWS
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.typed_pages import filled, seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine

_NOBODY = NO_SALESPERSON.strip("（）")


@report("reply_dates", words.REPLY_DATES)
def reply_dates(books: Books, period: Period) -> Iterator[Paper]:
    """A workbook for each salesperson with every open order line as of now, whatever the period: replied or not.

    Whoever knows types 确认交期, saves, and drops it; a line that nobody replied to for longer than the settings allow
    is to be chased.
    """
    del period
    by_seller: dict[str, list[OrderLine]] = defaultdict(list)
    for one in books.order_lines(open_only=True):
        by_seller[one.salesperson or _NOBODY].append(one)
    lines = [one.line_id for held in by_seller.values() for one in held]
    written, said = as_written(books.ledger, lines), replies(books.ledger)
    names = Names(books).for_customers()
    for seller in sorted(by_seller):
        held = by_seller[seller]
        yield Paper(
            name=f"{words.REPLY_DATES}_{safe_name(seller, 30)}",
            folder=f"{words.REPORT_FOLDER}/{words.REPLY_DATES}",
            pages=(_overview(books, seller, held, names), _rows(books, seller, held, names, written, said)),
            document=REPLY_DATES_DOCUMENT,
            typed=True,
        )


def days_unreplied(one: OrderLine, today: date) -> int | None:
    """For how many days an order line has waited for a date; None where it has one."""
    if one.promised_date:
        return None
    return max(0, days_between(one.order_date, today.isoformat()) or 0)


def is_chased(one: OrderLine, today: date, patience: int) -> bool:
    """Whether it has waited for longer than `patience` days."""
    days = days_unreplied(one, today)
    return days is not None and days > patience


def days_behind(one: OrderLine) -> int | None:
    """By how many days the date promised is later than the one wanted; None where it is not."""
    late = days_between(one.required_date, one.promised_date)
    return late if late is not None and late > 0 else None


def _overview(books: Books, seller: str, held: Sequence[OrderLine], names: Names) -> Page:
    blocks = []
    for code in in_order({one.currency for one in held}):
        lines = [one for one in held if one.currency == code]
        of_customer: dict[str, list[OrderLine]] = defaultdict(list)
        for one in lines:
            of_customer[one.customer].append(one)
        in_turn = sorted(of_customer, key=lambda customer: (names.customer(customer), customer))
        rows: list[tuple[Cell, ...]] = [
            (names.customer(customer), *_figures(books, of_customer[customer])) for customer in in_turn
        ]
        total = (TOTAL, *_figures(books, lines))
        note = unpriced_note(lines)
        blocks.append(Block(titled("按客户", code), CUSTOMERS.columns, rows, total, note, CUSTOMERS.name, code))
    lines_ = (
        f"{seller}的订单，截至 {books.today}；下单超过 {books.settings.reply_days} 天没有交期算超期未回复。",
        "回复过的以“回复”为准，没有回复的看订单上写的确认交期。",
    )
    fields: dict[str, Cell] = {**seen(words.REPLY_DATE), "业务员": seller}
    return Page(OVERVIEW, f"{words.REPLY_DATES} {seller}", lines_, tuple(blocks), kind=OVERVIEW, fields=fields)


def _figures(books: Books, lines: Iterable[OrderLine]) -> tuple[Cell, ...]:
    held = list(lines)
    return (
        len(held),
        sum(not one.promised_date for one in held),
        sum(is_chased(one, books.today, books.settings.reply_days) for one in held),
        sum(days_behind(one) is not None for one in held),
        sum(one.open_amount_fen for one in held),
    )


def _rows(
    books: Books,
    seller: str,
    held: Sequence[OrderLine],
    names: Names,
    written: Mapping[int, Wanted],
    said: Mapping[int, Reply],
) -> Page:
    in_turn = sorted(held, key=lambda one: (bool(one.promised_date), one.required_date or "9999", one.order_no))
    rows: list[tuple[Cell, ...]] = []
    for one in in_turn:
        line, reply = written[one.line_id], said.get(one.line_id)
        typed = (reply.promised_date or None, reply.note or None, reply.handled_by or None) if reply else (None,) * 3
        rows.append(
            (
                line.order_no or None,
                line.customer_po_no or None,
                names.customer(one.customer),
                line.product_name or None,
                line.spec or None,
                line.unit or None,
                line.required_date or None,
                line.same_line,
                *typed,
                one.open,
                one.order_date or None,
                one.promised_date or None,
                _standing(one, books),
            )
        )
    fields: dict[str, Cell] = {**filled(words.REPLY_DATE), "业务员": seller}
    block = Block(words.REPLY_DATE.shown, ROWS.columns, rows, table=ROWS.name)
    return Page(REPLIED, words.REPLY_DATE.shown, (), (block,), kind=REPLIED, fields=fields)


def _standing(one: OrderLine, books: Books) -> str:
    waited = days_unreplied(one, books.today)
    if waited is not None:
        chased = "，请尽快回复" if is_chased(one, books.today, books.settings.reply_days) else ""
        return f"{waited} 天未回复{chased}"
    behind = days_behind(one)
    return f"比要货晚 {behind} 天，请告诉客户" if behind else "已有交期"
