"""Rows with a height of their own that grow with their text: Excel never fits those, nor a row to merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.styles import Styles
from neiqin_xl.workbook.template.hanging import Geometry
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.text import line_letters, line_room, lines_needed, row_height
from neiqin_xl.workbook.typed import Formatted, shown

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
        length = len(text)
        if "\n" not in text and 2 * length < self._room:
            lines = 1  # it surely fits, whatever its letters are
        elif "\n" not in text and text.isascii():
            lines = -(-length // self._letters)
        else:
            lines = lines_needed(text, self._room)
        self[value] = needed = row_height(lines, self._size) if lines > 1 else 0.0
        return needed


@dataclass(frozen=True, slots=True)
class Fitted:
    """A cell whose row grows with its text: its place among the row's filled cells, what height a text needs there."""

    place: int
    needed: _Needed


@dataclass(frozen=True, slots=True)
class Fitting:
    """The cells with which a row grows; `height` is how high it is at least, in points, as `written` in its XML."""

    cells: tuple[Fitted, ...]
    written: str
    height: float

    def attributes(self, contents: Sequence[Sequence[Any]]) -> list[str]:
        """The XML attribute with the height of each row, for the contents of the filled cells, by cell and by row."""
        heights = [self.height] * len(contents[0])
        for cell in self.cells:
            needed = cell.needed
            found = [needed[one if one.__class__ in _KEPT else _text(one)] for one in contents[cell.place]]
            if any(found):
                heights = [*map(max, heights, found)]
        if max(heights) == self.height:
            return [self.written] * len(heights)
        return [self.written if height == self.height else _attribute(height) for height in heights]


@lru_cache(_REMEMBERED)
def _attribute(height: float) -> str:
    return f' ht="{height:.2f}"'


def _text(value: Any) -> str:
    return value.text if isinstance(value, Formatted) else value if isinstance(value, str) else shown(value)


def let_grow(program: RowProgram, geometry: Geometry, styles: Styles) -> None:
    """Let a row grow with its cells that wrap, where the template does not leave its height to Excel."""
    height = _HEIGHT.search(program.attributes)
    if height is not None:
        needed = [_needed(program.number, cell, geometry, styles) for cell, _ in program.filled]
        cells = tuple(Fitted(place, one) for place, one in enumerate(needed) if one is not None)
        if cells:
            program.grows = Fitting(cells, height[0], float(height[1]))


def _needed(row: int, cell: Cell, geometry: Geometry, styles: Styles) -> _Needed | None:
    """What height texts need in the cell; None where its row does not grow with it."""
    area = geometry.merged(row, cell.column) or Area((row, row), (cell.column, cell.column))
    letters = styles.wrapped(cell.style)
    if letters is None or area.rows[0] != area.rows[1]:
        return None
    width, scale = geometry.characters(area.columns), letters.size / styles.usual_size
    room = line_room(width, scale, bold=letters.bold, indent=letters.indent)
    return _Needed(room, letters.size)
