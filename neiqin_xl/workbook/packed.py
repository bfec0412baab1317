"""Parts of a zip package that are packed already, and the directory behind them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from neiqin_xl.workbook.deflate import fast_deflate

# 1980-01-01 00:00, the first moment a zip can tell: packages carry no clock.
_NO_TIME = 0x0021_0000
UTF8 = 0x0800
FOUR_GIB = 2**32 - 1
_MOST_PARTS = 2**16 - 2


@dataclass(frozen=True, slots=True)
class Packed:
    """One part as it lies in a package; `size` is that of its content, `method` 0 (stored) or 8 (deflated)."""

    name: bytes
    data: bytes
    checksum: int
    size: int
    method: int = zlib.DEFLATED
    flags: int = UTF8

    def header(self) -> bytes:
        """What stands before the data."""
        return struct.pack("<4sH", b"PK\x03\x04", 20) + self._account() + self.name

    def entry(self, offset: int) -> bytes:
        """The part's entry in the directory; its header begins at `offset`."""
        return entry_of(self._account(), self.name, offset)

    def _account(self) -> bytes:
        return account(self.flags, self.method, (self.checksum, len(self.data), self.size), self.name)


def packed(name: str, content: bytes) -> Packed:
    """The content packed at the fastest level."""
    deflate, checksum = fast_deflate()
    deflater = deflate(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(content) + deflater.flush()
    return Packed(name.encode("utf-8"), data, checksum(content, 0), len(content))


def joined(members: Iterable[Packed]) -> Iterator[bytes]:
    """A package of these parts, piece by piece. OverflowError as for `directory`."""
    offset = 0
    entries: list[bytes] = []
    for member in members:
        entries.append(member.entry(offset))
        head = member.header()
        offset += len(head) + len(member.data)
        yield head
        yield member.data
    yield directory(entries, offset)


def directory(entries: Sequence[bytes], offset: int) -> bytes:
    """The end of a package whose parts fill its first `offset` bytes. OverflowError beyond 4 GiB or 65,534 parts."""
    body = b"".join(entries)
    if offset + len(body) > FOUR_GIB or len(entries) > _MOST_PARTS:
        raise OverflowError("a package beyond 4 GiB or 65,534 parts")
    return body + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(body), offset, 0)


def account(flags: int, method: int, sizes: tuple[int, int, int], name: bytes) -> bytes:
    """What header and entry both say of a part: checksum, packed and own size, and how long its name is."""
    return struct.pack("<2H4I2H", flags, method, _NO_TIME, *sizes, len(name), 0)


def entry_of(told: bytes, name: bytes, offset: int) -> bytes:
    """The entry in the directory of a part with this account whose header begins at `offset`."""
    return struct.pack("<4s2H", b"PK\x01\x02", 20, 20) + told + struct.pack("<3H2I", 0, 0, 0, 0, offset) + name
