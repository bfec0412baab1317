"""Streams of an OLE compound file: enough to look into a .xls workbook."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER = struct.Struct("<30xHH6x9I")
_ENTRY = struct.Struct("<64sH50xIQ")
_END = 0xFFFFFFFA  # sector numbers from here on are marks
_ROOT = 5
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_MINI_BYTES = 64


def stream_of(data: bytes, names: tuple[str, ...]) -> bytes | None:
    """The first stream of one of these names; None where there is none or the file's own tables are broken."""
    try:
        return _Compound(data).stream(names)
    except (struct.error, IndexError, ValueError):
        return None


class _Compound:
    """The allocation tables and the directory of a compound file."""

    def __init__(self, data: bytes) -> None:
        fields = _HEADER.unpack_from(data, 0)
        shift, _, _, _, directory, _, self._cutoff, mini, _, more, count = fields
        self._data = data
        self._size = 1 << shift
        sectors = list(struct.unpack_from("<109I", data, 76))
        per_sector = self._size // 4
        for _ in range(count):
            table = struct.unpack(f"<{per_sector}I", self._sector(more))
            sectors.extend(table[:-1])
            more = table[-1]
        self._next: list[int] = []
        for sector in sectors:
            if sector < _END:
                self._next.extend(struct.unpack(f"<{per_sector}I", self._sector(sector)))
        self._directory = self._chain(directory)
        raw = self._chain(mini) if mini < _END else b""
        self._mini_next = struct.unpack(f"<{len(raw) // 4}I", raw)

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        """The bytes of the first stream of one of these names."""
        entries = list(self._entries())
        for name, _, start, size in entries:
            if name in names:
                if size >= self._cutoff:
                    return self._chain(start)[:size]
                root = next(self._chain(first) for _, kind, first, _ in entries if kind == _ROOT)
                return self._mini_chain(root, start)[:size]
        return None

    def _entries(self) -> Iterator[tuple[str, int, int, int]]:
        for at in range(0, len(self._directory), _ENTRY_BYTES):
            name, length, start, size = _ENTRY.unpack_from(self._directory, at)
            if length >= 2:
                yield name[: length - 2].decode("utf-16-le"), self._directory[at + 66], start, size & 0xFFFFFFFF

    def _sector(self, number: int) -> bytes:
        start = _HEADER_BYTES + number * self._size
        return self._data[start : start + self._size]

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < _END:
            parts.append(self._sector(sector))
            sector = self._next[sector]
            if len(parts) > len(self._next):
                raise ValueError("a chain of sectors that runs in a circle")
        return b"".join(parts)

    def _mini_chain(self, root: bytes, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < _END:
            parts.append(root[sector * _MINI_BYTES : (sector + 1) * _MINI_BYTES])
            sector = self._mini_next[sector]
            if len(parts) > len(self._mini_next):
                raise ValueError("a chain of sectors that runs in a circle")
        return b"".join(parts)
