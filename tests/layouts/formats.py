"""Pages as files of eight kinds, as Excel, WPS, ERP systems and web pages save them."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import escape

from layouts.page import Carries

ALL = frozenset(Carries)


def xlsx(pages):
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top, left, bottom, right, "")
            for r, c, cell in _filled(page):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, day)
                else:
                    sheet.write(r, c, cell)
            for row in page.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            for column in page.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
    return stream.getvalue()


def xls(pages):
    import xlwt

    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    plain = xlwt.easyxf("")
    for page in pages:
        sheet = book.add_sheet(page.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in page.merged}
        for r, c, cell in _filled(page):
            style = day if isinstance(cell, date) else plain
            if (r, c) in merged:
                bottom, right = merged[r, c]
                sheet.write_merge(r, bottom, c, right, cell, style)
            else:
                sheet.write(r, c, cell, style)
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for column in page.hidden_columns:
            sheet.col(column).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(pages):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for page in pages:
        spans, covered = _spans(page)
        sheet = Table(name=page.name)
        for r, row in enumerate(page.rows):
            line = TableRow()
            for c, cell in enumerate(row):
                if (r, c) in covered:
                    line.addElement(CoveredTableCell())
                    continue
                down, across = spans.get((r, c), (1, 1))
                made = TableCell(**_ods_value(cell), numberrowsspanned=str(down), numbercolumnsspanned=str(across))
                if isinstance(cell, str):
                    for text in cell.split("\n") if cell else ():
                        made.addElement(P(text=text))
                line.addElement(made)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


def _ods_value(cell):
    if cell == "":
        return {}
    if isinstance(cell, float):
        return {"valuetype": "float", "value": repr(cell)}
    if isinstance(cell, date):
        return {"valuetype": "date", "datevalue": cell.isoformat()}
    return {"valuetype": "string"}


def spreadsheet2003(pages):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheets = "".join(_sheet2003(page) for page in pages)
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheets}</Workbook>'.encode()


def _sheet2003(page):
    spans, _ = _spans(page)
    lines = []
    for r, row in enumerate(page.rows):
        cells = [_cell2003(c, cell, spans.get((r, c), (1, 1))) for c, cell in enumerate(row) if cell != ""]
        lines.append(f"<Row>{''.join(cells)}</Row>")
    return f'<Worksheet ss:Name="{escape(page.name)}"><Table>{"".join(lines)}</Table></Worksheet>'


def _cell2003(column, cell, span):
    kind = "Number" if isinstance(cell, float) else "DateTime" if isinstance(cell, date) else "String"
    shown = f"{cell.isoformat()}T00:00:00.000" if isinstance(cell, date) else escape(str(cell))
    merged = f' ss:MergeDown="{span[0] - 1}" ss:MergeAcross="{span[1] - 1}"' if span != (1, 1) else ""
    return f'<Cell ss:Index="{column + 1}"{merged}><Data ss:Type="{kind}">{shown}</Data></Cell>'


def webpage(pages):
    """The page that many ERP systems save as .xls."""
    (page,) = pages
    spans, covered = _spans(page)
    lines = []
    for r, row in enumerate(page.rows):
        cells = [_td(cell, spans.get((r, c), (1, 1))) for c, cell in enumerate(row) if (r, c) not in covered]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head = '<html><head><meta charset="gb18030"></head>'
    return f"{head}<body><table border=1>{''.join(lines)}</table></body></html>".encode("gb18030")


def _td(cell, span):
    spanned = f" rowspan={span[0]} colspan={span[1]}" if span != (1, 1) else ""
    return f"<td{spanned}>{escape(_text(cell)).replace(chr(10), '<br>')}</td>"


def delimited(pages, *, delimiter=",", encoding="utf-8"):
    (page,) = pages
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([_text(cell) for cell in row] for row in page.rows)
    return stream.getvalue().encode(encoding)


def csv_utf8(pages):
    return delimited(pages, encoding="utf-8-sig")


def csv_gb18030(pages):
    return delimited(pages, encoding="gb18030")


def tabs_utf16(pages):
    return delimited(pages, delimiter="\t", encoding="utf-16")


# Each format: the ending that its files bear, what writes it, and what it can carry besides cells.
FORMATS = {
    "xlsx": (".xlsx", xlsx, ALL),
    "xls": (".xls", xls, ALL),
    # What is merged in an .ods is not told by the reader.
    "ods": (".ods", ods, frozenset({Carries.SHEETS})),
    "spreadsheet2003": (".xls", spreadsheet2003, ALL - {Carries.HIDING}),
    "webpage": (".xls", webpage, frozenset({Carries.MERGING})),
    "csv_utf8": (".csv", csv_utf8, frozenset()),
    "csv_gb18030": (".csv", csv_gb18030, frozenset()),
    "tabs_utf16": (".txt", tabs_utf16, frozenset()),
}


def _filled(page):
    return ((r, c, cell) for r, row in enumerate(page.rows) for c, cell in enumerate(row) if cell != "")


def _spans(page):
    """The size of each merged range by its first cell, and the cells that lie under the others."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    covered = {
        (r, c)
        for top, left, bottom, right in page.merged
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    return spans, covered


def _text(cell):
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
