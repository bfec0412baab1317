"""A paper that one side lists in one line and the other in several: whether they are one, whatever the lines add up to.

Customers write a slip in one line with its total. Where that total is another than ours, no sum of our lines finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from neiqin_xl.reconcile.theirs.amounts import explained
from neiqin_xl.reconcile.theirs.entries import FREIGHT, Entry, Flow, Same, sum_of

SameGoods = Callable[[Entry, Entry], Same]
"""Whether two lines mean the same goods."""


def part_of_paper(
    ours: Sequence[Entry], theirs: Sequence[Entry], same_goods: SameGoods, tax_rates: Sequence[int]
) -> list[int]:
    """Which of our lines of one number are what theirs of that number are, by place; none where they are not one.

    What was adjusted under the number is a paper of its own. Freight stays outside where the goods alone explain why
    the totals differ.
    """
    own = [at for at, one in enumerate(ours) if one.flow is not Flow.OTHER or one.goods == FREIGHT]
    own = own or list(range(len(ours)))
    if min(len(own), len(theirs)) != 1 or len(ours) == len(theirs) == 1:
        return []
    if any(_is_other(ours[at], other) or same_goods(ours[at], other) is Same.NO for at in own for other in theirs):
        return []
    goods = [at for at in own if ours[at].goods != FREIGHT]
    if goods and explained(sum_of(ours[at] for at in goods), sum_of(theirs), tax_rates) is not None:
        return goods
    return own


def _is_other(one: Entry, other: Entry) -> bool:
    """Whether the lines move the debt in two directions, or only one of them is money."""
    is_money = one.flow is Flow.MONEY, other.flow is Flow.MONEY
    return is_money[0] != is_money[1] or (one.amount or 0) * (other.amount or 0) <= 0
