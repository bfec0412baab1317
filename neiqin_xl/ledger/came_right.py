"""Held lines for which nobody waits any more: their sheet came again, and they are right or gone in it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import PurePath
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import SheetType

_TELLING = frozenset({Kind.QTY, Kind.MONEY})
_SURELY_AGAIN = 3
"""So many good lines in their old rows, and as many lines as before, make a file the sheet again whatever its name."""
# Behind the name, or before it: 新华 begins a name with what says behind one that it is a copy.
_COPY = late_pattern(
    r"^(?:(?:副本|copy(?: of)?|最新|最终)[\s_\-.]*)+(?=[^\s_\-.])"
    r"|(?:[\s_\-.]*(?:\(\d+\)|副本|copy|最?新|最终[版稿]?|终稿|(?<![a-z])(?:v\d+|ok)|第?[\d一二三四五]+[版稿])|\s+-?\s*\d)+[\s_\-.]*$",
    re.IGNORECASE,
)
_PUT_RIGHT = late_pattern(r"改|更正|修正|订正|标记")
_PUT_RIGHT_BEHIND = late_pattern(r"[\s_\-.]*(?:修?改|更正|修正|订正|标记)[好过正了后版]*\d?$")


class _Line(NamedTuple):
    """A line as its sheet said it; `place` is its sheet and row, None stands where nothing could be read."""

    id: int
    place: tuple[str, int]
    fit: bool
    values: tuple[object, ...]

    def says_all_of(self, other: _Line) -> bool:
        """Whether nothing stands in the other that does not stand here."""
        return all(theirs is None or own == theirs for own, theirs in zip(self.values, other.values, strict=True))

    def tells(self, kind: SheetType) -> bool:
        """Whether it says enough to be known among others of its day and customer."""
        return any(
            value is not None and (field.name == kind.number or field.kind in _TELLING)
            for field, value in zip(kind.fields, self.values, strict=True)
        )


def came_right(ledger: Ledger, kind: SheetType, held: Mapping[int, int]) -> set[int]:
    """The lines, of those `held` with the arrivals they came by, whose sheets came again without the fault.

    A later drop is the sheet again where all that was good in the first is in it. One that is named after its file, or
    has its very content, settles every held line where it has fewer lines than the first; else those held lines that
    one of its other lines says all of, or stands in the row of without being plainly another number's, faulty or not.
    Where nothing was good, only such a drop counts, and of it a line that does both. A drop of another name settles a
    held line by one that says all of it, if that is enough to be known by; and where enough good lines stand in their
    old rows, also by what stands in its row and differs in figures only.
    """
    settled: set[int] = set()
    by_arrival: defaultdict[int, set[int]] = defaultdict(set)
    for line, arrival in held.items():
        by_arrival[arrival].add(line)
    for arrival, waiting in by_arrival.items():
        first = _lines(ledger, kind, arrival)
        bad = [one for one in first if one.id in waiting]
        good = [one for one in first if one.fit and one.id not in waiting]
        later = _later(ledger, kind, arrival)
        named_so = {one for one, is_named_so in later.items() if is_named_so}
        # Most of what came later is of other sheets, and is not read.
        for one in sorted(_saying(ledger, kind, later, good[0]) if good else named_so):
            again = _lines(ledger, kind, one)
            left = _without(again, good)
            if left is None:
                continue
            if good and one in named_so and len(again) < len(first):
                settled |= waiting
            elif one in named_so:
                settled.update(_replaced(bad, left, partial(_is_put_right, kind), by_both=not good))
            elif _are_in_place(good, again):
                settled.update(_replaced(bad, left, partial(_differs_in_figures, kind)))
            else:
                settled.update(_replaced([line for line in bad if line.tells(kind)], left))
    return settled


def _are_in_place(good: Sequence[_Line], again: Iterable[_Line]) -> bool:
    """Whether so many lines as make a sheet stand in their old rows."""
    there: defaultdict[tuple[str, int], list[_Line]] = defaultdict(list)
    for line in again:
        there[line.place].append(line)
    return len(good) >= _SURELY_AGAIN and all(
        any(one.says_all_of(line) for one in there.get(line.place, ())) for line in good
    )


def is_named_after(name: str, first: str) -> bool:
    """Whether a file's name is that of an earlier one, or says that it is a copy of it or was put right.

    登记(1), 登记 - 副本, 登记改, 登记_标记 are named after 登记, and it after 登记(1); 银行登记 and 登记11月 are not.
    """
    core, called = _core(first), _stem(name)
    before, named, after = called.partition(core)
    return called == _stem(first) or _core(name) == core or bool(named and _PUT_RIGHT.search(f"{before}{after}"))


@lru_cache(4_096)
def _stem(name: str) -> str:
    return unicodedata.normalize("NFKC", PurePath(name).stem).casefold()


@lru_cache(4_096)
def _core(name: str) -> str:
    """A file's name without what says that it is a copy, or was put right."""
    bare = _COPY.sub("", _stem(name)) or _stem(name)
    return _PUT_RIGHT_BEHIND.sub("", bare) or bare


def _without(lines: list[_Line], wanted: Iterable[_Line]) -> list[_Line] | None:
    """The lines but those that say what the wanted ones say, one for each; None where one of those is not there."""
    left = list(lines)
    for one in wanted:
        said = next((n for n, line in enumerate(left) if line.says_all_of(one)), None)
        if said is None:
            return None
        del left[said]
    return left


def _replaced(
    bad: Iterable[_Line],
    left: list[_Line],
    in_its_row: Callable[[_Line, _Line], bool] | None = None,
    *,
    by_both: bool = False,
) -> Iterator[int]:
    """Those whose place one of the lines left has taken: by its text, or `in_its_row`; `by_both` only where both."""
    for one in bad:
        for n, line in enumerate(left):
            is_there = in_its_row is not None and line.place == one.place and in_its_row(line, one)
            says_it = line.says_all_of(one)
            if (is_there and says_it) if by_both else (is_there or says_it):
                del left[n]
                yield one.id
                break


def _apart(kind: SheetType, line: _Line, bad: _Line) -> set[str]:
    """The fields in which both say something, and not the same."""
    said = zip(kind.fields, line.values, bad.values, strict=True)
    return {field.name for field, own, theirs in said if None not in (own, theirs) and own != theirs}


def _is_put_right(kind: SheetType, line: _Line, bad: _Line) -> bool:
    """Whether a line may be the bad one put right: one of another number that says something else is another."""
    apart = _apart(kind, line, bad)
    return kind.number not in apart or len(apart) == 1


def _differs_in_figures(kind: SheetType, line: _Line, bad: _Line) -> bool:
    return all(kind.field[name].kind.is_number for name in _apart(kind, line, bad))


def _later(ledger: Ledger, kind: SheetType, arrival: int) -> dict[int, bool]:
    """The drops after that one, not taken back, with papers of the same keys or customers.

    Beside each, whether its file is of the same office and named after the first, or has the same content.
    """
    found: dict[int, list[str]] = {}
    for key in ("group_key", "mention"):
        found.update(
            (later, told)
            for later, *told in ledger.rows(
                "SELECT DISTINCT later.arrival, arrival.name, arrival.office, arrival.canonical "
                "FROM paper AS later CROSS JOIN arrival "
                f"ON arrival.id = later.arrival WHERE later.{key} IN "
                f"(SELECT own.{key} FROM paper AS own WHERE own.arrival = ? AND own.type = ?) "
                "AND later.arrival > ? AND later.type = ? "
                "AND later.arrival NOT IN (SELECT arrival FROM undone)",
                (arrival, kind.name) * 2,
            )
        )
    ((name, whose, content),) = ledger.rows("SELECT name, office, canonical FROM arrival WHERE id = ?", (arrival,))
    return {
        later: (office == whose and is_named_after(called, name)) or (bool(content) and content == said)
        for later, (called, office, said) in found.items()
    }


def _saying(ledger: Ledger, kind: SheetType, arrivals: Iterable[int], wanted: _Line) -> set[int]:
    """Those of the drops of which a line says all that the wanted one says."""
    said = {field.name: value for field, value in zip(kind.fields, wanted.values, strict=True) if value is not None}
    alike = "".join(f' AND line."{name}" = ?' for name in said)
    return {
        row[0]
        for row in ledger.rows_in(
            f'SELECT DISTINCT paper.arrival FROM paper JOIN "{line_table(kind)}" AS line ON line.paper = paper.id '
            f"AND line.composed = 0{alike} WHERE paper.type = ? AND paper.arrival IN (?*)",
            arrivals,
            [*said.values(), kind.name],
        )
    }


def _lines(ledger: Ledger, kind: SheetType, arrival: int) -> list[_Line]:
    listed = line_fields(kind)
    return [
        _Line(row[0], (row[1], row[2]), bool(row[3]), row[4:])
        for row in ledger.rows(
            f'SELECT line.id, paper.sheet, line.row, line.fit, {listed} FROM paper JOIN "{line_table(kind)}" AS line '
            "ON line.paper = paper.id AND line.composed = 0 WHERE paper.arrival = ? AND paper.type = ? "
            "ORDER BY line.id",
            (arrival, kind.name),
        )
    ]
