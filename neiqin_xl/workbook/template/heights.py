"""Rows with a height of their own that grow with their text: Excel never fits those, nor a row to merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.styles import Styles
from neiqin_xl.workbook.template.hanging import Geometry
from neiqin_xl.workbook.template.program import Filled, RowProgram
from neiqin_xl.workbook.text import line_letters, line_room, lines_needed, row_height
from neiqin_xl.workbook.typed import shown

_HEIGHT = re.compile(r' ht="([0-9.]+)"')
_REMEMBERED = 2_048
# These are themselves remembered: they are unlike all that is shown otherwise.
_KEPT = frozenset({str, date, type(None)})


class _Needed(dict[str | date | None, float]):
    """The height in points that a text needs in lines with that room, 0 for a single line.

    Remembered, since goods, customers and days come again: for a day as for its text, and for None as for none.
    """

    def __init__(self, room: float, size: float) -> None:
        super().__init__()
        self._room = room
        self._size = size
        self._letters = line_letters(room)

    def __missing__(self, value: str | date | None) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        text = value if isinstance(value, str) else shown(value)
        self[value] = needed = 0.0 if self._is_short(text) else self._height(text)
        return needed

    def _is_short(self, text: str) -> bool:
        """Whether the text surely fits into a line."""
        fits = 2 * len(text) < self._room or (len(text) <= self._letters and text.isascii())
        return fits and "\n" not in text

    def _height(self, text: str) -> float:
        lines = lines_needed(text, self._room)
        return row_height(lines, self._size) if lines > 1 else 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A cell whose row grows with its text, and what height a text needs there."""

    filled: Filled
    needed: _Needed

    def raise_to_fit(self, heights: list[float], values: Sequence[Sequence[Any]]) -> None:
        """Raise the heights of rows, in points, where their values, given by expression, make them need more."""
        needed = self.needed
        found = [needed[one if one.__class__ in _KEPT else _text(one)] for one in self._contents(values)]
        if any(found):
            heights[:] = map(max, heights, found)

    def _contents(self, values: Sequence[Sequence[Any]]) -> Sequence[Any]:
        if self.filled.value is not None:
            return values[self.filled.value]
        rows, pieces = zip(*values, strict=True), self.filled.text
        return ["".join([one if isinstance(one, str) else _text(row[one]) for one in pieces]) for row in rows]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The cells with which a row grows; `height` is how high it is at least, in points, as `written` in its XML."""

    cells: tuple[Fitted, ...]
    written: str
    height: float

    def attributes(self, values: Sequence[Sequence[Any]]) -> list[str]:
        """The XML attribute with the height of each row, for the values by expression and then by row."""
        heights = [self.height] * len(values[0])
        for cell in self.cells:
            cell.raise_to_fit(heights, values)
        if max(heights) == self.height:
            return [self.written] * len(heights)
        return [self.written if height == self.height else f' ht="{height:.2f}"' for height in heights]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else shown(value)


def let_grow(program: RowProgram, geometry: Geometry, styles: Styles) -> None:
    """Let a row grow with its cells that wrap, where the template does not leave its height to Excel."""
    height = _HEIGHT.search(program.attributes)
    if height is not None:
        found = [_fitted(program.number, cell, filled, geometry, styles) for cell, filled in program.cells]
        cells = tuple(one for one in found if one is not None)
        if cells:
            program.grows = Fitting(cells, height[0], float(height[1]))


def _fitted(row: int, cell: Cell, filled: Filled | None, geometry: Geometry, styles: Styles) -> Fitted | None:
    area = geometry.merged(row, cell.column) or Area((row, row), (cell.column, cell.column))
    letters = styles.wrapped(cell.style)
    if filled is None or letters is None or area.rows[0] != area.rows[1]:
        return None
    width, scale = geometry.characters(area.columns), letters.size / styles.usual_size
    room = line_room(width, scale, bold=letters.bold, indent=letters.indent)
    return Fitted(filled, _Needed(room, letters.size))
