"""Where the rows (or columns) of a sheet go: each stands nowhere, once or many times, by the loop it lies in."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from neiqin_xl.workbook.names import LAST_ROW

# The loops around a copy, outermost first: which loop, and which time round.
Path = tuple[tuple[int, int], ...]
Span = tuple[int, int]
# A row that stands next: its former number, the loops around it, how often it stands.
Placed = tuple[int, Path, int]

_MUCH = 200


class Run(NamedTuple):
    """Copies of one row that stand one behind the other, from `first` to `last`, within the loops of `path`."""

    path: Path
    first: int
    last: int


class Track:
    """Rows counted from 1 to `length` and where they stand now; those behind it follow the last.

    `chains` names the loops around each row, outermost first; rows that it does not know are in none. `limit` is the
    last row that a sheet can have.
    """

    def __init__(self, length: int, chains: Sequence[tuple[int, ...]] = (), limit: int = LAST_ROW) -> None:
        self.length = length
        self.limit = limit
        self.total = 0
        self._chains = chains
        self._spans: dict[tuple[int, Path], Span] = {}
        self._runs: dict[int, list[Run]] = {}
        self._gaps: list[tuple[int, Span]] = []
        self._places = 0

    def place(self, row: int, path: Path = (), count: int = 1) -> int:
        """Let the row stand next, `count` times in a row; returns where the first of them stands."""
        first = self.total + 1
        self.total = last = self.total + count
        spans = self._spans
        for depth in range(len(path) + 1):
            key = (row, path[:depth])
            held = spans.get(key)
            spans[key] = (first if held is None else held[0], last)
        self._runs.setdefault(row, []).append(Run(path, first, last))
        self._places += 1
        return first

    def gap(self, count: int) -> None:
        """Leave that many rows empty before the next; ranges that reach across them have them too."""
        self._gaps.append((max(self._runs, default=0), (self.total + 1, self.total + count)))
        self.total += count

    @property
    def signature(self) -> Hashable:
        """What stands for where the rows are: the track itself; None where that is much, and not worth remembering."""
        return None if self._places > _MUCH or self._gaps else self

    @property
    def shift(self) -> int:
        """How far what lies behind the known rows moves."""
        return self.total - self.length

    def runs(self, row: int) -> list[Run]:
        """Where copies of the row stand, in order; beyond the known rows each stands once."""
        if row > self.length:
            moved = self._beyond(row)
            return [] if moved is None else [Run((), moved, moved)]
        return self._runs.get(row, [])

    def path_of(self, row: int) -> Path:
        """The loops around the first copy of the row."""
        runs = self.runs(row)
        return runs[0].path if runs else ()

    def first(self, row: int, path: Path = ()) -> int | None:
        """Where the first copy stands that is seen from within the loops of `path`; None where there is none."""
        span = self._span(row, path)
        return span and span[0]

    def span(self, first: int, last: int, path: Path = ()) -> Span | None:
        """From the first copy of any of these rows to the last, seen from within `path`; None where all are gone."""
        if last >= self.limit:
            begin = self._from(first, self.length, path)
            return (begin, self.limit) if begin is not None else (min(first + self.shift, self.limit), self.limit)
        begin = self._from(first, last, path)
        if begin is None:
            return None
        for row in range(last, first - 1, -1):
            found = self._span(row, path)
            if found is not None:
                return begin, found[1]
        return None

    def near(self, row: int) -> int:
        """Where what is fastened to the row stands: at its first copy, or at the row before where it is gone."""
        if row > self.length:
            return max(1, min(row + self.shift, self.limit))
        for before in range(row, 0, -1):
            found = self.first(before)
            if found is not None:
                return found
        return 1

    def ranges(self, first: int, last: int) -> list[Span]:
        """All copies of these rows as ranges, in order."""
        if last >= self.limit:
            span = self.span(first, last)
            return [] if span is None else [span]
        known = range(first, min(last, self.length) + 1)
        spans = [(run.first, run.last) for row in known for run in self.runs(row)]
        spans += [span for behind, span in self._gaps if first <= behind < last]
        spans.sort()
        if last > self.length:
            spans.append((max(first, self.length + 1) + self.shift, min(last + self.shift, self.limit)))
        return list(_joined(spans))

    def instances(self, first: int, last: int) -> list[tuple[Path, Span]]:
        """Each copy of these rows together: one for every time round the innermost loop that has them all."""
        if first == last:
            return [(run.path, (at, at)) for run in self.runs(first) for at in range(run.first, run.last + 1)]
        depth = _common(self._chain(first), self._chain(last))
        paths = (
            dict.fromkeys(run.path[:depth] for row in range(first, last + 1) for run in self.runs(row))
            if depth
            else [()]
        )
        found = ((path, self.span(first, last, path)) for path in paths)
        return [(path, span) for path, span in found if span is not None]

    def _chain(self, row: int) -> tuple[int, ...]:
        return self._chains[row] if row < len(self._chains) else ()

    def _beyond(self, row: int) -> int | None:
        moved = row + self.shift
        return moved if 1 <= moved <= self.limit else None

    def _span(self, row: int, path: Path) -> Span | None:
        if row > self.length:
            moved = self._beyond(row)
            return None if moved is None else (moved, moved)
        if path:
            path = path[: _common(self._chain(row), [loop for loop, _ in path])]
        return self._spans.get((row, path))

    def _from(self, first: int, last: int, path: Path) -> int | None:
        for row in range(first, last + 1):
            found = self._span(row, path)
            if found is not None:
                return found[0]
        return None


def inserted(before: int, count: int, limit: int = LAST_ROW) -> Track:
    """`count` empty rows before a row."""
    track = Track(before - 1, limit=limit)
    for row in range(1, before):
        track.place(row)
    track.gap(count)
    return track


def deleted(first: int, last: int, limit: int = LAST_ROW) -> Track:
    """These rows gone."""
    track = Track(last, limit=limit)
    for row in range(1, first):
        track.place(row)
    return track


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    depth = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        depth += 1
    return depth


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    held: Span | None = None
    for first, last in spans:
        if held is not None and first == held[1] + 1:
            held = held[0], last
            continue
        if held is not None:
            yield held
        held = first, last
    if held is not None:
        yield held
