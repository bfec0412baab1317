"""The rows that the books answer with."""

from __future__ import annotations

from typing import NamedTuple


class Party(NamedTuple):
    """A customer as the books know it; `known` is False for 待建档.

    `settle_type` are its terms as written, `credit_days` those of a bare 月结, `stmt_day` when its month is cut.
    """

    id: str
    code: str
    name: str
    short_name: str
    known: bool
    salesperson: str
    settle_type: str
    contact: str
    phone: str
    credit_days: int | None = None
    stmt_day: int | None = None


class Item(NamedTuple):
    """A product as the books know it; `known` is False for 待建档."""

    id: str
    code: str
    name: str
    spec: str
    unit: str
    known: bool


class Posting(NamedTuple):
    """One line's contribution to one measure: quantity × 10^4, amount in fen, both signed.

    `customer` and `product` are ids. `order_no` is our order's number, `po_no` the customer's own order.
    """

    measure: str
    date: str
    company: str
    currency: str
    customer: str
    product: str
    salesperson: str
    office: str
    unit: str
    quantity: int
    amount_fen: int
    priced: bool
    type: str
    number: str
    order_no: str
    line_id: int
    file: str
    sheet: str
    row: int
    po_no: str = ""

    @property
    def ordered_as(self) -> str:
        """The order's number as papers print it: ours, else the customer's."""
        return self.order_no or self.po_no


class OrderLine(NamedTuple):
    """An order line with what has become of it; quantities × 10^4, amounts in fen, price × 10^6 or None.

    `open` = max(0, ordered − closed − shipped + reopened); `over` is what was shipped beyond that. `level` is the
    weakest way in which its shipments were matched (L1, L2, L3), empty where nothing was shipped. Deliveries in another
    unit count in the order's; where one cannot be converted the line is `unlike`, and neither open nor over.
    """

    line_id: int
    company: str
    currency: str
    order_no: str
    customer_po_no: str
    customer: str
    product: str
    salesperson: str
    office: str
    order_date: str
    required_date: str
    promised_date: str
    unit: str
    ordered: int
    shipped: int
    reopened: int
    closed: int
    open: int
    over: int
    amount_fen: int
    open_amount_fen: int
    price: int | None
    last_ship_date: str
    level: str
    file: str
    sheet: str
    row: int
    priced: bool
    unlike: bool = False


class Waiting(NamedTuple):
    """A line that does not count, and why: held by its own fault, in conflict, or its customer cannot be told.

    `question` is the number by which its paper is asked about, "" where it is not. `amount_fen` is what the line says
    that it comes to, None where that cannot be read; `currency` is "" where the line names none.
    """

    state: str
    type: str
    batch: int
    file: str
    sheet: str
    row: int
    number: str
    customer: str
    dated: str
    note: str
    amount_fen: int | None = None
    currency: str = ""
    question: str = ""
