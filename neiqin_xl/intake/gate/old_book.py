"""Whether a .xls workbook may be read at all, and what active content its parts show."""

from __future__ import annotations

import struct

from neiqin_xl.intake.gate import active, biff8
from neiqin_xl.intake.gate.compound import COMPOUND_FILE, Compound, CompoundError
from neiqin_xl.intake.gate.foreign import other_compound
from neiqin_xl.intake.gate.refusals import DAMAGED, LOCKED, refusal
from neiqin_xl.model.finding import Finding

_MACRO_SHEETS = (b"\x01", b"\x06")


def trouble_in_old_book(data: bytes) -> Finding | set[str]:
    """Why a workbook of Excel 97 or 5 cannot be read, or the codes of the active content in it."""
    if not data.startswith(COMPOUND_FILE):
        return _globals(data)
    try:
        compound = Compound(data)
        names = compound.names()
        if "EncryptedPackage" in names:
            return refusal("F103", LOCKED)
        if not {"Workbook", "Book"} & set(names):
            return other_compound(names)
        told = _globals(compound.stream("Workbook", "Book") or b"")
    except (CompoundError, struct.error, IndexError):
        return refusal("F104", DAMAGED)
    return told if isinstance(told, Finding) else told | active.in_streams(names)


def _globals(stream: bytes) -> Finding | set[str]:
    codes: set[str] = set()
    for kind, at, length in biff8.records(stream, 0):
        if kind == biff8.LOCK:
            return refusal("F103", LOCKED)
        if kind == biff8.SHEET and length > 5 and stream[at + 5 : at + 6] in _MACRO_SHEETS:
            codes.add(active.MACROS)
    return codes
