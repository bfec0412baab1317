"""Goods that came back, and the deliveries that they may have come from."""

from __future__ import annotations

import json
from typing import NamedTuple

from neiqin_xl.ledger.differing.places import LINE, PLACE, STANDING
from neiqin_xl.ledger.dimensions import DOCUMENT, EVERYTHING
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure


class Back(NamedTuple):
    """A returned line: quantity × 10^4, amount in fen; keys are those by which papers name each other, "" for none.

    `slip` is the slip that it names and `slip_no` that as written.
    """

    line: int
    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    product: str
    unit: str
    quantity: int
    amount_fen: int
    priced: bool
    slip: str
    slip_no: str
    order: str
    po: str
    red_invoice: str
    file: str
    sheet: str
    row: int


class Out(NamedTuple):
    """A delivered line that something may have come back of; `document` tells slips apart."""

    line: int
    document: str
    company: str
    currency: str
    customer: str
    number: str
    date: str
    product: str
    unit: str
    quantity: int
    amount_fen: int
    slip: str
    order: str
    po: str


def backs(ledger: Ledger) -> list[Back]:
    """Every returned line that counts, oldest first."""
    rows = ledger.rows(
        f"SELECT posting.line, {LINE}, item.party, posting.unit, posting.quantity, posting.amount, posting.priced > 0, "
        "coalesce(standing.slip_key, ''), coalesce(line.shipment_no, ''), standing.order_key, standing.po_key, "
        f"coalesce(line.red_invoice_no, ''), {PLACE} {EVERYTHING} {STANDING} "
        "JOIN line_goods_return AS line ON line.id = posting.line "
        "WHERE posting.measure = ? ORDER BY posting.date, posting.line",
        (Measure.RETURNED.value,),
    )
    return [Back._make((*row[:11], bool(row[11]), _slip(row[12]), *row[13:])) for row in rows]


def outs(ledger: Ledger, customers: set[str], products: set[str]) -> list[Out]:
    """Every delivered line of these products to these customers, oldest first."""
    listed = "IN (SELECT value FROM json_each(?))"
    rows = ledger.rows(
        f"SELECT posting.line, {DOCUMENT}, posting.company, posting.currency, mention.party, paper.number, "
        "posting.date, item.party, posting.unit, posting.quantity, posting.amount, coalesce(standing.slip_key, ''), "
        f"standing.order_key, standing.po_key {EVERYTHING} {STANDING} WHERE posting.measure = ? "
        f"AND posting.quantity > 0 AND mention.party {listed} AND item.party {listed} "
        "ORDER BY posting.date, posting.line",
        (Measure.SHIPPED.value, json.dumps(sorted(customers)), json.dumps(sorted(products))),
    )
    return [Out._make((*row[:11], _slip(row[11]), *row[12:])) for row in rows]


def _slip(key: str) -> str:
    """A slip's key, whether it is the paper's own or one that it names."""
    return key.rpartition("|")[0]
