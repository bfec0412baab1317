"""Parts of a zip package that are packed already, and the directory behind them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from neiqin_xl.workbook.deflate import fast_deflate

# 1980-01-01 00:00, the first moment a zip can tell: packages carry no clock.
_NO_TIME = 0x0021_0000
UTF8 = 0x0800
# From here on a number stands in 64 bits in a place of its own, and these many ones where it would have stood.
FOUR_GIB = 2**32 - 1
_MOST_PARTS = 2**16 - 2
# Longer texts are packed each time, and so many are remembered.
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 20_000, 64
_MOST_BEGUN = 16
_PLAIN_VERSION, _LARGE_VERSION = 20, 45
# Where in an entry the offset of the part's header stands.
_OFFSET_AT = slice(42, 46)
# How a header begins and how an entry does, what both go on with, and what an entry has before the offset.
_HEADER, _ENTRY = b"PK\x03\x04", struct.pack("<4sH", b"PK\x01\x02", 20)
_TOLD, _NOTHING_MORE = struct.Struct("<3H4I2H"), bytes(10)


@dataclass(frozen=True)
class Packed:
    """One part as it lies in a package; `size` is that of its content, `method` 0 (stored) or 8 (deflated)."""

    name: bytes
    data: bytes
    checksum: int
    size: int
    method: int = zlib.DEFLATED
    flags: int = UTF8

    def around(self, offset: int) -> tuple[bytes, bytes, int]:
        """The header, which begins at `offset`, the part's entry in the directory, and where the next part begins."""
        header, before, behind, length = self._around
        if offset >= FOUR_GIB:
            return header, entry_of(self.flags, self.method, self._account, self.name, offset), offset + length
        return header, before + offset.to_bytes(4, "little") + behind, offset + length

    @cached_property
    def _around(self) -> tuple[bytes, bytes, bytes, int]:
        """The header, the entry before and behind the offset, and how long the part is with its header.

        Told once: a part may stand in thousands of packages.
        """
        if max(self.size, len(self.data)) >= FOUR_GIB:
            header = header_of(self.flags, self.method, self._account, self.name)
            entry = entry_of(self.flags, self.method, self._account, self.name, 0)
            return header, entry[: _OFFSET_AT.start], entry[_OFFSET_AT.stop :], len(header) + len(self.data)
        # What the header and the entry say alike where no number is large.
        sizes = (self.checksum, len(self.data), self.size, len(self.name), 0)
        told = _TOLD.pack(_PLAIN_VERSION, self.flags, self.method, _NO_TIME, *sizes)
        header = _HEADER + told + self.name
        return header, _ENTRY + told + _NOTHING_MORE, self.name, len(header) + len(self.data)

    @property
    def _account(self) -> tuple[int, int, int]:
        return self.checksum, len(self.data), self.size


def packed(name: str, content: bytes) -> Packed:
    """The content packed at the fastest level."""
    deflate, checksum = fast_deflate()
    deflater = deflate(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(content) + deflater.flush()
    return Packed(name.encode("utf-8"), data, checksum(content, 0), len(content))


class PackedAgain:
    """Packs texts of parts and remembers them: most parts of a workbook that is made again and again come again."""

    def __init__(self) -> None:
        self._packed: dict[tuple[str, str], Packed] = {}

    def packed(self, name: str, text: str) -> Packed:
        """The part of that name with this text, packed at the fastest level."""
        if len(text) > _LONGEST_REMEMBERED:
            return packed(name, text.encode())
        found = self._packed.get((name, text))
        if found is None:
            if len(self._packed) >= _MOST_REMEMBERED:
                self._packed.clear()
            found = self._packed[name, text] = packed(name, text.encode())
        return found


class Beginning(NamedTuple):
    """So many parts with which packages begin: their headers and data, and their entries in the directory."""

    data: bytes = b""
    entries: bytes = b""
    parts: int = 0


NO_BEGINNING = Beginning()


def beginning(members: Iterable[Packed]) -> Beginning:
    """These parts, told once for all packages that begin with them."""
    pieces: list[bytes] = []
    entries: list[bytes] = []
    offset = 0
    for member in members:
        head, entry, offset = member.around(offset)
        entries.append(entry)
        pieces += (head, member.data)
    return Beginning(b"".join(pieces), b"".join(entries), len(entries))


class Members:
    """The parts of a package of which many others are made."""

    def __init__(self, members: Mapping[str, Packed]) -> None:
        self._members = members
        self._begun: dict[tuple[str, ...], Beginning] = {}

    def without(self, names: tuple[str, ...]) -> Beginning:
        """All parts, in their order, but those with these names."""
        found = self._begun.get(names)
        if found is None:
            if len(self._begun) >= _MOST_BEGUN:
                self._begun.clear()
            found = self._begun[names] = beginning([one for name, one in self._members.items() if name not in names])
        return found


def joined(members: Iterable[Packed], begun: Beginning = NO_BEGINNING) -> Iterator[bytes]:
    """A package of these parts, behind those with which it begins, piece by piece."""
    yield begun.data
    offset = len(begun.data)
    entries: list[bytes] = []
    for member in members:
        head, entry, offset = member.around(offset)
        entries.append(entry)
        yield head
        yield member.data
    yield directory(entries, offset, begun)


def whole(members: Iterable[Packed], begun: Beginning = NO_BEGINNING) -> bytes:
    """A package of these parts, behind those with which it begins."""
    return b"".join(joined(members, begun))


def directory(entries: Sequence[bytes], offset: int, begun: Beginning = NO_BEGINNING) -> bytes:
    """The end of a package whose parts fill its first `offset` bytes; `entries` are those of all but the first ones."""
    body = b"".join((begun.entries, *entries))
    count = begun.parts + len(entries)
    end = offset + len(body)
    account = (count, count, len(body), offset)
    if end < FOUR_GIB and count <= _MOST_PARTS:
        return body + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, *account, 0)
    return (
        body
        + struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, _LARGE_VERSION, _LARGE_VERSION, 0, 0, *account)
        + struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, FOUR_GIB, FOUR_GIB, 0)
    )


def header_of(flags: int, method: int, account: tuple[int, int, int], name: bytes) -> bytes:
    """What stands before a part's data; the account is checksum, packed and own size, zeros where they follow it."""
    _, own, size = account
    extra = _large_numbers((size, own) if max(size, own) >= FOUR_GIB else ())
    if extra:  # a reader of the header takes both or none from there
        account = (account[0], FOUR_GIB, FOUR_GIB)
    head = struct.pack("<4sH", b"PK\x03\x04", _version(extra))
    return head + _told(flags, method, account, name, extra) + name + extra


def entry_of(flags: int, method: int, account: tuple[int, int, int], name: bytes, offset: int) -> bytes:
    """The entry in the directory of a part with this account (as for `header_of`) whose header begins at `offset`."""
    _, own, size = account
    extra = _large_numbers([number for number in (size, own, offset) if number >= FOUR_GIB])
    head = struct.pack("<4s2H", b"PK\x01\x02", 20, _version(extra)) + _told(flags, method, account, name, extra)
    return head + struct.pack("<3H2I", 0, 0, 0, 0, min(offset, FOUR_GIB)) + name + extra


def _told(flags: int, method: int, account: tuple[int, int, int], name: bytes, extra: bytes) -> bytes:
    checksum, own, size = account
    sizes = (min(own, FOUR_GIB), min(size, FOUR_GIB))
    return struct.pack("<2H4I2H", flags, method, _NO_TIME, checksum, *sizes, len(name), len(extra))


def _large_numbers(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<2H{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""


def _version(extra: bytes) -> int:
    return _LARGE_VERSION if extra else _PLAIN_VERSION
