"""件数 beside 斤数, 净重 or 套数: the amounts tell which of them the price is of, and without amounts it is asked."""

from __future__ import annotations

import pytest
from drawn import codes, table

from neiqin_xl.model.kinds import Kind

ONE = 10**Kind.QTY.places


def read(header, *lines):
    rows = "\n".join(
        f"| S-1 | 2026-11-03 | 山河餐厅 | {name} | {line} |" for name, line in zip("虾蟹", lines, strict=False)
    )
    return table(f"| 送货单号 | 日期 | 客户 | 品名 | {header} |\n{rows}")


@pytest.mark.parametrize("other", ["斤数", "净重", "重量", "米数", "套数", "平方", "公斤数"])
def test_the_count_that_comes_to_the_amounts_is_the_quantity(other):
    found = read(f"件数 | {other} | 单价 | 金额", "3 | 32.2 | 42 | 1352.4", "2 | 19 | 60 | 1140")
    assert found.values["qty"] == [322 * ONE // 10, 19 * ONE]
    assert found.values["packages"] == [3, 2]
    assert codes(found) == ["S109"]


def test_of_two_weights_the_net_one_may_be_the_quantity():
    found = read(
        "件数 | 毛重 | 皮重 | 净重 | 单价 | 金额", "3 | 35.2 | 3 | 32.2 | 42 | 1352.4", "2 | 21 | 2 | 19 | 60 | 1140"
    )
    assert found.values["qty"] == [322 * ONE // 10, 19 * ONE]


def test_thousands_of_pieces_beside_a_weight_are_no_packages():
    found = read("数量(千支) | 重量(kg) | 单价 | 金额", "12.5 | 180 | 8.5 | 1530", "20 | 100 | 9 | 900")
    assert found.values["qty"] == [180 * ONE, 100 * ONE]
    assert not any(found.values.get("packages", []))
    assert codes(found) == ["S109"]


def test_packages_of_which_the_amounts_are_stay_the_quantity():
    found = read("件数 | 斤数 | 单价 | 金额", "3 | 32.2 | 42 | 126", "2 | 19 | 60 | 120")
    assert (found.values["qty"], codes(found)) == ([3 * ONE, 2 * ONE], [])


@pytest.mark.parametrize("other", ["斤数", "净重", "重量", "米数", "套数", "平方"])
def test_without_amounts_it_is_asked_which_count_the_price_is_of(other):
    found = read(f"件数 | {other} | 单价", "3 | 32.2 | 42")
    assert codes(found) == ["C134"]
    assert found.values["qty"] == [None]
    assert f"“{other}”" in found.findings[0].message


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("件数 | 斤数 | 单价(元/件)", "3 | 32.2 | 42"),
        ("数量 | 净重 | 单价", "3 | 32.2 | 42"),
        ("件数 | 斤数 | 单价", "3 | | 42"),
        ("件数 | 斤数 | 单价", "3 | 3 | 42"),
        ("件数 | 斤数 | 单价", "3 | 32.2 | "),
        ("件数 | 体积 | 单价", "3 | 32.2 | 42"),
    ],
)
def test_where_no_other_count_can_be_meant_packages_are_the_quantity(header, line):
    found = read(header, line)
    assert (found.values["qty"], codes(found)) == ([3 * ONE], [])


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("数量 | 平方 | 单价(元/平方)", "2 | 12 | 15"),
        ("数量(桶) | 重量(吨) | 单价(元/吨)", "10 | 2 | 8500"),
        ("数量 | 单位 | 净重(kg) | 单价(元/kg)", "10 | 桶 | 250 | 12"),
        ("数量 | 净重(吨) | 单价(元/kg)", "10 | 0.25 | 12"),
        ("数量 | 净重 | 单价(元/kg)", "10 | 250 | 12"),
        ("数量 | 重量 | 单价(元/斤)", "10 | 250 | 12"),
        ("数量 | 面积 | 单价(元/平方)", "10 | 250 | 12"),
        ("数量 | 体积 | 单价(元/立方米)", "10 | 250 | 12"),
        ("数量 | 米数 | 单价(元/米)", "10 | 250 | 12"),
    ],
)
def test_a_price_of_what_another_column_counts_is_asked_about_without_an_amount(header, line):
    found = read(header, line)
    assert (found.values["qty"], codes(found)) == ([None], ["C134"])


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("数量(吨) | 净重(吨) | 单价(元/吨)", "2 | 2 | 8500"),
        ("数量(kg) | 净重 | 单价(元/公斤)", "250 | 240 | 12"),
        ("数量 | 净重 | 单价(元/桶)", "10 | 250 | 12"),
        ("数量 | 净重 | 单价(元/米)", "10 | 250 | 12"),
        ("数量 | 净重 | 单价(元/kg)", "250 | 250 | 12"),
        ("数量 | 单位 | 净重(kg) | 单价(元/kg)", "250 | kg | 240 | 12"),
        ("数量 | 单位 | 净重(kg) | 单价(元/桶)", "10 | 桶 | 250 | 300"),
    ],
)
def test_a_price_of_what_the_line_counts_is_not(header, line):
    assert "C134" not in codes(read(header, line))
