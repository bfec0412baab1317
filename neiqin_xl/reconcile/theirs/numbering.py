"""By which numbers the lines of two papers are compared: those of slips, or those of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neiqin_xl.reconcile.theirs.entries import Entry, Flow

_NUMBERED_SHARE = 5
_OF_GOODS = (Flow.GOODS, Flow.BACK)


def alike_numbered(ours: Sequence[Entry], theirs: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """Both sides by the numbers of papers, or by those of orders where their papers bear no numbers of ours."""
    by_order = [[replace(one, numbers=one.orders) for one in side] for side in (ours, theirs)]
    if not are_numbered_alike(ours, theirs) and are_numbered_alike(*by_order):
        return by_order[0], by_order[1]
    return ours, theirs


def by_our_numbers(ours: Sequence[Entry], theirs: Sequence[Entry]) -> list[Entry]:
    """Their lines with the numbers of ours that their words mention, and without numbers of books that are not ours.

    A voucher of theirs (转-033 入库 XS2610-003) bears no number that anybody wrote wrongly.
    """
    money, goods = (
        {number for one in ours if (one.flow is Flow.MONEY) is wanted for number in one.numbers}
        for wanted in (True, False)
    )
    vouchers = [replace(one, numbers=one.own) for one in theirs if one.own]
    foreign = not are_numbered_alike(ours, vouchers)
    made = []
    for one in theirs:
        known = money if one.flow is Flow.MONEY else goods if one.flow in _OF_GOODS else money | goods
        kept = [number for number in one.numbers if not (foreign and number in one.own and number not in known)]
        found = [number for number in one.mentioned if number in known]
        made.append(replace(one, numbers=tuple(dict.fromkeys((*kept, *found)))))
    return made


def are_numbered_alike(ours: Sequence[Entry], theirs: Sequence[Entry]) -> bool:
    """Whether both papers write the same kind of numbers: one in five of theirs is also one of ours."""
    known = {number for one in ours for number in one.numbers}
    numbered = [one for one in theirs if one.numbers]
    return bool(numbered) and _NUMBERED_SHARE * sum(not known.isdisjoint(one.numbers) for one in numbered) >= len(
        numbered
    )
