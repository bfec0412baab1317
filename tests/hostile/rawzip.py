"""Zip files put together by hand, whose two tables of contents need not agree."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from hostile.packages import parts

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE = 0x21


@dataclass
class Entry:
    """One member. What is None is told as it is; the rest is told as it stands here."""

    name: bytes
    content: bytes
    method: int = 8
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    offset: int | None = None
    local_name: bytes | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    raw: bytes | None = None

    def packed(self) -> bytes:
        """The member's bytes as they stand in the file."""
        if self.raw is not None:
            return self.raw
        if self.method != 8:
            return self.content
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        return deflate.compress(self.content) + deflate.flush()


def entries() -> list[Entry]:
    """The members of a sound workbook with one order."""
    return [
        Entry(name.encode(), content if isinstance(content, bytes) else content.encode())
        for name, content in parts().items()
    ]


def assembled(
    members: list[Entry], *, before: bytes = b"", gap: bytes = b"", comment: bytes = b"", after: bytes = b""
) -> bytes:
    """The file: members with `gap` after each, the table of contents, the end with its comment, and `after`."""
    body, table = bytearray(before), bytearray()
    for member in members:
        packed = member.packed()
        told = (
            zlib.crc32(member.content) if member.crc is None else member.crc,
            len(packed) if member.packed_size is None else member.packed_size,
            len(member.content) if member.size is None else member.size,
        )
        local = member.name if member.local_name is None else member.local_name
        start = len(body) if member.offset is None else member.offset
        body += _LOCAL.pack(
            b"PK\x03\x04", 20, member.flags, member.method, 0, _DATE, *told, len(local), len(member.local_extra)
        )
        body += local + member.local_extra + packed + gap
        table += _CENTRAL.pack(
            b"PK\x01\x02", 20, 20, member.flags, member.method, 0, _DATE, *told,
            len(member.name), len(member.extra), 0, 0, 0, 0, start,
        )  # fmt: skip
        table += member.name + member.extra
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(table), len(body), len(comment))
    return bytes(body + table) + end + comment + after
