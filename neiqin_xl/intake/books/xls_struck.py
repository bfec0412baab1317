"""Cells of a .xls sheet whose text is crossed out: their fonts have a line through the letters."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from neiqin_xl.intake.books.marks import Place
from neiqin_xl.intake.gate import biff8

_FONTS = frozenset({0x31, 0x231})
_IS_STRUCK = 0x08
_NO_FONT = 4  # fonts are counted without it
_CELLS = frozenset(
    {biff8.SHARED, biff8.RK, biff8.NUMBER, biff8.BOOLEAN, biff8.LABEL, biff8.RICH_LABEL, *biff8.FORMULAS}
)
_CELL = struct.Struct("<3H")
_SEVERAL = struct.Struct("<HI")
_LEAST = 8


def struck_styles_of(stream: bytes) -> frozenset[int]:
    """The numbers of the workbook's styles whose font is struck through."""
    fonts: list[bool] = []
    styles: list[int] = []
    for kind, at, length in biff8.records(stream, 0):
        if kind in _FONTS and length >= _LEAST:
            if len(fonts) == _NO_FONT:
                fonts.append(False)
            fonts.append(bool(stream[at + 2] & _IS_STRUCK))
        elif kind == biff8.STYLE and length >= _LEAST:
            styles.append(int.from_bytes(stream[at : at + 2], "little"))
    return frozenset(number for number, font in enumerate(styles) if font < len(fonts) and fonts[font])


def struck_places(stream: bytes, start: int, styles: AbstractSet[int]) -> Iterator[Place]:
    """The places of the cells of the sheet that starts there which bear one of these styles."""
    for kind, at, length in biff8.records(stream, start):
        if kind in _CELLS and length >= _LEAST:
            row, column, style = _CELL.unpack_from(stream, at)
            if style in styles:
                yield row, column
        elif kind == biff8.SEVERAL_RK and length > _LEAST:
            row, column = struct.unpack_from("<HH", stream, at)
            runs = stream[at + 4 : at + 4 + (length - 6) // 6 * 6]
            for i, (style, _) in enumerate(_SEVERAL.iter_unpack(runs)):
                if style in styles:
                    yield row, column + i
