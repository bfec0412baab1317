"""A sheet's part as the fast reader is given it, and the merged ranges that it is no longer asked for."""

from __future__ import annotations

import zlib

import pytest
from hostile.packages import SHEET, packed, parts, sheet

from neiqin_xl.intake.books.one_pass import for_one_pass
from neiqin_xl.intake.books.reader import read_book

CELLS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'


@pytest.mark.parametrize(
    "place",
    [
        {"after": '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'},
        {"after": "<mergeCells><mergeCell  ref='A1:A2' /></mergeCells>"},
        {"after": '<mergeCells><mergeCell ref="a1:a2"></mergeCell></mergeCells>'},
        {"before": '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'},
    ],
)
def test_merged_ranges_are_found_however_and_wherever_they_are_written(place):
    sheets = read_book(packed(parts() | {SHEET: sheet(CELLS, **place)}), "a")
    assert isinstance(sheets, list), sheets
    assert [one.merged for one in sheets] == [[(0, 0, 1, 0)]]


@pytest.mark.parametrize("rows", [3, 30_000])
def test_the_fast_reader_is_given_every_byte_of_a_part_and_an_empty_list_of_merged_ranges(rows):
    xml = sheet("".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, rows))).encode()
    given = for_one_pass(SHEET, xml)
    content = zlib.decompress(given.data, -zlib.MAX_WBITS) if given.method else given.data
    assert content.replace(b"<mergeCells></mergeCells>", b"", 1) == xml
    assert content.index(b"<mergeCells>") < content.index(b"<sheetData>")
    assert (given.size, given.checksum) == (len(content), zlib.crc32(content))
    assert len(given.data) < 1 << 20


def test_a_part_without_cells_is_given_as_it_is():
    assert for_one_pass(SHEET, b"<chartsheet/>").data == b"<chartsheet/>"
