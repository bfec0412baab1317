"""How people write dates and figures into cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

Cell = str | float | date | None
Written = Callable[[date], Cell]
Figure = Callable[[Decimal], Cell]

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def real_date(day: date) -> Cell:
    """A date cell, as Excel keeps it."""
    return day


def dotted(day: date) -> Cell:
    """2026.10.5 as text."""
    return f"{day.year}.{day.month}.{day.day}"


def chinese(day: date) -> Cell:
    """2026年10月5日 as text."""
    return f"{day.year}年{day.month}月{day.day}日"


def slashed(day: date) -> Cell:
    """2026/10/05 as text."""
    return f"{day:%Y/%m/%d}"


def dashed(day: date) -> Cell:
    """2026-10-05 as text."""
    return day.isoformat()


def compact(day: date) -> Cell:
    """20261005 as text."""
    return f"{day:%Y%m%d}"


def month_and_day(day: date) -> Cell:
    """10月5日 as text: the year stands in the title."""
    return f"{day.month}月{day.day}日"


def number(value: Decimal) -> Cell:
    """A number cell."""
    return float(value)


def money_text(value: Decimal) -> Cell:
    """¥1,234.50 as text."""
    return f"¥{value:,.2f}"


def grouped(value: Decimal) -> Cell:
    """1,234.50 as text."""
    return f"{value:,.2f}"


def full_width(value: Decimal) -> Cell:
    """１２ as text, typed without leaving the Chinese input mode."""
    return f"{value.normalize():f}".translate(_FULL_WIDTH)
