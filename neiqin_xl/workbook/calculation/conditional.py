"""Sums and counts of the cells that meet a condition, and of products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from neiqin_xl.workbook.calculation.aggregates import Cells, Operand, only_numbers, scalar, total_of
from neiqin_xl.workbook.calculation.criteria import criterion
from neiqin_xl.workbook.calculation.operators import added
from neiqin_xl.workbook.calculation.values import EXACT, ONE, ZERO, Area, BeyondError, Fault, Value


def sum_product(cells: Cells, operands: Sequence[Operand]) -> Value:
    """SUMPRODUCT of ranges."""
    areas = _areas(operands)
    if any(one.size != areas[0].size for one in areas):
        return Fault.VALUE
    total = ZERO
    for values in cells.pairs(*areas):
        factor = ONE
        for value in values:
            if isinstance(value, Fault):
                return value
            factor = EXACT.multiply(factor, value) if isinstance(value, Decimal) else ZERO
        total = added(total, factor)
    return total


def sum_if(cells: Cells, operands: Sequence[Operand]) -> Value:
    """SUMIF."""
    tested, meets = _areas(operands[:1])[0], criterion(scalar(cells, operands[1]))
    summed = tested
    if len(operands) > 2:
        first = _areas(operands[2:])[0]
        rows, columns = tested.size
        summed = Area(
            first.sheet,
            first.first_row,
            first.first_row + rows - 1,
            first.first_column,
            first.first_column + columns - 1,
        )
    return total_of(only_numbers(value for value, test in cells.pairs(summed, tested) if meets(test)))


def sum_ifs(cells: Cells, operands: Sequence[Operand]) -> Value:
    """SUMIFS."""
    summed = _areas(operands[:1])[0]
    return total_of(only_numbers(row[0] for row in _meeting(cells, [summed], operands[1:])))


def count_ifs(cells: Cells, operands: Sequence[Operand]) -> Value:
    """COUNTIF and COUNTIFS."""
    return Decimal(sum(1 for _ in _meeting(cells, [], operands)))


def _meeting(cells: Cells, areas: list[Area], conditions: Sequence[Operand]) -> Iterator[tuple[Value, ...]]:
    if len(conditions) % 2:
        raise BeyondError("a range without its criterion")
    tests = [criterion(scalar(cells, one)) for one in conditions[1::2]]
    every = [*areas, *_areas(conditions[::2])]
    if any(one.size != every[0].size for one in every):
        raise BeyondError("ranges of several sizes")
    for row in cells.pairs(*every):
        if all(meets(value) for meets, value in zip(tests, row[len(areas) :], strict=True)):
            yield row


def _areas(operands: Sequence[Operand]) -> list[Area]:
    areas = [one for one in operands if isinstance(one, Area)]
    if len(areas) != len(operands):
        raise BeyondError("a value where a range is wanted")
    return areas
