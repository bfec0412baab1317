"""Blocks of cells, as sheets name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.workbook.formulas import column_number
from neiqin_xl.workbook.markup import MAIN
from neiqin_xl.workbook.moves.track import Span
from neiqin_xl.workbook.names import column_letters

if TYPE_CHECKING:
    from lxml.etree import _Element

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


def numbered(rows: Iterable[_Element]) -> Iterator[tuple[int, _Element]]:
    """The rows of a sheet with their numbers: each stands below the one before, where it does not say so."""
    number = 0
    for row in rows:
        number = int(row.get("r") or number + 1)
        yield number, row


def placed(row: _Element, number: int) -> Iterator[tuple[_Element, Area]]:
    """The cells of the row of that number, and where each stands: right of the one before, where it does not say so."""
    column = 0
    for cell in row.iterchildren(f"{MAIN}c"):
        area = read_area(cell.get("r") or "") or Area((number, number), (column + 1, column + 1))
        column = area.columns[0]
        yield cell, area


def placed_cells(root: _Element) -> dict[_Element, Area]:
    """The cells of a sheet in their order, and where each stands."""
    rows = numbered(root.iterfind(f"{MAIN}sheetData/{MAIN}row"))
    return {cell: area for number, row in rows for cell, area in placed(row, number)}
