"""Templates drawn for tests, and filled workbooks read back."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

import openpyxl
import xlsxwriter

from neiqin_xl.workbook.template import Template


def drawn_book(rows, name="表", more=None):
    """A workbook's bytes: rows of text, numbers and formulas ("=…") from A1; `more(book, sheet)` draws the rest."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row, column, value)
                elif value is not None:
                    sheet.write(row, column, value)
        if more is not None:
            more(book, sheet)
    return held.getvalue()


def opened(data, **how):
    """The workbook as another program reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), **how)


def grid(data, sheet=None, **how):
    """The rows of a sheet as another program reads them, blanks at the end left out."""
    book = opened(data, **how)
    found = [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    return found


def part(data, name):
    """A part's text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def charted(data, number=1):
    """What the series of a chart point at, in order."""
    return re.findall(r"<c:f>(.*?)</c:f>", part(data, f"xl/charts/chart{number}.xml"))


def undeclared(paper):
    """What the pages of a paper say under names that its document does not declare: no template ever shows it."""
    kinds = {one.name: one for one in paper.document.pages}
    for page in paper.pages:
        declared = kinds[page.kind or page.name]
        columns = {table.name: {one.called for one in table.columns} for table in declared.tables}
        yield from page.fields.keys() - {one.name for one in declared.values}
        for block in page.blocks:
            yield from {one.called for one in block.columns} - columns[block.table]


def filled(rows, values, **how):
    """The rows of a template filled with values."""
    return grid(Template(drawn_book(rows, **how)).render(values))
