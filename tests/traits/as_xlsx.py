"""A drawn book as .xlsx: XML written by hand, so that nothing is there but what is drawn."""

from __future__ import annotations

from datetime import date, time
from xml.sax.saxutils import escape, quoteattr

from hostile.packages import MAIN, RELATIONSHIPS, packed, parts

from traits import Book, Drawing, Drawn, Error, Formatted, Uncalculated, a1

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def as_xlsx(book: Book, *, strict: bool = False) -> bytes:
    """The workbook; `strict` writes the ISO variant of the format, with its own names and dates as text."""
    drawn = parts()
    del drawn["xl/sharedStrings.xml"], drawn["xl/worksheets/sheet1.xml"]
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{i}" state="{sheet.state}" r:id="rId{i}"/>'
        for i, sheet in enumerate(book.sheets, 1)
    )
    # The parts are numbered against the order of the sheets, as Excel does after sheets were moved.
    count = len(book.sheets)
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet{count + 1 - i}.xml"/>'
        for i in range(1, count + 1)
    )
    relations += f'<Relationship Id="rId0" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>'
    since = f'<workbookPr date1904="{int(book.epoch_1904)}"/>'
    drawn["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{since}<sheets>{sheets}</sheets></workbook>'
    )
    drawn["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    drawn["xl/styles.xml"] = _styles(book)
    for i, sheet in enumerate(book.sheets, 1):
        drawn[f"xl/worksheets/sheet{count + 1 - i}.xml"] = worksheet(book, sheet, strict=strict)
    if strict:
        drawn = {name: _strictly(text) if isinstance(text, str) else text for name, text in drawn.items()}
    return packed(drawn)


def _strictly(text: str) -> str:
    return text.replace(MAIN, STRICT).replace(RELATIONSHIPS, _STRICT_RELATIONSHIPS)


def _styles(book: Book) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{i}" formatCode={quoteattr(code)}/>' for i, code in enumerate(book.formats, 176)
    )
    numbers = [0, *range(176, 176 + len(book.formats))]
    styles = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in numbers)
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


def worksheet(book: Book, sheet: Drawing, *, strict: bool = False) -> str:
    """The part of one sheet."""
    rows = "".join(
        f'<row r="{r + 1}"{_hidden(r in sheet.hidden_rows)}>'
        f"{''.join(_cell(book, a1(r, c), cell, strict=strict) for c, cell in enumerate(row))}</row>"
        for r, row in enumerate(sheet.rows)
    )
    columns = "".join(f'<col min="{c + 1}" max="{c + 1}" width="9" hidden="1"/>' for c in sheet.hidden_columns)
    merged = "".join(f'<mergeCell ref="{a1(top, left)}:{a1(end, right)}"/>' for top, left, end, right in sheet.merged)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{f"<cols>{columns}</cols>" if columns else ""}'
        f"<sheetData>{rows}</sheetData>{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def _hidden(is_hidden: bool) -> str:
    return ' hidden="1"' if is_hidden else ""


def _cell(book: Book, at: str, cell: Drawn, *, strict: bool) -> str:
    style = f' s="{book.style(cell)}"' if book.style(cell) else ""
    if cell == "":
        return ""
    if isinstance(cell, str):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    if isinstance(cell, bool):
        return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, Error):
        formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
        return f'<c r="{at}" t="e">{formula}<v>{cell.value}</v></c>'
    if isinstance(cell, Uncalculated):
        return f'<c r="{at}"><f>{escape(cell.formula)}</f></c>'
    if strict and isinstance(cell, date):
        return f'<c r="{at}"{style} t="d"><v>{cell.isoformat()}</v></c>'
    assert isinstance(cell, float | date | time | Formatted)
    return f'<c r="{at}"{style}><v>{book.number(cell)!r}</v></c>'
