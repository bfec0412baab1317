"""The currency that an amount is written with: $20.00, US$2, 100 HKD, 8.5美元."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from neiqin_xl import words

# 元 alone is no currency but a unit: 美元 and 港元 are spellings of their own.
_CODES = {
    spelling.lower(): code for code, spellings in words.CURRENCIES.items() for spelling in spellings if spelling != "元"
}
_SPELLINGS = "|".join(map(re.escape, sorted(_CODES, key=len, reverse=True)))
_BEFORE = re.compile(rf"^([+-]?)({_SPELLINGS})\s*(?=[+\-\d.(])", re.IGNORECASE)
_BEHIND = re.compile(rf"(?<=[\d.万千)])\s*({_SPELLINGS})$", re.IGNORECASE)
# Signs that several currencies share, with the one that they mean where nothing else is said.
_SHARED = {
    "$": frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD"}),
    "¥": frozenset({"CNY", "JPY"}),
}


def without_currency(written: str) -> str:
    """The text, in half-width characters, without the currency in front of its number or behind it."""
    return _BEHIND.sub("", _BEFORE.sub(r"\1", written))


@lru_cache(10_000)
def currencies_in(text: str) -> frozenset[str]:
    """The ISO codes that an amount may be in by what is written beside it; none where it is a bare number.

    A bare $ may be any dollar and ¥ may be yen, so that they agree with what else is said; see `only_one`.
    """
    written = unicodedata.normalize("NFKC", text).strip().strip("()")
    signs = [
        found.group(group) for found, group in ((_BEFORE.search(written), 2), (_BEHIND.search(written), 1)) if found
    ]
    named = [_SHARED.get(sign) or frozenset({_CODES[sign.lower()]}) for sign in signs]
    common = frozenset.intersection(*named) if named else frozenset()
    return common or frozenset().union(*named)


def only_one(named: frozenset[str]) -> str | None:
    """The one currency that is meant; None where there are several. A bare $ is USD and a bare ¥ is CNY."""
    for sign, codes in _SHARED.items():
        if named == codes:
            return _CODES[sign]
    return next(iter(named)) if len(named) == 1 else None
