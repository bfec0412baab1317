"""A drawn book as .ods: XML written by hand."""

from __future__ import annotations

import re
from datetime import date, time
from xml.sax.saxutils import escape, quoteattr

from hostile.openbooks import MIMETYPE, manifest
from hostile.packages import packed

from traits import Book, Drawing, Drawn, Error, Formatted, Uncalculated

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = "".join(f' xmlns:{name}="{_SPACE}:{name}:1.0"' for name in ("office", "table", "text", "style"))
_CURRENCY = re.compile(r"\[\$([A-Z]{3})\]")
_HIDDEN = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def as_ods(book: Book) -> bytes:
    """The spreadsheet."""
    tables = "".join(map(_table, book.sheets))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES}><office:automatic-styles>{_HIDDEN}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return packed({"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": manifest()})


def _table(sheet: Drawing) -> str:
    width = max(map(len, sheet.rows))
    columns = "".join(f"<table:table-column{_gone(c in sheet.hidden_columns)}/>" for c in range(width))
    rows = "".join(
        f"<table:table-row{_gone(r in sheet.hidden_rows, 'filter')}>"
        f"{''.join(_cell(cell, _span(sheet, r, c), _is_covered(sheet, r, c)) for c, cell in enumerate(row))}</table:table-row>"
        for r, row in enumerate(sheet.rows)
    )
    style = "" if sheet.state == "visible" else ' table:style-name="gone"'
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{columns}{rows}</table:table>"


def _gone(is_gone: bool, how: str = "collapse") -> str:
    return f' table:visibility="{how}"' if is_gone else ""


def _span(sheet: Drawing, r: int, c: int) -> str:
    for top, left, end, right in sheet.merged:
        if (top, left) == (r, c):
            return f' table:number-columns-spanned="{right - left + 1}" table:number-rows-spanned="{end - top + 1}"'
    return ""


def _is_covered(sheet: Drawing, r: int, c: int) -> bool:
    return any(t <= r <= b and left <= c <= right and (r, c) != (t, left) for t, left, b, right in sheet.merged)


def _cell(cell: Drawn, span: str, is_covered: bool) -> str:
    attributes, text = _value(cell)
    name = "covered-table-cell" if is_covered else "table-cell"
    said = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f"<table:{name}{attributes}{span}>{said}</table:{name}>"


def _value(cell: Drawn) -> tuple[str, str]:
    """The attributes of a cell and the text that it shows."""
    if cell == "":
        return "", ""
    if isinstance(cell, str):
        return ' office:value-type="string"', cell
    if isinstance(cell, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(cell).lower()}"', str(cell).upper()
    if isinstance(cell, Error):
        return (
            f' table:formula="of:={cell.formula or "NA()"}" office:value-type="string" office:string-value=""',
            cell.value,
        )
    if isinstance(cell, Uncalculated):
        return f' table:formula="of:={escape(cell.formula)}"', ""
    if isinstance(cell, Formatted):
        currency = _CURRENCY.search(cell.code)
        if currency is not None:
            told = f' office:value-type="currency" office:currency="{currency.group(1)}"'
            return f'{told} office:value="{cell.number!r}"', cell.text
        return f' office:value-type="float" office:value="{cell.number!r}"', cell.text
    if isinstance(cell, date):
        return f' office:value-type="date" office:date-value="{cell.isoformat()}"', cell.isoformat()
    if isinstance(cell, time):
        return f' office:value-type="time" office:time-value="PT{cell:%HH%MM%SS}"', f"{cell:%H:%M}"
    return f' office:value-type="float" office:value="{cell!r}"', f"{cell:g}"
