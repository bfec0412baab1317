"""Which rows of numbers without a word are totals: those that equal the sums of the lines above them, or nearly do."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from neiqin_xl.intake.values.numerals import UnreadableError, read_number

if TYPE_CHECKING:
    from neiqin_xl.intake.sheet import Cell, Sheet
    from neiqin_xl.intake.tables.rowkinds import Rows

_LARGEST = 1e18
_LONGEST_NUMBER = 24
_NEARLY = 2.0
# A customer's total may stand under those of his papers.
_GROUPS = 8

Numbers = Sequence[tuple[int, "Cell"]]


class Sums:
    """The sums of columns over the data rows found so far, each brought up to date only when it is asked for."""

    def __init__(self, sheet: Sheet, found: Rows) -> None:
        self._sheet = sheet
        self._found = found
        self._reached: dict[tuple[int, int], tuple[int, float]] = {}

    def are_equal(self, cells: Numbers) -> bool:
        """Whether the filled cells of a row are the sums of all lines above, or of those since the total before."""
        numbers = self._numbers(cells)
        if not numbers:
            return False
        group = len(self._found.data) - self._since()
        return all(self._is_sum(c, n) for c, n in numbers) or (
            len(numbers) > min(group, 1) and all(self._is_sum(c, n, self._since()) for c, n in numbers)
        )

    def are_partly_equal(self, cells: Numbers) -> bool:
        """Whether one of several numbers is the sum of several lines: a total that is wrong in the others."""
        numbers = self._numbers(cells)
        if len(numbers) < 2:
            return False
        since = self._since()
        starts = [start for start in {0, since} if len(self._found.data) - start > 1]
        return any(number and self._is_sum(c, number, start) for c, number in numbers for start in starts)

    def are_of_group(self, numbers: Sequence[tuple[int, float]]) -> bool:
        """Whether all of a labelled row's numbers are sums: of all lines, or of those since one of the last totals."""
        if not self._found.data or not any(number for _, number in numbers):
            return False
        totals = self._found.totals[-_GROUPS:]
        starts = {0, *(bisect_left(self._found.data, total.row) for total in totals)}
        return any(all(self._is_sum(c, n, start) for c, n in numbers) for start in sorted(starts, reverse=True))

    def are_near(self, cells: Numbers) -> bool:
        """Whether each number is larger than any line's in its column, and of the order of their sum."""
        numbers = self._numbers(cells)
        if not numbers or len(self._found.data) < 2:
            return False
        for column, number in numbers:
            total = self._upto_now(column, 0)
            most = max((value for row in self._found.data if (value := self._at(row, column)) is not None), default=0.0)
            if not (number > most > 0 and total / _NEARLY <= number <= total * _NEARLY):
                return False
        return True

    def _numbers(self, cells: Numbers) -> list[tuple[int, float]]:
        """The cells as numbers; none where one is no number, all are nothing, or a line is no fuller than this row."""
        data = self._found.data
        numbers = [(column, number) for column, cell in cells if (number := number_of(cell)) is not None]
        if not data or len(numbers) < len(cells) or not any(number for _, number in numbers):
            return []
        blanks = sum(self._sheet.rows[data[-1]][column] == "" for column, _ in numbers)
        line = self._sheet.rows[data[-1]]
        return numbers if blanks < len(numbers) < len(line) - line.count("") else []

    def _since(self) -> int:
        """How many data rows stand above the last total."""
        totals = self._found.totals
        return bisect_left(self._found.data, totals[-1].row) if totals else 0

    def _is_sum(self, column: int, number: float, start: int = 0) -> bool:
        return math.isclose(number, self._upto_now(column, start), rel_tol=1e-9, abs_tol=0.005)

    def _upto_now(self, column: int, start: int) -> float:
        """The sum of the column's numbers in the data rows from the one with that index on."""
        since, total = self._reached.get((column, start), (start, 0.0))
        total += math.fsum(value for row in self._found.data[since:] if (value := self._at(row, column)) is not None)
        self._reached[column, start] = (len(self._found.data), total)
        return total

    def _at(self, row: int, column: int) -> float | None:
        return number_of(self._sheet.columns[column][row])


def number_of(cell: Cell) -> float | None:
    """A cell as a number; None where it is none, or out of all proportion: those are asked about, and never summed."""
    if isinstance(cell, str):
        try:
            number = float(cell.replace(",", "").strip("¥￥ "))
        except ValueError:
            return _written(cell) if len(cell) <= _LONGEST_NUMBER else None
        return number if abs(number) < _LARGEST else None
    return float(cell) if isinstance(cell, (int, float)) and abs(cell) < _LARGEST else None


@lru_cache(10_000)
def _written(text: str) -> float | None:
    """A number with the currency or the 万 that it is shown with: US$20, 1.2万."""
    try:
        number = read_number(text.strip()) if any(map(str.isdigit, text)) else None
    except UnreadableError:
        return None
    return None if number is None or abs(number) >= _LARGEST else float(number)
