"""What the sheets of a .xlsb workbook tell of themselves, checked before a reader believes it."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from neiqin_xl.intake.gate.archive import Member, unpacked
from neiqin_xl.intake.gate.biff12 import FIRST_CELL, LAST_CELL, ROW, STRING, records
from neiqin_xl.intake.gate.extent import Extent
from neiqin_xl.intake.gate.refusals import DAMAGED, refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Finding

_SMALL = 256 << 10
_ENDS = {"xl/worksheets/sheet": b"\x82\x01\x00", "xl/sharedstrings": b"\xa0\x01\x00", "xl/workbook": b"\x84\x01\x00"}
"""The record that ends each part; without it, the part was cut and a reader would stop in silence."""
_TEXT_AT = 12
_BLANK = 1
_SHARED_STRINGS = 159
_SHORTEST_STRING = 5


def trouble_in_binary_book(data: bytes, members: Mapping[str, Member], caps: Caps) -> Finding | None:
    """Why the workbook cannot be read; large sheets are left to a reader that may die of them."""
    for name, member in members.items():
        end = next((end for part, end in _ENDS.items() if name.startswith(part) and name.endswith(".bin")), None)
        if end is None:
            continue
        part = unpacked(data, member)
        if part is None or not part.endswith(end):
            return refusal("F104", DAMAGED)
        trouble = _strings(part) if name.startswith("xl/shared") else _sheet(part, caps)
        if trouble is not None:
            return trouble
    return None


def _sheet(part: bytes, caps: Caps) -> Finding | None:
    if len(part) > _SMALL:
        return None
    extent = Extent()
    row = 0
    for kind, content in records(part):
        if kind == ROW and len(content) >= 4:
            row = struct.unpack_from("<I", content)[0]
        elif FIRST_CELL <= kind <= LAST_CELL and kind != _BLANK and len(content) >= 4:
            extent.add(row, struct.unpack_from("<I", content)[0])
            if (
                kind == STRING
                and len(content) >= _TEXT_AT
                and _TEXT_AT + 2 * struct.unpack_from("<I", content, _TEXT_AT - 4)[0] > len(content)
            ):
                return refusal("F104", DAMAGED)
    return extent.refusal("") if extent.is_far(caps.cells) else None


def _strings(part: bytes) -> Finding | None:
    for kind, content in records(part):
        if kind == _SHARED_STRINGS and len(content) >= 8:
            if struct.unpack_from("<I", content, 4)[0] > len(part) // _SHORTEST_STRING:
                return refusal("F104", DAMAGED)
            break
    return None
