"""Of two amounts of a payment, what was paid and what arrived of it, the latter: fee and rounding are beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity

_AMOUNT = words.RECEIVED_AMOUNT.key
_CALLED = (*words.RECEIVED_AMOUNT.strong, *words.RECEIVED_AMOUNT.weak)
_BESIDE = (words.BANK_FEE.key, words.SETTLE_DISCOUNT.key)


def with_what_arrived(grid: Grid, columns: Columns, findings: list[Finding]) -> Columns:
    """The columns with what arrived as the amount, where another one is by the fee or the rounding less than it.

    What arrived and what we bear of it settle together (domain.md §4.15); the whole and the fee would settle too much.
    A line on which the three do not go together is asked about, where at least half of those with a fee do, or where
    the other amount is plainly called what arrived.
    """
    beside = [columns.at[name] for name in _BESIDE if name in columns.at]
    if columns.kind.name != words.RECEIPT.key or not beside or columns.rank.get(_AMOUNT) in (None, Rank.TOLD):
        return columns
    whole, used = columns.at[_AMOUNT], set(columns.at.values())
    for arrived, name in enumerate(grid.names):
        if arrived not in used and name in comparable(_CALLED):
            lines = list(_lines(grid, whole, arrived, beside))
            told = [one.goes_together for one in lines if one.taken]
            if told and 2 * sum(told) >= len(told):
                findings += (_asked(grid, whole, arrived, one) for one in lines if not one.goes_together)
                return replace(columns, at=columns.at | {_AMOUNT: arrived})
            if any(word in name for word in words.ARRIVED):
                findings += (_asked(grid, whole, arrived, one) for one in lines if one.contradicts_itself)
    return columns


class _Line(NamedTuple):
    """A row of the sheet: what is called the whole, what arrived, and what was taken of it; blanks are nothing."""

    row: int
    whole: Decimal
    arrived: Decimal
    taken: Decimal

    @property
    def goes_together(self) -> bool:
        return self.whole - self.taken == self.arrived

    @property
    def contradicts_itself(self) -> bool:
        """Whether something arrived that is neither the whole nor what was left of it."""
        return bool(self.arrived) and not self.goes_together and self.arrived != self.whole


def _lines(grid: Grid, whole: int, arrived: int, beside: Sequence[int]) -> Iterator[_Line]:
    for row in grid.rows.data:
        cells = grid.sheet.rows[row]
        first, second, *taken = (number_in(cells[grid.columns[i]]) or Decimal() for i in (whole, arrived, *beside))
        yield _Line(row, first, second, sum(taken, Decimal()))


def _asked(grid: Grid, whole: int, arrived: int, line: _Line) -> Finding:
    said = f"“{grid.texts[whole]}” {line.whole} 减去手续费和抹零 {line.taken} 是 {line.whole - line.taken}"
    message = f"{said}，“{grid.texts[arrived]}”却是 {line.arrived}；请改成对得上的再放入"
    cell = grid.sheet.address(line.row, grid.columns[arrived])
    return Finding("C136", Severity.ERROR, message, line.row + grid.sheet.top, cell, _AMOUNT)
