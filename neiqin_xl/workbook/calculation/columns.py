"""Formulas of plain arithmetic, calculated for many rows at once: column after column instead of cell after cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, DecimalException
from typing import Protocol, cast

from neiqin_xl.workbook.calculation.aggregates import Cells, FaultError
from neiqin_xl.workbook.calculation.functions import FUNCTIONS
from neiqin_xl.workbook.calculation.operators import BINARY, added
from neiqin_xl.workbook.calculation.reading import Call, Constant, Joined, Signed, Tree
from neiqin_xl.workbook.calculation.values import EXACT, BeyondError
from neiqin_xl.workbook.formulas import Reference


class Block(Cells, Protocol):
    """Rows that are calculated together."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def column(self, number: int) -> Sequence[object]:
        """What the cells of a column, counted from 1, hold in these rows."""


ByColumn = Callable[[Block], list[Decimal]]

# Within these bounds no product leaves what a cell can hold.
_LARGEST = 300
_AT_ONCE: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": added,
    "-": lambda left, right: added(left, -right),
    "*": EXACT.multiply,
}


def by_column(tree: Tree) -> ByColumn | None:
    """What gives the values of a formula that only reads single cells of its own row, for all rows of a block.

    None where the formula is more than arithmetic. What is given raises BeyondError where a cell that is read holds no
    number, or a value is none: then each row must be calculated alone.
    """
    if isinstance(tree, Constant):
        value = tree.value
        return (lambda block: [value] * block.count) if isinstance(value, Decimal) else None
    if isinstance(tree, Reference):
        return None if tree.ranged or tree.first_column is None else _cells(tree.first_column.at)
    if isinstance(tree, Signed):
        return _signed(tree)
    if isinstance(tree, Joined):
        left, right = by_column(tree.left), by_column(tree.right)
        return None if left is None or right is None else _joined(tree.operator, left, right)
    return _called(tree)


def _cells(column: int) -> ByColumn:
    return lambda block: _numbers(block.column(column))


def _signed(tree: Signed) -> ByColumn | None:
    operand = by_column(tree.operand)
    if operand is None or tree.sign == "%":
        return None
    if tree.sign == "+":
        return operand
    return lambda block: [-number for number in operand(block)]


def _joined(operator: str, left: ByColumn, right: ByColumn) -> ByColumn:
    at_once = _AT_ONCE.get(operator)
    if at_once is None:
        alone = BINARY[operator]
        return lambda block: _numbers([*map(alone, left(block), right(block))])

    def joined(block: Block) -> list[Decimal]:
        try:
            return _bounded([*map(at_once, left(block), right(block))])
        except DecimalException as error:
            raise BeyondError("too large") from error

    return joined


def _called(tree: Call) -> ByColumn | None:
    function = FUNCTIONS.get(tree.name)
    if function is None or function.takes_areas or not function.least <= len(tree.arguments) <= function.most:
        return None
    calculate = function.calculate
    operands = [one for one in map(by_column, tree.arguments) if one is not None]
    if len(operands) < len(tree.arguments):
        return None

    def called(block: Block) -> list[Decimal]:
        try:
            rows = zip(*[one(block) for one in operands], strict=True)
            return _bounded(_numbers([calculate(block, row) for row in rows]))
        except FaultError as error:
            raise BeyondError("a fault") from error

    return called


def _numbers(values: Sequence[object]) -> list[Decimal]:
    if not {Decimal}.issuperset(map(type, values)):
        raise BeyondError("not only numbers")
    return cast("list[Decimal]", values)


def _bounded(numbers: list[Decimal]) -> list[Decimal]:
    for number in numbers:
        if not -_LARGEST < number.adjusted() < _LARGEST and number:
            raise BeyondError("very large or very small")
    return numbers
