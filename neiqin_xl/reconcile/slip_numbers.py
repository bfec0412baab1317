"""联号: which numbers of slips are missing, which were given twice, which are out of the order of their dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"(?P<before>.*?)(?P<digits>[0-9]+)(?P<behind>[^0-9]*)", re.DOTALL)
# How a number may begin with its day or month, and how far from the slip's own day that may lie, in days.
_DATED = (("%Y%m%d", 8, 31), ("%y%m%d", 6, 31), ("%Y%m", 6, 62), ("%y%m", 4, 62))
DATED_WITHIN_DAYS = max(days for *_, days in _DATED)
"""A number that begins with a day or a month was given to no slip farther from it."""
_DATE_AT_END = re.compile(r"[0-9]+[-_/. ]*$")
_LEAST_RUNNING = 2
_BETWEEN = "-_/. "
# A day's first slip is number 1, unless the office begins its days elsewhere (101, 501 …).
_BEGINS_AT_ONE = 100


class Numbered(NamedTuple):
    """A slip with its number as `text`, its day (ISO) and `key`, which no other slip has."""

    key: tuple[str, ...]
    company: str
    text: str
    day: str


class Series(NamedTuple):
    """Numbers that follow each other: what stands before and behind the running part, and whether they are dated.

    `digits` is how many digits a running part with leading zeros has, 0 without.
    """

    company: str
    before: str
    behind: str
    is_dated: bool
    digits: int

    def number(self, running: int) -> str:
        """The number as it is written."""
        return f"{self.before}{running:0{self.digits or 1}d}{self.behind}"


class Gap(NamedTuple):
    """Missing numbers, from `first` to `last`; `before` is None where a day's numbers do not begin with 1."""

    series: Series
    first: int
    last: int
    before: Numbered | None
    after: Numbered

    @property
    def size(self) -> int:
        """How many are missing."""
        return self.last - self.first + 1


Member = tuple[int, Numbered]
"""A slip beside the running part of its number."""


class Checked(NamedTuple):
    """`doubles` are slips of one company, number and year; `reversed` pairs of which the lower number is later.

    `unnumbered` are slips whose number has no digits, or that have none.
    """

    gaps: list[Gap]
    doubles: list[tuple[Numbered, ...]]
    reversed: list[tuple[Numbered, Numbered]]
    unnumbered: list[Numbered]


def checked(slips: Iterable[Numbered]) -> Checked:
    """What is wrong with the numbers of these slips, each in the order of company and number.

    A gap or a pair out of order is found between neighbours, so that one slip dated wrongly is told once. Where numbers
    begin anew in a new year, nothing is missing at the turn.
    """
    result = Checked([], [], [], [])
    held: dict[tuple[str, str, str, bool], list[tuple[str, Numbered]]] = defaultdict(list)
    by_text: dict[tuple[str, str, str], list[Numbered]] = defaultdict(list)
    for one in sorted(slips, key=lambda one: (one.company, one.text, one.day, one.key)):
        parted = _parted(one)
        if parted is None:
            result.unnumbered.append(one)
            continue
        before, running, behind, is_dated = parted
        held[one.company, before, behind, is_dated].append((running, one))
        by_text[one.company, one.text, one.day[:4]].append(one)
    result.doubles.extend(tuple(found) for found in by_text.values() if len(found) > 1)
    books = [
        (Series(*called, digits), members) for called, found in held.items() for digits, members in _by_width(found)
    ]
    running_on = _running_on(books)
    for series, members in books:
        _look(series, members, running_on.get(series), result)
    return result


def _parted(one: Numbered) -> tuple[str, str, str, bool] | None:
    """What stands before the running part of a number, that part, what stands behind it, and whether it is dated."""
    found = _NUMBER.fullmatch(one.text)
    if found is None:
        return None
    before, digits, behind = found["before"], found["digits"], found["behind"]
    for pattern, length, days in _DATED:
        if len(digits) >= length + _LEAST_RUNNING and _is_near(digits[:length], pattern, one.day, days):
            return before + digits[:length], digits[length:], behind, True
    apart = before.rstrip(_BETWEEN)
    is_dated = any(_is_near(apart[-length:], pattern, one.day, days) for pattern, length, days in _DATED)
    return before, digits, behind, is_dated


def _is_near(digits: str, pattern: str, day: str, days: int) -> bool:
    try:
        meant = datetime.strptime(digits, pattern).date()  # noqa: DTZ007  # a day has no zone
        return abs((meant - date.fromisoformat(day[:10])).days) <= days
    except ValueError:
        return False


def _by_width(found: Sequence[tuple[str, Numbered]]) -> Iterator[tuple[int, list[Member]]]:
    """Numbers with leading zeros by how many digits they have, all others together."""
    padded = {len(digits) for digits, _ in found if digits.startswith("0")}
    ways: dict[int, list[Member]] = defaultdict(list)
    for digits, one in found:
        ways[len(digits) if len(digits) in padded else 0].append((int(digits), one))
    yield from sorted(ways.items())


def _running_on(books: Iterable[tuple[Series, Sequence[Member]]]) -> dict[Series, Member]:
    """The last slip before each dated series that goes on where the one of the day or month before it ended.

    An office that writes the day before numbers which run on goes on with the very next number more often than it
    begins with 1.
    """
    offices: dict[tuple[str, str, str, int], list[tuple[Series, Sequence[Member]]]] = defaultdict(list)
    for series, members in books:
        if series.is_dated:
            stem = _DATE_AT_END.sub("", series.before)
            offices[series.company, stem, series.behind, series.digits].append((series, members))
    found: dict[Series, Member] = {}
    for dated in offices.values():
        dated.sort(key=lambda one: one[0].before)
        turns = [(_end(earlier), series, min(members)) for (_, earlier), (series, members) in pairwise(dated)]
        firsts = [(last[0], first[0]) for last, _, first in turns]
        going_on = sum(first == last + 1 for last, first in firsts)
        if going_on > sum(first == 1 for _, first in firsts):
            found.update((series, last) for last, series, first in turns if first[0] > last[0])
    return found


def _end(members: Iterable[Member]) -> Member:
    """The last slip before the first great leap, which is another book or a slip of the finger."""
    ordered = sorted(members)
    leap = next((n for n, (one, other) in enumerate(pairwise(ordered)) if other[0] - one[0] > _BEGINS_AT_ONE), -1)
    return ordered[leap]


def _look(series: Series, members: Iterable[Member], last: Member | None, result: Checked) -> None:
    ordered = sorted(members, key=lambda one: (one[1].day[:4], one[0], one[1].day, one[1].key))
    for _, of_year in groupby(ordered, key=lambda one: one[1].day[:4]):
        held = list(of_year)
        first, slip = held[0]
        if last is not None and last[0] + 1 < first:
            result.gaps.append(Gap(series, last[0] + 1, first - 1, last[1], slip))
        elif last is None and series.is_dated and 1 < first < _BEGINS_AT_ONE:
            result.gaps.append(Gap(series, 1, first - 1, None, slip))
        for (lower, one), (higher, other) in pairwise(held):
            if higher > lower + 1:
                result.gaps.append(Gap(series, lower + 1, higher - 1, one, other))
            if higher > lower and other.day < one.day:
                result.reversed.append((one, other))
        last = held[-1]
