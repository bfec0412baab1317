"""The rows between the markers of a template: which repeat for the values at hand, and which stand once together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.moves.track import Placed
from neiqin_xl.workbook.template.expressions import Context
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.rowgroup import RowGroup

_MOST_CUTS = 64


@dataclass(frozen=True, slots=True)
class Together:
    """So many rows that stand once; `placed` is how, where no loop is around them, their cells reach so `far`."""

    group: RowGroup
    placed: list[Placed]
    count: int
    far: int


class Repeating(NamedTuple):
    """A row that repeats for the list of that name."""

    program: RowProgram
    repeated: Names


Part = Together | Repeating


@dataclass(slots=True)
class Rows:
    """Rows of a template that follow each other, each with its number; None for those that have no cells at all."""

    rows: list[tuple[int, RowProgram | None]] = field(default_factory=list)
    _names: tuple[Names, ...] | None = None
    _parts: dict[tuple[tuple[Names, bool], ...] | None, list[Part]] = field(default_factory=dict)

    @property
    def programs(self) -> list[RowProgram]:
        """Those that have cells."""
        return [program for _, program in self.rows if program is not None]

    def lists(self, context: Context) -> dict[Names, Sequence[Any]]:
        """The lists among these values for which some of the rows may repeat."""
        if self._names is None:
            self._names = tuple(dict.fromkeys(name for program in self.programs for name in program.lists))
        found: dict[Names, Sequence[Any]] = {}
        for name in self._names:
            value: Any = context
            for one in name:
                value = value.get(one) if type(value) is dict or isinstance(value, Mapping) else None
            if type(value) is not dict and isinstance(value, LISTS):
                found[name] = value
        return found

    def parts(self, lists: Mapping[Names, Sequence[Any]] | None) -> list[Part]:
        """The rows for these lists, in order; for none at all they stand once and are blank."""
        key = tuple([(name, bool(items)) for name, items in lists.items()]) if lists else None if lists is None else ()
        found = self._parts.get(key)
        if found is None:
            if len(self._parts) >= _MOST_CUTS:
                self._parts.clear()
            found = self._parts[key] = self._cut(lists)
        return found

    def _cut(self, lists: Mapping[Names, Sequence[Any]] | None) -> list[Part]:
        parts: list[Part] = []
        once: list[tuple[int, RowProgram | None]] = []
        for number, program in self.rows:
            found = [name for name in program.lists if name in (lists or ())] if program else []
            # Of several lists one that holds something, lest its rows be missing without a word.
            repeated = next((name for name in found if lists and lists[name]), found[0] if found else None)
            if program is None or lists is None or repeated is None or not lists[repeated]:
                blank = lists is None or repeated is not None
                once.append((number, program.blank if program is not None and blank else program))
                continue
            if once:
                parts.append(_together(once))
                once = []
            parts.append(Repeating(program, repeated))
        return [*parts, _together(once)] if once else parts


def _together(rows: Sequence[tuple[int, RowProgram | None]]) -> Together:
    begin = rows[0][0]
    group = RowGroup([program for _, program in rows if program is not None], begin)
    far = group.programs[-1].number - begin + 1 if group.programs else 0
    return Together(group, [(number, (), 1) for number, _ in rows], len(rows), far)
