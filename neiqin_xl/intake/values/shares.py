"""Rates as clerks write them: 13%, 13个点, 免税, 九五折, 下浮5%."""

from __future__ import annotations

import re
from decimal import Decimal

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.values.numerals import NOTHING, read_number
from neiqin_xl.spelling import fold

_EXEMPT = late_pattern(
    r"\*+|[\[(]?(?:免税|免征|免|不征税|不征|普通零税率|零税率|出口零税率|出口免税|出口退税)[\])]?(?:\(?0%?\)?)?"
)
_FOLDS = late_pattern(r"(?:打|按)?(\d(?:\.\d+)?|[1-9]\d)折(?:优惠)?")
_FOLDS_IN_CHARACTERS = late_pattern(r"(?:打|按)?([一二三四五六七八九])(?:点?([一二三四五六七八九]))?折(?:优惠)?")
_DIGITS = "零一二三四五六七八九"
_HALF = ("对折", "打对折", "半价", "半折")
_WHOLE = ("不打折", "无折扣", "没有折扣", "全价", "原价", "十折")
_OFF = late_pattern(r"(?:下浮|优惠|让利|直降|降价|降|减|扣减)(\d+(?:\.\d+)?)(?:%|个?点)")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)个?(?:百分|税)?点")
_ABOUT_TAX = late_pattern(
    r"(?:增值税|专用发票|普通发票|数电|专票|普票|税率|含税|含|开|:)*"
    r"(\d+(?:\.\d+)?(?:%|个?税?点))"
    r"(?:的?(?:增值税|专用发票|普通发票|数电|专票|普票|税率|税))*"
)


def is_exempt(text: str) -> bool:
    """Whether the text says that there is no tax, as rates and amounts of tax may (RULES 12): 免税, 不征税, ***."""
    return _EXEMPT.fullmatch(fold(text).strip()) is not None


def read_rate(text: str) -> tuple[Decimal | None, bool]:
    """A share as written, and whether it is sure to be the share that is paid (9折, 九五折, 下浮5%).

    13% and 13个点 are 0.13, 13 stays 13. UnreadableError for what is no rate.
    """
    if text in NOTHING:
        return None, False
    written = "".join(fold(text).split())
    paid = _paid(written)
    if paid is not None:
        return paid, True
    if is_exempt(written):
        return Decimal(0), False
    if told := _ABOUT_TAX.fullmatch(written):
        written = told[1]
    if points := _POINTS.fullmatch(written):
        return Decimal(points[1]) / 100, False
    if written.endswith("%"):
        number = read_number(written[:-1])
        return (None if number is None else number / 100), False
    return read_number(text), False


def _paid(written: str) -> Decimal | None:
    """The share that a discount in words leaves to be paid; None for any other text."""
    if folds := _FOLDS.fullmatch(written):
        digits = folds[1]
        return Decimal(digits) / (100 if len(digits) == 2 and "." not in digits else 10)
    if folds := _FOLDS_IN_CHARACTERS.fullmatch(written):
        return Decimal(10 * _DIGITS.index(folds[1]) + _DIGITS.index(folds[2] or "零")) / 100
    if off := _OFF.fullmatch(written):
        return 1 - Decimal(off[1]) / 100
    if written in _HALF:
        return Decimal("0.5")
    return Decimal(1) if written in _WHOLE else None
