"""A clerk's own workbook filled: what its placeholders become, and what is said where they are wrong."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest
from injection import STRINGS
from kitchen_sink import picture
from template_books import charted, drawn_book, filled, grid, opened, part

from neiqin_xl.workbook.repack import PackageError
from neiqin_xl.workbook.template import Template, TemplateError
from neiqin_xl.workbook.template.layout import Limits

LINES = [{"品名": "螺栓", "数量": 3}, {"品名": "螺母", "数量": Decimal("2.50")}, {"品名": "垫片", "数量": 7}]


def wrong(rows, values=None, **how):
    """What is said of a template, in order."""
    template = Template(drawn_book(rows, **how))
    if values is None:
        return [str(one) for one in template.mistakes]
    with pytest.raises(TemplateError) as caught:
        template.render(values)
    return [str(one) for one in caught.value.mistakes]


def test_a_placeholder_alone_is_a_typed_value_and_among_text_it_is_text():
    rows = [["{{ 数 }}", "共 {{ 数 }} 件", "{{ 日 }}", "{{ 是 }}", "{{ 空 }}", "{{ 号 }}"]]
    values = {"数": Decimal("12.50"), "日": dt.date(2026, 11, 5), "是": True, "空": None, "号": "00123"}
    assert filled(rows, values) == [[12.5, "共 12.5 件", dt.datetime(2026, 11, 5), True, None, "00123"]]


def test_a_row_that_uses_a_list_repeats_by_itself_and_totals_grow():
    rows = [
        ["序", "品名", "数量"],
        ["{{ 序号 }}", "{{ 明细.品名 }}", "{{ 明细.数量 }}", "=C2*2"],
        ["合计", None, "=SUM(C2:C2)", "=SUM(D2)"],
    ]
    assert filled(rows, {"明细": LINES}) == [
        ["序", "品名", "数量"],
        [1, "螺栓", 3, "=C2*2"],
        [2, "螺母", 2.5, "=C3*2"],
        [3, "垫片", 7, "=C4*2"],
        ["合计", None, "=SUM(C2:C4)", "=SUM(D2:D4)"],
    ]


def test_an_empty_list_leaves_one_blank_row_so_that_totals_stay_right():
    rows = [["{{ 明细.品名 }}", "{{ 明细.数量 }}"], ["合计", "=SUM(B1:B1)"]]
    assert filled(rows, {"明细": []}) == [[], ["合计", "=SUM(B1:B1)"]]


def test_a_running_balance_refers_to_the_row_above_and_a_share_to_the_whole_list():
    rows = [
        ["期初", 100],
        ["{{ 明细.品名 }}", "=B1+C2", "{{ 明细.数量 }}", "=C2/SUM(C$2:C$2)", "=SUM(C$2:C2)"],
        ["期末", "=B2"],
    ]
    assert filled(rows, {"明细": LINES}) == [
        ["期初", 100],
        ["螺栓", "=B1+C2", 3, "=C2/SUM(C$2:C$4)", "=SUM(C$2:C2)"],
        ["螺母", "=B2+C3", 2.5, "=C3/SUM(C$2:C$4)", "=SUM(C$2:C3)"],
        ["垫片", "=B3+C4", 7, "=C4/SUM(C$2:C$4)", "=SUM(C$2:C4)"],
        ["期末", "=B2"],
    ]


GROUPS = [
    ["{% for 区 in 区域 %}"],
    ["{{ 区.名 }}"],
    ["{{ 区.行.品名 }}", "{{ 区.行.数量 }}"],
    ["小计", "=SUBTOTAL(9,B3)"],
    ["{% endfor %}"],
    ["{% if 备注 %}"],
    ["备注：{{ 备注 }}"],
    ["{% else %}"],
    ["没有备注"],
    ["{% endif %}"],
    ["总计", "=SUBTOTAL(9,B3:B4)", "=SUM(B4)"],
]
REGIONS = [{"名": "华东", "行": LINES[:2]}, {"名": "华南", "行": []}, {"名": "西北", "行": LINES[2:]}]


def test_groups_repeat_between_marker_rows_which_vanish():
    assert filled(GROUPS, {"区域": REGIONS, "备注": ""}) == [
        ["华东"],
        ["螺栓", 3],
        ["螺母", 2.5],
        ["小计", "=SUBTOTAL(9,B2:B3)"],
        ["华南"],
        [],
        ["小计", "=SUBTOTAL(9,B6)"],
        ["西北"],
        ["垫片", 7],
        ["小计", "=SUBTOTAL(9,B9)"],
        ["没有备注"],
        ["总计", "=SUBTOTAL(9,B2:B10)", "=SUM(B4,B7,B10)"],
    ]


def test_a_condition_chooses_between_its_branches():
    rows = [["{% if 数 > 9 %}"], ["多"], ["{% elif 数 > 0 %}"], ["少"], ["{% else %}"], ["无"], ["{% endif %}"]]
    assert [filled(rows, {"数": number}) for number in (10, 1, 0)] == [[["多"]], [["少"]], [["无"]]]


def test_what_a_chinese_keyboard_types_is_understood():
    rows = [
        ["｛｛ 客户.名称｜默认（“无”） ｝｝"],
        ["｛％ 循环 行 于 明细 ％｝"],
        ["｛｛行．品名｝｝", "{{ 行.数量 × 2 }}"],
        ["{% 结束 %}"],
        ["{% 如果 备注 %}"],
        ["有"],
        ["{% 否则 %}"],
        ["无"],
        ["{% 结束 %}"],
    ]
    assert filled(rows, {"客户": {"名称": ""}, "明细": LINES[:1], "备注": None}) == [["无"], ["螺栓", 6], ["无"]]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1409.5|大写金额", "壹仟肆佰零玖元伍角整"),
        ("日|日期", "2026年11月5日"),
        ("日|日期('yyyy-mm-dd')", "2026-11-05"),
        ("没有|默认('-')", "-"),
        ("客户.没有|默认('-')", "-"),
        ("价|保留(1)", 2.7),
        ("价 * 1.13", 2.99450),
        ("10 / 价 > 3", True),
        ("明细|合计('数量')", 12.5),
        ("明细|length", 3),
        ("明细|map(attribute='品名')|join('、')", "螺栓、螺母、垫片"),
        ("'多' if 价 > 2 else '少'", "多"),
    ],
)
def test_filters_and_sums_in_placeholders(expression, value):
    values = {"日": dt.date(2026, 11, 5), "价": Decimal("2.65"), "客户": {}, "明细": LINES}
    assert filled([["{{ " + expression + " }}"]], values) == [[value]]


def test_a_page_has_its_number_of_rows_and_carries_its_total_on():
    rows = [
        ["{% for 页 in 明细|分页(2) %}"],
        ["第 {{ 页.页码 }}/{{ 页.页数 }} 页", "承前页 {{ 页.承前.数量 }}"],
        ["{{ 明细.品名 }}", "{{ 明细.数量 }}"],
        ["本页", "=SUM(B3:B3)", "过次页 {{ 页.累计.数量 }}"],
        ["{% endfor %}"],
    ]
    data = Template(drawn_book(rows)).render({"明细": LINES})
    assert grid(data) == [
        ["第 1/2 页", "承前页 0"],
        ["螺栓", 3],
        ["螺母", 2.5],
        ["本页", "=SUM(B2:B3)", "过次页 5.5"],
        ["第 2/2 页", "承前页 5.5"],
        ["垫片", 7],
        [],
        ["本页", "=SUM(B6:B7)", "过次页 12.5"],
    ]
    assert [one.id for one in opened(data).active.row_breaks.brk] == [4]


def with_everything(book, sheet):
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='{{ 客户.名称 }}'!$B$2:$B$2", "categories": "='{{ 客户.名称 }}'!$A$2:$A$2"})
    sheet.insert_chart("E6", chart)
    sheet.insert_textbox("A8", "致 {{ 客户.名称 }}")
    sheet.write_formula("C1", "=SUM(货表[乙])")
    sheet.write_comment("A3", "给 {{ 客户.名称 }}")
    sheet.add_table("G1:H2", {"name": "货表", "columns": [{"header": "甲"}, {"header": "乙"}]})
    sheet.print_area("A1:B3")
    sheet.set_header("&L{{ 客户.名称 }}")
    book.add_worksheet("总").write_formula("A1", "=SUM('{{ 客户.名称 }}'!B2)")


def test_a_sheet_named_by_a_placeholder_repeats_with_all_that_is_its_own():
    rows = [["{{ 客户.名称 }}"], ["{{ 明细.品名 }}", "{{ 明细.数量 }}"], ["合计", "=SUM(B2:B2)"]]
    data = Template(drawn_book(rows, "{{ 客户.名称 }}", with_everything)).render(
        {"客户": [{"名称": "甲&乙", "明细": LINES}, {"名称": "丙", "明细": LINES[:1]}, {"名称": "丙", "明细": []}]}
    )
    book = opened(data)
    assert book.sheetnames == ["甲&乙", "丙", "丙(2)", "总"]
    assert [book[name].print_area for name in book.sheetnames[:3]] == [
        "'甲&乙'!$A$1:$B$5",
        "'丙'!$A$1:$B$3",
        "'丙(2)'!$A$1:$B$3",
    ]
    assert [list(book[name].tables) for name in book.sheetnames[:3]] == [["货表"], ["货表_2"], ["货表_3"]]
    assert [book[name].oddHeader.left.text for name in book.sheetnames[:3]] == ["甲&&乙", "丙", "丙"]
    assert [book[name]["C1"].value for name in book.sheetnames[:2]] == ["=SUM(货表[乙])", "=SUM(货表_2[乙])"]
    assert [book[name].sheet_view.tabSelected for name in book.sheetnames[:3]] == [True, False, False]
    assert book["丙"]["A3"].comment.text == "给 丙"
    assert book["总"]["A1"].value == "=SUM('甲&乙'!B2:B4)"
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    charts = [part(data, name) for name in names if re.fullmatch(r"xl/charts/chart[\d_]+\.xml", name)]
    assert sorted(re.findall(r"<c:f>(.*?)</c:f>", "".join(charts))) == [
        "'丙(2)'!$A$2:$A$2", "'丙(2)'!$B$2:$B$2", "'甲&amp;乙'!$A$2:$A$4", "'甲&amp;乙'!$B$2:$B$4", "丙!$A$2:$A$2", "丙!$B$2:$B$2",
    ]  # fmt: skip
    assert sorted(
        re.findall(
            "致 [^<]*", "".join(part(data, one) for one in names if "drawings/drawing" in one and one.endswith("xml"))
        )
    ) == ["致 丙", "致 丙", "致 甲&amp;乙"]


def test_a_chart_shows_what_the_rows_hold_even_where_nothing_calculates():
    def chart(book, sheet):
        made = book.add_chart({"type": "line"})
        made.add_series({"values": "=表!$C$1:$C$1", "categories": "=表!$A$1:$A$1"})
        sheet.insert_chart("E1", made)

    data = Template(drawn_book([["{{ 明细.品名 }}", "{{ 明细.数量 }}", "=B1*2"]], more=chart)).render({"明细": LINES})
    assert charted(data) == ["表!$A$1:$A$3", "表!$C$1:$C$3"]
    assert re.findall("<c:v>(.*?)</c:v>", part(data, "xl/charts/chart1.xml")) == [
        "螺栓",
        "螺母",
        "垫片",
        "6",
        "5",
        "14",
    ]


def test_a_picture_stands_in_the_cell_of_its_placeholder():
    def merged(_, sheet):
        sheet.merge_range("B1:D4", "{{ 公章|图片(3) }}")

    data = Template(drawn_book([["{{ 标志 }}"], ["{{ 明细.图 }}"]], more=merged)).render(
        {"标志": picture(), "公章": picture(1, 2, 3), "明细": [{"图": picture()}, {"图": None}]}
    )
    found = opened(data).active._images
    assert [(one.anchor._from.row, one.anchor._from.col) for one in found] == [(0, 0), (0, 1), (1, 0)]
    assert found[1].anchor.ext.width == 3 * 360_000
    assert len([name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in name]) == 2


def test_text_in_several_formats_keeps_them():
    def rich(book, sheet):
        sheet.write_rich_string("A1", "尊敬的 ", book.add_format({"bold": True}), "{{ 客户.名称 }}", " 您好")

    data = Template(drawn_book([], more=rich)).render({"客户": {"名称": "甲<b>"}})
    assert grid(data) == [["尊敬的 甲<b> 您好"]]
    assert "<b/>" in part(data, "xl/sharedStrings.xml")
    assert "{{" not in part(data, "xl/sharedStrings.xml")


@pytest.mark.parametrize("text", STRINGS)
def test_text_from_data_is_never_a_formula_or_a_link(text):
    def more(book, sheet):
        sheet.insert_textbox("A9", "{{ 文 }}")
        sheet.set_footer("{{ 文 }}")
        sheet.write_comment("C3", "{{ 文 }}")

    rows = [["{{ 文 }}", "说明 {{ 文 }}"], ["{{ 明细.文 }}"]]
    data = Template(drawn_book(rows, "{{ 文 }}", more)).render({"文": text, "明细": [{"文": text}, {"文": text}]})
    sheet = opened(data).worksheets[0]
    kept = text.replace("\r", "\n")  # as every reader of XML gives it, unless it is written as _x000D_
    cells = [sheet["A1"], sheet["A2"], sheet["A3"], sheet["B1"]]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert [str(cell.value).replace("_x000D_", "\n").replace("_x005F_", "_") for cell in cells] == [
        kept,
        kept,
        kept,
        f"说明 {kept}",
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    assert not re.search(r'<f[ >]|<hyperlink |TargetMode="External"', whole.replace(text, ""))


def test_text_that_starts_like_a_formula_stays_text_when_a_person_edits_it():
    data = Template(drawn_book([["{{ a }}"]])).render({"a": "=1+1"})
    assert opened(data).active["A1"].quotePrefix


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("0.1") + Decimal("0.2"), "0.3"),
        (0.1 + 0.2, "0.3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.00"), "0"),
        (123456789012345, "123456789012345"),
        (Decimal("12345678901.25"), "12345678901.25"),
    ],
)
def test_numbers_are_written_exactly(value, shown):
    data = Template(drawn_book([["{{ a }}"]])).render({"a": value})
    assert re.findall("<v>(.*?)</v>", part(data, "xl/worksheets/sheet1.xml")) == [shown]


@pytest.mark.parametrize("value", [1234567890123456, Decimal("1234567890123.4567")])
def test_a_number_too_long_for_a_cell_is_text_with_all_its_digits(value):
    assert filled([["{{ a }}"]], {"a": value}) == [[str(value)]]


def test_the_same_values_make_the_same_bytes():
    template = Template(drawn_book(GROUPS))
    first = template.render({"区域": REGIONS, "备注": "急"})
    template.render({"区域": [], "备注": dt.date(2026, 1, 1)})
    assert template.render({"区域": REGIONS, "备注": "急"}) == first


def test_a_workbook_without_placeholders_stays_as_it_is():
    data = drawn_book([["订单", 1], ["合计", "=SUM(B1:B1)"]])
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(Template(data).render({}))) as after:
        assert {name: before.read(name) for name in before.namelist()} == {
            name: after.read(name) for name in after.namelist()
        }


def test_names_in_use_are_those_outside_of_loops():
    rows = [
        ["{{ 客户.名称 }}"],
        ["{% for 区 in 区域 %}"],
        ["{{ 区.行.品名 }}", "{{ 序号 }}"],
        ["{% endfor %}"],
        ["{{ 明细.数量 * 2 }}"],
    ]
    assert Template(drawn_book(rows)).names == ["客户.名称", "区域", "区域.行.品名", "明细.数量"]


def test_a_wrong_name_is_told_with_its_cell_and_the_nearest_right_one():
    assert wrong(
        [["{{ 客户.名稱 }}", "{{ 没影的 }}"], ["{{ 明细.品明 }}"]], {"客户": {"名称": "甲"}, "明细": LINES}
    ) == [
        "工作表“表”单元格 A1：没有“客户.名稱”这个名字（写的是 {{ 客户.名稱 }}），您是不是想写“客户.名称”",
        "工作表“表”单元格 B1：没有“没影的”这个名字（写的是 {{ 没影的 }}）",
        "工作表“表”单元格 A2：没有“明细.品明”这个名字（写的是 {{ 明细.品明 }}），您是不是想写“明细.品名”",
    ]


def test_names_are_held_against_the_fields_without_any_values():
    found = Template(drawn_book([["{{ 客户.名稱 }}", "{{ 明细.品名 }}"]])).unknown(["客户.名称", "明细.品名"])
    assert [(one.cell, one.nearest) for one in found] == [("A1", "客户.名称")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["{{ a"]], "占位符没有写完"),
        ([["a }}"]], "占位符没有写完"),
        ([["{{ }}"]], "没有写名字"),
        ([["{{ a b }}"]], "写法有误"),
        ([["{{ a|不认得 }}"]], "不认识“|”后面的“不认得”"),
        ([["{% for x in a %}"]], "没有结束"),
        ([["{% endfor %}"]], "前面没有与它相配的开头"),
        ([["{% for x in a %}"], ["{% endif %}"], ["{% endfor %}"]], "前面没有与它相配的开头"),
        ([["{% else %}"]], "前面没有与它相配的“如果"),
        ([["{% 来一遍 %}"]], "不认识的标记"),
        ([["{% if a %}", "别的"], ["{% endif %}"]], "不能有别的内容"),
        ([["{% if a %} x"], ["{% endif %}"]], "单独占一个单元格"),
        ([["{% if a %}"], ["x"], ["{% endif %}"], ["=A1"]], "那是标记行"),
    ],
)
def test_each_mistake_of_a_template_is_told(rows, said):
    found = wrong(rows)
    assert len(found) == 1, found
    assert said in found[0]


def test_all_mistakes_are_told_at_once():
    assert len(wrong([["{{ a", "{{ a|b }}"], ["{% for x in a %}"], ["{{ c d }}"]])) == 4


@pytest.mark.parametrize(
    "expression",
    [
        "'x' * 10**9",
        "2 ** 99999",
        "9 ** 99 ** 9",
        "'{:>999999999}'.format(1)",
        "'{:>999999999}'['format'](1)",
        "[1] * 10**9",
        "'%9999999999d' % 1",
        "''.__class__",
        "名.__class__.__mro__",
        "名.format(1)",
        "'a'.center(9999999999)",
        "range(99999999)",
        "明细.clear()",
        "明细|map('center', 10**9)|list",
        "cycler(1)",
        "lipsum()",
        "1|round(10**8)",
        "(" * 400 + "1" + ")" * 400,
    ],
)
def test_an_expression_that_would_do_more_than_tell_a_value_is_refused(expression):
    template = Template(drawn_book([["{{ " + expression + " }}"]]))
    with pytest.raises(TemplateError):
        template.render({"名": "甲", "明细": [1]})


def test_a_sheet_that_would_grow_without_end_is_refused():
    rows = [["{% for a in 行 %}"], ["{% for b in 行 %}"], ["{{ a }}{{ b }}"], ["{% endfor %}"], ["{% endfor %}"]]
    template = Template(drawn_book(rows), Limits(rows=1_000))
    with pytest.raises(TemplateError, match="超过 1,000 行"):
        template.render({"行": list(range(100))})


def test_filling_that_takes_too_long_is_given_up():
    template = Template(drawn_book([["{{ 明细.品名 }}"]]), Limits(seconds=-1))
    with pytest.raises(TemplateError, match="时间太长"):
        template.render({"明细": LINES})


def test_what_is_no_workbook_is_refused_in_chinese():
    with pytest.raises(PackageError, match="请用 Excel 打开"):
        Template(b"not a workbook")


MONTHS = [
    [None, "{% columns 月 in 月份 %}", "{% endcolumns %}"],
    ["品名", "{{ 月 }}数量", "{{ 月 }}金额", "合计"],
    ["{{ 明细.品名 }}", "{{ 明细.数[月] }}", "=B3*2", "=SUM(B3:C3)", "=SUM(B3)"],
    ["计", "=SUM(B3)", "=SUM(C3:C3)"],
]
QUARTER = {
    "月份": ["一月", "二月"],
    "明细": [{"品名": "甲", "数": {"一月": 1, "二月": 2}}, {"品名": "乙", "数": {"一月": 4, "二月": 5}}],
}


def test_columns_repeat_for_each_item_and_totals_across_grow():
    assert filled(MONTHS, QUARTER) == [
        ["品名", "一月数量", "一月金额", "二月数量", "二月金额", "合计"],
        ["甲", 1, "=B2*2", 2, "=D2*2", "=SUM(B2:E2)", "=SUM(B2,D2)"],
        ["乙", 4, "=B3*2", 5, "=D3*2", "=SUM(B3:E3)", "=SUM(B3,D3)"],
        ["计", "=SUM(B2:B3)", "=SUM(C2:C3)", "=SUM(D2:D3)", "=SUM(E2:E3)"],
    ]


def test_columns_of_an_empty_list_stand_once_and_blank():
    assert filled(MONTHS, {"月份": [], "明细": []})[0] == ["品名", "数量", "金额", "合计"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["{% endcolumns %}", "{% columns 月 in 月份 %}"], "结尾在它右边"),
        (["{% columns 月 in 月份 %}", "别的"], "不能有别的内容"),
        (["{% columns 月 in 数| %}"], "写法有误"),
    ],
)
def test_mistakes_in_columns_that_repeat_are_told(row, said):
    found = wrong([row, ["{{ 月 }}"]])
    assert said in found[0]


def test_columns_of_what_is_no_list_are_refused():
    assert "不是列表" in wrong(MONTHS, {**QUARTER, "月份": 3})[0]


def test_columns_of_a_table_are_not_repeated():
    def table(_, sheet):
        sheet.add_table("B2:C3", {"columns": [{"header": "甲"}, {"header": "乙"}]})

    found = wrong(MONTHS, more=table)
    assert len(found) == 1
    assert "表格" in found[0]


def test_formulas_of_other_sheets_show_what_the_filled_sheet_holds_and_the_other_way_round():
    def more(book, sheet):
        other = book.add_worksheet("参数")
        other.write("A1", 3)
        other.write_formula("A2", "=SUM(表!B1:B1)*A1", None, 0)
        other.write_formula("A3", '=IF(A2>9,"多","少")', None, "少")

    data = Template(drawn_book([["{{ 明细.品名 }}", "{{ 明细.数量 }}", "=B1*参数!$A$1"]], more=more)).render(
        {"明细": LINES}
    )
    assert [row[2] for row in grid(data, data_only=True)] == [9, 7.5, 21]
    assert grid(data, "参数", data_only=True) == [[3], [37.5], ["多"]]
    assert grid(data, "参数")[1:] == [["=SUM(表!B1:B3)*A1"], ['=IF(A2>9,"多","少")']]


def test_the_names_of_tabs_that_are_no_more_are_forgotten():
    data = Template(drawn_book([["{{ 客户.名称 }}"]], "{{ 客户.名称 }}")).render({"客户": {"名称": "甲"}})
    assert "{{" not in part(data, "docProps/app.xml")


def test_mistakes_in_repeated_columns_are_told_where_the_template_has_them():
    rows = [["{% columns 月 in 月份 %}"], ["{{ 月.名稱 }}", "{{ 没有 }}"], ["{{ 明细.数[月.名 }}"]]
    assert [one.partition("：")[0] for one in wrong(rows)] == ["工作表“表”单元格 A3"]
    found = wrong(rows[:2], {"月份": [{"名称": "一月"}, {"名称": "二月"}, {"名称": "三月"}]})
    assert [one.partition("：")[0] for one in found] == ["工作表“表”单元格 A2", "工作表“表”单元格 B2"]
    assert "{{ 月.名稱 }}" in found[0]


def test_a_row_repeats_by_a_field_that_may_be_absent():
    assert filled([["{{ 明细.备注|默认('-') }}"]], {"明细": [{"备注": "急"}, {}]}) == [["急"], ["-"]]


def test_a_list_is_grouped_by_one_of_its_fields():
    rows = [
        ["{% for 组 in 明细|分组('区') %}"],
        ["{{ 组.名称 }}", "{{ 组.小计.数 }}"],
        ["{{ 组.行.数 }}"],
        ["{% endfor %}"],
    ]
    lines = [{"区": "东", "数": 1}, {"区": "西", "数": 2}, {"区": "东", "数": 3}]
    assert filled(rows, {"明细": lines}) == [["东", 4], [1], [3], ["西", 2], [2]]
    assert "没有“省”这一项" in wrong([["{% for 组 in 明细|分组('省') %}"], ["{% endfor %}"]], {"明细": lines})[0]


def test_rows_that_fill_up_a_page_are_blank_even_where_something_is_calculated():
    rows = [
        ["{% for 页 in 明细|分页(2) %}"],
        ["{{ 序号 }}", "{{ 明细.数量 * 2 }}", "{{ 明细.数量 }} 件"],
        ["{% endfor %}"],
    ]
    assert filled(rows, {"明细": LINES[:1]}) == [[1, 6, "3 件"], [None, None, " 件"]]


def test_calculating_with_a_blank_is_told_with_what_to_write_instead():
    assert "默认(0)" in wrong([["{{ 价 * 2 }}"]], {"价": None})[0]
    assert filled([["{{ (价|默认(0)) * 2 }}"]], {"价": None}) == [[0]]


def test_a_link_is_called_what_its_cell_shows():
    def more(_, sheet):
        sheet.write_url("A1", "internal:'表'!B9", string="看 {{ 数 }} 处问题")

    made = Template(drawn_book([], more=more)).render({"数": 3})
    assert "{{" not in part(made, "xl/worksheets/sheet1.xml")
    assert opened(made).active["A1"].value == "看 3 处问题"
    assert "B9" in opened(made).active["A1"].hyperlink.location


def test_mistakes_in_repeated_columns_are_told_for_all_sheets_at_once():
    def more(book, sheet):
        sheet.add_table("B2:C3", {"columns": [{"header": "甲"}, {"header": "乙"}]})
        other = book.add_worksheet("另一张")
        other.write("A1", "{% endcolumns %}")
        other.write("B1", "{% columns 月 in 月份 %}")

    found = wrong(MONTHS, more=more)
    assert [one.partition("单元格")[0] for one in found] == ["工作表“另一张”", "工作表“表”"]
