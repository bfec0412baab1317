"""Which order line each delivered or returned line belongs to: derived, by a cascade of keys.

Three families, each closed in itself, so that a change touches only its own: lines that name an order number, lines
that name the customer's own number (PO), and lines that name neither and are matched by customer and product. Of the
first two each also looks for its numbers among the other's orders, where its own has none that fits: what is a PO to
the customer is the number of the order that he sends. In the third, a return that names the slip on which its goods
went out belongs where that slip's line does, and to no other order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.hand import InHand, fields_at, of_somebody
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS
from neiqin_xl.ledger.matching import SUPPOSED, Moved, Ordered, matched
from neiqin_xl.ledger.mentions import mentions
from neiqin_xl.ledger.named_slips import links_by_slip, naming_slips
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType

MOVING = ("shipment", "goods_return")
# Where a row of `standing` has the keys by which deliveries and orders find each other.
_KEYS = {"order_key": 8, "po_key": 9}


class Relinked(NamedTuple):
    """The delivered lines whose link or order changed, and the order lines that they belonged or belong to.

    Of the delivered lines only those that are not in hand.
    """

    lines: set[int]
    orders: set[int]

    def add(self, other: Relinked) -> None:
        """Count what another did here too."""
        self.lines.update(other.lines)
        self.orders.update(other.orders)


def relink(
    ledger: Ledger,
    changed: Mapping[str, Sequence[Row]],
    parties_before: Mapping[int, str],
    products_before: Mapping[int, str],
    in_hand: InHand,
) -> Relinked:
    """Recompute the links of every line in a family that the changed `standing` rows, by type, touch.

    `parties_before` and `products_before` are what mentions and items meant until now, where that changed.
    """
    orders = changed.get(words.ORDER.key, ())
    moved = [row for name in MOVING for row in changed.get(name, ())]
    by_number, by_po = ({row[at] for row in orders} for at in _KEYS.values())
    ordered = by_number | by_po
    relinked = _relink_by(ledger, "order_key", ordered.union(row[8] for row in moved), in_hand)
    # A line that names an order goes by that order, even where it also gives the customer's number.
    relinked.add(_relink_by(ledger, "po_key", ordered.union(row[9] for row in moved), in_hand))
    back = naming_slips(ledger, relinked.lines, changed.get(words.SHIPMENT.key, ()))
    relinked.add(_relink_supposed(ledger, orders, moved, back, parties_before, products_before))
    return relinked


def _ordered(ledger: Ledger, column: str, keys: Iterable[object]) -> list[Ordered]:
    """The order lines of these keys, in order of entry."""
    found = ledger.rows_in(
        f"SELECT standing.{column}, standing.line, line_order.line_no, standing.item, line_order.unit_price_incl, "
        "line_order.qty, standing.mention, line_order.unit FROM standing "
        "JOIN line_order ON line_order.id = standing.line "
        f"WHERE +standing.type = 'order' AND standing.{column} > '' AND standing.{column} IN (?*) "
        "ORDER BY standing.position",
        keys,
    )
    customers = mentions(ledger, CUSTOMERS.table).told({row[6] for row in found})
    products = mentions(ledger, PRODUCTS.table).told({row[3] for row in found})
    return [
        Ordered(
            *(key, line, line_no, products[item].party, price, count, customers[said].party, customers[said].name), unit
        )
        for key, line, line_no, item, price, count, said, unit in found
        if said in customers and item in products
    ]


def _moved(ledger: Ledger, column: str, keys: Collection[object], in_hand: InHand) -> list[Moved]:
    """The delivered and returned lines of these keys, those in hand as well."""
    condition = "" if column == "order_key" else "AND +standing.order_key = ''"
    found: list[Moved] = []
    outside = [in_hand.lines.start, in_hand.lines.stop - 1]
    stored = {
        row[0]
        for row in ledger.rows_in(
            "SELECT DISTINCT type FROM standing WHERE +type IN ('shipment', 'goods_return') "
            f"AND line NOT BETWEEN ? AND ? AND {column} > '' AND {column} IN (?*)",
            keys,
            outside,
        )
    }
    for name in MOVING:
        kind = ledger.kinds[name]
        names = ("line_no", "unit_price_incl", "qty", kind.dated or "", kind.number or "", "unit")
        line_no, price, quantity, dated, number, unit = (f"line.{field}" for field in names)
        rows = ledger.rows_in(
            f"SELECT standing.{column}, standing.line, item.party, mention.party, mention.name_key, mention.state, "
            f"{line_no}, {price}, {quantity}, {dated}, {number}, {unit} "
            f"FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
            "JOIN item ON item.id = standing.item JOIN mention ON mention.id = standing.mention "
            f"WHERE +standing.type = '{name}' {condition} AND standing.line NOT BETWEEN ? AND ? "
            f"AND standing.{column} > '' AND standing.{column} IN (?*)",
            keys if name in stored else (),
            outside,
        )
        returned = name == "goods_return"
        found += [Moved._make((*row[:6], returned, *row[6:])) for row in rows]
        found += _moved_in_hand(ledger, kind, column, keys, names, in_hand)
    return found


def _moved_in_hand(
    ledger: Ledger, kind: SheetType, column: str, keys: Collection[object], names: Sequence[str], in_hand: InHand
) -> Iterator[Moved]:
    at, by_number = _KEYS[column], _KEYS["order_key"]
    for sheet, rows in in_hand.standing(kind.name):
        customers, products, known = of_somebody(ledger, rows)
        standing = [row for row in known if row[at] in keys and (at == by_number or not row[by_number])]
        whose = [customers[row[6]] for row in standing]
        yield from map(
            Moved._make,
            zip(
                [row[at] for row in standing],
                [row[0] for row in standing],
                [products[row[7]].party for row in standing],
                [one.party for one in whose],
                [one.name for one in whose],
                [one.state for one in whose],
                repeat(kind.name == words.GOODS_RETURN.key),
                *fields_at(sheet, standing, names)[1:],
            ),
        )


def _relink_by(ledger: Ledger, column: str, keys: set[str | None], in_hand: InHand) -> Relinked:
    wanted = keys - {"", None}
    moved = _moved(ledger, column, wanted, in_hand) if wanted else []
    if not moved:
        return Relinked(set(), set())
    links = matched(_ordered(ledger, column, {line.key for line in moved}), moved)
    left = [line for line in moved if line.line not in links]
    if left:
        (other,) = _KEYS.keys() - {column}
        links.update(matched(_ordered(ledger, other, {line.key for line in left}), left))
    # Whatever an order says that the delivered line lacks (customer, price) may have changed with it. Lines that were
    # stored a moment ago belonged to none.
    delivered = {line.line for line in moved if line.line not in in_hand.lines}
    return Relinked(delivered, _store(ledger, delivered, links))


def _relink_supposed(
    ledger: Ledger,
    orders: Sequence[Row],
    moved: Sequence[Row],
    back: Collection[int],
    parties_before: Mapping[int, str],
    products_before: Mapping[int, str],
) -> Relinked:
    """Lines that name no order: linked only where a single order line of that customer and product exists.

    A return that names a slip which stands belongs to the order line of that slip's line instead, or to none. Of the
    returns `back` the slip, or its link, may have changed.
    """
    unnamed = [row for row in moved if not row[8] and not row[9]]
    pairs_back = set(ledger.rows_in(_PAIRS_BACK, back))
    relinked = Relinked(set(), set())
    if not (unnamed or pairs_back or (orders and _some_unnamed(ledger))) or not (orders or _some_ordered(ledger)):
        return relinked
    for party, product in pairs_back | _pairs(ledger, [*unnamed, *orders], parties_before, products_before):
        if not party or not product:
            continue
        candidates = ledger.rows(_OF_PAIR + " AND +standing.type = 'order'", (party, product))
        single = int(candidates[0][0]) if len(candidates) == 1 else None
        # Slips first: what comes back of them looks at their links.
        went, came = (_unnamed_of(ledger, name, party, product, single) for name in MOVING)
        relinked.add(Relinked(set(went), _store(ledger, went, _supposed(went, single))))
        links = {**_supposed(came, single), **links_by_slip(ledger, came)}
        known = {line: link for line, link in links.items() if link is not None}
        relinked.add(Relinked(set(came), _store(ledger, came, known)))
    return relinked


def _unnamed_of(ledger: Ledger, type_name: str, party: str, product: str, single: int | None) -> list[int]:
    """The lines of a customer and product that name no order and of which something may become, or became.

    Where no `single` order line is meant, nothing becomes of lines that belonged to none and name no slip.
    """
    asked = f"{_OF_PAIR} AND +standing.type = ? AND +standing.order_key = '' AND +standing.po_key = ''"
    if single is None:
        named = "standing.slip_key > '' OR " if type_name == words.GOODS_RETURN.key else ""
        asked += f" AND ({named}EXISTS (SELECT 1 FROM link WHERE link.line = standing.line))"
    return [int(row[0]) for row in ledger.rows(asked, (party, product, type_name))]


def _supposed(lines: Iterable[int], single: int | None) -> dict[int, tuple[int, str]]:
    return {} if single is None else dict.fromkeys(lines, (single, SUPPOSED))


_OF_PAIR = (
    "SELECT standing.line FROM mention CROSS JOIN item CROSS JOIN standing ON standing.mention = mention.id "
    "AND standing.item = item.id WHERE mention.party = ? AND item.party = ?"
)

_PAIRS_BACK = (
    "SELECT mention.party, item.party FROM standing JOIN mention ON mention.id = standing.mention "
    "JOIN item ON item.id = standing.item WHERE +standing.type = 'goods_return' AND +standing.order_key = '' "
    "AND +standing.po_key = '' AND standing.line IN (?*)"
)


def _some_unnamed(ledger: Ledger) -> bool:
    asked = (
        "SELECT 1 FROM standing WHERE order_key = '' AND +po_key = '' AND +type IN ('shipment', 'goods_return') LIMIT 1"
    )
    return ledger.one(asked) is not None


def _some_ordered(ledger: Ledger) -> bool:
    return ledger.one("SELECT 1 FROM standing WHERE type = 'order' LIMIT 1") is not None


def _pairs(
    ledger: Ledger, rows: list[Row], parties_before: Mapping[int, str], products_before: Mapping[int, str]
) -> set[tuple[str, str]]:
    asked = "SELECT id, party FROM {} WHERE id IN (?*)"
    parties: dict[int, str] = dict(ledger.rows_in(asked.format("mention"), {row[6] for row in rows}))
    products: dict[int, str] = dict(ledger.rows_in(asked.format("item"), {row[7] for row in rows}))
    return {
        (party, product)
        for row in rows
        for party in {parties.get(row[6], ""), parties_before.get(row[6], "")}
        for product in {products.get(row[7], ""), products_before.get(row[7], "")}
    }


def unlink(ledger: Ledger, lines: Iterable[int]) -> set[int]:
    """Take the links of these lines away; the order lines that they belonged to."""
    return {row[0] for row in ledger.rows_in("DELETE FROM link WHERE line IN (?*) RETURNING order_line", lines)}


def _store(ledger: Ledger, linked: Iterable[int], links: dict[int, tuple[int, str]]) -> set[int]:
    """Link lines, those that were `linked` so and not otherwise; the order lines that they belonged and belong to."""
    left = unlink(ledger, linked)
    ledger.insert("link", [(line, *link) for line, link in links.items()])
    return left.union(link[0] for link in links.values())
