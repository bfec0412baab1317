"""送货单 by number, by order or of some days, written below the slips' folder."""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl.dates import Period
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.desk.results import Json
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.slips import Slip, slips
from neiqin_xl.reports.delivery import Delivery, deliveries, drafts, shipped
from neiqin_xl.reports.delivery_note import notes


def write_slips(
    publishing: Publishing, books: Books, numbers: Sequence[str], orders: Sequence[str], period: Period
) -> Json:
    """{"written", "slips", …}: the slips of these numbers and drafts for these orders, or those of the period.

    ValueError where a number is not in the books, where its slip is 作废, or nothing of the order is open.
    """
    found: list[Delivery] = []
    if numbers:
        found += _numbered(books, numbers)
    if orders:
        found += _ordered(books, orders)
    if not numbers and not orders:
        found += shipped(books, period)
    publishing.papers(notes(books, found), publishing.workspace.outbox)
    outcome = publishing.outcome()
    return {"period": period.name, "slips": len(found), "written": outcome["published"], **outcome}


def _numbered(books: Books, numbers: Sequence[str]) -> list[Delivery]:
    held = slips(books.ledger, numbers=numbers)
    known = {code_key(one.number): one for one in held}
    for number in numbers:
        if code_key(number) not in known:
            raise ValueError(f"账里没有送货单“{number}”。请核对单号；还没有发货的，用 --order 写订单号出草稿。")
    made = list(deliveries(books, held))
    printed = {code_key(one.number) for one in made}
    for number in numbers:
        if code_key(number) not in printed:
            raise ValueError(_nothing_on(number, known[code_key(number)]))
    return made


def _nothing_on(number: str, slip: Slip) -> str:
    if slip.is_void:
        return f"送货单“{number}”已作废，不能再打印。"
    if not slip.customer:
        return f"送货单“{number}”看不出是哪家客户，请先答复它的处理结果。"
    return f"送货单“{number}”上没有发出的货（数量都不大于零），没有什么可打印。"


def _ordered(books: Books, orders: Sequence[str]) -> list[Delivery]:
    wanted = {code_key(order): order for order in orders}
    lines = [
        one
        for one in books.order_lines(open_only=True)
        if {code_key(one.order_no), code_key(one.customer_po_no)} & wanted.keys()
    ]
    named = {code_key(text) for one in lines for text in (one.order_no, one.customer_po_no)}
    for key, order in wanted.items():
        if key not in named:
            raise ValueError(f"没有叫“{order}”的未发完的订单。请核对订单号，或看“订单跟踪与欠货”里的状态。")
    return list(drafts(books, lines))
