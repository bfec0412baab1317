"""订单跟踪与欠货: what became of every order line, and what is still owed to whom."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from operator import mul
from typing import TYPE_CHECKING, Any

from neiqin_xl import words
from neiqin_xl.ledger.matching import NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper, report
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.goods_columns import OPEN_AMOUNT
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import Names, places, quantity_total, titled
from neiqin_xl.reports.order_lines import STATES, days_between
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.tracked_lines import Counted, TrackedLines, heap
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
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine

FINISHED_MONTHS = 3

LEVELS = {NUMBER_AND_LINE: "订单行", NUMBER_AND_PRODUCT: "单号和产品", SUPPOSED: "推定"}
_LATE = ((1, 7, "超期 1–7 天"), (8, 30, "超期 8–30 天"), (31, 10**6, "超期 30 天以上"))


@report("tracking", words.TRACKING, grains=("day",))
def order_tracking(books: Books, period: Period) -> Iterator[Paper]:
    """Every order line with what was ordered, shipped, sent back and closed, and what is still open and how late.

    For a single day it is where things stand now: all open lines, and the finished ones of the last months. For any
    other period it is the lines ordered in it. Open and over quantities are as of today in both.
    """
    lines, about = _lines(books, period)
    name = words.TRACKING.shown if period.kind == "day" else f"{words.TRACKING}_{file_label(period)}"
    names = Names(books)
    head = (about, f"截至 {books.today}；净发 = 已发 − 退补；未发 = 订购 − 关闭 − 净发，不足零的为超发。")
    groups = [
        TrackedLines.of(code, [one for one in lines if one.currency == code], books.today)
        for code in in_order({one.currency for one in lines})
    ]
    waiting = [one.waiting() for one in groups]
    heading = words.TRACKING.shown
    yield Paper(
        name=name,
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(FRONT, heading, head, tuple(_overview(zip(groups, waiting, strict=True)))),
            *page_a_currency(TRACKED, TRACKED, head, [(one.currency, _tracked(one, names)) for one in groups]),
            *page_a_currency(OPEN, OPEN, head, [(one.currency, _open(one, names)) for one in waiting]),
            Page(OWED_TO, OWED_TO, head, tuple(_by_customer(one, names) for one in waiting)),
        ),
        document=TRACKING_DOCUMENT,
    )


def _lines(books: Books, period: Period) -> tuple[list[OrderLine], str]:
    if period.kind != "day":
        lines = books.order_lines(since=period.since, before=period.before)
        about = f"订单日期在 {dated(period)}的订单行"
    else:
        since = _months_back(books.today, FINISHED_MONTHS)
        finished = (one for one in books.order_lines(since=since) if one.open <= 0)
        lines = [*books.order_lines(open_only=True), *finished]
        about = f"全部未发完的订单行，以及订单日期在 {since} 以后的订单行"
    days = [one.order_date or "" for one in lines]
    numbers = [one.order_no or one.customer_po_no or "" for one in lines]
    return [one for *_, one in sorted(zip(days, numbers, lines, strict=True))], about


def _months_back(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return today.replace(year, month + 1, 1)


def _overview(groups: Iterable[tuple[TrackedLines, TrackedLines]]) -> Iterator[Block]:
    """Two tables for each currency, whose lines come with those of them that wait."""
    for held, waiting in groups:
        by_state: dict[str, list[Counted]] = {state: [] for state in STATES}
        for state, one in zip(held.states, held.counted, strict=True):
            by_state.setdefault(state, []).append(one)
        yield Block(
            titled("按状态", held.currency),
            STATE_LINES.columns,
            [(state, *heap(counted)) for state, counted in by_state.items()],
            total=(TOTAL, *heap(held.counted)),
            note="一张订单的行状态不同时，在每个状态各计一次，合计只计一次。",
            table=STATE_LINES.name,
            part=held.currency,
        )
        days = [*zip(waiting.late, waiting.due, waiting.counted, strict=True)]
        heaps = [
            *(
                (name, heap(one for late, _, one in days if least <= (late or 0) <= most))
                for least, most, name in _LATE
            ),
            ("未到期", heap(one for late, due, one in days if due and late is None)),
            ("没有交期", heap(one for _, due, one in days if not due)),
            (TOTAL, heap(waiting.counted)),
        ]
        *rows, total = [(name, one.lines, one.orders, one.open_amount) for name, one in heaps]
        yield Block(
            titled("未发订单行的交期", held.currency),
            LATE_LINES.columns,
            [*rows],
            total=total,
            note=waiting.unpriced_note(),
            table=LATE_LINES.name,
            part=held.currency,
        )


def _totalled(columns: Sequence[Column], held: TrackedLines) -> tuple[tuple[Cell, ...], str]:
    """The total row of columns named after what they add, and what there is to say about quantities."""
    line = held.line
    added = {
        "订购": line.ordered,
        "已发": line.shipped,
        "退补": line.reopened,
        "净发": held.net,
        "关闭": line.closed,
        "未发": line.open,
        "超发": line.over,
    }
    total: list[Cell] = [TOTAL, *[None] * (len(columns) - 1)]
    note = ""
    for place, column in enumerate(columns):
        if column.title in added:
            total[place], several = quantity_total(zip(line.unit, added[column.title], strict=True))
            note = several if column.title == "未发" else note
        elif column.title == OPEN_AMOUNT.title:
            total[place] = sum(line.open_amount_fen)
    return tuple(total), "。".join(part for part in (note and f"未发：{note}", held.unpriced_note()) if part)


def _told(tell: Callable[[str], str], keys: Sequence[str]) -> Iterator[str]:
    """What is told of each key, asked once for those that are the same."""
    return map({key: tell(key) for key in {*keys}}.__getitem__, keys)


def _if_any(values: Sequence[Any]) -> list[Any]:
    """The values, None for zeros and blanks."""
    return [value or None for value in values]


def _open_amounts(held: TrackedLines) -> list[Cell]:
    line = held.line
    return [
        None if still <= 0 else amount if priced else words.UNPRICED.shown
        for still, amount, priced in zip(line.open, line.open_amount_fen, line.priced, strict=True)
    ]


def _tracked(held: TrackedLines, names: Names) -> Block:
    line = held.line
    columns: tuple[Iterable[Cell], ...] = (
        line.order_no, line.customer_po_no, _told(names.customer, line.customer), line.salesperson,
        *map(_if_any, (line.order_date, line.required_date, line.promised_date)),
        map(days_between, line.required_date, line.promised_date),
        _told(names.product, line.product), _told(names.spec, line.product), line.unit,
        line.ordered, *map(_if_any, (line.shipped, line.reopened, line.closed, line.open, line.over)),
        _open_amounts(held), held.late, held.states, [LEVELS.get(level, "") for level in line.level],
        places(line.file, line.sheet, line.row),
    )  # fmt: skip
    total, note = _totalled(ORDER_LINES.columns, held)
    rows = [*zip(*columns, strict=True)]
    return Block(titled("订单行", held.currency), ORDER_LINES.columns, rows, total, note, ORDER_LINES.name)


def _open(waiting: TrackedLines, names: Names) -> Block:
    # Lines come in the order in which they were ordered, and stay so where they are equally late.
    days = [-(late or 0) for late in waiting.late]
    wanted = [day or "9999" for day in waiting.line.required_date]
    held = waiting.at([place for *_, place in sorted(zip(days, wanted, count(), strict=False))])
    line = held.line
    columns: tuple[Iterable[Cell], ...] = (
        held.late, *map(_if_any, (line.required_date, line.promised_date)),
        line.order_no, line.customer_po_no, _told(names.customer, line.customer), line.salesperson,
        _told(names.product, line.product), _told(names.spec, line.product), line.unit,
        line.ordered, held.net, line.open, _open_amounts(held), held.states,
    )  # fmt: skip
    total, note = _totalled(OPEN_LINES.columns, held)
    rows = [*zip(*columns, strict=True)]
    return Block(titled("未发完的订单行", held.currency), OPEN_LINES.columns, rows, total, note, OPEN_LINES.name)


def _by_customer(waiting: TrackedLines, names: Names) -> Block:
    late = [days or 0 for days in waiting.late]
    orders, _, amounts = [*zip(*waiting.counted, strict=True)] or [()] * 3
    owed = (orders, amounts, late, [*map(mul, amounts, map(bool, late))], waiting.line.required_date)
    by_customer: defaultdict[str, list[Any]] = defaultdict(list)
    for customer, one in zip(waiting.line.customer, zip(*owed, strict=True), strict=True):
        by_customer[customer].append(one)
    rows: list[tuple[Cell, ...]] = [
        (names.customer_code(customer), names.customer(customer), *_owed(*zip(*held, strict=True)))
        for customer, held in by_customer.items()
    ]
    rows.sort(key=lambda row: (-int(row[6] or 0), -int(row[4] or 0), str(row[0]), str(row[1])))
    title, total = titled("各客户的欠货", waiting.currency), (TOTAL, None, *_owed(*owed))
    return Block(title, CUSTOMERS.columns, rows, total, waiting.unpriced_note(), CUSTOMERS.name, waiting.currency)


def _owed(
    orders: Sequence[int], amounts: Sequence[int], late: Sequence[int], late_amounts: Sequence[int], days: Sequence[str]
) -> tuple[Cell, ...]:
    """Lines, orders and amount; how many of the lines are late and their amount; the longest and the earliest."""
    behind = len(late) - late.count(0)
    longest, earliest = max(late, default=0) or None, min(filter(None, days), default=None)
    return len(orders), len({*orders}), sum(amounts), behind, sum(late_amounts), longest, earliest
