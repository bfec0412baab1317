"""Packages beyond the four gibibytes and 65,534 parts that the first zip format can tell of."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from neiqin_xl.workbook.deflate import fast_deflate
from neiqin_xl.workbook.package import package
from neiqin_xl.workbook.packed import Members, Packed, directory, joined, packed, whole
from neiqin_xl.workbook.segments.press import Press

GIB = 2**30


class Afar(io.RawIOBase):
    """A file whose first bytes, so many of them, nobody ever looks at."""

    def __init__(self, hole, data):
        self._hole, self._data, self._at = hole, data, 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self._at

    def seek(self, offset, whence=io.SEEK_SET):
        start = (0, self._at, self._hole + len(self._data))[whence]
        self._at = start + offset
        return self._at

    def read(self, size=-1):
        begin = self._at - self._hole
        found = self._data[begin:] if size < 0 else self._data[begin : begin + size]
        self._at += len(found)
        return found


class Vast:
    """A part of many equal segments, of which only one is ever made."""

    def __init__(self, content, count):
        self._press = Press()
        self._segment, self._data = self._press.packed(content)
        self._count = count
        self.checksum = self.size = 0

    def pieces(self, begin):
        for _ in range(self._count):
            self.checksum = self._press.joined(self.checksum, self._segment.checksum, self._segment.size)
            self.size += self._segment.size
            yield self._data
        yield b"\x03\x00"


@pytest.mark.thorough
def test_a_part_beyond_four_gibibytes_is_told_of_with_its_size_and_checksum():
    content = b" " * (GIB // 4)
    data = b"".join(package([("large.xml", Vast(content, 17)), ("small.xml", ["末"])]))
    archive = zipfile.ZipFile(io.BytesIO(data))
    large = archive.getinfo("large.xml")
    assert large.file_size == 17 * len(content) > 4 * GIB
    _, add = fast_deflate()
    checksum = 0
    for _ in range(17):
        checksum = add(content, checksum)
    assert checksum == large.CRC
    with archive.open(large) as part:
        assert part.read(5) == b"     "
    assert archive.read("small.xml") == "末".encode()


@pytest.mark.parametrize("begin", [4 * GIB - 60, 4 * GIB - 1, 4 * GIB, 5 * GIB])
def test_a_part_that_begins_beyond_four_gibibytes_is_found(begin):
    part = packed("末.xml", b"<a/>")
    header, entry, end = part.around(begin)
    archive = zipfile.ZipFile(Afar(begin, header + part.data + directory([entry], end)))
    assert archive.namelist() == ["末.xml"]
    assert archive.read("末.xml") == b"<a/>"


def test_a_part_that_is_packed_already_may_be_larger_than_the_first_format_tells():
    part = Packed(b"large.xml", zlib.compress(b"a" * 9, wbits=-15), zlib.crc32(b"a" * 9), 5 * GIB)
    (told,) = zipfile.ZipFile(io.BytesIO(b"".join(joined([part])))).infolist()
    assert (told.file_size, told.compress_size, told.CRC) == (5 * GIB, len(part.data), part.checksum)


@pytest.mark.thorough
def test_more_parts_than_the_first_format_counts_are_all_there():
    part = packed("一.xml", b"<a/>")
    data = b"".join(joined([part] * 65_535))
    assert data[-22:][8:12] == b"\xff" * 4
    assert b"PK\x06\x06" in data[-98:]
    assert len(zipfile.ZipFile(io.BytesIO(data)).infolist()) == 65_535


def test_a_package_of_usual_size_says_so_in_the_first_format():
    data = b"".join(package([("一.xml", ["<a/>"])]))
    assert b"PK\x06\x06" not in data
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_a_package_whose_first_parts_were_told_before_is_like_any_other():
    parts = {f"{name}.xml": packed(f"{name}.xml", name.encode() * 99) for name in "甲乙丙丁"}
    members = Members(parts)
    for gone in ((), ("乙.xml",), ("甲.xml", "丁.xml"), ("乙.xml",), tuple(parts)):
        kept = [one for name, one in parts.items() if name not in gone]
        assert whole([parts[name] for name in gone], members.without(gone)) == whole(
            [*kept, *(parts[name] for name in gone)]
        )
