"""Pieces of a part into deflated segments that stand for themselves, and back."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from neiqin_xl.workbook.deflate import fast_deflate, fast_inflate
from neiqin_xl.workbook.segments.checksums import joining

# A last block with nothing in it.
_END = b"\x03\x00"


class Segment(NamedTuple):
    """One segment: its deflated length, its own length, and the CRC-32 of what is inside."""

    packed: int
    size: int
    checksum: int


class Run(NamedTuple):
    """Segments one behind the other: how many rows they hold, and their deflated bytes."""

    rows: int
    segments: Sequence[Segment]
    pieces: Iterable[bytes]


class Press:
    """Packs and unpacks segments."""

    def __init__(self) -> None:
        self._deflate, self.checksum = fast_deflate()
        self._inflate, self._damage = fast_inflate()
        self.joined = joining()

    def packed(self, content: bytes, *, last: bool = False) -> tuple[Segment, bytes]:
        """A segment that begins and ends at a whole byte and refers to nothing before it; the last one ends the part.

        So segments may follow each other in any order, and the part is one legal stream all the same.
        """
        deflater = self._deflate(1, zlib.DEFLATED, -zlib.MAX_WBITS)
        data = deflater.compress(content) + deflater.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
        return Segment(len(data), len(content), self.checksum(content, 0)), data

    def run(self, rows: int, content: bytes) -> Run:
        """A run of one segment that holds so many rows."""
        segment, data = self.packed(content)
        return Run(rows, (segment,), (data,))

    def unpacked(self, segment: Segment, data: bytes) -> bytes:
        """What is inside a segment. ValueError where it is not what it was."""
        try:
            # Told of more than there is, it need not ask whether there is more.
            content = self._inflate(data + _END, -zlib.MAX_WBITS, segment.size + 1)
        except self._damage as error:
            raise ValueError("a segment is damaged") from error
        if (len(content), self.checksum(content, 0)) != (segment.size, segment.checksum):
            raise ValueError("a segment is not what it was")
        return content
