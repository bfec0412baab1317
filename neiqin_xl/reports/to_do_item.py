"""A thing to be done today, whatever it is about, and a section of such things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class ToDo(NamedTuple):
    """A line of the day's list: what it is, how it is done, and whatever else is known of it.

    `amount` is in 分 and None where there is none; `due` is an ISO day, "" for none; `late` is for how many days it is
    overdue or waits, 0 where it is not. `who` should see to it, `where` is the file that tells more.
    """

    what: str
    how: str
    where: str = ""
    customer: str = ""
    number: str = ""
    quantity: str = ""
    amount: int | None = None
    currency: str = ""
    due: str = ""
    late: int = 0
    who: str = ""


class Section(NamedTuple):
    """Things of one kind, what is most urgent first, and what is said where there are none, or beside them.

    `where` names the file that lists them all, with the command by which it is made.
    """

    name: str
    items: Sequence[ToDo]
    none: str
    where: str
    beside: str = ""


def by_urgency(items: Sequence[ToDo]) -> list[ToDo]:
    """What is late before what is not, the longest late first, then as it falls due."""
    return sorted(items, key=lambda one: (-one.late, one.due or "9999", -(one.amount or 0), one.number))
