"""Figures that are not the plain ones of one piece and one line: merged amounts, prices after discount, 千个."""

from __future__ import annotations

import pytest
from drawn import codes, table

from neiqin_xl.model.finding import Severity
from neiqin_xl.money import scaled
from neiqin_xl.spelling import header_hints, plain

MERGED = """| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单价 | 金额 |
| 2026-10-21 | 恒泰机电 | M1 | 弯头 | 10 | {first} | {total} |
| 2026-10-21 | 恒泰机电 | M1 | 三通 | 5 | {second} | |
| 2026-10-21 | 恒泰机电 | M1 | 螺栓 | 1 | 3 | 3 |"""


def test_an_amount_merged_over_two_lines_holds_both_and_counts_for_neither():
    found = table(MERGED.format(first="", second="", total=500), merged=[(1, 6, 2, 6)])
    assert found.values["amount_incl"] == [None, None, 300]
    assert [(one.code, one.severity, one.row, one.cell) for one in found.findings] == [
        ("C128", Severity.ERROR, 2, "G2"),
        ("C128", Severity.ERROR, 3, "G2"),
    ]
    assert all("500" in one.message for one in found.findings)
    assert found.sums["amount_incl"] == {"CNY": "3.00"}


def test_a_merged_amount_that_the_lines_own_prices_make_is_divided_by_them():
    found = table(MERGED.format(first=20, second=60, total=500), merged=[(1, 6, 2, 6)])
    assert (found.values["amount_incl"], codes(found)) == ([20000, 30000, 300], [])


def test_a_merged_amount_that_they_do_not_make_is_asked_about():
    found = table(MERGED.format(first=20, second=61, total=500), merged=[(1, 6, 2, 6)])
    assert codes(found) == ["C128", "C128"]


THIRDS = """| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单价 | 金额 |
| 2026-10-21 | 恒泰机电 | M1 | 弯头 | 1 | 20.0049 | {total} |
| 2026-10-21 | 恒泰机电 | M1 | 三通 | 3 | 10.0049 | |
| 2026-10-21 | 恒泰机电 | M1 | 螺栓 | 2 | {last} | |"""
ODD = "10.0049"


@pytest.mark.parametrize(
    ("last", "total", "fen"),
    [
        (ODD, "70.02", [2000, 3001, 2001]),
        (ODD, "70.03", [2000, 3002, 2001]),
        (ODD, "70.05", [2001, 3002, 2002]),
        (ODD, "69.99", [1999, 3000, 2000]),
        ("0", "50.03", [2001, 3002, 0]),
        ("0", "50.04", None),
        (ODD, "70.06", None),
        (ODD, "69.98", None),
    ],
)
def test_the_shares_of_a_merged_amount_make_it_up_to_the_fen(last, total, fen):
    found = table(THIRDS.format(last=last, total=total), merged=[(1, 6, 3, 6)])
    assert found.values["amount_incl"] == (fen or [None] * 3)
    assert codes(found) == ([] if fen else ["C128"] * 3)


def test_a_merged_price_is_each_lines():
    found = table(MERGED.format(first=20, second="", total=200), merged=[(1, 5, 2, 5)])
    assert found.values["unit_price_incl"] == [scaled("20", 6), scaled("20", 6), scaled("3", 6)]


def test_amounts_merged_over_one_line_and_blank_rows_are_that_lines():
    found = table(MERGED.format(first=20, second=20, total=200), merged=[(3, 6, 4, 6), (1, 5, 1, 6)])
    assert codes(found) == []


DISCOUNTED = """| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | {header} | 金额 |
| 2026-10-21 | 恒泰机电 | B9 | 弯头 | 10 | {line} |"""


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("面价 | 折扣 | 成交价", "20 | 93% | 18.6 | 186"),
        ("折扣率 | 折后单价", "0.93 | 18.6 | 186"),
        ("原价 | 折扣 | 单价", "20 | 9.3折 | 18.6 | 186"),
        ("折扣 | 成交价", "93% | 18.6 | "),
    ],
)
def test_a_discount_that_is_in_the_price_is_not_taken_off_again(header, line):
    found = table(DISCOUNTED.format(header=header, line=line))
    assert "discount_rate" not in found.values
    assert found.values["unit_price_incl"] == [scaled("18.6", 6)]
    assert codes(found) == ["C210"]


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("单价 | 折扣", "20 | 93% | 186"),
        ("成交价 | 折扣", "20 | 93% | 186"),  # the amount says that it is not in the price yet
        ("原价 | 单价 | 折扣", "20 | 20 | 93% | 186"),
    ],
)
def test_a_discount_that_is_not_in_the_price_is_taken_off(header, line):
    found = table(DISCOUNTED.format(header=header, line=line))
    assert found.values["discount_rate"] == [scaled("0.93", 9)]


COUNTED = """| 送货日期 | 客户 | 送货单号 | 品名 | {header} |
| 2026-10-23 | 恒泰机电 | Z1 | 卡套 | {line} |"""


@pytest.mark.parametrize(
    ("header", "line", "quantity"),
    [
        ("数量(千个) | 单位 | 单价(元/千个) | 金额", "2 | 千个 | 1280 | 2560", "2000"),
        ("数量(千个) | 单价 | 金额", "2 | 1.28 | 2560", "2000"),
        ("数量(千个) | 单价 | 金额", "2 | 1280 | 2560", "2000"),
        ("数量（万只） | 单价(元/只) | 金额", "0.2 | 1.28 | 2560", "2000"),
        ("数量(一百个) | 单价(元/100个) | 金额", "20 | 128 | 2560", "2000"),
        ("数量(KPCS) | 单位 | 单价 | 金额", "2 | pcs | 1.28 | 2560", "2000"),
        ("数量 | 单位 | 单价(元/千个) | 金额", "2000 | 个 | 1280 | 2560", "2000"),
        ("数量(个) | 单价 | 金额", "2000 | 1.28 | 2560", "2000"),
        ("数量(千克) | 单价 | 金额", "2000 | 1.28 | 2560", "2000"),
    ],
)
def test_quantities_counted_by_the_thousand_are_counted_out(header, line, quantity):
    found = table(COUNTED.format(header=header, line=line))
    assert found.values["qty"] == [scaled(quantity, 4)]
    assert found.values["unit_price_incl"] == [scaled("1.28", 6)]
    assert found.values["amount_incl"] == [256000]
    assert [one for one in found.findings if one.severity is Severity.ERROR] == []


def test_the_unit_is_that_of_one_piece_and_is_said():
    found = table(COUNTED.format(header="数量(千个) | 单位 | 单价(元/千个)", line="2 | 千个 | 1280"))
    assert found.values["unit"] == ["个"]
    assert codes(found) == ["C204", "C204"]
    assert "1000" in found.findings[0].message


@pytest.mark.parametrize(
    ("header", "price", "said"), [("单价(元/千个)", "1280", "除以 1000，"), ("单价(万元/千个)", "0.128", "乘以 10，")]
)
def test_what_was_done_to_a_price_is_said_as_it_was_done(header, price, said):
    found = table(COUNTED.format(header=f"数量 | 单位 | {header}", line=f"2000 | 个 | {price}"))
    assert found.values["unit_price_incl"] == [scaled("1.28", 6)]
    (note,) = found.findings
    assert (note.code, said in note.message) == ("C204", True)


def test_a_price_that_may_be_for_one_or_for_a_thousand_is_asked_about():
    found = table(COUNTED.format(header="数量(千个) | 单价", line="2 | 1280"))
    (finding,) = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (finding.code, finding.field) == ("C129", "unit_price_incl")
    assert found.unread == {(0, "unit_price_incl")}


def test_totals_of_quantities_by_the_thousand_are_too():
    found = table(
        COUNTED.format(header="数量(千个) | 单价 | 金额", line="2 | 1.28 | 2560") + "\n| 合计 | | | | 2 | | 2560 |"
    )
    assert (found.totals, codes(found)) == (1, ["C204"])


@pytest.mark.parametrize(
    ("text", "power", "unit"),
    [("千个", 3, "个"), ("万只", 4, "只"), ("1000件", 3, "件"), ("kpcs", 3, "pcs"), ("百张", 2, "张")],
)
def test_headers_say_what_quantities_are_counted_by(text, power, unit):
    counted = header_hints(f"数量({text})").counted_in
    assert counted is not None
    assert (counted.ten_power, counted.unit) == (power, unit)
    assert plain(f"数量({text})") == "数量"


@pytest.mark.parametrize("text", ["千克", "公斤", "kg", "万元", "个", "百分比", "千", "订货"])
def test_units_of_their_own_are_counted_by_nothing(text):
    assert header_hints(f"数量({text})").counted_in is None


SOLD = "送货单号 | 日期 | 客户 | 品名 | 数量 | 单位 | 单价\nS-1 | 2026-10-05 | 南屏机电 | 胶管 | 1000 | 条 | {}"


@pytest.mark.parametrize(
    ("cell", "price"), [("10元/千条", "0.01"), ("10元/百条", "0.1"), ("10元/条", "10"), ("10元/万条", "0.001")]
)
def test_a_price_that_says_that_it_is_for_a_thousand_is_that_of_one(cell, price):
    found = table(SOLD.format(cell))
    assert (found.values["unit_price_incl"], codes(found)) == ([scaled(price, 6)], [])


@pytest.mark.parametrize(("cell", "code"), [("10元/百", "C103"), ("10元/千", "C103"), ("10元/千箱", "C122")])
def test_it_waits_where_nobody_knows_of_what_or_of_something_else(cell, code):
    found = table(SOLD.format(cell))
    assert (found.values["unit_price_incl"], codes(found)) == ([None], [code])
