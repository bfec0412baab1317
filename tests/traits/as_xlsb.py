"""A drawn book as .xlsb, record by record."""

from __future__ import annotations

import struct

from hostile.binarybooks import record
from hostile.packages import RELATIONSHIPS, packed, parts

from traits import Book, Drawing, Drawn, Error, Formatted

_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_IS_STRUCK = 8
_STATES = {"visible": 0, "hidden": 1, "veryHidden": 2}


def as_xlsb(book: Book) -> bytes:
    """The workbook."""
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet{i}.bin"/>'
        for i in range(1, len(book.sheets) + 1)
    )
    relations += f'<Relationship Id="rId0" Type="{RELATIONSHIPS}/styles" Target="styles.bin"/>'
    listed = b"".join(
        record(156, struct.pack("<II", _STATES[sheet.state], i) + wide(f"rId{i}") + wide(sheet.name))
        for i, sheet in enumerate(book.sheets, 1)
    )
    properties = record(153, struct.pack("<II", book.epoch_1904, 0) + wide(""))
    told = record(131) + properties + record(143) + listed + record(144) + record(132)
    usual = parts()
    return packed(
        {
            "[Content_Types].xml": usual["[Content_Types].xml"],
            "_rels/.rels": usual["_rels/.rels"],
            "xl/workbook.bin": told,
            "xl/_rels/workbook.bin.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f"{relations}</Relationships>"
            ),
            "xl/styles.bin": _styles(book),
            **{f"xl/worksheets/sheet{i}.bin": worksheet(book, sheet) for i, sheet in enumerate(book.sheets, 1)},
        }
    )


def wide(text: str) -> bytes:
    """A text with its length in front."""
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def _styles(book: Book) -> bytes:
    formats = b"".join(record(44, struct.pack("<H", i) + wide(code)) for i, code in enumerate(book.formats, 176))
    numbers = [0, *range(176, 176 + len(book.formats))]
    fonts = b"".join(record(43, struct.pack("<HH", 220, flags) + bytes(16) + wide("宋体")) for flags in (0, _IS_STRUCK))
    styles = b"".join(
        record(47, struct.pack("<HHH", 0, number, font) + bytes(10)) for font in range(2) for number in numbers
    )
    return (
        record(278)
        + record(611, struct.pack("<I", 2))
        + fonts
        + record(612)
        + record(615, struct.pack("<I", len(book.formats)))
        + formats
        + record(616)
        + record(617, struct.pack("<I", 2 * len(numbers)))
        + styles
        + record(618)
        + record(279)
    )


def worksheet(book: Book, sheet: Drawing) -> bytes:
    """The part of one sheet."""
    columns = b"".join(record(60, struct.pack("<4IH", c, c, 2560, 0, 1)) for c in sheet.hidden_columns)
    rows = b"".join(_row(book, sheet, r) for r in range(len(sheet.rows)))
    merged = b"".join(record(176, struct.pack("<4I", top, end, left, right)) for top, left, end, right in sheet.merged)
    last = len(sheet.rows) - 1, max(map(len, sheet.rows)) - 1
    return (
        record(129)
        + record(148, struct.pack("<4I", 0, last[0], 0, last[1]))
        + (record(390) + columns + record(391) if columns else b"")
        + record(145)
        + rows
        + record(146)
        + (record(177, struct.pack("<I", len(sheet.merged))) + merged + record(178) if merged else b"")
        + record(130)
    )


def _row(book: Book, sheet: Drawing, r: int) -> bytes:
    flags = 0x10 if r in sheet.hidden_rows else 0
    head = record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, flags, 0, 0))
    struck = len(book.formats) + 1 if r in sheet.struck_rows else 0
    return head + b"".join(_cell(book, c, cell, struck) for c, cell in enumerate(sheet.rows[r]))


def _cell(book: Book, c: int, cell: Drawn, struck: int) -> bytes:
    place = struct.pack("<II", c, book.style(cell) + struck)
    if cell == "":
        return b""
    if isinstance(cell, str):
        return record(6, place + wide(cell))
    if isinstance(cell, bool):
        return record(4, place + bytes([cell]))
    if isinstance(cell, Error):
        code = bytes([_ERRORS[cell.value]])
        return record(11, place + code + bytes(10)) if cell.formula else record(3, place + code)
    if isinstance(cell, Formatted) and cell.number == int(cell.number) and 0 <= cell.number < 1 << 29:
        return record(2, place + struct.pack("<I", int(cell.number) << 2 | 2))
    return record(5, place + struct.pack("<d", book.number(cell)))
