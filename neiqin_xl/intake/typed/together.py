"""The parts of a crossed table, each read by itself, as the one table that they are: several lines in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.recognition.crossed import Crossed
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.parse import layout_of
from neiqin_xl.intake.typed.sums import sums_of
from neiqin_xl.model.finding import Finding
from neiqin_xl.model.table import Source, Table, Value

_QTY = words.QTY.key


def together(grid: Grid, parts: Crossed, tables: Sequence[Table], currency: str) -> Table:
    """The lines that say a quantity, row by row, of `tables` that were all read as one type.

    Where its lines have a value from different cells of one row, or from over their columns, `places` says which.
    """
    first = tables[0]
    lines = _lines(grid, parts, tables)
    index = {line: at for at, line in enumerate(lines)}
    values = {name: _values(name, lines, tables) for name in _names(tables)}
    own = [name for name in first.fields if len({table.fields.get(name) for table in tables}) > 1]
    source = Source(parts.named, first.columns[_QTY].column)
    found = [*parts.findings, *_said_once(grid, tables)]
    return replace(
        first,
        range=grid.range,
        columns=first.columns | dict.fromkeys((_QTY, *own), source),
        rows=[tables[line.part].rows[line.i] for line in lines],
        values=values,
        fields={name: cell for name, cell in first.fields.items() if name not in own},
        places={name: [tables[line.part].cell(line.i, name) or "" for line in lines] for name in (_QTY, *own)},
        unread=frozenset(
            (index[line], name)
            for part, table in enumerate(tables)
            for i, name in table.unread
            if (line := _Line(table.rows[i], part, i)) in index
        ),
        unused_columns=[],
        unused_headers={},
        sums=sums_of(first.type, values, currency) if first.type is not None else {},
        findings=sorted(found, key=lambda one: one.row or 0),
        skipped=grid.skipped + len(grid.rows.data) - len({i for filled in parts.filled for i in filled}),
        layout=layout_of(grid),
        above=tuple(text for text in first.above if all(text in table.above for table in tables)),
    )


class _Line(NamedTuple):
    """A line by its row, in the sheet's own numbers, the part that it is of, and its index there."""

    row: int
    part: int
    i: int


def _lines(grid: Grid, parts: Crossed, tables: Sequence[Table]) -> list[_Line]:
    """The filled lines, row by row; a row that turned out to be none, as of freight, is in no table any more."""
    found = []
    for part, (filled, table) in enumerate(zip(parts.filled, tables, strict=True)):
        wanted = {grid.rows.data[i] + grid.sheet.top for i in filled}
        found += [_Line(row, part, i) for i, row in enumerate(table.rows) if row in wanted]
    return sorted(found)


def _values(name: str, lines: Sequence[_Line], tables: Sequence[Table]) -> list[Value]:
    """A field of all lines; what is said once of the paper, as freight above it, stands once."""
    if tables[0].declared(name).once:
        said = next((value for value in tables[0].column(name) if value is not None), None)
        return [said, *[None] * (len(lines) - 1)] if lines else []
    return [tables[line.part].column(name)[line.i] for line in lines]


def _said_once(grid: Grid, tables: Sequence[Table]) -> Iterator[Finding]:
    """What was found of any part; what is the matter with the names over the columns once for all of them."""
    header = grid.sheet.top + grid.header.last
    said = set[object]()
    for one in (one for table in tables for one in table.findings):
        key = (one.code, one.field) if one.row == header else one
        if key not in said:
            said.add(key)
            yield one


def _names(tables: Sequence[Table]) -> list[str]:
    """The fields that any of the parts has, in their order."""
    return list(dict.fromkeys(name for table in tables for name in table.values))
