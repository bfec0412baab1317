"""Binary workbooks (.xlsb) put together record by record."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from hostile.packages import BOOK_LINKS, HEADERS, LINE, RELATIONSHIPS, TYPES, links, packed, parts

ROW, REAL, TEXT = 0, 5, 6
_SHEET_STARTS, _SHEET_ENDS, _BOOK_STARTS, _BOOK_ENDS = 129, 130, 131, 132
_SHEETS_START, _SHEETS_END, _DATA_STARTS, _DATA_ENDS, DIMENSION, _SHEET = 143, 144, 145, 146, 148, 156


def record(kind: int, content: bytes = b"") -> bytes:
    """One record: its kind and length in as many bytes of seven bits as they need."""
    told = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(content)
    while left > 0x7F:
        length += bytes([left & 0x7F | 0x80])
        left >>= 7
    return told + length + bytes([left]) + content


def dimension(last_row: int, last_column: int) -> bytes:
    """What a sheet says of its own size."""
    return record(DIMENSION, struct.pack("<4I", 0, last_row, 0, last_column))


def line(row: int, cells: Sequence[str | float], *, first: int = 0) -> bytes:
    """A row of texts and numbers from the column `first` on, both counted from 0."""
    body = record(ROW, struct.pack("<I", row) + bytes(13))
    for column, cell in enumerate(cells, first):
        place = struct.pack("<II", column, 0)
        if isinstance(cell, float):
            body += record(REAL, place + struct.pack("<d", cell))
        else:
            body += record(TEXT, place + _text(cell))
    return body


def binary_sheet(*lines: bytes, told: bytes | None = None) -> bytes:
    """A worksheet of these rows, by default the header and one order."""
    usual = (line(0, HEADERS), line(1, [*LINE[:4], 10.0, 0.35, ""]))
    body = b"".join((*usual, *lines))
    size = dimension(1, 6) if told is None else told
    return b"".join((
        record(_SHEET_STARTS), size, record(_DATA_STARTS), body, record(_DATA_ENDS), record(_SHEET_ENDS),
    ))  # fmt: skip


def binary_workbook(sheet: bytes | None = None, **more: bytes) -> bytes:
    """A sound .xlsb with one order; `more` are further parts below xl/, their dots and slashes as _ and __."""
    told = struct.pack("<II", 0, 1) + _text("rId1") + _text("订单")
    book = b"".join((
        record(_BOOK_STARTS), record(_SHEETS_START), record(_SHEET, told), record(_SHEETS_END), record(_BOOK_ENDS),
    ))  # fmt: skip
    kind = f"{RELATIONSHIPS}/worksheet"
    wanted = links(target="worksheets/sheet1.bin").split("<Relationship ", 2)
    relations = f'{wanted[0]}<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
    usual = parts()
    return packed(
        {
            TYPES: usual[TYPES],
            "_rels/.rels": usual["_rels/.rels"],
            "xl/workbook.bin": book,
            BOOK_LINKS.replace("workbook.xml", "workbook.bin"): relations,
            "xl/worksheets/sheet1.bin": binary_sheet() if sheet is None else sheet,
            **{f"xl/{name.replace('__', '/').replace('_', '.')}": content for name, content in more.items()},
        }
    )


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
