"""A sheet as one of our own readers fills it, cell by cell, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta

from neiqin_xl.dates import datetime_from_serial, from_serial
from neiqin_xl.intake.books.marks import Marks, Place, put_back
from neiqin_xl.intake.books.number_formats import FIRST_CUSTOM, NumberFormat
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Cell, Sheet

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_ELAPSED = 46


class TooMuchError(Exception):
    """A sheet or a workbook has more rows or cells than the caps allow."""


@dataclass(frozen=True)
class Style:
    """How a cell shows its number: the number of its format, and the format where the workbook spells it out."""

    number: int = 0
    format: NumberFormat | None = None

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
    """A sheet's cells by place, and its marks."""

    name: str
    visible: bool
    epoch_1904: bool
    caps: Caps
    cells: dict[Place, Cell] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)

    def put(self, place: Place, value: Cell) -> None:
        """Fill a cell; TooMuchError where there are more cells than the cap."""
        if len(self.cells) >= self.caps.cells:
            raise TooMuchError
        self.cells[place] = value

    def put_number(self, place: Place, number: float, style: Style) -> None:
        """Fill a cell with a number as its style shows it: a date, a code with its zeros, or the number itself."""
        if style.is_date:
            self.put(place, _moment(number, self.epoch_1904, is_elapsed=style.is_elapsed))
            return
        self.put(place, number)
        if style.format is not None and style.number >= FIRST_CUSTOM:
            shown = style.format.shown(number)
            if shown is not None:
                self.marks.shown[place] = shown

    def sheet(self) -> Sheet:
        """The sheet with all its marks; TooMuchError where the rectangle around its cells is larger than the caps."""
        filled = [place for place, cell in self.cells.items() if cell != ""]
        if not filled:
            return Sheet(self.name, [])
        top, left = min(row for row, _ in filled), min(column for _, column in filled)
        height, width = max(row for row, _ in filled) - top + 1, max(column for _, column in filled) - left + 1
        if top + height > self.caps.rows or height * width > self.caps.cells:
            raise TooMuchError
        rows: list[list[Cell]] = [[""] * width for _ in range(height)]
        for row, column in filled:
            rows[row - top][column - left] = self.cells[row, column]
        sheet = Sheet(self.name, rows, top=top + 1, left=left, epoch_1904=self.epoch_1904)
        put_back(self.marks, sheet)
        return sheet


def _moment(number: float, epoch_1904: bool, *, is_elapsed: bool) -> Cell:
    if is_elapsed:
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
