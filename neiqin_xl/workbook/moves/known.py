"""What the cells of sheets hold while they are written, and what their formulas are worth when all is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from neiqin_xl.workbook.calculation.values import Value
from neiqin_xl.workbook.evaluate import SHOWN_KINDS, UNKNOWN, Calculated, Evaluator, Unknown
from neiqin_xl.workbook.evaluate import Cell as Held

_LONG = 64


class Known:
    """What the cells of one sheet hold, rows and columns counted from 1; a cell that nobody set is blank.

    Cells that are not set hold what they do in `beneath`, where that is given.
    """

    def __init__(self, beneath: Known | None = None) -> None:
        self._beneath = beneath
        self._columns: dict[int, dict[int, Held]] = {}
        # Of long columns the cells one below the other, each run with its first row; the last run of a column and its
        # single cells have no rows in common, and single cells stand before those of runs above it.
        self._runs: dict[int, list[tuple[int, list[Held]]]] = {}
        self._last_row = 0
        self._waiting: list[Callable[[Known], None]] = []

    def hold_later(self, hold: Callable[[Known], None]) -> None:
        """Let something be noted when somebody asks, which nobody may ever do; what is noted after it overrides it."""
        self._waiting.append(hold)

    def _settle(self) -> None:
        waiting, self._waiting = self._waiting, []
        for hold in waiting:
            hold(self)

    def hold(self, column: int, first: int, values: Sequence[Held]) -> None:
        """Note what the cells of a column hold, from a row on."""
        if self._waiting:
            self._settle()
        last = first + len(values) - 1
        self._last_row = max(self._last_row, last)
        held = self._columns.setdefault(column, {})
        if len(values) >= _LONG and self._held_as_run(column, first, values, held):
            return
        if first == last and column not in self._runs:
            held[first] = values[0]
        else:
            self._hold_singly(column, zip(range(first, last + 1), values, strict=True))

    def hold_row(self, row: int, cells: Iterable[tuple[int, Held]]) -> None:
        """Note what cells of a row hold, each with its column."""
        if self._waiting:
            self._settle()
        self._last_row = max(self._last_row, row)
        for column, value in cells:
            if column in self._runs:
                self._hold_singly(column, ((row, value),))
            else:
                self._columns.setdefault(column, {})[row] = value

    def _hold_singly(self, column: int, cells: Iterable[tuple[int, Held]]) -> None:
        held = self._columns.setdefault(column, {})
        if column not in self._runs:
            held.update(cells)
            return
        start, run = self._runs[column][-1]
        for row, value in cells:
            if 0 <= row - start < len(run):
                run[row - start] = value
            else:
                held[row] = value

    def _held_as_run(self, column: int, first: int, values: Sequence[Held], held: Mapping[int, Held]) -> bool:
        """Whether many cells could be noted as a run: they follow what is noted, or stand in its last run."""
        runs = self._runs.setdefault(column, [])
        start, run = runs[-1] if runs else (0, [])
        last = first + len(values) - 1
        if runs and start <= first and last < start + len(run):
            run[first - start : last + 1 - start] = values
            return True
        if first < start + len(run) or not held.keys().isdisjoint(range(first, last + 1)):
            if not runs:
                del self._runs[column]
            return False
        if runs and first == start + len(run):
            run.extend(values)
        else:
            runs.append((first, [*values]))
        return True

    def cell(self, row: int, column: int) -> Held:
        """What a cell holds, maybe a formula."""
        if self._waiting:
            self._settle()
        held = self._columns.get(column)
        if held is not None:
            if row in held:
                return held[row]
            for start, run in self._runs.get(column, ()):
                if 0 <= row - start < len(run):
                    return run[row - start]
        return None if self._beneath is None else self._beneath.cell(row, column)

    def column(self, column: int, first: int, last: int) -> list[Held]:
        """What the cells of a column hold, from a row to another one."""
        if self._waiting:
            self._settle()
        if self._beneath is not None:
            return [self.cell(row, column) for row in range(first, last + 1)]
        held = self._columns.get(column, {})
        runs = self._runs.get(column)
        if not runs:
            return [*map(held.get, range(first, last + 1))]
        start, run = runs[-1]
        if start <= first and last < start + len(run):
            return run[first - start : last + 1 - start]
        made: list[Held] = [None] * (last - first + 1)
        for start, run in runs:
            begin, end = max(first, start), min(last + 1, start + len(run))
            if begin < end:
                made[begin - first : end - first] = run[begin - start : end - start]
        for row, value in held.items():
            if first <= row <= last:
                made[row - first] = value
        return made

    @property
    def size(self) -> tuple[int, int]:
        """The last row and the last column in use."""
        if self._waiting:
            self._settle()
        rows, columns = (0, 0) if self._beneath is None else self._beneath.size
        return max(self._last_row, rows), max(max(self._columns, default=0), columns)


class KnownSheets:
    """What is known of all sheets of a workbook, by the names that they have now.

    `others` is asked, once, for sheets that are not among them.
    """

    def __init__(self, sheets: Mapping[str, Known], others: Callable[[str], Known | None] = lambda _: None) -> None:
        self._sheets: dict[str, Known | None] = {
            **{name.casefold(): known for name, known in sheets.items()},
            **sheets,
        }
        self._others = others
        self._evaluator: Evaluator | None = None

    def size(self, sheet: str) -> tuple[int, int] | None:
        """The extent of a sheet; None where nothing is known of it."""
        known = self._known(sheet)
        return None if known is None else known.size

    def cell(self, sheet: str, row: int, column: int) -> Held:
        """What a cell holds, maybe a formula."""
        known = self._sheets.get(sheet) or self._known(sheet)
        return UNKNOWN if known is None else known.cell(row, column)

    def column(self, sheet: str, column: int, first: int, last: int) -> list[Held]:
        """What the cells of a column hold, from a row to another one, maybe formulas."""
        known = self._sheets.get(sheet) or self._known(sheet)
        return [UNKNOWN] * (last - first + 1) if known is None else known.column(column, first, last)

    def values(self, sheet: str, rows: range, columns: range) -> list[Value | Unknown]:
        """The values that a block of cells shows, row by row."""
        if len(columns) == 1 and rows:
            held = self.column(sheet, columns[0], rows[0], rows[-1])
            if SHOWN_KINDS.issuperset(map(type, held)):
                return cast("list[Value | Unknown]", held)
        return [self.value(sheet, row, column) for row in rows for column in columns]

    def value(self, sheet: str, row: int, column: int) -> Value | Unknown:
        """The value that a cell shows; UNKNOWN where it cannot be told."""
        held = self.cell(sheet, row, column)
        if isinstance(held, Calculated):
            if self._evaluator is None:
                # Only now: the two hold each other, and whatever is filled stays until garbage is searched for.
                self._evaluator = Evaluator(self)
            return self._evaluator.value(sheet, row, column)
        return held if not isinstance(held, int) or isinstance(held, bool) else Decimal(held)

    def _known(self, sheet: str) -> Known | None:
        name = sheet.casefold()
        if name not in self._sheets:
            self._sheets[name] = self._others(name)
        return self._sheets[name]
