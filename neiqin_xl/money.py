"""Exact amounts: scaled integers to text and back, rounding, tax, shares and 人民币大写."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neiqin_xl.model.kinds import Kind

RATE_ONE = 10**9  # a rate of 1 (100 %) as Kind.RATE keeps it
_LINE = 10**17  # quantity 10^4 x price 10^6 x rate 10^9, in fen (10^2)
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


def scaled(number: str | int | Decimal, places: int) -> int:
    """The number as a count of 10 to the power of minus `places`, rounded half away from zero.

    ValueError where the text is no plain decimal number ("1,000" and " 1" are none); TypeError for a binary float.
    """
    if isinstance(number, float):
        raise TypeError("a binary float is not an exact number; hand over text or a Decimal")
    try:
        exact = _EXACT.create_decimal(number)
        rounded: Decimal = _EXACT.quantize(exact, Decimal(1).scaleb(-places))
        return int(rounded.scaleb(places, _EXACT))
    except (InvalidOperation, OverflowError, ValueError):
        raise ValueError(f"not a decimal number: {str(number)[:40]!r}") from None


def unscaled(value: int, places: int) -> Decimal:
    """The exact decimal behind a scaled integer."""
    return Decimal(value).scaleb(-places, _EXACT)


def plain(value: int, places: int) -> str:
    """A scaled integer as plain decimal text, without exponent and trailing zeros: "5321.5"."""
    text = fixed(value, places)
    return text.rstrip("0").rstrip(".") if places else text


def fixed(value: int, places: int = 2) -> str:
    """A scaled integer with all its decimal places: fen 8821340 is "88213.40"."""
    if not places:
        return str(value)
    digits = str(abs(value)).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def grouped(fen: int) -> str:
    """An amount as statements print it: "88,213.40"."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def counted(quantity: int) -> str:
    """A quantity × 10^4 as sentences say it: "1,200.5"."""
    whole, point, rest = plain(abs(quantity), 4).partition(".")
    return f"{'-' if quantity < 0 else ''}{int(whole):,}{point}{rest}"


def half_up(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, halves away from zero, as 四舍五入 has it. ZeroDivisionError for nothing."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -((-2 * numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def line_amount(quantity: int, price: int, paid_rate: int | None = None, discount_fen: int = 0) -> int:
    """Quantity x price x share paid - discount, in fen, rounded once.

    Quantity, price and rate are scaled as their kinds are; a `paid_rate` of None means all is paid.
    """
    exact = quantity * price * (RATE_ONE if paid_rate is None else paid_rate)
    return half_up(exact - discount_fen * _LINE, _LINE)


def price_of(amount_fen: int, quantity: int) -> int:
    """The price, as a PRICE, of one unit of what came to so much together. ZeroDivisionError for no quantity."""
    return half_up(amount_fen * 10**8, quantity)


def split_tax(amount_incl_fen: int, rate: int) -> tuple[int, int]:
    """(net, tax) of an amount that includes tax. Only the net is rounded, so that the two always add up."""
    if rate <= -RATE_ONE:
        raise ValueError(f"not a tax rate: {fixed(rate, 9)}")
    net = half_up(amount_incl_fen * RATE_ONE, RATE_ONE + rate)
    return net, amount_incl_fen - net


def add_tax(net_fen: int, rate: int) -> tuple[int, int]:
    """(tax, amount including tax) of a net amount. Only the tax is rounded."""
    tax = half_up(net_fen * rate, RATE_ONE)
    return tax, net_fen + tax


def share(total_fen: int, weights: Sequence[int]) -> list[int]:
    """The total shared out in proportion to the weights, in fen; the parts add up to it, the last takes what remains.

    Where the weights add up to nothing, the parts are equal. ValueError where there is nobody to share with.
    """
    if not weights:
        raise ValueError("an amount cannot be shared out among nothing")
    if not sum(weights):
        weights = [1] * len(weights)
    rest, weight = total_fen, sum(weights)
    mixed = min(weights) < 0 < max(weights)
    parts = []
    for one in weights[:-1]:
        # Out of what is left, so that no run of roundings up leaves the last part with the wrong sign. Weights of
        # both signs may add up to nothing half way; they take their part of the whole.
        part = half_up(total_fen * one, weight) if mixed else half_up(rest * one, weight) if weight else 0
        parts.append(part)
        rest -= part
        weight -= 0 if mixed else one
    return [*parts, rest]


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def in_words(fen: int) -> str:
    """An amount in 人民币大写, as cheques and statements print it: 140950 is 壹仟肆佰零玖元伍角整."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole_in_words(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan and cents:
        text += "零"
    text += f"{_DIGITS[cents]}分" if cents else "整"
    return f"负{text}" if fen < 0 else text


@lru_cache(4_096)
def _whole_in_words(number: int) -> str:
    for unit, name in _UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            gap = "零" if 0 < low * 10 < unit else ""
            return _whole_in_words(high) + name + gap + (_whole_in_words(low) if low else "")
    return _DIGITS[number]


def shown(kind: Kind, value: str | int | None) -> str:
    """A value of any kind as a clerk reads it: 13%, 88213.40, 5321.5, 是, 2026-11-05; nothing for a blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    match kind.name:  # by name: the model stands above this module
        case "BOOL":
            return "是" if value else "否"
        case "RATE":
            return f"{plain(value, kind.places - 2)}%"
        case "MONEY":
            return fixed(value, kind.places)
        case _:
            return plain(value, kind.places)
