"""What is open → when its money is to come: overdue now, in which of the weeks ahead, later, or no day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from neiqin_xl.dates import Period


@dataclass(frozen=True)
class Plan:
    """Amounts in fen. `ahead` has one for each of the periods asked about; `not_begun` is what no time runs for."""

    late: int
    ahead: tuple[int, ...]
    later: int
    not_begun: int

    @property
    def whole(self) -> int:
        """All that is open."""
        return self.late + sum(self.ahead) + self.later + self.not_begun


def planned(amounts: Iterable[tuple[date | None, int]], as_of: date, ahead: Sequence[Period]) -> Plan:
    """Where each (due day, amount) belongs. What was due before `as_of` is late, whichever period holds its due day.

    `ahead` are periods that follow each other; the first is the one that holds `as_of`.
    """
    late = later = not_begun = 0
    coming = [0] * len(ahead)
    for due, amount in amounts:
        if due is None:
            not_begun += amount
        elif due < as_of:
            late += amount
        else:
            place = next((n for n, period in enumerate(ahead) if due in period), None)
            if place is None:
                later += amount
            else:
                coming[place] += amount
    return Plan(late, tuple(coming), later, not_begun)


def together(plans: Iterable[Plan], ahead: int) -> Plan:
    """Several plans over the same `ahead` periods as one."""
    held = list(plans)
    coming = tuple(sum(one.ahead[n] for one in held) for n in range(ahead))
    late, later, not_begun = (sum(getattr(one, name) for one in held) for name in ("late", "later", "not_begun"))
    return Plan(late, coming, later, not_begun)
