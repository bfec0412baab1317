"""单品销量柱形图: the best selling products of each unit, since pieces and boxes cannot be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.report import Block, Cell, Chart
from neiqin_xl.reports.naming import UNNAMED
from neiqin_xl.reports.sales_document import BEST_SELLING
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neiqin_xl.reports.movements import Movements
    from neiqin_xl.reports.naming import Names

TOP = 15


def product_charts(now: Movements, names: Names, shown: str) -> Iterator[tuple[Block, Chart]]:
    """A table and a chart for each unit: its best selling products by net quantity, then 其他. Of all currencies.

    Units come by the number of their products, most first. `shown` is the period for the titles.
    """
    by_unit: dict[str, list[tuple[int, str]]] = {}
    for (product, unit), figures in now.by("product", "unit").items():
        if figures.shipped_quantity or figures.returned_quantity:
            by_unit.setdefault(unit or UNNAMED, []).append((figures.net_quantity, names.product_label(product)))
    for unit, sold in sorted(by_unit.items(), key=lambda one: (-len(one[1]), one[0])):
        yield _chart(unit, sorted(sold, key=lambda one: (-one[0], one[1])), shown)


def _chart(unit: str, sold: list[tuple[int, str]], shown: str) -> tuple[Block, Chart]:
    # One product alone under 其他 is better named.
    top = sold if len(sold) <= TOP + 1 else sold[:TOP]
    rows: list[tuple[Cell, ...]] = [(label, quantity) for quantity, label in top]
    rest = sold[len(top) :]
    if rest:
        rows.append((f"其他 {len(rest)} 种", sum(quantity for quantity, _ in rest)))
    block = Block(
        f"单品销量（单位：{unit}）",
        BEST_SELLING.columns,
        rows,
        total=(TOTAL, sum(quantity for quantity, _ in sold)),
        table=BEST_SELLING.name,
        part=unit,
    )
    return block, Chart(f"单品销量柱形图（单位：{unit}）{shown}", 0, unit)
