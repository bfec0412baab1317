"""A sheet as it was read: a rectangle of raw cells, and where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import cast

from neiqin_xl.intake.cut import Cut
from neiqin_xl.model.finding import Finding
from neiqin_xl.workbook.names import column_index, column_letters

Cell = str | float | int | bool | date | datetime | time | timedelta
Merge = tuple[int, int, int, int]
Place = tuple[int, int]

UNCACHED = "\x00formula"
"""What stands in a cell whose formula has no result: a paper saved by a program that cannot calculate."""

ERROR_VALUES = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
"""The error values of Excel, as cells show them."""


@dataclass
class Sheet:
    """A sheet's filled rectangle: `rows` are equally long lists of cells, a blank cell is "".

    `top` is the sheet's row number of `rows[0]` (from 1), `left` the column number of its first cell (from 0). Merged
    ranges are (first row, first column, last row, last column) as indexes into `rows`; `covered` are the places, as
    indexes too, of values that such a range hides, each with the cell that is seen in its stead; `struck` are places
    whose text is crossed out. Cells of delimited text are all `str` (`is_text`), and `cut` says how its rows were cut;
    error cells hold Excel's own error value, formulas without a result `UNCACHED`.

    `places` are the sheet's own row number and column of each cell where `rows` do not lie as the sheet does: a form
    (`is_form`) whose fields stand one under the other, or lines of text that were taken apart. After `turn`, `columns`
    holds the same cells by column and `unique` the different ones of each.
    """

    name: str
    rows: list[list[Cell]]
    top: int = 1
    left: int = 0
    merged: list[Merge] = field(default_factory=list)
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    epoch_1904: bool = False
    is_text: bool = False
    cut: Cut | None = None
    findings: list[Finding] = field(default_factory=list)
    columns: list[tuple[Cell, ...]] = field(default_factory=list)
    unique: list[set[Cell]] = field(default_factory=list)
    places: list[list[Place]] = field(default_factory=list)
    is_form: bool = False
    _filled: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _texts: dict[int, tuple[set[Cell], list[str]]] = field(default_factory=dict)

    def turn(self) -> None:
        """Set `columns` and `unique` from `rows`, and sort the merged ranges; cells of nothing but blanks become ""."""
        height, width = len(self.rows), len(self.rows[0]) if self.rows else 0
        # What is merged reaches no further than the cells do, whatever the file says.
        self.merged = sorted(
            (top, left, min(end, height - 1), min(right, width - 1)) for top, left, end, right in self.merged
        )
        self.columns = list(zip(*self.rows, strict=True))
        self.unique = [set(cells) for cells in self.columns]
        for column, cells in enumerate(self.columns):
            texts = self.texts(column, 0, height)
            if not all(map(str.strip, texts)):
                blanks = {text for text in texts if text.isspace()}
                for row, cell in zip(self.rows, cells, strict=True):
                    if cell in blanks:
                        row[column] = ""
                self.columns[column] = tuple("" if cell in blanks else cell for cell in cells)
                self.unique[column] = self.unique[column] - blanks | {""}

    def different(self, column: int, first: int, end: int) -> set[Cell]:
        """At least all the different cells of a column in the rows `first` to `end` - 1; the sheet has been turned."""
        unique = self.unique[column]
        return unique if 2 * (end - first) > len(unique) else set(self.columns[column][first:end])

    def texts(self, column: int, first: int, end: int) -> list[str]:
        """At least all the different texts of a column in the rows `first` to `end` - 1, blanks left out."""
        different = self.different(column, first, end)
        if different is not self.unique[column]:
            return _texts_among(different)
        kept = self._texts.get(column)
        # Whoever changes a column sets its different cells anew.
        if kept is None or kept[0] is not different:
            kept = self._texts[column] = (different, _texts_among(different))
        return kept[1]

    def rows_with(self, cell: Cell, column: int, first: int, end: int) -> Iterator[int]:
        """The rows from `first` to `end` - 1 in which a column holds that cell; the sheet has been turned."""
        cells, row = self.columns[column], first - 1
        for _ in range(cells[first:end].count(cell)):
            row = cells.index(cell, row + 1)
            yield row

    def filled(self, left: int, right: int) -> list[int]:
        """How many cells of each row are filled between two columns, both included; counted once."""
        if (left, right) not in self._filled:
            width = right - left + 1
            if width == len(self.columns):
                counts = [width - row.count("") for row in self.rows]
            else:
                counts = [width - row[left : right + 1].count("") for row in self.rows]
            self._filled[left, right] = counts
        return self._filled[left, right]

    def merged_from(self, first: int, last: int) -> list[Merge]:
        """The merged ranges whose top row is one of these; the sheet has been turned."""
        return self.merged[bisect_left(self.merged, (first,)) : bisect_left(self.merged, (last + 1,))]

    def address(self, row: int, column: int) -> str:
        """The address of a cell by its indexes in `rows`, "F12"."""
        if self.places:
            number, place = self.places[row][column]
            return f"{column_letters(place)}{number}"
        return f"{column_letters(self.left + column)}{self.top + row}"

    def cell_at(self, address: str) -> Cell:
        """The cell with that address, which is one of the sheet's."""
        if self.places:
            places = ((r, c) for r in reversed(range(len(self.rows))) for c in range(len(self.rows[r])))
            return next((self.rows[r][c] for r, c in places if self.address(r, c) == address), "")
        named = address.rstrip("0123456789")
        return self.rows[int(address[len(named) :]) - self.top][column_index(named) - self.left]


def _texts_among(cells: set[Cell]) -> list[str]:
    """The texts that are not empty."""
    # Most columns are of one kind, which is told of all cells at once.
    if set(map(type, cells)) == {str}:
        return list(filter(None, cast("set[str]", cells)))
    return [cell for cell in cells if isinstance(cell, str) and cell]


def as_text(cell: Cell) -> str:
    """A cell as a person would type it: 740150.0 is "740150", True is "TRUE", a date is 2026-11-05; blanks cut off."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
