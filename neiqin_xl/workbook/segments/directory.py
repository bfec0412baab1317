"""Where the segments of a workbook lie: a value to be kept beside it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import astuple
from itertools import accumulate, chain, islice, starmap
from typing import Any, NamedTuple

from neiqin_xl.workbook.look import Look
from neiqin_xl.workbook.rows import SheetRows
from neiqin_xl.workbook.segments.press import Segment

# To be raised whenever rows are written differently, so that no sheet is half one and half the other.
_VERSION = b"segments 1\n"
_CHECKSUM, _LENGTH = struct.Struct("<I"), struct.Struct("<I")


class SheetSegments(NamedTuple):
    """The rows of one sheet: their segments, which all hold `rows_a_segment` rows but the last, and where they begin.

    `form` stands for the columns and all else that the caller gave, `widths` are those of the columns.
    """

    name: str
    form: int
    widths: tuple[float, ...]
    rows: int
    rows_a_segment: int
    begin: int
    segments: tuple[Segment, ...]

    @property
    def last(self) -> int:
        """The number of the last row; 1 where there is only the header."""
        return self.rows + 1

    def offsets(self) -> list[int]:
        """Where in the workbook each segment begins, and where the last one ends."""
        return list(accumulate((one.packed for one in self.segments), initial=self.begin))


class Directory(NamedTuple):
    """The segments of one workbook, known by its length and CRC-32, and the looks whose numbers its cells carry."""

    size: int
    checksum: int
    looks: tuple[Look, ...]
    sheets: tuple[SheetSegments, ...]

    def to_bytes(self) -> bytes:
        """The directory as bytes: twelve for a segment and some hundred for a column."""
        head = json.dumps(
            {
                "size": self.size,
                "checksum": self.checksum,
                "looks": [astuple(look) for look in self.looks],
                "sheets": [
                    (one.name, one.form, one.widths, one.rows, one.rows_a_segment, one.begin, len(one.segments))
                    for one in self.sheets
                ],
            },
            ensure_ascii=False,
        ).encode("utf-8", "surrogatepass")
        numbers = list(chain.from_iterable(segment for one in self.sheets for segment in one.segments))
        body = _LENGTH.pack(len(head)) + head + struct.pack(f"<{len(numbers)}I", *numbers)
        return _VERSION + _CHECKSUM.pack(zlib.crc32(body)) + body

    @staticmethod
    def from_bytes(data: bytes) -> Directory | None:
        """The directory that the bytes were made of; None where they are damaged or of another version."""
        begin = len(_VERSION) + _CHECKSUM.size
        body = data[begin:]
        if not body or not data.startswith(_VERSION + _CHECKSUM.pack(zlib.crc32(body))):
            return None
        end = _LENGTH.size + _LENGTH.unpack_from(body)[0]
        head = json.loads(body[_LENGTH.size : end].decode("utf-8", "surrogatepass"))
        segments = starmap(Segment, struct.iter_unpack("<3I", body[end:]))
        looks = tuple(starmap(Look, head["looks"]))
        return Directory(head["size"], head["checksum"], looks, tuple(_sheets(head["sheets"], segments)))


def form_of(sheet: SheetRows) -> int:
    """A number for all that makes rows of two sheets alike: columns, what stays in sight, filters, paper, tab."""
    told = repr((sheet.columns, sheet.frozen_columns, sheet.filters, sheet.landscape, sheet.tab))
    return zlib.crc32(told.encode("utf-8", "surrogatepass"))


def _sheets(told: list[list[Any]], segments: Iterator[Segment]) -> Iterator[SheetSegments]:
    for name, form, widths, rows, rows_a_segment, begin, count in told:
        own = tuple(islice(segments, count))
        yield SheetSegments(name, form, tuple(widths), rows, rows_a_segment, begin, own)
