"""Formulas that read only what stands already, calculated as soon as their rows are there: most formulas do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from neiqin_xl.workbook.calculation.aggregates import Operand
from neiqin_xl.workbook.calculation.functions import Function, value_of
from neiqin_xl.workbook.calculation.program import Program
from neiqin_xl.workbook.calculation.values import Area, BeyondError, Value, kept_digits
from neiqin_xl.workbook.evaluate import SHOWN_KINDS, Calculated, Unknown
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.formulas import Edge
from neiqin_xl.workbook.moves.known import Known


def reads_so_far(program: Program, row: int) -> bool:
    """Whether the formula, in that row and wherever it is copied down to, reads no cell below, nor another sheet's."""
    return "SUBTOTAL" not in program.functions and all(
        one.sheet is None and _stands(one.first_row, row) and _stands(one.last_row, row) for one in program.references
    )


def reads_own_row(program: Program, row: int) -> bool:
    """Whether the formula, in that row, reads single cells of it, and of the row of each copy."""
    return all(
        not one.ranged and one.sheet is None and one.first_row == Edge(row) for one in program.references
    ) and bool(program.references)


def _stands(edge: Edge | None, row: int) -> bool:
    return edge is not None and edge.at <= row


class SoFar:
    """The cells that formulas in rows `first` and below read, `count` rows in all: those that `cells` holds by now."""

    sheet = ""
    columns = 0

    def __init__(self, cells: Known, first: int, count: int, below: int) -> None:
        self.count = count
        self._cells = cells
        self._first = first
        self._below = below
        self.rows = below

    def calculated_at_once(self, program: Program) -> list[Decimal] | None:
        """The values in all rows; None where each must be calculated alone."""
        if program.by_column is None:
            return None
        try:
            return [*map(kept_digits, program.by_column(self))]
        except BeyondError:
            return None

    def calculated(self, program: Program, row: int) -> Value | None:
        """The value in a row, `below` where the formula was made ready; None where it must wait for other cells."""
        self.rows = self._below + row - self._first
        try:
            value = program.run(self)
        except BeyondError:
            return None
        if type(value) is Decimal:
            return kept_digits(value)
        return Decimal(0) if value is None else value

    def column(self, number: int) -> Sequence[object]:
        """What the cells of a column hold in all rows."""
        return self._cells.column(number, self._first, self._first + self.count - 1)

    def value(self, _: str, row: int, column: int) -> Value:
        """What a cell holds. BeyondError where that is not known yet."""
        return _known(self._cells.cell(row, column))

    def values(self, area: Area) -> Iterator[Value]:
        """What the cells of an area hold. BeyondError where that is not known yet."""
        rows, columns = (area.first_row, area.last_row), range(area.first_column, area.last_column + 1)
        if len(columns) == 1:
            held = self._cells.column(area.first_column, *rows)
            return iter(cast("list[Value]", held)) if SHOWN_KINDS.issuperset(map(type, held)) else map(_known, held)
        return (self.value("", row, column) for row in range(rows[0], rows[1] + 1) for column in columns)

    def called(self, _: str, function: Function, operands: Sequence[Operand]) -> Value:
        """The value of a function."""
        return value_of(function, self, operands)

    def outside_subtotals(self, area: Area) -> Iterator[Value]:
        """BeyondError: which cells are subtotals is told later."""
        raise BeyondError(f"a subtotal of {area}")

    def pairs(self, first: Area, *others: Area) -> Iterator[tuple[Value, ...]]:
        """BeyondError: areas side by side are looked at later."""
        raise BeyondError(f"areas side by side: {first} {others}")


def _known(held: Held) -> Value:
    if isinstance(held, Calculated | Unknown):
        raise BeyondError("not known yet")
    return Decimal(held) if isinstance(held, int) and not isinstance(held, bool) else held
