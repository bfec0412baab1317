"""The quantity under a name of the house's own (瓶数, 净重): what times the price is the amount on every line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.grossness import adds_up, adds_up_throughout
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import known_headers, total_words
from neiqin_xl.spelling import header_hints

_QTY = words.QTY.key
# What is still open, what a pack holds and the number of a row are other counts than the one that an amount is of.
_COUNT = late_pattern(
    r"(?!.*[额价款费元每欠未余存序折]|.*箱装|.*装箱)"
    r".*(?:[数量计]|qty|quantity|[净总实]重量?kg|重量kg|平方米?|平米|立方米?|[公市]?斤|净重)"
)


class Reckoned(NamedTuple):
    """The place of the column that must be the quantity, None for none, and whether the lines were asked."""

    place: int | None
    by_cells: bool


def reckoned(grid: Grid, at: Mapping[str, int], *, is_weak: bool) -> Reckoned:
    """The quantity where no column is named so, or where the one that is (`is_weak`) may only count packages.

    `at` are the columns of the fields. Beside a weight, 件数 or 数量 is not what the amounts are of where quantity x
    price is none of them and weight x price is each: 5 bundles of 10.235 tons. Nor is 件数 beside another count, or
    数量(箱) beside 数量(瓶).
    """
    counted, weight = at.get(_QTY), at.get(words.WEIGHT.key)
    pairs = [(at[price], at[amount]) for price, amount in words.AMOUNT_OF_PRICE.items() if {price, amount} <= at.keys()]
    if not pairs:
        return Reckoned(None, by_cells=False)
    if counted is None:
        counts = ([] if weight is None else [weight]) + _counts(grid, at)
    else:
        counts = ([] if weight is None else [weight]) + _counts(grid, at) if is_weak else []
        if grid.names[counted] != words.PACKAGES.shown:
            counts = [index for index in counts if index == weight or grid.names[index] in words.WEIGHT.strong]
        counts += _namesakes(grid, at, counted)
    if not counts:
        return Reckoned(None, by_cells=False)
    if counted is not None and any(adds_up(grid, counted, *pair) for pair in pairs):
        return Reckoned(None, by_cells=True)
    found = [index for index in counts if any(adds_up_throughout(grid, index, *pair) for pair in pairs)]
    return Reckoned(found[0] if len(found) == 1 else None, by_cells=True)


def _counts(grid: Grid, at: Mapping[str, int]) -> list[int]:
    """The columns that may by their names be a quantity, and mean nothing else to any paper."""
    free = set(range(len(grid.names))) - set(at.values())
    known = known_headers() - total_words()
    return [
        index
        for index in sorted(free)
        if grid.names[index] in words.WEIGHT.strong
        or (_COUNT.fullmatch(grid.names[index]) and grid.names[index] not in known)
    ]


def _namesakes(grid: Grid, at: Mapping[str, int], counted: int) -> list[int]:
    """The columns that are called like the quantity but for the unit that they count."""
    taken = set(at.values())
    return [i for i, name in enumerate(grid.names) if name == grid.names[counted] and i not in taken]


def counts_packages(grid: Grid, index: int) -> bool:
    """Whether a column that is no quantity after all may count packages: whole numbers, and not by the thousand."""
    if header_hints(grid.texts[index]).counted_in is not None:
        return False
    cells = grid.sheet.columns[grid.columns[index]]
    numbers = (number_in(cells[row]) for row in grid.rows.data)
    return all(number is None or number == int(number) for number in numbers)
