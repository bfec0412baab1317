"""A zip package as a stream of bytes, the same bytes for the same parts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, runtime_checkable

from neiqin_xl.workbook.deflate import Deflater, fast_deflate
from neiqin_xl.workbook.packed import FOUR_GIB, UTF8, directory, entry_of, header_of

_SIZES_FOLLOW = 0x0008
_FLAGS = _SIZES_FOLLOW | UTF8
_PIECE = 1 << 16


@runtime_checkable
class DeflatedPart(Protocol):
    """A part that comes deflated, as one raw stream. Its checksum and own size are asked for when it is used up."""

    def pieces(self, begin: int, /) -> Iterator[bytes]:
        """The deflated bytes, the first of which is byte `begin` of the package."""
        ...

    @property
    def checksum(self) -> int:
        """The CRC-32 of what is inside."""
        ...

    @property
    def size(self) -> int:
        """The length of what is inside, in bytes."""
        ...


Content = Iterable[str | bytes] | DeflatedPart
Part = tuple[str, Content]


def package(parts: Iterable[Part]) -> Iterator[bytes]:
    """A zip archive of the named parts, texts in UTF-8, piece by piece; only one piece is in memory at a time."""
    deflate, checksum = fast_deflate()
    entries: list[bytes] = []
    offset = 0
    for part, content in parts:
        name = part.encode("utf-8")
        stream = content
        if not isinstance(stream, DeflatedPart):
            stream = _Deflating(stream, deflate(1, zlib.DEFLATED, -zlib.MAX_WBITS), checksum)
        header = header_of(_FLAGS, zlib.DEFLATED, (0, 0, 0), name)
        yield header
        length = 0
        for piece in stream.pieces(offset + len(header)):
            if piece:
                length += len(piece)
                yield piece
        account = (stream.checksum, length, stream.size)
        # Readers go by the directory, where large numbers are marked as such; what follows the data only repeats them.
        sizes = "2Q" if max(account[1:]) >= FOUR_GIB else "2I"
        told = struct.pack(f"<4sI{sizes}", b"PK\x07\x08", *account)
        yield told
        entries.append(entry_of(_FLAGS, zlib.DEFLATED, account, name, offset))
        offset += len(header) + length + len(told)
    yield directory(entries, offset)


class _Deflating:
    """Texts deflated while they come."""

    def __init__(self, texts: Iterable[str | bytes], deflater: Deflater, checksum: Callable[[bytes, int], int]) -> None:
        self._texts = texts
        self._deflater = deflater
        self._add = checksum
        self.checksum = self.size = 0

    def pieces(self, _begin: int, /) -> Iterator[bytes]:
        """The texts deflated."""
        for data in _gathered(self._texts):
            self.checksum = self._add(data, self.checksum)
            self.size += len(data)
            yield self._deflater.compress(data)
        yield self._deflater.flush()


def _gathered(texts: Iterable[str | bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text.encode("utf-8") if isinstance(text, str) else text)
        size += len(held[-1])
        if size >= _PIECE:
            yield b"".join(held)
            held.clear()
            size = 0
    yield b"".join(held)
