"""Slips and whether they came back signed: what is missing, for how long, and what is wrong with what came back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple


class Standing(Enum):
    """Where a slip stands; the value is what clerks read."""

    SIGNED = "已回签"
    PARTLY = "部分签收"
    REFUSED = "拒收"
    WAITING = "未回签"


class Tracked(NamedTuple):
    """A slip: when it was shipped, how it stands, when it was signed ("" where it was not) and by whom.

    `short` says that a smaller quantity than was shipped stands on a line of it as accepted.
    """

    key: tuple[str, ...]
    ship_date: str
    standing: Standing
    signed_on: str = ""
    signed_by: str = ""
    short: bool = False


class Counts(NamedTuple):
    """How many slips, of which so many came back whole, in part, refused or not at all, and how many are late."""

    shipped: int
    signed: int
    partly: int
    refused: int
    waiting: int
    late: int

    @property
    def rate(self) -> Fraction | None:
        """The share of slips of which the paper is back; None where there are none."""
        return Fraction(self.shipped - self.waiting, self.shipped) if self.shipped else None


def standing_of(status: str, signed_on: str) -> Standing:
    """How a slip stands that says this of itself: a date alone means that it was signed."""
    known = {one.value: one for one in Standing}
    if status in known:
        return known[status]
    return Standing.SIGNED if signed_on else Standing.WAITING


def days_waiting(one: Tracked, today: date) -> int:
    """For how many days the slip has been out; 0 where it is back."""
    if one.standing is not Standing.WAITING:
        return 0
    return max(0, (today - date.fromisoformat(one.ship_date[:10])).days)


def is_late(one: Tracked, today: date, patience: int) -> bool:
    """Whether it has been out for longer than `patience` days."""
    return days_waiting(one, today) > patience


def counts(slips: Iterable[Tracked], today: date, patience: int) -> Counts:
    """The slips counted by how they stand."""
    held = list(slips)

    def of(standing: Standing) -> int:
        return sum(one.standing is standing for one in held)

    return Counts(
        shipped=len(held),
        signed=of(Standing.SIGNED),
        partly=of(Standing.PARTLY),
        refused=of(Standing.REFUSED),
        waiting=of(Standing.WAITING),
        late=sum(is_late(one, today, patience) for one in held),
    )
