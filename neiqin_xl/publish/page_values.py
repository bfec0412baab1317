"""A report's pages as the values of its template: Chinese names, exact decimals, real dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from neiqin_xl.model.document import CHART, FOOT, HEADING, LINES, TAB, UNIT, Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper
from neiqin_xl.workbook.listing import Listing, Tell

_REMEMBERED = 8_192


def values_of(paper: Paper, document: Document) -> dict[str, Any]:
    """What the document's template is filled with: every name that the document declares, and no other.

    A page whose blocks are of several parts (currencies, units) is an item for each of them.
    """
    first = paper.pages[0]
    values: dict[str, Any] = {HEADING: first.heading, LINES: list(first.lines), FOOT: list(first.footer)}
    for declared in document.pages:
        of_kind = [page for page in paper.pages if (page.kind or page.name) == declared.name]
        values[declared.name] = [item for page in of_kind for item in _items(page, declared)]
    return values


def _items(page: Page, declared: Pages) -> Iterator[dict[str, Any]]:
    plan = _plan(declared)
    titles = {chart.block: chart for chart in page.charts}
    parts = [list(group) for _, group in groupby(enumerate(page.blocks), key=lambda one: one[1].part)] or [[]]
    for number, blocks in enumerate(parts):
        chart = next((titles[place] for place, _ in blocks if place in titles), None)
        part = blocks[0][1].part if blocks else ""
        of_table = {block.table: block for _, block in blocks}
        made: dict[str, Any] = {
            TAB: f"{page.name} {part}" if number else page.name,
            HEADING: page.heading,
            LINES: list(page.lines),
            FOOT: list(page.footer),
            CHART: chart.title if chart else "",
            UNIT: chart.unit if chart else "",
            **plan.values.of(page.fields),
        }
        for one in plan.tables:
            made |= one.of(of_table.get(one.table.name))
        yield made


class _Values:
    """The single values of a kind of page, those of something (客户.名称) in a mapping of their own."""

    def __init__(self, values: Iterable[Value], depth: int = 0) -> None:
        within: dict[str, list[Value]] = {}
        self._plain: list[tuple[str, str, Tell]] = []
        for value in values:
            name, *more = value.name.split(".")[depth:]
            if more:
                within.setdefault(name, []).append(value)
            else:
                self._plain.append((name, value.name, _teller(value.kind)))
        self._within = {name: _Values(held, depth + 1) for name, held in within.items()}

    def of(self, fields: Mapping[str, Cell]) -> dict[str, Any]:
        made: dict[str, Any] = {name: inside.of(fields) for name, inside in self._within.items()}
        for name, field, tell in self._plain:
            cell = fields.get(field)
            made[name] = cell if tell is None else tell(cell)
        return made


class _Columns:
    """The columns of a block, as the rows of a table are told by them."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.names = [column.called for column in columns]
        self.tell = [_teller(column.kind) for column in columns]
        self.missing = [column.called for column in table.columns if column.called not in self.names]

    def listing(self, rows: Sequence[tuple[Cell, ...]]) -> Listing:
        return Listing(self.names, self.tell, rows, self.missing)


class _OfTable:
    """What templates are given for one table of a kind of page."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._title, self._note, self._total, self._heads = table.title, table.note, table.total, table.heads
        self._blank: dict[str, Any] = {column.called: None for column in table.columns}
        # What most blocks have.
        self._own = _Columns(table, table.columns)

    def of(self, block: Block | None) -> dict[str, Any]:
        table = self.table
        made: dict[str, Any] = {self._title: block.title if block else "", self._note: block.note if block else ""}
        columns = self._own
        if block is not None and block.columns is not table.columns:
            columns = _Columns(table, block.columns)
        if table.totals:
            total = block.total if block else None
            made[self._total] = columns.listing([total])[0] if total else self._blank.copy()
        if table.headed:
            titles = {column.called: column.title for column in block.columns} if block else {}
            made[self._heads] = self._blank | titles
        made[table.name] = columns.listing(block.rows) if block else []
        return made


class _Plan(NamedTuple):
    """How the pages of one kind are told, worked out once."""

    declared: Pages
    values: _Values
    tables: list[_OfTable]


# By the identity of what is declared, which is kept so that no other can take its place in memory.
_PLANS: dict[int, _Plan] = {}


def _plan(declared: Pages) -> _Plan:
    found = _PLANS.get(id(declared))
    if found is None:
        found = _PLANS[id(declared)] = _Plan(declared, _Values(declared.values), [*map(_OfTable, declared.tables)])
    return found


class _Told(dict[Cell, Any]):
    """What templates are given for a cell of one kind; remembered, since values repeat."""

    def __init__(self, tell: Callable[[Cell], Any]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, cell: Cell) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = made = self._tell(cell)
        return made


def typed(kind: Kind, cell: Cell) -> Any:
    """A cell as templates are given it: 分 as a decimal of 元, a day as a date; text among numbers stays text."""
    if isinstance(cell, int):
        places = kind.places
        return Decimal(cell).scaleb(-places) if places else cell
    if isinstance(cell, str) and kind in _CLOCKS:
        try:
            return _CLOCKS[kind](cell)
        except ValueError:
            return cell
    return cell


_CLOCKS: dict[Kind, Callable[[str], Any]] = {Kind.DATE: date.fromisoformat, Kind.DATETIME: datetime.fromisoformat}
_TOLD = {
    kind: _Told(lambda cell, kind=kind: typed(kind, cell))  # type: ignore[misc]  # the kind of this turn
    for kind in Kind
    if kind.places or kind in _CLOCKS
}


def _teller(kind: Kind) -> Tell:
    """How the cells of that kind are told; None where as they are."""
    found = _TOLD.get(kind)
    return None if found is None else found.__getitem__
