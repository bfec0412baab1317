"""What lines of two papers may have in common, to be looked up instead of holding every line against every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from neiqin_xl.reconcile.theirs.entries import Entry, Flow
from neiqin_xl.reconcile.theirs.likeness import DAYS


def marks_of(entry: Entry, *, same_amount: bool) -> Iterator[tuple[str, object]]:
    """What another line may have in common with this one, to be looked up."""
    if same_amount:
        yield "amount", entry.amount
        return
    for number in entry.numbers:
        yield "number", number
        # A mistyped number has the same signs in another order, or all but one of them.
        yield "signs", "".join(sorted(number))
        yield from (("all but", f"{number[:at]} {number[at + 1 :]}") for at in range(len(number)))
    if entry.amount:
        yield "amount", abs(entry.amount)
    if entry.day is not None:
        yield "day", entry.day


def content_of(entry: Entry) -> tuple[object, ...]:
    """What a line says; lines that say the same may be paired in any order."""
    return entry.numbers, entry.day, entry.amount, entry.quantity, entry.goods


def apart(ours: Sequence[Entry], theirs: Sequence[Entry], mine: int, other: int) -> tuple[int, int]:
    """How far two lines are apart in days, and in place: equal lines are paired in their order."""
    one, two = ours[mine].day, theirs[other].day
    return (abs(one - two) if one is not None and two is not None else 999), abs(mine - other)


def by_day(some: Iterable[int], entries: Sequence[Entry]) -> dict[int, list[int]]:
    """The indexes of lines by their day."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at in some:
        found[entries[at].day or 0].append(at)
    return found


def by_number(some: Iterable[int], entries: Sequence[Entry]) -> dict[str, list[int]]:
    """The indexes of lines by each of their numbers."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at in some:
        for number in entries[at].numbers:
            found[number].append(at)
    return dict(found)


def sum_of_payments(entries: Sequence[Entry]) -> int | None:
    """The index of the line of all that was paid, which a sheet says in one figure without a day or a number."""
    paid = [at for at, one in enumerate(entries) if one.flow is Flow.MONEY]
    if len(paid) != 1 or entries[paid[0]].day is not None or entries[paid[0]].numbers:
        return None
    return paid[0]


def days_around(day: int | None) -> list[int]:
    """A day and those about it, the nearest first."""
    return [] if day is None else [day, *(day + sign * step for step in range(1, DAYS + 1) for sign in (1, -1))]
