"""Where goods go and how: what orders and the customer file say of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger


class ShipTo(NamedTuple):
    """Who receives, where, how; each "" where nobody said."""

    contact: str = ""
    phone: str = ""
    address: str = ""
    receiver: str = ""
    customer_po_no: str = ""
    station_no: str = ""
    ship_method: str = ""
    settle_type: str = ""


_ORDERED = ", ".join(f"coalesce(line.{name}, '')" for name in ShipTo._fields)


def of_orders(ledger: Ledger, order_lines: Iterable[int]) -> dict[int, ShipTo]:
    """By order line, what its order says."""
    asked = f"SELECT line.id, {_ORDERED} FROM line_order AS line WHERE line.id IN (?*)"
    return {row[0]: ShipTo(*row[1:]) for row in ledger.rows_in(asked, order_lines)}


def of_shipped(ledger: Ledger, lines: Iterable[int]) -> dict[int, ShipTo]:
    """By delivered line, what the order says to which it belongs; nothing for those that belong to none."""
    asked = (
        f"SELECT link.line, {_ORDERED} FROM link JOIN line_order AS line ON line.id = link.order_line "
        "WHERE link.line IN (?*)"
    )
    return {row[0]: ShipTo(*row[1:]) for row in ledger.rows_in(asked, lines)}


def of_customers(ledger: Ledger) -> dict[str, ShipTo]:
    """By customer, what the customer file says."""
    return {
        row[0]: ShipTo(*row[1:])
        for row in ledger.rows(
            "SELECT DISTINCT alias.party, coalesce(line.contact, ''), coalesce(line.phone, ''), "
            "coalesce(line.address, ''), '', '', '', '', coalesce(line.settle_type, '') FROM alias "
            "JOIN line_customer AS line ON line.id = alias.line WHERE alias.kind = 'mention'"
        )
    }
