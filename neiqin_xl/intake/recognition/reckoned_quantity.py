"""The quantity under a name of the house's own (瓶数, 实数, 合计): what times the price is the amount on every line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.grossness import adds_up_throughout
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import known_headers, total_words

# What is still open, what a pack holds and the number of a row are other counts than the one that an amount is of.
_COUNT = late_pattern(r"(?!.*[额价款费元每欠未余存序折]|.*箱装|.*装箱).*(?:[数量计]|qty|quantity)")


def counts_of_an_amount(grid: Grid, at: Mapping[str, int]) -> list[int]:
    """The columns, by index, that may by their names be the quantity of an amount, and mean nothing else to any paper.

    `at` are the columns of the other fields; where none of them is a price with its amount, none may be.
    """
    if not any({price, amount} <= at.keys() for price, amount in words.AMOUNT_OF_PRICE.items()):
        return []
    free = set(range(len(grid.names))) - set(at.values())
    known = known_headers() - total_words()
    return [index for index in sorted(free) if _COUNT.fullmatch(grid.names[index]) and grid.names[index] not in known]


def the_quantity(grid: Grid, at: Mapping[str, int], counts: Iterable[int]) -> list[int]:
    """The one of these columns that must be the quantity; none where the lines leave more than one, or say nothing."""
    pairs = [(at[price], at[amount]) for price, amount in words.AMOUNT_OF_PRICE.items() if {price, amount} <= at.keys()]
    found = [index for index in counts if any(adds_up_throughout(grid, index, *pair) for pair in pairs)]
    return found if len(found) == 1 else []
