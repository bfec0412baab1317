"""Workbooks of Excel 97 and Excel 5 drawn record by record, where no writer of them draws what is wanted."""

from __future__ import annotations

import struct

from hostile.oldbooks import compound

GLOBALS, SHEET, CHART = 0x05, 0x10, 0x20


def record(kind, content=b""):
    return struct.pack("<HH", kind, len(content)) + content


def begin(part, version=0x600):
    return record(0x809, struct.pack("<HHHHII", version, part, 0x0DBB, 0x07CD, 0, 6)[: 16 if version == 0x600 else 8])


END = record(0x0A)


def wide(text, *, flags=1, between=b"", behind=b""):
    """A text of Excel 97: its number of letters, how they are written, the letters."""
    raw = text.encode("utf-16-le")
    return struct.pack("<HB", len(raw) // 2, flags) + between + (raw if flags & 1 else text.encode("latin-1")) + behind


def narrow(text, encoding):
    raw = text.encode(encoding)
    return struct.pack("<H", len(raw)) + raw


def label(row, column, text, kind=0x204):
    """A cell with its text; `text` is as `wide` or `narrow` give it."""
    return record(kind, struct.pack("<HHH", row, column, 0) + text)


def number(row, column, value, style=0):
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def shared(row, column, index):
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def formula(row, column, result):
    return record(0x06, struct.pack("<HHH", row, column, 0) + result + bytes(8))


AS_TEXT = b"\x00\x00\x00\x00\x00\x00\xff\xff"


def texts(*parts, count):
    """A table of texts, each part of it in a record of its own."""
    first, *more = parts
    return record(0xFC, struct.pack("<II", count, count) + first) + b"".join(record(0x3C, part) for part in more)


def merged(*ranges):
    """Merged ranges as (first row, last row, first column, last column)."""
    return record(0xE5, struct.pack("<H", len(ranges)) + b"".join(struct.pack("<4H", *one) for one in ranges))


def stream_of(sheets, *, version=0x600, before=b"", listed=None, encoding="gb18030"):
    """The stream of a workbook: `sheets` are the records of each by its name, `listed` where the list says they are."""
    names = [
        struct.pack("<B", len(name)) + b"\x01" + name.encode("utf-16-le")
        if version == 0x600
        else struct.pack("<B", len(name.encode(encoding))) + name.encode(encoding)
        for name in sheets
    ]
    drawn = [begin(SHEET, version) + content for content in sheets.values()]
    head = begin(GLOBALS, version) + before
    at = len(head) + sum(len(name) + 10 for name in names) + len(END)
    starts = [at + sum(map(len, drawn[:i])) for i in range(len(drawn))]
    lines = (
        record(0x85, struct.pack("<IBB", start, 0, 0) + name)
        for start, name in zip(listed or starts, names, strict=True)
    )
    return head + b"".join(lines) + END + b"".join(drawn)


def old_book(sheets, **how):
    """The same in a compound file, as Excel keeps it."""
    stream = stream_of(sheets, **how)
    return compound({"Workbook" if how.get("version", 0x600) == 0x600 else "Book": stream})
