"""Of two amounts of a payment, what was paid and what arrived of it, the latter: fee and rounding are beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in

_AMOUNT = words.RECEIVED_AMOUNT.key
_CALLED = (*words.RECEIVED_AMOUNT.strong, *words.RECEIVED_AMOUNT.weak)
_BESIDE = (words.BANK_FEE.key, words.SETTLE_DISCOUNT.key)


def with_what_arrived(grid: Grid, columns: Columns) -> Columns:
    """The columns with what arrived as the amount, where another one is by the fee or the rounding less on every line.

    What arrived and what we bear of it settle together (domain.md §4.15); the whole and the fee would settle too much.
    """
    beside = [columns.at[name] for name in _BESIDE if name in columns.at]
    if columns.kind.name != words.RECEIPT.key or not beside or columns.rank.get(_AMOUNT) in (None, Rank.TOLD):
        return columns
    whole, used = columns.at[_AMOUNT], set(columns.at.values())
    others = (i for i, name in enumerate(grid.names) if i not in used and name in comparable(_CALLED))
    arrived = next((i for i in others if _is_less_by(grid, whole, i, beside)), None)
    return columns if arrived is None else replace(columns, at=columns.at | {_AMOUNT: arrived})


def _is_less_by(grid: Grid, whole: int, arrived: int, beside: Sequence[int]) -> bool:
    lines = list(_lines(grid, whole, arrived, beside))
    return any(sum(taken) for _, _, taken in lines) and all(all_of - sum(taken) == one for all_of, one, taken in lines)


def _lines(
    grid: Grid, whole: int, arrived: int, beside: Sequence[int]
) -> Iterator[tuple[Decimal, Decimal, list[Decimal]]]:
    """Of each line what is called the whole and what arrived, and what was taken of it; blanks are nothing."""
    for row in grid.rows.data:
        cells = grid.sheet.rows[row]
        first, second, *taken = (number_in(cells[grid.columns[i]]) or Decimal() for i in (whole, arrived, *beside))
        yield first, second, taken
