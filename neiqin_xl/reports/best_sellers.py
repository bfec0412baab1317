"""单品销量: the best selling products of each unit, since pieces and boxes cannot be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.model.report import Block, Cell, Chart
from neiqin_xl.reports.naming import UNNAMED
from neiqin_xl.reports.sales_document import BEST_SELLING, OTHER_SELLING
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.reports.movements import Movements
    from neiqin_xl.reports.naming import Names

TOP = 15
CHARTED = 3
"""How many units have a page and a chart of their own; the others share a list."""

_Sold = list[tuple[int, str]]


class Sellers(NamedTuple):
    """The best sellers: a table and a chart for each of the main units, and a list of those of the other units."""

    charted: list[tuple[Block, Chart]]
    listed: list[tuple[Block, None]]


def best_sellers(now: Movements, names: Names, shown: str) -> Sellers:
    """The best selling products of each unit by net quantity, then 其他. Of all currencies.

    Units come by the number of their products, most first. `shown` is the period for the titles.
    """
    by_unit: dict[str, _Sold] = {}
    for (product, unit), figures in now.by("product", "unit").items():
        if figures.shipped_quantity or figures.returned_quantity:
            by_unit.setdefault(unit or UNNAMED, []).append((figures.net_quantity, names.product_label(product)))
    units = sorted(by_unit.items(), key=lambda one: (-len(one[1]), one[0]))
    # One unit alone on a list is better shown.
    main = units if len(units) <= CHARTED + 1 else units[:CHARTED]
    others = units[len(main) :]
    return Sellers([_chart(unit, sold, shown) for unit, sold in main], [(_list(others), None)] if others else [])


def _chart(unit: str, sold: _Sold, shown: str) -> tuple[Block, Chart]:
    block = Block(
        f"单品销量（单位：{unit}）",
        BEST_SELLING.columns,
        _rows(sold),
        total=(TOTAL, _sum(sold)),
        table=BEST_SELLING.name,
        part=unit,
    )
    return block, Chart(f"单品销量柱形图（单位：{unit}）{shown}", 0, unit)


def _list(units: Iterable[tuple[str, _Sold]]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for unit, sold in units:
        rows += [(unit, *row) for row in _rows(sold)]
        rows.append((unit, TOTAL, _sum(sold)))
    return Block("其他单位的单品销量", OTHER_SELLING.columns, rows, table=OTHER_SELLING.name)


def _rows(sold: _Sold) -> list[tuple[Cell, ...]]:
    """The best sellers, then what the others come to."""
    ranked = sorted(sold, key=lambda one: (-one[0], one[1]))
    # One product alone under 其他 is better named.
    top = ranked if len(ranked) <= TOP + 1 else ranked[:TOP]
    rows: list[tuple[Cell, ...]] = [(label, quantity) for quantity, label in top]
    if rest := ranked[len(top) :]:
        rows.append((f"其他 {len(rest)} 种", _sum(rest)))
    return rows


def _sum(sold: _Sold) -> int:
    return sum(quantity for quantity, _ in sold)
