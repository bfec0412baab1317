"""Prices that may not agree: a delivery's with its order's, a paper's with the price list, and lines without one."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.ledger.differing.places import LINE, ORDER_NO, PLACE, STANDING
from neiqin_xl.ledger.dimensions import EVERYTHING
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.priced import ON_PAPER, Priced, with_tax
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.units import are_one_unit


class Charged(NamedTuple):
    """What a line charges: quantity × 10^4, amount in fen, `price` × 10^6 as written for one unit and the share paid.

    The price is None where only the amount is written, or where an amount is taken off besides.
    """

    quantity: int
    amount_fen: int
    price: int | None
    paid: int | None
    unit: str


# Asked of a posting {0} and its line {1}.
CHARGED = (
    "{0}.quantity, {0}.amount, CASE WHEN coalesce({1}.discount_amount, 0) = 0 THEN {1}.unit_price_incl END, "
    "{1}.discount_rate, {0}.unit"
)


class Pair(NamedTuple):
    """A delivered line and the order line that it belongs to, whose price or unit differs.

    `level` is how they were matched, `tax_rate` and `conversion` (pieces in a pack) × 10^9, None where not said, and
    `converted` what was delivered in the order's unit, where it counts in another and somebody says how.
    """

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    order_no: str
    product: str
    level: str
    shipped: Charged
    ordered: Charged
    tax_rate: int | None
    conversion: int | None
    converted: int | None
    order_line: int
    file: str
    sheet: str
    row: int

    @property
    def in_other_units(self) -> bool:
        """Whether the delivery counts in another unit than the order."""
        return not are_one_unit(self.shipped.unit, self.ordered.unit)

    def in_order_units(self) -> Pair | None:
        """The pair with the delivery as its order counts; None where nobody says how, or where one has no price."""
        if not self.in_other_units:
            return self
        if not (self.converted and self.shipped.amount_fen and self.ordered.amount_fen):
            return None
        return self._replace(shipped=Charged(self.converted, self.shipped.amount_fen, None, None, self.ordered.unit))


class Listed(NamedTuple):
    """A price of the list: for whom (scope and the key of a name or level), from when, from how many, in which unit.

    Prices are × 10^6, None where not said; a pack holds `conversion` (× 10^9) units.
    """

    product: str
    scope: str
    whom: str
    unit: str
    since: str
    until: str
    least: int
    price: int | None
    floor: int | None
    tax_rate: int | None
    conversion: int | None


class Quoted(NamedTuple):
    """A line whose price is held against the list: an order's, or a delivery's that belongs to no order."""

    type: str
    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    product: str
    charged: Charged
    tax_rate: int | None
    file: str
    sheet: str
    row: int


class Unpriced(NamedTuple):
    """A delivered or returned line that counts with its quantity and has no price yet.

    `why` is what its posting says of it, as a `Priced`; `other_units` are those in which its order counts, or the slip
    that it comes back of.
    """

    type: str
    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    order_no: str
    product: str
    unit: str
    quantity: int
    why: int
    other_units: str
    file: str
    sheet: str
    row: int


def pairs(ledger: Ledger) -> list[Pair]:
    """Delivered lines that charge another price than their order line, or count in another unit."""
    rows = ledger.rows(
        f"SELECT {LINE}, coalesce(nullif(bought.number, ''), o.customer_po_no, ''), item.party, link.level, "
        f"{CHARGED.format('posting', 's')}, {CHARGED.format('ordered', 'o')}, coalesce(o.tax_rate, s.tax_rate), "
        f"coalesce(s.conv_rate, o.conv_rate), converted.quantity, link.order_line, {PLACE} "
        # Few agree so little: all that says whether they do is looked at before anything else of them.
        "FROM link CROSS JOIN posting ON posting.line = link.line "
        "CROSS JOIN posting AS ordered ON ordered.line = link.order_line AND ordered.measure = ? "
        "CROSS JOIN line_shipment AS s ON s.id = posting.line CROSS JOIN line_order AS o ON o.id = link.order_line "
        f"{EVERYTHING.removeprefix('FROM posting ')} {STANDING} JOIN paper AS bought ON bought.id = ordered.paper "
        "LEFT JOIN converted ON converted.line = posting.line "
        "WHERE posting.measure = ? AND posting.quantity <> 0 AND ordered.quantity <> 0 "
        "AND coalesce(s.is_gift, 0) = 0 AND coalesce(o.is_gift, 0) = 0 AND ("
        "(posting.unit <> ordered.unit AND posting.unit <> '' AND ordered.unit <> '') OR "
        f"(posting.priced IN {ON_PAPER} AND ordered.priced > 0 AND "
        "posting.amount * 1.0 * ordered.quantity <> ordered.amount * 1.0 * posting.quantity "
        # One written price for one share of it: what the amounts are apart by is the fen to which they were rounded.
        "AND NOT coalesce(s.unit_price_incl = o.unit_price_incl AND s.discount_rate IS o.discount_rate "
        "AND coalesce(s.discount_amount, 0) = 0 AND coalesce(o.discount_amount, 0) = 0, 0))) "
        "ORDER BY posting.date, posting.line",
        (Measure.ORDERED.value, Measure.SHIPPED.value),
    )
    return [Pair._make((*row[:9], Charged(*row[9:14]), Charged(*row[14:19]), *row[19:])) for row in rows]


def price_list(ledger: Ledger) -> list[Listed]:
    """Every row of the price list that says a price, a floor or how many pieces a pack has."""
    rows = ledger.rows(
        "SELECT item.party, coalesce(line.scope, ''), coalesce(line.scope_key, ''), coalesce(line.unit, ''), "
        "coalesce(line.valid_from, ''), coalesce(line.valid_to, '9999'), "
        "coalesce(line.min_qty, 0), line.list_price_incl, line.list_price_net, line.tax_rate, line.floor_price, "
        "line.conv_rate FROM standing "
        "JOIN line_product AS line ON line.id = standing.line JOIN item ON item.id = standing.item "
        "WHERE standing.type = 'product' AND coalesce(line.list_price_incl, line.list_price_net, line.floor_price, "
        "line.conv_rate) IS NOT NULL"
    )
    found = []
    for product, scope, whom, unit, since, until, least, price, net, rate, floor, conversion in rows:
        gross = with_tax(net, rate) if price is None and net is not None and rate is not None else price
        of = (product, scope, name_key(whom), unit, since, until, least)
        found.append(Listed(*of, gross, floor, rate, conversion))
    return found


_WITH_LIST = (
    "WITH listed AS (SELECT item.party AS party, min(coalesce(p.list_price_incl, -1)) AS least, "
    "max(coalesce(p.list_price_incl, -1)) AS most, max(coalesce(p.floor_price, -1)) AS floor FROM standing "
    "JOIN line_product AS p ON p.id = standing.line JOIN item ON item.id = standing.item "
    "WHERE standing.type = 'product' AND coalesce(p.list_price_incl, p.list_price_net, p.floor_price) IS NOT NULL "
    "GROUP BY item.party) "
)


def quoted(ledger: Ledger, currency: str) -> list[Quoted]:
    """Order lines, and deliveries without an order, of products on the list that cost otherwise than all of it says.

    Those in the currency of the books: a list names none, so what is sold for another cannot be held against it.
    """
    made: list[Quoted] = []
    for measure, table, linked in (
        (Measure.ORDERED, "line_order", ""),
        (Measure.SHIPPED, "line_shipment", "LEFT JOIN link ON link.line = posting.line "),
    ):
        unlinked = "AND link.line IS NULL " if linked else ""
        rows = ledger.rows(
            f"{_WITH_LIST}SELECT posting.type, {LINE}, item.party, {CHARGED.format('posting', 'line')}, "
            f"line.tax_rate, {PLACE} {EVERYTHING} {STANDING} {linked}JOIN {table} AS line ON line.id = posting.line "
            "JOIN listed ON listed.party = item.party "
            f"WHERE posting.measure = ? AND posting.priced IN {ON_PAPER} AND posting.quantity > 0 "
            f"AND posting.currency = ? AND coalesce(line.is_gift, 0) = 0 {unlinked}AND (listed.least <> listed.most "
            "OR listed.least <> coalesce(line.unit_price_incl, -2) OR line.discount_rate IS NOT NULL "
            "OR posting.amount * 100000000.0 < listed.floor * 1.0 * posting.quantity) "
            "ORDER BY posting.date, posting.line",
            (measure.value, currency),
        )
        made += [Quoted._make((*row[:8], Charged(*row[8:13]), *row[13:])) for row in rows]
    return made


def unpriced(ledger: Ledger) -> list[Unpriced]:
    """Delivered and returned lines without a price."""
    rows = ledger.rows(
        f"SELECT posting.type, {LINE}, {ORDER_NO}, item.party, posting.unit, posting.quantity, posting.priced, "
        f"CASE WHEN posting.priced = {int(Priced.OTHER_UNIT)} THEN coalesce({_OF_SLIP}, {_OF_ORDER}, {_OF_LIST}) END, "
        f"{PLACE} {EVERYTHING} {STANDING} WHERE posting.measure IN (?, ?) AND posting.priced <= 0 "
        "ORDER BY posting.date, posting.line",
        (Measure.SHIPPED.value, Measure.RETURNED.value),
    )
    return [Unpriced._make((*row[:11], row[11] or "", *row[12:])) for row in rows]


# The units of what might have priced a line, where they are not its own.
_OTHER = "group_concat(DISTINCT nullif({0}, posting.unit))"
_OF_SLIP = (
    f"(SELECT {_OTHER.format('theirs.unit')} FROM standing AS out CROSS JOIN posting AS theirs "
    "ON theirs.line = out.line AND theirs.measure = 'shipped' JOIN item AS sold ON sold.id = theirs.item "
    "WHERE posting.measure = 'returned' AND out.slip_key = replace(standing.slip_key, '|named', '|own') "
    "AND out.slip_key > '' AND out.type = 'shipment' AND sold.party = item.party)"
)
_OF_ORDER = (
    f"(SELECT {_OTHER.format('theirs.unit')} FROM link JOIN posting AS theirs ON theirs.line = link.order_line "
    "AND theirs.measure = 'ordered' WHERE link.line = posting.line)"
)
_OF_LIST = (
    f"(SELECT {_OTHER.format('listed.unit')} FROM item AS alike JOIN standing AS filed ON filed.item = alike.id "
    "JOIN line_product AS listed ON listed.id = filed.line WHERE alike.party = item.party AND filed.type = 'product')"
)


def customers_as_listed(ledger: Ledger) -> dict[str, tuple[frozenset[str], str]]:
    """By customer, the keys by which price lists may name it, and the key of the price level that it was given."""
    names: dict[str, set[str]] = {}
    levels: dict[str, str] = {}
    for party, code, name, level in ledger.rows(
        "SELECT party, code, name, '' FROM mention WHERE party <> '' UNION ALL "
        "SELECT alias.party, line.customer_code, line.customer_short_name, line.price_level FROM alias "
        "JOIN line_customer AS line ON line.id = alias.line WHERE alias.kind = 'mention'"
    ):
        names.setdefault(party, set()).update(filter(None, (name_key(code), name_key(name))))
        if level:
            levels[party] = name_key(level)
    return {party: (frozenset(keys), levels.get(party, "")) for party, keys in names.items()}
