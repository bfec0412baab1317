"""Workbooks in segments: a change leaves what a workbook written whole from the final rows would be."""

from __future__ import annotations

import io
import re
import sys
import zipfile
import zlib
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from injection import STRINGS, active_content, parts_of
from python_calamine import CalamineWorkbook

from neiqin_xl.workbook import rows as rows_module
from neiqin_xl.workbook.book import Properties, book
from neiqin_xl.workbook.cells import CellForm, Holds
from neiqin_xl.workbook.look import AS_TEXT, Look
from neiqin_xl.workbook.rows import ColumnLook, SheetRows
from neiqin_xl.workbook.segments import Directory, SegmentedBook, SheetChange, opened
from neiqin_xl.workbook.segments.checksums import joined
from neiqin_xl.workbook.segments.press import Press

COLUMNS = (
    ColumnLook("订单号", CellForm(look=Look(number_format=AS_TEXT)), 12),
    ColumnLook("品名", CellForm(), 20),
    ColumnLook("数量", CellForm(Holds.NUMBER, 4, Look(number_format="0.0###"), whole_format="0"), 9),
    ColumnLook("日期", CellForm(Holds.DAY, look=Look(number_format="yyyy-mm-dd")), 11),
)
MEASURED = tuple(replace(one, width=0) for one in COLUMNS)


def line(i, name="螺栓"):
    return f"D{i:04d}", name, i * 2500, f"2026-11-{1 + i % 28:02d}"


def lines(count, begin=0):
    return [line(i) for i in range(begin, begin + count)]


def sheet(rows, name="2026年", columns=COLUMNS):
    return SheetRows(name, columns, rows, frozen_columns=1)


def whole(*sheets, segment=4):
    """The bytes of a workbook and its directory."""
    book = SegmentedBook(sheets, Properties("台账"), rows_a_segment=segment)
    return b"".join(book), book.directory


def put(folder, data):
    path = folder / "台账.xlsx"
    path.write_bytes(data)
    return path


class Kept:
    """A workbook on disk, changed again and again."""

    def __init__(self, folder, *sheets, segment=4):
        data, self.directory = whole(*sheets, segment=segment)
        self.path = put(folder, data)

    def change(self, *changes):
        book = SegmentedBook(changes, Properties("台账"), earlier=opened(self.path, self.directory))
        data = b"".join(book)
        self.path.write_bytes(data)
        self.directory = book.directory
        return data


def values(data, name="2026年", column=0):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()
    return [row[column] for row in rows[1:]]


def test_the_part_is_the_one_that_is_written_without_segments():
    rows = [line(i, name) for i, name in enumerate(STRINGS)]
    plain = parts_of(b"".join(book([sheet(rows)])))
    data, _ = whole(sheet(rows))
    assert active_content(data) == []
    assert values(data, column=1) == list(STRINGS)
    styles = re.compile(r' s="\d+"| style="\d+"')
    one, other = (styles.sub("", parts["xl/worksheets/sheet1.xml"]) for parts in (plain, parts_of(data)))
    assert one == other


def test_the_part_is_one_stream_that_any_inflater_reads():
    data, directory = whole(sheet(lines(50)))
    (entry,) = [one for one in zipfile.ZipFile(io.BytesIO(data)).infolist() if "sheet1" in one.filename]
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    begin = entry.header_offset + 30 + len(entry.filename)
    content = inflater.decompress(data[begin : begin + entry.compress_size])
    assert inflater.eof
    assert inflater.unused_data == b""
    assert zlib.crc32(content) == entry.CRC
    (told,) = directory.sheets
    assert [one.size for one in told.segments] == [len(one) for one in pieces_of(content)]


def pieces_of(content, segment=4):
    """The rows under the header, some at a time."""
    begin = content.index(b'<row r="2"')
    rows = [row + b"</row>" for row in content[begin : content.index(b"</sheetData>")].split(b"</row>")[:-1]]
    return [b"".join(rows[i : i + segment]) for i in range(0, len(rows), segment)]


def test_rows_changed_in_place_leave_all_other_segments_as_they_lie(tmp_path):
    kept = Kept(tmp_path, sheet(lines(40)))
    before = kept.directory.sheets[0].segments
    data = kept.change(SheetChange(sheet(()), changed={3: line(900), 41: line(901)}))
    after = kept.directory.sheets[0].segments
    assert [i for i in range(10) if before[i] != after[i]] == [0, 9]
    assert data == whole(sheet([line(0), line(900), *lines(37, 2)[:-1], line(38), line(901)][:40]))[0]


def test_a_row_at_either_edge_of_a_segment_changes_that_segment_only(tmp_path):
    for number in (2, 5, 6, 9):
        kept = Kept(tmp_path, sheet(lines(12)))
        before = kept.directory.sheets[0].segments
        data = kept.change(SheetChange(sheet(()), changed={number: line(777)}))
        after = kept.directory.sheets[0].segments
        assert [i for i in range(3) if before[i] != after[i]] == [(number - 2) // 4]
        assert values(data)[number - 2] == "D0777"


def test_rows_of_one_segment_may_be_named_in_any_order(tmp_path):
    kept = Kept(tmp_path, sheet(lines(4)))
    data = kept.change(SheetChange(sheet(()), {5: line(905), 2: line(902), 4: line(904)}))
    assert values(data) == ["D0902", "D0001", "D0904", "D0905"]


def test_the_numbers_of_looks_do_not_depend_on_the_rows(tmp_path):
    typed_day, typed_name = ("D1", "螺栓", 1, "=1"), ("D2", "=1", 1, "2026-11-05")
    kept = Kept(tmp_path, sheet([line(0), *lines(4), typed_name]))
    data = kept.change(SheetChange(sheet(()), {2: typed_day}))
    assert data == whole(sheet([typed_day, *lines(4), typed_name]))[0]


def test_added_rows_fill_the_last_segment_before_new_ones_begin(tmp_path):
    kept = Kept(tmp_path, sheet(lines(6)))
    for count in (1, 1, 1, 9, 0):
        had = kept.directory.sheets[0].rows
        data = kept.change(SheetChange(sheet(lines(count, had))))
        assert (data, kept.directory) == whole(sheet(lines(had + count)))
    assert values(data) == [f"D{i:04d}" for i in range(18)]


def test_removed_and_inserted_rows_move_all_below_them(tmp_path):
    kept = Kept(tmp_path, sheet(lines(20)))
    data = kept.change(
        SheetChange(sheet([line(300)]), {21: line(200)}, {7, 8, 12}, {2: [line(100)], 12: [line(101)], 22: [line(102)]})
    )
    numbers = [100, 0, 1, 2, 3, 4, 7, 8, 9, 101, *range(11, 19), 200, 102, 300]
    assert values(data) == [f"D{i:04d}" for i in numbers]
    assert (data, kept.directory) == whole(sheet([line(i) for i in numbers]))


def test_texts_that_look_like_cells_keep_their_numbers_when_their_row_moves(tmp_path):
    names = ['<c r="B3"', 'B3" s="1"', "</row>", '<row r="3"', "3", "&lt;/row>"]
    kept = Kept(tmp_path, sheet([line(i, name) for i, name in enumerate(names)]))
    data = kept.change(SheetChange(sheet(()), removed={2}))
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).active["B"][1:]] == names[1:]


def test_rows_that_get_one_digit_more_move_whole(tmp_path):
    kept = Kept(tmp_path, sheet(lines(12)))
    data = kept.change(SheetChange(sheet(()), inserted={2: lines(95, 500)}))
    assert data == whole(sheet(lines(95, 500) + lines(12)))[0]


def test_nothing_changed_gives_the_same_bytes(tmp_path):
    kept = Kept(tmp_path, sheet(lines(9)), sheet((), "2027年"))
    before = kept.path.read_bytes()
    assert kept.change(SheetChange(sheet(())), SheetChange(sheet((), "2027年"))) == before


def test_all_rows_may_go_and_come_again(tmp_path):
    kept = Kept(tmp_path, sheet(lines(9)))
    assert (kept.change(SheetChange(sheet(()), removed=set(range(2, 11)))), kept.directory) == whole(sheet(()))
    assert (kept.change(SheetChange(sheet(lines(5)))), kept.directory) == whole(sheet(lines(5)))


def test_sheets_are_kept_added_dropped_and_moved(tmp_path):
    kept = Kept(tmp_path, sheet(lines(9), "2025年"), sheet(lines(3, 50), "2026年"))
    other = (ColumnLook("备注", CellForm(look=Look(bold=True)), 30),)
    data = kept.change(
        SheetChange(sheet([line(60)], "2026年")), sheet([("新",)], "2027年", other), SheetChange(sheet((), "2025年"))
    )
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["2026年", "2027年", "2025年"]
    assert values(data, "2026年") == ["D0050", "D0051", "D0052", "D0060"]
    assert openpyxl.load_workbook(io.BytesIO(data))["2027年"]["A2"].font.bold
    data = kept.change(sheet([("旧",)], "2027年", other), SheetChange(sheet((), "2025年"), {4: line(9, "=1+1")}))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["2027年", "2025年"]
    assert (book["2025年"]["B4"].value, book["2025年"]["B4"].quotePrefix) == ("=1+1", True)
    assert {cell.number_format for cell in book["2025年"]["A"][1:]} == {AS_TEXT}
    assert {cell.number_format for cell in book["2025年"]["D"][1:]} == {"yyyy-mm-dd"}
    assert book["2027年"]["A2"].font.bold


def test_what_names_a_sheet_by_its_rows_follows(tmp_path):
    kept = Kept(tmp_path, sheet(lines(4)))
    data = kept.change(SheetChange(sheet([line(5), line(6)])))
    found = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (found.auto_filter.ref, found.print_title_rows) == ("A1:D7", "$1:$1")
    parts = parts_of(data)
    assert "$A$1:$D$7" in parts["xl/workbook.xml"]
    assert 'sqref="A2:A7 B2:B7"' in parts["xl/worksheets/sheet1.xml"]


def test_columns_grow_with_the_rows_that_decide_their_widths_and_never_shrink(tmp_path):
    def width():
        return openpyxl.load_workbook(kept.path).active.column_dimensions["B"].width

    kept = Kept(tmp_path, sheet(lines(3), columns=MEASURED))
    narrow = width()
    kept.change(SheetChange(sheet((), columns=MEASURED), {3: line(1, "六角头螺栓全螺纹镀锌")}))
    wide = width()
    assert wide > narrow
    kept.change(SheetChange(sheet((), columns=MEASURED), {3: line(1)}))
    assert width() == wide
    kept.change(SheetChange(sheet([line(1, "六角头螺栓全螺纹镀锌加长")] * 2, columns=MEASURED)))
    assert width() > wide


def test_rows_far_down_do_not_move_the_columns(tmp_path):
    kept = Kept(tmp_path, sheet(lines(520), columns=MEASURED), segment=64)
    before = kept.directory.sheets[0].widths
    data = kept.change(SheetChange(sheet([line(1, "字" * 15)], columns=MEASURED), {514: line(1, "字" * 15)}))
    names = ["螺栓"] * 512 + ["字" * 15] + ["螺栓"] * 7 + ["字" * 15]
    assert values(data, column=1) == names
    assert kept.directory.sheets[0].widths == before
    kept.change(SheetChange(sheet((), columns=MEASURED), {513: line(1, "字" * 15)}))
    assert kept.directory.sheets[0].widths > before


def test_a_workbook_that_anybody_saved_is_written_whole(tmp_path):
    data, directory = whole(sheet(lines(30)))
    path = put(tmp_path, data)
    book = openpyxl.load_workbook(path)
    book.save(path)
    assert opened(path, directory) is None


@pytest.mark.parametrize("place", [0, 40, 300, -100, -1])
def test_one_changed_byte_anywhere_is_noticed(tmp_path, place):
    data, directory = whole(sheet(lines(30)))
    spoilt = bytearray(data)
    spoilt[place] ^= 1
    assert opened(put(tmp_path, spoilt), directory) is None
    assert opened(put(tmp_path, data + b"\0"), directory) is None
    assert opened(put(tmp_path, data[:-1]), directory) is None
    assert opened(tmp_path / "没有.xlsx", directory) is None
    with opened(put(tmp_path, data), directory) as earlier:
        assert earlier.sheets == {"2026年": 31}


def test_a_workbook_that_changes_while_it_is_read_is_not_made_into_another(tmp_path):
    data, directory = whole(sheet(lines(30)))
    path = put(tmp_path, data)
    earlier = opened(path, directory)
    with path.open("r+b") as file:
        file.seek(directory.sheets[0].begin + 5)
        file.write(b"\xff" * 20)
    with pytest.raises(ValueError, match="segment"):
        list(SegmentedBook([SheetChange(sheet(()), {2: line(1)})], earlier=earlier))
    earlier = opened(put(tmp_path, data), directory)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="shorter"):
        list(SegmentedBook([SheetChange(sheet(()))], earlier=earlier))


def test_a_segment_that_holds_anything_else_than_it_was_told_to_is_refused():
    press = Press()
    segment, data = press.packed("螺栓".encode())
    assert press.unpacked(segment, data) == "螺栓".encode()
    for other in (segment._replace(checksum=segment.checksum ^ 1), segment._replace(size=segment.size + 1)):
        with pytest.raises(ValueError, match="not what it was"):
            press.unpacked(other, data)


def test_a_directory_reads_back_as_it_was(tmp_path):
    _, directory = whole(sheet(lines(30)), sheet((), "空\"'"), sheet(lines(1), "😀", MEASURED))
    assert Directory.from_bytes(directory.to_bytes()) == directory


@pytest.mark.parametrize("place", [0, 9, 12, 16, 20, 200, -1])
def test_a_damaged_directory_is_none(place):
    stored = whole(sheet(lines(30)))[1].to_bytes()
    spoilt = bytearray(stored)
    spoilt[place] ^= 1
    assert Directory.from_bytes(bytes(spoilt)) is None
    assert Directory.from_bytes(stored[:place]) is None
    assert Directory.from_bytes(b"") is None


def test_a_sheet_fits_only_with_the_same_columns_and_setup(tmp_path):
    data, directory = whole(sheet(lines(3)))
    with opened(put(tmp_path, data), directory) as earlier:
        assert earlier.fits(sheet(()))
        assert not earlier.fits(sheet((), "2027年"))
        assert not earlier.fits(sheet((), columns=COLUMNS[:-1]))
        assert not earlier.fits(sheet((), columns=MEASURED))
        assert not earlier.fits(replace(sheet(()), frozen_columns=2))
        assert not earlier.fits(replace(sheet(()), filters=False))
        assert not earlier.fits(replace(sheet(()), landscape=False))
        assert not earlier.fits(replace(sheet(()), tab="FF0000"))


@pytest.mark.parametrize(
    "change",
    [
        SheetChange(sheet((), "2027年")),
        SheetChange(sheet(()), {1: line(1)}),
        SheetChange(sheet(()), {5: line(1)}),
        SheetChange(sheet(()), removed={0}),
        SheetChange(sheet(()), removed={5}),
        SheetChange(sheet(()), inserted={6: [line(1)]}),
        SheetChange(sheet(()), {3: line(1)}, {3}),
    ],
)
def test_a_row_or_sheet_that_is_not_there_is_an_error_of_the_program(tmp_path, change):
    kept = Kept(tmp_path, sheet(lines(3)))
    with pytest.raises(ValueError, match="sheet 202"):
        kept.change(change)
    with pytest.raises(ValueError, match="no earlier workbook"):
        list(SegmentedBook([change]))


def test_the_earlier_workbook_is_let_go_when_the_bytes_are_used_up_or_not_wanted(tmp_path):
    data, directory = whole(sheet(lines(30)))
    path = put(tmp_path, data)
    earlier = opened(path, directory)
    pieces = iter(SegmentedBook([SheetChange(sheet(()))], earlier=earlier))
    next(pieces)
    pieces.close()
    with pytest.raises(ValueError, match="closed"):
        list(earlier.between(0, 5))
    earlier = opened(path, directory)
    list(SegmentedBook([SheetChange(sheet(()))], earlier=earlier))
    with pytest.raises(ValueError, match="closed"):
        list(earlier.between(0, 5))


def test_the_directory_is_there_when_the_last_byte_is():
    book = SegmentedBook([sheet(lines(3))])
    with pytest.raises(RuntimeError):
        _ = book.directory
    list(book)
    assert book.directory.sheets[0].rows == 3


def test_more_rows_than_excel_has_are_refused(tmp_path, monkeypatch):
    kept = Kept(tmp_path, sheet(lines(9)))
    monkeypatch.setattr(rows_module, "LAST_ROW", 11)
    kept.change(SheetChange(sheet([line(9)])))
    with pytest.raises(OverflowError, match="more than 11 rows"):
        kept.change(SheetChange(sheet([line(10)])))


def test_two_sheets_never_share_a_name():
    data, directory = whole(sheet(lines(2)), sheet(lines(3)))
    assert [one.name for one in directory.sheets] == ["2026年", "2026年(2)"]
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["2026年", "2026年(2)"]


def test_without_fast_deflate_the_parts_are_the_same_and_change_too(tmp_path, monkeypatch):
    fast = parts_of(whole(sheet([*lines(9), line(10)]))[0])
    monkeypatch.setitem(sys.modules, "isal", None)
    monkeypatch.setitem(sys.modules, "isal.isal_zlib", None)
    kept = Kept(tmp_path, sheet(lines(9)))
    assert parts_of(kept.change(SheetChange(sheet([line(10)])))) == fast
    assert Press().joined is joined


@given(st.binary(max_size=70), st.binary(max_size=3000))
def test_the_checksum_of_two_pieces_comes_from_those_of_each(first, second):
    assert joined(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(first + second)
    assert Press().joined(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(first + second)


names = st.text("螺栓A1\"'<>&/=\n", max_size=6) | st.sampled_from(["</row>", '<c r="A3', "_x0041_", "-5"])
drawn_rows = st.lists(st.builds(line, st.integers(0, 9999), names), max_size=14)


@st.composite
def changes(draw, count):
    """A change of a sheet of so many rows."""
    numbers = st.integers(2, count + 1)
    removed = draw(st.sets(numbers, max_size=4)) if count else set()
    touched = draw(st.sets(numbers, max_size=5)) - removed if count else set()
    inserted = draw(st.dictionaries(st.integers(2, count + 2), drawn_rows.map(lambda rows: rows[:3]), max_size=2))
    row = st.builds(line, st.integers(0, 9999), names)
    return {number: draw(row) for number in touched}, removed, inserted, draw(drawn_rows)


def after(rows, changed, removed, inserted, added):
    """The rows as they become, one at a time."""
    final = []
    for number, row in enumerate(rows, 2):
        final += inserted.get(number, [])
        if number not in removed:
            final.append(changed.get(number, row))
    return [*final, *inserted.get(len(rows) + 2, []), *added]


@pytest.mark.thorough
@given(st.data(), st.integers(1, 5), drawn_rows, drawn_rows)
def test_any_changes_one_after_the_other_leave_the_workbook_of_the_final_rows(
    tmp_path_factory, data, segment, first, second
):
    books = {"2025年": first, "2026年": second}
    kept = Kept(tmp_path_factory.mktemp("台账"), *(sheet(rows, name) for name, rows in books.items()), segment=segment)
    for _ in range(data.draw(st.integers(1, 4))):
        wanted = []
        for name, rows in books.items():
            changed, removed, inserted, added = data.draw(changes(len(rows)))
            wanted.append(SheetChange(sheet(added, name), changed, removed, inserted))
            books[name] = after(rows, changed, removed, inserted, added)
        kept.change(*wanted)
    final = whole(*(sheet(rows, name) for name, rows in books.items()), segment=segment)
    assert (kept.path.read_bytes(), kept.directory) == final
