"""Report pages: what stands in the books stands on the page, and the charts point at it."""

from __future__ import annotations

import io
import re
import sys

import openpyxl
import pytest
from injection import STRINGS, active_content, parts_of
from python_calamine import CalamineWorkbook

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Chart, ChartKind, Column, Page, Paper
from neiqin_xl.publish.page_sheet import NOTHING
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.publish.printing import Column as Down

COLUMNS = (
    Column("客户"),
    Column("数量", Kind.QTY),
    Column("发货净额", Kind.MONEY),
    Column("环比", Kind.RATE, percent=True),
    Column("最近发货", Kind.DATE),
)
ROWS = [
    ("测试东方五金有限公司", 55_000, 8_821_340, 123_400_000, "2026-11-05"),
    ("测试蓝天建材有限公司", -20_000, -120_000, -50_000_000, "期初"),
    ("测试小红花", None, None, None, None),
]
BLOCK = Block("按客户", COLUMNS, ROWS, ("合计", 35_000, 8_701_340, None, None), "净额已减退货。")


def paper(*pages):
    return Paper("销售汇总_2026-11", "报表", pages or (Page("按客户", "销售汇总 2026年11月", ("单位：元",), (BLOCK,)),))


def opened(*pages):
    return openpyxl.load_workbook(io.BytesIO(render_paper(paper(*pages))))


def grid(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def charts(*pages):
    parts = parts_of(render_paper(paper(*pages)))
    return [text for name, text in sorted(parts.items()) if name.startswith("xl/charts/")]


def chart(kind=ChartKind.COLUMN, **changes):
    return Chart(
        **{"title": "发货净额", "kind": kind, "block": 0, "categories": 0, "series": (2,), "unit": "元", **changes}
    )


def test_a_page_has_its_heading_table_total_and_notes_in_order():
    found = [row[0] for row in grid(opened()["按客户"])]
    assert found == [
        "销售汇总 2026年11月",
        "单位：元",
        None,
        "按客户",
        "客户",
        "测试东方五金有限公司",
        "测试蓝天建材有限公司",
        "测试小红花",
        "合计",
        "净额已减退货。",
    ]


def test_values_are_exact_and_negative_ones_carry_their_sign_as_well_as_colour():
    sheet = opened()["按客户"]
    assert [sheet.cell(7, i).value for i in (2, 3, 4)] == [-2, -1200, -0.05]
    assert sheet["C7"].number_format == "#,##0.00_ ;[Red]-#,##0.00_ "
    assert sheet["D7"].number_format == "0.0%_ ;[Red]-0.0%_ "
    assert [sheet[cell].number_format for cell in ("B6", "B7")] == [
        "#,##0.####_ ;[Red]-#,##0.####_ ",
        "#,##0_ ;[Red]-#,##0_ ",
    ]
    assert (sheet["E6"].is_date, sheet["E7"].value) == (True, "期初")
    assert [sheet.cell(8, i).value for i in (2, 3, 4, 5)] == [None] * 4


def test_a_table_without_rows_says_so():
    sheet = opened(Page("空", "没有数据的一期", (), (Block("退货", COLUMNS[:2], []),), (chart(series=(1,)),)))["空"]
    assert NOTHING in [row[0] for row in grid(sheet)]
    assert charts(Page("空", "没有数据的一期", (), (Block("退货", COLUMNS[:2], []),), (chart(series=(1,)),))) == []


def test_pages_print_on_a4_one_page_wide_with_page_numbers():
    sheet = opened(Page("一", "横", (), (BLOCK,)), Page("二", "竖", (), (BLOCK,), landscape=False))
    assert [one.page_setup.orientation for one in sheet] == ["landscape", "portrait"]
    assert {one.page_setup.paperSize for one in sheet} == {9}
    assert {(one.page_setup.fitToWidth, one.sheet_properties.pageSetUpPr.fitToPage) for one in sheet} == {(1, True)}
    assert {one.oddFooter.center.text for one in sheet} == {"第 &P 页 共 &N 页"}


def test_the_header_of_a_single_table_stays_in_sight_and_prints_again():
    sheet = opened()["按客户"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$5:$5")
    two = opened(Page("两表", "两个表", (), (BLOCK, BLOCK)))["两表"]
    assert (two.freeze_panes, two.print_title_rows) == (None, None)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_points_at_the_rows_of_its_block(kind):
    (drawn,) = charts(Page("图", "有图的一页", (), (BLOCK,), (chart(kind),)))
    formulas = re.findall(r"<c:f>(.*?)</c:f>", drawn)
    assert formulas == ["图!$C$4", "图!$A$5:$A$7", "图!$C$5:$C$7"]
    assert ('barDir val="bar"' in drawn) == (kind is ChartKind.BAR)
    assert "<c:legend>" not in drawn
    assert "微软雅黑" in drawn
    assert "dispBlanksAs" not in drawn  # a gap, which is what charts do with blanks unless told otherwise
    assert "<a:t>元</a:t>" in drawn


def test_a_chart_of_the_second_block_points_there_and_can_be_limited_to_the_first_rows():
    page = Page("图", "有图的一页", (), (BLOCK, BLOCK), (chart(block=1, rows=2, series=(2, 1)),))
    (drawn,) = charts(page)
    sheet = opened(page)["图"]
    header = [row for row in range(1, 40) if sheet.cell(row, 1).value == "客户"][1]
    assert f"图!$C${header + 1}:$C${header + 2}" in drawn
    assert "<c:legend>" in drawn
    assert "<c:dLbls>" not in drawn


def test_charts_never_cover_a_table():
    narrow = Block("单品", COLUMNS[:2], [(f"螺栓 M{i}", i * 10_000) for i in range(4)])
    wide = Block("明细", COLUMNS * 3, [row * 3 for row in ROWS] * 4)
    for block in (narrow, wide):
        for number in (1, 2, 3):
            page = Page(
                "图",
                "有图",
                (),
                (block, block),
                tuple(chart(block=b, series=(1,)) for b in (0, 1) for _ in range(number)),
            )
            sheet = opened(page)["图"]
            used = [
                cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value is not None and cell.row > 2
            ]
            covered = [(one.anchor._from, one.anchor.to) for one in sheet._charts]
            assert len(covered) == 2 * number
            for start, end in covered:
                inside = [
                    one
                    for one in used
                    if start.col < sheet[one].column <= end.col + 1 and start.row < sheet[one].row <= end.row + 1
                ]
                assert inside == []
            for i, (_, end) in enumerate(covered):
                for other, _ in covered[i + 1 :]:
                    beside = other.col > end.col or (other.col == end.col and other.colOff >= end.colOff)
                    below = other.row > end.row or (other.row == end.row and other.rowOff >= end.rowOff)
                    assert beside or below


def test_a_chart_that_would_be_cut_begins_on_a_new_page():
    down = Down(width=800, landscape=True)
    for _ in range(10):
        down.add()
    down.keep_whole(300)
    assert down.breaks == []
    for _ in range(10):
        down.add()
    down.keep_whole(300)
    assert down.breaks == [20]
    down.cover(down.row, 300)
    down.keep_whole(300)
    assert down.breaks == [20]
    down.keep_whole(360)
    assert down.breaks == [20, 34]


@pytest.mark.parametrize(("rows", "pages"), [(20, 1), (34, 1), (60, 2), (82, 0), (500, 0)])
def test_what_nearly_fits_is_shrunk_instead_of_spilling_over(rows, pages):
    block = Block("明细", COLUMNS, [ROWS[0]] * rows)
    xml = parts_of(render_paper(paper(Page("明细", "明细", (), (block,)))))["xl/worksheets/sheet1.xml"]
    assert f'fitToHeight="{pages}"' in xml


def test_signatures_stay_on_the_page_of_the_last_table():
    long, short = Block("明细", COLUMNS, [ROWS[0]] * 23), Block("各单位数量", COLUMNS[:2], [("个", 1)] * 10)
    page = Page("对账单", "对账单", (), (long, short), footer=(*"一二三四五", "制表：____", "客户盖章：____"))
    sheet = opened(page)["对账单"]
    (last,) = [one.id for one in sheet.row_breaks.brk]
    rest = [row[0].value for row in sheet.iter_rows(min_row=last + 1)]
    assert rest[0] == "各单位数量"
    assert rest[-1] == "客户盖章：____"


def test_numbers_always_fit_their_columns():
    block = Block("合计", (Column("金额", Kind.MONEY, width=4),), [(10**13,)])
    sheet = opened(Page("宽", "宽", (), (block,)))["宽"]
    assert sheet.column_dimensions["A"].width >= len("100,000,000,000.00")


def test_long_text_gets_a_higher_row_instead_of_being_cut():
    block = Block("说明", (Column("说明"), Column("数", Kind.INT)), [("很长的一句说明" * 12, 1), ("短", 2)])
    sheet = opened(Page("长", "长", (), (block,)))["长"]
    assert sheet.row_dimensions[5].height > 3 * 12
    assert sheet["A5"].alignment.wrap_text


def test_the_same_paper_gives_the_same_bytes():
    assert render_paper(paper()) == render_paper(paper())


def test_a_paper_needs_a_page():
    with pytest.raises(ValueError, match="no pages"):
        render_paper(Paper("空", "报表", ()))


def test_dangerous_text_does_nothing_anywhere_on_a_page():
    pages = [
        Page(
            text,
            text,
            (text,),
            (
                Block(
                    text,
                    (Column(text), Column("日期", Kind.DATE), Column(text, Kind.MONEY)),
                    [(text, text, 1)],
                    (text, None, 1),
                    text,
                ),
            ),
            (Chart(text, ChartKind.COLUMN, 0, 0, (2,), text),),
            (text,),
        )
        for text in STRINGS
    ]
    data = render_paper(Paper("=1+1", "报表", tuple(pages)))
    assert active_content(data) == []
    read = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for number, text in enumerate(STRINGS):
        values = [value for row in read.get_sheet_by_index(number).to_python() for value in row]
        assert values.count(text) == 10
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))


def test_a_chart_title_like_a_reference_stays_a_title():
    (drawn,) = charts(Page("图", "图", (), (BLOCK,), (chart(title="='按客户'!$A$1"),)))
    assert "<a:t>='按客户'!$A$1</a:t>" in drawn


def test_text_among_numbers_stands_where_the_numbers_stand():
    kinds = [Column(kind.name, kind) for kind in (Kind.INT, Kind.QTY, Kind.PRICE, Kind.MONEY, Kind.RATE)]
    columns = (*kinds, Column("环比", Kind.RATE, percent=True))
    block = Block("环比", columns, [("—",) * 6, ("不可比",) * 6, (1,) * 6], ("—",) * 6)
    sheet = opened(Page("环比", "环比", (), (block,)))["环比"]
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value in ("—", "不可比")]
    assert len(texts) == 18
    assert {(cell.alignment.horizontal, cell.number_format[-3:]) for cell in texts} == {("right", "@_ ")}


def test_a_paper_without_charts_does_without_a_chart_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert opened().sheetnames == ["按客户"]
    with pytest.raises(ImportError):
        opened(Page("图", "有图的一页", (), (BLOCK,), (chart(),)))


def test_rows_beyond_the_first_hundreds_keep_their_numbers_and_heights():
    rows = [("很长的一句说明" * 12 if i == 700 else f"第 {i} 行", i) for i in range(1200)]
    sheet = opened(Page("长", "长", (), (Block("明细", (Column("说明"), Column("数", Kind.INT)), rows),)))["长"]
    assert [(sheet.cell(5 + i, 1).value, sheet.cell(5 + i, 2).value) for i in range(1200)] == rows
    assert [row for row in range(5, 1205) if sheet.row_dimensions[row].height] == [705]


def test_charts_keep_the_values_that_their_cells_hold():
    page = Page("图", "图", (), (BLOCK,), (chart(series=(1, 3), categories=4),))
    (drawn,) = charts(page)
    caches = re.findall(r"<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>", drawn)
    held = [re.findall(r'<c:pt idx="(\d)"><c:v>(.*?)</c:v>', one) for one in caches]
    assert held[:3] == [[("0", "数量")], [("0", "46331"), ("1", "期初")], [("0", "5.5"), ("1", "-2")]]


def test_a_book_with_charts_says_whose_charts_they_are_like():
    page = Page("图", "图", (), (BLOCK,), (chart(),))
    assert "<AppVersion>12.0000<" in parts_of(render_paper(paper(page)))["docProps/app.xml"]
