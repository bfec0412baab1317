"""Formulas that read only their own row, calculated as soon as the row is there: most formulas of lists do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from neiqin_xl.workbook.calculation.program import Program, program_of
from neiqin_xl.workbook.calculation.values import Area, BeyondError, Value, kept_digits
from neiqin_xl.workbook.evaluate import Calculated, Unknown
from neiqin_xl.workbook.moves.known import Known


def program_in_row(formula: str, row: int) -> Program | None:
    """The formula made ready, if in that row it reads single cells of that row and nothing else."""
    program = program_of(formula)
    if program is None or not program.references:
        return None
    for one in program.references:
        if one.ranged or one.sheet is not None or one.first_row is None or one.first_column is None:
            return None
        if one.first_row.at != row or one.first_row.fixed:
            return None
    return program


class InRow:
    """The cells that a formula reads, one row after the other."""

    def __init__(self, cells: Known) -> None:
        self.sheet = ""
        self.columns = 0
        self.rows = 0
        self._row = 0
        self._cells = cells

    def calculated(self, program: Program, row: int, below: int) -> Value | None:
        """The value in a row, `below` where the formula was made ready; None where it must wait for other cells."""
        self._row, self.rows = row, below
        try:
            value = program.run(self)
        except BeyondError:
            return None
        if isinstance(value, Decimal):
            return kept_digits(value)
        return Decimal(0) if value is None else value

    def value(self, _: str, __: int, column: int) -> Value:
        """What a cell of the row holds. BeyondError where that is not known yet."""
        held = self._cells.cell(self._row, column)
        if isinstance(held, Decimal):
            return held
        if isinstance(held, Calculated | Unknown):
            raise BeyondError("not known yet")
        return Decimal(held) if isinstance(held, int) and not isinstance(held, bool) else held

    def values(self, area: Area) -> Iterator[Value]:
        """What the row holds under an area of one row."""
        columns = range(area.first_column, area.last_column + 1)
        return (self.value("", area.first_row, column) for column in columns)

    def outside_subtotals(self, area: Area) -> Iterator[Value]:
        """BeyondError: such areas are more than a row."""
        raise BeyondError(f"not only one row: {area}")

    def pairs(self, first: Area, *others: Area) -> Iterator[tuple[Value, ...]]:
        """BeyondError: such areas are more than a row."""
        raise BeyondError(f"not only one row: {first} {others}")
