"""What is to be printed on a 送货单, from a slip in the books or from what an order still waits for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.ledger.freight_borne import owed_on
from neiqin_xl.ledger.ship_to import ShipTo, of_customers, of_orders, of_shipped
from neiqin_xl.ledger.slips import slips
from neiqin_xl.money import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine
    from neiqin_xl.ledger.slips import Slip

OPEN = "订单未发"


class Goods(NamedTuple):
    """A printed line: quantity × 10^4 (None: to be written by hand), price × 10^6 where it is not the amount's.

    `customer` is the id that the line itself has in the books.
    """

    customer: str
    product: str
    product_name: str
    spec: str
    unit: str
    quantity: int | None
    amount_fen: int
    priced: bool
    order_no: str
    is_gift: bool
    remark: str
    price: int | None = None


class Delivery(NamedTuple):
    """One 送货单 to print; `customer` is an id, `key` tells it from all others, a draft has no number yet.

    `freight` is what the customer owes beside the goods, in fen.
    """

    key: tuple[str, ...]
    company: str
    number: str
    date: str
    customer: str
    currency: str
    packages: int | None
    carrier: str
    waybill_no: str
    collect_mode: str
    prepared_by: str
    order_no: str
    to: ShipTo
    lines: tuple[Goods, ...]
    freight: int = 0
    is_draft: bool = False


def shipped(books: Books, period: Period) -> Iterator[Delivery]:
    """What is printed of the slips of that time, as `deliveries` has it."""
    return deliveries(books, slips(books.ledger, period.since, period.before))


def deliveries(books: Books, found: Iterable[Slip]) -> Iterator[Delivery]:
    """What is printed of these slips; none of one that is 作废, brought nothing, or whose customer nobody can tell."""
    held = [one for one in found if is_printed(one)]
    ordered = of_shipped(books.ledger, [line.line_id for one in held for line in one.lines])
    filed = of_customers(books.ledger)
    for one, freight in zip(held, owed_on(books.ledger, held), strict=True):
        said = [ordered[line.line_id] for line in one.lines if line.line_id in ordered]
        own = ShipTo(one.contact, one.phone, one.address, one.receiver, one.customer_po_no, "", "", "")
        yield Delivery(
            key=one.key,
            company=one.company,
            number=one.number,
            date=one.date,
            customer=one.customer,
            currency=one.currency or books.currency,
            packages=one.packages,
            carrier=one.carrier,
            waybill_no=one.waybill_no,
            collect_mode=one.collect_mode,
            prepared_by=one.prepared_by,
            order_no="、".join(dict.fromkeys(line.order_no for line in one.lines if line.order_no)),
            to=_first_said(own, said, filed.get(one.customer, ShipTo())),
            lines=tuple(
                Goods(
                    *(line.customer, line.product, line.product_name, line.spec, line.unit, line.quantity),
                    *(line.amount_fen, line.priced, line.order_no, line.is_gift, line.remark),
                )
                for line in one.lines
                if line.quantity > 0
            ),
            freight=freight,
        )


def is_printed(one: Slip) -> bool:
    """Whether there is anything to print of a slip, and anybody to give it to."""
    return not one.is_void and bool(one.customer) and any(line.quantity > 0 for line in one.lines)


def drafts(books: Books, lines: Iterable[OrderLine]) -> Iterator[Delivery]:
    """A draft for each order of these open lines.

    The quantity is left to whoever packs: what was printed and not packed would be signed for all the same. How much is
    open stands beside it.
    """
    by_order: dict[tuple[str, ...], list[OrderLine]] = defaultdict(list)
    for one in lines:
        if one.open > 0:
            by_order[one.company, one.order_no or one.customer_po_no, one.customer, one.currency].append(one)
    ordered = of_orders(books.ledger, [one.line_id for held in by_order.values() for one in held])
    filed = of_customers(books.ledger)
    for key, held in by_order.items():
        said = [ordered[one.line_id] for one in held if one.line_id in ordered]
        yield Delivery(
            key=key,
            company=held[0].company,
            number="",
            date=str(books.today),
            customer=held[0].customer,
            currency=held[0].currency,
            packages=None,
            carrier="",
            waybill_no="",
            collect_mode="",
            prepared_by="",
            order_no=held[0].order_no or held[0].customer_po_no,
            to=_first_said(ShipTo(), said, filed.get(held[0].customer, ShipTo())),
            lines=tuple(
                Goods(
                    *(one.customer, one.product, "", "", one.unit, None, 0, one.priced, one.order_no, False),
                    f"{OPEN} {plain(one.open, 4)}",
                    one.price,
                )
                for one in held
            ),
            is_draft=True,
        )


def _first_said(own: ShipTo, ordered: Sequence[ShipTo], filed: ShipTo) -> ShipTo:
    """Of each field what the slip says, else its orders, else the customer file; every PO that is named."""
    numbers = dict.fromkeys(one.customer_po_no for one in (own, *ordered) if one.customer_po_no)
    together = ShipTo(*(next(filter(None, said), "") for said in zip(own, *ordered, filed, strict=True)))
    return together._replace(customer_po_no="、".join(numbers))
