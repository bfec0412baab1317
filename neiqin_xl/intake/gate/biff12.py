"""Records of the binary workbook format .xlsb."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator

ROW, FIRST_CELL, LAST_CELL = 0, 1, 11
BLANK, RK, ERROR, BOOLEAN, REAL, STRING, SHARED = 1, 2, 3, 4, 5, 6, 7
FORMULA_STRING, FORMULA_NUMBER, FORMULA_BOOLEAN, FORMULA_ERROR = 8, 9, 10, 11
SHARED_STRING, FONT, FORMAT, STYLE, COLUMN, RICH_STRING = 19, 43, 44, 47, 60, 62
WORKBOOK_PROPERTIES, SHEET, MERGED = 153, 156, 176
BEGIN_STYLES, END_STYLES = 617, 618
ROW_IS_HIDDEN = 0x10
"""The bit of a row's twelfth byte that hides it."""
FONT_IS_STRUCK = 0x08
"""The bit of a font's third byte that crosses its text out."""

ERROR_NAMES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Excel's error values by the bytes that stand for them, in .xls workbooks as well."""

_MERGED_HEAD = b"\xb0\x01\x10"
_HIDDEN_COLUMN = 1


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and content; ends at the first record that is cut short."""
    at = 0
    while at < len(data):
        try:
            kind, length, at = _head(data, at)
        except IndexError:
            return
        if at + length > len(data):
            return
        yield kind, data[at : at + length]
        at += length


def is_plain(sheet: bytes, telling: Collection[int]) -> bool:
    """Whether a sheet has neither error cells nor merged, hidden or `telling` styled ones: many have not."""
    if _MERGED_HEAD in sheet:
        return False
    at, end = 0, len(sheet) - 13
    while at < end:
        kind, length = sheet[at], sheet[at + 1]
        at += 2
        if kind <= LAST_CELL and length < 0x80:
            if kind in (ERROR, FORMULA_ERROR) or (kind == ROW and sheet[at + 11] & ROW_IS_HIDDEN):
                return False
            if telling and kind != ROW and int.from_bytes(sheet[at + 4 : at + 7], "little") in telling:
                return False
            at += length
            continue
        kind, length, at = _head(sheet, at - 2)
        if kind == FORMULA_ERROR or (kind == COLUMN and sheet[at + 16] & _HIDDEN_COLUMN):
            return False
        at += length
    return True


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """A record's kind, the length of its content and where that begins."""
    kind = data[at]
    at += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
        at += 1
    length = shift = 0
    while True:
        byte = data[at]
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80 or shift > 21:
            return kind, length, at


def wide(content: bytes, at: int) -> tuple[str, int]:
    """The text that begins there with its length in front, and where it ends; struct.error where it is cut."""
    (count,) = struct.unpack_from("<I", content, at)
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    if end > len(content):
        raise struct.error("a text that is cut")
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def rk(packed: int) -> float:
    """The number in four bytes: 30 bits of a whole number or of a double, perhaps in hundredths."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole & 1 << 29 else whole)
    else:
        (number,) = struct.unpack("<d", bytes(4) + (packed & 0xFFFFFFFC).to_bytes(4, "little"))
    return number / 100 if packed & 1 else number
