"""The lines touched since a master was published → the rows of its sheets that change, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from neiqin_xl.ledger.books import LEADING
from neiqin_xl.ledger.positions import Positions
from neiqin_xl.model.sheet_type import Need, SheetType
from neiqin_xl.publish.master_state import MasterState
from neiqin_xl.publish.masters import ROWS_A_SHEET, MasterBooks, MasterRows
from neiqin_xl.workbook.segments import SheetChange

_FIRST_ROW = 2
# Where more than this part of the lines is touched, hardly a segment stays as it was.
_MOST = 4

Row = tuple[Any, ...]


@dataclass
class _Sheet:
    """What becomes of one sheet, by the positions of lines: `now` has the row of each line that stands there."""

    before: Positions
    now: dict[int, Row] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def positions(self) -> Positions:
        """The positions of the lines on the sheet as it becomes."""
        come = [position for position in self.now if position not in self.before]
        return self.before.changed(come, self.gone) if come or self.gone else self.before

    def number(self, position: int) -> int:
        """The number of the row, as it was published, at or before which a line of that position belongs."""
        return _FIRST_ROW + self.before.smaller(position)


class MasterChange:
    """How a published master becomes what the books say now, as far as that can be told from the touched lines."""

    def __init__(self, kind: SheetType, books: MasterBooks, state: MasterState, touched: Positions) -> None:
        """`state` is of the published master, `touched` are the positions of the lines that may show otherwise now."""
        self._kind, self._books, self._before = kind, books, state
        self._called = books.master_names(kind.name)
        self._touched = self._with_renamed(touched)

    def made(self) -> tuple[MasterState, list[SheetChange]] | None:
        """What the master will show and each sheet with its changes, in order of tabs.

        None where it has to be written whole: columns or sheets come or go, or so much changes that it is cheaper.
        """
        before = self._before
        if before.priced != self._books.has_price_list() or not before.lines:
            return None
        if len(self._touched) * _MOST > before.lines:
            return None
        named = [one.name for one in self._kind.fields]
        lines = list(self._books.master_rows(self._kind.name, None, named, self._touched))
        uses = self._uses(lines)
        rows = MasterRows(self._kind, before.fields, named)
        sheets = self._sorted(lines, rows) if uses is not None else None
        if uses is None or sheets is None:
            return None
        after = {year: sheet.positions() for year, sheet in sheets.items()}
        if not all(0 < len(positions) <= ROWS_A_SHEET for positions in after.values()):
            return None
        state = replace(before, sheets=after, uses=uses, called=self._called)
        return state, [_changed(rows, year, sheet) for year, sheet in sheets.items()]

    def _with_renamed(self, touched: Positions) -> Positions:
        """The touched lines and those of customers who are called otherwise now."""
        renamed = self._before.renamed(self._called)
        if not renamed:
            return touched
        return Positions.of([*touched, *self._books.master_positions(self._kind.name, renamed)])

    def _uses(self, lines: Iterable[Row]) -> Mapping[str, int] | None:
        """Which line uses each optional field that has a column; None where a column comes or goes."""
        optional = {one.name: LEADING + n for n, one in enumerate(self._kind.fields) if one.need is Need.OPTIONAL}
        used: dict[str, int] = {}
        for line in lines:
            used.update((name, line[0]) for name, at in optional.items() if line[at] is not None)
        shown = optional.keys() & set(self._before.fields)
        if not used.keys() <= shown:
            return None
        known = {name: at for name, at in self._before.uses.items() if at not in self._touched}
        known.update(used)
        for name in sorted(shown - known.keys()):
            found = self._books.master_witness(self._kind.name, name)
            if found is None:
                return None
            known[name] = found
        return known

    def _sorted(self, lines: Iterable[Row], rows: MasterRows) -> dict[int, _Sheet] | None:
        """The touched lines by the sheet on which they stood or stand; None where there is no such sheet yet."""
        sheets = {year: _Sheet(positions) for year, positions in self._before.sheets.items()}
        stands: dict[int, int] = {}
        for line in lines:
            year = rows.year(line)
            if year not in sheets:
                return None
            stands[line[0]] = year
            sheets[year].now[line[0]] = line
        for year, sheet in sheets.items():
            sheet.gone += (one for one in self._touched if one in sheet.before and stands.get(one) != year)
        return sheets


def _changed(rows: MasterRows, year: int, sheet: _Sheet) -> SheetChange:
    changed: dict[int, Row] = {}
    inserted: defaultdict[int, list[Row]] = defaultdict(list)
    added: list[Row] = []
    for position, row in sorted(sheet.now.items()):
        number = sheet.number(position)
        if position in sheet.before:
            changed[number] = row
        elif number < _FIRST_ROW + len(sheet.before):
            inserted[number].append(row)
        else:
            added.append(row)
    removed = frozenset(map(sheet.number, sheet.gone))
    return SheetChange(rows.sheet(year, added), changed=changed, removed=removed, inserted=inserted)
