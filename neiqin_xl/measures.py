"""What amounts are in, as headers write it: 万元, 美元, 千美元; in brackets, or written on: 美元金额, 价税合计USD."""

from __future__ import annotations

_SCALES = (
    (8, ("亿元", "亿")),
    (7, ("千万元", "仟万元", "千万")),
    (6, ("百万元", "佰万元", "百万")),
    (5, ("十万元", "拾万元")),
    (4, ("万元", "万", "w元")),
    (3, ("千元", "仟元", "k元", "thousand")),
    (2, ("百元", "佰元")),
    (0, ("元", "圆", "块")),
    (-2, ("分",)),
)
_BEFORE_CURRENCY = {"亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "仟": 3}
_BEFORE_SCALE = frozenset({"", "人民币", "rmb", "cny", "单位", "金额", "¥", "每"})
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

# 本币 says which of two columns is meant, and 万 alone may count pieces.
_WRITTEN_ON = frozenset(_CURRENCY_OF) - {"本币"}
_WRITTEN_BEHIND = _WRITTEN_ON | {spelling for _, all_of in _SCALES for spelling in all_of if spelling.endswith("元")}
_LONGEST = max(map(len, _WRITTEN_BEHIND))
_OF_MONEY = ("额", "价", "价格", "款", "计", "amount", "price", "total")
_BEFORE_LATIN = ("amount", "price", "total", "unit")


def currency_spellings() -> dict[str, tuple[str, ...]]:
    """Every currency that headers and cells may name: ISO code to its spellings, folded."""
    return dict(_CURRENCIES)


def power_of(piece: str) -> int | None:
    """The power of ten that 万元, 千元 or 元 means, alone or after a currency's name; None for anything else."""
    for power, spellings in _SCALES:
        for spelling in spellings:
            if piece.endswith(spelling) and piece.removesuffix(spelling) in _BEFORE_SCALE:
                return power
    return next((power for many, power in _BEFORE_CURRENCY.items() if _counts(piece, many)), None)


def scale_name(power: int) -> str:
    """What amounts of that power of ten are written in: 万元 for 4. KeyError for a power that nobody writes."""
    return dict(_SCALES)[power][0]


def currency_of(piece: str) -> str | None:
    """The currency of 美元, 人民币万元 or 万美元; None for anything else."""
    if piece in _CURRENCY_OF:
        return _CURRENCY_OF[piece]
    for many in _BEFORE_CURRENCY:
        if _counts(piece, many):
            return _CURRENCY_OF[piece.removeprefix(many)]
    before = (piece.removesuffix(one) for _, spellings in _SCALES for one in spellings)
    return next((_CURRENCY_OF[rest] for rest in before if rest in _CURRENCY_OF), None)


def apart(name: str) -> tuple[str, str]:
    """A squeezed name of money without what it is in, and that: 美元金额 and 金额usd give 金额; "" where nothing is."""
    for length in range(min(_LONGEST, len(name) - 1), 0, -1):
        behind, before = name[-length:], name[:length]
        if behind in _WRITTEN_BEHIND and name[:-length].endswith((*_OF_MONEY, "单位")):
            return name[:-length], behind
        if before in _WRITTEN_ON and name.endswith(_OF_MONEY) and _begins(name[length:], before):
            return name[length:], before
    return name, ""


def _counts(piece: str, many: str) -> bool:
    return piece.startswith(many) and piece.removeprefix(many) in _CURRENCY_OF


def _begins(name: str, before: str) -> bool:
    """Whether a name begins after a currency's letters: usdamount, but not audioprice."""
    is_latin = before.isascii() and before.isalpha() and name[:1].isascii()
    return not is_latin or name.startswith(_BEFORE_LATIN)
