"""Sheets without placeholders: what their cells hold, for formulas elsewhere that read them."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.workbook.evaluate import UNKNOWN, Calculated
from neiqin_xl.workbook.formulas import Formula
from neiqin_xl.workbook.markup import MAIN, parsed
from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.moves.grid import read_rows
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.strings import SharedStrings

# Beyond these a sheet is not read for the sake of values that Excel calculates anyway.
_MOST_BYTES = 4_000_000
_MOST_RESULTS = 100_000


class StillSheet(NamedTuple):
    """A sheet that stays as it is: its constants, and its formulas with their rows and columns."""

    constants: Known
    formulas: tuple[tuple[int, int, Formula], ...]

    def known(self, place: Place) -> Known:
        """What its cells hold, its formulas as they read now."""
        if not self.formulas:
            return self.constants
        known = Known(self.constants)
        for row, column, formula in self.formulas:
            known.hold(column, row, (Calculated(place.moved(formula)),))
        return known


def still_sheet(content: bytes, strings: SharedStrings) -> StillSheet | None:
    """The sheet's cells; None for one that is too large, or has no cells."""
    if len(content) > _MOST_BYTES:
        return None
    data = parsed(content).find(f"{MAIN}sheetData")
    if data is None:
        return None
    constants = Known()
    formulas: list[tuple[int, int, Formula]] = []
    untold: list[Area] = []
    for row in read_rows(data, strings):
        for cell in row.cells:
            constants.hold(cell.column, row.number, (cell.value,))
            if cell.formula is not None and cell.formula.array is None:
                formulas.append((row.number, cell.column, cell.formula.formula))
            elif cell.formula is not None and cell.formula.array is not None:
                untold.append(cell.formula.array)
    if sum(area.cells for area in untold) > _MOST_RESULTS:
        return None
    for area in untold:
        for column in range(area.columns[0], area.columns[1] + 1):
            constants.hold(column, area.rows[0], [UNKNOWN] * (area.rows[1] - area.rows[0] + 1))
    return StillSheet(constants, tuple(formulas))
