"""What people write beside a payment, to what they mean: 付S-0012、S-0015货款, 3月货款, 2025年11-12月. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from neiqin_xl.ledger.keys import code_key
from neiqin_xl.spelling import fold

_SPACES = re.compile(r"\s+")
_MONTH = r"1[0-2]|0?[1-9]"
# 11月5日 is a day, and 3个月 a time.
_MONTHS = re.compile(
    rf"(?:(?P<year>20\d\d)[年./-]|(?P<short>\d\d)年)?(?<!\d)(?P<first>{_MONTH})"
    rf"(?:(?:月份?)?[-~至到、和](?P<last>{_MONTH}))?月份?(?!\d)"
)
_SHORTEST, _SHORTEST_NUMBER = 3, 4

Month = tuple[int, int]


def named_in(said: Iterable[str], names: Iterable[str]) -> set[str]:
    """Those of the names, given as codes are compared, that stand in the texts as whole words: S-12 not in S-123."""
    texts = [code_key(text) for text in said if text]
    return {name for name in names if any(name in text and _stands(name, text) for text in texts)}


def months_in(said: Iterable[str], paid: date) -> frozenset[Month]:
    """The months whose goods the texts speak of, as (year, month); without a year the last such month up to `paid`."""
    found: set[Month] = set()
    for text in said:
        for one in _MONTHS.finditer(_SPACES.sub("", fold(text))):
            found.update(_span(one, paid))
    return frozenset(found)


def _stands(name: str, text: str) -> bool:
    if len(name) < (_SHORTEST_NUMBER if name.isdigit() else _SHORTEST) or not any(map(str.isdigit, name)):
        return name == text
    start = text.find(name)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not (_joins(before) or _joins(after)):
            return True
        start = text.find(name, start + 1)
    return False


def _joins(mark: str) -> bool:
    """Whether a character beside a number would be part of it."""
    return mark.isascii() and mark.isalnum()


def _span(found: re.Match[str], paid: date) -> Sequence[Month]:
    first = int(found["first"])
    last = int(found["last"] or first)
    count = (last - first) % 12 + 1
    written = found["year"] or found["short"]
    if written:
        year = int(written) % 100 + 2000
    else:
        # 12月 paid for in January is last year's.
        end = paid.year if last <= paid.month else paid.year - 1
        year = end - (first > last)
    return [(year + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1) for n in range(count)]
