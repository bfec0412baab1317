"""What a line lacks and other papers say: the customer, the salesperson and the price (DESIGN §4, RULES 10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.identity import AMBIGUOUS, NEW, NOBODY
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.line_columns import LineColumns
from neiqin_xl.ledger.links import SUPPOSED
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


class _Order(NamedTuple):
    """The order line that a line belongs to, and what it posts."""

    mention: int
    state: str
    level: str
    quantity: int | None
    amount: int | None
    priced: int | None
    currency: str | None
    salesperson: str | None
    unit_price_incl: int | None
    unit_price_net: int | None
    tax_rate: int | None
    discount_rate: int | None
    discount_amount: int | None
    is_gift: int | None


STANDARD, LEVEL, CUSTOMER = "标准", "等级", "客户"
_RETURN = "goods_return"
_CURRENCY_OF_SLIPS = (
    "SELECT back.line, min(posting.currency) FROM standing AS back JOIN standing AS out "
    "ON out.slip_key = replace(back.slip_key, '|named', '|own') AND out.type = 'shipment' "
    "JOIN posting ON posting.line = out.line AND posting.measure = 'shipped' "
    "WHERE back.line IN (?*) GROUP BY back.line HAVING min(posting.currency) = max(posting.currency)"
)


def with_tax(net_price: int, rate: int | None) -> int:
    """A unit price with tax from one without, both × 10^6."""
    return net_price + money.half_up(net_price * (rate or 0), money.RATE_ONE)


def scope_rank(scope: str, key: str, names: Collection[str], level: str) -> int | None:
    """How near a listed price is to a customer; None where it is not for him or for some occasion."""
    if key and key in names and scope in ("", CUSTOMER):
        return 2
    if key and key == level and scope in ("", LEVEL):
        return 1
    return 0 if not key and scope in ("", STANDARD) else None


class Lacking:
    """Answers for lines of one type. A row begins as `line_columns.ROW` says; `at` tells where its fields stand.

    `orders` are the order lines to which lines belong, by line; `slips` the currencies of the slips that returns name.
    `currency` is that of papers which name none, and of the price list, which never does.
    """

    def __init__(
        self, ledger: Ledger, kind: SheetType, lines: Collection[int], at: Mapping[str, int], currency: str
    ) -> None:
        self.ledger, self.kind, self.at, self._currency = ledger, kind, at, currency
        self.orders: dict[int, _Order] = {}
        self.slips: dict[int, str] = {}
        if kind.name != "order":
            self._load(lines)
        if kind.name == _RETURN:
            self.slips = dict(ledger.rows_in(_CURRENCY_OF_SLIPS, lines))

    def _load(self, lines: Iterable[int]) -> None:
        for found in self.ledger.rows_in(
            "SELECT link.line, standing.mention, mention.state, link.level, posting.quantity, posting.amount, "
            "posting.priced, posting.currency, line_order.salesperson, line_order.unit_price_incl, "
            "line_order.unit_price_net, line_order.tax_rate, line_order.discount_rate, line_order.discount_amount, "
            "line_order.is_gift FROM link "
            "JOIN standing ON standing.line = link.order_line JOIN line_order ON line_order.id = link.order_line "
            "JOIN mention ON mention.id = standing.mention "
            "LEFT JOIN posting ON posting.line = link.order_line AND posting.measure = 'ordered' "
            "WHERE link.line IN (?*)",
            lines,
        ):
            self.orders[found[0]] = _Order(*found[1:])

    def mentions(self, told: LineColumns) -> list[int | None]:
        """Who is meant by each line, as `mention` has it: mostly the customer whose code it gives."""
        _, _, _, named, _, _, _, _, _, products, parties, *_ = told.columns
        if AMBIGUOUS not in products and all(party[:2] == "C:" for party in parties):
            return list(named)
        return [self.mention(row) for row in told.rows]

    def mention(self, row: Row) -> int | None:
        """Who is meant: as the line says, else as its order says; None where nobody can tell."""
        if AMBIGUOUS in (row[8], row[9]):
            return None
        order = self.orders.get(row[0])
        told = order is not None and order.state not in (AMBIGUOUS, NOBODY)
        if row[8] == NOBODY:
            return order.mention if order is not None and told else None
        # A name that nobody filed, on a line that names an order: the order says who it is.
        nameless = row[8] == NEW and str(row[10]).startswith("N:")
        if order is not None and told and nameless and order.level != SUPPOSED:
            return order.mention
        return int(row[3])

    def price(self, row: Row) -> Price | None:
        """Original shipment (returns), order, customer's price, list: the first that has one."""
        return self._shipped_price(row) or self._ordered_price(row) or self._listed_price(row)

    def _ordered_price(self, row: Row) -> Price | None:
        order = self.orders.get(row[0])
        if order is None or not order.priced or self._text(row, "currency") not in ("", order.currency):
            return None
        if order.is_gift:
            return Price(0, None, Priced.ORDER)
        if not order.discount_amount:
            if order.unit_price_incl is not None:
                return Price(order.unit_price_incl, order.discount_rate, Priced.ORDER)
            if order.unit_price_net is not None:
                return Price(with_tax(order.unit_price_net, order.tax_rate), order.discount_rate, Priced.ORDER)
        return Price(money.price_of(order.amount or 0, order.quantity), None, Priced.ORDER) if order.quantity else None

    def _shipped_price(self, row: Row) -> Price | None:
        if self.kind.name != _RETURN:
            return None
        found = self.ledger.one(
            "SELECT posting.quantity, posting.amount FROM standing AS back JOIN standing AS out "
            "ON out.slip_key = replace(back.slip_key, '|named', '|own') AND out.type = 'shipment' "
            "JOIN item AS mine ON mine.id = back.item JOIN item AS theirs ON theirs.id = out.item "
            "AND theirs.party = mine.party JOIN posting ON posting.line = out.line AND posting.measure = 'shipped' "
            "WHERE back.line = ?1 AND posting.priced > 0 AND posting.quantity > 0 AND ?2 IN ('', posting.currency) "
            "ORDER BY posting.amount * 1.0 / posting.quantity, posting.quantity LIMIT 1",
            (row[0], self._text(row, "currency")),
        )
        return None if found is None else Price(money.price_of(found[1], found[0]), None, Priced.SHIPMENT)

    def _listed_price(self, row: Row) -> Price | None:
        """The newest price valid on the day and for the quantity: the customer's own, his level's, the standard one.

        None for what is owed in another currency than the list's: its figures would be taken for dollars.
        """
        order = self.orders.get(row[0])
        owed_in = self._text(row, "currency") or (order and order.currency) or self.slips.get(row[0])
        if owed_in not in (None, self._currency):
            return None
        day = str(row[self.at[self.kind.dated or ""]] or row[7] or "9999")
        unit, quantity = name_key(self._text(row, "unit")), abs(row[self.at["qty"]] or 0)
        names, level = self._customer_of(row)
        best: tuple[tuple[int, str, int, int], int] | None = None
        for price, net, tax, scope, key, listed_unit, since, until, least in self.ledger.rows(
            "SELECT line.list_price_incl, line.list_price_net, line.tax_rate, line.scope, line.scope_key, line.unit, "
            "line.valid_from, line.valid_to, line.min_qty FROM item AS mine CROSS JOIN item AS listed "
            "ON listed.party = mine.party CROSS JOIN standing ON standing.item = listed.id "
            "CROSS JOIN line_product AS line ON line.id = standing.line "
            "WHERE mine.id = ? AND +standing.type = 'product'",
            (row[4],),
        ):
            unit_price = price if price is not None else None if net is None else with_tax(net, tax)
            rank = scope_rank(scope or "", name_key(key), names, level)
            wrong_unit = unit and listed_unit and name_key(listed_unit) != unit
            if unit_price is None or rank is None or wrong_unit or (least or 0) > quantity:
                continue
            if (since or "") > day or (until or "9999") < day:
                continue
            standing = (rank, str(since or ""), least or 0, -unit_price)
            if best is None or standing > best[0]:
                best = (standing, unit_price)
        return None if best is None else Price(best[1], None, Priced.LIST)

    def _customer_of(self, row: Row) -> tuple[set[str], str]:
        """The keys by which price lists may name the customer of a line, and the price level that he was given."""
        mention = self.mention(row)
        found = self.ledger.rows(
            "SELECT said.code, said.name, line.customer_code, line.customer_name, line.customer_short_name, "
            "line.price_level FROM mention AS said LEFT JOIN alias ON alias.kind = 'mention' AND "
            "alias.party = said.party "
            "LEFT JOIN line_customer AS line ON line.id = alias.line WHERE said.id = ?",
            (mention or 0,),
        )
        names = {name_key(text) for one in found for text in one[:5]} - {""}
        return names, max((name_key(one[5]) for one in found), default="")

    def _text(self, row: Row, name: str) -> str:
        value = row[self.at[name]] if name in self.at else None
        return "" if value is None else str(value)
