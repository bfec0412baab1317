"""What a line charges for one unit, how far two prices are apart, and what a ratio between them gives away. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from neiqin_xl import money
from neiqin_xl.ledger.differing.prices import Charged
from neiqin_xl.tolerance_settings import Tolerances

_NEAR = 500
"""A ratio may miss a tax rate or a conversion by one part in so many to be taken for it (domain §4.8)."""
_USUAL_RATES = tuple(percent * 10**7 for percent in (13, 9, 6))


def unit_price(charged: Charged) -> Fraction:
    """The price × 10^6 of one unit after discount: as written, else as the amount makes it."""
    if charged.price is not None:
        return Fraction(charged.price * (money.RATE_ONE if charged.paid is None else charged.paid), money.RATE_ONE)
    return Fraction(charged.amount_fen * 10**8, charged.quantity)


def shown_price(price: Fraction) -> str:
    """A price × 10^6 as clerks read it, with no more than six decimals."""
    return money.plain(money.half_up(price.numerator, price.denominator), 6)


def amount_at(price: Fraction, quantity: int) -> int:
    """What a quantity × 10^4 comes to at a price × 10^6, in fen."""
    exact = price * quantity
    return money.half_up(exact.numerator, exact.denominator * 10**8)


def differ(charged: Charged, wanted: Charged, tolerances: Tolerances) -> bool:
    """Whether two lines charge different prices.

    So they do where the prices are further apart than is allowed, or come to more for the whole line than a paper may
    be off. Where only amounts are written, what their rounding hides is no difference.
    """
    off = abs(unit_price(charged) - unit_price(wanted))
    hidden = sum(
        (Fraction(10**8, 2 * abs(one.quantity)) for one in (charged, wanted) if one.price is None), Fraction(0)
    )
    if off <= hidden:
        return False
    return off > tolerances.price + hidden or amount_at(off, abs(charged.quantity)) > tolerances.document


def mixed_tax(price: Fraction, wanted: Fraction, rate: int | None) -> int | None:
    """The tax rate × 10^9 by which one price is the other with tax; None where they are not so related.

    Where nobody says the rate, the usual ones are tried.
    """
    rates = (rate,) if rate else _USUAL_RATES
    return next((one for one in rates if _are_apart_by(price, wanted, money.RATE_ONE + one)), None)


def mixed_units(price: Fraction, wanted: Fraction, conversions: Iterable[int | None]) -> int | None:
    """How many pieces (× 10^9) one price is for where the other is for a single one; None where neither is."""
    said = (one for one in conversions if one and one > money.RATE_ONE)
    return next((one for one in said if _are_apart_by(price, wanted, one)), None)


def _are_apart_by(price: Fraction, wanted: Fraction, factor: int) -> bool:
    """Whether one price is the other times a factor × 10^9, near enough. Cross-multiplied: divisions take long."""
    one, other = price.numerator * wanted.denominator, wanted.numerator * price.denominator
    return bool(one and other) and (_is_times(one, other, factor) or _is_times(other, one, factor))


def _is_times(one: int, other: int, factor: int) -> bool:
    return abs(one * money.RATE_ONE - other * factor) * _NEAR <= abs(other * factor)
