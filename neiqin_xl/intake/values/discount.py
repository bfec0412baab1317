"""Whether 折扣率 0.95 means that 95 % is paid or 95 % is off: the arithmetic of the sheet decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from neiqin_xl.money import RATE_ONE, line_amount

_LINES = 60

Column = list[str | int | None]
Line = tuple[str | int | None, str | int | None, str | int | None, str | int | None]


class Meaning(Enum):
    """What the numbers of a discount column say."""

    PAID = "paid"
    OFF = "off"
    TENTHS = "tenths"


def _whole(rate: int) -> int:
    return rate // 100 if rate > RATE_ONE else rate


_SHARE_PAID: dict[Meaning, Callable[[int], int]] = {
    Meaning.PAID: _whole,
    # 1 in a column of what is taken off means that nothing is, not that all is.
    Meaning.OFF: lambda rate: RATE_ONE - _whole(rate) if _whole(rate) != RATE_ONE else RATE_ONE,
    Meaning.TENTHS: lambda rate: rate // 10 if rate > RATE_ONE else rate,
}


def share_paid(rate: int, meaning: Meaning) -> int:
    """A rate as written, as the share that is paid. Rates above 1 are per cent, or tenths where that is the meaning."""
    return _SHARE_PAID[meaning](rate)


def meaning_of(lines: Iterable[Line], *, are_shares: bool = False) -> Meaning | None:
    """What the rates mean by which the lines add up; None where the lines do not tell.

    A line is its rate as written, quantity, price and amount, scaled as their kinds are. `are_shares` says that no rate
    is above 1: tenths and shares paid are then the same, and half the lines tell.
    """
    meanings = (Meaning.PAID, Meaning.OFF) if are_shares else tuple(Meaning)
    fits = dict.fromkeys(meanings, 0)
    told = 0
    shares: dict[int, dict[int, list[Meaning]]] = {}
    for rate, quantity, price, amount in lines:
        if not (isinstance(rate, int) and isinstance(quantity, int) and isinstance(price, int)):
            continue
        if not isinstance(amount, int) or rate in (0, RATE_ONE, RATE_ONE // 2):
            continue
        told += 1
        if rate not in shares:
            shares[rate] = _meant(rate, meanings)
        for share, meant in shares[rate].items():
            if abs(line_amount(quantity, price, share) - amount) <= 1:
                for meaning in meant:
                    fits[meaning] += 1
        # Enough, or so far ahead that the lines left of the enough cannot change which fits best.
        if told >= _LINES or (2 * told > _LINES and _lead(fits.values()) > _LINES - told):
            break
    best = max(fits, key=lambda meaning: fits[meaning])
    rivals = [meaning for meaning in meanings if meaning is not best and fits[meaning] == fits[best]]
    if not fits[best] or Meaning.OFF in rivals or (rivals and best is Meaning.OFF):
        return None
    return best


def _meant(rate: int, meanings: Iterable[Meaning]) -> dict[int, list[Meaning]]:
    """The shares that a rate as written may mean, each with the meanings by which it does."""
    shares: dict[int, list[Meaning]] = {}
    for meaning in meanings:
        shares.setdefault(share_paid(rate, meaning), []).append(meaning)
    return shares


def _lead(fits: Iterable[int]) -> int:
    most, second, *_ = sorted(fits, reverse=True)
    return most - second


def is_mixed(rates: Iterable[int], header: str) -> bool:
    """Whether rates below a half stand among others above it, so that they say both 0.95 paid and 0.05 off."""
    rates = list(rates)
    if usual_meaning(rates, header) is Meaning.TENTHS:
        return False
    told = {_whole(rate) for rate in rates if rate != RATE_ONE}
    return any(rate < RATE_ONE // 2 for rate in told) and any(rate > RATE_ONE // 2 for rate in told)


def usual_meaning(rates: Iterable[int], header: str) -> Meaning:
    """What the rates mean where nothing can be calculated: tenths under 折 (9.5), else paid from a half upwards."""
    told = [rate for rate in rates if rate not in (0, RATE_ONE)]
    if told and "%" not in header and "率" not in header and all(RATE_ONE < rate <= 10 * RATE_ONE for rate in told):
        return Meaning.TENTHS
    return Meaning.PAID if told and min(map(_whole, told)) >= RATE_ONE // 2 else Meaning.OFF
