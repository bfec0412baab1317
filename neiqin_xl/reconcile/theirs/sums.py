"""Several lines that together are one of the other side: what was merged into one line, or split into several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from neiqin_xl.reconcile.theirs.entries import Entry, sum_of

MOST_PARTS = 6
_STEPS_OF_ONE, _STEPS_OF_ALL = 600, 60_000


class Sums:
    """A search for sums that ends in bounded time: so many steps for a line, and so many for all lines together."""

    def __init__(self) -> None:
        self._left = _STEPS_OF_ALL

    def parts(
        self, whole: Entry, able: Sequence[int], entries: Sequence[Entry], fits: Callable[[tuple[int, ...]], bool]
    ) -> tuple[int, ...] | None:
        """The indexes of lines whose amounts add up to that of `whole`; None where none do, or several that differ.

        All lines together are tried first, then parts of them with the sign of the whole, the fewest that will do.
        `fits` has the last word on a set.
        """
        amount = whole.amount
        if not amount:
            return None
        known = [at for at in able if entries[at].amount]
        if len(known) > 1 and sum_of(entries[at] for at in known) == amount and fits(tuple(known)):
            return tuple(known)
        sign = 1 if amount > 0 else -1
        sizes = {at: sign * (entries[at].amount or 0) for at in known}
        smaller = sorted((at for at, size in sizes.items() if 0 < size < abs(amount)), key=lambda at: (-sizes[at], at))
        found = self._search(abs(amount), smaller, [sizes[at] for at in smaller])
        best = sorted((some for some in found if fits(some)), key=len)
        if not best or (
            len(best) > 1 and len(best[0]) == len(best[1]) and _said(best[0], entries) != _said(best[1], entries)
        ):
            return None
        return tuple(sorted(best[0]))

    def _search(self, amount: int, places: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, ...]]:
        """Sets of places whose sizes, which descend, add up to the amount."""
        rest = [*accumulate(reversed(sizes))][::-1]
        found: list[tuple[int, ...]] = []
        steps = min(_STEPS_OF_ONE, self._left)
        self._left -= steps
        waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, amount, ())]
        while waiting and steps > 0:
            at, missing, taken = waiting.pop()
            steps -= 1
            if at == len(sizes) or rest[at] < missing or len(taken) == MOST_PARTS:
                continue
            waiting.append((at + 1, missing, taken))
            size = sizes[at]
            if size == missing and taken:
                found.append((*taken, places[at]))
            elif size < missing:
                waiting.append((at + 1, missing - size, (*taken, places[at])))
        self._left += steps
        return found


def _said(some: Sequence[int], entries: Sequence[Entry]) -> list[tuple[object, ...]]:
    return sorted((entries[at].amount or 0, entries[at].day or 0, entries[at].numbers) for at in some)
