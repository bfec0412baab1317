"""Where tables lie on a sheet, and what their rows are."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from drawn import codes, grids, table, tables, xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from neiqin_xl.intake.canonical import canonical
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.intake.recognition.recognise import recognise
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.intake.tables.layout import find_tables
from neiqin_xl.intake.typed.parse import parse


def only(picture, **how):
    (grid,) = grids(picture, **how)
    return grid


def test_title_rows_above_the_header_are_no_part_of_the_table():
    grid = only("""
        | 十一月订单 |
        |            |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
    """)
    assert grid.range == "A3:D4"
    assert grid.titles == ["十一月订单"]


def test_a_sheet_that_does_not_begin_at_a1_keeps_its_own_addresses():
    grid = only(
        """
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
    """,
        top=5,
        left=2,
    )
    assert grid.range == "C5:F6"


def test_a_blank_row_among_the_lines_does_not_end_a_table():
    grid = only("""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
        | | | | |
        | D-002 | 华新五金 | 螺母 | 20 |
    """)
    assert grid.rows.data == [1, 3]
    assert grid.skipped == 1


def test_notes_and_a_date_beside_a_table_stay_outside():
    grid = only("""
        | | | | | | 日期 | 2026-11-05 |
        | 订单号 | 客户名称 | 品名 | 数量 | | 注意 | |
        | D-001 | 华新五金 | 螺栓 | 10 | | 先发这单 | |
        | D-002 | 华新五金 | 螺母 | 20 | | | |
        | D-003 | 华新五金 | 垫圈 | 30 | | | |
    """)
    assert grid.range == "A2:D5"


def test_a_column_beyond_an_empty_one_belongs_where_it_is_filled_in_most_rows():
    grid = only("""
        | 订单号 | 客户名称 | | 品名 | 数量 |
        | D-001 | 华新五金 | | 螺栓 | 10 |
        | D-002 | 华新五金 | | 螺母 | 20 |
    """)
    assert grid.range == "A1:E3"
    assert [text for text in grid.texts if text] == ["订单号", "客户名称", "品名", "数量"]


def test_two_tables_side_by_side_are_two_tables():
    found = grids("""
        | 品名 | 数量 | | 客户名称 | 电话 |
        | 螺栓 | 10 | | 华新五金 | 13800000000 |
        | 螺母 | 20 | | | |
        | 垫圈 | 30 | | | |
        | 弹垫 | 40 | | | |
    """)
    assert [grid.range for grid in found] == ["A1:B5", "D1:E2"]


def test_a_second_header_begins_a_second_table():
    first, second = grids("""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
        | | | | |
        | 退货单号 | 客户名称 | 品名 | 退货数量 |
        | T-001 | 华新五金 | 螺栓 | 1 |
    """)
    assert (first.range, second.range) == ("A1:D2", "A4:D5")


def test_slips_one_under_the_other_keep_their_own_heads():
    first, second = tables(
        """
        | 送货单 | | | |
        | 客户：华新五金 | | 单号：CK-1 | |
        | 日期：2026-11-05 | | | |
        | 品名 | 规格 | 数量 | 单价 |
        | 螺栓 | M8 | 10 | 0.5 |
        | 合计 | | 10 | |
        | 制单：王敏 | | 签收： | |
        | | | | |
        | 送货单 | | | |
        | 客户：恒泰机电 | | 单号：CK-2 | |
        | 日期：2026-11-06 | | | |
        | 品名 | 规格 | 数量 | 单价 |
        | 螺母 | M8 | 20 | 0.2 |
        | 合计 | | 20 | |
    """,
        file="送货单.xlsx",
    )
    assert first.values["customer_name"] == ["华新五金"]
    assert second.values["customer_name"] == ["恒泰机电"]
    assert second.values["shipment_no"] == ["CK-2"]
    assert second.values["ship_date"] == ["2026-11-06"]
    assert second.fields["customer_name"] == "A10"
    assert (first.range, second.range) == ("A4:D6", "A12:D14")


def test_a_header_printed_again_on_every_page_is_skipped():
    grid = only("""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-002 | 华新五金 | 螺母 | 20 |
    """)
    assert grid.rows.data == [1, 3]
    assert grid.rows.repeated == [2]


def test_an_english_header_under_the_chinese_one_is_no_line():
    grid = only("""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | order_no | customer_name | product_name | qty |
        | D-001 | 华新五金 | 螺栓 | 10 |
    """)
    assert grid.rows.data == [2]


def test_instructions_in_one_huge_cell_are_no_header():
    grid = only(
        """
        | 1、带星号的为必填项，数量、单价、税率需填写数字，行数必须小于1000行，导入时本段内容请删除 | | | |
        | 订单号* | 客户名称* | 品名 | 数量* |
        | D-001 | 华新五金 | 螺栓 | 10 |
    """,
        merged=[(0, 0, 0, 3)],
    )
    assert grid.range == "A2:D3"


def test_numbered_lines_that_wait_for_an_entry_are_skipped():
    grid = only("""
        | 序号 | 品名 | 数量 | 金额 |
        | 1 | 螺栓 | 10 | 5 |
        | 2 | | | 0 |
        | 3 | | | |
    """)
    assert grid.rows.data == [1]
    assert grid.rows.numbered == [2, 3]


def test_a_closing_remark_ends_outside_the_range():
    grid = only("""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
        | 以上数据仅供参考 | | | |
    """)
    assert grid.range == "A1:D2"


def test_a_lone_heading_between_the_lines_is_said_and_not_counted():
    found = table("""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
        | 南区客户 | | | |
        | D-002 | 恒泰机电 | 螺母 | 20 |
    """)
    assert len(found) == 2
    assert [(f.code, f.row) for f in found.findings] == [("S102", 3)]


@pytest.mark.parametrize("word", ["合计", "合 计", "小计：", "总计", "Total", "本页小计"])
def test_a_total_row_is_no_line(word):
    grid = only(f"""
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
        | {word} | | | 10 |
    """)
    assert grid.rows.data == [1]
    assert [total.row for total in grid.rows.totals] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "合计（大写）伍佰伍拾贰元伍角",
        "合计大写：伍佰元整",
        "合计(大写)人民币伍佰元整",
        "总计伍佰元整",
        "合计人民币伍佰元",
    ],
)
def test_a_total_in_words_is_no_line(text):
    grid = only(f"""
        | 品名 | 规格 | 客户名称 | 单位 | 数量 | 金额 |
        | 螺栓 | H-3 | 华新五金 | 件 | 3 | 552.5 |
        | {text} | | | | | 552.5 |
        | {text} | | | | | |
    """)
    assert grid.rows.data == [1]
    assert [total.row for total in grid.rows.totals] == [2, 3]


def test_an_address_of_the_net_is_no_label_under_a_table():
    grid = only("""
        | 品名 | 规格 | 客户名称 |
        | 螺栓 | H-3 | 华新五金 |
        | http://example.com/1 | mailto:a@example.com | 恒泰 |
        | file:///C:/a.xlsx | https://example.com/2 | 恒泰 |
    """)
    assert grid.rows.data == [1, 2, 3]


def test_a_product_named_like_a_total_is_a_line():
    grid = only("""
        | 品名 | 规格 | 客户名称 | 单位 | 数量 |
        | 合计器 | H-3 | 华新五金 | 台 | 3 |
        | 总计 | 总成 | 华新五金 | 套 | 1 |
    """)
    assert grid.rows.data == [1, 2]


def test_a_row_of_sums_without_a_label_is_a_total():
    grid = only("""
        | 订单号 | 客户名称 | 品名 | 数量 | 金额 |
        | D-001 | 华新五金 | 螺栓 | 10 | 5.5 |
        | D-002 | 华新五金 | 螺母 | 20 | 4 |
        | | | | 30 | 9.5 |
    """)
    assert grid.rows.data == [1, 2]
    assert len(grid.rows.totals) == 1


def test_numbers_that_are_no_sums_are_a_line_with_something_missing():
    grid = only("""
        | 订单号 | 客户名称 | 品名 | 数量 | 金额 |
        | D-001 | 华新五金 | 螺栓 | 10 | 5.5 |
        | | | | 30 | 9.5 |
    """)
    assert grid.rows.data == [1, 2]


def test_a_total_that_does_not_match_names_both_numbers():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 价税合计 |
        | D-001 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 55 |
        | D-001 | 2026-11-05 | 华新五金 | 螺母 | 20 | 40 |
        | 合计 | | | | 30 | 96 |
    """)
    (finding,) = found.findings
    assert (finding.code, finding.cell, finding.suggestion) == ("S201", "F4", "95.00")
    assert "96.00" in finding.message
    assert "95.00" in finding.message


def test_subtotals_are_compared_with_their_own_lines():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D-001 | 2026-11-05 | 华新五金 | 螺栓 | 10 |
        | 小计 | | | | 10 |
        | D-002 | 2026-11-05 | 华新五金 | 螺母 | 20 |
        | 小计 | | | | 20 |
        | 总计 | | | | 30 |
    """)
    assert (found.totals, codes(found)) == (3, [])


def test_a_merged_heading_joins_the_names_below_it():
    grid = only(
        """
        | 客户名称 | 品名 | 订单 | | 发货 | |
        | | | 数量 | 金额 | 数量 | 金额 |
        | 华新五金 | 螺栓 | 10 | 5 | 8 | 4 |
    """,
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)],
    )
    assert grid.texts == ["客户名称", "品名", "订单数量", "订单金额", "发货数量", "发货金额"]
    assert grid.rows.data == [2]


def test_a_heading_over_several_columns_is_seen_without_merged_ranges():
    grid = only("""
        | 客户名称 | 品名 | 订单 | | 发货 | |
        | | | 数量 | 金额 | 数量 | 金额 |
        | 华新五金 | 螺栓 | 10 | 5 | 8 | 4 |
    """)
    assert grid.texts == ["客户名称", "品名", "订单数量", "订单金额", "发货数量", "发货金额"]


def test_a_title_merged_over_everything_is_no_heading():
    grid = only(
        """
        | 订单明细表 | | | |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-001 | 华新五金 | 螺栓 | 10 |
    """,
        merged=[(0, 0, 0, 3)],
    )
    assert grid.texts == ["订单号", "客户名称", "品名", "数量"]


def test_a_column_without_a_name_stays_in_the_table():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | | 品名 | 数量 |
        | D-001 | 2026-11-05 | 华新五金 | 急 | 螺栓 | 10 |
    """)
    assert found.unused_columns == ["D"]
    assert found.columns["qty"].column == "F"


def test_a_list_in_no_known_words_has_its_first_row_of_names_as_header():
    grid = only("""
        | 2019 | | |
        | Store | Employees | Since |
        | Alpha | 10 | 2018-07-20 |
        | Beta | 12 | 2019-11-02 |
    """)
    assert grid.range == "A2:C4"


def test_a_row_of_crosses_under_the_header_is_a_pattern_and_no_line():
    grid = only("""
        | 条码 | 货号 | 商品名称 |
        | xxxxxxxx | xxxx-xxx | xxxxx |
        | '19786 | HV-10 | 帽子 |
    """)
    assert grid.rows.data == [2]


def test_several_sheets_give_their_tables_in_order():
    rows = [["订单号", "客户名称", "品名", "数量"], ["D-001", "华新五金", "螺栓", 10.0]]
    answer = answer_to(
        Job(Path("a"), "a.xlsx"), xlsx(rows, name="一", more=[("二", rows), ("说明", [["填表说明"]])]), Caps()
    )
    assert [found.sheet for found in answer.tables] == ["一", "二"]


def test_a_sheet_without_a_header_is_said_to_hold_no_table():
    answer = answer_to(Job(Path("a"), "a.xlsx"), xlsx([["今天天气很好"], ["明天也是"]]), Caps())
    assert answer.verdict == "empty"
    assert answer.finding is not None
    assert "表头" in answer.finding.message


def test_label_rows_above_are_not_taken_for_the_header():
    found = table("""
        | 客户名称 | 华新五金 | 下单日期 | 2026-11-05 | 业务员 | 王敏 |
        | 订单编号 | D-001 | | | | |
        | 品名 | 规格 | 数量 | 单价 | 金额 | 备注 |
        | 螺栓 | M8 | 10 | 0.5 | 5 | |
    """)
    assert found.header_row == 3
    assert found.values["order_no"] == ["D-001"]
    assert found.values["salesperson"] == ["王敏"]
    assert found.fields == {"customer_name": "B1", "order_date": "D1", "salesperson": "F1", "order_no": "B2"}


NAMES = [
    "订单号",
    "客户名称",
    "品名",
    "数量",
    "单价",
    "金额",
    "日期",
    "序号",
    "折扣率",
    "税率",
    "是否赠品",
    "送货单号",
    "销售价",
]
TEXTS = [
    "",
    "",
    "合计",
    "小计：",
    "客户：华新",
    "制单：王敏",
    "螺栓",
    "D-001",
    "0013",
    "1,200",
    "待定",
    "#N/A",
    "送货单",
    " ",
    "9折",
]
OTHERS = [
    1.0,
    2.0,
    0.5,
    -3.0,
    1e20,
    True,
    date(2026, 11, 5),
    datetime(2026, 11, 5, 8),
    time(8, 30),
    timedelta(hours=30),
]


def lines(width):
    cells = st.sampled_from([*TEXTS, *OTHERS, *NAMES])
    header = st.lists(st.sampled_from(["", *NAMES]), min_size=width, max_size=width)
    line = st.lists(cells, min_size=width, max_size=width)
    blank = st.just([""] * width)
    return st.lists(st.one_of(line, line, line, header, blank), max_size=14)


@pytest.mark.thorough
@settings(max_examples=300)
@given(
    st.integers(1, 7).flatmap(lines),
    st.sampled_from([None, "order", "shipment", "goods_return", "customer", "product"]),
)
def test_whatever_lies_on_a_sheet_every_row_of_a_range_is_accounted_for(rows, fixed):
    for grid in find_tables(Sheet("乱", [list(row) for row in rows])):
        found = parse(grid, recognise(grid, "乱.xlsx", fixed=fixed), "CNY")
        first, last = (int("".join(filter(str.isdigit, end))) for end in found.range.split(":"))
        assert last - first + 1 == len(grid.header.rows) + len(found) + found.totals + found.skipped
        assert all(first < row <= last for row in found.rows)
        assert found.rows == sorted(set(found.rows))
        assert all(len(column) == len(found) for column in found.values.values())
        assert decode(encode(Answer("", 0, "read", None, [found]))).tables == [found]
        assert canonical([(grid, found)])


@pytest.mark.parametrize("label", ["Sold to: 华新五金", "Bill To：华新五金"])
def test_a_label_of_two_english_words_has_its_value_behind_the_colon(label):
    found = only(f"""
        | COMMERCIAL INVOICE | | | | |
        | {label} | | | | |
        | 开票日期 | 发票号码 | 货物名称 | 数量 | 价税合计 |
        | 2026-11-05 | INV-26040 | 螺栓 | 10 | 20 |
    """)
    assert [one.value for one in found.labels] == ["华新五金"]
