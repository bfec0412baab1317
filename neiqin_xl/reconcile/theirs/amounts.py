"""Why two amounts that should be one differ: tax, rounding, swapped digits, a shifted point, a sign."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from neiqin_xl.money import RATE_ONE, half_up

ROUNDING = 10
"""Up to so many fen two amounts of one line are a matter of rounding (0.10 against a customer's own file)."""


class Cause(Enum):
    """The probable reason for a difference of amounts."""

    TAX = "tax"
    ROUNDING = "rounding"
    SWAPPED = "swapped digits"
    POINT = "shifted point"
    SIGN = "sign"
    CURRENCY = "currency"
    QUANTITY = "quantity"
    PRICE = "price"
    LATER = "counted later"
    UNKNOWN = "unknown"


def explained(ours: int, theirs: int, tax_rates: Sequence[int]) -> Cause | None:
    """The reason that the figures alone give, None where they give none; equal amounts need no reason.

    `tax_rates` are RATEs (× 10^9).
    """
    if ours == theirs:
        return None
    if ours == -theirs:
        return Cause.SIGN
    if (ours < 0) is not (theirs < 0):
        return None
    one, other = abs(ours), abs(theirs)
    if abs(one - other) <= ROUNDING:
        return Cause.ROUNDING
    if are_swapped(str(one), str(other)):
        return Cause.SWAPPED
    if any(is_taxed(one, other, rate) for rate in tax_rates):
        return Cause.TAX
    low, high = sorted((one, other))
    return Cause.POINT if any(abs(low * step - high) < step for step in (10, 100, 1000)) else None


def is_taxed(one: int, other: int, rate: int) -> bool:
    """Whether the larger of two positive amounts is the smaller with tax at that rate, to the rounding of a line."""
    low, high = sorted((one, other))
    return rate > 0 and abs(half_up(low * (RATE_ONE + rate), RATE_ONE) - high) <= 1 + low // 10**7


def are_swapped(one: str, other: str) -> bool:
    """Whether two texts of one length differ in nothing but two neighbours that changed places."""
    if len(one) != len(other):
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) != 2 or apart[1] - apart[0] != 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def are_near(one: str, other: str) -> bool:
    """Whether two numbers of papers may be one that was typed wrongly: two neighbours swapped, or one sign another."""
    if len(one) != len(other) or len(one) < 4:
        return False
    return are_swapped(one, other) or sum(a != b for a, b in zip(one, other, strict=True)) == 1
