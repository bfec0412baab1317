"""Which days an office works."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(4096)
def is_working_day(day: date) -> bool:
    """Whether offices in China work on that day, make-up Saturdays and public holidays considered.

    In years whose holidays are not yet announced, Monday to Friday.
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def knows_holidays_of(year: int) -> bool:
    """Whether that year's public holidays are known."""
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 10, 1))
    except NotImplementedError:
        return False
    return True
