"""A zip package as a stream of bytes, the same bytes for the same parts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, cast

# 1980-01-01 00:00, the first moment a zip can tell: packages carry no clock.
_NO_TIME = 0x0021_0000
_SIZES_FOLLOW_AND_UTF8 = 0x0808
_FOUR_GIB = 2**32 - 1
_PIECE = 1 << 16

Part = tuple[str, Iterable[str]]


class _Deflater(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class _Deflate(Protocol):
    def __call__(self, level: int, method: int, window: int, /) -> _Deflater: ...


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
    directory = b"".join(entries)
    yield directory + struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), offset, 0
    )


class _Member:
    """One file of the archive while it is written: its sizes are known only at its end and follow its data."""

    def __init__(self, name: str, offset: int, deflater: _Deflater, checksum: Callable[[bytes, int], int]) -> None:
        self.name = name.encode("utf-8")
        self.offset = offset
        self.deflater = deflater
        self.checksum = checksum
        self.crc = self.packed = self.size = 0

    def pieces(self, texts: Iterable[str]) -> Iterator[bytes]:
        """The member as it stands in the archive."""
        yield self._header(b"PK\x03\x04", (20,), sizes=(0, 0, 0)) + self.name
        for data in _gathered(texts):
            self.crc = self.checksum(data, self.crc)
            self.size += len(data)
            yield from self._counted(self.deflater.compress(data))
        yield from self._counted(self.deflater.flush())
        if max(self.size, self.packed) > _FOUR_GIB:
            raise OverflowError(f"{self.name.decode()} is larger than 4 GiB")
        yield struct.pack("<4s3I", b"PK\x07\x08", self.crc, self.packed, self.size)

    def entry(self) -> bytes:
        """The member's entry in the archive's directory."""
        head = self._header(b"PK\x01\x02", (20, 20), sizes=(self.crc, self.packed, self.size))
        return head + struct.pack("<3H2I", 0, 0, 0, 0, self.offset) + self.name

    def _header(self, mark: bytes, versions: tuple[int, ...], sizes: tuple[int, int, int]) -> bytes:
        head = struct.pack(f"<4s{len(versions)}H", mark, *versions)
        return head + struct.pack("<2H4I2H", _SIZES_FOLLOW_AND_UTF8, zlib.DEFLATED, _NO_TIME, *sizes, len(self.name), 0)

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


def fast_deflate() -> tuple[_Deflate, Callable[[bytes, int], int]]:
    """A deflating compressor's maker and a checksum, the fastest that this machine has."""
    try:
        from isal import isal_zlib
    except ImportError:  # no wheel for this machine: ten times slower, otherwise the same
        return cast("_Deflate", zlib.compressobj), zlib.crc32
    return cast("_Deflate", isal_zlib.compressobj), isal_zlib.crc32
