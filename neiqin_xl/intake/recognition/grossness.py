"""Whether a price goes with the amount that includes tax: the arithmetic of the first lines."""

from __future__ import annotations

from decimal import Decimal

from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in

_LINES = 40
_FEN = Decimal("0.01")


def adds_up(grid: Grid, quantity: int, price: int, amount: int) -> bool:
    """Whether quantity x price is the amount, to the fen, on most of the lines that have all three.

    The columns are given by their index in the table; lines that cannot be calculated say nothing.
    """
    fits, told = _counted(grid, quantity, price, amount)
    return told > 0 and fits >= 0.8 * told


def adds_up_throughout(grid: Grid, quantity: int, price: int, amount: int) -> bool:
    """Whether quantity x price is the amount on all of the lines that have all three, at prices other than 1."""
    fits, told = _counted(grid, quantity, price, amount)
    prices = {_number(grid, row, price) for row in grid.rows.data[:_LINES]} - {None}
    return 0 < told == fits and prices != {Decimal(1)}


def is_told(grid: Grid, quantity: int, price: int, amount: int) -> bool:
    """Whether any of the first lines has all three."""
    return _counted(grid, quantity, price, amount)[1] > 0


def _counted(grid: Grid, quantity: int, price: int, amount: int) -> tuple[int, int]:
    """On how many lines quantity x price is the amount, and how many have all three."""
    fits = told = 0
    for row in grid.rows.data[:_LINES]:
        q, p, a = (_number(grid, row, index) for index in (quantity, price, amount))
        if q and p and a:
            told += 1
            fits += abs(q * p - a) <= _FEN
    return fits, told


def _number(grid: Grid, row: int, index: int) -> Decimal | None:
    cell = grid.sheet.rows[row][grid.columns[index]]
    return None if cell == "" else number_in(cell, measured=True)
