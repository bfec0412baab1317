"""Held lines for which nobody waits any more: their sheet came again, and they are right or gone in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import SheetType


class _Line(NamedTuple):
    """A line as its sheet said it; `place` is its sheet and row, None stands where nothing could be read."""

    id: int
    place: tuple[str, int]
    fit: bool
    values: tuple[object, ...]

    def says_all_of(self, other: _Line) -> bool:
        """Whether nothing stands in the other that does not stand here."""
        return all(theirs is None or own == theirs for own, theirs in zip(self.values, other.values, strict=True))


def came_right(ledger: Ledger, kind: SheetType, held: Mapping[int, int]) -> set[int]:
    """The lines, of those `held` with the arrivals they came by, whose sheets came again without the fault.

    A later drop is the sheet again where all that was good in the first is in it; where nothing was, by the name of its
    file. A held line is settled by a line that says all that it said, or that stands in its row of a file of its name,
    which waits for itself if it is faulty still. Where the sheet is no longer than it was, it may have been left out.
    """
    settled: set[int] = set()
    by_arrival: defaultdict[int, set[int]] = defaultdict(set)
    for line, arrival in held.items():
        by_arrival[arrival].add(line)
    for arrival, waiting in by_arrival.items():
        first = _lines(ledger, kind, arrival)
        bad = [one for one in first if one.id in waiting]
        good = [one for one in first if one.fit]
        for later, is_named_so in _later(ledger, kind, arrival):
            again = _lines(ledger, kind, later) if good or is_named_so else []
            left = _without(again, good)
            if left is None:
                continue
            if good and len(again) <= len(first):
                settled |= waiting
            else:
                settled.update(_replaced(bad, left, is_named_so=is_named_so, by_both=not good))
    return settled


def _without(lines: list[_Line], wanted: Iterable[_Line]) -> list[_Line] | None:
    """The lines but those that say what the wanted ones say, one for each; None where one of those is not there."""
    left = list(lines)
    for one in wanted:
        said = next((n for n, line in enumerate(left) if line.says_all_of(one)), None)
        if said is None:
            return None
        del left[said]
    return left


def _replaced(bad: Iterable[_Line], left: list[_Line], *, is_named_so: bool, by_both: bool) -> Iterator[int]:
    """Those whose place one of the lines left has taken: by its row or its text, or `by_both` only."""
    for one in bad:
        for n, line in enumerate(left):
            is_there, says_it = is_named_so and line.place == one.place, line.says_all_of(one)
            if (is_there and says_it) if by_both else (is_there or says_it):
                del left[n]
                yield one.id
                break


def _later(ledger: Ledger, kind: SheetType, arrival: int) -> list[tuple[int, bool]]:
    """The drops after that one, not taken back, with papers of the same keys or customers, oldest first.

    Beside each, whether its file bears the name of the first, maybe with more before or behind it.
    """
    found: dict[int, str] = {}
    for key in ("group_key", "mention"):
        found.update(
            ledger.rows(
                "SELECT DISTINCT later.arrival, arrival.name FROM paper AS own CROSS JOIN paper AS later "
                f"ON later.{key} = own.{key} JOIN arrival ON arrival.id = later.arrival WHERE own.arrival = ?1 "
                "AND own.type = ?2 AND later.type = ?2 AND later.arrival > ?1 "
                "AND later.arrival NOT IN (SELECT arrival FROM undone)",
                (arrival, kind.name),
            )
        )
    ((name,),) = ledger.rows("SELECT name FROM arrival WHERE id = ?", (arrival,))
    return [(later, PurePath(name).stem in found[later]) for later in sorted(found)]


def _lines(ledger: Ledger, kind: SheetType, arrival: int) -> list[_Line]:
    listed = ", ".join(f'line."{one.name}"' for one in kind.fields)
    return [
        _Line(row[0], (row[1], row[2]), bool(row[3]), row[4:])
        for row in ledger.rows(
            f'SELECT line.id, paper.sheet, line.row, line.fit, {listed} FROM paper JOIN "{line_table(kind)}" AS line '
            "ON line.paper = paper.id AND line.composed = 0 WHERE paper.arrival = ? AND paper.type = ? "
            "ORDER BY line.id",
            (arrival, kind.name),
        )
    ]
