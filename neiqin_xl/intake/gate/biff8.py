"""Records of the .xls workbook format, of Excel 97 and later and of Excel 5."""

from __future__ import annotations

import struct
from collections.abc import Iterator

BEGIN, END, CONTINUE = 0x809, 0x0A, 0x3C
CODE_PAGE, EPOCH, LOCK, FORMAT, STYLE, SHEET, STRINGS = 0x42, 0x22, 0x2F, 0x41E, 0xE0, 0x85, 0xFC
ROW, COLUMNS, MERGED = 0x208, 0x7D, 0xE5
NUMBER, RK, SEVERAL_RK, BOOLEAN = 0x203, 0x27E, 0xBD, 0x205
BLANK, SEVERAL_BLANKS = BLANKS = (0x201, 0xBE)
WINDOW = 0x23E
SHARED, LABEL, RICH_LABEL, RESULT = 0xFD, 0x204, 0xD6, 0x207
FORMULAS = (0x06, 0x206, 0x406)

STARTS = (0x09, 0x0209, 0x0409, BEGIN)
"""The kinds of record with which a part begins, from the oldest version to that of Excel 97 and later."""

BARE_BOOK = BEGIN.to_bytes(2, "little")
"""How a workbook begins that is not wrapped in a compound file, as small export programs write it."""

WORKSHEET = 0x10
"""What a part says that it is, in the third and fourth byte of its first record, where it is a sheet with cells."""

_KNOWN = frozenset({6, 0x200, 0x201, 0x203, 0x204, 0x205, 0x206, 0x207, 0x208, 0x20B, 0x218, 0x221, 0x222, 0x223})
_KNOWN |= {0x225, 0x226, 0x231, 0x236, 0x23E, 0x243, 0x27E, 0x293, 0x406, 0x409, 0x418, 0x41E, 0x43C, 0x4BC}
_OLDEST = 10
# Settings of a sheet, and what else has a length that is known: none is so long that a cell goes into it besides.
_SLACK = 10
_LENGTHS = dict.fromkeys((*range(0x0C, 0x14), 0x22, 0x2A, 0x2B, 0x55, 0x5F, 0x63, *range(0x81, 0x85), 0xDD), 2)
_LENGTHS |= dict.fromkeys((0x10, *range(0x26, 0x2A), 0x80), 8)
_LENGTHS |= {0x225: 4, 0x201: 6, 0x200: 14, 0x236: 16, 0xA1: 34, 0xD7: 4 + 2 * 32}
_ROW_BYTES = 6 + 2 * 256  # as many blank cells as a row has
_LONGEST = 8228


def is_plausible(kind: int, length: int) -> bool:
    """Whether there are such records in a workbook of Excel 5 or later; others show that the place has been lost."""
    known = _LENGTHS.get(kind)
    if length > (known + _SLACK if known is not None else _ROW_BYTES if kind in BLANKS else _LONGEST):
        return False
    return kind in _KNOWN or _OLDEST <= kind < 0x200 or 0x800 <= kind < 0x900 or 0x1000 <= kind < 0x1100


def records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the content and its length of each record up to the end of the part that starts there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind in STARTS) - (kind == END)
        if depth <= 0:
            return
        yield kind, at + 4, length
        at += 4 + length
