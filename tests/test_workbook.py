"""The workbook engine: what is written is what Excel and other readers get back."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from decimal import Decimal
from unicodedata import east_asian_width

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from injection import STRINGS, active_content, parts_of
from lxml import etree
from python_calamine import CalamineWorkbook

from neiqin_xl.workbook import rows as rows_module
from neiqin_xl.workbook.book import Properties, book
from neiqin_xl.workbook.cells import CellForm, Holds, day_number, decimal_text, moment_number, printed_width
from neiqin_xl.workbook.drawing import Box, Drawing
from neiqin_xl.workbook.look import AS_TEXT, Look
from neiqin_xl.workbook.names import address, column_letters, sheet_name
from neiqin_xl.workbook.paper import side_by_side
from neiqin_xl.workbook.rows import ColumnLook, SheetRows
from neiqin_xl.workbook.setup import Setup
from neiqin_xl.workbook.text import CELL_LIMIT, CUT_MARK, display_width, lines_needed

TEXT = CellForm()
CODE = CellForm(look=Look(number_format=AS_TEXT))
DAY = CellForm(Holds.DAY, look=Look(number_format="yyyy-mm-dd"))
MOMENT = CellForm(Holds.MOMENT, look=Look(number_format="yyyy-mm-dd hh:mm"))
QUANTITY = CellForm(Holds.NUMBER, 4, Look(number_format="0.0###"), whole_format="0")
MONEY = CellForm(Holds.NUMBER, 2, Look(number_format="#,##0.00"))
RATE = CellForm(Holds.NUMBER, 9, Look(number_format="0.0##%"), whole_format="0%", percent=True)
FLAG = CellForm(Holds.FLAG)


def workbook(*sheets, properties=None):
    return b"".join(book(sheets, properties))


def written(form, *values):
    return workbook(SheetRows("表", (ColumnLook("列", form),), [(one,) for one in values]))


def read_back(data):
    """The values under the header, as calamine reads them."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [row[0] for row in rows[1:]]


def cells(data):
    """The cells under the header, as openpyxl sees them."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [row[0] for row in sheet.iter_rows(min_row=2)]


def sheet_xml(data):
    return parts_of(data)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("form", [TEXT, CODE, DAY, QUANTITY], ids=["text", "code", "day", "number"])
def test_dangerous_text_stays_the_text_it_was(form):
    data = written(form, *STRINGS)
    assert active_content(data) == []
    assert read_back(data) == list(STRINGS)


def test_text_that_starts_like_a_formula_stays_text_when_it_is_edited():
    data = written(TEXT, "=1+1", "-", "@张三", "螺栓")
    assert [cell.quotePrefix for cell in cells(data)] == [True, True, True, False]


def test_codes_keep_their_leading_zeros_and_are_not_marked_as_mistakes():
    data = written(CODE, "00123", "+86138")
    assert [(cell.value, cell.number_format) for cell in cells(data)] == [("00123", "@"), ("+86138", "@")]
    assert '<ignoredError sqref="A2:A3" numberStoredAsText="1"/>' in sheet_xml(data)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=20))
def test_any_text_reads_back_as_it_was(texts):
    assert read_back(written(TEXT, *texts, "末")) == [*texts, "末"]


def test_half_a_character_does_not_break_the_book():
    assert read_back(written(TEXT, "甲\ud83d乙")) == ["甲\ufffd乙"]


def test_text_longer_than_a_cell_is_cut_with_a_mark():
    whole, long, wide = "字" * CELL_LIMIT, "字" * (CELL_LIMIT + 1), "😀" * 20_000
    fits, cut, cut_wide = read_back(written(TEXT, whole, long, wide))
    assert fits == whole
    assert cut == "字" * (CELL_LIMIT - len(CUT_MARK)) + CUT_MARK
    assert cut_wide.endswith(f"😀{CUT_MARK}")
    assert len(cut_wide.encode("utf-16-le")) // 2 <= CELL_LIMIT


@pytest.mark.parametrize(
    ("scaled", "places", "text"),
    [(53215000, 4, "5321.5"), (0, 2, "0"), (5, 2, "0.05"), (-5, 2, "-0.05"), (-120, 2, "-1.2"), (7, 0, "7")],
)
def test_scaled_integers_are_written_exactly(scaled, places, text):
    assert decimal_text(scaled, places) == text
    assert f"<v>{text}</v>" in sheet_xml(written(CellForm(Holds.NUMBER, places), scaled))


@given(st.integers(-(10**14), 10**14), st.integers(0, 9))
def test_a_decimal_is_the_integer_it_came_from(scaled, places):
    assert Decimal(decimal_text(scaled, places)).scaleb(places) == scaled


def test_a_number_that_excel_would_round_is_written_as_text():
    exact, too_long = 999_999_999_999_999, 1_234_567_890_123_456
    assert read_back(written(MONEY, exact, too_long, too_long * 10)) == [
        9_999_999_999_999.99,
        "12345678901234.56",
        "123456789012345.6",
    ]


def test_whole_numbers_show_no_decimal_point():
    formats = [cell.number_format for cell in cells(written(QUANTITY, 50000, 55000, -30000))]
    assert formats == ["0", "0.0###", "0"]
    assert [cell.number_format for cell in cells(written(RATE, 130_000_000, 125_000_000))] == ["0%", "0.0##%"]


def test_days_and_moments_are_real_dates():
    data = written(DAY, "2026-11-05", "1900-03-01", "2028-02-29")
    assert read_back(data) == [date(2026, 11, 5), date(1900, 3, 1), date(2028, 2, 29)]
    assert read_back(written(MOMENT, "2026-11-05 14:30:00")) == [datetime.fromisoformat("2026-11-05 14:30")]


@pytest.mark.parametrize("text", ["2026-02-30", "11月初", "1900-02-28", "2026-11-05 25:00:00", "2026-11-05 乙"])
def test_what_is_no_date_stays_the_text_it_was(text):
    assert (moment_number if " " in text else day_number)(text) is None
    assert read_back(written(MOMENT if " " in text else DAY, text)) == [text]


def test_flags_are_words_and_blanks_are_empty():
    assert read_back(written(FLAG, 1, 0, None, 1)) == ["是", "否", "", "是"]


def test_every_cell_has_its_address_also_beyond_column_z():
    columns = tuple(ColumnLook(f"第{i}列") for i in range(30))
    data = workbook(SheetRows("表", columns, [tuple(f"{i}" for i in range(30))] * 3))
    assert 'r="AD4"' in sheet_xml(data)
    assert cells(data)[2].parent["AD4"].value == "29"
    assert [column_letters(i) for i in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert address(12, 5) == "F12"


def test_the_same_rows_give_the_same_bytes():
    values = [f"订单{i}" for i in range(2000)]
    assert written(TEXT, *values) == written(TEXT, *values)
    assert written(TEXT, *values) != written(TEXT, *values[:-1], "订单")


def test_without_fast_deflate_the_sheets_are_the_same(monkeypatch):
    fast = parts_of(written(TEXT, *STRINGS))
    monkeypatch.setitem(sys.modules, "isal", None)
    assert parts_of(written(TEXT, *STRINGS)) == fast


def test_rows_are_written_while_they_come():
    asked = 0

    def endless():
        nonlocal asked
        while True:
            asked += 1
            yield (f"第 {asked} 行，独一无二 {asked * 7919}",)

    stream = book([SheetRows("表", (ColumnLook("列"),), endless())])
    size = 0
    while size < 200_000:
        size += len(next(stream))
    assert 1000 < asked < 100_000


def test_more_rows_than_excel_has_are_refused(monkeypatch):
    monkeypatch.setattr(rows_module, "LAST_ROW", 3)
    assert len(read_back(written(TEXT, "一", "二"))) == 2
    with pytest.raises(OverflowError, match="more than 3 rows"):
        written(TEXT, "一", "二", "三")


def test_the_header_stays_in_sight_filters_and_prints_on_every_page():
    columns = (ColumnLook("订单号", CODE), ColumnLook("金额", MONEY))
    data = workbook(SheetRows("2026年", columns, [("D1", 1), ("D2", 2)], frozen_columns=1))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["2026年"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:B3", "$1:$1")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_area == ""
    first = SheetRows("2026年", columns, [("D1", 1), ("D2", 2)], printed=1)
    assert openpyxl.load_workbook(io.BytesIO(workbook(first)))["2026年"].print_area == "'2026年'!$A$1:$A$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert (sheet["A1"].font.name, sheet["A1"].font.bold, sheet["A2"].font.name) == ("微软雅黑", True, "微软雅黑")


@given(st.lists(st.floats(6, 41), min_size=1, max_size=60), st.integers(0, 5), st.floats(60, 300))
def test_columns_go_onto_as_few_pages_as_can_be_each_of_them_once(widths, keys, most):
    repeated, runs = side_by_side(widths, keys, most)
    assert [place for run in runs for place in run] == list(range(len(widths)))
    again = sum(widths[:repeated])
    taken = [sum(widths[place] for place in run) + again * (n > 0) for n, run in enumerate(runs)]
    assert all(one <= most + 1e-6 or len(run) == 1 for one, run in zip(taken, runs, strict=True))
    assert repeated <= keys
    if len(runs) > 1:
        assert set(range(repeated)) <= set(runs[0])
        assert sum(widths) > most  # a page less would not do: greedily filled pages are the fewest
        assert len(runs) == len(greedy(widths, again, most))


def greedy(widths, again, most):
    """The widths of pages filled one after the other."""
    pages = [0.0]
    for width in widths:
        if pages[-1] and pages[-1] + width > most:
            pages.append(again)
        pages[-1] += width
    return pages


def test_columns_too_many_to_be_read_on_one_page_follow_on_further_ones_beside_the_first_again():
    columns = tuple(ColumnLook(f"第{n}列", width=20) for n in range(20))
    wide = SheetRows("2026年", columns, [("一",) * 20] * 3, printed=16, keys=2)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(wide)))["2026年"]
    assert sheet.print_area == "'2026年'!$A$1:$I$4,'2026年'!$J$1:$P$4"
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$B", "$1:$1")
    few = SheetRows("2026年", columns, [("一",) * 20] * 3, printed=10, keys=2)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(few)))["2026年"]
    assert (sheet.print_area, sheet.print_title_cols) == ("'2026年'!$A$1:$J$4", None)


def test_columns_are_wide_enough_for_chinese():
    form = ColumnLook("客户", TEXT)
    data = workbook(SheetRows("表", (form,), [("测试华南贸易有限公司",)]))
    assert openpyxl.load_workbook(io.BytesIO(data)).active.column_dimensions["A"].width >= 20
    assert display_width("螺栓 M8×20") == 11
    assert display_width("一\n三个字") == 6
    assert lines_needed("一二三四五六七八九十", 11) == 2
    assert [printed_width(MONEY, one) for one in (0, 5, 123_456, -123_456_789)] == [4, 4, 8, 13]


@given(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])) | st.text("螺栓，。（）— ×Φé·Ａ８a8"))
def test_the_width_of_a_text_is_that_of_its_characters(text):
    assert display_width(text) == sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)


def test_text_that_nothing_can_be_mistaken_in_is_written_as_it_is():
    for text, inside in (
        ("发货_0012.xlsx!发货!7", "<t>发货_0012.xlsx!发货!7</t>"),
        ("a_x0041_b", '<t xml:space="preserve">a_x005F_x0041_b</t>'),
        (" 螺栓", '<t xml:space="preserve"> 螺栓</t>'),
        ("螺栓\u3000", '<t xml:space="preserve">螺栓\u3000</t>'),
    ):
        assert inside in sheet_xml(written(TEXT, text))


def test_more_different_values_than_are_remembered_are_all_written():
    values = list(range(9_000))
    assert read_back(written(CellForm(Holds.NUMBER), *values, *values)) == [*values, *values]


def test_an_empty_sheet_is_still_a_sheet():
    assert read_back(written(TEXT)) == []
    with pytest.raises(ValueError, match="at least one sheet"):
        workbook()


def test_properties_are_kept_and_carry_no_clock():
    properties = Properties("订单台账 <一>", {"neiqin_xl.publication": "甲&乙"})
    data = workbook(SheetRows("表", (ColumnLook("列"),), []), properties=properties)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book.properties.title, book.properties.creator) == ("订单台账 <一>", "neiqin_xl")
    assert book.custom_doc_props["neiqin_xl.publication"].value == "甲&乙"


@pytest.mark.parametrize(
    ("wanted", "given_name"),
    [
        ("订单", "订单"),
        ("11/05 [一]", "11_05 _一_"),
        ("'引号'", "引号"),
        ("", "表"),
        ("History", "History_"),
        ("字" * 40, "字" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_tabs_get_names_that_excel_takes(wanted, given_name):
    assert sheet_name(wanted) == given_name


def test_two_sheets_never_share_a_name():
    sheets = [SheetRows(name, (ColumnLook("列"),), []) for name in ("ABC", "abc", "ABC", "字" * 31, "字" * 40)]
    data = workbook(*sheets)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == [
        "ABC",
        "abc(2)",
        "ABC(3)",
        "字" * 31,
        f"{'字' * 28}(2)",
    ]


def test_dangerous_sheet_names_and_titles_do_nothing():
    sheets = [SheetRows(one, (ColumnLook(one),), [(one,)]) for one in STRINGS]
    data = workbook(*sheets, properties=Properties("=1+1"))
    assert active_content(data) == []
    assert len(openpyxl.load_workbook(io.BytesIO(data)).sheetnames) == len(STRINGS)


def test_a_drawing_merges_and_grows_with_its_text():
    drawing = Drawing("处理结果", (10.0, 10.0, 10.0), Setup(frozen=1, landscape=False))
    wrapped = CellForm(look=Look(wrap=True, border="BFBFBF"))
    drawing.line(Box("标题", CellForm(look=Look(bold=True, size=16)), span=3))
    drawing.line(Box("很长的一句话" * 10, wrapped, span=2), Box(5, CellForm(Holds.NUMBER)))
    data = b"".join(book([drawing]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "A2:B2"]
    assert sheet["C2"].value == 5
    assert sheet.row_dimensions[2].height > 5 * 12
    assert active_content(data) == []
    assert parts_of(data)["xl/worksheets/sheet1.xml"].count("<c ") == 3 + 3


def test_every_part_is_well_formed():
    for name, text in parts_of(written(TEXT, *STRINGS)).items():
        assert etree.fromstring(text.encode("utf-8")) is not None, name
