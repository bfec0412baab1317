"""What the records of a .xls workbook tell of themselves, checked before a reader believes it."""

from __future__ import annotations

import struct

from neiqin_xl.intake.gate import active
from neiqin_xl.intake.gate.biff8 import STARTS, records
from neiqin_xl.intake.gate.compound import Compound, CompoundError
from neiqin_xl.intake.gate.extent import Extent
from neiqin_xl.intake.gate.foreign import other_compound
from neiqin_xl.intake.gate.refusals import DAMAGED, LOCKED, TOO_MANY_STRINGS, refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Finding

_LOCK, _SHEET, _STRINGS, _DIMENSION = 0x2F, 0x85, 0xFC, 0x0200
_MULTIPLE = (0xBD, 0xBE)  # several numbers, several blanks
_CELLS = (0x03, 0x04, 0x05, 0x06, 0x07E, 0x27E, 0xFD, 0xD6, 0x203, 0x204, 0x205, 0x206, 0x207)
_MACRO_SHEETS = (1, 6)
_ROWS, _COLUMNS = 65_536, 256
_SHORTEST_STRING = 3
_SMALL = 256 << 10


def trouble_in_old_book(data: bytes, caps: Caps) -> Finding | set[str]:
    """Why a compound file cannot be read as a workbook, or the codes of the active content in it."""
    try:
        compound = Compound(data)
        names = compound.names()
        if "EncryptedPackage" in names:
            return refusal("F103", LOCKED)
        if not {"Workbook", "Book"} & set(names):
            return other_compound(names)
        stream = compound.stream("Workbook", "Book")
        told = _globals(stream or b"", caps)
    except (CompoundError, struct.error, IndexError):
        return refusal("F104", DAMAGED)
    return told if isinstance(told, Finding) else told | active.in_streams(names)


def _globals(stream: bytes, caps: Caps) -> Finding | set[str]:
    codes: set[str] = set()
    starts: list[tuple[int, str]] = []
    for kind, at, length in records(stream, 0):
        if kind == _LOCK:
            return refusal("F103", LOCKED)
        if kind == _SHEET:
            starts.append((struct.unpack_from("<I", stream, at)[0], _name(stream[at + 6 : at + length])))
            if length > 5 and stream[at + 5] in _MACRO_SHEETS:
                codes.add(active.MACROS)
        elif kind == _STRINGS and struct.unpack_from("<I", stream, at + 4)[0] > len(stream) // _SHORTEST_STRING:
            return refusal("F104", TOO_MANY_STRINGS)
    for start, name in starts:
        trouble = _sheet(stream, start, name, caps)
        if trouble is not None:
            return trouble
    return codes


def _name(raw: bytes) -> str:
    """A sheet's name in a workbook of Excel 97 or later, which says in its second byte whether letters are wide."""
    return raw[2:].decode("utf-16-le" if raw[1:2] == b"\x01" else "latin-1", "replace")


def _sheet(stream: bytes, start: int, name: str, caps: Caps) -> Finding | None:
    if start + 4 > len(stream) or struct.unpack_from("<H", stream, start)[0] not in STARTS:
        return refusal("F104", DAMAGED)
    extent = Extent()
    for kind, at, length in records(stream, start):
        if kind == _DIMENSION:
            top, bottom, left, right = struct.unpack_from("<IIHH" if length >= 12 else "<HHHH", stream, at)
            if top > bottom > 0 or left > right > 0 or bottom > _ROWS or right > _COLUMNS:
                return refusal(
                    "F104", "工作表写明的大小超过了 .xls 能有的行列，像是损坏了，请在 Excel 里另存为 .xlsx 再放入"
                )
            if len(stream) > _SMALL:
                return None
        elif kind in _CELLS:
            extent.add(*struct.unpack_from("<HH", stream, at))
        elif kind == _MULTIPLE[0]:
            row, column = struct.unpack_from("<HH", stream, at)
            extent.add(row, column)
            extent.add(row, struct.unpack_from("<H", stream, at + length - 2)[0], (length - 6) // 6)
    return extent.refusal(name) if extent.is_far(caps.cells) else None
