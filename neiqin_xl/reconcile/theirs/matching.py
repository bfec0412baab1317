"""Our lines and theirs → which are one: what people confirmed, then pairs, then sums, then what only resembles.

Every round is greedy, the surest first, and the same lines in the same order always end in the same pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from neiqin_xl.reconcile.theirs import lookup
from neiqin_xl.reconcile.theirs.entries import Entry, Flow, Same, sum_of
from neiqin_xl.reconcile.theirs.likeness import Judge, Level, Likeness, Numbering
from neiqin_xl.reconcile.theirs.lookup import by_day, by_number, content_of, days_around, marks_of
from neiqin_xl.reconcile.theirs.numbering import alike_numbered, are_numbered_alike
from neiqin_xl.reconcile.theirs.sums import Sums
from neiqin_xl.reconcile.theirs.whole_papers import part_of_paper

_SURE = frozenset({Level.NUMBER_AND_AMOUNT, Level.CONTENT})


@dataclass(frozen=True)
class Match:
    """Lines that are one: indexes of ours and of theirs, as a rule one each; at most one side has several."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    level: Level


@dataclass(frozen=True)
class Matched:
    """Every line once: in a match, or left on its side. Matches are in the order of our lines."""

    matches: tuple[Match, ...]
    only_ours: tuple[int, ...]
    only_theirs: tuple[int, ...]


Keys = frozenset[str]


class _Pair(NamedTuple):
    """Two lines that may be one; pairs sort as they are taken: the likeliest first, then the nearest."""

    unlikeliness: int
    days_apart: int
    places_apart: int
    mine: int
    other: int
    likeness: Likeness


def match(
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    tax_rates: Sequence[int] = (),
    decided: Mapping[tuple[Keys, Keys], bool] | None = None,
) -> Matched:
    """Which of the lines are one. `decided` says of pairs, by the keys of both sides' lines, what a person said."""
    matching = _Matching(ours, theirs, tax_rates, decided or {})
    matching.take_confirmed()
    inside = [at for at, one in enumerate(ours) if not one.outside]
    # Most lines are the same on both sides: they are out of the way before anything is looked at closely.
    matching.take_pairs(inside, lambda one: one.level in _SURE, same_amount=True)
    matching.take_pairs(inside, lambda one: one.level in _SURE)
    matching.take_number_sums(inside)
    matching.take_pairs(inside, lambda one: one.level <= Level.NUMBER)
    matching.take_day_sums(inside)
    matching.take_money_of_period(inside)
    matching.take_pairs(inside, lambda one: one.level <= Level.RESEMBLANCE)
    matching.take_last_of_number(inside)
    matching.take_whole_papers(inside)
    # What is left of theirs may be ours of another period, where that is sure.
    matching.take_pairs(range(len(ours)), lambda one: one.level in _SURE)
    matching.take_number_sums(range(len(ours)))
    matching.take_pairs(range(len(ours)), lambda one: one.level <= Level.NUMBER)
    return matching.matched()


class _Matching:
    """The lines that are still free, and the matches so far."""

    def __init__(
        self,
        ours: Sequence[Entry],
        theirs: Sequence[Entry],
        tax_rates: Sequence[int],
        decided: Mapping[tuple[Keys, Keys], bool],
    ) -> None:
        self._ours, self._theirs = alike_numbered(ours, theirs)
        self._decided = decided
        self._tax_rates = tax_rates
        self._free_ours, self._free_theirs = set(range(len(ours))), set(range(len(theirs)))
        self._found: list[Match] = []
        self._judge = Judge(tax_rates, is_numbered=are_numbered_alike(self._ours, self._theirs))
        self._sums_of = Sums()
        self._likeness: dict[tuple[int, int], Likeness | None] = {}

    def matched(self) -> Matched:
        """What was found."""
        found = sorted(self._found, key=lambda one: (one.ours, one.theirs))
        left = sorted(at for at in self._free_ours if not self._ours[at].outside)
        return Matched(tuple(found), tuple(left), tuple(sorted(self._free_theirs)))

    def take_confirmed(self) -> None:
        """What people confirmed, where all of its lines are there."""
        our_places = {one.key: at for at, one in enumerate(self._ours)}
        their_places = {one.key: at for at, one in enumerate(self._theirs)}
        for (ours, theirs), is_one in sorted(self._decided.items(), key=lambda pair: sorted(pair[0][0] | pair[0][1])):
            if is_one and ours <= our_places.keys() and theirs <= their_places.keys():
                mine = tuple(sorted(our_places[key] for key in ours))
                others = tuple(sorted(their_places[key] for key in theirs))
                if self._free_ours.issuperset(mine) and self._free_theirs.issuperset(others):
                    self._take(mine, others, Level.CONFIRMED)

    def take_pairs(self, some: Iterable[int], wanted: Callable[[Likeness], bool], *, same_amount: bool = False) -> None:
        """Pairs of one and one, the likeliest first; with `same_amount` only those."""
        pairs = sorted(
            _Pair(-found.points, *lookup.apart(self._ours, self._theirs, mine, other), mine, other, found)
            for mine, other in self._candidates(some, same_amount=same_amount)
            if (found := self._like(mine, other)) is not None and wanted(found)
        )
        undecided = self._undecided(pairs)
        for one in pairs:
            is_free = one.mine in self._free_ours and one.other in self._free_theirs
            if is_free and (one.mine, one.other) not in undecided:
                self._take((one.mine,), (one.other,), one.likeness.level)

    def take_number_sums(self, some: Iterable[int]) -> None:
        """Lines of one number that together are one line of the other side, or all lines of that number."""
        ours, theirs = self._by_number(some)
        for number in theirs:
            mine = [at for at in ours.get(number, ()) if at in self._free_ours]
            others = [at for at in theirs[number] if at in self._free_theirs]
            if mine and others and len(mine) + len(others) > 2:
                self._sums(mine, others)

    def take_day_sums(self, some: Iterable[int]) -> None:
        """Lines of about one day that together are one line of the other side."""
        mine = [at for at in some if at in self._free_ours and self._ours[at].day is not None]
        others = sorted(at for at in self._free_theirs if self._theirs[at].day is not None)
        ours_of, theirs_of = by_day(mine, self._ours), by_day(others, self._theirs)
        for other in others:
            whole = self._theirs[other]
            near = [at for day in days_around(whole.day) for at in ours_of.get(day, ()) if at in self._free_ours]
            self._sum_into(other, near, is_theirs=True)
        for one in mine:
            if one in self._free_ours:
                whole = self._ours[one]
                near = [
                    at for day in days_around(whole.day) for at in theirs_of.get(day, ()) if at in self._free_theirs
                ]
                self._sum_into(one, near, is_theirs=False)

    def take_last_of_number(self, some: Iterable[int]) -> None:
        """The only line left on either side of a number, whatever else they say, unless they name other goods."""
        ours, theirs = self._by_number(some)
        for number in theirs:
            mine = [at for at in ours.get(number, ()) if at in self._free_ours]
            others = [at for at in theirs[number] if at in self._free_theirs]
            if len(mine) == len(others) == 1 and not self._is_rejected(mine, others):
                one, other = self._ours[mine[0]], self._theirs[others[0]]
                is_money = (one.flow is Flow.MONEY) == (other.flow is Flow.MONEY)
                if is_money and self._judge.goods(one, other) is not Same.NO:
                    self._take((mine[0],), (others[0],), Level.NUMBER)

    def take_whole_papers(self, some: Iterable[int]) -> None:
        """Papers in one line on one side and in several on the other, of which nothing is taken yet."""
        ours, theirs = self._by_number(some)
        taken = {number for one in self._found for at in one.ours for number in self._ours[at].numbers}
        taken.update(number for one in self._found for at in one.theirs for number in self._theirs[at].numbers)
        for number in theirs:
            mine = [at for at in ours.get(number, ()) if at in self._free_ours]
            others = tuple(at for at in theirs[number] if at in self._free_theirs)
            if number in taken or not mine or not others:
                continue
            sides = [self._ours[at] for at in mine], [self._theirs[at] for at in others]
            one = tuple(mine[at] for at in part_of_paper(*sides, self._judge.goods, self._tax_rates))
            if one and self._may_be(one, others):
                self._take(one, others, Level.NUMBER)

    def take_money_of_period(self, some: Iterable[int]) -> None:
        """The payments of ours that come to what their sheet says in one figure was paid."""
        other = lookup.sum_of_payments(self._theirs)
        mine = [at for at in sorted(some) if at in self._free_ours and self._ours[at].flow is Flow.MONEY]
        if other is None or other not in self._free_theirs or not mine:
            return
        whole, fits = self._theirs[other], partial(self._may_be, theirs=(other,))
        if sum_of(self._ours[at] for at in mine) == whole.amount and fits(tuple(mine)):
            self._take(tuple(mine), (other,), Level.CONTENT)
        elif found := self._sums_of.parts(whole, mine, self._ours, fits):
            self._take(found, (other,), Level.SUM)

    def _sums(self, mine: Sequence[int], others: Sequence[int]) -> None:
        """Take lines of one number that add up to one of the other side."""
        for other in others:
            left = [at for at in mine if at in self._free_ours]
            some = self._sums_of.parts(self._theirs[other], left, self._ours, partial(self._may_be, theirs=(other,)))
            if some is not None:
                self._take(some, (other,), Level.NUMBER_SUM)
        for one in mine:
            if one not in self._free_ours:
                continue
            left = [at for at in others if at in self._free_theirs]
            some = self._sums_of.parts(self._ours[one], left, self._theirs, partial(self._may_be, (one,)))
            if some is not None:
                self._take((one,), some, Level.NUMBER_SUM)

    def _may_be(self, ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
        """Whether nobody said that these lines are not one."""
        return not self._is_rejected(ours, theirs)

    def _sum_into(self, whole: int, near: Sequence[int], *, is_theirs: bool) -> None:
        """Take lines of one side that add up to one of the other: of one day, or of the same goods.

        Lines of many days and goods add up to anything.
        """
        entry = self._theirs[whole] if is_theirs else self._ours[whole]
        entries = self._ours if is_theirs else self._theirs
        most = entry.amount or 0
        heaps: defaultdict[object, list[int]] = defaultdict(list)
        for at in near:
            part = entries[at]
            size = part.amount or 0
            is_smaller = 0 < size < most or most < size < 0
            if is_smaller and self._may_be_part(entry, part, is_theirs=is_theirs):
                heaps["day", part.day].append(at)
                if part.goods.is_named:
                    heaps["goods", part.goods].append(at)
        fits = partial(self._may_be, theirs=(whole,)) if is_theirs else partial(self._may_be, (whole,))
        for heap in heaps.values():
            if len(heap) < 2:
                continue
            found = self._sums_of.parts(entry, heap, entries, fits)
            if found is not None:
                ours, theirs = (found, (whole,)) if is_theirs else ((whole,), found)
                self._take(ours, theirs, Level.SUM)
                return

    def _may_be_part(self, whole: Entry, part: Entry, *, is_theirs: bool) -> bool:
        one, other = (part, whole) if is_theirs else (whole, part)
        if (one.flow is Flow.MONEY) != (other.flow is Flow.MONEY) and Flow.UNKNOWN not in (one.flow, other.flow):
            return False
        return not (one.numbers and other.numbers) or self._judge.numbering(one, other) is not Numbering.OTHER

    def _candidates(self, some: Iterable[int], *, same_amount: bool) -> Iterator[tuple[int, int]]:
        """Pairs that have anything in common, each once: a number, or nearly; an amount; about a day."""
        shelves: defaultdict[object, list[int]] = defaultdict(list)
        for at in some:
            if at in self._free_ours:
                for mark in marks_of(self._ours[at], same_amount=same_amount):
                    shelves[mark].append(at)
        for other in sorted(self._free_theirs):
            entry = self._theirs[other]
            marks = [*marks_of(entry, same_amount=same_amount)]
            if not same_amount:
                marks += [("day", day) for day in days_around(entry.day)[1:]]
            seen = {at for mark in marks for at in shelves.get(mark, ())}
            yield from ((at, other) for at in sorted(seen))

    def _by_number(self, some: Iterable[int]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        free = [at for at in some if at in self._free_ours]
        return by_number(free, self._ours), by_number(sorted(self._free_theirs), self._theirs)

    def _like(self, mine: int, other: int) -> Likeness | None:
        pair = (mine, other)
        if pair not in self._likeness:
            found = self._judge.likeness(self._ours[mine], self._theirs[other])
            self._likeness[pair] = None if found is not None and self._is_rejected((mine,), (other,)) else found
        return self._likeness[pair]

    def _undecided(self, pairs: Sequence[_Pair]) -> set[tuple[int, int]]:
        """Weak pairs of which another is just as likely: nobody can tell which, so a person must."""
        held: defaultdict[tuple[str, int], list[_Pair]] = defaultdict(list)
        for one in pairs:
            if not one.likeness.level.is_sure:
                held["ours", one.mine].append(one)
                held["theirs", one.other].append(one)
        ties: set[tuple[int, int]] = set()
        for (side, _), some in held.items():
            rivals = [one for one in some if one.unlikeliness == some[0].unlikeliness]
            entries = [self._theirs[one.other] if side == "ours" else self._ours[one.mine] for one in rivals]
            if len({content_of(entry) for entry in entries}) > 1:
                ties.update((one.mine, one.other) for one in rivals)
        return ties

    def _is_rejected(self, mine: Iterable[int], others: Iterable[int]) -> bool:
        if not self._decided:
            return False
        keys = frozenset(self._ours[at].key for at in mine), frozenset(self._theirs[at].key for at in others)
        return self._decided.get(keys) is False

    def _take(self, ours: tuple[int, ...], theirs: tuple[int, ...], level: Level) -> None:
        self._free_ours.difference_update(ours)
        self._free_theirs.difference_update(theirs)
        self._found.append(Match(ours, theirs, level))
