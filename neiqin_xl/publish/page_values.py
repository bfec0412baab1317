"""A report's pages as the values of its template: Chinese names, exact decimals, real dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from neiqin_xl.model.document import CHART, FOOT, HEADING, LINES, TAB, UNIT, Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper
from neiqin_xl.workbook.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable

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
    titles = {chart.block: chart for chart in page.charts}
    parts = [list(group) for _, group in groupby(enumerate(page.blocks), key=lambda one: one[1].part)] or [[]]
    for number, blocks in enumerate(parts):
        chart = next((titles[place] for place, _ in blocks if place in titles), None)
        part = blocks[0][1].part if blocks else ""
        yield {
            TAB: f"{page.name} {part}" if number else page.name,
            HEADING: page.heading,
            LINES: list(page.lines),
            FOOT: list(page.footer),
            CHART: chart.title if chart else "",
            UNIT: chart.unit if chart else "",
            **_values(page, declared),
            **_tables(declared, {block.table: block for _, block in blocks}),
        }


def _values(page: Page, declared: Pages) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for value in declared.values:
        inside = made
        *of, name = value.name.split(".")
        for one in of:
            inside = inside.setdefault(one, {})
        inside[name] = typed(value.kind, page.fields.get(value.name))
    return made


def _tables(declared: Pages, blocks: dict[str, Block]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for table in declared.tables:
        block = blocks.get(table.name)
        made[table.title], made[table.note] = (block.title, block.note) if block else ("", "")
        if table.totals:
            total = _rows(table, block.columns, [block.total]) if block and block.total else None
            made[table.total] = total[0] if total else _blank(table)
        if table.headed:
            titles = {column.called: column.title for column in block.columns} if block else {}
            made[table.heads] = _blank(table) | titles
        made[table.name] = _rows(table, block.columns, block.rows) if block else []
    return made


def _rows(table: Table, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> Listing:
    names = [column.called for column in columns]
    missing = [column.called for column in table.columns if column.called not in names]
    return Listing(names, [_teller(column.kind) for column in columns], rows, missing)


def _blank(table: Table) -> dict[str, Any]:
    return {column.called: None for column in table.columns}


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


def _teller(kind: Kind) -> Callable[[Cell], Any] | None:
    """How the cells of that kind are told; None where as they are."""
    found = _TOLD.get(kind)
    return None if found is None else found.__getitem__
