"""Workbooks of Excel 97 and of Excel 5: every cell is read as Excel shows it, and damage is never passed over."""

from __future__ import annotations

import io
import random
import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hostile.oldbooks import compound, records, streams_of
from hostile.packages import HEADERS, LINE
from old_records import (
    AS_TEXT,
    CHART,
    END,
    SHEET,
    begin,
    formula,
    label,
    merged,
    narrow,
    number,
    old_book,
    record,
    shared,
    stream_of,
    texts,
    wide,
)
from traits import Book
from traits.as_xls import as_xls
from traits.paper import drawing, line

from neiqin_xl.intake.books.reader import read_book
from neiqin_xl.intake.books.workbooks import open_workbook
from neiqin_xl.intake.gate.admission import Container
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.model.finding import Finding, Severity

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"


def cells_of(data):
    """The filled cells of every sheet by their row and column, and what is said of each sheet."""
    sheets = read_book(data, "a")
    assert not isinstance(sheets, Finding), sheets
    return {sheet.name: filled(sheet) for sheet in sheets}


def filled(sheet):
    return {
        (sheet.top - 1 + r, sheet.left + c): cell
        for r, row in enumerate(sheet.rows)
        for c, cell in enumerate(row)
        if cell != ""
    }


def only(data):
    (sheet,) = read_book(data, "a")
    return sheet


def said(sheet):
    return [finding.code for finding in sheet.findings]


def by_another_reader(data):
    import python_calamine as calamine

    found = {}
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for meta in book.sheets_metadata:
            sheet = book.get_sheet_by_name(meta.name)
            top, left = sheet.start or (0, 0)
            found[meta.name] = {
                (top + r, left + c): cell
                for r, row in enumerate(sheet.to_python())
                for c, cell in enumerate(row)
                if cell != ""
            }
    return found


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not on this machine")
def test_real_workbooks_read_as_another_reader_reads_them():
    files = [path for path in SAMPLES.glob("*/*.xls") if path.read_bytes().startswith(b"\xd0\xcf")]
    assert len(files) == 6
    for path in files:
        data = path.read_bytes()
        assert cells_of(data) == by_another_reader(data), path.name
        assert not any(said(sheet) for sheet in read_book(data, "a")), path.name


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_drawn_workbooks_read_as_another_reader_reads_them(epoch_1904):
    chance = random.Random(7)
    kinds = (
        lambda: chance.choice(("华新五金", "螺栓 M8", "Ω½", "x" * 300, "中" * 5000)),
        lambda: chance.uniform(-1e9, 1e9),
        lambda: float(chance.randrange(-(1 << 31), 1 << 31)),
        lambda: chance.randrange(-100_000, 100_000) / 100,
        lambda: chance.choice((True, False)),
        lambda: date(2026, 11, 5) + timedelta(days=chance.randrange(900)),
        lambda: datetime(2026, 11, 5, chance.randrange(24), chance.randrange(60)),
        lambda: time(chance.randrange(24), chance.randrange(60)),
        lambda: "",
    )
    rows = [[chance.choice(kinds)() for _ in range(12)] for _ in range(300)]
    data = as_xls(Book([drawing(*rows)], epoch_1904=epoch_1904))
    assert cells_of(data) == by_another_reader(data)


STRINGS = ("送货单号", "plain", "华新五金")


@pytest.mark.parametrize("flags", [0, 1])
@pytest.mark.parametrize("cut", range(1, 12))
def test_a_text_cut_anywhere_by_the_next_record_is_whole(cut, flags):
    """Each further record says anew how wide its letters are."""
    text = "abcdefghijkl"
    whole = wide(text, flags=flags)
    at = 3 + cut * (2 if flags else 1)
    rest = text[cut:].encode("latin-1" if flags else "utf-16-le")  # and the other way than the first
    table = texts(whole[:at], bytes([1 - flags]) + rest + wide("后一个"), count=2)
    sheet = only(old_book({"一": shared(0, 0, 0) + shared(0, 1, 1) + END}, before=table))
    assert sheet.rows == [[text, "后一个"]]
    assert said(sheet) == []


def test_a_text_may_begin_with_a_record_and_hold_runs_and_reading_aids():
    runs = wide("红字", flags=9, between=struct.pack("<H", 2), behind=bytes(8))
    aided = wide("東京", flags=5, between=struct.pack("<I", 10), behind=bytes(10))
    both = wide("两样", flags=13, between=struct.pack("<HI", 1, 6), behind=bytes(10))
    table = texts(runs[:-3], runs[-3:] + aided, both, count=3)
    sheet = only(old_book({"一": b"".join(shared(0, i, i) for i in range(3)) + END}, before=table))
    assert sheet.rows == [["红字", "東京", "两样"]]
    assert said(sheet) == []


def test_texts_stand_in_cells_in_every_way():
    content = b"".join(
        (
            label(0, 0, wide("整个")),
            label(0, 1, wide("latin", flags=0)),
            label(0, 2, wide("带格式") + struct.pack("<HI", 1, 0), kind=0xD6),
            formula(0, 3, AS_TEXT) + record(0x207, wide("公式的文字")),
            formula(0, 4, AS_TEXT)
            + record(0x207, wide("长" * 20)[:-10])
            + record(0x3C, b"\x01" + ("长" * 5).encode("utf-16-le")),
        )
    )
    assert only(old_book({"一": content + END})).rows == [["整个", "latin", "带格式", "公式的文字", "长" * 20]]


def test_a_formula_that_promises_a_text_and_has_none_is_asked_about():
    rows = [label(0, i, wide(name)) for i, name in enumerate(HEADERS)]
    rows += [label(1, i, wide(cell)) for i, cell in enumerate(LINE[:2])] + [formula(1, 2, AS_TEXT), number(1, 4, 10.0)]
    answer = answer_to(Job(Path("a"), "订单.xls"), old_book({"一": b"".join(rows) + END}), Caps())
    assert [(one.code, one.cell) for one in answer.tables[0].findings if one.code == "C102"] == [("C102", "C2")]


def test_numbers_of_a_chart_are_no_cells_and_what_stands_behind_the_chart_is_read():
    chart = begin(CHART) + number(0, 0, 99.0) + number(7, 7, 99.0) + END
    sheet = only(old_book({"一": label(0, 0, wide("合并")) + number(1, 1, 5.0) + chart + merged((0, 0, 0, 1)) + END}))
    assert sheet.rows == [["合并", ""], ["", 5.0]]
    assert sheet.merged == [(0, 0, 0, 1)]
    assert said(sheet) == []


@pytest.mark.parametrize(
    ("page", "encoding", "text"),
    [
        (936, "gb18030", "华新五金"),
        (None, "gb18030", "华新五金"),
        (1252, "gb18030", "华新五金"),  # a program that knows of one encoding only
        (1252, "cp1252", "Société é"),
        (950, "cp950", "華新五金"),
        (932, "cp932", "カタログ"),
        (65001, "utf-8", "华新五金"),
    ],
)
def test_a_workbook_of_excel_5_is_read_in_the_encoding_that_it_names(page, encoding, text):
    before = record(0x42, struct.pack("<H", page)) if page else b""
    code = b"yyyy-mm-dd"
    before += record(0x41E, struct.pack("<HB", 164, len(code)) + code)
    before += record(0xE0, bytes(16)) + record(0xE0, struct.pack("<HH", 0, 164) + bytes(12))
    content = label(0, 0, narrow(text, encoding)) + number(0, 1, 46331.0, style=1) + END
    data = old_book({"Sheet1": content}, version=0x500, before=before)
    assert cells_of(data) == {"Sheet1": {(0, 0): text, (0, 1): date(2026, 11, 5)}}


def test_the_days_of_a_chinese_excel_are_days():
    before = b"".join(record(0xE0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 14, 31, 57))
    content = b"".join(number(0, i, 46331.0, style=i) for i in range(4)) + END
    assert only(old_book({"一": content}, before=before)).rows == [[46331.0, *[date(2026, 11, 5)] * 3]]


def bare(version=0, encoding="gb18030"):
    rows = [label(0, i, narrow(name, encoding)) for i, name in enumerate(HEADERS)]
    rows += [label(1, i, narrow(cell, encoding)) for i, cell in enumerate(LINE[:4])] + [number(1, 4, 10.0)]
    return record(0x809, struct.pack("<4H", version, SHEET, 0, 0)) + b"".join(rows) + END


@pytest.mark.parametrize("version", [0, 0x500])
def test_a_sheet_without_a_workbook_around_it_is_read(version):
    """So small export programs write: no compound file, no list of sheets, texts as they come."""
    answer = answer_to(Job(Path("a"), "订单.xls"), bare(version), Caps())
    assert answer.tables[0].values["order_no"] == [LINE[0]]
    assert answer.tables[0].values["customer_name"] == [LINE[2]]


PAPER = b"".join([*(label(0, i, wide(name)) for i, name in enumerate(HEADERS)), number(1, 4, 10.0)])


def test_sheets_in_the_wrong_place_are_told_by_their_order():
    sheets = {"甲": label(0, 0, wide("第一张")) + END, "乙": label(0, 0, wide("第二张")) + END}
    for listed in ([7, 9], [0x7FFFFFFF, 0], [12, 12]):
        found = read_book(old_book(sheets, listed=listed), "a")
        assert [(sheet.name, sheet.rows, said(sheet)) for sheet in found] == [
            ("甲", [["第一张"]], ["F208"]),
            ("乙", [["第二张"]], []),
        ]


def test_a_sheet_that_is_listed_nowhere_is_not_passed_over():
    stream = stream_of({"甲": label(0, 0, wide("第一张")) + END}) + begin(SHEET) + number(0, 0, 1.0) + END
    refused = read_book(compound({"Workbook": stream}), "a")
    assert isinstance(refused, Finding)
    assert refused.code == "F110"


def test_a_sheet_that_does_not_end_is_asked_about_and_does_not_run_into_the_next():
    first, second = read_book(old_book({"甲": number(0, 0, 1.0), "乙": number(3, 3, 2.0) + END}), "a")
    assert (first.rows, second.rows) == ([[1.0]], [[2.0]])
    (finding,) = first.findings
    assert (finding.code, finding.severity) == ("S103", Severity.ERROR)
    assert said(second) == []


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        (number(1, 4, 11.0), "E2"),
        (record(0x203, struct.pack("<HHH", 1, 5, 0)), "不完整"),
        (number(1, 256, 1.0), "不完整"),
        (number(9, 256, 1.0), "不完整"),
        (record(0x207, wide("没有公式的文字")), "不完整"),
        (record(0xBD, struct.pack("<HHHIHIH", 1, 5, 0, 2, 0, 2, 5)), "不完整"),
    ],
)
def test_damaged_cells_are_told(more, seen):
    sheet = only(old_book({"一": PAPER + more + END}))
    (finding,) = sheet.findings
    assert (finding.code, finding.severity) == ("F208", Severity.WARNING)
    assert seen in finding.message
    assert len(sheet.rows[0]) == len(HEADERS)


def test_a_cell_written_twice_alike_is_no_damage():
    assert said(only(old_book({"一": PAPER + number(1, 4, 10.0) + END}))) == []


@pytest.mark.parametrize(
    "table",
    [
        texts(wide("甲") + wide("乙")[:-1], count=2),
        texts(wide("甲"), count=2),
        texts(wide("甲") + wide("乙", flags=0x81), count=2),
    ],
)
def test_a_table_of_texts_that_is_out_of_order_is_told_and_the_text_asked_about(table):
    sheet = only(old_book({"一": shared(0, 0, 0) + shared(0, 1, 9) + END}, before=table))
    assert sheet.rows == [["甲", "\ufffd"]]
    assert said(sheet) == ["F208"]


def spoilt_stream():
    sound = as_xls(Book([drawing(*(line(no=f"CK-{i}", qty=float(i)) for i in range(6)), merged=((8, 0, 9, 2),))]))
    return streams_of(sound)["Workbook"]


def places(stream, *kinds):
    """Where the stream's records of these kinds begin, and their kinds; there are some."""
    found = [(at, kind) for at, kind, _ in records(stream) if kind in kinds]
    assert found
    return found


def turned(stream, place, bit):
    changed = bytearray(stream)
    changed[place] ^= 1 << bit
    return read_book(compound({"Workbook": bytes(changed)}), "a")


@pytest.mark.thorough
@pytest.mark.parametrize("bit", range(16))
def test_a_cell_or_row_whose_length_is_spoilt_takes_no_other_with_it_in_silence(bit):
    stream = spoilt_stream()
    whole = filled(read_book(compound({"Workbook": stream}), "a")[0])
    for at, kind in places(stream, 0x203, 0x208, 0x27E, 0xBD, 0xFD):
        found = turned(stream, at + 2 + bit // 8, bit % 8)
        assert isinstance(found, Finding) or found[0].findings or filled(found[0]) == whole, hex(kind)


@pytest.mark.thorough
@pytest.mark.parametrize("bit", range(16))
def test_a_cell_whose_kind_is_spoilt_is_not_lost_in_silence(bit):
    stream = spoilt_stream()
    whole = filled(read_book(compound({"Workbook": stream}), "a")[0])
    for at, kind in places(stream, 0x203, 0x205, 0x27E, 0xBD, 0xFD):
        found = turned(stream, at + bit // 8, bit % 8)
        assert isinstance(found, Finding) or found[0].findings or filled(found[0]).keys() == whole.keys(), hex(kind)


@pytest.mark.parametrize("bit", range(16))
def test_a_style_whose_kind_is_spoilt_is_told(bit):
    """All styles behind it would be taken for the ones before them, and days for numbers."""
    stream = spoilt_stream()
    for at, _ in places(stream, 0xE0):
        found = turned(stream, at + bit // 8, bit % 8)
        assert isinstance(found, Finding) or found[0].findings


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        (record(0x1C, struct.pack("<4H", 1, 5, 0, 1) + wide("批注")), False),
        (record(0x201, struct.pack("<3H", 1, 5, 0)), False),
        (record(0x201, struct.pack("<3H", 1, 5, 0) + bytes(14)), True),
        (record(0xBE, struct.pack("<5H", 1, 5, 0, 0, 6)), False),
        (record(0xBE, struct.pack("<5H", 1, 5, 0, 0, 7)), True),
        (record(0xD7, bytes(4 + 2 * 32)), False),
        (record(0xD7, bytes(4 + 2 * 40)), True),
        (record(0x0D, struct.pack("<H", 1) + bytes(14)), True),
        (record(0xF5, struct.pack("<5H", 1, 5, 0, 2, 0)), True),
        (record(0xF5, struct.pack("<5H", 700, 5, 0, 2, 0)), False),
    ],
)
def test_what_stands_among_cells_is_told_only_where_it_may_hide_one(more, is_told):
    assert bool(said(only(old_book({"一": PAPER + more + END})))) is is_told


def test_a_sheet_with_more_merged_ranges_than_rows_is_refused_in_a_sentence():
    ranges = record(0xE5, struct.pack("<H", 3) + struct.pack("<4H", 5, 6, 0, 1) * 3)
    refused = open_workbook(old_book({"一": PAPER + ranges * 4 + END}), Container.XLS, Caps(rows=10))
    assert isinstance(refused, Finding)
    assert refused.code == "F109"


@pytest.mark.parametrize(("room", "is_told"), [(b"", False), (number(3, 3, 1.0), True)])
def test_a_formula_longer_than_it_says_may_have_taken_the_next_cell_with_it(room, is_told):
    told = record(0x06, struct.pack("<3Hd3H", 1, 5, 0, 3.0, 0, 0, 0) + struct.pack("<HBH", 3, 0x1E, 3) + room)
    assert bool(said(only(old_book({"一": PAPER + told + END})))) is is_told


@pytest.mark.thorough
def test_a_workbook_spoilt_anywhere_is_read_or_refused_in_a_sentence():
    stream = spoilt_stream()
    chance = random.Random(2026)
    for place in range(0, len(stream), 5):
        found = turned(stream, place, chance.randrange(8))
        assert not isinstance(found, Finding) or found.code in ("F103", "F104", "F109", "F110")
