"""A drawn book as .xls, written by xlwt."""

from __future__ import annotations

import io

import xlwt

from traits import Book, Drawing, Error, Uncalculated

_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_STATES = {"visible": 0, "hidden": 1, "veryHidden": 2}


def as_xls(book: Book) -> bytes:
    """The workbook."""
    drawn = xlwt.Workbook(encoding="utf-8")
    drawn.dates_1904 = book.epoch_1904
    styles = [xlwt.XFStyle(), *(xlwt.easyxf(num_format_str=code) for code in book.formats)]
    for sheet in book.sheets:
        page = drawn.add_sheet(sheet.name, cell_overwrite_ok=True)
        page.visibility = _STATES[sheet.state]
        for top, left, end, right in sheet.merged:
            page.merge(top, end, left, right)
        for row in sheet.hidden_rows:
            page.row(row).hidden = True
        for column in sheet.hidden_columns:
            page.col(column).hidden = True
        _fill(book, sheet, page, styles)
    stream = io.BytesIO()
    drawn.save(stream)
    return stream.getvalue()


def _fill(book: Book, sheet: Drawing, page, styles) -> None:
    for r, row in enumerate(sheet.rows):
        for c, cell in enumerate(row):
            if isinstance(cell, Error):
                page.row(r).set_cell_error(c, _ERRORS[cell.value])
            elif isinstance(cell, Uncalculated):
                page.write(r, c, xlwt.Formula(cell.formula))
            elif isinstance(cell, str | bool):
                if cell != "":
                    page.write(r, c, cell)
            else:
                page.write(r, c, book.number(cell), styles[book.style(cell)])
