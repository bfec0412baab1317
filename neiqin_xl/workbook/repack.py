"""An existing package with some parts changed: all others keep the very bytes that they lie there with."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from neiqin_xl.workbook.packed import Packed, joined, packed

_LOCAL = struct.Struct("<4s5H3I2H")
_UTF8 = 0x0800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class PackageError(ValueError):
    """The bytes are no package that can be changed; the text is a Chinese sentence for the person who gave them."""


class Package:
    """A zip package in memory: parts are read when asked for, and only those that were put are packed anew.

    PackageError where the bytes are no zip, encrypted, packed by an unusual method, or hold a name twice.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
            raise PackageError("这不是完整的 .xlsx 或 .xlsm 文件，请用 Excel 打开、另存一份再试") from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            self._admit(entry)
        self._put: dict[str, bytes | None] = {}

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & 1:
            raise PackageError("这个文件加了密，请去掉密码再试")
        if entry.compress_type not in _METHODS:
            raise PackageError("这个文件的压缩方式不常见，请用 Excel 打开、另存一份再试")
        if entry.filename in self._entries:
            raise PackageError(f"这个文件里有两个同名的部件“{entry.filename}”，请用 Excel 打开、另存一份再试")
        self._entries[entry.filename] = entry

    def __contains__(self, name: str) -> bool:
        if name in self._put:
            return self._put[name] is not None
        return name in self._entries

    @property
    def names(self) -> list[str]:
        """The names of all parts: those that were there in their order, then the new ones."""
        return [name for name in {**self._entries, **self._put} if name in self]

    def called(self, name: str) -> str:
        """The name, in other capitals, under which a part lies here; the name itself where there is no such part."""
        wanted = name.casefold()
        return next((one for one in self.names if one.casefold() == wanted), name)

    def read(self, name: str) -> bytes:
        """A part's content as of now. KeyError where there is none, PackageError where it is damaged."""
        if name in self._put:
            data = self._put[name]
            if data is None:
                raise KeyError(name)
            return data
        try:
            return self._zip.read(self._entries[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
            raise PackageError(f"文件里的部件“{name}”已损坏，请用 Excel 打开、另存一份再试") from error

    def put(self, name: str, data: bytes) -> None:
        """Set a part's content, or add the part; the same content as before leaves its bytes as they are."""
        if name in self._entries and name not in self._put and self.read(name) == data:
            return
        self._put[name] = data

    def remove(self, name: str) -> None:
        """Leave the part out. KeyError where there is none."""
        if name not in self:
            raise KeyError(name)
        self._put[name] = None

    @property
    def changed(self) -> list[str]:
        """The names of the parts that were put or removed."""
        return list(self._put)

    def pieces(self) -> Iterator[bytes]:
        """The package as it is now, piece by piece. PackageError where an untouched part lies outside the file."""
        return joined(self.member(name) for name in self.names)

    def member(self, name: str) -> Packed:
        """A part as it lies in the package, packed. KeyError where there is none; PackageError as for `pieces`."""
        put = self._put.get(name)
        return self._kept(self._entries[name]) if put is None else packed(name, put)

    def _kept(self, entry: zipfile.ZipInfo) -> Packed:
        head = self._data[entry.header_offset : entry.header_offset + _LOCAL.size]
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise PackageError("这个文件的目录和内容对不上，请用 Excel 打开、另存一份再试")
        begin = entry.header_offset + _LOCAL.size + sum(_LOCAL.unpack(head)[-2:])
        data = self._data[begin : begin + entry.compress_size]
        if len(data) != entry.compress_size:
            raise PackageError("这个文件不完整，请重新复制一份再试")
        return Packed(_raw_name(entry), data, entry.CRC, entry.file_size, entry.compress_type, _UTF8 & entry.flag_bits)


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")
