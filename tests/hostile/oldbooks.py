"""Old binary workbooks and the compound files around them, to be spoilt record by record."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping

from drawn import xls

from hostile.packages import HEADERS, LINE

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def old_workbook() -> bytes:
    """A sound .xls with one order."""
    return xls([list(HEADERS), [*LINE[:4], 10.0, 0.35, ""]])


def streams_of(data: bytes) -> dict[str, bytes]:
    """The workbook stream of a .xls as xlwt writes it: from the first sector on, in one piece."""
    size = len(data)
    stream = data[_SECTOR:size]
    end = max(at + 4 for at, kind, _ in records(stream) if kind == 0x0A)
    return {"Workbook": stream[:end].ljust(4096, b"\x00")}


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Place, kind and length of each record, up to the end of the last sheet."""
    at, depth = 0, 0
    sheets = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        sheets += kind == 0x85
        depth += kind == 0x0A
        yield at, kind, length
        at += 4 + length
        if depth == sheets + 1:
            return


def with_record(stream: bytes, kind: int, content: bytes, *, after: int) -> bytes:
    """The stream with the first record of `kind` changed to `content`, or a new one put behind the first `after`."""
    for at, found, length in records(stream):
        if found == kind:
            return stream[: at + 2] + struct.pack("<H", len(content)) + content + stream[at + 4 + length :]
    for at, found, length in records(stream):
        if found == after:
            end = at + 4 + length
            return stream[:end] + struct.pack("<HH", kind, len(content)) + content + stream[end:]
    raise LookupError(after)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file that holds these streams, each in its own chain of sectors."""
    table: list[int] = []
    body = bytearray()
    entries = bytearray(_entry("Root Entry", 5, child=1, start=_END, size=0))
    for number, (name, content) in enumerate(streams.items(), 1):
        padded = content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\x00")
        first, count = len(table), len(padded) // _SECTOR
        table += [*range(first + 1, first + count), _END]
        body += padded
        entries += _entry(name, 2, right=number + 1 if number < len(streams) else _FREE, start=first, size=len(padded))
    entries = entries.ljust(-(-len(entries) // _SECTOR) * _SECTOR, b"\x00")
    directory = len(table)
    count = len(entries) // _SECTOR
    table += [*range(directory + 1, directory + count), _END]
    body += entries
    tables = -(-(len(table) + 8) // (_SECTOR // 4))
    first_table = len(table)
    table += [_TABLE] * tables
    table += [_FREE] * (tables * (_SECTOR // 4) - len(table))
    body += struct.pack(f"<{len(table)}I", *table)
    places = [*range(first_table, first_table + tables)]
    head = io.BytesIO()
    head.write(MAGIC + bytes(16))
    head.write(struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, 4096, _END, 0, _END, 0))
    head.write(struct.pack("<109I", *places, *[_FREE] * (109 - tables)))
    return head.getvalue() + bytes(body)


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    raw = (name + "\x00").encode("utf-16-le")
    told = struct.pack("<64sHBBIII36xIQ", raw, len(raw), kind, 1, _FREE, right, child, start, size)
    return told.ljust(128, b"\x00")
