"""Positions of lines in order of entry, kept as runs: a file's lines follow each other, so few numbers tell many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any


class Positions:
    """Whole numbers in ascending order, each once; half a million lines of a thousand files are a thousand runs."""

    def __init__(self, runs: Iterable[Sequence[int]] = ()) -> None:
        """`runs` are (first, how many), ascending and apart."""
        self._firsts: list[int] = []
        self._before = [0]
        for first, count in runs:
            self._firsts.append(first)
            self._before.append(self._before[-1] + count)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Positions:
        """These numbers, which need be neither sorted nor different."""
        ordered = sorted(set(numbers))
        if ordered and ordered[-1] - ordered[0] == len(ordered) - 1:
            return cls([(ordered[0], len(ordered))])
        made = cls()
        for number in ordered:
            made.append(number)
        return made

    def append(self, number: int) -> None:
        """Add a number that is larger than all here."""
        count = self._before[-1]
        if self._firsts and number == self._firsts[-1] + count - self._before[-2]:
            self._before[-1] = count + 1
            return
        self._firsts.append(number)
        self._before.append(count + 1)

    def changed(self, come: Iterable[int], gone: Iterable[int]) -> Positions:
        """These numbers with others added and some taken away, as another object."""
        more, less = sorted(set(come)), set(gone)
        if less or (more and self._firsts and more[0] <= self._firsts[-1] + self._before[-1] - self._before[-2]):
            return Positions.of({*self, *more} - less)
        made = Positions(self.runs())
        for number in more:
            made.append(number)
        return made

    def passing(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The rows as they come, the first value of each appended here as it passes."""
        append = self.append
        for row in rows:
            append(row[0])
            yield row

    def runs(self) -> list[tuple[int, int]]:
        """(first, how many) of each run, ascending."""
        return [(first, end - begin) for first, (begin, end) in zip(self._firsts, pairwise(self._before), strict=True)]

    def __len__(self) -> int:
        return self._before[-1]

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(range(first, first + count) for first, count in self.runs())

    def __contains__(self, number: int) -> bool:
        run = bisect_right(self._firsts, number) - 1
        return run >= 0 and number - self._firsts[run] < self._before[run + 1] - self._before[run]

    def smaller(self, number: int) -> int:
        """How many of the numbers are smaller than that one: its place, counted from 0, where it is one of them."""
        run = bisect_right(self._firsts, number) - 1
        if run < 0:
            return 0
        return self._before[run] + min(number - self._firsts[run], self._before[run + 1] - self._before[run])
