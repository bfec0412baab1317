"""The amount of a payment under 合计, beside a column for each way of paying (现金, 转账, 微信)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from neiqin_xl import words
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.recognition.reckoned_quantity import Reckoned
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import total_words

_LEAST_WAYS = 2
_WAYS = tuple(text for way, others in words.RECEIPT_METHODS.items() for text in (way, *others))


def sum_of_ways(grid: Grid, at: Mapping[str, int]) -> Reckoned:
    """The column that is, on every line, the sum of those of the ways of paying; `at` are those that fields have."""
    free = [i for i in range(len(grid.names)) if i not in at.values()]
    ways = [i for i in free if grid.names[i] in comparable(_WAYS)]
    totals = [i for i in free if grid.names[i] in total_words()]
    if len(ways) < _LEAST_WAYS or len(totals) != 1 or not grid.rows.data:
        return Reckoned(None, by_cells=False)
    is_sum = all(_is_sum(grid, row, ways, totals[0]) for row in grid.rows.data)
    return Reckoned(totals[0] if is_sum else None, by_cells=True)


def _is_sum(grid: Grid, row: int, ways: list[int], total: int) -> bool:
    cells = grid.sheet.rows[row]
    parts = [number_in(cells[grid.columns[i]]) or Decimal() for i in ways]
    return any(parts) and sum(parts) == number_in(cells[grid.columns[total]])
