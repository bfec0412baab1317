"""Quantities counted by the thousand (数量(千个)) beside prices of which nobody wrote what they are for."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.money import half_up, line_amount
from neiqin_xl.spelling import counted_unit, header_hints

_QTY, _UNIT = words.QTY.key, words.UNIT.key


def take_thousands(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
    """Make units and prices of quantities that were counted by so many those of one piece, in place.

    What a price is for its own header says, else the lines' amounts; where neither does, the lines are held.
    """
    index = columns.at.get(_QTY)
    counted = None if index is None else header_hints(grid.texts[index]).counted_in
    if index is None or counted is None:
        return
    for i, unit in enumerate(values.get(_UNIT, ())):
        if isinstance(unit, str) and counted_unit(unit) == counted:
            values[_UNIT][i] = counted.unit
    for name, amount in words.AMOUNT_OF_PRICE.items():
        at = columns.at.get(name)
        if at is None or header_hints(grid.texts[at]).counted_in or header_hints(grid.texts[at]).unit:
            continue
        by_piece, by_count = _fits(values, name, amount, 10**counted.ten_power)
        prices = [i for i, price in enumerate(values[name]) if price is not None]
        if by_count > by_piece:
            for i in prices:
                values[name][i] = half_up(int(values[name][i] or 0), 10**counted.ten_power)
        elif not by_piece and prices:
            unread.update((i, name) for i in prices)
            seen = f"“{grid.texts[at]}”没有写是每{counted.unit}还是每{counted.shown}的价，也没有金额可以验算"
            wanted = f"请把表头写成“单价(元/{counted.unit})”或“单价(元/{counted.shown})”，再放入"
            row = grid.header.last
            cell = grid.sheet.address(row, grid.columns[at])
            findings.append(Finding("C129", Severity.ERROR, f"{seen}；{wanted}", row + grid.sheet.top, cell, name))


def _fits(values: Values, price: str, amount: str, count: int) -> tuple[int, int]:
    """On how many lines the amount is that of prices for one piece, and for so many pieces."""
    by_piece = by_count = 0
    amounts = values.get(amount) or [None] * len(values[price])
    for quantity, each, total in zip(values[_QTY], values[price], amounts, strict=True):
        if isinstance(quantity, int) and isinstance(each, int) and isinstance(total, int) and total:
            by_piece += abs(line_amount(quantity, each) - total) <= 1
            by_count += abs(line_amount(half_up(quantity, count), each) - total) <= 1
    return by_piece, by_count
