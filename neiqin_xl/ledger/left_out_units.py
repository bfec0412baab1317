"""The unit of lines that leave it out: that of the order line they name, else their product's (RULES 11, DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.ledger.lacking import Order
from neiqin_xl.ledger.line_columns import LineColumns
from neiqin_xl.ledger.matching import SUPPOSED
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import SheetType

_GOODS = tuple(word.key for word in words.GOODS_PAPERS)
_ITEM = 4
_OF_PRODUCTS = (
    "SELECT mine.id, min(line.unit) FROM item AS mine CROSS JOIN item AS listed ON listed.party = mine.party "
    "CROSS JOIN standing ON standing.item = listed.id CROSS JOIN line_product AS line ON line.id = standing.line "
    "WHERE mine.id IN (?*) AND mine.party <> '' AND +standing.type = 'product' AND line.unit <> '' "
    "GROUP BY mine.id HAVING min(line.unit) = max(line.unit)"
)
_OF_ITEMS = (
    "SELECT standing.line FROM item CROSS JOIN standing ON standing.item = item.id "
    "CROSS JOIN {table} AS line ON line.id = standing.line "
    "WHERE line.unit IS NULL AND item.party IN (SELECT party FROM item WHERE id IN (?*))"
)


def with_units(
    ledger: Ledger, kind: SheetType, told: LineColumns, own: list[str], orders: Mapping[int, Order]
) -> list[str]:
    """The unit of each line; "" where nobody says it, or where the product has prices in several units.

    `own` are the units that the lines themselves say, `orders` their order lines.
    """
    if kind.name not in _GOODS or "" not in own:
        return own
    lines, items = told.columns[0], told.columns[_ITEM]
    units = [unit or _ordered(orders, line) for unit, line in zip(own, lines, strict=True)]
    left = {item for item, unit in zip(items, units, strict=True) if not unit and item}
    products: dict[int, str] = dict(ledger.rows_in(_OF_PRODUCTS, left)) if left else {}
    return [unit or products.get(item, "") for unit, item in zip(units, items, strict=True)] if products else units


def _ordered(orders: Mapping[int, Order], line: int) -> str:
    order = orders.get(line)
    return (order.unit or "") if order is not None and order.level != SUPPOSED else ""


def lines_without_unit(ledger: Ledger, items: Iterable[int]) -> set[int]:
    """The lines that leave out the unit, of the products whose rows on file changed; `items` are what these name."""
    changed = set(items)
    if not changed:
        return set()
    tables: Sequence[str] = [line_table(ledger.kinds[name]) for name in _GOODS]
    return {row[0] for table in tables for row in ledger.rows_in(_OF_ITEMS.format(table=table), changed)}
