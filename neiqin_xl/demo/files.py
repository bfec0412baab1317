"""Grids to the bytes of .xlsx and .csv files, the same every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from neiqin_xl.demo.drawing import Grid
from neiqin_xl.demo.styles import Cell

_BORN = datetime(2026, 11, 5, 8, 0, 0)  # noqa: DTZ001 - a workbook's clock knows no time zone


def workbook(sheets: Iterable[tuple[str, Grid]]) -> bytes:
    """The grids as the sheets of an .xlsx file."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": _BORN})
        middle = {"align": "center", "valign": "vcenter"}
        plain, dated = book.add_format(middle), book.add_format({**middle, "num_format": "yyyy-mm-dd"})
        for name, grid in sheets:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, max(grid.width - 1, 0), 14)
            for i, row in enumerate(grid.rows):
                for j, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(i, j, cell)
            for top, left, bottom, right in grid.merges:
                kept = grid.rows[top][left]
                style = dated if isinstance(kept, date) else plain
                sheet.merge_range(top, left, bottom, right, "" if kept is None else kept, style)
    return target.getvalue()


def text_file(grid: Grid, encoding: str) -> bytes:
    """The grid as comma-separated text in that encoding."""
    target = io.StringIO()
    width = grid.width
    writer = csv.writer(target)
    for row in grid.rows:
        shown = ["" if cell is None else _plain(cell) for cell in row]
        writer.writerow(shown + [""] * (width - len(shown)))
    return target.getvalue().encode(encoding)


def _plain(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{Decimal(str(cell)).normalize():f}"
    return str(cell)
