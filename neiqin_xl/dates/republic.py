"""Dates counted in years of the Republic, as papers from Taiwan write them: 113/05/07 is 2024-05-07."""

from __future__ import annotations

import unicodedata
from datetime import date

from neiqin_xl.first_use import late_pattern

_ERA = late_pattern(r"^(?:中[华華])?民[国國]")
_YEARS_BEFORE = 1911
_FIRST_PLAIN, _LAST_PLAIN = 100, 150  # of three digits, which no other way of writing a year has
_PARTED = late_pattern(r"(\d{1,3}) *([-/.]) *(\d{1,2}) *\2 *(\d{1,2})")
_CHINESE = late_pattern(r"(\d{1,3}) *年 *(\d{1,2}) *月 *(\d{1,2}) *[日号號]?")
_COMPACT = late_pattern(r"(\d{3})(\d\d)(\d\d)")


def names_the_republic(text: str) -> bool:
    """Whether the text says itself that its year is one of the Republic: 民國113年5月7日."""
    return _ERA.match(text.strip()) is not None


def read_year_of_the_republic(text: str) -> date | None:
    """The day that the text would name in years of the Republic; None where it would name none.

    Without the name of the era only years of three digits are such: 113/05/07, 1130507.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    bare = _ERA.sub("", words).strip()
    if found := _PARTED.fullmatch(bare):
        parts = found[1], found[3], found[4]
    elif found := _CHINESE.fullmatch(bare) or _COMPACT.fullmatch(bare):
        parts = found[1], found[2], found[3]
    else:
        return None
    year, month, day = map(int, parts)
    if bare == words and not _FIRST_PLAIN <= year <= _LAST_PLAIN:
        return None
    try:
        return date(_YEARS_BEFORE + year, month, day)
    except ValueError:
        return None
