"""What calamine reads as blank but is not: error cells and formulas without a result, found in the sheets' XML."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from neiqin_xl.intake.sheet import UNCACHED, column_number

Place = tuple[int, int]

_LOCAL_HEADER = struct.Struct("<26x2H")
_PROLOG = 1000
_ERROR = re.compile(rb'<(?:\w+:)?c ([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_WITHOUT_VALUE = rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
_FORMULA_END = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^>]*/>)" + _WITHOUT_VALUE)
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c ([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)" + _WITHOUT_VALUE
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_WIDE_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})\d')
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>/]*><(?:\w+:)?(?:v|is|f)\b')


@dataclass
class Looked:
    """What a look at a workbook's XML found: troubled cells by sheet name, the date system, and broken parts.

    `troubles` maps (row, column), both counted from 0, to Excel's error value or `UNCACHED`. `far` names a sheet whose
    filled cells lie so far apart that the rectangle around them has more cells than the cap.
    """

    troubles: dict[str, dict[Place, str]] = field(default_factory=dict)
    epoch_1904: bool = False
    broken: bool = False
    far: str | None = None


def look(data: bytes, cells: int) -> Looked:
    """What a .xlsx or .xlsm workbook holds that its values do not show; `cells` caps the rectangle of a sheet."""
    found = Looked()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {member.filename.replace("\\", "/").lower().lstrip("/"): member for member in package.infolist()}
        found.epoch_1904, parts = _workbook(data, members)
        for name, part in parts:
            member = members.get(part.lower())
            if member is None:
                continue
            xml = _unpacked(data, member)
            if xml is None:
                found.broken = True
                return found
            places = _troubles(xml)
            if places:
                found.troubles[name] = places
            if _is_far(xml, cells):
                found.far = name
    return found


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes | None:
    """The member's bytes; None where they are cut, longer than declared or not what their checksum says."""
    from isal import isal_zlib

    names, extra = _LOCAL_HEADER.unpack_from(data, member.header_offset)
    start = member.header_offset + 30 + names + extra
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == 0:
        raw = bytes(packed)
    else:
        try:
            raw = isal_zlib.decompressobj(wbits=-15).decompress(packed, member.file_size + 1)
        except isal_zlib.error:  # type: ignore[misc]  # its stub hides that this is an exception
            return None
    if len(raw) != member.file_size or isal_zlib.crc32(raw) != member.CRC:
        return None
    return raw


def _troubles(xml: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    if b't="e"' in xml:
        for attributes, inner in _ERROR.findall(xml):
            value = _VALUE.search(inner)
            _note(found, attributes, value.group(1).decode() if value else "#N/A")
    # Most sheets have no formula, and most formulas a result; each step is much cheaper than the next.
    formula = b":f" if b":worksheet" in xml[:_PROLOG] else b"<f"
    if formula in xml and _FORMULA_END.search(xml):
        for attributes in _FORMULA_CELL.findall(xml):
            # A formula whose result is the empty text is written as a string without a value.
            if b't="str"' not in attributes:
                _note(found, attributes, UNCACHED)
    return found


def _note(found: dict[Place, str], attributes: bytes, value: str) -> None:
    place = _PLACE.search(b" " + attributes)
    if place:
        found[int(place.group(2)) - 1, column_number(place.group(1).decode())] = value


def _is_far(xml: bytes, cells: int) -> bool:
    last_row = xml.rfind(b"<row ")
    number = re.compile(rb'r="(\d+)"').search(xml, last_row, last_row + 400) if last_row >= 0 else None
    rows = int(number.group(1)) if number else 0
    if rows * 16384 <= cells:
        return False
    if rows * 26 <= cells and _WIDE_COLUMN.search(xml) is None:
        return False
    filled_rows, filled_columns = [0], [0]
    for place in _FILLED.finditer(xml):
        filled_columns.append(column_number(place.group(1).decode()))
        filled_rows.append(int(place.group(2)))
    height = max(filled_rows) - min(filled_rows[1:], default=0) + 1
    return height * (max(filled_columns) - min(filled_columns[1:], default=0) + 1) > cells


def _workbook(data: bytes, members: dict[str, zipfile.ZipInfo]) -> tuple[bool, list[tuple[str, str]]]:
    """Whether dates count from 1904, and each worksheet's name with its part."""
    targets: dict[str, str] = {}
    for attributes in _elements(data, members.get("xl/_rels/workbook.xml.rels"), "Relationship"):
        if attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "").replace("\\", "/")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets: list[tuple[str, str]] = []
    workbook = members.get("xl/workbook.xml")
    for attributes in _elements(data, workbook, "sheet"):
        identity = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        if identity in targets:
            sheets.append((attributes.get("name", ""), targets[identity]))
    since = [attributes.get("date1904", "") for attributes in _elements(data, workbook, "workbookPr")]
    return any(value in ("1", "true") for value in since), sheets


def _elements(data: bytes, member: zipfile.ZipInfo | None, tag: str) -> Iterator[dict[str, str]]:
    xml = _unpacked(data, member) if member is not None else None
    if xml is None:
        return
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return
    yield from found
