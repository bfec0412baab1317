"""Column names that come a second time: another header among the lines, two columns of one name, names on a label."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import grids, table, tables

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.model.finding import Severity

FIRST = """\
    | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | 金额 |
    | D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 2 | 20 |
    | D-2 | 2026-11-05 | 华新五金 | 螺母 | 10 | 2 | 20 |
"""


@pytest.mark.parametrize(
    ("header", "line", "field", "value"),
    [
        ("订单号 | 下单日期 | 客户名称 | 品名 | 单价 | 数量 | 金额", "华新五金 | 垫圈 | 3 | 5 | 15", "qty", 50000),
        ("订单号 | 下单日期 | 品名 | 客户名称 | 数量 | 单价 | 金额", "垫圈 | 华新五金 | 5 | 3 | 15", "qty", 50000),
        (
            "订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | 金额（万元）",
            "华新五金 | 垫圈 | 5 | 30000 | 15",
            "amount_incl",
            15000000,
        ),
        (
            "订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | 不含税金额",
            "华新五金 | 垫圈 | 5 | 3 | 15",
            "amount_net",
            1500,
        ),
    ],
)
def test_lines_under_another_header_are_read_by_that_header_though_nothing_parts_the_two(header, line, field, value):
    one, other = tables(f"{FIRST}| {header} |\n| D-3 | 2026-11-06 | {line} |")
    assert one.values["order_no"] == ["D-1", "D-2"]
    assert other.values["order_no"] == ["D-3"]
    assert other.values["customer_name"] == ["华新五金"]
    assert other.values[field] == [value]


def test_a_return_may_follow_an_order_without_a_blank_between():
    returned = "| 退货单号 | 退货日期 | 客户名称 | 品名 | 数量 | 单价 | 金额 |\n| T-1 | 2026-11-06 | 华新五金 | 螺栓 | 1 | 2 | 2 |"
    order, back = tables(f"{FIRST}{returned}")
    assert (order.type.name, back.type.name) == ("order", "goods_return")
    assert (len(order), len(back)) == (2, 1)


@pytest.mark.parametrize(
    "again",
    [
        "| 订单号 | 下单日期 | 客户名称 | 品名 | 数 量 | 单价* | 金额（元） |",
        "| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | | |",
    ],
)
def test_the_same_names_written_a_little_otherwise_begin_no_other_table(again):
    (grid,) = grids(f"{FIRST}{again}\n| D-3 | 2026-11-06 | 华新五金 | 垫圈 | 5 | 3 | 15 |")
    assert len(grid.columns) == 7


def test_a_customer_or_a_thing_that_is_called_like_a_column_is_a_line():
    found = table(f"{FIRST}| D-3 | 2026-11-06 | 客户名称 | 数量 | 5 | 3 | 15 |")
    assert found.values["product_name"][2] == "数量"


def test_of_two_columns_of_one_name_that_differ_the_one_left_out_is_said():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | 数量 |
        | D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 2 | 10 |
        | D-2 | 2026-11-05 | 华新五金 | 螺母 | 10 | 2 | 12 |
    """)
    (said,) = [one for one in found.findings if one.code == "S107"]
    assert (said.severity, said.row, said.cell, said.field) == (Severity.WARNING, 3, "G3", "qty")
    assert "E 列和 G 列都叫“数量”" in said.message
    assert "“10”和“12”" in said.message


def test_two_columns_of_one_name_that_agree_need_no_word():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | 数量 |
        | D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 | 2 | 10 |
        | D-2 | 2026-11-05 | 华新五金 | 螺母 | 12 | 2 | '12 |
        | D-3 | 2026-11-05 | 华新五金 | 垫圈 | 12 | 2 | |
    """)
    assert not [one for one in found.findings if one.code == "S107"]


FORM = "订单号：,D-{}\n下单日期：,2026-11-05\n客户名称：,华新五金\n品名：,螺栓\n数量：,5\n单价：,2\n\n"


@pytest.mark.parametrize("colon", ["：", ":"])
def test_labels_with_their_colons_and_values_behind_a_comma_are_a_form(colon):
    answer = answer_to(Job(Path("a"), "订单.csv"), FORM.format(1).replace("：", colon).encode(), Caps())
    assert answer.tables[0].values["order_no"] == ["D-1"]
    assert answer.tables[0].values["qty"] == [50000]


def test_of_more_forms_than_are_read_their_number_is_said():
    answer = answer_to(Job(Path("a"), "订单.csv"), "".join(map(FORM.format, range(2001))).encode(), Caps())
    assert answer.verdict == "empty"
    assert answer.finding.code == "F109"
    assert "2001 张" in answer.finding.message


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u200e", "\u202d", "\u2060", "\xad"])
def test_marks_that_nobody_sees_are_no_part_of_what_is_written(mark):
    seen = ["D-1", "2026-11-05", "华新五金", "螺栓", "件", "12.5", "2"]
    hidden = [f"{mark}{text[:1]}{text[1:]}{mark}" for text in seen]
    rows = ["订单号,下单日期,客户名称,品名,单位,数量,单价", ",".join(seen), ",".join(hidden)]
    (found,) = answer_to(Job(Path("a"), "订单.csv"), "\n".join(rows).encode(), Caps()).tables
    assert not found.unread
    assert all(first == second for first, second in found.values.values())
    assert found.values["order_no"] == ["D-1"] * 2
    assert found.values["qty"] == [125_000] * 2


def test_a_price_with_a_mark_that_nobody_sees_is_still_said_to_be_rounded():
    found = table("| 订单号 | 客户名称 | 品名 | 数量 | 金额 |\n| D-1 | 华新五金 | 螺栓 | 1 | '2.005\u200b |")
    assert [one.code for one in found.findings if one.code == "C201"] == ["C201"]
