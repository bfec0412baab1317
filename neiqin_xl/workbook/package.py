"""A zip package as a stream of bytes, the same bytes for the same parts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator

from neiqin_xl.workbook.deflate import Deflater, fast_deflate
from neiqin_xl.workbook.packed import FOUR_GIB, UTF8, account, directory, entry_of

_SIZES_FOLLOW = 0x0008
_PIECE = 1 << 16

Part = tuple[str, Iterable[str]]


def package(parts: Iterable[Part]) -> Iterator[bytes]:
    """A zip archive of the named texts in UTF-8, piece by piece; only one piece is in memory at a time."""
    deflate, checksum = fast_deflate()
    entries: list[bytes] = []
    offset = 0
    for name, texts in parts:
        member = _Member(name, offset, deflate(1, zlib.DEFLATED, -zlib.MAX_WBITS), checksum)
        for piece in member.pieces(texts):
            offset += len(piece)
            yield piece
        entries.append(member.entry())
    yield directory(entries, offset)


class _Member:
    """One file of the archive while it is written: its sizes are known only at its end and follow its data."""

    def __init__(self, name: str, offset: int, deflater: Deflater, checksum: Callable[[bytes, int], int]) -> None:
        self.name = name.encode("utf-8")
        self.offset = offset
        self.deflater = deflater
        self.checksum = checksum
        self.crc = self.packed = self.size = 0

    def pieces(self, texts: Iterable[str]) -> Iterator[bytes]:
        """The member as it stands in the archive."""
        yield struct.pack("<4sH", b"PK\x03\x04", 20) + self._account(0, 0, 0) + self.name
        for data in _gathered(texts):
            self.crc = self.checksum(data, self.crc)
            self.size += len(data)
            yield from self._counted(self.deflater.compress(data))
        yield from self._counted(self.deflater.flush())
        if max(self.size, self.packed) > FOUR_GIB:
            raise OverflowError(f"{self.name.decode()} is larger than 4 GiB")
        yield struct.pack("<4s3I", b"PK\x07\x08", self.crc, self.packed, self.size)

    def entry(self) -> bytes:
        """The member's entry in the archive's directory."""
        return entry_of(self._account(self.crc, self.packed, self.size), self.name, self.offset)

    def _account(self, crc: int, packed: int, size: int) -> bytes:
        return account(_SIZES_FOLLOW | UTF8, zlib.DEFLATED, (crc, packed, size), self.name)

    def _counted(self, data: bytes) -> Iterator[bytes]:
        if data:
            self.packed += len(data)
            yield data


def _gathered(texts: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode("utf-8")
            held.clear()
            size = 0
    yield "".join(held).encode("utf-8")
