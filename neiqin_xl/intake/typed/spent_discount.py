"""Prices from which the discount has been taken already (面价, 折扣, 成交价): it is not taken off once more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.grossness import adds_up, is_told
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity

_DISCOUNTS = (words.DISCOUNT_RATE, words.DISCOUNT_AMOUNT)
_LINES = 40


def without_spent_discount(grid: Grid, columns: Columns, findings: list[Finding]) -> Columns:
    """The columns without those of a discount that the price has in it already, which is said; else as they are.

    The price's own name tells, or that of a list price beside it from which it differs; and where amounts are written,
    quantity and price must make them.
    """
    at = columns.at
    spent = [word for word in _DISCOUNTS if word.key in at]
    pair = next((one for one in words.AMOUNT_OF_PRICE.items() if one[0] in at), None)
    if not spent or pair is None:
        return columns
    price, amount = pair
    name = grid.names[at[price]]
    if not (any(mark in name for mark in words.DISCOUNTED_PRICES) or _differs_from_list(grid, at[price])):
        return columns
    if {words.QTY.key, amount} <= at.keys():
        told = (at[words.QTY.key], at[price], at[amount])
        if is_told(grid, *told) and not adds_up(grid, *told):
            return columns
    named = "、".join(f"“{grid.texts[at[word.key]]}”" for word in spent)
    message = f"“{grid.texts[at[price]]}”已经是打过折的价，{named}只作参考，没有再算一遍"
    findings.append(Finding("C210", Severity.NOTE, message, field=price))
    kept = {one: index for one, index in at.items() if one not in {word.key for word in spent}}
    return replace(columns, at=kept)


def _differs_from_list(grid: Grid, price: int) -> bool:
    """Whether a list price stands beside the price, and is another one on every line that has both."""
    before = next((i for i, name in enumerate(grid.names) if name in words.PRICES_BEFORE_DISCOUNT and i != price), None)
    if before is None:
        return False
    pairs = [(_number(grid, row, before), _number(grid, row, price)) for row in grid.rows.data[:_LINES]]
    both = [(one, other) for one, other in pairs if one and other]
    return bool(both) and all(one != other for one, other in both)


def _number(grid: Grid, row: int, index: int) -> Decimal | None:
    return number_in(grid.sheet.rows[row][grid.columns[index]])
