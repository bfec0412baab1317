"""Rows with a height of their own that grow with their text: Excel never fits those, nor a row to merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.styles import Styles
from neiqin_xl.workbook.template.hanging import Geometry
from neiqin_xl.workbook.template.program import Filled, RowProgram
from neiqin_xl.workbook.text import line_letters, line_room, lines_needed, row_height
from neiqin_xl.workbook.typed import shown

_HEIGHT = re.compile(r' ht="([0-9.]+)"')
_REMEMBERED = 8_192


@dataclass(frozen=True, slots=True)
class Fitted:
    """A cell whose row grows with its text: how many characters fit into a line, and their size in points.

    `letters` is how many letters surely do.
    """

    filled: Filled
    room: float
    size: float
    letters: int

    def raise_to_fit(self, heights: list[float], values: Sequence[Sequence[Any]]) -> None:
        """Raise the heights of rows, in points, where their values, given by expression, make them need more."""
        room, letters = self.room, self.letters
        for row, one in enumerate(self._contents(values)):
            if one is None:
                continue
            text = one if type(one) is str else _text(one)
            if "\n" not in text and (2 * len(text) < room or (len(text) <= letters and text.isascii())):
                continue
            needed = _height(text, room, self.size)
            heights[row] = max(heights[row], needed)

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


@lru_cache(_REMEMBERED)
def _height(text: str, room: float, size: float) -> float:
    """The height in points that a text needs; 0 for a single line. Remembered, since goods and customers come again."""
    lines = lines_needed(text, room)
    return row_height(lines, size) if lines > 1 else 0


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
    return Fitted(filled, room, letters.size, line_letters(room))
