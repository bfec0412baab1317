"""What we learned of a frozen period only later, held against what differs from a customer's sheet of it.

The sheet of a frozen month is held against the month as it was frozen. Where what differs of a paper is just what it
came to otherwise since, nobody need look for it: it counts in the first days that are not frozen, as 前期调整.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from neiqin_xl.reconcile.theirs.amounts import Cause
from neiqin_xl.reconcile.theirs.differences import Differing, Why
from neiqin_xl.reconcile.theirs.entries import Entry
from neiqin_xl.reconcile.theirs.likeness import DAYS
from neiqin_xl.reconcile.theirs.reconciled import Reconciled


class Later(NamedTuple):
    """A paper of the period that came to so many fen more, or less, after the period was frozen.

    `keys` are those of its lines among ours, none where the period was frozen without it; `numbers` are its own, made
    comparable, and `day` its date's ordinal.
    """

    keys: frozenset[str]
    numbers: tuple[str, ...]
    day: int
    change: int


class _Gap(NamedTuple):
    """How much more they owe in their books than in ours by a match, or by a line on one side only, at that place."""

    kind: str
    place: int
    fen: int


_PAIR, _OURS, _THEIRS = "pair", "ours", "theirs"


def with_later(found: Reconciled, later: Iterable[Later]) -> Reconciled:
    """The same, with that for the reason of what differs by just what these papers came to otherwise since."""
    known: set[tuple[str, int]] = set()
    for one in later:
        gaps = [gap for gap in _gaps(found, one) if gap[:2] not in known]
        if sum(gap.fen for gap in gaps) == one.change:
            known.update(gap[:2] for gap in gaps)
        else:
            # Something else of the paper may differ as well.
            alone = [gap for gap in gaps if gap.fen == one.change]
            known.update(gap[:2] for gap in alone[: len(alone) == 1])
    if not known:
        return found
    return replace(
        found,
        compared=tuple(
            replace(one, cause=Cause.LATER) if (_PAIR, n) in known else one for n, one in enumerate(found.compared)
        ),
        only_ours=_said(found.only_ours, _OURS, known),
        only_theirs=_said(found.only_theirs, _THEIRS, known),
    )


def _said(left: Sequence[tuple[int, Why]], kind: str, known: set[tuple[str, int]]) -> tuple[tuple[int, Why], ...]:
    return tuple((at, Why.LATER if (kind, n) in known else why) for n, (at, why) in enumerate(left))


def _gaps(found: Reconciled, one: Later) -> list[_Gap]:
    """All that differs of the paper."""
    gaps = [_Gap(_PAIR, n, pair.gap) for n, pair in enumerate(found.compared) if _is_about(pair, found.ours, one)]
    for n, (at, _) in enumerate(found.only_ours):
        if found.ours[at].key in one.keys:
            gaps.append(_Gap(_OURS, n, -(found.ours[at].amount or 0)))
    for n, (at, _) in enumerate(found.only_theirs):
        if _may_be(found.theirs[at], one):
            gaps.append(_Gap(_THEIRS, n, found.theirs[at].amount or 0))
    return gaps


def _is_about(pair: Differing, ours: Sequence[Entry], one: Later) -> bool:
    return bool(pair.gap) and not pair.outside and all(ours[at].key in one.keys for at in pair.match.ours)


def _may_be(entry: Entry, one: Later) -> bool:
    """Whether a line that only they have may be of the paper: by its number, else by its amount about its day."""
    if entry.numbers and one.numbers:
        return not set(entry.numbers).isdisjoint(one.numbers)
    return entry.amount == one.change and entry.day is not None and abs(entry.day - one.day) <= DAYS
