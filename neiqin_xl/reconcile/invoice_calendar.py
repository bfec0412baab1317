"""When goods must be invoiced, and how urgent that is. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum

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
