"""A formula made ready to run in any cell that it is copied to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from neiqin_xl.workbook.calculation.aggregates import Cells, Operand
from neiqin_xl.workbook.calculation.columns import ByColumn, by_column
from neiqin_xl.workbook.calculation.functions import FUNCTIONS, Function
from neiqin_xl.workbook.calculation.operators import BINARY, negated, percent
from neiqin_xl.workbook.calculation.reading import Call, Constant, Joined, Signed, Tree, calls, tree_of
from neiqin_xl.workbook.calculation.values import Area, BeyondError, Fault, Value, truth_of
from neiqin_xl.workbook.formulas import Edge, Reference, read_formula
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW

_REMEMBERED = 4_096


class At(Cells, Protocol):
    """Where a formula stands: its sheet, how far it was copied, and the cells that it reads."""

    @property
    def sheet(self) -> str:
        """The formula's own sheet."""

    @property
    def rows(self) -> int:
        """How many rows below its first place it stands."""

    @property
    def columns(self) -> int:
        """How many columns to the right of it."""

    def called(self, name: str, function: Function, operands: Sequence[Operand]) -> Value:
        """The value of a function for these operands, which may be remembered."""


Step = Callable[[At], Value]


class Program(NamedTuple):
    """A formula: `run` gives its value, `functions` are the names of those that it calls.

    `by_column` gives the values of many rows at once, where the formula is arithmetic with cells of its own row.
    """

    run: Step
    references: tuple[Reference, ...]
    functions: frozenset[str]
    by_column: ByColumn | None

    def areas(self, at: At) -> Iterator[Area]:
        """The areas that it reads."""
        return (_area(one, at) for one in self.references)


@lru_cache(maxsize=_REMEMBERED)
def program_of(formula: str) -> Program | None:
    """The formula, written without `=`; None where it is outside the grammar."""
    try:
        tree = tree_of(formula)
        references = tuple(read_formula(formula).references)
        return Program(_step(tree), references, frozenset(calls(tree)), by_column(tree))
    except BeyondError:
        return None


def _step(tree: Tree) -> Step:
    """What gives the tree's one value."""
    if isinstance(tree, Constant):
        return lambda _: tree.value
    if isinstance(tree, Reference):
        return _cell(tree)
    if isinstance(tree, Joined):
        operator, left, right = BINARY[tree.operator], _step(tree.left), _step(tree.right)
        return lambda at: operator(left(at), right(at))
    if isinstance(tree, Signed):
        operand = _step(tree.operand)
        if tree.sign == "+":
            return operand
        sign = negated if tree.sign == "-" else percent
        return lambda at: sign(operand(at))
    return _call(tree)


def _cell(reference: Reference) -> Step:
    if reference.ranged or reference.first_row is None or reference.first_column is None:
        raise BeyondError("a range where one value is wanted")
    if reference.sheet is not None:
        return lambda at: next(at.values(_area(reference, at)), None)
    row, column = reference.first_row, reference.first_column

    def read(at: At) -> Value:
        place = row.at if row.fixed else row.at + at.rows, column.at if column.fixed else column.at + at.columns
        if min(place) < 1:
            raise BeyondError("outside the sheet")
        return at.value(at.sheet, *place)

    return read


def _call(tree: Call) -> Step:
    if tree.name == "IF":
        return _if(tree)
    if tree.name == "IFERROR" and len(tree.arguments) == 2:
        return _if_error(tree)
    if tree.name in {"TRUE", "FALSE"} and not tree.arguments:
        return lambda _: tree.name == "TRUE"
    function = FUNCTIONS.get(tree.name)
    if function is None or not function.least <= len(tree.arguments) <= function.most:
        raise BeyondError(f"another function: {tree.name}")
    known: Function = function
    operands = [_operand(one, areas=known.takes_areas) for one in tree.arguments]
    return lambda at: at.called(tree.name, known, [one(at) for one in operands])


def _operand(tree: Tree, *, areas: bool) -> Callable[[At], Operand]:
    if areas and isinstance(tree, Reference):
        return lambda at: _area(tree, at)
    return _step(tree)


def _if(tree: Call) -> Step:
    if not 2 <= len(tree.arguments) <= 3:
        raise BeyondError("IF takes a condition and one or two values")
    condition, then, *otherwise = (_step(one) for one in tree.arguments)

    def chosen(at: At) -> Value:
        truth = truth_of(condition(at))
        if isinstance(truth, Fault):
            return truth
        if truth:
            return then(at)
        return otherwise[0](at) if otherwise else False

    return chosen


def _if_error(tree: Call) -> Step:
    value, instead = (_step(one) for one in tree.arguments)

    def without_error(at: At) -> Value:
        found = value(at)
        return instead(at) if isinstance(found, Fault) else found

    return without_error


def _area(reference: Reference, at: At) -> Area:
    rows = _ends(reference.first_row, reference.last_row, at.rows, LAST_ROW)
    columns = _ends(reference.first_column, reference.last_column, at.columns, LAST_COLUMN)
    return Area(at.sheet if reference.sheet is None else reference.sheet, *rows, *columns)


def _ends(first: Edge | None, last: Edge | None, moved: int, most: int) -> tuple[int, int]:
    if first is None or last is None:
        return 1, most
    ends = sorted(edge.at if edge.fixed else edge.at + moved for edge in (first, last))
    if ends[0] < 1 or ends[1] > most:
        raise BeyondError("outside the sheet")
    return ends[0], ends[1]
