"""The table of contents of a zip file, believed only where it agrees with itself and with the file.

Two readers that disagree about what a package holds are how wrong data gets past a check. So the table must be the only
one, end where its end begins, and name every member once; members must lie side by side from the first byte on, each
under the same name inside as outside.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_END_MARK, _WIDE_END_MARK, _LOCATOR_MARK = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END = struct.Struct("<4s4H2IH")
_LOCATOR = struct.Struct("<4sIQI")
_WIDE_END = struct.Struct("<4sQ2H2I4Q")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_WITHIN_COMMENT = 0xFFFF
_WIDE_SIZES, _OTHER_NAME = 0x0001, 0x7075
_SMALL, _MIDDLING = 16 << 10, 256 << 10
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF
_ODD = re.compile(r"[\x00-\x1f:]")


class Member(NamedTuple):
    """One member: its name with forward slashes in small letters, and where its packed bytes stand."""

    name: str
    start: int
    packed: int
    size: int
    crc: int
    method: int
    is_locked: bool


class ArchiveError(Exception):
    """The table of contents contradicts the file, or is not there."""


def count_of_members(data: bytes) -> int:
    """How many members the table tells of; ArchiveError where there is no table."""
    try:
        return _table(data)[0]
    except struct.error as error:
        raise ArchiveError from error


def members_of(data: bytes) -> dict[str, Member]:
    """The members by name; ArchiveError where the table is not to be believed."""
    try:
        count, start, end = _table(data)
        members = list(_members(data, count, start, end))
    except struct.error as error:
        raise ArchiveError from error
    found = {member.name: member for member, _ in members}
    if len(found) != len(members):
        raise ArchiveError("two members of one name")
    at = 0
    for member, header in sorted(members, key=lambda one: one[1]):
        if header < at or (at == 0 and header != 0):
            raise ArchiveError("members that overlap, or bytes before the first")
        at = member.start + member.packed
    if at > start:
        raise ArchiveError("a member that reaches into the table")
    return found


def unpacked(data: bytes, member: Member) -> bytes | None:
    """The member's bytes; None where they are cut, longer than told or not what their checksum says."""
    from isal import isal_zlib

    raw = _inflated(data, member, member.size + 1)
    return raw if raw is not None and len(raw) == member.size and isal_zlib.crc32(raw) == member.crc else None


def beginning(data: bytes, member: Member, most: int) -> bytes:
    """The first bytes of a member, as many as there are."""
    return (_inflated(data, member, most) or b"")[:most]


def _inflated(data: bytes, member: Member, most: int) -> bytes | None:
    packed = memoryview(data)[member.start : member.start + member.packed]
    if member.method == 0:
        return bytes(packed[:most])
    size = max(member.size, len(packed))
    if size <= _SMALL:
        return _inflated_once(bytes(packed), most)
    return _inflated_lately(bytes(packed), most) if size <= _MIDDLING else _inflated_now(packed, most)


# What an office's workbooks hold besides their sheets is the same in all of them, and asked for several times in each.
@lru_cache(200)
def _inflated_once(packed: bytes, most: int) -> bytes | None:
    return _inflated_now(packed, most)


# A small sheet is checked at the gate and read right behind it.
@lru_cache(4)
def _inflated_lately(packed: bytes, most: int) -> bytes | None:
    return _inflated_now(packed, most)


def _inflated_now(packed: bytes | memoryview, most: int) -> bytes | None:
    from isal import isal_zlib

    try:
        return isal_zlib.decompressobj(wbits=-15).decompress(packed, most)
    except isal_zlib.error:  # type: ignore[misc]  # its stub hides that this is an exception
        return None


def _table(data: bytes) -> tuple[int, int, int]:
    """How many members the table of contents has, and where it starts and ends."""
    at = data.rfind(_END_MARK, max(0, len(data) - _END.size - _WITHIN_COMMENT))
    if at < 0:
        raise ArchiveError("no table of contents")
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(data, at)
    told, end = (disk, first_disk, here, count, size, start), at
    if at >= _LOCATOR.size and data.startswith(_LOCATOR_MARK, at - _LOCATOR.size):
        _, _, end, _ = _LOCATOR.unpack_from(data, at - _LOCATOR.size)
        mark, _, _, _, *wide = _WIDE_END.unpack_from(data, min(end, len(data)))
        full = (_FULL_SHORT,) * 4 + (_FULL,) * 2
        is_same = all(short in (long, most) for short, long, most in zip(told, wide, full, strict=True))
        if mark != _WIDE_END_MARK or not is_same:
            raise ArchiveError("two ends that tell of two tables")
        disk, first_disk, here, count, size, start = wide
    if disk or first_disk or here != count or start + size != end:
        raise ArchiveError("a table that is not where its end says")
    return count, start, end


def _members(data: bytes, count: int, start: int, end: int) -> Iterator[tuple[Member, int]]:
    """Each member, and where its own header stands."""
    at = start
    for _ in range(count):
        entry = _ENTRY.unpack_from(data, at)
        mark, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, _, _, _, header = entry
        inside = at + _ENTRY.size
        raw = data[inside : inside + named]
        at = inside + named + extra + comment
        if mark != b"PK\x01\x02" or at > end:
            raise ArchiveError("a table cut off")
        if extra:
            more = data[inside + named : inside + named + extra]
            size, packed, header = _with_extra(more, size, packed, header)
        local = _LOCAL.unpack_from(data, min(header, len(data)))
        begins = header + _LOCAL.size + local[9] + local[10]
        if local[0] != b"PK\x03\x04" or data[header + _LOCAL.size : header + _LOCAL.size + local[9]] != raw:
            raise ArchiveError("another name inside than outside")
        yield Member(_plain(raw), begins, packed, size, crc, method, bool((flags | local[2]) & 1)), header
    if at != end:
        raise ArchiveError("a table longer than its members")


def _with_extra(extra: bytes, size: int, packed: int, header: int) -> tuple[int, int, int]:
    """Sizes and place as the extra field tells them, in 64 bits."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == _OTHER_NAME:
            raise ArchiveError("a second name, which only some readers heed")
        if kind == _WIDE_SIZES:
            wide = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            size, packed, header = (next(wide, told) if told == _FULL else told for told in (size, packed, header))
        at += 4 + length
    return size, packed, header


def _plain(raw: bytes) -> str:
    name = raw.decode("utf-8", errors="replace").replace("\\", "/").removeprefix("/").lower()
    if not name or _ODD.search(name) or ".." in name.split("/"):
        raise ArchiveError("a name that leads out of the package")
    return name
