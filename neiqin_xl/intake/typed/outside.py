"""Rows that stand on a sheet and are no such paper, money going out in a bank's list: told once and left out."""

from __future__ import annotations

from neiqin_xl.intake.typed.dropped import without_rows
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
    rows = [table.rows[i] for i in gone]
    shown = "、".join(map(str, rows[:_NAMED])) + ("……" if len(rows) > _NAMED else "")
    said = Finding(_LEFT_OUT, Severity.NOTE, outside.says.format(count=len(rows), rows=shown))
    return without_rows(table, gone, [said])
