"""How old a balance is: not due, not begun, overdue by so many days, paid in advance. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from neiqin_xl.reconcile.items import OpenItem

EDGES = (30, 60, 90, 180, 365)


class Base(Enum):
    """What days are counted from: the day on which an item was due, or its own."""

    DUE = "due"
    DATE = "date"


class Ageing(NamedTuple):
    """A balance by age, in fen. `overdue` has a bucket for each edge, whose last day it includes, and one beyond them.

    `not_due` is 未到期, `not_begun` 未起算, `prepaid` 预收, as a negative amount.
    """

    not_due: int
    not_begun: int
    overdue: tuple[int, ...]
    prepaid: int

    @property
    def late(self) -> int:
        """逾期合计: all that is overdue."""
        return sum(self.overdue)

    @property
    def owed(self) -> int:
        """What is open of papers, money paid in advance left aside."""
        return self.not_due + self.not_begun + self.late

    @property
    def balance(self) -> int:
        """What is owed on the whole: all buckets together."""
        return self.owed + self.prepaid


def together(parts: Iterable[Ageing], edges: Sequence[int] = EDGES) -> Ageing:
    """Several balances of one currency by age as one."""
    nothing = Ageing(0, 0, (0,) * (len(edges) + 1), 0)
    amounts = [(one.not_due, one.not_begun, one.prepaid, *one.overdue) for one in (nothing, *parts)]
    not_due, not_begun, prepaid, *overdue = map(sum, zip(*amounts, strict=True))
    return Ageing(not_due, not_begun, tuple(overdue), prepaid)


def aged(
    items: Iterable[OpenItem],
    open_amounts: Mapping[str, int],
    prepaid: int,
    as_of: date,
    *,
    base: Base = Base.DUE,
    edges: Sequence[int] = EDGES,
) -> Ageing:
    """The buckets of what is open of these items on that day; `prepaid` is what no item took, positive.

    On its due day an item is not overdue. By their own dates items have always begun.
    """
    not_due = not_begun = 0
    overdue = [0] * (len(edges) + 1)
    for item in items:
        amount = open_amounts.get(item.id, 0)
        since = item.day if base is Base.DATE else item.due
        if since is None:
            not_begun += amount
        elif as_of <= since:
            not_due += amount
        else:
            days = (as_of - since).days
            overdue[next((n for n, edge in enumerate(edges) if days <= edge), len(edges))] += amount
    return Ageing(not_due, not_begun, tuple(overdue), -prepaid)
