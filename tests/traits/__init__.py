"""One paper with one trait, drawn cell by cell in every format of workbook that is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property


@dataclass(frozen=True)
class Formatted:
    """A number, the format that a workbook shows it with, and the text that a person then reads."""

    number: float
    code: str
    text: str


@dataclass(frozen=True)
class Error:
    """An error value, of a formula where one is given."""

    value: str
    formula: str = ""


@dataclass(frozen=True)
class Uncalculated:
    """A formula without a result."""

    formula: str


Drawn = str | float | bool | date | datetime | time | Formatted | Error | Uncalculated


@dataclass(frozen=True)
class Drawing:
    """A sheet: its rows, what is hidden or crossed out, merged ranges as (top, left, bottom, right), counted from 0.

    Only `as_xlsb` draws `struck_rows`.
    """

    rows: list[list[Drawn]]
    name: str = "发货"
    state: str = "visible"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    struck_rows: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Book:
    """A workbook of drawn sheets."""

    sheets: list[Drawing] = field(default_factory=list)
    epoch_1904: bool = False

    @cached_property
    def formats(self) -> list[str]:
        """The different number formats of all cells, in the order in which they first occur."""
        cells = [cell for sheet in self.sheets for row in sheet.rows for cell in row]
        told = [DAY, MOMENT, HOUR, *(cell.code for cell in cells if isinstance(cell, Formatted))]
        return list(dict.fromkeys(told))

    def style(self, cell: Drawn) -> int:
        """The style of a cell: 0 is the plain one, then one for each of `formats`."""
        code = _code(cell)
        return self.formats.index(code) + 1 if code else 0

    def number(self, cell: Drawn) -> float:
        """The number that is kept for a number or a date."""
        if isinstance(cell, Formatted):
            return cell.number
        if isinstance(cell, datetime):
            return self.number(cell.date()) + self.number(cell.time())
        if isinstance(cell, date):
            return float((cell - (date(1904, 1, 1) if self.epoch_1904 else date(1899, 12, 30))).days)
        if isinstance(cell, time):
            return (cell.hour * 3600 + cell.minute * 60 + cell.second) / 86400
        assert isinstance(cell, float)
        return cell


DAY, MOMENT, HOUR = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"


def _code(cell: Drawn) -> str:
    if isinstance(cell, Formatted):
        return cell.code
    if isinstance(cell, datetime):
        return MOMENT
    return DAY if isinstance(cell, date) else HOUR if isinstance(cell, time) else ""


def a1(row: int, column: int) -> str:
    """The address of a cell in the first 26 columns."""
    return f"{chr(65 + column)}{row + 1}"
