"""When goods must be invoiced, and how urgent that is. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from neiqin_xl.dates import Period, month_of

NOTICE = 3  # working days before a customer's closing day

_DAY = timedelta(days=1)


class Urgency(Enum):
    """How near the last day is, or the day that is booked, the most urgent first."""

    LATE = "late"
    MISSED = "missed"
    TODAY = "today"
    SOON = "soon"
    BOOKED = "booked"
    LATER = "later"


@lru_cache(4096)
def invoice_by(day: str, closing_day: int | None) -> date:
    """The last day on which goods of that day (ISO) are invoiced in time: the next closing day, else the month's end.

    `closing_day` is the day of the month up to which the customer takes invoices, the last where a month is shorter.
    """
    shipped = date.fromisoformat(day[:10])
    month = month_of(shipped)
    if closing_day is None or not 1 <= closing_day <= 31:
        return month.last
    last = _closing(month, closing_day)
    return last if last >= shipped else _closing(month_of(month.before), closing_day)


def _closing(month: Period, day: int) -> date:
    return month.since.replace(day=min(day, month.days))


def booked_for(last: date, is_working: Callable[[date], bool], notice: int = NOTICE) -> date:
    """The day for which an invoice is booked so that it is there by the `last`: so many working days before it."""
    day, left = last, notice
    while left:
        day -= _DAY
        left -= is_working(day)
    return day


def urgency(
    last: date, today: date, is_working: Callable[[date], bool], booked: date | None = None, notice: int = NOTICE
) -> Urgency:
    """How urgent it is to invoice by the `last` day, on which it is not late yet, or on the day that is `booked`.

    Whoever booked a day after the last one has agreed it with the customer: it goes before the last day.
    """
    if booked is not None:
        return Urgency.MISSED if booked < today else Urgency.TODAY if booked == today else Urgency.BOOKED
    if last < today:
        return Urgency.LATE
    if last == today:
        return Urgency.TODAY
    return Urgency.SOON if booked_for(last, is_working, notice) <= today else Urgency.LATER
