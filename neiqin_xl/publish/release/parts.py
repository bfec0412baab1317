"""The parts of a finished workbook, read from its own directory as whoever opens the file would."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from neiqin_xl.workbook.deflate import fast_deflate, fast_inflate

_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_HEADER_NAMES = struct.Struct("<2H")
_HEADER_SIZE, _NAMES_AT = 30, 26
_STORED, _DEFLATED = 0, 8
_CLOSED = 0x0001


class BrokenPackageError(ValueError):
    """The bytes are no package that every reader would read alike."""


class Part(NamedTuple):
    """One part of a package, as its directory tells it."""

    name: str
    checksum: int
    size: int
    package: bytes
    begin: int
    packed: int
    method: int

    def content(self) -> bytes:
        """What is inside. BrokenPackageError where that is not what the directory says."""
        inflate, broken = fast_inflate()
        data = self.package[self.begin : self.begin + self.packed]
        if self.method == _DEFLATED:
            try:
                data = inflate(data, -zlib.MAX_WBITS, self.size or 1)
            except broken as error:
                raise BrokenPackageError(f"{self.name} cannot be read") from error
        if len(data) != self.size or fast_deflate()[1](data, 0) != self.checksum:
            raise BrokenPackageError(f"{self.name} is not what the directory says")
        return data


def parts_of(data: bytes) -> Iterator[Part]:
    """Every part of a package. BrokenPackageError for names that come twice, large packages and all that is unusual."""
    begin = len(data) - _END.size
    if begin < 0 or not data.startswith(b"PK\x05\x06", begin):
        raise BrokenPackageError("there is no directory at the end")
    _, _, _, _, count, length, place, _ = _END.unpack_from(data, begin)
    if place + length != begin:
        raise BrokenPackageError("the directory is not where it should be")
    names: set[str] = set()
    for _ in range(count):
        if not data.startswith(b"PK\x01\x02", place):
            raise BrokenPackageError("the directory is damaged")
        _, _, _, flags, method, _, _, checksum, packed, size, named, extra, comment, _, _, _, offset = (
            _ENTRY.unpack_from(data, place)
        )
        place += _ENTRY.size
        name = data[place : place + named].decode("utf-8" if flags & 0x0800 else "cp437")
        place += named + extra + comment
        folded = name.casefold()
        if folded in names or flags & _CLOSED or method not in (_STORED, _DEFLATED):
            raise BrokenPackageError(f"{name} comes twice or is packed in an unusual way")
        names.add(folded)
        behind = _HEADER_NAMES.unpack_from(data, offset + _NAMES_AT)
        yield Part(name, checksum, size, data, offset + _HEADER_SIZE + sum(behind), packed, method)
    if place != begin:
        raise BrokenPackageError("the directory is damaged")
