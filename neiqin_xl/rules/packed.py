"""How many of what a line's price may be for go into its unit: 箱 sold at the price of one 个."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from neiqin_xl import money, words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.rule import Reference
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import numbers, texts
from neiqin_xl.units import always_in, unit_key

# 每箱50个, 1箱=50个
_SAID = late_pattern(r"(?:每|1|一)\s*([^\d\s=＝]{1,3}?)\s*[=＝为有装共]?\s*(\d{1,5})\s*([^\d\s,，。;；)）]{1,3})")
_SINGLE = ("个", "公斤", "米", "升")
_FEN = 10**8 * money.RATE_ONE  # one fen, as quantity times price times the share that is paid gives it


class _Packed(NamedTuple):
    """So many of what is priced go into one of the line's unit, and how a clerk says that: 1箱=50个."""

    times: Fraction
    said: str


def priced_by(table: Table, i: int, price: int, amount: int, books: Reference) -> str | None:
    """The sentence that says how many of what a price is for go into the line's unit: 1箱=50个, 换算率 50.

    None where no such number makes the line's amount from its price. The price is × 10^6, the amount in fen.
    """
    rate, discount = numbers(table, words.DISCOUNT_RATE)[i], numbers(table, words.DISCOUNT_AMOUNT)[i] or 0
    qty = numbers(table, words.QTY)[i] or 0
    for times, said in _packed(table, i, books):
        exact = times * qty * price * (money.RATE_ONE if rate is None else rate)
        fen = money.half_up(exact.numerator, exact.denominator * _FEN) - (discount if qty > 0 else -discount)
        if times != 1 and abs(fen - amount) <= 1:
            return said
    return None


def _packed(table: Table, i: int, books: Reference) -> Iterator[_Packed]:
    """What the line itself, the price list and every schoolbook say of the line's unit."""
    unit = texts(table, words.UNIT)[i]
    if not unit:
        return
    held = numbers(table, words.CONV_RATE)[i]
    if held is not None and held > 0:
        yield _Packed(Fraction(held, money.RATE_ONE), f"{words.CONV_RATE.shown} {_rate(held)}")
    for found in _SAID.finditer(texts(table, words.REMARK)[i] or ""):
        if unit_key(found[1]) == unit_key(unit) and int(found[2]):
            yield _Packed(Fraction(int(found[2])), f"1{found[1]}={found[2]}{found[3]}")
    for pack, of, held in books.packs(texts(table, words.PRODUCT_CODE)[i], texts(table, words.PRODUCT_NAME)[i]):
        times, said = Fraction(held, money.RATE_ONE), f"1{pack}={_rate(held)}{of}"
        if unit_key(unit) == unit_key(pack):
            yield _Packed(times, said)
        elif unit_key(unit) == unit_key(of):
            yield _Packed(1 / times, said)
    for single in _SINGLE:
        if (many := always_in(unit, single)) is not None:
            held = money.half_up(many.numerator * money.RATE_ONE, many.denominator)
            yield _Packed(many, f"1{unit}={_rate(held)}{single}")


def _rate(held: int) -> str:
    return money.plain(held, Kind.RATE.places)
