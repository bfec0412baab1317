"""Rows of a list of payments that give a customer only a part of one: that is for the list of claims to say."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity

_AMOUNT = words.RECEIVED_AMOUNT.key
_CALLED = (*words.CLAIMED_AMOUNT.strong, *words.CLAIMED_AMOUNT.weak)


def parts_claimed(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """An error for each payment of which another amount is claimed.

    Counted whole for each of its customers, it would settle more than was paid.
    """
    if columns.kind.name != words.RECEIPT.key or _AMOUNT not in columns.at:
        return
    whole = columns.at[_AMOUNT]
    for part, name in enumerate(grid.names):
        if part in columns.at.values() or name not in comparable(_CALLED):
            continue
        for row in grid.rows.data:
            cells = grid.sheet.rows[row]
            paid, claimed = (number_in(cells[grid.columns[i]]) for i in (whole, part))
            if claimed is None or claimed == paid:
                continue
            said = f"“{grid.texts[part]}” {claimed} 不是“{grid.texts[whole]}” {'空' if paid is None else paid}"
            todo = "一笔款分给几家的，回款只登记一行，各家多少请写进文件名带“回款认领”的表，放进收件箱"
            cell = grid.sheet.address(row, grid.columns[part])
            yield Finding("C138", Severity.ERROR, f"{said}；{todo}", row + grid.sheet.top, cell, _AMOUNT)
