"""Rows with a height of their own that grow with their text: Excel never fits those, nor a row to merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.styles import Styles
from neiqin_xl.workbook.template.hanging import Geometry
from neiqin_xl.workbook.template.program import Filled, RowProgram
from neiqin_xl.workbook.text import line_room, lines_needed, row_height
from neiqin_xl.workbook.typed import shown

_HEIGHT = re.compile(r' ht="([0-9.]+)"')


@dataclass(frozen=True, slots=True)
class Fitted:
    """A cell whose row grows with its text: how many characters fit into a line, and their size in points."""

    filled: Filled
    room: float
    size: float

    def needed(self, values: Sequence[Any]) -> float:
        """The height in points that the values of the row's expressions make it need; 0 for a single line."""
        pieces = (self.filled.value,) if self.filled.value is not None else self.filled.text
        text = "".join(piece if isinstance(piece, str) else shown(values[piece]) for piece in pieces)
        if 2 * len(text) < self.room and "\n" not in text:
            return 0
        lines = lines_needed(text, self.room)
        return row_height(lines, self.size) if lines > 1 else 0


@dataclass(frozen=True, slots=True)
class Fitting:
    """The cells with which a row grows; `height` is how high it is at least, in points, as `written` in its XML."""

    cells: tuple[Fitted, ...]
    written: str
    height: float

    def form(self, form: str, values: Sequence[Any]) -> str:
        """The XML of a row for these values of its expressions: the same, or higher."""
        needed = max(cell.needed(values) for cell in self.cells)
        return form if needed <= self.height else form.replace(self.written, f' ht="{needed:.2f}"', 1)


def let_grow(program: RowProgram, geometry: Geometry, styles: Styles) -> None:
    """Let a row grow with its cells that wrap, where the template does not leave its height to Excel."""
    height = _HEIGHT.search(program.attributes)
    if height is not None:
        found = [_fitted(program.number, cell, filled, geometry, styles) for cell, filled in program.cells]
        cells = tuple(one for one in found if one is not None)
        if cells:
            program.grows = Fitting(cells, height[0], float(height[1])).form


def _fitted(row: int, cell: Cell, filled: Filled | None, geometry: Geometry, styles: Styles) -> Fitted | None:
    area = geometry.merged(row, cell.column) or Area((row, row), (cell.column, cell.column))
    letters = styles.wrapped(cell.style)
    if filled is None or letters is None or area.rows[0] != area.rows[1]:
        return None
    width, scale = geometry.characters(area.columns), letters.size / styles.usual_size
    return Fitted(filled, line_room(width, scale, bold=letters.bold, indent=letters.indent), letters.size)
