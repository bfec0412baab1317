"""Which order line each delivered or returned line belongs to: derived, by a cascade of keys.

Three families, each closed in itself, so that a change touches only its own: lines that name an order number, lines
that name the customer's own number (PO), and lines that name neither and are matched by customer and product. Of the
first two each also looks for its numbers among the other's orders, where its own has none that fits: what is a PO to
the customer is the number of the order that he sends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from neiqin_xl.ledger.hand import InHand, fields_of
from neiqin_xl.ledger.identity import CUSTOMERS, NEW, PRODUCTS
from neiqin_xl.ledger.mentions import mentions
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType

NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED = "L1", "L2", "L3"
MOVING = ("shipment", "goods_return")
# Where a row of `standing` has the keys by which deliveries and orders find each other.
_KEYS = {"order_key": 8, "po_key": 9}


class _Ordered(NamedTuple):
    key: str
    line: int
    line_no: int | None
    product: str
    price: int | None
    quantity: int
    party: str
    name: str


class _Moved(NamedTuple):
    key: str
    line: int
    line_no: int | None
    product: str
    price: int | None
    quantity: int
    party: str
    name: str
    unfiled: bool
    returned: bool
    when: tuple[str, str, bool, int]

    def may_be_of(self, order: _Ordered) -> bool:
        """Whether the customer of an order may be the one whom this line means.

        A short name that is not on file and lies within the order's is taken for the order's customer.
        """
        if not self.party or not order.party or self.party == order.party:
            return True
        return self.unfiled and bool(self.name and order.name) and (self.name in order.name or order.name in self.name)


class Relinked(NamedTuple):
    """The delivered lines whose link or order changed, and the order lines that they belonged or belong to."""

    lines: set[int]
    orders: set[int]

    def add(self, other: Relinked) -> None:
        """Count what another did here too."""
        self.lines.update(other.lines)
        self.orders.update(other.orders)


def relink(
    ledger: Ledger,
    changed: Iterable[Row],
    parties_before: Mapping[int, str],
    products_before: Mapping[int, str],
    in_hand: InHand,
) -> Relinked:
    """Recompute the links of every line in a family that the changed `standing` rows touch.

    `parties_before` and `products_before` are what mentions and items meant until now, where that changed.
    """
    rows = [row for row in changed if row[1] == "order" or row[1] in MOVING]
    ordered = {key for row in rows if row[1] == "order" for key in row[8:10] if key}
    relinked = _relink_by(ledger, "order_key", ordered.union(row[8] for row in rows if row[8]), in_hand)
    # A line that names an order goes by that order, even where it also gives the customer's number.
    relinked.add(_relink_by(ledger, "po_key", ordered.union(row[9] for row in rows if row[9]), in_hand))
    relinked.add(_relink_supposed(ledger, rows, parties_before, products_before))
    return relinked


def _ordered(ledger: Ledger, column: str, keys: Iterable[object]) -> list[_Ordered]:
    """The order lines of these keys, by customer and in order of entry."""
    found = ledger.rows_in(
        f"SELECT standing.{column}, standing.line, line_order.line_no, standing.item, line_order.unit_price_incl, "
        "line_order.qty, standing.mention FROM standing JOIN line_order ON line_order.id = standing.line "
        f"WHERE +standing.type = 'order' AND standing.{column} IN (?*) ORDER BY standing.position",
        keys,
    )
    customers = mentions(ledger, CUSTOMERS.table).told({row[6] for row in found})
    products = mentions(ledger, PRODUCTS.table).told({row[3] for row in found})
    made = [
        _Ordered(key, line, line_no, products[item].party, price, count, customers[said].party, customers[said].name)
        for key, line, line_no, item, price, count, said in found
        if said in customers and item in products
    ]
    return sorted(made, key=attrgetter("party"))


def _moved(ledger: Ledger, column: str, keys: set[str], in_hand: InHand) -> list[_Moved]:
    """The delivered and returned lines of these keys, those in hand as well."""
    condition = "" if column == "order_key" else "AND +standing.order_key = ''"
    found: list[_Moved] = []
    stored = {
        row[0]
        for row in ledger.rows_in(
            "SELECT DISTINCT type FROM standing WHERE +type IN ('shipment', 'goods_return') "
            f"AND line NOT BETWEEN ? AND ? AND {column} IN (?*)",
            keys,
            [in_hand.first_line, in_hand.last_line],
        )
    }
    for name in MOVING:
        kind = ledger.kinds[name]
        names = ("line_no", "unit_price_incl", "qty", kind.dated or "", kind.number or "")
        line_no, price, quantity, dated, number = (f"line.{field}" for field in names)
        rows = ledger.rows_in(
            f"SELECT standing.{column}, standing.line, {line_no}, item.party, {price}, {quantity}, "
            f"mention.party, mention.name_key, mention.state, {dated}, {number} "
            f"FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
            "JOIN item ON item.id = standing.item JOIN mention ON mention.id = standing.mention "
            f"WHERE +standing.type = '{name}' {condition} AND standing.line NOT BETWEEN ? AND ? "
            f"AND standing.{column} IN (?*)",
            keys if name in stored else (),
            [in_hand.first_line, in_hand.last_line],
        )
        rows += _moved_in_hand(ledger, kind, column, keys, names, in_hand)
        returned = name == "goods_return"
        for key, line, no, product, paid, count, party, called, state, day, document in rows:
            unfiled = state == NEW and party.startswith("N:")
            # Of lines of one day and document those that go back come first, then the smaller quantity.
            when = (day or "", document or "", (count or 0) >= 0, abs(count or 0))
            found.append(_Moved(key, line, no, product, paid, count, party, called, unfiled, returned, when))
    return found


def _moved_in_hand(
    ledger: Ledger, kind: SheetType, column: str, keys: set[str], names: Sequence[str], in_hand: InHand
) -> list[Row]:
    at, named = _KEYS[column], _KEYS["order_key"]
    standing = [
        row for row in in_hand.standing(kind.name) if row[at] in keys and (column == "order_key" or not row[named])
    ]
    if not standing:
        return []
    customers = mentions(ledger, CUSTOMERS.table).told({row[6] for row in standing})
    products = mentions(ledger, PRODUCTS.table).told({row[7] for row in standing})
    fields = fields_of(kind, names)
    found: list[Row] = []
    for row in standing:
        said, product = customers.get(row[6]), products.get(row[7])
        if said is not None and product is not None:
            content = in_hand.paper_of(row).content
            line_no, price, quantity, dated, number = fields(content.values[row[0] - content.ids[0]])
            found.append((row[at], row[0], line_no, product.party, price, quantity, said.party, said.name, said.state,
                          dated, number))  # fmt: skip
    return found


def _relink_by(ledger: Ledger, column: str, keys: set[str], in_hand: InHand) -> Relinked:
    if not keys:
        return Relinked(set(), set())
    moved = _moved(ledger, column, keys, in_hand)
    if not moved:
        return Relinked(set(), set())
    links = _links(_ordered(ledger, column, {line.key for line in moved}), moved)
    left = [line for line in moved if line.line not in links]
    if left:
        (other,) = _KEYS.keys() - {column}
        links.update(_links(_ordered(ledger, other, {line.key for line in left}), left))
    # Whatever an order says that the delivered line lacks (customer, price) may have changed with it.
    delivered = {line.line for line in moved}
    # Lines that were stored a moment ago belong to none yet.
    return Relinked(delivered, _store(ledger, delivered - in_hand.lines, links))


def _links(ordered: Iterable[_Ordered], moved: Iterable[_Moved]) -> dict[int, tuple[int, str]]:
    """Delivered line → (order line, level), each among the orders of its key."""
    families: defaultdict[str, tuple[list[_Ordered], list[_Moved]]] = defaultdict(lambda: ([], []))
    for one in ordered:
        families[one.key][0].append(one)
    for line in moved:
        families[line.key][1].append(line)
    return {line: link for family in families.values() for line, link in _match(*family).items()}


def _match(orders: list[_Ordered], lines: list[_Moved]) -> dict[int, tuple[int, str]]:
    """Delivered line → (order line, level), one family. Order of arrival plays no part: oldest paper first."""
    left = {one.line: one.quantity for one in orders}
    products: defaultdict[str, list[_Ordered]] = defaultdict(list)
    for one in orders:
        products[one.product].append(one)
    links: dict[int, tuple[int, str]] = {}
    for line in sorted(lines, key=lambda one: (one.returned, one.when)) if len(lines) > 1 else lines:
        candidates = [one for one in products.get(line.product, ()) if line.may_be_of(one)]
        if len(candidates) == 1:
            # As mostly: there is nothing to choose.
            (chosen,) = candidates
            is_line = line.line_no is not None and chosen.line_no == line.line_no
            left[chosen.line] -= 0 if line.returned else line.quantity
            links[line.line] = (chosen.line, NUMBER_AND_LINE if is_line else NUMBER_AND_PRODUCT)
            continue
        if len({one.party for one in candidates} - {line.party, ""}) > 1 or not candidates:
            continue  # nobody's order, or one number for several customers and no way to tell
        exact = [one for one in candidates if line.line_no is not None and one.line_no == line.line_no]
        if exact:
            chosen, level = exact[0], NUMBER_AND_LINE
        else:
            level = NUMBER_AND_PRODUCT
            same_price = [
                one for one in candidates if line.price is None or one.price is None or one.price == line.price
            ]
            pool = same_price or candidates
            wants_open = [one for one in pool if line.returned or left[one.line] > 0]
            chosen = (wants_open or pool)[0]
        left[chosen.line] -= 0 if line.returned else line.quantity
        links[line.line] = (chosen.line, level)
    return links


def _relink_supposed(
    ledger: Ledger, rows: list[Row], parties_before: Mapping[int, str], products_before: Mapping[int, str]
) -> Relinked:
    """Lines that name no order: linked only where a single order line of that customer and product exists."""
    unnamed = [row for row in rows if row[1] in MOVING and not row[8] and not row[9]]
    orders = [row for row in rows if row[1] == "order"]
    relinked = Relinked(set(), set())
    if not unnamed and (not orders or not _some_unnamed(ledger)):
        return relinked
    pairs = _pairs(ledger, unnamed + orders, parties_before, products_before)
    for party, product in pairs:
        if not party or not product:
            continue
        lines = [
            int(row[0])
            for row in ledger.rows(
                _OF_PAIR + " AND +standing.type IN ('shipment', 'goods_return') AND +standing.order_key = '' "
                "AND +standing.po_key = ''",
                (party, product),
            )
        ]
        if not lines:
            continue
        candidates = ledger.rows(_OF_PAIR + " AND +standing.type = 'order'", (party, product))
        single = int(candidates[0][0]) if len(candidates) == 1 else None
        links = dict.fromkeys(lines, (single, SUPPOSED)) if single is not None else {}
        relinked.add(Relinked(set(lines), _store(ledger, lines, links)))
    return relinked


_OF_PAIR = (
    "SELECT standing.line FROM mention CROSS JOIN item CROSS JOIN standing ON standing.mention = mention.id "
    "AND standing.item = item.id WHERE mention.party = ? AND item.party = ?"
)


def _some_unnamed(ledger: Ledger) -> bool:
    asked = (
        "SELECT 1 FROM standing WHERE order_key = '' AND +po_key = '' AND +type IN ('shipment', 'goods_return') LIMIT 1"
    )
    return ledger.one(asked) is not None


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
