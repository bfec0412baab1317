"""Files with a password, or locked by a company's own encryption: no password is tried, none is asked for."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hostile.declared import Hostile
from hostile.oldbooks import compound, old_workbook, streams_of, with_record
from hostile.openbooks import manifest, open_workbook
from hostile.packages import parts
from hostile.rawzip import Entry, assembled, entries

_BOF, _LOCK = 0x809, 0x2F


def drawn() -> Iterator[Hostile]:
    """One lock each."""
    package = {"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"\x04\x00\x04\x00" + b"x" * 200}
    yield Hostile("密码.xlsx", compound(package), "F103")
    yield Hostile("密码.xls", compound(package), "F103")
    yield Hostile("密码.et", compound(package | {"\x06DataSpaces": b"x"}), "F103")
    stream = streams_of(old_workbook())["Workbook"]
    for number, lock in enumerate((struct.pack("<H", 1) + bytes(52), struct.pack("<HHH", 0, 1, 2))):
        old = with_record(stream, _LOCK, lock, after=_BOF)
        yield Hostile(f"老密码{number}.xls", compound({"Workbook": old}), "F103")
    yield Hostile("老密码.et", compound({"Workbook": with_record(stream, _LOCK, bytes(54), after=_BOF)}), "F103")
    locked = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    yield Hostile("密码.ods", open_workbook("\x01\x02", {"META-INF/manifest.xml": manifest(locked)}), "F103")
    for number in range(len(parts())):
        locked_members = [member if i != number else _locked(member) for i, member in enumerate(entries())]
        yield Hostile(f"锁了第{number}部件.xlsx", assembled(locked_members), "F103")
    yield Hostile("加密软件.xlsx", b"%TSD-Header-###%" + bytes(range(256)) * 8, "F103")
    yield Hostile("加密软件2.xls", b"\x62\x14\x23\x65\x3f\x00\x13\x01E-SafeNet   LOCK" + bytes(range(256)) * 8, "F103")


def _locked(member: Entry) -> Entry:
    member.flags = 1
    return member
