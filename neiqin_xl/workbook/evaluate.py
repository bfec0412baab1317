"""Formulas into the values that are kept beside them, so that a preview that does not calculate shows numbers.

The grammar: + - * / ^ & % comparisons and parentheses, numbers, texts, TRUE and FALSE, references and ranges on any
sheet of the workbook, IF, IFERROR, and `calculation.functions`. Numbers are calculated exactly and kept to fifteen
digits. The value of any other formula, and of one that programs calculate in different ways, is not told: `UNKNOWN`. It
must not be kept, and Excel must be told to recalculate (`fullCalcOnLoad`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple, Protocol, cast

from neiqin_xl.workbook.calculation.aggregates import Operand
from neiqin_xl.workbook.calculation.functions import Function, value_of
from neiqin_xl.workbook.calculation.program import program_of
from neiqin_xl.workbook.calculation.values import Area, BeyondError, Fault, Value, kept_digits, plain

_READS_MOST = 20_000_000
_MANY_CELLS = 16
# What cells hold that is the value they show, without calculation.
SHOWN_KINDS = frozenset({Decimal, str, bool, Fault, type(None)})


class Unknown(Enum):
    """What stands for a value that cannot be told."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


class Calculated(NamedTuple):
    """A cell that holds a formula, written without `=`, copied from where it was written that many rows and columns."""

    formula: str
    rows: int = 0
    columns: int = 0


Cell = Value | int | Calculated | Unknown


class Sheets(Protocol):
    """The cells of a workbook; rows and columns are counted from 1."""

    def size(self, sheet: str) -> tuple[int, int] | None:
        """The last row and the last column in use; None where there is no sheet of this name."""

    def cell(self, sheet: str, row: int, column: int) -> Cell:
        """What the cell holds: a value (days as their numbers), a formula, None for nothing."""

    def column(self, sheet: str, column: int, first: int, last: int) -> Sequence[Cell]:
        """What the cells of a column hold, from row `first` to row `last`."""


Place = tuple[str, int, int]


class _NotYetError(Exception):
    """A formula is read that has not been calculated."""


@dataclass(slots=True)
class Evaluator:
    """Values of the formulas in some sheets; each is calculated once.

    A formula that depends on itself, or on more cells than can be read in reasonable time, is unknown.
    """

    sheets: Sheets
    _values: dict[Place, Value | Unknown] = field(default_factory=dict)
    _sizes: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    _reads: int = 0
    _called: dict[tuple[object, ...], Value | BeyondError] = field(default_factory=dict)

    def value(self, sheet: str, row: int, column: int) -> Value | Unknown:
        """The value that a cell shows, calculated if it holds a formula."""
        place = (sheet, row, column)
        held = self._held(place)
        if not isinstance(held, Calculated):
            return held
        if place not in self._values:
            try:
                self._values[place] = self._run(place, held)
            except _NotYetError:
                self._calculate(place, held)
        return self._values[place]

    def _calculate(self, place: Place, held: Calculated) -> None:
        """Calculate a cell after all that it depends on, without recursion: a chain may be as long as a sheet."""
        waiting = [(place, held)]
        begun: set[Place] = set()
        while waiting:
            place, held = waiting[-1]
            if place in self._values:
                waiting.pop()
            elif place in begun:
                waiting.pop()
                self._values[place] = self._run_last(place, held)
            else:
                begun.add(place)
                waiting += [one for one in self._precedents(place, held) if one[0] not in begun]

    def _run_last(self, place: Place, held: Calculated) -> Value | Unknown:
        try:
            return self._run(place, held)
        except _NotYetError:  # after all else it still waits: for itself
            return UNKNOWN

    def _run(self, place: Place, held: Calculated) -> Value | Unknown:
        program = program_of(held.formula)
        if program is None:
            return UNKNOWN
        try:
            value = program.run(_At(self, place[0], held.rows, held.columns))
        except BeyondError:
            return UNKNOWN
        if isinstance(value, Decimal):
            return kept_digits(value)
        return Decimal(0) if value is None else value

    def _precedents(self, place: Place, held: Calculated) -> list[tuple[Place, Calculated]]:
        program = program_of(held.formula)
        if program is None:
            return []
        at = _At(self, place[0], held.rows, held.columns)
        found: list[tuple[Place, Calculated]] = []
        try:
            for area in program.areas(at):
                for one in self.places(area):
                    cell = self._held(one)
                    if isinstance(cell, Calculated) and one not in self._values:
                        found.append((one, cell))
        except BeyondError:
            self._values[place] = UNKNOWN
            return []
        return found

    def known(self, place: Place) -> Value:
        """The value of a cell that has been calculated if it is a formula. BeyondError where it is unknown."""
        held = self._held(place)
        if isinstance(held, Calculated):
            if place not in self._values:
                raise _NotYetError
            held = self._values[place]
        if isinstance(held, Unknown):
            raise BeyondError("an unknown value")
        return held

    def is_subtotal(self, place: Place) -> bool:
        """Whether the cell holds a formula with SUBTOTAL in it."""
        held = self._held(place)
        program = program_of(held.formula) if isinstance(held, Calculated) else None
        return program is not None and "SUBTOTAL" in program.functions

    def values(self, area: Area) -> Iterable[Value]:
        """The values of an area row by row, as far as its sheet is in use. BeyondError where one is unknown."""
        rows, columns = self._used(area)
        if len(columns) == 1 and rows:
            held = self.sheets.column(area.sheet, columns[0], rows[0], rows[-1])
            if SHOWN_KINDS.issuperset(map(type, held)):
                return cast("Sequence[Value]", held)
        return (self.known((area.sheet, row, column)) for row in rows for column in columns)

    def called(self, name: str, function: Function, at: _At, operands: tuple[Operand, ...]) -> Value:
        """The value of a function; of one that reads many cells only once, since a whole list may ask for its total."""
        # 1 and TRUE are equal to Python, and two things to Excel.
        key = (name, operands, *map(type, operands))
        if key not in self._called:
            try:
                self._called[key] = value_of(function, at, operands)
            except BeyondError as error:
                self._called[key] = error
        found = self._called[key]
        if isinstance(found, BeyondError):
            raise found
        return found

    def places(self, area: Area) -> Iterator[Place]:
        """The cells of an area row by row, as far as its sheet is in use. BeyondError where there is no such sheet."""
        rows, columns = self._used(area)
        return ((area.sheet, row, column) for row in rows for column in columns)

    def _used(self, area: Area) -> tuple[range, range]:
        if area.sheet not in self._sizes:
            self._sizes[area.sheet] = self.sheets.size(area.sheet)
        size = self._sizes[area.sheet]
        if size is None:
            raise BeyondError("no such sheet")
        rows = range(area.first_row, min(area.last_row, size[0]) + 1)
        columns = range(area.first_column, min(area.last_column, size[1]) + 1)
        self._reads += len(rows) * len(columns)
        if self._reads > _READS_MOST:
            raise BeyondError("too many cells to read")
        return rows, columns

    def _held(self, place: Place) -> Value | Calculated | Unknown:
        held = self.sheets.cell(*place)
        return held if isinstance(held, bool) or not isinstance(held, int) else Decimal(held)


class _At(NamedTuple):
    """Where a formula stands, and the cells that it reads."""

    evaluator: Evaluator
    sheet: str
    rows: int
    columns: int

    def value(self, sheet: str, row: int, column: int) -> Value:
        return self.evaluator.known((sheet, row, column))

    def called(self, name: str, function: Function, operands: Sequence[Operand]) -> Value:
        if any(isinstance(one, Area) and one.size[0] * one.size[1] >= _MANY_CELLS for one in operands):
            return self.evaluator.called(name, function, self, tuple(operands))
        return value_of(function, self, operands)

    def values(self, area: Area) -> Iterator[Value]:
        return iter(self.evaluator.values(area))

    def outside_subtotals(self, area: Area) -> Iterator[Value]:
        for place in self.evaluator.places(area):
            if not self.evaluator.is_subtotal(place):
                yield self.evaluator.known(place)

    def pairs(self, first: Area, *others: Area) -> Iterator[tuple[Value, ...]]:
        areas = (first, *others)
        for i, j in self._offsets(areas):
            yield tuple(self.value(one.sheet, one.first_row + i, one.first_column + j) for one in areas)

    def _offsets(self, areas: tuple[Area, ...]) -> Iterator[tuple[int, int]]:
        used = [_last(list(self.evaluator.places(one)), one) for one in areas]
        rows, columns = max(one[0] for one in used), max(one[1] for one in used)
        return ((i, j) for i in range(rows) for j in range(columns))


def _last(places: list[Place], area: Area) -> tuple[int, int]:
    if not places:
        return 0, 0
    _, row, column = places[-1]
    return row - area.first_row + 1, column - area.first_column + 1


def kept(value: Value) -> tuple[str, str]:
    """The type of a formula's cell ("n", "str", "b", "e") and the text of its kept value, not yet escaped."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, Fault):
        return "e", value.value
    if isinstance(value, str):
        return "str", value
    return "n", kept_number(kept_digits(value or Decimal(0)))


def kept_number(number: Decimal) -> str:
    """The text of a number that has no more digits than a cell keeps."""
    text = str(number)
    if "E" in text:
        return plain(number) if -9 <= number.adjusted() <= 20 else text
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def kept_numbers(numbers: Sequence[Decimal]) -> list[str]:
    """The texts of many numbers, as `kept_number` has them."""
    texts = [*map(str, numbers)]
    whole = "\n".join(texts)
    if "E" in whole or "-0" in whole:
        return [*map(kept_number, numbers)]
    return [text.rstrip("0").rstrip(".") if "." in text else text for text in texts] if "." in whole else texts
