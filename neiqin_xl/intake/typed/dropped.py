"""Rows that turned out to be no lines of their table, taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from neiqin_xl.model.finding import Finding
from neiqin_xl.model.table import Table


def without_rows(table: Table, gone: Collection[int], said: Iterable[Finding]) -> Table:
    """The table without the rows of these indexes and all that was found in them; `said` is told in their stead."""
    left = set(gone)
    if not left:
        told = [*said]
        return replace(table, findings=[*told, *table.findings]) if told else table
    kept = [i for i in range(len(table)) if i not in left]
    place = {i: n for n, i in enumerate(kept)}
    dropped = {table.rows[i] for i in left}
    return replace(
        table,
        rows=[table.rows[i] for i in kept],
        values={name: [column[i] for i in kept] for name, column in table.values.items()},
        unread=frozenset((place[i], name) for i, name in table.unread if i in place),
        findings=[*said, *(one for one in table.findings if one.row not in dropped)],
        skipped=table.skipped + len(left),
    )
