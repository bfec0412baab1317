"""By which numbers the lines of two papers are compared: those of slips, or those of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neiqin_xl.reconcile.theirs.entries import Entry

_NUMBERED_SHARE = 5


def alike_numbered(ours: Sequence[Entry], theirs: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """Both sides by the numbers of papers, or by those of orders where their papers bear no numbers of ours."""
    by_order = [[replace(one, numbers=one.orders) for one in side] for side in (ours, theirs)]
    if not are_numbered_alike(ours, theirs) and are_numbered_alike(*by_order):
        return by_order[0], by_order[1]
    return ours, theirs


def are_numbered_alike(ours: Sequence[Entry], theirs: Sequence[Entry]) -> bool:
    """Whether both papers write the same kind of numbers: one in five of theirs is also one of ours."""
    known = {number for one in ours for number in one.numbers}
    numbered = [one for one in theirs if one.numbers]
    return bool(numbered) and _NUMBERED_SHARE * sum(not known.isdisjoint(one.numbers) for one in numbered) >= len(
        numbered
    )
