"""A report's pages as the values of its template: Chinese names, exact decimals, real dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
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

    def __init__(self, values: Iterable[Value]) -> None:
        # By the names around them, outer ones first: the names within, each with the value.
        within: dict[tuple[str, ...], dict[str, Value]] = {(): {}}
        for value in values:
            *around, name = value.name.split(".")
            for depth in range(len(around)):
                within.setdefault(tuple(around[: depth + 1]), {})
            within[tuple(around)][name] = value
        ordered = [value for held in within.values() for value in held.values()]
        self._told = [(value.name, _TELLERS.get(value.kind)) for value in ordered]
        self._within = [(path, [*held]) for path, held in within.items()]

    def of(self, fields: Mapping[str, Cell]) -> dict[str, Any]:
        told = iter([fields.get(name) if tell is None else tell(fields.get(name)) for name, tell in self._told])
        made: dict[tuple[str, ...], dict[str, Any]] = {}
        for path, names in self._within:
            # The names come first: they end the row where the values of others begin.
            made[path] = inside = dict(zip(names, told))  # noqa: B905  # the values go on
            if path:
                made[path[:-1]][path[-1]] = inside
        return made[()]


class _Columns:
    """The columns of a block, as the rows of a table are told by them."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.names = tuple(column.called for column in columns)
        self.tell = [_TELLERS.get(column.kind) for column in columns]
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


def _scaled(places: int) -> Callable[[Cell], Any]:
    unit = Decimal(1).scaleb(-places)
    return lambda cell: cell * unit if isinstance(cell, int) else cell


def _read(clock: Callable[[str], Any]) -> Callable[[Cell], Any]:
    def tell(cell: Cell) -> Any:
        try:
            return clock(cell) if isinstance(cell, str) else cell
        except ValueError:
            return cell

    return tell


# How cells of a kind are told, where that is not as they are; remembered, since values repeat.
_TELLERS: dict[Kind, Tell] = {
    Kind.DATE: lru_cache(_REMEMBERED)(_read(date.fromisoformat)),
    Kind.DATETIME: lru_cache(_REMEMBERED)(_read(datetime.fromisoformat)),
    **{kind: lru_cache(_REMEMBERED)(_scaled(kind.places)) for kind in Kind if kind.places},
}
