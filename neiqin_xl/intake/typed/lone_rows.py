"""Rows between the lines of a table that are no lines: each said, so that a line that lost its cells is seen."""

from __future__ import annotations

from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.model.finding import Finding, Severity

LONE_ROW = "S102"
"""The code of what is said of a row between the lines that is no line."""

_LISTED = 50


def said_of_rows(grid: Grid, columns: Columns | None) -> list[Finding]:
    """What reading found on the sheet, said once, and a 说明 for each lone row that is no head of the lines below."""
    last = grid.rows.last + grid.sheet.top
    findings = [one for one in grid.sheet.findings if (one.row or 0) <= last]
    grid.sheet.findings[:] = [one for one in grid.sheet.findings if (one.row or 0) > last]
    heads = {label.row for section in columns.sections for label in section.values()} if columns else set()
    for row in [row for row in grid.rows.lone if row not in heads][:_LISTED]:
        cells = [as_text(grid.sheet.rows[row][column]) for column in grid.columns]
        text = next((cell for cell in cells if cell), "")
        message = f"这一行只有“{text[:40]}”，没有当作数据；如果它是数据，请补全这一行"
        findings.append(Finding(LONE_ROW, Severity.NOTE, message, row=row + grid.sheet.top))
    return findings
