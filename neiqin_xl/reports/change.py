"""How a figure stands against another: growth (环比, 同比), share and rate, with the edges that clerks ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import half_up

if TYPE_CHECKING:
    from fractions import Fraction

    from neiqin_xl.model.report import Cell

NOTHING = "—"
INCOMPARABLE = "不可比"
_ONE: int = 10**Kind.RATE.places
_POINT: int = 10**Kind.QTY.places


def growth(now: int, base: int | None) -> Cell:
    """(now - base) / base as a RATE; “—” without a base or with a base of zero, “不可比” with a negative one."""
    if base is None or base == 0:
        return NOTHING
    if base < 0:
        return INCOMPARABLE
    return half_up((now - base) * _ONE, base)


def share(part: int, whole: int) -> Cell:
    """A part of a whole as a RATE; “—” where the whole is not positive, since a share of that says nothing."""
    if whole <= 0:
        return NOTHING
    return half_up(part * _ONE, whole)


def rate(part: Fraction | None) -> int | None:
    """A part of a whole as a RATE; None where there is none."""
    return None if part is None else half_up(part.numerator * _ONE, part.denominator)


def points(now: Cell, base: Cell) -> Cell:
    """How many percentage points one RATE lies above another, as a QTY with two decimals; “—” where either is none."""
    if not isinstance(now, int) or not isinstance(base, int):
        return NOTHING
    return half_up((now - base) * 100 * 100, _ONE) * (_POINT // 100)


def per_head(amount: int, heads: int) -> Cell:
    """An amount by heads, in the amount's own unit, rounded half up; “—” for nobody."""
    if heads <= 0:
        return NOTHING
    return half_up(amount, heads)
