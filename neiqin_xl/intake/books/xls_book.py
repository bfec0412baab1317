"""What stands before the sheets of a .xls workbook: their names and places, its texts, formats and calendar."""

from __future__ import annotations

import re
import struct
from collections import Counter
from dataclasses import dataclass, field

from neiqin_xl.intake.books.filling import Style
from neiqin_xl.intake.books.number_formats import NumberFormat, number_format
from neiqin_xl.intake.books.xls_text import Content, codec_of, narrow, shared_strings
from neiqin_xl.intake.gate import biff8

_WIDE_BOOK = 0x600
_STATE = 0x3F
_ALL = 0x10000
_STYLE_BYTES = frozenset({16, 20})  # of Excel 5 and of Excel 97
# What may stand beside the styles and be as long as one: fonts, formats, names of styles and what else they look like.
_BESIDE_STYLES = frozenset({0x31, 0x231, biff8.FORMAT, 0x293, 0x87C, 0x87D, 0x892, biff8.SHEET, biff8.CONTINUE})
# A program that cannot calculate signs so, and leaves every formula without a result.
_CANNOT_CALCULATE = struct.pack("<HH", 0x0DBB, 0x07CC)
_END = struct.pack("<H", biff8.END)
_AS_WORKSHEET = struct.pack("<H", biff8.WORKSHEET)
_WORKSHEET = re.compile(rb"\x09\x08[\x04-\x10]\x00\x00[\x05\x06]" + _AS_WORKSHEET)


@dataclass
class XlsSheet:
    """A sheet as the workbook lists it: its name, whether it is shown, and where it says that the sheet begins.

    `is_worksheet` is what the list says; a sheet of macros or one that is a chart has no cells to read.
    """

    name: str
    is_visible: bool
    start: int
    is_worksheet: bool


@dataclass
class XlsBook:
    """What all sheets of a workbook share.

    `styles` are those with which a cell may show something else than its number, `styles_told` is how many there are at
    all; every number may be one where the workbook lists none. `codec` is the encoding of all texts,
    None in a workbook of Excel 97 or later. `damage` says in Chinese what of all this could not be read for certain.
    """

    sheets: list[XlsSheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: dict[int, Style] = field(default_factory=dict)
    styles_told: int = _ALL
    codec: str | None = None
    epoch_1904: bool = False
    cannot_calculate: bool = False
    damage: list[str] = field(default_factory=list)

    def text(self, stream: bytes, at: int, length: int) -> str:
        """The text at that place in the stream, its length in letters in front."""
        if self.codec is None:
            return Content(stream, at, length).text()
        return narrow(stream[at + 2 : at + min(length, 2 + int.from_bytes(stream[at : at + 2], "little"))], self.codec)


def book_of(stream: bytes) -> XlsBook | None:
    """The workbook in that stream; None where it does not tell which sheets it has, or where they are.

    Small export programs write a single sheet, with nothing before it.
    """
    book = XlsBook()
    formats: dict[int, NumberFormat] = {}
    numbers: list[int] = []
    is_bare = False
    end = 0
    for i, (kind, at, length) in enumerate(biff8.records(stream, 0)):
        content = stream[at : at + length]
        end = at + length
        if i == 0:
            book.codec = None if content[:2] == struct.pack("<H", _WIDE_BOOK) else codec_of(0)
            book.cannot_calculate = content[4:8] == _CANNOT_CALCULATE
            is_bare = content[2:4] == _AS_WORKSHEET
        elif kind == biff8.CODE_PAGE and book.codec is not None:
            book.codec = codec_of(int.from_bytes(content[:2], "little"))
        elif kind == biff8.EPOCH:
            book.epoch_1904 = content[:1] == b"\x01"
        elif kind == biff8.SHEET and length > 7:
            book.sheets.append(_sheet(content, book.codec))
        elif kind == biff8.FORMAT and length > 3:
            formats[int.from_bytes(content[:2], "little")] = number_format(_code(content, book.codec))
        elif kind == biff8.STYLE:
            numbers.append(int.from_bytes(content[2:4], "little"))
        elif kind == biff8.STRINGS:
            book.strings, is_sound = shared_strings(stream, at, length)
            if not is_sound:
                book.damage.append("放文字的地方对不上，有的文字可能读得不对")
    for i, number in enumerate(numbers):
        style = Style(number, formats.get(number))
        if style.is_date or (style.format is not None and style.format.tells):
            book.styles[i] = style
    book.styles_told = len(numbers) or _ALL
    if stream[end : end + 2] != _END or _is_record_lost(stream):
        book.damage.append("记着格式和文字的地方断开了，日期、编号和文字可能读得不对")
    if is_bare:
        book.sheets = [XlsSheet("Sheet1", is_visible=True, start=0, is_worksheet=True)]
        return book
    return book if _is_found(book, stream) else None


def _is_record_lost(stream: bytes) -> bool:
    """Whether a record before the sheets has lost its kind: none has that kind and length, or it must be a style."""
    is_stray, before = False, 0
    for kind, _, length in biff8.records(stream, 0):
        if not biff8.is_plausible(kind, length) or (is_stray and kind == biff8.STYLE):
            return True
        is_stray = length in _STYLE_BYTES and kind != biff8.STYLE and kind not in _BESIDE_STYLES
        if is_stray and before == biff8.STYLE:
            return True
        before = kind
    return False


def _sheet(content: bytes, codec: str | None) -> XlsSheet:
    """One line of the list of sheets; a name is told with its number of letters in one byte."""
    start, state, kind, count = struct.unpack_from("<IBBB", content)
    name = content[7 : 7 + count] if codec is not None else content[8 : 8 + (2 * count if content[7] & 1 else count)]
    told = narrow(name, codec) if codec else name.decode("utf-16-le" if content[7] & 1 else "latin-1", "replace")
    return XlsSheet(told.replace("\x00", ""), not state & _STATE, start, is_worksheet=kind == 0)


def _code(content: bytes, codec: str | None) -> str:
    if codec is not None:
        return narrow(content[3 : 3 + content[2]], codec)
    return Content(content, 2, len(content)).text()


def _is_found(book: XlsBook, stream: bytes) -> bool:
    """Whether each sheet begins where the list says, or the lost ones could be told by their order."""
    starts = [found.start() for found in _WORKSHEET.finditer(stream)]
    times = Counter(sheet.start for sheet in book.sheets)
    free = [start for start in starts if times[start] != 1]
    known = set(starts) - set(free)
    lost = [sheet for sheet in book.sheets if sheet.is_worksheet and sheet.start not in known]
    if not book.sheets or len(lost) != len(free):
        return False
    book.sheets = [sheet for sheet in book.sheets if sheet.is_worksheet or sheet.start in known]
    for sheet, start in zip(lost, free, strict=True):
        sheet.start = start
    if lost:
        book.damage.append("记着工作表位置的地方对不上，工作表是按先后顺序认的")
    return True
