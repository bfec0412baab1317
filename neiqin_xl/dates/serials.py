"""The day numbers that spreadsheets keep dates as."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_LAST_1900 = 2958465  # 9999-12-31
_DAYS_BETWEEN = 1462  # the same day is that much less in the 1904 system
_DAY_SECONDS = 24 * 60 * 60


def from_serial(number: float, *, epoch_1904: bool = False) -> date:
    """The day of a serial number; its fraction, the time of day, is left out.

    ValueError for numbers that are no day: negative ones, those past the year 9999, and in the 1900 system 0 and 60,
    which Excel shows as 1900-01-00 and 1900-02-29.
    """
    counted = number + _DAYS_BETWEEN if epoch_1904 and number >= 0 else number
    if not 1 <= counted < _LAST_1900 + 1 or 60 <= counted < 61:
        raise ValueError(f"no day has the serial number {number}")
    # Excel counts a 29 February 1900 that never was; only the days before it are counted from the last of December.
    day = int(counted)
    return date(1899, 12, 31 if day < 60 else 30) + timedelta(days=day)


def datetime_from_serial(number: float, *, epoch_1904: bool = False) -> datetime:
    """Day and time of a serial number, to the nearest second, since the fraction of a day is never exact.

    ValueError as for `from_serial`.
    """
    days, seconds = divmod(round(number * _DAY_SECONDS), _DAY_SECONDS)
    return datetime.combine(from_serial(days, epoch_1904=epoch_1904), datetime.min.time()) + timedelta(seconds=seconds)
