"""Blocks of cells, as sheets name them."""

from __future__ import annotations

import re
from typing import NamedTuple

from neiqin_xl.workbook.formulas import column_number
from neiqin_xl.workbook.moves.track import Span
from neiqin_xl.workbook.names import column_letters

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


class Area(NamedTuple):
    """A block of cells, rows and columns counted from 1."""

    rows: Span
    columns: Span

    def __str__(self) -> str:
        first = f"{column_letters(self.columns[0] - 1)}{self.rows[0]}"
        last = f"{column_letters(self.columns[1] - 1)}{self.rows[1]}"
        return first if first == last else f"{first}:{last}"

    @property
    def is_one(self) -> bool:
        """Whether it is a single cell."""
        return self.rows[0] == self.rows[1] and self.columns[0] == self.columns[1]

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)

    def holds(self, other: Area) -> bool:
        """Whether the other block lies within this one."""
        rows, columns = other
        return (
            self.rows[0] <= rows[0]
            and rows[1] <= self.rows[1]
            and self.columns[0] <= columns[0]
            and columns[1] <= self.columns[1]
        )


def read_area(text: str) -> Area | None:
    """The block that "B2:D9" or "B2" names; None for anything else."""
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    first, last = int(found[2]), int(found[4] or found[2])
    left = column_number(found[1])
    right = column_number(found[3]) if found[3] else left
    return Area((min(first, last), max(first, last)), (min(left, right), max(left, right)))
