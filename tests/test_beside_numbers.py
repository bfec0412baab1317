"""What stands beside a number or in its place: units, 含税, 赠送, and what is said of texts that are no numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from drawn import codes, table
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.intake.values.beside import is_gift, split_unit, two_units, unit_of_price, without_tax
from neiqin_xl.intake.values.numerals import UnreadableError, read_number
from neiqin_xl.money import scaled
from neiqin_xl.units import unit_key


def order(*lines, header="单位 | 数量 | 单价"):
    rows = "\n".join(f"| D{i} | 2026-11-05 | 华新 | 螺栓 | {line} |" for i, line in enumerate(lines))
    return table(f"| 订单号 | 下单日期 | 客户名称 | 品名 | {header} |\n{rows}")


def said(found, code):
    return [(one.cell, one.message, one.suggestion) for one in found.findings if one.code == code]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("120件", ("120", "件")),
        ("2.5 kg", ("2.5", "kg")),
        ("1.2万件", ("1.2万", "件")),
        ("5千克", ("5", "千克")),
        ("5千件", ("5千", "件")),
        ("3(箱)", ("3", "箱")),
        ("120", None),
        ("120元", None),
        ("12箱6个", None),
        ("3桌", None),
    ],
)
def test_a_unit_is_known_behind_its_number(text, parts):
    assert split_unit(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12箱6个", ("12", "箱", "6", "个")),
        ("12箱零6个", ("12", "箱", "6", "个")),
        ("12 箱 + 6 个", ("12", "箱", "6", "个")),
        ("12箱", None),
        ("12箱6", None),
        ("12桌6人凳", None),
    ],
)
def test_two_units_in_one_quantity_are_told_apart(text, parts):
    assert two_units(text) == parts


@pytest.mark.parametrize(
    ("price", "unit"),
    [("12.5元/箱", "箱"), ("12.5/箱", "箱"), ("12元每箱（含税）", "箱"), ("12.5", None), ("12元", None)],
)
def test_a_price_may_say_what_it_is_for(price, unit):
    assert unit_of_price(price) == unit


def test_units_of_one_meaning_are_one_and_others_are_not():
    assert unit_key("公斤") == unit_key("KG") == unit_key("千克")
    assert unit_key("箱") != unit_key("盒")
    assert unit_key("個") == unit_key("个")


@pytest.mark.parametrize(("unit", "qty"), [("盒", "2盒"), ("KG", "2公斤"), ("打", "2打")])
def test_a_quantity_in_the_unit_of_its_line_is_read(unit, qty):
    found = order(f"{unit} | {qty} | 3")
    assert found.values["qty"] == [20000]
    assert not found.findings


def test_a_quantity_in_another_unit_than_its_line_is_asked_about():
    found = order("件 | 2盒 | 3", "盒 | 2盒 | 3")
    assert found.values["qty"] == [None, 20000]
    assert found.unread == {(0, "qty")}
    ((cell, message, suggestion),) = said(found, "C122")
    assert cell == "F2"
    assert "“2盒”的单位是“盒”，这一行的单位却是“件”" in message
    assert suggestion is None


def test_a_dozen_in_a_line_of_pieces_is_counted_out_as_a_suggestion_only():
    found = order("个 | 3打 | 1", "箱 | 3打 | 1")
    assert found.values["qty"] == [None, None]
    assert [suggestion for _, _, suggestion in said(found, "C122")] == ["36", None]


def test_a_unit_beside_the_quantity_fills_the_one_that_is_left_out():
    found = order("| 2盒 | 3", "件 | 5 | 3", "| 5 | 3")
    assert found.values["unit"] == ["盒", "件", None]
    bare = order("2盒 | 3", "5 | 3", header="数量 | 单价")
    assert bare.values["unit"] == ["盒", None]
    assert bare.columns["unit"].column == "E"


def test_a_unit_in_the_header_is_that_of_the_lines_that_name_none():
    found = order("5 | 3", "5件 | 3", header="数量(箱) | 单价")
    assert found.values["unit"] == ["箱", "件"]
    assert found.values["qty"] == [50000, 50000]


def test_a_price_for_another_unit_than_the_lines_is_asked_about():
    found = order("个 | 5 | 12元/箱", "箱 | 5 | 12元/箱", "| 5 | 12元/箱", "| 5个 | 12元/箱")
    assert found.values["unit_price_incl"] == [None, 12000000, 12000000, None]
    assert found.values["unit"] == ["个", "箱", "箱", "个"]
    assert [cell for cell, _, _ in said(found, "C122")] == ["G2", "G5"]


def test_a_price_headed_by_another_unit_is_doubted_where_no_amount_tells():
    found = order("个 | 5 | 12", "箱 | 5 | 12", "个 | 5 | 12", header="单位 | 数量 | 单价(元/箱)")
    assert found.values["unit_price_incl"] == [12000000] * 3
    ((cell, message, _),) = said(found, "C207")
    assert cell == "G2"
    assert "有 2 行的单位却是“个”" in message
    told = order("个 | 5 | 12 | 60", "箱 | 5 | 12 | -", header="单位 | 数量 | 单价(元/箱) | 金额")
    assert not told.findings


@pytest.mark.parametrize(
    ("line", "qty"),
    [
        ("个 | 12箱6个 | 24", 2940000),
        ("箱 | 12箱6个 | 24", 122500),
        ("箱 | 12箱7个 | 24", None),
        ("个 | 12箱24个 | 24", None),
        ("个 | 12箱6个 | -", None),
        ("| 12箱6个 | 24", None),
        ("件 | 12箱6个 | 24", None),
    ],
)
def test_two_units_are_counted_out_only_where_the_line_says_how(line, qty):
    found = order(line, header="单位 | 数量 | 换算率")
    assert found.values["qty"] == [qty]
    assert codes(found) == ([] if qty else ["C121"])
    assert found.unread == (frozenset() if qty else {(0, "qty")})


@pytest.mark.parametrize(
    ("line", "qty", "unit"),
    [
        ("瓶 | 1*12 | 10箱5瓶 | 5 | 625", 1250000, "瓶"),
        ("| 1×12 | 10箱5瓶 | 5 | 625", 1250000, "瓶"),
        ("箱 | 12瓶/箱 | 2箱6瓶 | 60 | 150", 25000, "箱"),
        ("| 500ml*12瓶 | 2箱6瓶 | 60 | 150", 25000, "箱"),
        ("瓶 | 1*12 | 10箱5瓶 | 5 | 620", None, "瓶"),
        ("瓶 | 1*12 | 10箱5瓶 | 5 | -", None, "瓶"),
        ("瓶 | 1*12 | 10箱12瓶 | 5 | 660", None, "瓶"),
        ("瓶 | 大 | 10箱5瓶 | 5 | 625", None, "瓶"),
        ("件 | 1*12 | 10箱5瓶 | 5 | 625", None, "件"),
    ],
)
def test_what_a_specification_says_of_the_pack_counts_where_the_amount_proves_it(line, qty, unit):
    found = order(line, header="单位 | 规格 | 数量 | 单价 | 金额")
    assert (found.values["qty"], found.values["unit"]) == ([qty], [unit])
    assert codes(found) == ([] if qty else ["C121"])


@pytest.mark.parametrize("text", ["12.5（含税）", "含税12.5", "¥12.5含税", "12.5元/件（含税）", "(含税) 12.5"])
def test_a_price_may_say_what_its_column_says_of_tax(text):
    found = order(f"件 | 1 | {text}", f"件 | 1 | {text.replace('含税', '税后')}")
    assert found.values["unit_price_incl"] == [12500000, 12500000]


@pytest.mark.parametrize("text", ["12.5（未税）", "不含税12.5", "12.5(税前)"])
def test_a_price_that_contradicts_its_column_on_tax_is_asked_about(text):
    found = order(f"件 | 1 | {text}", header="单位 | 数量 | 含税单价")
    assert found.values["unit_price_incl"] == [None]
    assert codes(found) == ["C123"]
    net = order(f"件 | 1 | {text}", header="单位 | 数量 | 不含税单价")
    assert net.values["unit_price_net"] == [12500000]


def test_a_word_of_tax_alone_is_no_price():
    assert without_tax("含税") == ("含税", None)
    assert codes(order("件 | 1 | 含税")) == ["C103"]


@pytest.mark.parametrize("text", ["赠送", "赠品", "免费", "FOC", "F.O.C.", "（赠）", "贈品"])
def test_a_price_given_as_a_gift_is_nothing_with_a_mark(text):
    assert is_gift(text)
    found = order(f"件 | 1 | {text}", "件 | 1 | 5")
    assert found.values["unit_price_incl"] == [0, 5000000]
    assert found.values["is_gift"] == [1, None]
    assert not found.findings
    assert not found.unread


@pytest.mark.parametrize("text", ["赠品", "免费样品", "（赠送）"])
def test_a_remark_that_says_nothing_else_beside_no_price_makes_a_gift(text):
    found = order(f"件 | 1 | | {text}", f"件 | 1 | 5 | {text}", header="单位 | 数量 | 单价 | 备注")
    assert found.values["unit_price_incl"] == [None, 5000000]
    assert found.values["is_gift"] == [1, None]


@pytest.mark.parametrize("text", ["样品", "送货上门", "赠品另寄", "含赠品2件"])
def test_a_remark_that_says_more_makes_none(text):
    found = order(f"件 | 1 | | {text}", header="单位 | 数量 | 单价 | 备注")
    assert found.values.get("is_gift", [None]) == [None]


def test_a_remark_makes_no_gift_of_what_is_said_to_be_none():
    found = order("件 | 1 | | 赠品 | 否", header="单位 | 数量 | 单价 | 备注 | 是否赠品")
    assert found.values["is_gift"] == [0]


def test_a_gift_that_is_said_to_be_none_is_asked_about():
    found = order("件 | 1 | 赠送 | 否", "件 | 1 | 赠送 | 是", header="单位 | 数量 | 单价 | 是否赠品")
    assert found.values["unit_price_incl"] == [None, 0]
    assert codes(found) == ["C124"]


def test_a_gift_on_a_return_is_asked_about_and_a_sample_everywhere():
    found = table("""
        | 退货单号 | 退货日期 | 客户 | 品名 | 退货数量 | 单价 |
        | T1 | 2026-11-05 | 华新 | 螺栓 | 1 | 赠品 |
    """)
    assert codes(found) == ["C124"]
    (sample,) = order("件 | 1 | 样品").findings
    assert "备注写“样品”" in sample.message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("约100", "大概"),
        ("100左右", "大概"),
        ("100多件", "大概"),
        ("100+20", "两个数"),
        ("100送20", "两个数"),
        ("10~20", "范围"),
        ("10-20", "范围"),
        ("10至20箱", "范围"),
        ("3*24", "算式"),
        ("=3*24", "公式"),
        ("1/2", "分数"),
        ("50%", "百分数"),
        ("十二", "汉字"),
        ("1 000", "空格"),
        ("12块5", "块5"),
        ("abc", "不是数字"),
    ],
)
def test_what_is_no_number_is_told_why(text, reason):
    with pytest.raises(UnreadableError) as problem:
        read_number(text, measured=True)
    assert problem.value.code == "C103"
    assert f"“{text}”" in problem.value.message
    assert reason in problem.value.message


def test_digits_parted_by_blanks_come_with_what_they_may_mean():
    with pytest.raises(UnreadableError) as problem:
        read_number("12 000.5")
    assert problem.value.suggestion == "12000.5"


WRITINGS = {
    "plain": "{:f}",
    "grouped": "{:,f}",
    "currency": "¥{:,f}",
    "yuan": "{:f}元",
    "unit": "{:f}件",
    "spaced unit": "{:f} KG",
    "apostrophe": "'{:f}",
    "full width": None,
}
FULL_WIDTH = {ord(one): ord(one) + 0xFEE0 for one in "0123456789.,-"}


@given(
    st.decimals(min_value=-(10**7), max_value=10**7, places=4, allow_nan=False),
    st.sampled_from(sorted(WRITINGS)),
)
def test_a_quantity_is_the_same_however_it_is_written(number, how):
    shape = WRITINGS[how]
    text = f"{number:f}".translate(FULL_WIDTH) if shape is None else shape.format(number)
    found = order(f"件 | '{text.replace('件', '件')} | 1") if how == "unit" else None
    value = found.values["qty"][0] if found else scaled(read_number(text.removeprefix("'"), measured=True), 4)
    assert value == scaled(number, 4)


@given(
    st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False),
    st.sampled_from(["({})", "（{}）", "{}-", "-{}"]),
)
def test_a_negative_amount_is_the_same_in_every_style(amount, style):
    assert read_number(style.format(f"{amount:,.2f}")) == -amount


@given(st.integers(1, 9999), st.integers(1, 99), st.integers(1, 9999))
def test_what_is_counted_out_is_what_a_person_counts(boxes, pack, loose):
    found = order(f"个 | {boxes}箱{loose}个 | {pack}", header="单位 | 数量 | 换算率")
    assert found.values["qty"] == [(boxes * pack + loose) * 10**4 if loose < pack else None]


@given(st.decimals(min_value="0.0001", max_value="99999", places=4, allow_nan=False))
def test_ten_thousands_are_ten_thousand_times_as_much(number):
    assert read_number(f"{number}万") == Decimal(number) * 10000
