"""Of which papers customers and salespeople are to be reminded, and how urgently. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum


class Stage(Enum):
    """How near a paper is to its due day, the most urgent first."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    COMING = "coming"


def stage(due: date | None, as_of: date, days: Sequence[int]) -> Stage | None:
    """Where a paper stands with `days` (7, 3) before its due day; None where it is further off or no time runs."""
    if due is None:
        return None
    left = (due - as_of).days
    coming, soon = days
    if left < 0:
        return Stage.LATE
    if left == 0:
        return Stage.TODAY
    if left <= soon:
        return Stage.SOON
    return Stage.COMING if left <= coming else None
