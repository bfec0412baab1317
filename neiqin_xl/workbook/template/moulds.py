"""Whole sheets that look as one did before: everything of them but the values is ready, and these are told at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.track import Path
from neiqin_xl.workbook.template.fields import Fields
from neiqin_xl.workbook.template.layout import Copies, Once
from neiqin_xl.workbook.template.program import Filled, RowProgram
from neiqin_xl.workbook.template.telling import Teller

if TYPE_CHECKING:
    from neiqin_xl.workbook.template.heights import Fitting
    from neiqin_xl.workbook.template.piped import Piped

# Longer lists are written column by column, as are sheets with formulas, row by row.
_MOST_COPIES = 64
# So many sheets are remembered, and so much XML of them.
_MOST_MADE, _LONGEST_MADE = 256, 8_000_000

Parts = Sequence[Once | Copies]


@dataclass(frozen=True, slots=True)
class Mould:
    """The rows of a sheet with holes.

    `form` is their XML, `styles` are those of the cells with placeholders, in the order in which they are told: row by
    row of the template, of each its cells, of each its copies.
    """

    form: str
    styles: list[int]
    _asked: _Asked
    _texts: list[Filled]
    _picked: Callable[[Sequence[Any]], tuple[Any, ...]]
    _growing: list[tuple[Fitting, list[slice]]]
    _arranged: Callable[[Sequence[str]], tuple[str, ...]]

    def told(self, parts: Parts, check: Callable[[], None]) -> tuple[Any, ...]:
        """What stands in the cells with placeholders."""
        values = self._asked.values(parts, check)
        return self._picked([*values, *[one.told(values) for one in self._texts]] if self._texts else values)

    def rows(self, rests: list[str], contents: Sequence[Any]) -> str:
        """The XML of the rows: `rests` are what follows the addresses of the cells with placeholders."""
        for grows, cells in self._growing:
            rests += grows.attributes([contents[copies] for copies in cells])
        return self.form % self._arranged(rests)


@dataclass(slots=True)
class Moulds:
    """The moulds of one sheet, each made when rows stand so, in a place with that geometry, for the second time."""

    _made: dict[Hashable, Mould | None] = field(default_factory=dict)
    _length: int = 0

    def of(self, parts: Parts, geometry: Hashable) -> Mould | None:
        """The mould for these rows; None for rows that are better written one by one."""
        if geometry is None:
            return None
        # What is the same for parts that differ in their values alone.
        likeness = [
            part.group if isinstance(part, Once) else (part.program, part.repeated, part.count) for part in parts
        ]
        key = (geometry, *likeness)
        if key in self._made:
            found = self._made[key]
            if found is None and all(map(_is_simple, parts)):
                found = self._made[key] = _Casting(parts).mould()
                self._length += len(found.form)
            return found
        if len(self._made) >= _MOST_MADE or self._length > _LONGEST_MADE:
            self._made.clear()
            self._length = 0
        self._made[key] = None
        return None


def hold(known: Known, parts: Parts, held: Sequence[Held]) -> None:
    """Note what the cells of these rows hold, those with placeholders this, in the order in which they are written."""
    begin = 0
    for part in parts:
        if isinstance(part, Once):
            group = part.group
            end = begin + len(group.cells)
            group.hold(known, group.rows(part.first), held[begin:end])
            begin = end
            continue
        count = part.count
        end = begin + count * len(part.program.filled)
        columns = [held[at : at + count] for at in range(begin, end, count)]
        part.program.hold(known, part.first, count, columns)
        begin = end


def _is_simple(part: Once | Copies) -> bool:
    if isinstance(part, Once):
        return not any(program.calculated for program in part.group.programs)
    return not part.program.calculated and part.count <= _MOST_COPIES


@dataclass(slots=True)
class _Asked:
    """Whom the values are asked of: each with the part whose own values it is given."""

    names: list[tuple[int, Fields]] = field(default_factory=list)
    calculated: list[tuple[int, Teller]] = field(default_factory=list)
    columns: list[tuple[int, Teller]] = field(default_factory=list)

    def values(self, parts: Parts, check: Callable[[], None]) -> list[Any]:
        """The values: names, calculated ones, then those of lists, column by column."""
        found: list[Any] = []
        for index, fields in self.names:
            found += fields.values(parts[index].context)
        for index, teller in self.calculated:
            found += teller.calculated(parts[index].context)
        for index, teller in self.columns:
            part = parts[index]
            if isinstance(part, Copies):
                for column in teller.columns(part.items, 0, part.count, part.context, check):
                    found += column
        return found


class _Casting:
    """Makes one mould."""

    def __init__(self, parts: Parts) -> None:
        self._rows = [(index, program, row) for index, part in enumerate(parts) for program, row in _programs(part)]
        self._parts = parts
        self._asked = _Asked()
        # By part, row of the template and expression where among all values the first of it stands.
        self._places: dict[tuple[int, int, int], int] = {}
        self._count = 0

    def mould(self) -> Mould:
        """The mould for these rows."""
        self._ask_names()
        self._ask_calculated()
        self._ask_columns()
        texts: list[Filled] = []
        contents: list[int] = []
        styles: list[int] = []
        forms: list[str] = []
        growing: list[tuple[Fitting, list[slice]]] = []
        # What fills the holes: a cell by its index, a height by its own, counted down from -1.
        holes: list[int] = []
        heights = 0
        for index, program, row in self._rows:
            count = self._copies(index)
            places = [self._places[index, program.number, one] for one in range(len(program.expressions))]
            begin = len(contents)
            for cell, filled in program.filled:
                for copy in range(count):
                    if filled.value is not None:
                        contents.append(places[filled.value] + copy)
                    else:
                        contents.append(self._count + len(texts))
                        texts.append(filled.at([place + copy for place in places]))
                styles += [cell.style] * count
            if program.grows is not None:
                cells = [slice(at, at + count) for at in range(begin, len(contents), count)]
                growing.append((program.grows, cells))
            for copy in range(count):
                if program.grows is not None:
                    heights += 1
                    holes.append(-heights)
                holes += range(begin + copy, len(contents), count)
                forms.append(program.form_at(row + copy))
        order = [hole if hole >= 0 else len(contents) - hole - 1 for hole in holes]
        return Mould("".join(forms), styles, self._asked, texts, _picker(contents), growing, _picker(order))

    def _copies(self, index: int) -> int:
        part = self._parts[index]
        return 1 if isinstance(part, Once) else part.count

    def _ask_names(self) -> None:
        """Ask together for the names that stand for the same in all rows: those within the same loops."""
        by_path: dict[Path, tuple[int, list[Piped], list[tuple[int, int, int]]]] = {}
        for index, program, _ in self._rows:
            part = self._parts[index]
            if isinstance(part, Once):
                _, names, keys = by_path.setdefault(part.path, (index, [], []))
                for place, one in enumerate(program.expressions):
                    if one.piped is not None:
                        names.append(one.piped)
                        keys.append((index, program.number, place))
        for index, names, keys in by_path.values():
            self._asked.names.append((index, Fields(names)))
            self._place(keys)

    def _ask_calculated(self) -> None:
        for index, program, _ in self._rows:
            others = [place for place, one in enumerate(program.expressions) if one.piped is None]
            if others and isinstance(self._parts[index], Once):
                self._asked.calculated.append((index, program.teller(())))
                self._place([(index, program.number, place) for place in others])

    def _ask_columns(self) -> None:
        for index, program, _ in self._rows:
            part = self._parts[index]
            if isinstance(part, Copies):
                self._asked.columns.append((index, program.teller(part.repeated)))
                keys = [(index, program.number, place) for place in range(len(program.expressions))]
                self._place(keys, part.count)

    def _place(self, keys: Iterable[tuple[int, int, int]], count: int = 1) -> None:
        for key in keys:
            self._places[key] = self._count
            self._count += count


def _programs(part: Once | Copies) -> list[tuple[RowProgram, int]]:
    """The rows of the template, each with where it stands first."""
    if isinstance(part, Copies):
        return [(part.program, part.first)]
    return [*zip(part.group.programs, part.group.rows(part.first), strict=True)]


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What picks the items with these indexes."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda items: tuple([items[index] for index in indexes])
