"""订单跟踪与欠货: what became of every order line, and what is still owed to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.links import NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper, report
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import Names, place, quantity_total, titled
from neiqin_xl.reports.order_lines import (
    STATES,
    days_between,
    days_late,
    due,
    heap,
    net_shipped,
    state_of,
    unpriced_note,
)
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.tracking_document import (
    CUSTOMERS,
    FRONT,
    LATE_LINES,
    OPEN,
    OPEN_LINES,
    ORDER_LINES,
    OWED_TO,
    STATE_LINES,
    TRACKED,
    TRACKING_DOCUMENT,
)
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine

FINISHED_MONTHS = 3

LEVELS = {NUMBER_AND_LINE: "订单行", NUMBER_AND_PRODUCT: "单号和产品", SUPPOSED: "推定"}
_LATE = ((1, 7, "超期 1–7 天"), (8, 30, "超期 8–30 天"), (31, 10**6, "超期 30 天以上"))


@report("tracking", words.BACKLOG, grains=("day",))
def order_tracking(books: Books, period: Period) -> Iterator[Paper]:
    """Every order line with what was ordered, shipped, sent back and closed, and what is still open and how late.

    For a single day it is where things stand now: all open lines, and the finished ones of the last months. For any
    other period it is the lines ordered in it. Open and over quantities are as of today in both.
    """
    lines, about = _lines(books, period)
    name = words.BACKLOG.shown if period.kind == "day" else f"{words.BACKLOG}_{file_label(period)}"
    names = Names(books)
    head = (about, f"截至 {books.today}；净发 = 已发 − 退补；未发 = 订购 − 关闭 − 净发，不足零的为超发。")
    groups = [(code, [one for one in lines if one.currency == code]) for code in in_order({x.currency for x in lines})]
    standing = {one.line_id: (days_late(one, books.today), state_of(one)) for one in lines}
    heading = words.BACKLOG.shown
    yield Paper(
        name=name,
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(FRONT, heading, head, tuple(_overview(groups, standing))),
            *page_a_currency(TRACKED, TRACKED, head, list(_tracked(groups, names, standing))),
            *page_a_currency(OPEN, OPEN, head, list(_open(groups, names, standing))),
            Page(OWED_TO, OWED_TO, head, tuple(_by_customer(groups, names, standing))),
        ),
        document=TRACKING_DOCUMENT,
    )


Groups = Sequence[tuple[str, Sequence["OrderLine"]]]
# By the lines' ids how many days each is late, and its state.
Standing = Mapping[int, tuple[int | None, str]]


def _lines(books: Books, period: Period) -> tuple[list[OrderLine], str]:
    if period.kind != "day":
        lines = books.order_lines(since=period.since, before=period.before)
        about = f"订单日期在 {dated(period)}的订单行"
    else:
        since = _months_back(books.today, FINISHED_MONTHS)
        finished = (one for one in books.order_lines(since=since) if one.open <= 0)
        lines = [*books.order_lines(open_only=True), *finished]
        about = f"全部未发完的订单行，以及订单日期在 {since} 以后的订单行"
    return sorted(lines, key=_as_ordered), about


def _months_back(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _as_ordered(line: OrderLine) -> tuple[str, str, int]:
    return (line.order_date or "", line.order_no or line.customer_po_no or "", line.line_id)


def _overview(groups: Groups, standing: Standing) -> Iterator[Block]:
    for code, lines in groups:
        by_state: dict[str, list[OrderLine]] = {state: [] for state in STATES}
        for one in lines:
            by_state[standing[one.line_id][1]].append(one)
        yield Block(
            titled("按状态", code),
            STATE_LINES.columns,
            [(state, *heap(held)) for state, held in by_state.items()],
            total=(TOTAL, *heap(lines)),
            note="一张订单的行状态不同时，在每个状态各计一次，合计只计一次。",
            table=STATE_LINES.name,
            part=code,
        )
        waiting = [one for one in lines if one.open > 0]
        days = [(standing[one.line_id][0], one) for one in waiting]
        rows: list[tuple[Cell, ...]] = []
        for least, most, title in _LATE:
            late = heap(one for behind, one in days if least <= (behind or 0) <= most)
            rows.append((title, late.lines, late.orders, late.open_amount))
        in_time = heap(one for behind, one in days if due(one) and behind is None)
        rows.append(("未到期", in_time.lines, in_time.orders, in_time.open_amount))
        undated = heap(one for one in waiting if not due(one))
        rows.append(("没有交期", undated.lines, undated.orders, undated.open_amount))
        whole = heap(waiting)
        yield Block(
            titled("未发订单行的交期", code),
            LATE_LINES.columns,
            rows,
            total=(TOTAL, whole.lines, whole.orders, whole.open_amount),
            note=unpriced_note(waiting),
            table=LATE_LINES.name,
            part=code,
        )


def _open_amount(line: OrderLine) -> Cell:
    if line.open <= 0:
        return None
    return line.open_amount_fen if line.priced else words.UNPRICED.shown


_ADDED: dict[str, Callable[[OrderLine], int]] = {
    "订购": attrgetter("ordered"),
    "已发": attrgetter("shipped"),
    "退补": attrgetter("reopened"),
    "净发": net_shipped,
    "关闭": attrgetter("closed"),
    "未发": attrgetter("open"),
    "超发": attrgetter("over"),
}


def _totalled(columns: Sequence[Column], lines: Sequence[OrderLine]) -> tuple[tuple[Cell, ...], str]:
    """The total row of columns named after what they add, and what there is to say about quantities."""
    by_unit: dict[str, list[OrderLine]] = {}
    for one in lines:
        by_unit.setdefault(one.unit, []).append(one)
    total: list[Cell] = [None] * len(columns)
    total[0] = TOTAL
    note = ""
    for place_, column in enumerate(columns):
        if column.title in _ADDED:
            added = _ADDED[column.title]
            total[place_], several = quantity_total((unit, sum(map(added, held))) for unit, held in by_unit.items())
            note = several if column.title == "未发" else note
        elif column.title == "未发金额":
            total[place_] = sum(one.open_amount_fen for one in lines)
    return tuple(total), "。".join(part for part in (note and f"未发：{note}", unpriced_note(lines)) if part)


def _tracked(groups: Groups, names: Names, standing: Standing) -> Iterator[tuple[str, Block]]:
    customer, product, spec = cache(names.customer), cache(names.product), cache(names.spec)
    for code, lines in groups:
        rows: list[tuple[Cell, ...]] = [
            (
                one.order_no, one.customer_po_no, customer(one.customer), one.salesperson,
                one.order_date or None, one.required_date or None, one.promised_date or None,
                days_between(one.required_date, one.promised_date),
                product(one.product), spec(one.product), one.unit,
                one.ordered, one.shipped or None, one.reopened or None, one.closed or None,
                one.open or None, one.over or None,
                _open_amount(one), *standing[one.line_id], LEVELS.get(one.level, ""),
                place(one.file, one.sheet, one.row),
            )
            for one in lines
        ]  # fmt: skip
        total, note = _totalled(ORDER_LINES.columns, lines)
        yield code, Block(titled("订单行", code), ORDER_LINES.columns, rows, total, note, ORDER_LINES.name)


def _open(groups: Groups, names: Names, standing: Standing) -> Iterator[tuple[str, Block]]:
    customer, product, spec = cache(names.customer), cache(names.product), cache(names.spec)
    for code, lines in groups:
        # Lines come in the order in which they were ordered, and stay so where they are equally late.
        waiting = sorted(
            (one for one in lines if one.open > 0),
            key=lambda one: (-(standing[one.line_id][0] or 0), one.required_date or "9999"),
        )
        rows: list[tuple[Cell, ...]] = [
            (
                standing[one.line_id][0], one.required_date or None, one.promised_date or None,
                one.order_no, one.customer_po_no, customer(one.customer), one.salesperson,
                product(one.product), spec(one.product), one.unit,
                one.ordered, net_shipped(one), one.open, _open_amount(one), standing[one.line_id][1],
            )
            for one in waiting
        ]  # fmt: skip
        total, note = _totalled(OPEN_LINES.columns, waiting)
        yield code, Block(titled("未发完的订单行", code), OPEN_LINES.columns, rows, total, note, OPEN_LINES.name)


def _by_customer(groups: Groups, names: Names, standing: Standing) -> Iterator[Block]:
    for code, lines in groups:
        by_customer: dict[str, list[OrderLine]] = {}
        for one in lines:
            if one.open > 0:
                by_customer.setdefault(one.customer, []).append(one)
        rows: list[tuple[Cell, ...]] = []
        for customer, held in by_customer.items():
            whole = heap(held)
            rows.append((names.customer_code(customer), names.customer(customer), whole.lines, whole.orders,
                         whole.open_amount, *_late_part(held, standing)))  # fmt: skip
        rows.sort(key=lambda row: (-int(row[6] or 0), -int(row[4] or 0), str(row[0]), str(row[1])))
        waiting = [one for held in by_customer.values() for one in held]
        whole = heap(waiting)
        total = (TOTAL, None, whole.lines, whole.orders, whole.open_amount, *_late_part(waiting, standing))
        title, note = titled("各客户的欠货", code), unpriced_note(waiting)
        yield Block(title, CUSTOMERS.columns, rows, total, note, CUSTOMERS.name, code)


def _late_part(lines: Sequence[OrderLine], standing: Standing) -> tuple[Cell, Cell, Cell, Cell]:
    late = [(standing[one.line_id][0] or 0, one) for one in lines]
    amount = sum(one.open_amount_fen for days, one in late if days)
    longest = max((days for days, _ in late), default=0)
    earliest = min((one.required_date for one in lines if one.required_date), default=None)
    return sum(1 for days, _ in late if days), amount, longest or None, earliest
