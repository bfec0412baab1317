"""What papers that go with goods have in common: to whom and where, what their files are called and where they lie."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zlib import crc32

from neiqin_xl import machine, words
from neiqin_xl.model.document import Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Paper
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.titles import DRAFT, NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Document
    from neiqin_xl.model.report import Cell, Page
    from neiqin_xl.reports.delivery import Delivery
    from neiqin_xl.words import Word

ADDRESSED = (
    Value("公司.名称", "我方公司"),
    Value("客户.编码", "客户编码", Kind.CODE),
    Value("客户.名称", "客户全称"),
    Value("客户.地址", "送到哪里：送货单上写的，没写就是订单的，再没有就是客户档案的"),
    Value("客户.联系人", "联系人，照同样的次序"),
    Value("客户.电话", "电话，照同样的次序", Kind.CODE),
    Value("客户.结算方式", "结算方式"),
    Value(words.RECEIVER.shown, "收货单位或门店；和客户是一家的没有"),
    Value(NUMBER, "送货单号；还没有编号的没有", Kind.CODE),
    Value("送货日期", "送货日期", Kind.DATE),
    Value("客户订单号", "客户自己的订单号，几个之间用顿号", Kind.CODE),
    Value("货站", "物流公司或货站"),
    Value("物流单号", "物流单号", Kind.CODE),
    Value("件数", "件数", Kind.INT),
)


def addressed(books: Books, one: Delivery, names: Names) -> dict[str, Cell]:
    """The values of `ADDRESSED` for a delivery."""
    party = names.customers.get(one.customer)
    to = one.to
    receiver = to.receiver if to.receiver not in ("", names.customer(one.customer)) else None
    return {
        "公司.名称": one.company or books.company,
        "客户.编码": names.customer_code(one.customer),
        "客户.名称": names.customer(one.customer),
        "客户.地址": to.address or None,
        "客户.联系人": to.contact or None,
        "客户.电话": to.phone or None,
        "客户.结算方式": to.settle_type or (party.settle_type if party else "") or None,
        words.RECEIVER.shown: receiver,
        NUMBER: one.number or None,
        "送货日期": None if one.is_draft else one.date,
        "客户订单号": to.customer_po_no or None,
        "货站": one.carrier or to.ship_method or None,
        "物流单号": one.waybill_no or None,
        "件数": one.packages,
    }


def addressed_papers(
    books: Books,
    found: Iterable[Delivery],
    title: Word,
    document: Document,
    page: Callable[[Books, Delivery, Names], Page],
) -> Iterator[Paper]:
    """A workbook of one page for each of these deliveries, no two of one name, in the folder of the slips' month."""
    held = list(found)
    names = Names(books).for_customers()
    for one, name in zip(held, _paper_names(held, names, title), strict=True):
        yield Paper(
            name=name,
            folder=f"{words.DELIVERY_NOTE_FOLDER}/{one.date[:7]}",
            pages=(page(books, one, names),),
            document=document,
            customers=(one.customer,),
        )


def _paper_names(held: Sequence[Delivery], names: Names, title: Word) -> list[str]:
    """What the papers of these deliveries are called, without ending."""
    plainly = [_name(one, names, title) for one in held]
    bearers = Counter(machine.folded_name(name) for name in plainly)
    return [
        name if bearers[machine.folded_name(name)] == 1 else f"{name}_{crc32(repr(one.key).encode()):08x}"
        for one, name in zip(held, plainly, strict=True)
    ]


def _name(one: Delivery, names: Names, title: Word) -> str:
    # Shortened part by part, so that a long name never costs the number.
    number = machine.safe_name(one.number or f"{one.date}_{one.order_no or '无号'}", 40)
    code = names.customer_code(one.customer)
    who = machine.safe_name(names.customer(one.customer), 40)
    called = f"{title}{DRAFT}" if one.is_draft else title.shown
    return "_".join(filter(None, (called, number, machine.safe_name(code, 30) if code else "", who)))
