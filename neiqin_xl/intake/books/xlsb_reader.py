"""A reader of .xlsb that keeps what the first reader loses: error cells, merged ranges, what is hidden or struck."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from neiqin_xl.intake.books.filling import Filling, Style
from neiqin_xl.intake.books.number_formats import FIRST_CUSTOM, NumberFormat, number_format
from neiqin_xl.intake.books.package import Package, Part
from neiqin_xl.intake.gate import biff12
from neiqin_xl.intake.job import Caps

_UNKNOWN_TEXT = "\ufffd"
_PLAIN = Style()


@dataclass(frozen=True)
class _Book:
    """What all sheets of a workbook share."""

    epoch_1904: bool
    parts: list[Part]
    styles: list[Style]
    package: Package


def look_into_xlsb(data: bytes) -> tuple[bool, bool]:
    """Whether the first reader shows all that there is in the workbook, and whether its dates count from 1904."""
    try:
        book = _book(data)
        telling = {
            i
            for i, style in enumerate(book.styles)
            if style.is_struck or (style.number >= FIRST_CUSTOM and style.format is not None and style.format.tells)
        }
        sheets = [book.package.part(part.path) or b"" for part in book.parts if part.visible]
        return all(biff12.is_plain(sheet, telling) for sheet in sheets), book.epoch_1904
    except (struct.error, IndexError):
        return False, False


def read_xlsb(data: bytes, caps: Caps) -> list[Filling] | None:
    """The worksheets in order, hidden ones left blank; None where they cannot be read. TooMuchError as the caps say."""
    fillings: list[Filling] = []
    try:
        book = _book(data)
        strings = _strings(book.package)
        for part in book.parts:
            filling = Filling(part.name, part.visible, book.epoch_1904, caps)
            content = book.package.part(part.path)
            if content is None:
                return None
            if part.visible:
                _fill(filling, content, book.styles, strings)
            fillings.append(filling)
    except (struct.error, IndexError):
        return None
    return fillings or None


def _book(data: bytes) -> _Book:
    package = Package(data)
    paths = package.related("worksheet", of="workbook.bin")
    epoch_1904, parts = False, list[Part]()
    for kind, content in biff12.records(package.part("xl/workbook.bin") or b""):
        if kind == biff12.WORKBOOK_PROPERTIES:
            epoch_1904 = bool(content[:1] and content[0] & 1)
        elif kind == biff12.SHEET and len(content) > 8:
            identity, end = biff12.wide(content, 8)
            name, _ = biff12.wide(content, end)
            if identity in paths:
                parts.append(Part(name, paths[identity], visible=content[:4] == bytes(4)))
    return _Book(epoch_1904, parts, _styles(package), package)


def _styles(package: Package) -> list[Style]:
    formats: dict[int, NumberFormat] = {}
    fonts: list[bool] = []
    styles: list[tuple[int, int]] = []
    is_within = False
    for kind, content in biff12.records(package.part("xl/styles.bin") or b""):
        if kind == biff12.FORMAT and len(content) > 2:
            formats[int.from_bytes(content[:2], "little")] = number_format(biff12.wide(content, 2)[0])
        elif kind == biff12.FONT:
            fonts.append(bool(content[2] & biff12.FONT_IS_STRUCK))
        elif kind in (biff12.BEGIN_STYLES, biff12.END_STYLES):
            is_within = kind == biff12.BEGIN_STYLES
        elif kind == biff12.STYLE and is_within:
            styles.append(struct.unpack_from("<HH", content, 2))
    struck = {number for number, is_struck in enumerate(fonts) if is_struck}
    return [Style(number, formats.get(number), font in struck) for number, font in styles]


def _strings(package: Package) -> list[str]:
    path = next(iter(package.related("sharedStrings", of="workbook.bin").values()), "")
    content = package.part(path) or b""
    return [biff12.wide(item, 1)[0] for kind, item in biff12.records(content) if kind == biff12.SHARED_STRING]


def _fill(filling: Filling, sheet: bytes, styles: Sequence[Style], strings: Sequence[str]) -> None:
    row = -1
    for kind, content in biff12.records(sheet):
        if kind == biff12.ROW:
            (row,) = struct.unpack_from("<I", content)
            if content[11] & biff12.ROW_IS_HIDDEN:
                filling.marks.hidden_rows.append(row)
        elif biff12.BLANK < kind <= biff12.LAST_CELL or kind == biff12.RICH_STRING:
            column, style = struct.unpack_from("<II", content)
            look = styles[style & 0xFFFFFF] if style & 0xFFFFFF < len(styles) else _PLAIN
            _put(filling, (row, column), kind, content, look, strings)
            if look.is_struck:
                filling.marks.struck.add((row, column))
        elif kind == biff12.COLUMN:
            first, last = struct.unpack_from("<II", content)
            if content[16] & 1:
                filling.marks.hidden_columns.append((first, last))
        elif kind == biff12.MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            filling.marks.merged.append((top, left, bottom, right))


def _put(
    filling: Filling, place: tuple[int, int], kind: int, content: bytes, style: Style, strings: Sequence[str]
) -> None:
    if kind == biff12.RK:
        filling.put_number(place, biff12.rk(struct.unpack_from("<I", content, 8)[0]), style)
    elif kind in (biff12.REAL, biff12.FORMULA_NUMBER):
        filling.put_number(place, struct.unpack_from("<d", content, 8)[0], style)
    elif kind in (biff12.ERROR, biff12.FORMULA_ERROR):
        filling.put(place, biff12.ERROR_NAMES.get(content[8], "#VALUE!"))
    elif kind in (biff12.BOOLEAN, biff12.FORMULA_BOOLEAN):
        filling.put(place, content[8] != 0)
    elif kind == biff12.SHARED:
        (number,) = struct.unpack_from("<I", content, 8)
        filling.put(place, strings[number] if number < len(strings) else _UNKNOWN_TEXT)
    else:
        filling.put(place, biff12.wide(content, 9 if kind == biff12.RICH_STRING else 8)[0])
