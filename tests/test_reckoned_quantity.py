"""Quantities that are called by no name of theirs: what times the price is the amount is what was sold."""

from __future__ import annotations

import pytest
from drawn import codes, mapped, table

from neiqin_xl.model.kinds import Kind

ONE = 10**Kind.QTY.places
SOLD_BY_BOTTLES = """
    | 订单号 | 客户名称 | 下单日期 | 品名 | 箱数 | 每箱瓶数 | 瓶数 | 单价 | 金额 |
    | D-1 | 山河食品店 | 2026-11-18 | 酱油 | 5 | 12 | 60 | 5.5 | 330 |
    | D-1 | 山河食品店 | 2026-11-18 | 陈醋 | 2 | 24 | 48 | 4 | 192 |
"""


def test_the_count_that_comes_to_the_amount_is_the_quantity_and_is_named():
    found = table(SOLD_BY_BOTTLES, file="订单.xlsx")
    assert found.values["qty"] == [60 * ONE, 48 * ONE]
    assert codes(found) == ["S109"]
    assert "“瓶数”" in found.findings[0].message


def test_sizes_beside_each_other_are_sold_by_their_sum():
    found = table(
        """
        | 订单号：D-8 客户：青禾服装店 日期：2026-11-18 | | | | | | | |
        | 款号 | 颜色 | S | M | L | 合计 | 单价 | 金额 |
        | T100 | 黑 | 5 | 10 | 15 | 30 | 39 | 1170 |
        | T100 | 白 | 0 | 6 | 6 | 12 | 39 | 468 |
        """,
        file="尺码订单.xlsx",
    )
    assert found.type.name == "order"
    assert found.values["product_code"] == ["T100", "T100"]
    assert found.values["qty"] == [30 * ONE, 12 * ONE]


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("瓶数", "| 61 | 5.5 | 330 |"),
        ("欠数", "| 60 | 5.5 | 330 |"),
        ("余数", "| 60 | 5.5 | 330 |"),
        ("每件数", "| 60 | 5.5 | 330 |"),
        ("瓶重", "| 60 | 5.5 | 330 |"),
        ("瓶数", "| | 5.5 | 330 |"),
        ("瓶数", "| 60 | | 330 |"),
        ("瓶数", "| 60 | 1 | 60 |"),
    ],
)
def test_what_need_not_be_the_quantity_is_asked_about(header, line):
    found = table(
        f"""
        | 订单号 | 客户名称 | 下单日期 | 品名 | {header} | 单价 | 金额 |
        | D-1 | 山河食品店 | 2026-11-18 | 酱油 {line}
        """,
        file="订单.xlsx",
    )
    assert "qty" not in found.columns


def test_one_line_that_does_not_fit_is_enough_to_ask():
    found = table(SOLD_BY_BOTTLES.replace("| 48 | 4 | 192 |", "| 48 | 4 | 191 |"), file="订单.xlsx")
    assert "qty" not in found.columns


def test_of_two_counts_that_both_fit_neither_is_taken():
    found = table(
        """
        | 订单号 | 客户名称 | 下单日期 | 品名 | 应发数 | 实数 | 单价 | 金额 |
        | D-1 | 山河食品店 | 2026-11-18 | 酱油 | 60 | 60 | 5.5 | 330 |
        """,
        file="订单.xlsx",
    )
    assert "qty" not in found.columns


def test_a_column_called_quantity_is_read_whatever_else_would_fit():
    found = table(
        """
        | 订单号 | 客户名称 | 下单日期 | 品名 | 数量 | 瓶数 | 单价 | 金额 |
        | D-1 | 山河食品店 | 2026-11-18 | 酱油 | 5 | 60 | 5.5 | 330 |
        """,
        file="订单.xlsx",
    )
    assert found.columns["qty"].header == "数量"
    assert "S109" not in codes(found)


def test_the_next_paper_of_that_header_is_reckoned_by_its_own_lines():
    unlike = SOLD_BY_BOTTLES.replace("330", "331")
    assert "qty" not in table(unlike, file="订单.xlsx").columns
    assert table(SOLD_BY_BOTTLES, file="订单.xlsx").columns["qty"].header == "瓶数"
    assert "qty" not in table(unlike, file="订单.xlsx").columns


def test_names_under_a_heading_are_read_with_it_behind_them():
    picture = """
        | 订单号 | 客户名称 | 日期 | | 品名 | 数量 | | 单价 | |
        | | | 下单 | 要货 | | 订购 | 赠送 | 不含税 | 含税 |
        | D-1 | 山河食品店 | 2026-11-18 | 2026-11-20 | 酱油 | 20 | 2 | 5 | 5.65 |
    """
    merged = [(0, 2, 0, 3), (0, 5, 0, 6), (0, 7, 0, 8)]
    found = table(picture, file="订单.xlsx", merged=merged)
    read = {name: source.column for name, source in found.columns.items()}
    assert (read["order_date"], read["required_date"], read["qty"]) == ("C", "D", "F")
    assert (read["unit_price_net"], read["unit_price_incl"]) == ("H", "I")
    assert "is_gift" not in read


@pytest.mark.parametrize("header", ["赠送数量", "搭赠数", "赠品件数"])
def test_a_count_of_what_is_given_along_is_told_with_what_to_write(header):
    picture = f"""
        | 订单号 | 客户名称 | 下单日期 | 品名 | 数量 | {header} | 单价 |
        | D-1 | 山河食品店 | 2026-11-18 | 酱油 | 20 | 2 | 5.5 |
    """
    found = table(picture, file="订单.xlsx")
    (told,) = [one for one in found.findings if one.code == "S110"]
    assert (told.cell, found.values["qty"]) == ("F2", [20 * ONE])
    assert "S110" not in codes(table(picture.replace("| 2 |", "| 0 |"), file="订单.xlsx"))
    assert "S110" not in codes(table(picture.replace("| 2 |", "| |"), file="订单.xlsx"))


def test_a_mark_of_gifts_is_a_mark():
    assert mapped("| 品名 | 数量 | 是否赠送 |\n| 酱油 | 1 | 是 |", "order")["is_gift"] == "是否赠送"


def by_weight(counted, pieces, price="3850", amount="39404.75"):
    return table(f"""
        | 送货单号 | 送货日期 | 客户 | 品名 | {counted} | 重量(吨) | 单价 | 金额 |
        | S-1 | 2026-11-05 | 恒泰机电 | 螺纹钢 | {pieces} | 10.235 | {price} | {amount} |
    """)


@pytest.mark.parametrize("counted", ["件数", "数量"])
def test_what_is_sold_by_weight_is_counted_by_it_where_only_that_makes_the_amount(counted):
    found = by_weight(counted, 5)
    assert (found.values["qty"], found.values["packages"], found.values["unit"]) == ([102_350], [5], ["吨"])
    (said,) = [one for one in found.findings if one.code == "S109"]
    assert f"“重量(吨)”乘单价每一行都是金额，按数量读，“{counted}”只算件数" in said.message


@pytest.mark.parametrize(
    ("counted", "price", "amount"),
    [("件数", "3850", "19250"), ("数量", "3850", "40000"), ("发货数量", "3850", "39404.75"), ("数量", "", "39404.75")],
    ids=["pieces make it", "neither does", "the name is sure", "without a price"],
)
def test_a_weight_is_only_a_weight_otherwise(counted, price, amount):
    found = by_weight(counted, 5, price, amount)
    assert (found.values["qty"], found.values["weight"]) == ([50_000], [102_350])
    assert "S109" not in codes(found)


def test_without_another_count_a_weight_that_makes_the_amount_is_the_quantity():
    found = table("""
        | 发货日期 | 客户 | 产品 | 桶数 | 净重KG | 含税价(元/KG) | 含税金额 |
        | 2026-11-05 | 恒泰机电 | 乳液 | 20 | 1000 | 8.5 | 8500 |
    """)
    assert (found.type.name, found.values["qty"]) == ("shipment", [10_000_000])


BOXES = """
    | 送货单号 | 日期 | 客户 | 品名 | 规格 | 数量(箱) | 数量(瓶) | 单价 | 金额 |
    | S-1 | 2026-10-03 | 山河食品店 | 酱油 | 1*12 | 10 | {first} | 5 | {amount} |
    | S-1 | 2026-10-03 | 山河食品店 | 陈醋 | 1*12 | 2 | {second} | 6 | {more} |
"""


def test_of_a_quantity_in_two_units_that_is_read_of_which_the_amounts_are():
    found = table(BOXES.format(first=120, second=24, amount=600, more=144))
    assert (found.values["qty"], found.values["unit"], found.values["packages"]) == (
        [1200000, 240000],
        ["瓶"] * 2,
        [10, 2],
    )
    assert codes(found) == ["S109"]
    boxes = table(BOXES.format(first=120, second=24, amount=50, more=12))
    assert (boxes.values["qty"], boxes.values["unit"]) == ([100000, 20000], ["箱"] * 2)


def test_of_a_quantity_in_two_units_with_a_price_and_no_amount_nobody_can_tell_which():
    found = table(BOXES.format(first=120, second=24, amount="", more=""))
    assert [one.severity.value for one in found.findings if one.code == "C137"] == ["error"]


def test_of_a_quantity_in_two_units_of_which_each_line_has_one_nothing_is_asked():
    assert "C137" not in codes(table(BOXES.format(first="", second="", amount="", more="")))
