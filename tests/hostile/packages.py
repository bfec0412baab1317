"""A small workbook of orders as the parts of its package, to be spoilt one part at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

HEADERS = ("订单号", "下单日期", "客户名称", "品名", "数量", "单价", "备注")
LINE = ("SO-1", "2026-11-05", "华新五金", "螺栓", "10", "0.35", "")
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"


def row(number: int, texts: tuple[str, ...], more: str = "") -> str:
    """A row of shared texts and plain numbers; `more` are further cells as XML."""
    cells = "".join(f'<c r="{"ABCDEFG"[i]}{number}" t="s"><v>{index_of(text)}</v></c>' for i, text in enumerate(texts))
    return f'<row r="{number}">{cells}{more}</row>'


_TEXTS = [*HEADERS, *LINE]


def index_of(text: str) -> int:
    """Where a text of the usual rows stands among the shared strings."""
    return _TEXTS.index(text)


def strings(texts: list[str] | None = None, *, count: int | None = None) -> str:
    """The shared strings, with a `count` that need not be true."""
    told = _TEXTS if texts is None else texts
    number = len(told) if count is None else count
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in told)
    return f'{_DECLARATION}<sst xmlns="{MAIN}" count="{number}" uniqueCount="{number}">{items}</sst>'


def sheet(data: str | None = None, *, before: str = "", after: str = "", root: str = "") -> str:
    """A worksheet; `data` are its rows, by default a header and one order."""
    rows = row(1, HEADERS) + row(2, LINE) if data is None else data
    return (
        f'{_DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"{root}>'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def book(sheets: str | None = None, *, before: str = "", after: str = "") -> str:
    """The workbook part; `sheets` are its sheet elements."""
    listed = '<sheet name="订单" sheetId="1" r:id="rId1"/>' if sheets is None else sheets
    return (
        f'{_DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">'
        f"{before}<sheets>{listed}</sheets>{after}</workbook>"
    )


def links(*more: str, target: str = "worksheets/sheet1.xml") -> str:
    """The workbook's relationships: sheet, strings, styles, and `more` as elements."""
    usual = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONSHIPS}/{kind}" Target="{where}"/>'
        for i, (kind, where) in enumerate(
            (("worksheet", target), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")), 1
        )
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{usual}{"".join(more)}</Relationships>'


def styles(formats: str = "") -> str:
    """The styles: one cell format, and number formats as elements."""
    told = f'<numFmts count="1">{formats}</numFmts>' if formats else ""
    return (
        f'{_DECLARATION}<styleSheet xmlns="{MAIN}">{told}<fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/>'
        '<xf numFmtId="170" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )


def types(*more: str) -> str:
    """The content types, with `more` as elements."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kind}.worksheet+xml"/>{"".join(more)}</Types>'
    )


def parts() -> dict[str, str | bytes]:
    """All parts of a sound workbook with one order."""
    office = f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="{BOOK}"/>'
    return {
        TYPES: types(),
        "_rels/.rels": f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{office}</Relationships>',
        BOOK: book(),
        BOOK_LINKS: links(),
        STYLES: styles(),
        STRINGS: strings(),
        SHEET: sheet(),
    }


def packed(told: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """The parts as a zip file, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in told.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return stream.getvalue()


def workbook(changes: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """The sound workbook with some parts changed, added, or (None) left out."""
    told = parts() | dict(changes or {})
    return packed({name: content for name, content in told.items() if content is not None})


def with_rows(*more: str, before: str = "", after: str = "") -> bytes:
    """The sound workbook with further rows, and elements before and after the rows."""
    return workbook({SHEET: sheet(row(1, HEADERS) + row(2, LINE) + "".join(more), before=before, after=after)})
