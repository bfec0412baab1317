"""What amounts are in, as headers write it: 万元, 美元, 千美元; in brackets, or written on: 万元金额, 价税合计USD."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

_MANY = {
    "亿": 8,
    "千万": 7,
    "仟万": 7,
    "百万": 6,
    "佰万": 6,
    "十万": 5,
    "拾万": 5,
    "万": 4,
    "w": 4,
    "千": 3,
    "仟": 3,
    "k": 3,
    "百": 2,
    "佰": 2,
}
_ENGLISH_MANY = {"thousand": 3, "thousands": 3, "000": 3, "million": 6, "millions": 6, "mn": 6}
_COINS = {"元": 0, "圆": 0, "块": 0, "角": -1, "分": -2, "厘": -3}
_SMALL_COINS = frozenset({"角", "分", "厘"})
# 千 and 百 alone may count pieces, and so may k.
_ALONE = frozenset({"亿", "千万", "仟万", "百万", "佰万", "万", *_ENGLISH_MANY} - {"mn"})
_FILLERS = ("金额单位", "货币单位", "单位", "金额", "货币", "每", "in")
_NAMES = {8: "亿", 7: "千万", 6: "百万", 5: "十万", 4: "万", 3: "千", 2: "百", 0: ""}
_CURRENCIES: dict[str, tuple[str, ...]] = {
    "CNY": ("cny", "rmb", "人民币", "人民币元", "¥", "cnh", "本币"),
    "USD": ("usd", "us$", "$", "美元", "美金"),
    "EUR": ("eur", "€", "欧元"),
    "HKD": ("hkd", "hk$", "港币", "港元"),
    "JPY": ("jpy", "日元", "日币", "円"),
    "TWD": ("twd", "ntd", "nt$", "新台币", "台币"),
    "GBP": ("gbp", "£", "英镑"),
    "KRW": ("krw", "₩", "韩元", "韩币"),
    "SGD": ("sgd", "s$", "新加坡元", "新币"),
    "AUD": ("aud", "澳元", "澳币"),
    "CAD": ("cad", "加元", "加币"),
    "MYR": ("myr", "马币", "林吉特", "令吉"),
    "THB": ("thb", "泰铢"),
    "VND": ("vnd", "越南盾"),
    "RUB": ("rub", "卢布"),
    "CHF": ("chf", "瑞士法郎"),
    "INR": ("inr", "₹", "卢比"),
}
_CURRENCY_OF = {spelling: code for code, spellings in _CURRENCIES.items() for spelling in spellings}

_OF_MONEY = ("额", "价", "价格", "款", "计", "amount", "price", "total")
_OF_COINS = ("额", "价", "款")
_BEFORE_LATIN = ("amount", "price", "total", "unit")


class MoneyUnit(NamedTuple):
    """What amounts are in: a power of ten, None where only a currency is named, and the currency's ISO code or None."""

    ten_power: int | None
    currency: str | None


def currency_spellings() -> dict[str, tuple[str, ...]]:
    """Every currency that headers and cells may name: ISO code to its spellings, folded."""
    return dict(_CURRENCIES)


@lru_cache(10_000)
def money_unit(piece: str) -> MoneyUnit | None:
    """What a squeezed text says that amounts are in: 万元, 人民币万元, 千美元, USD千; None for anything else."""
    for filler in _FILLERS:
        if piece.startswith(filler) and (found := money_unit(piece[len(filler) :])) is not None:
            return found
    if piece in _ALONE:
        return MoneyUnit(many_alone(piece), None)
    for ending, power in _endings().items():
        rest = piece.removesuffix(ending)
        if rest != piece and (rest in _CURRENCY_OF or (not rest and ending[-1] in _COINS)):
            return MoneyUnit(power, _CURRENCY_OF.get(rest))
    if piece in _CURRENCY_OF:
        return MoneyUnit(None, _CURRENCY_OF[piece])
    for many, power in (_MANY | _ENGLISH_MANY).items():
        if piece.removeprefix(many) in _CURRENCY_OF and piece.startswith(many):
            return MoneyUnit(power, _CURRENCY_OF[piece.removeprefix(many)])
    return None


def many_alone(piece: str) -> int | None:
    """The power of ten that 千, 万 or k counts by, amounts or pieces; None for anything else."""
    return _MANY.get(piece, _ENGLISH_MANY.get(piece))


def unit_name(power: int, currency_name: str | None) -> str:
    """What amounts of that power of ten are written in: 万元 for 4, 千美元 for 3 and 美元, 分 for -2."""
    if power >= 0:
        return f"{_NAMES[power]}{currency_name or '元'}"
    coin = next(coin for coin, smaller in _COINS.items() if smaller == power)
    return coin if currency_name is None else f"{currency_name}的 1/{10**-power}"


def apart(name: str) -> tuple[str, str]:
    """A squeezed name of money without what it is in, and that: 万美元金额 and 金额usd give 金额; "" where none is."""
    before, behind, longest = _written_on()
    for length in range(min(longest, len(name) - 1), 0, -1):
        last, first = name[-length:], name[:length]
        if last in behind and name[:-length].endswith(_OF_COINS if last in _SMALL_COINS else (*_OF_MONEY, "单位")):
            return name[:-length], last
        if first in before and name.endswith(_OF_MONEY) and _begins(name[length:], first):
            return name[length:], first
    return name, ""


@cache
def _endings() -> dict[str, int]:
    """What a power of ten is written with behind a currency or alone, the longest first: 万元, 元, 千."""
    coined = {many + coin: power + _COINS[coin] for many, power in _MANY.items() for coin in ("元", "圆")}
    found = coined | _COINS | _MANY | _ENGLISH_MANY
    return {ending: found[ending] for ending in sorted(found, key=len, reverse=True)}


@cache
def _written_on() -> tuple[frozenset[str], frozenset[str], int]:
    """What may be written on names of money, in front and behind; and the length of the longest."""
    # 本币 says which of two columns is meant, and 万 alone may count pieces.
    currencies = frozenset(_CURRENCY_OF) - {"本币"}
    chinese = [many for many in _MANY if many.isalpha() and not many.isascii()]
    coined = {many + "元" for many in _MANY}
    scaled = {many + one for many in chinese for one in currencies if not one.isascii()}
    scaled |= {many + "usd" for many in _MANY} | {one + many for one in ("人民币", "rmb") for many in coined}
    before = currencies | coined | scaled
    behind = before | _SMALL_COINS | {"元"}
    return before, behind, max(map(len, behind))


def _begins(name: str, before: str) -> bool:
    """Whether a name begins after a currency's letters: usdamount, but not audioprice."""
    is_latin = before.isascii() and before.isalpha() and name[:1].isascii()
    return not is_latin or name.startswith(_BEFORE_LATIN)
