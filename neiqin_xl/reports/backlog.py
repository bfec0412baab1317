"""欠货明细: every order line that is not shipped in full, and what is wanted of each product, for those who send it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reports.backlog_document import BACKLOG_DOCUMENT, BY_PRODUCT, LINES, OPEN_LINES, PRODUCTS
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import Names, quantity_total, titled
from neiqin_xl.reports.order_lines import days_late, due, state_of, unpriced_note
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine

_ADDED = ("ordered", "shipped", "reopened", "closed", "open")


@report("backlog", words.BACKLOG)
def backlog(books: Books, period: Period) -> Iterator[Paper]:
    """Every order line of which something is still to be shipped, as of today, and how much of each product that is."""
    del period  # what is owed now is owed whenever it was ordered
    today, names = books.today, Names(books)
    lines = sorted(books.order_lines(open_only=True), key=lambda one: _place(one, today))
    head = (
        f"截至 {today}，{len(lines)} 行没有发完。",
        "未发 = 订购 − 关闭 − 已发 + 退补；退款的退货不再补发。超期按确认交期，没有的按要货日期。",
    )
    groups = [(code, [one for one in lines if one.currency == code]) for code in in_order({x.currency for x in lines})]
    listed = [(code, _listed(held, code, names, today)) for code, held in groups]
    heading = words.BACKLOG.shown
    products = (_products(lines, names, today),) if lines else ()
    yield Paper(
        name=heading,
        folder=words.REPORT_FOLDER.shown,
        pages=(
            *page_a_currency(LINES, heading, head, listed),
            Page(BY_PRODUCT, BY_PRODUCT, head, products),
        ),
        document=BACKLOG_DOCUMENT,
    )


def _place(line: OrderLine, today: date) -> tuple[int, str, str, int]:
    """The latest first, then as they fall due, those without a date last."""
    return -(days_late(line, today) or 0), due(line) or "9999", line.order_no or line.customer_po_no, line.line_id


def _listed(lines: Sequence[OrderLine], code: str, names: Names, today: date) -> Block:
    customer, product, spec = cache(names.customer), cache(names.product), cache(names.spec)
    rows: list[tuple[Cell, ...]] = [
        (
            days_late(one, today), one.required_date or None, one.promised_date or None, one.order_no,
            one.customer_po_no, customer(one.customer), one.salesperson, one.order_date or None,
            product(one.product), spec(one.product), one.unit,
            one.ordered, one.shipped or None, one.reopened or None, one.closed or None, one.open,
            one.open_amount_fen if one.priced else words.UNPRICED.shown, state_of(one),
        )
        for one in lines
    ]  # fmt: skip
    sums = [quantity_total((one.unit, attrgetter(name)(one)) for one in lines) for name in _ADDED]
    amount = sum(one.open_amount_fen for one in lines)
    total = (TOTAL, *[None] * 10, *(summed or None for summed, _ in sums), amount, None)
    note = "。".join(part for part in (sums[-1][1] and f"未发：{sums[-1][1]}", unpriced_note(lines)) if part)
    return Block(titled("未发完的订单行", code), OPEN_LINES.columns, rows, total, note, OPEN_LINES.name)


def _products(lines: Sequence[OrderLine], names: Names, today: date) -> Block:
    wanted: defaultdict[tuple[str, str], list[OrderLine]] = defaultdict(list)
    for one in lines:
        wanted[one.product, one.unit].append(one)
    rows: list[tuple[Cell, ...]] = []
    for (product, unit), held in wanted.items():
        late = {one.line_id: days for one in held if (days := days_late(one, today))}
        rows.append(
            (
                names.product_code(product),
                names.product(product),
                names.spec(product),
                unit,
                sum(one.open for one in held),
                sum(one.open for one in held if one.line_id in late) or None,
                len(held),
                len({one.customer for one in held}),
                min((day for one in held if (day := due(one))), default=None),
                max(late.values(), default=None),
            )
        )
    rows.sort(key=lambda row: (-int(row[9] or 0), str(row[8] or "9999"), str(row[0]), str(row[1]), str(row[3])))
    total, several = quantity_total((one.unit, one.open) for one in lines)
    customers = len({one.customer for one in lines})
    summed: tuple[Cell, ...] = (TOTAL, None, None, None, total, None, len(lines), customers, None, None)
    return Block("每个产品欠多少", PRODUCTS.columns, rows, summed, several, PRODUCTS.name)
