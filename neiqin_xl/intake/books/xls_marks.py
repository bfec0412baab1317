"""What a .xls workbook holds that its values do not show: errors, formats, hidden rows, formulas without a result."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from neiqin_xl.intake.books.marks import Marks, Place
from neiqin_xl.intake.books.number_formats import FIRST_CUSTOM, NumberFormat, number_format
from neiqin_xl.intake.gate.biff8 import records
from neiqin_xl.intake.gate.biff12 import ERROR_NAMES, rk
from neiqin_xl.intake.gate.compound import stream_of
from neiqin_xl.intake.sheet import UNCACHED

_BEGIN, _SHEET, _FORMAT, _STYLE, _EPOCH = 0x809, 0x85, 0x41E, 0xE0, 0x22
_ROW, _COLUMNS, _FORMULA, _BOOLEAN, _NUMBER, _RK, _SEVERAL = 0x208, 0x7D, 0x06, 0x205, 0x203, 0x27E, 0xBD
_CELLS = struct.Struct("<HHH")
_WIDE_BOOK = 0x600
# A program that cannot calculate signs so, and leaves every formula without a result.
_CANNOT_CALCULATE = struct.pack("<HH", 0x0DBB, 0x07CC)
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_RESULT_IS_ERROR, _RESULT_IS_BLANK = 0x02, 0x03
# Cheap to look for in the whole stream; only where one of these is found, the records are gone through.
_ODD = re.compile(
    rb"\x05\x02\x08\x00.{7}\x01"  # a cell of an error
    rb"|\x06\x00.\x00.{6}[\x02\x03].{5}\xff\xff"  # a formula whose result is an error or blank
    rb"|\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]"  # a hidden row
    rb"|\x7d\x00[\x0a-\x0c]\x00.{8}(?:" + b"|".join(re.escape(bytes([odd])) for odd in range(1, 256, 2)) + rb")",
    re.DOTALL,
)


@dataclass
class _Globals:
    """What stands before the sheets: where each begins and its name, and which formats show more than the number."""

    sheets: dict[int, str] = field(default_factory=dict)
    telling: dict[int, NumberFormat] = field(default_factory=dict)
    cannot_calculate: bool = False
    epoch_1904: bool = False


def look_into_xls(data: bytes) -> tuple[dict[str, Marks], bool]:
    """The marks of each sheet by its name, none where there are none at all, and whether dates count from 1904."""
    stream = stream_of(data, ("Workbook", "Book"))
    if stream is None:
        return {}, False
    try:
        book = _globals(stream)
        if not book.telling and _ODD.search(stream) is None:
            return {}, book.epoch_1904
        return {name: _marks(stream, start, book) for start, name in book.sheets.items()}, book.epoch_1904
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}, False


def _globals(stream: bytes) -> _Globals:
    found = _Globals()
    formats: dict[int, NumberFormat] = {}
    styles: list[int] = []
    is_wide_book = True
    for kind, at, length in records(stream, 0):
        content = stream[at : at + length]
        if kind == _BEGIN:
            is_wide_book = int.from_bytes(content[:2], "little") == _WIDE_BOOK
            found.cannot_calculate = content[4:8] == _CANNOT_CALCULATE
        elif kind == _EPOCH:
            found.epoch_1904 = content[:1] == b"\x01"
        elif kind == _SHEET:
            start = int.from_bytes(content[:4], "little")
            found.sheets[start] = _text(content[7:], content[6], is_wide_book=is_wide_book)
        elif kind == _FORMAT and is_wide_book:
            formats[int.from_bytes(content[:2], "little")] = number_format(
                _text(content[4:], int.from_bytes(content[2:4], "little"), is_wide_book=True)
            )
        elif kind == _STYLE:
            styles.append(int.from_bytes(content[2:4], "little"))
    found.telling = {
        i: formats[number]
        for i, number in enumerate(styles)
        if number >= FIRST_CUSTOM and number in formats and formats[number].tells
    }
    return found


def _text(content: bytes, count: int, *, is_wide_book: bool) -> str:
    if not is_wide_book:
        return content[:count].decode("gb18030", "replace")
    return (
        content[1 : 1 + 2 * count].decode("utf-16-le") if content[0] & 1 else content[1 : 1 + count].decode("latin-1")
    )


def _marks(stream: bytes, start: int, book: _Globals) -> Marks:
    marks = Marks()
    blank: list[Place] = []
    has_results = False
    for kind, at, length in records(stream, start):
        content = stream[at : at + length]
        if kind == _BOOLEAN and content[7]:
            marks.troubles[_place(content)] = ERROR_NAMES.get(content[6], "#VALUE!")
        elif kind == _FORMULA:
            result = content[6:14]
            is_number = result[6:] != b"\xff\xff"
            if not is_number and result[0] == _RESULT_IS_ERROR:
                marks.troubles[_place(content)] = ERROR_NAMES.get(result[2], "#VALUE!")
            elif not is_number and result[0] == _RESULT_IS_BLANK:
                blank.append(_place(content))
            else:
                has_results = True
            if is_number:
                _show(marks, content, struct.unpack("<d", result)[0], book.telling)
        elif kind == _ROW and content[12] & _ROW_IS_HIDDEN:
            marks.hidden_rows.append(int.from_bytes(content[:2], "little"))
        elif kind == _COLUMNS and content[8] & _COLUMN_IS_HIDDEN:
            marks.hidden_columns.append(struct.unpack_from("<HH", content))
        elif book.telling and kind in (_NUMBER, _RK, _SEVERAL):
            _numbers(marks, kind, content, book.telling)
    if book.cannot_calculate and not has_results:
        marks.troubles.update(dict.fromkeys(blank, UNCACHED))
    return marks


def _place(content: bytes) -> Place:
    row, column, _ = _CELLS.unpack_from(content)
    return row, column


def _numbers(marks: Marks, kind: int, content: bytes, telling: Mapping[int, NumberFormat]) -> None:
    if kind == _NUMBER:
        _show(marks, content, struct.unpack_from("<d", content, 6)[0], telling)
    elif kind == _RK:
        _show(marks, content, rk(struct.unpack_from("<I", content, 6)[0]), telling)
    else:
        row, first = struct.unpack_from("<HH", content)
        for i, at in enumerate(range(4, len(content) - 2, 6)):
            style, packed = struct.unpack_from("<HI", content, at)
            _show(marks, _CELLS.pack(row, first + i, style), rk(packed), telling)


def _show(marks: Marks, cell: bytes, number: float, telling: Mapping[int, NumberFormat]) -> None:
    row, column, style = _CELLS.unpack_from(cell)
    if style in telling:
        shown = telling[style].shown(number)
        if shown is not None:
            marks.shown[row, column] = shown
