"""Records of the .xls workbook format."""

from __future__ import annotations

import struct
from collections.abc import Iterator

STARTS = (0x09, 0x0209, 0x0409, 0x0809)
"""The kinds of record with which a part begins, from the oldest version to that of Excel 97 and later."""

_ENDS = 0x0A


def records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the content and its length of each record up to the end of the part that starts there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind in STARTS) - (kind == _ENDS)
        if depth <= 0:
            return
        yield kind, at + 4, length
        at += 4 + length
