"""Values that lie unseen under merged cells: nobody who looks at the sheet knows of them, so they are asked about."""

from __future__ import annotations

from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity

_QUOTED = 40


def hold_covered(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
    """Take what merged cells hide out of the values, in place, with an error for each; equal values are no matter."""
    sheet = grid.sheet
    if not sheet.covered:
        return
    lines = {row: i for i, row in enumerate(grid.rows.data)}
    fields = {grid.columns[index]: name for name, index in columns.at.items()}
    for (row, column), over in sheet.covered.items():
        i, name = lines.get(row), fields.get(column)
        if i is None or name is None:
            continue
        values[name][i] = None
        unread.add((i, name))
        cell, seen = sheet.address(row, column), sheet.address(*over)
        what = f"“{as_text(sheet.rows[row][column])[:_QUOTED]}”压在合并的单元格底下"
        shown = f"从 {seen} 合并过来，看到的是“{as_text(sheet.rows[over[0]][over[1]])[:_QUOTED]}”"
        message = f"{what}（{shown}）；请取消合并，把这一格填清楚"
        findings.append(Finding("C118", Severity.ERROR, message, row + sheet.top, cell, name))
