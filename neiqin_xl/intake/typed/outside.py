"""Rows that stand on a sheet and are no such paper, money going out in a bank's list: told once and left out."""

from __future__ import annotations

from dataclasses import replace

from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

_LEFT_OUT = "S106"
_NAMED = 8


def without_outside(table: Table) -> Table:
    """The table without the rows that its type says are no such paper; they count as skipped.

    A row with a cell that could not be read stays, and is asked about.
    """
    outside = table.type.outside if table.type is not None else None
    if outside is None or not len(table):
        return table
    unread = {i for i, _ in table.unread}
    gone = sorted(set(outside.rows(table.values)) - unread)
    if not gone:
        return table
    left = set(gone)
    kept = [i for i in range(len(table)) if i not in left]
    place = {i: n for n, i in enumerate(kept)}
    rows = [table.rows[i] for i in gone]
    shown = "、".join(map(str, rows[:_NAMED])) + ("……" if len(rows) > _NAMED else "")
    dropped = set(rows)
    said = Finding(_LEFT_OUT, Severity.NOTE, outside.says.format(count=len(rows), rows=shown))
    return replace(
        table,
        rows=[table.rows[i] for i in kept],
        values={name: [column[i] for i in kept] for name, column in table.values.items()},
        unread=frozenset((place[i], name) for i, name in table.unread),
        findings=[said, *(one for one in table.findings if one.row not in dropped)],
        skipped=table.skipped + len(rows),
    )
