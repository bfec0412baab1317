"""Of price and amount in two currencies each, 美元单价 beside 单价 and 美元金额 beside 金额: those that go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.recognition.grossness import adds_up
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.model.kinds import Kind
from neiqin_xl.spelling import header_hints

_QTY = words.QTY.key


def currency_named(grid: Grid, index: int) -> str | None:
    """The ISO code of the currency that a column's header names."""
    return header_hints(grid.texts[index]).currency


def with_one_currency(grid: Grid, columns: Columns) -> Columns:
    """The columns with those read, of several of one name but in different money, that go with the others.

    They are those of the currency that the other columns name; where none does, those that the quantity makes with each
    other.
    """
    if len(set(grid.names)) == len(grid.names):
        return columns
    priced = [name for name in columns.at if columns.kind.field[name].kind in (Kind.PRICE, Kind.MONEY)]
    choices = {name: _choices(grid, columns, name) for name in priced}
    several = [name for name, among in choices.items() if len({currency_named(grid, i) for i in among}) > 1]
    if not several:
        return columns
    at = dict(columns.at)
    others = {currency_named(grid, at[name]) for name in priced if name not in several} - {None}
    if len(others) == 1:
        for name in several:
            at[name] = next((i for i in choices[name] if currency_named(grid, i) in others), at[name])
    elif not others and _QTY in at:
        for price, amount in words.AMOUNT_OF_PRICE.items():
            if price in choices and amount in choices and (price in several or amount in several):
                at[price], at[amount] = _what_adds_up(grid, at[_QTY], choices[price], choices[amount])
    return replace(columns, at=at)


def _choices(grid: Grid, columns: Columns, name: str) -> list[int]:
    """The column of a field, and those of its name that nothing else is read from."""
    own = columns.at[name]
    if columns.rank.get(name) == Rank.TOLD:
        return [own]
    free = set(range(len(grid.names))).difference(columns.at.values())
    return [own, *(i for i in sorted(free) if grid.names[i] == grid.names[own] and is_used(grid, i))]


def _what_adds_up(grid: Grid, quantity: int, prices: Sequence[int], amounts: Sequence[int]) -> tuple[int, int]:
    """The price and the amount of one currency that the quantity makes of each other; else the first of both."""
    for price, amount in product(prices, amounts):
        named = {currency_named(grid, price), currency_named(grid, amount)} - {None}
        if len(named) < 2 and adds_up(grid, quantity, price, amount):
            return price, amount
    return prices[0], amounts[0]
