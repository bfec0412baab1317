"""Which rows of a table are lines: totals without a word, rows about the columns, pages, and what stands above."""

from __future__ import annotations

import pytest
from drawn import codes, grids, table

HEADER = "| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 价税合计 |"
LINES = f"""{HEADER}
| D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 5.5 |
| D-1 | 2026-11-05 | 华新五金 | 螺母 | 20 | 4 |"""


def rows(picture):
    (grid,) = grids(picture)
    return grid.rows


@pytest.mark.parametrize(
    ("row", "is_total"),
    [
        ("| | | | | 30 | 9.5 |", True),
        ("| | | | | 30 | 9.4 |", True),  # wrong in one column
        ("| | | | | 31 | 9.4 |", True),  # wrong in both, but of their order and larger than any line
        ("| | | | | 20 | 9.4 |", False),  # no larger than a line
        ("| | | | | 70 | 25 |", False),  # far more than the lines
        ("| | | | 垫圈 | 30 | 9.5 |", False),
        ("| | 2026-11-05 | | | 30 | 9.5 |", False),
        ("| D-1 | 2026-11-05 | 华新五金 | | 30 | 9.5 |", False),
    ],
)
def test_numbers_alone_under_the_lines_are_their_total_where_they_nearly_are_their_sums(row, is_total):
    found = rows(f"{LINES}\n{row}")
    assert (len(found.data), len(found.totals)) == ((2, 1) if is_total else (3, 0))


def test_numbers_of_the_sums_order_between_lines_are_a_line_that_lost_its_name():
    found = rows(f"{LINES}\n| | | | | 31 | 9.4 |\n| D-2 | 2026-11-05 | 恒泰机电 | 轴承 | 1 | 2 |")
    assert found.data == [1, 2, 3, 4]


def test_a_wrong_total_without_a_word_says_how_it_was_taken():
    found = table(f"{LINES}\n| | | | | 30 | 9.4 |")
    (finding,) = found.findings
    assert (finding.code, finding.cell, finding.suggestion) == ("S201", "F4", "9.50")
    assert "没有当作数据" in finding.message


def test_sums_of_each_group_need_no_word_either():
    found = rows(f"{LINES}\n| | | | | 30 | 9.5 |\n| D-2 | 2026-11-05 | 恒泰机电 | 轴承 | 4 | 72 |\n| | | | | 4 | 72 |")
    assert (found.data, [total.row for total in found.totals]) == ([1, 2, 4], [3, 5])


def test_one_number_like_the_line_above_it_is_no_total_of_that_line():
    found = rows(
        f"{LINES}\n| 小计 | | | | 30 | 9.5 |\n| D-2 | 2026-11-05 | 恒泰机电 | 轴承 | 4 | 72 |\n| | | | | 4 | |"
    )
    assert found.data == [1, 2, 4, 5]


def test_a_column_of_numbers_alone_has_no_totals():
    assert rows("| 一组 | 二组 | 三组 |\n| 1 | 10 | 5 |\n| 2 | 20 | 5 |\n| 3 | 30 | 10 |").data == [1, 2, 3]


def test_totals_above_their_lines_are_compared_with_what_is_below():
    right = f"{HEADER}\n| 合计 | | | | 30 | 9.5 |" + LINES.removeprefix(HEADER)
    assert codes(table(right)) == []
    (finding,) = table(right.replace("9.5", "9.4")).findings
    assert (finding.code, finding.suggestion) == ("S201", "9.50")
    assert "下面各行" in finding.message


PAID = """| 回款日期 | 客户名称 | 币种 | 回款金额 |
| 2026-11-05 | 华新五金 | USD | 100 |
| 2026-11-06 | 恒泰机电 | {second} | 70 |
| 合计 | | | {total} |"""


@pytest.mark.parametrize(
    ("second", "total", "found"),
    [("USD", 170, []), ("USD", 171, ["S201"]), ("人民币", 170, []), ("人民币", 100, []), ("", 100, [])],
)
def test_a_total_is_compared_with_amounts_of_one_currency_only(second, total, found):
    assert codes(table(PAID.format(second=second, total=total))) == found


@pytest.mark.parametrize(
    "row",
    [
        "| 列1 | 列2 | 列3 | 列4 | 列5 | 列6 |",
        "| A | B | C | D | E | F |",
        "| 1 | 2 | 3 | 4 | 5 | 6 |",
        "| ① | ② | ③ | ④ | ⑤ | ⑥=⑤×③ |",
        "| (1) | (2) | (3) | (4) | (5) | (6) |",
        "| 必填 | 格式：2026-11-05 | 必填 | | 数字 | 自动计算 |",
        "| order_no | order_date | customer_name | product_name | qty | amount_incl |",
    ],
)
def test_a_row_about_the_columns_is_no_line(row):
    found = rows(LINES.replace(HEADER, f"{HEADER}\n{row}"))
    assert (found.data, found.repeated) == ([2, 3], [1])


@pytest.mark.parametrize(
    "picture",
    [
        "| 一 | 二 | 三 | 四 |\n| 1 | 2 | 3 | 4 |\n| 2 | 4 | 6 | 8 |",
        "| 品名 | 规格 | 数量 | 单价 |\n| 1 | 2 | 4 | 8 |\n| 螺栓 | M8 | 10 | 0.5 |",
        "| 组别 | 班次 | 产线 | 等级 |\n| A | B | C | A |\n| B | B | C | A |",
    ],
)
def test_lines_that_only_look_like_a_count_of_columns_are_lines(picture):
    assert rows(picture).data == [1, 2]


def test_placeholders_above_the_header_are_not_the_header():
    (grid,) = grids(f"| 列1 | 列2 | 列3 | 列4 | 列5 | 列6 |\n{LINES}")
    assert grid.header.rows == (1,)


def test_units_in_a_row_of_their_own_belong_to_the_names_above_them():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 金额 |
        | | | | | 件 | 万元 |
        | D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 0.5 |
    """)
    assert found.values["amount_incl"] == [500000]
    assert (len(found), found.skipped) == (1, 0)


def test_units_of_goods_are_lines_and_no_header():
    assert rows("| 单位 | 换算单位 |\n| 箱 | 件 |\n| 打 | 个 |").data == [1, 2]


@pytest.mark.parametrize("mark", ["同上", "〃", "″", '"'])
def test_what_is_as_above_comes_down_where_it_is_no_number(mark):
    found = table(f"{LINES}\n| {mark} | {mark} | {mark} | {mark} | {mark} | 3 |")
    assert [found.values[name][2] for name in ("order_no", "order_date", "customer_name", "product_name")] == [
        "D-1",
        "2026-11-05",
        "华新五金",
        "螺母",
    ]
    assert found.values["qty"][2] is None
    assert [one.field for one in found.findings] == ["qty"]


def test_lines_that_are_nothing_but_noughts_are_none():
    found = rows(f"{LINES}\n| | | | | 0 | 0 |\n| | | | | | - |")
    assert (found.data, found.numbered) == ([1, 2], [3, 4])


def test_numbered_conditions_under_a_table_are_no_lines():
    found = rows(f"{LINES}\n| 备注：1、含税。 | | | | | |\n| 2、交期以书面确认为准 | | | | | |")
    assert (found.data, found.last) == ([1, 2], 2)


def test_a_number_merged_over_two_lines_is_both_lines_and_an_amount_is_asked_about():
    found = table(
        f"{LINES}\n| D-2 | 2026-11-05 | 恒泰机电 | 轴承 | 4 | 72 |\n| | | | 垫圈 | 6 | |",
        merged=[(3, 5, 4, 5), (3, 0, 4, 0)],
    )
    assert found.values["order_no"][3] == "D-2"
    assert found.values["amount_incl"][2:] == [None, None]
    assert codes(found) == ["C128", "C128"]


def test_the_turn_of_a_page_ends_no_document_but_a_subtotal_does():
    turned = table(f"{LINES}\n| 本页小计 | | | | 30 | 9.5 |\n{HEADER}\n| | | | 垫圈 | 6 | 3 |")
    ended = table(f"{LINES}\n| 小计 | | | | 30 | 9.5 |\n| | | | 垫圈 | 6 | 3 |")
    assert (turned.values["order_no"][2], ended.values["order_no"][2]) == ("D-1", None)


def test_a_total_may_cover_several_groups_and_no_other_lines():
    groups = (
        f"{LINES}\n| 小计 | | | | 30 | 9.5 |\n| D-2 | 2026-11-05 | 恒泰机电 | 轴承 | 4 | 72 |\n| 小计 | | | | 4 | 72 |"
    )
    assert codes(table(f"{groups}\n| 合计 | | | | 34 | 81.5 |")) == []
    assert codes(table(f"{groups}\n| 合计 | | | | 33 | 81.5 |")) == ["S201"]


def test_goods_whose_names_sound_like_instructions_are_lines():
    assert rows(
        "| 品名 | 规格 | 颜色 | 数量 |\n| 自动卷尺 | 自动 | 可选 | '5 |\n| 数字量表 | 文本 | 请选 | '6 |"
    ).data == [1, 2]


def test_a_text_that_cannot_be_read_alone_in_its_row_is_a_line_to_be_asked_about():
    found = table(f"{LINES}\n| \ufffd | | | | | |\n| D-2 | 2026-11-05 | 恒泰机电 | 轴承 | 4 | 72 |")
    assert codes(found) == ["C110"]
    assert found.values["order_no"][3] == "D-2"
