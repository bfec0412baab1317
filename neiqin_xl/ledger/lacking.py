"""What a line lacks and other papers say: the customer, the salesperson and the price (DESIGN §4, RULES 10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from neiqin_xl import money, words
from neiqin_xl.ledger.identity import AMBIGUOUS, NEW, NOBODY
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.line_columns import LineColumns
from neiqin_xl.ledger.matching import SUPPOSED
from neiqin_xl.ledger.pack_sizes import Pack, how_many, packs_of
from neiqin_xl.ledger.priced import Price, Priced
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.shipped_prices import OF_SLIPS, shipped_price
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.units import are_one_unit


class Order(NamedTuple):
    """What order line a line belongs to, and what that posts."""

    line: int
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
    unit: str | None
    held: int | None


STANDARD, LEVEL, CUSTOMER = "标准", "等级", "客户"
_RETURN = "goods_return"
_NEAR = 50  # a price whose amount is off by more than one part in so many is one for another unit
_CURRENCY_OF_SLIPS = (
    f"SELECT back.line, min(posting.currency) {OF_SLIPS}"
    "WHERE back.line IN (?*) GROUP BY back.line HAVING min(posting.currency) = max(posting.currency)"
)
_OF_PRODUCT = (
    "FROM item AS mine CROSS JOIN item AS listed ON listed.party = mine.party "
    "CROSS JOIN standing ON standing.item = listed.id CROSS JOIN line_product AS line ON line.id = standing.line "
    "WHERE mine.id = ? AND +standing.type = 'product'"
)
_LISTED = (
    "SELECT line.list_price_incl, line.list_price_net, line.tax_rate, line.scope, line.scope_key, line.unit, "
    f"line.valid_from, line.valid_to, line.min_qty {_OF_PRODUCT}"
)
_RATES = f"SELECT line.tax_rate, line.valid_from {_OF_PRODUCT} AND line.tax_rate IS NOT NULL ORDER BY standing.position"


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
        self.orders: dict[int, Order] = {}
        self.slips: dict[int, str] = {}
        self._packs: dict[int, list[Pack]] = {}
        self._rates: dict[int, list[Row]] = {}
        if kind.name != "order":
            self._load(lines)
        if kind.name == _RETURN:
            self.slips = dict(ledger.rows_in(_CURRENCY_OF_SLIPS, lines))

    def _load(self, lines: Iterable[int]) -> None:
        for found in self.ledger.rows_in(
            "SELECT link.line, standing.mention, mention.state, link.level, posting.quantity, posting.amount, "
            "posting.priced, posting.currency, line_order.salesperson, line_order.unit_price_incl, "
            "line_order.unit_price_net, line_order.tax_rate, line_order.discount_rate, line_order.discount_amount, "
            "line_order.is_gift, line_order.unit, line_order.conv_rate FROM link "
            "JOIN standing ON standing.line = link.order_line JOIN line_order ON line_order.id = link.order_line "
            "JOIN mention ON mention.id = standing.mention "
            "LEFT JOIN posting ON posting.line = link.order_line AND posting.measure = 'ordered' "
            "WHERE link.line IN (?*)",
            lines,
        ):
            self.orders[found[0]] = Order._make(found)

    def mentions(self, told: LineColumns) -> list[int | None]:
        """Who is meant by each line, as `mention` has it: mostly the customer whose code it gives."""
        _, _, _, named, _, _, _, _, _, products, parties, *_ = told.columns
        if AMBIGUOUS not in products and all(party[:2] == "C:" for party in set(parties)):
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

    def price(self, row: Row) -> Price | Priced:
        """Original shipment (returns), order, customer's price, list: the first that has one, else why there is none.

        A price for another unit than the line's is converted where somebody says how, and never taken as it stands.
        """
        price = self._shipped_price(row)
        if price is None:
            price = self._ordered_price(row)
        if price is None:
            price = self._listed_price(row)
        return Priced.NOT if price is None else price

    def tax_rate(self, row: Row) -> int | None:
        """The tax rate of a line that says none: its product's on that day, else its order's."""
        if row[4] not in self._rates:
            self._rates[row[4]] = self.ledger.rows(_RATES, (row[4],))
        day = self._day(row)
        found = {since or "": rate for rate, since in self._rates[row[4]] if (since or "") <= day}
        order = self.orders.get(row[0])
        return found[max(found)] if found else None if order is None else order.tax_rate

    def in_order_units(self, row: Row) -> int | Fraction | None:
        """How many of its order line's unit go into one of the line's; None where nobody says so."""
        order = self.orders[row[0]]
        return self._how_many(row, order.unit or "", [Pack(order.unit or "", "", order.held or 0)])

    def said_to_hold(self, row: Row) -> list[Fraction]:
        """What the line itself and its order line say that a unit holds, of whatever."""
        return [Fraction(one, money.RATE_ONE) for one in (*self._held(row), self.orders[row[0]].held) if one]

    def _ordered_price(self, row: Row) -> Price | Priced | None:
        order = self.orders.get(row[0])
        if order is None or self._text(row, "currency") not in ("", order.currency):
            return None
        if not order.priced or order.priced < 0:
            return Priced(order.priced) if order.priced else None
        if order.is_gift:
            return Price(0, None, Priced.ORDER)
        factor = self.in_order_units(row)
        if factor is None:
            return Priced.OTHER_UNIT
        price = self._price_of(row, order)
        if price is None or are_one_unit(self._text(row, "unit"), order.unit or ""):
            return price
        return price.times(factor)._replace(source=Priced.HELPED)

    def _price_of(self, row: Row, order: Order) -> Price | None:
        """What one unit costs as the order counts: as it says, unless its amount shows that to be for another unit."""
        price = None if order.discount_amount else self._written_price(row, order)
        if not order.quantity:
            return price
        amount = order.amount or 0
        if price is None or abs(price.amount(order.quantity) - amount) > abs(amount) // _NEAR + 1:
            return Price(Fraction(amount * 10**8, order.quantity), None, Priced.ORDER)
        return price

    def _written_price(self, row: Row, order: Order) -> Price | None:
        if order.unit_price_incl is not None:
            return Price(order.unit_price_incl, order.discount_rate, Priced.ORDER)
        rate = self.tax_rate(row) if order.tax_rate is None else order.tax_rate
        if order.unit_price_net is None or rate is None:
            return None
        source = Priced.HELPED if order.tax_rate is None else Priced.ORDER
        return Price(order.unit_price_net, order.discount_rate, source, rate)

    def _shipped_price(self, row: Row) -> Price | Priced | None:
        if self.kind.name != _RETURN:
            return None
        others = list[str]()

        def in_own_unit(unit: str, said: Pack) -> Fraction | None:
            others.extend(() if are_one_unit(unit, self._text(row, "unit")) else (unit,))
            each = self._how_many(row, unit, [said])
            return None if each is None else Fraction(1) / each

        quantity = abs(row[self.at["qty"]] or 0)
        currency = self._text(row, "currency")
        price = shipped_price(self.ledger, row[0], currency, self._day(row), quantity, in_own_unit)
        return price._replace(source=Priced.HELPED) if others and isinstance(price, Price) else price

    def _how_many(self, row: Row, unit: str, said: Iterable[Pack] = ()) -> int | Fraction | None:
        """How many of that unit go into one of the line's."""
        own = self._text(row, "unit")
        if are_one_unit(own, unit):
            return 1
        if row[4] not in self._packs:
            self._packs[row[4]] = packs_of(self.ledger, row[4])
        said = [*said, *(Pack(own, "", held) for held in self._held(row))]
        return how_many(own, unit, self._packs[row[4]], said)

    def _held(self, row: Row) -> Iterable[int]:
        """What the line itself says goes into its unit."""
        if not self.kind.has(words.CONV_RATE.key):
            return
        table = line_table(self.kind)
        yield from (
            one[0] for one in self.ledger.rows(f"SELECT conv_rate FROM {table} WHERE id = ?", (row[0],)) if one[0]
        )

    def _listed_price(self, row: Row) -> Price | Priced | None:
        """The newest price valid on the day and for the quantity: the customer's own, his level's, the standard one.

        One in the line's own unit goes before others for the same buyers. None for what is owed in another currency
        than the list's: its figures would be taken for dollars.
        """
        order = self.orders.get(row[0])
        owed_in = self._text(row, "currency") or (order and order.currency) or self.slips.get(row[0])
        if owed_in not in (None, self._currency):
            return None
        day, quantity = self._day(row), abs(row[self.at["qty"]] or 0)
        names, level = self._customer_of(row)
        best: tuple[tuple[int, bool, str, int, int | Fraction], Price] | None = None
        barred: tuple[int, Priced] | None = None
        for price, net, tax, scope, key, unit, since, until, least in self.ledger.rows(_LISTED, (row[4],)):
            rank = scope_rank(scope or "", name_key(key), names, level)
            if (price is None and net is None) or rank is None or (since or "") > day or (until or "9999") < day:
                continue
            factor = self._how_many(row, unit or "")
            if factor is None or (price is None and tax is None):
                why_not = Priced.OTHER_UNIT if factor is None else Priced.WITHOUT_TAX
                barred = max(barred or (rank, why_not), (rank, why_not))
                continue
            if (least or 0) > quantity * factor:
                continue
            found = Price(net if price is None else price, None, Priced.LIST, tax if price is None else 0)
            is_own = are_one_unit(self._text(row, "unit"), unit or "")
            standing = (rank, is_own, str(since or ""), least or 0, -found.unit * factor)
            if best is None or standing > best[0]:
                best = (standing, found.times(factor))
        # What is agreed with the customer is not replaced by everybody's price because it is for another unit.
        if barred is not None and (best is None or barred[0] > best[0][0]):
            return barred[1]
        return None if best is None else best[1]

    def _day(self, row: Row) -> str:
        return str(row[self.at[self.kind.dated or ""]] or row[7] or "9999")

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
