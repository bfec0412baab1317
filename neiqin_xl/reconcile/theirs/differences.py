"""What differs between lines that are one, and the probable reason; and why a line stands on one side only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from neiqin_xl.reconcile.theirs.amounts import Cause, explained
from neiqin_xl.reconcile.theirs.entries import Entry, Flow, sum_of
from neiqin_xl.reconcile.theirs.likeness import DAYS
from neiqin_xl.reconcile.theirs.matching import Match, Matched

LATE_DAYS = 7
"""Goods and money of the last so many days of a period may still be on their way."""


class What(Enum):
    """What two lines that are one say differently."""

    AMOUNT = "amount"
    DAY = "day"
    QUANTITY = "quantity"
    PRICE = "price"
    NUMBER = "number"
    PERIOD = "period"
    CURRENCY = "currency"


class Why(Enum):
    """Why a line probably stands on one side only."""

    DUPLICATE = "duplicate"
    IN_TRANSIT = "in transit"
    CUT_OFF = "cut-off"
    RETURN = "return"
    CHARGE = "charge"
    PRIOR = "prior"
    VOID = "void"
    LATER = "counted later"
    MISSING = "missing"


@dataclass(frozen=True)
class Differing:
    """A match with what differs in it, nothing where all is the same.

    `gap` is what they owe more in their books by it than in ours, in fen; `cause` the probable reason of that. `late`
    is how many days after ours their line is dated. `outside` is whether our line is of another period: it is in none
    of our figures, and all of theirs is the gap.
    """

    match: Match
    what: frozenset[What]
    cause: Cause | None
    gap: int
    late: int = 0
    outside: bool = False

    @property
    def matters(self) -> bool:
        """Whether anything differs that somebody should look at; a few days between two books are none."""
        return bool(self.what - {What.DAY}) or abs(self.late) > DAYS


def compared(match: Match, ours: Sequence[Entry], theirs: Sequence[Entry], tax_rates: Sequence[int]) -> Differing:
    """What differs in a match."""
    mine, others = [ours[at] for at in match.ours], [theirs[at] for at in match.theirs]
    our_amount, their_amount = sum_of(mine), sum_of(others)
    outside = all(one.outside for one in mine)
    what: set[What] = set()
    cause: Cause | None = None
    if our_amount != their_amount:
        what.add(What.AMOUNT)
        cause = explained(our_amount, their_amount, tax_rates)
    if {one.currency for one in mine if one.currency} != {one.currency for one in others if one.currency} and all(
        one.currency for one in (*mine, *others)
    ):
        what.add(What.CURRENCY)
        cause = Cause.CURRENCY if our_amount != their_amount else cause
    late = 0
    if len(mine) == len(others) == 1:
        one, other = mine[0], others[0]
        what |= _singly(one, other)
        late = (other.day - one.day) if one.day is not None and other.day is not None else 0
        if What.AMOUNT in what and (cause is None or (cause is Cause.ROUNDING and What.PRICE in what)):
            cause = _by_parts(what)
        # A price without tax beside an amount without tax is one difference, not two.
        if cause in (Cause.TAX, Cause.SIGN, Cause.ROUNDING):
            what -= {What.PRICE}
    if What.AMOUNT in what and cause is None:
        cause = Cause.UNKNOWN
    if outside:
        what.add(What.PERIOD)
    gap = their_amount - sum_of(one for one in mine if not one.outside)
    return Differing(match, frozenset(what), cause, gap, late, outside)


def _singly(one: Entry, other: Entry) -> set[What]:
    what: set[What] = set()
    if one.day is not None and other.day is not None and one.day != other.day:
        what.add(What.DAY)
    if None not in (one.quantity, other.quantity) and abs(one.quantity or 0) != abs(other.quantity or 0):
        what.add(What.QUANTITY)
    if one.price is not None and other.price is not None and abs(one.price - other.price) > _PRICE:
        what.add(What.PRICE)
    if one.numbers and other.numbers and not set(one.numbers) & set(other.numbers):
        what.add(What.NUMBER)
    return what


_PRICE = 10_000
"""Prices up to 0.01 apart are compared as one (domain.md §5.3), × 10^6."""


def _by_parts(what: set[What]) -> Cause:
    if What.QUANTITY in what:
        return Cause.QUANTITY
    return Cause.PRICE if What.PRICE in what else Cause.UNKNOWN


_BESIDE = {Flow.OTHER: Why.CHARGE, Flow.PRIOR: Why.PRIOR}


def why_only_ours(at: int, ours: Sequence[Entry], found: Matched, last: int) -> Why:
    """Why a line of ours is not in their sheet; `last` is the last day of the period."""
    one = ours[at]
    if any(_is_twin(one, ours[other]) for match in found.matches for other in match.ours):
        return Why.DUPLICATE
    if one.flow in _BESIDE:
        return _BESIDE[one.flow]
    if one.day is not None and last - one.day < LATE_DAYS:
        return Why.IN_TRANSIT if one.flow in (Flow.GOODS, Flow.MONEY) else Why.RETURN
    return Why.RETURN if one.flow is Flow.BACK else Why.MISSING


def why_only_theirs(at: int, theirs: Sequence[Entry], found: Matched, first: int, last: int) -> Why:
    """Why a line of theirs is not in our books; `first` and `last` are the days of the period."""
    one = theirs[at]
    if any(_is_twin(one, theirs[other]) for match in found.matches for other in match.theirs):
        return Why.DUPLICATE
    if one.day is not None and not first <= one.day <= last:
        return Why.CUT_OFF
    if one.flow is Flow.MONEY and one.day is not None and last - one.day < LATE_DAYS:
        return Why.IN_TRANSIT
    return Why.RETURN if one.flow is Flow.BACK else Why.MISSING


def _is_twin(one: Entry, other: Entry) -> bool:
    """Whether two lines of one side say the same thing twice."""
    same = _told(one) == _told(other)
    return same and one is not other and bool(one.amount) and (one.day == other.day or bool(one.numbers))


def _told(one: Entry) -> tuple[object, ...]:
    return one.amount, one.numbers, one.own, one.quantity, one.goods
