"""待款与可发货: which open orders may be shipped, and which wait for money or for somebody's consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.release import Why
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.naming import Names, titled
from neiqin_xl.reports.order_lines import due
from neiqin_xl.reports.order_release import Released, released
from neiqin_xl.reports.receivable_pages import of_company, tab_labels, who
from neiqin_xl.reports.receivable_titles import NO_TERMS
from neiqin_xl.reports.release_document import (
    ASKED,
    AWAITING,
    GOING,
    RELEASE_DOCUMENT,
    SHIPPING,
    UNCLEAR,
    UNPAID,
)
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Table

# Of each reason what it is called, and what is to be done.
_SAID = {
    Why.PAID: ("款已到", "通知仓库发货"),
    Why.PARTLY_PAID: ("款只够一部分", "按可发金额发一部分，其余催款"),
    Why.ON_ARRIVAL: ("货到收款", "发货，到货当天收款"),
    Why.WITHIN_CREDIT: ("额度内", "通知仓库发货"),
    Why.UNPAID: ("款未到", "催款，款到再发"),
    Why.BATCH_OPEN: ("上批没有结清", "催上批货款，结清再发"),
    Why.OVER: ("超出可用额度", "收款或办特批"),
    Why.LATE: ("有逾期货款", "催逾期货款，或办特批"),
    Why.NO_TERMS: ("结算方式看不懂", "写明结算方式，例如 月结30天、款到发货"),
    Why.UNPRICED: ("没有单价", "补上单价"),
}
_PAGES: tuple[tuple[str, Table, Callable[[Why], bool]], ...] = (
    (SHIPPING, GOING, lambda why: why.ships),
    (AWAITING, UNPAID, lambda why: why.awaits_money),
    (ASKED, UNCLEAR, lambda why: not why.ships and not why.awaits_money),
)


@report("release", words.RELEASE)
def release(books: Books, period: Period) -> Iterator[Paper]:
    """Open orders that may be shipped today, those that wait for money, and those that somebody must consent to.

    By the order's own terms, else the customer's: 款到发货 and deposits wait for the money, 压批 for the batch before,
    credit for room below the limit and for nothing overdue. It is how things stand today, whatever the period. A 订金
    that an order announces is no money.
    """
    del period  # what may go today is no matter of a period
    names = Names(books)
    found = released(books, names)
    head = (
        f"截至 {books.today}；看的是今天没有发完的订单，要货早的先用款、先用额度。只是提示，不会拦住发货。",
        "已收 = 这张订单已发货的已付部分 + 留给它的预收款；订单上写的订金不算收到，要有回款记录。",
    )
    pages: list[Page] = []
    for name, table, fits in _PAGES:
        held = [one for one in found if fits(one.decision.why)]
        pages += page_a_currency(name, f"{words.RELEASE} {name}", head, list(_blocks(name, table, held, names)))
    yield Paper(f"{words.RELEASE}_{books.today}", words.REPORT_FOLDER.shown, tuple(pages), RELEASE_DOCUMENT)


def _blocks(name: str, table: Table, found: Sequence[Released], names: Names) -> Iterator[tuple[str, Block]]:
    labels = tab_labels((one.key.company, one.key.currency) for one in found)
    for (company, currency), held in by_book(found).items():
        ordered = sorted(held, key=lambda one: (one.decision.order.wanted is None, one.decision.order.wanted))
        rows = [_row(one, names) for one in ordered]
        # What several orders of a customer wait for alike, the batch before them, is wanting once.
        once = {
            (one.key, one.decision.order.id if one.decision.why is not Why.BATCH_OPEN else ""): one for one in ordered
        }
        decided = [one.decision for one in once.values()]
        orders = [one.decision.order for one in ordered]
        sums = (
            sum(one.value for one in orders),
            sum(one.open for one in orders),
            *(sum(one.needed for one in decided), sum(one.paid for one in decided)),
            *(sum(one.short for one in decided), sum(one.decision.may for one in ordered)),
        )
        total = (TOTAL, f"{len(rows)} 张订单", None, None, None, None, *sums, None, None)
        title = titled(of_company(f"{name}的订单", company), currency)
        yield labels[company, currency], Block(title, table.columns, rows, total, table=table.name)


def _row(one: Released, names: Names) -> tuple[Cell, ...]:
    decision, order = one.decision, one.decision.order
    reason, to_do = _SAID[decision.why]
    if decision.short:
        reason = f"{reason}，还差 {grouped(decision.short)}"
    code, name, seller, _ = who(names, one.key.customer)
    return (
        *(code, name, one.line.salesperson or seller, one.terms or NO_TERMS),
        one.line.order_no or one.line.customer_po_no,
        str(order.wanted) if order.wanted is not None else due(one.line),
        *(order.value, order.open, decision.needed or None, decision.paid or None, decision.short or None),
        decision.may or None,
        *(reason, to_do),
    )
