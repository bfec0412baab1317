"""Sheets drawn as text, and the same rows as files of every format, for the tests of reading."""

from __future__ import annotations

import io
from datetime import date
from xml.sax.saxutils import escape

from neiqin_xl.intake.recognition.columns import map_columns
from neiqin_xl.intake.recognition.recognise import recognise
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.intake.tables.layout import find_tables
from neiqin_xl.intake.typed.parse import parse
from neiqin_xl.sheets import sheet_types


def rows_of(picture):
    """The cells of a picture with a line per row and | between cells; numbers are numbers, '12 is text, 2026-11-05 a date."""
    lines = [line.strip() for line in picture.strip().splitlines()]
    rows = [[_cell(part.strip()) for part in line.strip("|").split("|")] for line in lines]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _cell(text):
    if text.startswith("'"):
        return text[1:]
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def drawn(picture, *, name="Sheet1", merged=(), top=1, left=0):
    return Sheet(name, rows_of(picture), top=top, left=left, merged=list(merged))


def grids(picture, **how):
    return find_tables(drawn(picture, **how))


def tables(picture, *, file="表.xlsx", fixed=None, told=None, extra=None, currency="CNY", **how):
    found = []
    for grid in grids(picture, **how):
        recognised = recognise(grid, file, fixed=fixed, extra=extra, told=told)
        found.append(parse(grid, recognised, currency, file))
    return found


def table(picture, **how):
    (only,) = tables(picture, **how)
    return only


def mapped(picture, type_name, **how):
    """The header text of each field that the table's columns give."""
    (grid,) = grids(picture)
    columns = map_columns(grid, sheet_types()[type_name], **how)
    return {name: grid.texts[index] for name, index in columns.at.items()}


def codes(table):
    return [finding.code for finding in table.findings]


def xlsx(rows, *, name="Sheet1", merged=(), more=(), date_format="yyyy-mm-dd", options=None):
    """A workbook of one sheet, and of `more` (name, rows) if there are any."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True} | (options or {})) as book:
        day = book.add_format({"num_format": date_format})
        for title, cells in ((name, rows), *more):
            sheet = book.add_worksheet(title)
            for top, left, bottom, right in merged:
                sheet.merge_range(top, left, bottom, right, "")
            for r, row in enumerate(cells):
                for c, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(r, c, cell, day)
                    elif isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(r, c, cell, None, "")
                    elif cell != "":
                        sheet.write(r, c, cell)
    return stream.getvalue()


def xls(rows, name="Sheet1"):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell != "":
                sheet.write(r, c, cell, day) if isinstance(cell, date) else sheet.write(r, c, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows, name="Sheet1"):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    sheet = Table(name=name)
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(_ods_cell(cell, TableCell, P))
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


def _ods_cell(cell, make, paragraph):
    if cell == "":
        return make()
    if isinstance(cell, float):
        return make(valuetype="float", value=repr(cell))
    if isinstance(cell, date):
        return make(valuetype="date", datevalue=cell.isoformat())
    made = make(valuetype="string")
    made.addElement(paragraph(text=cell))
    return made


def text(rows, *, delimiter=",", encoding="utf-8", dated="{:%Y-%m-%d}"):
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    for row in rows:
        writer.writerow([_shown(cell, dated) for cell in row])
    return stream.getvalue().encode(encoding)


def _shown(cell, dated):
    if isinstance(cell, date):
        return dated.format(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def webpage(rows, *, encoding="gb18030"):
    """The page that many programs save as .xls."""
    lines = "".join(f"<tr>{''.join(f'<td>{_shown(cell, DAY)}</td>' for cell in row)}</tr>" for row in rows)
    head = f'<html><head><meta charset="{encoding}"><style>td {{color: red}}</style></head>'
    return f"{head}<body><table border=1>{lines}</table></body></html>".encode(encoding)


def spreadsheet2003(rows, name="Sheet1"):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    lines = "".join(f"<Row>{''.join(map(_cell2003, range(len(row)), row))}</Row>" for row in rows)
    sheet = f'<Worksheet ss:Name="{name}"><Table>{lines}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode()


def _cell2003(index, cell):
    if cell == "":
        return ""
    kind = "Number" if isinstance(cell, float) else "DateTime" if isinstance(cell, date) else "String"
    shown = f"{cell.isoformat()}T00:00:00.000" if isinstance(cell, date) else escape(str(cell))
    return f'<Cell ss:Index="{index + 1}"><Data ss:Type="{kind}">{shown}</Data></Cell>'


DAY = "{:%Y-%m-%d}"
