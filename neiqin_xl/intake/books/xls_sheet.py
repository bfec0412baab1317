"""The records of one sheet of a .xls workbook, to its cells and marks."""

from __future__ import annotations

import struct

from neiqin_xl.enumeration import first_few
from neiqin_xl.intake.books.filling import Filling, Style, TooMuchError, moment
from neiqin_xl.intake.books.marks import Place
from neiqin_xl.intake.books.xls_book import XlsBook
from neiqin_xl.intake.gate import biff8
from neiqin_xl.intake.gate.biff12 import ERROR_NAMES, rk
from neiqin_xl.intake.sheet import UNCACHED, Cell
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.workbook.names import column_letters

_CELL = struct.Struct("<HHHHH")  # kind and length of a record, and of a cell's its row, column and style
_WHOLE = struct.Struct("<I")
_REAL = struct.Struct("<d")
_SEVERAL = struct.Struct("<HI")
_RANGE = struct.Struct("<4H")
_PLACE = struct.Struct("<HH")
_STYLE = struct.Struct("<H")
_HEAD_BYTES, _CELL_BYTES = 4, 6
# The shortest content that each kind of record can have.
_LEAST = {
    biff8.SHARED: 10,
    biff8.RK: 10,
    biff8.NUMBER: 14,
    biff8.SEVERAL_RK: 12,
    biff8.BOOLEAN: 8,
    biff8.LABEL: 8,
    biff8.RICH_LABEL: 8,
    **dict.fromkeys(biff8.FORMULAS, 14),
    biff8.RESULT: 2,
    biff8.ROW: 16,
    biff8.COLUMNS: 11,
    biff8.MERGED: 2,
}
# Cells of one number or text, and rows, are never longer either: what says so has lost its length.
_EXACT = frozenset({biff8.SHARED, biff8.RK, biff8.NUMBER, biff8.BOOLEAN, biff8.ROW})
_COLUMNS = 256
# What may stand among the cells and begins with a place too, or with numbers that could be one.
_PLACED = frozenset({0x1C, 0x1D, 0x21, 0x37, 0x3C, 0x41, 0x5D, 0x7F, 0xD7, 0xEF, 0x1B0, 0x1B1, 0x1B2, 0x1B6})
_PLACED |= {0x1B8, 0x1BA, 0x1BE, 0x221, 0x236, 0x4BC, 0x800, *biff8.BLANKS}
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_IS_NO_NUMBER = b"\xff\xff"
_FORMULA_HEAD = 22
# Lists of constants and of ranges are kept behind the formula that they stand in.
_ROOM_BEHIND = frozenset(token + kind for token in (0x20, 0x26, 0x27) for kind in (0, 0x20, 0x40))
_TEXT, _TRUTH, _ERROR = 0, 1, 2
_UNKNOWN_TEXT = "\ufffd"
_LISTED = 5
_NOTHING = bytes(4)


class SheetRecords:
    """Fills one sheet from its records in the workbook's stream, behind which some bytes of padding must stand."""

    def __init__(self, filling: Filling, stream: bytes, book: XlsBook) -> None:
        self._filling = filling
        self._stream = stream
        self._book = book
        self._awaited: Place | None = None
        self._blank: list[Place] = []
        self._has_results = False
        self._twice: list[Place] = []
        self._moments: dict[tuple[float, int], Cell] = {}
        self._is_spoilt = False
        self._is_behind = False

    def read(self, start: int) -> None:
        """Read the sheet that starts there, but not the charts in it, which keep numbers of their own."""
        stream, strings, styles = self._stream, self._book.strings, self._book.styles
        shared, packed, real, head = biff8.SHARED, biff8.RK, biff8.NUMBER, biff8.ROW
        unpacked = _CELL.unpack_from
        known, end = len(strings), len(stream) - _CELL.size
        depth, at, filled, declared = 0, start, -1, -1
        cells: dict[int, Cell] = {}
        while at <= end:
            kind, length, row, column, style = unpacked(stream, at)
            content = at + _HEAD_BYTES
            at = content + length
            least = _LEAST.get(kind)
            if least is not None and depth == 1:
                if length != least and (length < least or kind in _EXACT):
                    self._is_spoilt = True
                    if length < least:
                        continue
                if kind == shared:
                    (text,) = _WHOLE.unpack_from(stream, content + _CELL_BYTES)
                    value: Cell = strings[text] if text < known else _UNKNOWN_TEXT
                elif kind == packed:
                    value = rk(_WHOLE.unpack_from(stream, content + _CELL_BYTES)[0])
                elif kind == real:
                    (value,) = _REAL.unpack_from(stream, content + _CELL_BYTES)
                elif kind == head:
                    declared = row
                    if stream[content + 12] & _ROW_IS_HIDDEN:
                        self._filling.marks.hidden_rows.append(row)
                    continue
                else:
                    self._other(kind, content, length)
                    continue
                if style in styles:
                    self._put(row, column, value, style)
                    continue
                # As `_put` does for all the others; most cells come this way.
                if row != filled:
                    cells, filled = self._filling.row(row), row
                if column in cells and cells[column] != value:
                    self._twice.append((row, column))
                cells[column] = value
            elif kind == biff8.BEGIN:
                if depth and column == biff8.WORKSHEET:
                    break
                depth += 1
            elif kind == biff8.END:
                depth -= 1
                self._is_spoilt |= length > 0
                if depth == 0:
                    self._finish(is_whole=True)
                    return
            elif depth == 1 and not self._is_spoilt:
                is_cell = length > _CELL_BYTES and kind not in _PLACED and self._is_lost(row, column, style, declared)
                self._is_spoilt = is_cell or not self._is_plausible(kind, content, length)
                self._is_behind |= kind == biff8.WINDOW
        self._finish(is_whole=False)

    def _is_lost(self, row: int, column: int, style: int, declared: int) -> bool:
        """Whether a record of another kind begins like the next cell of a sheet whose rows are told up to `declared`.

        Behind the cells stands what says how the window looks; nothing has a place there that a cell could have.
        """
        if self._is_behind:
            return False
        rows = self._filling.rows
        last = next(reversed(rows), 0)
        if not last <= row <= max(declared, last + 1 if rows else -1) or column >= _COLUMNS:
            return False
        return style < self._book.styles_told and column not in rows.get(row, {})

    def _is_plausible(self, kind: int, at: int, length: int) -> bool:
        """Whether a record that holds no cell can be as long as it says."""
        if kind == biff8.BLANK:
            return length == _CELL_BYTES
        if kind == biff8.SEVERAL_BLANKS and length > _CELL_BYTES:
            first = int.from_bytes(self._stream[at + 2 : at + 4], "little")
            last = int.from_bytes(self._stream[at + length - 2 : at + length], "little")
            return length == _CELL_BYTES + 2 * (last - first + 1)
        return biff8.is_plausible(kind, length)

    def _other(self, kind: int, at: int, length: int) -> None:
        content = self._stream[at : at + length]
        row, column = _PLACE.unpack_from(content + _NOTHING)
        if kind == biff8.SEVERAL_RK:
            self._is_spoilt |= length != 6 + 6 * (int.from_bytes(content[-2:], "little") - column + 1)
            for i, (style, packed) in enumerate(_SEVERAL.iter_unpack(content[4 : 4 + (length - 6) // 6 * 6])):
                self._put(row, column + i, rk(packed), style)
        elif kind == biff8.BOOLEAN:
            self._put(row, column, ERROR_NAMES.get(content[6], "#VALUE!") if content[7] else content[6] != 0)
        elif kind in (biff8.LABEL, biff8.RICH_LABEL):
            self._put(row, column, self._book.text(self._stream, at + _CELL_BYTES, length - _CELL_BYTES))
        elif kind in biff8.FORMULAS:
            self._formula(row, column, content)
        elif kind == biff8.RESULT:
            if self._awaited is None:
                self._is_spoilt = True
            else:
                self._filling.put(self._awaited, self._book.text(self._stream, at, length))
                self._awaited = None
        elif kind == biff8.COLUMNS and content[8] & _COLUMN_IS_HIDDEN:
            self._filling.marks.hidden_columns.append((row, column))
        elif kind == biff8.MERGED:
            for top, bottom, left, right in _RANGE.iter_unpack(content[2 : 2 + (length - 2) // 8 * 8]):
                self._filling.marks.merged.append((top, left, bottom, right))
            if len(self._filling.marks.merged) > self._filling.caps.rows:
                raise TooMuchError

    def _formula(self, row: int, column: int, content: bytes) -> None:
        result, (style,) = content[6:14], _STYLE.unpack_from(content, 4)
        self._is_spoilt |= _is_overlong(content)
        if result[6:] != _IS_NO_NUMBER:
            self._put(row, column, _REAL.unpack(result)[0], style)
        elif result[0] == _TEXT:
            # The text follows in a record of its own; until then nothing is known of it.
            self._put(row, column, UNCACHED)
            self._awaited = (row, column)
        elif result[0] == _TRUTH:
            self._put(row, column, result[2] != 0)
        elif result[0] == _ERROR:
            self._put(row, column, ERROR_NAMES.get(result[2], "#VALUE!"))
        else:
            self._blank.append((row, column))
            return
        self._has_results = self._has_results or result[6:] != _IS_NO_NUMBER or result[0] != _ERROR

    def _put(self, row: int, column: int, value: Cell, style: int | None = None) -> None:
        """Fill a cell, a number as its style shows it; a cell that is filled already is noted."""
        cells = self._filling.row(row)
        earlier = cells.get(column)
        if style in self._book.styles and isinstance(value, float):
            shown = self._book.styles[style]
            if shown.is_date:
                value = self._moment(value, style, shown)
            else:
                self._filling.put_number((row, column), value, shown)
        cells[column] = value
        if earlier is not None and earlier != value:
            self._twice.append((row, column))

    def _moment(self, number: float, style: int, shown: Style) -> Cell:
        """The date or time that a number is shown as; most days come more than once."""
        known = self._moments.get((number, style))
        if known is None:
            known = self._moments[number, style] = moment(number, shown, epoch_1904=self._book.epoch_1904)
        return known

    def _finish(self, *, is_whole: bool) -> None:
        """Say what is damaged, and mark the formulas of a workbook that nobody has calculated."""
        filling = self._filling
        if self._book.cannot_calculate and not self._has_results:
            for place in self._blank:
                filling.put(place, UNCACHED)
        for cells in filling.rows.values():
            for column in [one for one in cells if one >= _COLUMNS]:
                del cells[column]
                self._is_spoilt = True
        if self._twice:
            seen = first_few([f"{column_letters(column)}{row + 1}" for row, column in self._twice], _LISTED)
            self._say(f"单元格 {seen} 在文件里写了两次，内容不同，读到的是后一次的")
        if self._is_spoilt:
            self._say("有的单元格写得不完整，读不出来")
        if not is_whole:
            message = f"工作表“{filling.name}”没有结束，像是文件损坏了，后面的行可能缺了，请重新复制一份再放入"
            filling.findings.append(Finding("S103", Severity.ERROR, message, row=max(filling.rows, default=0) + 1))

    def _say(self, seen: str) -> None:
        todo = "请在 Excel 里打开核对，另存为 .xlsx 再放入"
        message = f"工作表“{self._filling.name}”像是损坏过：{seen}；{todo}"
        self._filling.findings.append(Finding("F208", Severity.WARNING, message))


def _is_overlong(formula: bytes) -> bool:
    """Whether the record of a formula is longer than the formula in it, and nothing in that needs room behind it."""
    (told,) = _STYLE.unpack_from(formula + bytes(_FORMULA_HEAD), _FORMULA_HEAD - 2)
    end = _FORMULA_HEAD + told
    return len(formula) > end and _ROOM_BEHIND.isdisjoint(formula[_FORMULA_HEAD:end])
