"""Error cells of a .xls workbook, which calamine reads as blank."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right

from neiqin_xl.intake.compound import stream_of
from neiqin_xl.intake.troubles import Place

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BOUNDSHEET = 0x85
_END_OF_GLOBALS = 0x0A
# Row, column, format, error, 1; and a formula whose result is an error.
_ERROR_CELL = re.compile(rb"\x05\x02\x08\x00(..)(..)..(.)\x01", re.DOTALL)
_ERROR_RESULT = re.compile(rb"\x06\x00..(..)(..)..\x02.(.)...\xff\xff", re.DOTALL)


def look_into_xls(data: bytes) -> dict[str, dict[Place, str]]:
    """Excel's error values by sheet and place (row and column from 0)."""
    stream = stream_of(data, ("Workbook", "Book"))
    found: dict[str, dict[Place, str]] = {}
    if stream is None:
        return found
    hits = [hit for pattern in (_ERROR_CELL, _ERROR_RESULT) for hit in pattern.finditer(stream)]
    if not hits:
        return found
    sheets = sorted(_sheets(stream))
    starts = [start for start, _ in sheets]
    for hit in hits:
        error = _ERRORS.get(hit.group(3)[0])
        at = bisect_right(starts, hit.start()) - 1
        if error is not None and at >= 0:
            row, column = struct.unpack("<H", hit.group(1))[0], struct.unpack("<H", hit.group(2))[0]
            found.setdefault(sheets[at][1], {})[row, column] = error
    return found


def _sheets(stream: bytes) -> list[tuple[int, str]]:
    """Where in the stream each sheet begins, and its name."""
    found: list[tuple[int, str]] = []
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END_OF_GLOBALS:
            break
        if kind == _BOUNDSHEET:
            start, count, is_wide = struct.unpack_from("<I2xBB", stream, at + 4)
            raw = stream[at + 12 : at + 4 + length]
            name = raw[: 2 * count].decode("utf-16-le") if is_wide & 1 else raw[:count].decode("latin-1")
            found.append((start, name))
        at += 4 + length
    return found
