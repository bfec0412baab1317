"""What a line lacks and other papers say: the customer, the salesperson and the price (DESIGN §4, RULES 10)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.identity import AMBIGUOUS, NOBODY
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType


class Priced(IntEnum):
    """Where a line's amount came from (RULES 10)."""

    NOT = 0
    PAPER = 1
    ORDER = 2
    SHIPMENT = 3
    LIST = 4


class Price(NamedTuple):
    """A price for one unit before discount, the share of it that is paid, and where it was found."""

    unit: int
    paid: int | None
    source: Priced


# How a row that is asked about begins; the line's own fields follow.
ROW = (
    *("standing.line", "standing.paper", "line.row", "standing.mention", "standing.item"),
    *("paper.company", "paper.office", "paper.dated", "mention.state", "item.state"),
)


class Lacking:
    """Answers for the lines of one type. A row begins as `ROW` says; `at` tells where its fields stand."""

    def __init__(self, ledger: Ledger, kind: SheetType, rows: list[Row], at: Mapping[str, int]) -> None:
        self.ledger, self.kind, self.at = ledger, kind, at
        self.orders: dict[int, Row] = {}
        if kind.name != "order":
            self._load(rows)

    def _load(self, rows: list[Row]) -> None:
        for found in self.ledger.rows_in(
            "SELECT link.line, standing.mention, mention.state, line_order.unit_price_incl, line_order.discount_rate, "
            "line_order.salesperson, line_order.qty, line_order.amount_incl FROM link "
            "JOIN standing ON standing.line = link.order_line "
            "JOIN line_order ON line_order.id = link.order_line JOIN mention ON mention.id = standing.mention "
            "WHERE link.line IN (?*)",
            [row[0] for row in rows],
        ):
            self.orders[found[0]] = found[1:]

    def mention(self, row: Row) -> int | None:
        """Who is meant: as the line says, else as its order says; None where nobody can tell."""
        if AMBIGUOUS in (row[8], row[9]):
            return None
        if row[8] != NOBODY:
            return int(row[3])
        order = self.orders.get(row[0])
        return int(order[0]) if order is not None and order[1] not in (AMBIGUOUS, NOBODY) else None

    def salesperson(self, row: Row) -> str:
        """Who sold it, as its order says."""
        order = self.orders.get(row[0])
        return str(order[4] or "") if order is not None else ""

    def price(self, row: Row) -> Price | None:
        """Original shipment (returns), order, customer's price, list: the first that has one."""
        return self._shipped_price(row) or self._ordered_price(row) or self._listed_price(row)

    def _ordered_price(self, row: Row) -> Price | None:
        order = self.orders.get(row[0])
        if order is None:
            return None
        if order[2] is not None:
            return Price(int(order[2]), order[3], Priced.ORDER)
        if order[6] is not None and order[5]:
            # Prices have six places: fen × 10^8 over quantity × 10^4.
            return Price(money.half_up(int(order[6]) * 10**8, int(order[5])), None, Priced.ORDER)
        return None

    def _shipped_price(self, row: Row) -> Price | None:
        if self.kind.name != "goods_return":
            return None
        found = self.ledger.one(
            "SELECT posting.quantity, posting.amount FROM standing AS back JOIN standing AS out "
            "ON out.slip_key = replace(back.slip_key, '|named', '|own') AND out.type = 'shipment' "
            "JOIN item AS mine ON mine.id = back.item JOIN item AS theirs ON theirs.id = out.item "
            "AND theirs.party = mine.party JOIN posting ON posting.line = out.line AND posting.measure = 'shipped' "
            "WHERE back.line = ? AND posting.priced > 0 AND posting.quantity > 0 "
            "ORDER BY posting.amount * 1.0 / posting.quantity, posting.quantity LIMIT 1",
            (row[0],),
        )
        return None if found is None else Price(money.half_up(found[1] * 10**8, found[0]), None, Priced.SHIPMENT)

    def _listed_price(self, row: Row) -> Price | None:
        """The newest price valid on the day: one for this customer first, then the standard one (RULES 17)."""
        day = row[self.at[self.kind.dated or ""]] or row[7]
        unit = name_key(self._text(row, "unit"))
        names = {name_key(self._text(row, "customer_code")), name_key(self._text(row, "customer_name"))} - {""}
        best: tuple[tuple[bool, str, int], int] | None = None
        for price, since, key, listed_unit in self.ledger.rows(
            "SELECT line.list_price_incl, line.valid_from, line.scope_key, line.unit FROM standing "
            "JOIN line_product AS line ON line.id = standing.line JOIN item AS listed ON listed.id = standing.item "
            "JOIN item AS mine ON mine.party = listed.party "
            "WHERE mine.id = ? AND standing.type = 'product' AND line.list_price_incl IS NOT NULL",
            (row[4],),
        ):
            theirs = name_key(key)
            if (theirs and theirs not in names) or (since or "") > str(day or "9999"):
                continue
            if unit and listed_unit and name_key(listed_unit) != unit:
                continue
            rank = (bool(theirs), str(since or ""), -int(price))
            if best is None or rank > best[0]:
                best = (rank, int(price))
        return None if best is None else Price(best[1], None, Priced.LIST)

    def _text(self, row: Row, name: str) -> str:
        value = row[self.at[name]] if name in self.at else None
        return "" if value is None else str(value)
