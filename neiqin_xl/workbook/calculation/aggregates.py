"""Functions of many numbers: sums, means, counts, subtotals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import Protocol, cast

from neiqin_xl.workbook.calculation.operators import added
from neiqin_xl.workbook.calculation.values import (
    EXACT,
    ONE,
    ZERO,
    Area,
    BeyondError,
    Fault,
    Value,
    bounded,
    number_of,
)

Operand = Value | Area


class Cells(Protocol):
    """The cells that functions read."""

    def value(self, sheet: str, row: int, column: int) -> Value:
        """The value of a cell."""

    def values(self, area: Area) -> Iterator[Value]:
        """The values of an area row by row, as far as its sheet is in use."""

    def outside_subtotals(self, area: Area) -> Iterator[Value]:
        """The same without cells that hold a SUBTOTAL themselves."""

    def pairs(self, first: Area, *others: Area) -> Iterator[tuple[Value, ...]]:
        """The values of areas of one size side by side, as far as any sheet is in use."""


class FaultError(Exception):
    """A fault met on the way: it is the function's value."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def numbers_of(cells: Cells, operands: Sequence[Operand]) -> Iterator[Decimal]:
    """The numbers among the operands; text in cells does not count. BeyondError for text written as an argument."""
    for operand in operands:
        if isinstance(operand, Area):
            yield from only_numbers(cells.values(operand))
        elif isinstance(operand, str):
            raise BeyondError("text among numbers")
        else:
            yield sure(number_of(operand))


def only_numbers(values: Iterable[Value]) -> Iterator[Decimal]:
    """The numbers among the values of cells. FaultError at the first fault."""
    for value in values:
        kind = type(value)
        if kind is Decimal:
            yield cast("Decimal", value)
        elif kind is Fault:
            raise FaultError(cast("Fault", value))
        elif kind is bool:
            raise BeyondError("not every program leaves truth in cells out")


def sure(value: Value) -> Decimal:
    """The value as a number. FaultError where it is or becomes a fault."""
    number = number_of(value)
    if isinstance(number, Fault):
        raise FaultError(number)
    return number


def scalar(cells: Cells, operand: Operand) -> Value:
    """The operand as one value. BeyondError for a range of many cells."""
    if not isinstance(operand, Area):
        return operand
    if operand.size != (1, 1):
        raise BeyondError("a range where one value is wanted")
    return cells.value(operand.sheet, operand.first_row, operand.first_column)


def total_of(numbers: Iterable[Decimal]) -> Decimal:
    """The sum of the numbers."""
    found = [*numbers]
    if found and (min(found) >= 0 or max(found) <= 0):  # numbers of one sign never cancel each other
        return reduce(EXACT.add, found, ZERO)
    return reduce(added, found, ZERO)


def sum_all(cells: Cells, operands: Sequence[Operand]) -> Value:
    """SUM."""
    return total_of(numbers_of(cells, operands))


def average(cells: Cells, operands: Sequence[Operand]) -> Value:
    """AVERAGE."""
    return _mean(list(numbers_of(cells, operands)))


def _mean(numbers: Sequence[Decimal]) -> Value:
    return EXACT.divide(total_of(numbers), Decimal(len(numbers))) if numbers else Fault.DIVISION


def maximum(cells: Cells, operands: Sequence[Operand]) -> Value:
    """MAX."""
    return max(numbers_of(cells, operands), default=ZERO)


def minimum(cells: Cells, operands: Sequence[Operand]) -> Value:
    """MIN."""
    return min(numbers_of(cells, operands), default=ZERO)


def _multiplied(numbers: Iterable[Decimal]) -> Value:
    result, some = ONE, False
    for number in numbers:
        result, some = EXACT.multiply(result, number), True
    return bounded(result) if some else ZERO


def product(cells: Cells, operands: Sequence[Operand]) -> Value:
    """PRODUCT."""
    return _multiplied(numbers_of(cells, operands))


def count_numbers(cells: Cells, operands: Sequence[Operand]) -> Value:
    """COUNT."""
    counted = 0
    for operand in operands:
        if isinstance(operand, Area):
            counted += _counted(cells.values(operand))
        elif isinstance(operand, Decimal):
            counted += 1
        else:
            raise BeyondError("a value among cells")
    return Decimal(counted)


def _counted(values: Iterable[Value]) -> int:
    return sum(1 for _ in only_numbers(value for value in values if not isinstance(value, Fault)))


def count_all(cells: Cells, operands: Sequence[Operand]) -> Value:
    """COUNTA."""
    counted = 0
    for operand in operands:
        if isinstance(operand, Area):
            counted += sum(value is not None for value in cells.values(operand))
        else:
            counted += 1
    return Decimal(counted)


def subtotal(cells: Cells, operands: Sequence[Operand]) -> Value:
    """SUBTOTAL that counts rows hidden by hand; BeyondError for one that does not."""
    kind = int(sure(scalar(cells, operands[0])))
    areas = [one for one in operands[1:] if isinstance(one, Area)]
    if len(areas) != len(operands) - 1 or kind not in _SUBTOTALS:
        raise BeyondError("another kind of subtotal")
    return _SUBTOTALS[kind]([value for area in areas for value in cells.outside_subtotals(area)])


_SUBTOTALS: dict[int, Callable[[Sequence[Value]], Value]] = {
    1: lambda values: _mean(list(only_numbers(values))),
    2: lambda values: Decimal(_counted(values)),
    3: lambda values: Decimal(sum(value is not None for value in values)),
    4: lambda values: max(only_numbers(values), default=ZERO),
    5: lambda values: min(only_numbers(values), default=ZERO),
    6: lambda values: _multiplied(only_numbers(values)),
    9: lambda values: total_of(only_numbers(values)),
}
