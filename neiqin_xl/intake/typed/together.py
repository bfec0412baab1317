"""The parts of a crossed table, each read by itself, as the one table that they are: several lines in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.intake.recognition.crossed import Crossed
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.parse import layout_of
from neiqin_xl.intake.typed.sums import sums_of
from neiqin_xl.model.finding import Finding
from neiqin_xl.model.table import Source, Table

_QTY = words.QTY.key


def together(grid: Grid, parts: Crossed, tables: Sequence[Table], currency: str) -> Table:
    """The lines that say a quantity, row by row, of `tables` that were all read as one type.

    Where its lines have a value from different cells of one row, or from over their columns, `places` says which.
    """
    first = tables[0]
    lines = sorted((i, n) for n, filled in enumerate(parts.filled) for i in filled)
    index = {line: at for at, line in enumerate(lines)}
    values = {name: [tables[n].column(name)[i] for i, n in lines] for name in _names(tables)}
    own = [name for name in first.fields if len({table.fields.get(name) for table in tables}) > 1]
    source = Source(parts.named, first.columns[_QTY].column)
    found = [*parts.findings, *_said_once(grid, tables)]
    return replace(
        first,
        range=grid.range,
        columns=first.columns | dict.fromkeys((_QTY, *own), source),
        rows=[first.rows[i] for i, _ in lines],
        values=values,
        fields={name: cell for name, cell in first.fields.items() if name not in own},
        places={name: [tables[n].cell(i, name) or "" for i, n in lines] for name in (_QTY, *own)},
        unread=frozenset(
            (index[i, n], name) for n, table in enumerate(tables) for i, name in table.unread if (i, n) in index
        ),
        unused_columns=[],
        unused_headers={},
        sums=sums_of(first.type, values, currency) if first.type is not None else {},
        findings=sorted(found, key=lambda one: one.row or 0),
        skipped=grid.skipped,
        layout=layout_of(grid),
    )


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
