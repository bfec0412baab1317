"""Streams of an OLE compound file: what it holds by name, and the bytes of one."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The bytes with which every compound file begins."""

_HEADER = struct.Struct("<30xHH6x9I")
_ENTRY = struct.Struct("<64sH50xIQ")
_END = 0xFFFFFFFA  # sector numbers from here on are marks
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SHIFTS = (9, 12)
_ENTRY_BYTES = 128
_MINI_BYTES = 64


class CompoundError(Exception):
    """The file's own tables contradict each other or lead out of the file."""


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


class Compound:
    """The allocation tables and the directory of a compound file; CompoundError where they are broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
            self._entries = list(self._directory_entries())
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise CompoundError from error

    def names(self) -> list[str]:
        """The names of all streams and storages."""
        return [entry.name for entry in self._entries if entry.kind in (_STORAGE, _STREAM)]

    def stream(self, *names: str) -> bytes | None:
        """The bytes of the first of these streams that is there; CompoundError where they are not all there."""
        entry = next((one for name in names for one in self._entries if one.name == name and one.kind == _STREAM), None)
        if entry is None:
            return None
        try:
            raw = self._chain(entry.start) if entry.size >= self._cutoff else self._mini_chain(entry.start)
        except (struct.error, IndexError) as error:
            raise CompoundError from error
        if len(raw) < entry.size:
            raise CompoundError("a stream that is cut")
        return raw[: entry.size]

    def _open(self) -> None:
        shift, _, _, _, directory, _, self._cutoff, mini, _, more, count = _HEADER.unpack_from(self._data, 0)
        if shift not in _SHIFTS:
            raise CompoundError("sectors of no known size")
        self._size = 1 << shift
        if count > len(self._data) // self._size:
            raise CompoundError("more tables than the file has room for")
        sectors = list(struct.unpack_from("<109I", self._data, 76))
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
        self._mini_next = struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
        self._mini: bytes | None = None

    def _directory_entries(self) -> Iterator[_Entry]:
        for at in range(0, len(self._directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            name, length, start, size = _ENTRY.unpack_from(self._directory, at)
            if 2 <= length <= len(name):
                yield _Entry(name[: length - 2].decode("utf-16-le"), self._directory[at + 66], start, size & 0xFFFFFFFF)

    def _sector(self, number: int) -> bytes:
        # The head takes the place of a sector before the first, whatever its size.
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise CompoundError("a sector behind the end of the file")
        return self._data[start : start + self._size]

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < _END:
            parts.append(self._sector(sector))
            sector = self._next[sector]
            if len(parts) > len(self._next):
                raise CompoundError("a chain of sectors that runs in a circle")
        return b"".join(parts)

    def _mini_chain(self, sector: int) -> bytes:
        if self._mini is None:
            self._mini = next((self._chain(one.start) for one in self._entries if one.kind == _ROOT), b"")
        parts: list[bytes] = []
        while sector < _END:
            parts.append(self._mini[sector * _MINI_BYTES : (sector + 1) * _MINI_BYTES])
            sector = self._mini_next[sector]
            if len(parts) > len(self._mini_next):
                raise CompoundError("a chain of sectors that runs in a circle")
        return b"".join(parts)


def stream_of(data: bytes, names: tuple[str, ...]) -> bytes | None:
    """The first stream of one of these names; None where there is none or the file's own tables are broken."""
    try:
        return Compound(data).stream(*names)
    except CompoundError:
        return None
