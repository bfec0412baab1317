"""Columns of a table by themselves: whether they hold anything, and those that no field is read from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.spelling import plain


def is_used(grid: Grid, index: int) -> bool:
    """Whether a column holds anything in the table's rows."""
    cells = grid.sheet.columns[grid.columns[index]]
    return any(cells[row] != "" for row in grid.rows.data)


def free_column(grid: Grid, at: Mapping[str, int], headers: tuple[str, ...]) -> int | None:
    """The index of the first column under one of these headers that is no field's; None where there is none.

    `at` are the columns of the fields.
    """
    wanted, taken = comparable(headers), set(at.values())
    return next((i for i, name in enumerate(grid.names) if name in wanted and i not in taken), None)


@cache
def comparable(headers: tuple[str, ...]) -> frozenset[str]:
    """Headers as a grid's `names` have them."""
    return frozenset(map(plain, headers))
