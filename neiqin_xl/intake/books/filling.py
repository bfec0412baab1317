"""A sheet as one of our own readers fills it, cell by cell, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import NamedTuple

from neiqin_xl.dates import datetime_from_serial, from_serial
from neiqin_xl.intake.books.marks import Marks, Place, put_back
from neiqin_xl.intake.books.number_formats import FIRST_CUSTOM, NumberFormat
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.model.finding import Finding

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_ELAPSED = 46


class TooMuchError(Exception):
    """A sheet or a workbook has more rows or cells than the caps allow."""


class Style(NamedTuple):
    """How a cell is shown: the number of its format, the format where the workbook spells it out, and what crosses it.

    `is_struck` is told by the readers that have no other way to.
    """

    number: int = 0
    format: NumberFormat | None = None
    is_struck: bool = False

    @property
    def is_date(self) -> bool:
        """Whether the number is shown as a date or a time."""
        if self.number >= FIRST_CUSTOM:
            return self.format is not None and self.format.is_date
        return self.number in _BUILT_IN_DATES

    @property
    def is_elapsed(self) -> bool:
        """Whether the number is shown as hours gone by, 26:30."""
        return self.number == _ELAPSED or (self.format is not None and self.format.is_elapsed)


@dataclass
class Filling:
    """A sheet's cells by row and column, its marks, and what is to be said of it."""

    name: str
    visible: bool
    epoch_1904: bool
    caps: Caps
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    findings: list[Finding] = field(default_factory=list)
    _filled: int = 0

    def put(self, place: Place, value: Cell) -> None:
        """Fill a cell; TooMuchError where there are more cells than the cap."""
        if self._filled >= self.caps.cells:
            raise TooMuchError
        self._filled += 1
        self.row(place[0])[place[1]] = value

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of a row by their columns, to be filled by a reader that keeps to the caps by itself."""
        cells = self.rows.get(number)
        if cells is None:
            cells = self.rows[number] = {}
        return cells

    def put_number(self, place: Place, number: float, style: Style) -> None:
        """Fill a cell with a number as its style shows it: a date, a code with its zeros, or the number itself."""
        if style.is_date:
            self.put(place, moment(number, style, epoch_1904=self.epoch_1904))
            return
        self.put(place, number)
        if style.format is not None and style.number >= FIRST_CUSTOM:
            shown = style.format.shown(number)
            if shown is not None:
                self.marks.shown[place] = shown

    def filled(self) -> dict[int, dict[int, Cell]]:
        """The cells that hold something, by row and column."""
        return {number: kept for number, cells in self.rows.items() if (kept := _without_blanks(cells))}

    def sheet(self) -> Sheet:
        """The sheet with all its marks; TooMuchError where the rectangle around its cells is larger than the caps."""
        filled = self.filled()
        if not filled:
            return Sheet(self.name, [], findings=self.findings)
        columns = set[int]().union(*filled.values())
        top, left = min(filled), min(columns)
        height, width = max(filled) - top + 1, max(columns) - left + 1
        if top + height > self.caps.rows or height * width > self.caps.cells:
            raise TooMuchError
        rows: list[list[Cell]] = [[""] * width for _ in range(height)]
        for number, cells in filled.items():
            row = rows[number - top]
            for column, cell in cells.items():
                row[column - left] = cell
        sheet = Sheet(self.name, rows, top=top + 1, left=left, epoch_1904=self.epoch_1904, findings=self.findings)
        put_back(self.marks, sheet)
        return sheet


def _without_blanks(cells: dict[int, Cell]) -> dict[int, Cell]:
    return {column: cell for column, cell in cells.items() if cell != ""} if "" in cells.values() else cells


def moment(number: float, style: Style, *, epoch_1904: bool) -> Cell:
    """The date, the time or the hours gone by that a style shows a number as; the number where it can be none."""
    if style.is_elapsed:
        return timedelta(seconds=round(number * 86400))
    try:
        if 0 <= number < 1:
            seconds = round(number * 86400) % 86400
            return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
        if number == int(number):
            return from_serial(number, epoch_1904=epoch_1904)
        return datetime_from_serial(number, epoch_1904=epoch_1904)
    except (ValueError, OverflowError):
        return number
