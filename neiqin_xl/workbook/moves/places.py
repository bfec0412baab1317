"""Rows and columns moved on some sheets of a workbook, and what references and ranges become by it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from neiqin_xl.workbook.formulas import LONGEST_FORMULA, Edge, Formula, Reference
from neiqin_xl.workbook.moves.areas import Area, read_area
from neiqin_xl.workbook.moves.growth import added_up, copies_within
from neiqin_xl.workbook.moves.known import KnownSheets
from neiqin_xl.workbook.moves.track import Path, Span, Track
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW
from neiqin_xl.workbook.repack import PackageError

_LOST = "#REF!"
# Functions take at most 255 arguments.
_MOST_ARGUMENTS = 250
_SCATTERED = (
    "公式“={}”要加的格子分散在太多地方，Excel 的公式写不下；"
    "小计请用 SUBTOTAL(9,…)，总计也用 SUBTOTAL，把明细和小计圈成一段，例如 SUBTOTAL(9,B3:B5)"
)


class Shift(NamedTuple):
    """What happens on one sheet; None where rows or columns stay. `name` is what the sheet is called now."""

    name: str
    rows: Track | None = None
    columns: Track | None = None


class Tab(NamedTuple):
    """A tab of the workbook as it is now.

    `former` is the place of the sheet that it was, counted from 0; `added` is 0 for the sheet itself and counts further
    copies of any sheets from 1.
    """

    former: int
    name: str
    added: int = 0
    shift: Shift | None = None


class Own(NamedTuple):
    """One of the copies of a row that repeats by itself: where it stands `now`, and where the copy `above` it does.

    `above` is None for the first copy, which has none.
    """

    row: int
    now: int
    above: int | None = None


@dataclass(frozen=True)
class Place:
    """A spot that references are seen from: a sheet's own parts, or the workbook where `home` is None.

    `shifts` are what happens, by the sheets' former names in small letters; sheets that are absent stay as they are.
    `path` are the loops around the spot, `values` what placeholders there may use, `number` counts copies of the sheet
    from 0. `area` are the cells on which a copied thing stands now, `own` the copy of a row that it lies in,
    `across` the loops of columns around it. `tabs` are all tabs as they are now; seen from one of them, `number` is
    its. `written` is XML that was made for the spot beforehand, by a name; `known` what the cells hold, where that is
    known; `tables` what tables are called here that are called otherwise in formulas. Spots with the same `geometry`,
    if they have one, see everything at the same place, whatever the cells hold. With `blank` a formula reads what is
    gone as a blank cell, and is no error by it.
    """

    shifts: Mapping[str, Shift]
    home: str | None = None
    path: Path = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    area: Area | None = None
    own: Own | None = None
    across: Path = ()
    tabs: tuple[Tab, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    known: KnownSheets | None = None
    tables: Mapping[str, str] = field(default_factory=dict)
    geometry: Hashable = None
    blank: bool = False

    def _with(self, **changes: Any) -> Place:
        """A copy with these changes: `dataclasses.replace`, which takes five times as long."""
        copy = object.__new__(Place)
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(changes)
        return copy

    def having(
        self,
        *,
        values: Mapping[str, Any] | None = None,
        written: Mapping[str, str] | None = None,
        known: KnownSheets | None = None,
    ) -> Place:
        """The same spot with other values, with other XML made for it beforehand, and with what the cells hold."""
        given = {"values": values, "written": written, "known": known}
        return self._with(**{name: value for name, value in given.items() if value is not None})

    def at_tab(self, number: int) -> Place:
        """The same spot, seen from one of the tabs."""
        return self._with(number=number)

    def at_home(self, home: str, shift: Shift | None) -> Place:
        """The same spot on a sheet of that former name to which this happens."""
        shifts = self.shifts if shift is None else {**self.shifts, home.casefold(): shift}
        return self._with(shifts=shifts, home=home)

    def standing(self, area: Area) -> Place:
        """The same spot, of something that stands on these cells."""
        return self._with(area=area)

    def beside(self, path: Path, rows: Span, now: Span, across: Path) -> Place:
        """The same spot at one copy of some rows, which stand at `now`."""
        own = Own(rows[0], now[0]) if rows[0] == rows[1] else None
        return self._with(path=path, own=own, across=across)

    def of_own(self, own: Own) -> Place:
        """The same spot in one of the copies of a row that repeats by itself."""
        return self._with(own=own)

    def within(self, path: Path) -> Place:
        """The same spot inside these loops."""
        return self._with(path=path)

    def shift(self, sheet: str | None = None) -> Shift | None:
        """What happens on a sheet, or on the spot's own."""
        name = self.home if sheet is None else sheet
        return None if name is None else self.shifts.get(name.casefold())

    def moved(self, formula: Formula, *, grown: bool = False) -> str:
        """The formula's text as it reads now: ranges and cells that are added up grow, others mean the first copy.

        With `grown` every single cell means all its copies, as it does in a chart's series or a list to choose from.
        """
        if not self.shifts:
            return str(formula)
        if grown:
            return formula.moved(lambda reference: self.moved_reference(reference, grows=True))
        adding = added_up(formula)
        grows, most = iter(adding), _MOST_ARGUMENTS // max(1, sum(adding))
        text = "".join(
            self._words(piece)
            if isinstance(piece, str)
            else self._all_of(piece, most)
            if next(grows)
            else self._one_of(piece)
            for piece in formula.pieces
        )
        if len(text) > LONGEST_FORMULA >= len(str(formula)):
            raise PackageError(_SCATTERED.format(formula))
        return text

    def _words(self, text: str) -> str:
        if "[" in text:
            for was, now in self.tables.items():
                text = re.sub(rf"(?<![\w.]){re.escape(was)}(?=\[)", now, text)
        return text

    def _one_of(self, reference: Reference) -> str:
        return str(self.moved_reference(reference, grows=False) or self._lost(reference))

    def _all_of(self, reference: Reference, most: int) -> str:
        """A cell that is added up: all its copies and nothing between them, as arguments of their own or a union."""
        whole = self.moved_reference(reference, grows=True)
        shift = self.shift(reference.sheet)
        if whole is None or shift is None or not reference.is_one or not whole.ranged:
            return str(whole or self._lost(reference))
        rows = copies_within(shift.rows, reference.first_row, whole.first_row, whole.last_row)
        columns = copies_within(shift.columns, reference.first_column, whole.first_column, whole.last_column)
        if len(rows) * len(columns) <= 1:
            return str(whole)
        found = [
            str(Reference(whole.sheet, *row, *column, row[0] != row[1] or column[0] != column[1]))
            for row in rows
            for column in columns
        ]
        return ",".join(found) if len(found) <= most else f"({','.join(found)})"

    def _lost(self, reference: Reference) -> str:
        """What stands for a reference whose cells are gone: the last cell of the sheet, which nobody fills."""
        shift = self.shift(reference.sheet)
        if not self.blank or shift is None:
            return _LOST
        row, column = Edge(LAST_ROW, fixed=True), Edge(LAST_COLUMN, fixed=True)
        return str(Reference(None if reference.sheet is None else shift.name, row, row, column, column, False))

    def moved_reference(self, reference: Reference, *, grows: bool) -> Reference | None:
        """What the reference points at now; None where it is gone. A single cell only becomes a range if it `grows`."""
        shift = self.shift(reference.sheet)
        if shift is None:
            return reference
        own = reference.sheet is None or (self.home is not None and reference.sheet.casefold() == self.home.casefold())
        path = self.path if own else ()
        spread = grows or reference.ranged
        rows = _edges(shift.rows, reference.first_row, reference.last_row, path, spread=spread)
        if own and self.own is not None and rows is not None:
            rows = _own_edges(self.own, reference, rows, spread=spread)
        across = self.across if own else ()
        columns = _edges(shift.columns, reference.first_column, reference.last_column, across, spread=spread)
        if rows is None or columns is None:
            return None
        return Reference(
            shift.name if reference.sheet is not None else None,
            *rows,
            *columns,
            ranged=reference.ranged or rows[0] != rows[1] or columns[0] != columns[1],
        )

    def spanned(self, area: Area) -> Area | None:
        """From the first to the last copy of the block's cells; None where all are gone."""
        shift = self.shift()
        if shift is None:
            return area
        rows = shift.rows.span(*area.rows, self.path) if shift.rows else area.rows
        columns = shift.columns.span(*area.columns) if shift.columns else area.columns
        return None if rows is None or columns is None else Area(rows, columns)

    def stretched(self, ranges: str) -> str:
        """A list of ranges ("A1:B2 D4") with all copies of their cells; what is no range is left as it is."""
        shift = self.shift()
        return ranges if shift is None else " ".join(_stretched(shift, ranges.split()))

    def copies(self, area: Area) -> list[tuple[Place, Area]]:
        """Each copy of the block, with the spot that it is seen from."""
        shift = self.shift()
        if shift is None:
            return [(self, area)]
        rows = shift.rows.instances(*area.rows) if shift.rows else [((), area.rows)]
        columns = shift.columns.instances(*area.columns) if shift.columns else [((), area.columns)]
        return [
            (self.beside(path, area.rows, row, way), Area(row, column)) for path, row in rows for way, column in columns
        ]

    def near(self, row: int, column: int) -> tuple[int, int]:
        """Where what is fastened to a cell stands now, both counted from 1."""
        shift = self.shift()
        if shift is None:
            return row, column
        return (
            shift.rows.near(row) if shift.rows else row,
            shift.columns.near(column) if shift.columns else column,
        )

    def seen_from(self, row: int) -> Place:
        """The spot within the loops around the first copy of a row."""
        shift = self.shift()
        return self.within(shift.rows.path_of(row)) if shift and shift.rows else self


def _edges(
    track: Track | None, first: Edge | None, last: Edge | None, path: Path, *, spread: bool
) -> tuple[Edge | None, Edge | None] | None:
    if track is None or first is None or last is None:
        return first, last
    if not spread:
        at = track.first(first.at, path)
        return None if at is None else (Edge(at, first.fixed), Edge(at, last.fixed))
    low, high = (first, last) if first.at <= last.at else (last, first)
    span = track.span(low.at, high.at, path)
    return None if span is None else (Edge(span[0], low.fixed), Edge(span[1], high.fixed))


def _own_edges(
    own: Own, reference: Reference, rows: tuple[Edge | None, Edge | None], *, spread: bool
) -> tuple[Edge | None, Edge | None]:
    """What a copy of a row points at: itself, and relatively the copy above it; a $ in a range means all copies."""

    def edge(was: Edge | None, now: Edge | None) -> Edge | None:
        if was is None or (spread and was.fixed):
            return now
        if was.at == own.row:
            return Edge(own.now, was.fixed)
        if was.at == own.row - 1 and own.above is not None and not was.fixed:
            return Edge(own.above)
        return now

    return edge(reference.first_row, rows[0]), edge(reference.last_row, rows[1])


def _stretched(shift: Shift, ranges: Iterable[str]) -> Iterable[str]:
    for text in ranges:
        area = read_area(text)
        if area is None:
            yield text
            continue
        for rows in shift.rows.ranges(*area.rows) if shift.rows else [area.rows]:
            for columns in shift.columns.ranges(*area.columns) if shift.columns else [area.columns]:
                yield str(Area(rows, columns))
