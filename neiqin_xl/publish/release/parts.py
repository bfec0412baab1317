"""The parts of a finished workbook, read from its own directory as whoever opens the file would."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from neiqin_xl.workbook.deflate import fast_deflate, fast_inflate

_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_HEADER_NAMES = struct.Struct("<2H")
_HEADER_SIZE, _NAMES_AT = 30, 26
_STORED, _DEFLATED = 0, 8
_CLOSED, _UTF_8 = 0x0001, 0x0800


class BrokenPackageError(ValueError):
    """The bytes are no package that every reader would read alike."""


class Part(NamedTuple):
    """One part of a package, as its directory tells it."""

    name: str
    checksum: int
    size: int
    package: bytes
    place: int
    packed: int
    method: int

    def content(self) -> bytes:
        """What is inside. BrokenPackageError where that is not what the directory says."""
        begin = self.place + _HEADER_SIZE + sum(_HEADER_NAMES.unpack_from(self.package, self.place + _NAMES_AT))
        data = self.package[begin : begin + self.packed]
        if self.method == _DEFLATED:
            inflate, broken = _inflate()
            try:
                data = inflate(data, -zlib.MAX_WBITS, self.size or 1)
            except broken as error:
                raise BrokenPackageError(f"{self.name} cannot be read") from error
        if len(data) != self.size or _checksum()(data, 0) != self.checksum:
            raise BrokenPackageError(f"{self.name} is not what the directory says")
        return data


class Parts:
    """Tells which parts of packages are not, by name and checksum, those of the template that all were made of.

    Nearly all begin with the same of its parts at the same places: what a directory says of these is read once.
    """

    def __init__(self, checksums: Mapping[str, int]) -> None:
        self._checksums = checksums
        self._begin = b""
        self._names: frozenset[str] = frozenset()

    def changed(self, data: bytes) -> list[Part]:
        """Those of a package. BrokenPackageError where names come twice, for large packages and all that is unusual."""
        place, end, count = _directory(data)
        names: set[str] = set()
        found: list[Part] = []
        begin = place
        if data.startswith(self._begin, place):
            place += len(self._begin)
            count -= len(self._names)
            names.update(self._names)
        for _ in range(count):
            part, folded, place = _entry(data, place)
            if folded in names:
                raise BrokenPackageError(f"{part.name} comes twice")
            names.add(folded)
            if self._checksums.get(part.name) != part.checksum:
                found.append(part)
            elif not found:
                self._begin, self._names = data[begin:place], frozenset(names)
        if count < 0 or place != end:
            raise BrokenPackageError("the directory is damaged")
        return found


def _directory(data: bytes) -> tuple[int, int, int]:
    """Where a package's directory begins and ends, and how many entries it has."""
    end = len(data) - _END.size
    if end < 0 or not data.startswith(b"PK\x05\x06", end):
        raise BrokenPackageError("there is no directory at the end")
    _, _, _, _, count, length, place, _ = _END.unpack_from(data, end)
    if place + length != end:
        raise BrokenPackageError("the directory is not where it should be")
    return place, end, count


def _entry(data: bytes, place: int) -> tuple[Part, str, int]:
    """The part of which the entry at that place tells, its name as names are compared, and where the next begins."""
    begun, _, _, flags, method, _, _, checksum, packed, size, named, extra, comment, _, _, _, offset = (
        _ENTRY.unpack_from(data, place)
    )
    if begun != b"PK\x01\x02":
        raise BrokenPackageError("the directory is damaged")
    place += _ENTRY.size
    name, folded = _name(data[place : place + named], flags & _UTF_8)
    if flags & _CLOSED or method not in (_STORED, _DEFLATED):
        raise BrokenPackageError(f"{name} is packed in an unusual way")
    return Part(name, checksum, size, data, offset, packed, method), folded, place + named + extra + comment


@lru_cache(1_024)
def _name(written: bytes, is_utf_8: int) -> tuple[str, str]:
    """A part's name, and as names are compared. Nearly all packages have the same."""
    name = written.decode("utf-8" if is_utf_8 else "cp437")
    return name, name.casefold()


@cache
def _inflate() -> tuple[Callable[[bytes, int, int], bytes], type[Exception]]:
    return fast_inflate()


@cache
def _checksum() -> Callable[[bytes | memoryview, int], int]:
    return fast_deflate()[1]
