"""A drawn book as XML Spreadsheet 2003, which ERP systems name .xls."""

from __future__ import annotations

from datetime import date, time
from xml.sax.saxutils import escape, quoteattr

from traits import Book, Drawing, Drawn, Error, Formatted, Uncalculated

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_STATES = {"visible": "SheetVisible", "hidden": "SheetHidden", "veryHidden": "SheetVeryHidden"}


def as_xml2003(book: Book) -> bytes:
    """The workbook."""
    styles = "".join(
        f'<Style ss:ID="s{i}"><NumberFormat ss:Format={quoteattr(code)}/></Style>'
        for i, code in enumerate(book.formats, 1)
    )
    sheets = "".join(_worksheet(book, sheet) for sheet in book.sheets)
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{_SPACE}" xmlns:ss="{_SPACE}" xmlns:x="{_EXCEL}">'
        f"<Styles>{styles}</Styles>{sheets}</Workbook>"
    ).encode()


def _worksheet(book: Book, sheet: Drawing) -> str:
    columns = "".join(f'<Column ss:Index="{c + 1}" ss:Hidden="1"/>' for c in sheet.hidden_columns)
    rows = "".join(
        f'<Row ss:Index="{r + 1}"{_hidden(r in sheet.hidden_rows)}>'
        f"{''.join(_cell(book, sheet, r, c, cell) for c, cell in enumerate(row))}</Row>"
        for r, row in enumerate(sheet.rows)
    )
    visible = f"<x:WorksheetOptions><x:Visible>{_STATES[sheet.state]}</x:Visible></x:WorksheetOptions>"
    return f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>{columns}{rows}</Table>{visible}</Worksheet>"


def _hidden(is_hidden: bool) -> str:
    return ' ss:Hidden="1"' if is_hidden else ""


def _cell(book: Book, sheet: Drawing, r: int, c: int, cell: Drawn) -> str:
    attributes = f' ss:Index="{c + 1}"'
    if book.style(cell):
        attributes += f' ss:StyleID="s{book.style(cell)}"'
    for top, left, end, right in sheet.merged:
        if (top, left) == (r, c):
            attributes += f' ss:MergeAcross="{right - left}" ss:MergeDown="{end - top}"'
    if isinstance(cell, Uncalculated):
        return f"<Cell{attributes} ss:Formula={quoteattr('=' + cell.formula)}/>"
    kind, text = _data(book, cell)
    return f'<Cell{attributes}><Data ss:Type="{kind}">{escape(text)}</Data></Cell>' if text else f"<Cell{attributes}/>"


def _data(book: Book, cell: Drawn) -> tuple[str, str]:
    if isinstance(cell, str):
        return "String", cell
    if isinstance(cell, bool):
        return "Boolean", str(int(cell))
    if isinstance(cell, Error):
        return "Error", cell.value
    if isinstance(cell, time):
        return "DateTime", f"1899-12-31T{cell.isoformat()}.000"
    if isinstance(cell, date) and not isinstance(cell, Formatted):
        written = cell.isoformat() if "T" in cell.isoformat() else f"{cell.isoformat()}T00:00:00"
        return "DateTime", f"{written}.000"
    return "Number", repr(book.number(cell))
