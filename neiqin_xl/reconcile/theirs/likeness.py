"""How surely two lines are one: by number, amount, goods, quantity and day."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from neiqin_xl.reconcile.theirs.amounts import Cause, are_near, explained
from neiqin_xl.reconcile.theirs.entries import Entry, Flow, Goods, Same, same_goods

DAYS = 3
"""Unnumbered lines so many days apart may be one (domain.md §5.3)."""
_MANY_DAYS, _MOST_DAYS = 10, 45


class Level(IntEnum):
    """By what two lines were found to be one, the surest first; those from `AMOUNT` on are for a person to confirm."""

    CONFIRMED = 1
    NUMBER_AND_AMOUNT = 2
    NUMBER = 3
    CONTENT = 4
    NUMBER_SUM = 5
    AMOUNT = 6
    SUM = 7
    RESEMBLANCE = 8

    @property
    def is_sure(self) -> bool:
        """Whether nobody needs to confirm it."""
        return self < Level.AMOUNT


class Likeness(NamedTuple):
    """A pair's points and the level on which they rest; points order pairs of one round and mean nothing else."""

    points: int
    level: Level


class Numbering(IntEnum):
    """What the numbers of two lines say."""

    SAME = 1
    NEAR = 2
    NONE = 3
    OTHER = 4


_OPPOSED = frozenset(
    {(Flow.MONEY, Flow.GOODS), (Flow.MONEY, Flow.BACK), (Flow.GOODS, Flow.MONEY), (Flow.BACK, Flow.MONEY)}
)


class Judge:
    """Compares lines of two papers. `is_numbered` is whether both write the same kind of numbers at all."""

    def __init__(self, tax_rates: Sequence[int], *, is_numbered: bool) -> None:
        self._tax_rates = tax_rates
        self._is_numbered = is_numbered
        self._goods: dict[tuple[Goods, Goods], Same] = {}

    def goods(self, ours: Entry, theirs: Entry) -> Same:
        """Whether both mean the same goods."""
        pair = (ours.goods, theirs.goods)
        found = self._goods.get(pair)
        if found is None:
            found = self._goods[pair] = same_goods(*pair)
        return found

    def cause(self, ours: Entry, theirs: Entry) -> Cause | None:
        """What the figures of both amounts say about their difference."""
        if ours.amount is None or theirs.amount is None:
            return None
        return explained(ours.amount, theirs.amount, self._tax_rates)

    def numbering(self, ours: Entry, theirs: Entry) -> Numbering:
        """What their numbers say."""
        if not (ours.numbers and theirs.numbers):
            return Numbering.NONE
        if any(one in theirs.numbers for one in ours.numbers):
            return Numbering.SAME
        if not self._is_numbered:
            return Numbering.NONE
        near = any(are_near(one, other) for one in ours.numbers for other in theirs.numbers)
        return Numbering.NEAR if near else Numbering.OTHER

    def likeness(self, ours: Entry, theirs: Entry) -> Likeness | None:
        """How surely the lines are one; None where nothing or too little speaks for it."""
        if (ours.flow, theirs.flow) in _OPPOSED:
            return None
        goods = self.goods(ours, theirs)
        is_same = ours.amount == theirs.amount and ours.amount is not None
        cause = None if is_same else self.cause(ours, theirs)
        numbering = self.numbering(ours, theirs)
        if goods is Same.NO and not (is_same and numbering is Numbering.SAME):
            return None
        is_of_money = Flow.MONEY in (ours.flow, theirs.flow)
        if not is_same and cause is None and (ours.flow, theirs.flow) in _RETURNS:
            return None
        return self._weighed(ours, theirs, _Signs(numbering, is_same, cause, goods is Same.YES, is_of_money))

    def _weighed(self, ours: Entry, theirs: Entry, signs: _Signs) -> Likeness | None:
        apart = None if ours.day is None or theirs.day is None else abs(ours.day - theirs.day)
        quantity = (
            ours.quantity is not None and theirs.quantity is not None and abs(ours.quantity) == abs(theirs.quantity)
        )
        price = ours.price is not None and ours.price == theirs.price
        points = 8 if apart == 0 else 4 if apart is not None and apart <= DAYS else 0
        points += 40 if signs.is_same else 34 if signs.cause is Cause.ROUNDING else 26 if signs.cause else 0
        points += 12 * quantity + 6 * price + 14 * signs.same_goods
        match signs.numbering:
            case Numbering.SAME:
                if signs.is_same:
                    return Likeness(points + 60, Level.NUMBER_AND_AMOUNT)
                told = signs.cause is not None or quantity or price or signs.same_goods
                return Likeness(points + 60, Level.NUMBER) if told else None
            case Numbering.NEAR:
                is_one = (signs.is_same or signs.cause is Cause.ROUNDING) and _within(apart, _MOST_DAYS)
                return Likeness(points + 20, Level.CONTENT) if is_one else None
            case Numbering.NONE:
                level = _by_content(signs, apart, quantity=quantity, price=price)
                return Likeness(points, level) if level is not None else None
            case _:
                may_be = signs.is_same and signs.same_goods and quantity and _within(apart, DAYS)
                return Likeness(points - 30, Level.RESEMBLANCE) if may_be else None


class _Signs(NamedTuple):
    numbering: Numbering
    is_same: bool
    cause: Cause | None
    same_goods: bool
    is_of_money: bool


_RETURNS = frozenset({(Flow.GOODS, Flow.BACK), (Flow.BACK, Flow.GOODS)})


def _by_content(signs: _Signs, apart: int | None, *, quantity: bool, price: bool) -> Level | None:
    """What lines without numbers in common have in common: amount and day, or goods, quantity and day."""
    is_close, is_told = _within(apart, DAYS), signs.same_goods or signs.is_of_money
    if signs.is_same or signs.cause is Cause.ROUNDING:
        if is_close:
            return Level.CONTENT if is_told else Level.AMOUNT
        if _within(apart, _MANY_DAYS) and is_told:
            return Level.AMOUNT
        return Level.RESEMBLANCE if is_told and (apart is None or apart <= _MOST_DAYS) else None
    if signs.cause is not None:
        return Level.RESEMBLANCE if is_close and is_told and (quantity or signs.is_of_money) else None
    return Level.RESEMBLANCE if apart == 0 and signs.same_goods and (quantity or price) else None


def _within(apart: int | None, days: int) -> bool:
    return apart is not None and apart <= days
