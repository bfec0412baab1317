"""Freight and discounts that stand beside the goods of a slip: read where they can be, and never passed over."""

from __future__ import annotations

from datetime import date

import pytest
from drawn import codes, drawn, table
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl import words
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Answer
from neiqin_xl.intake.judge import bad_rows, judge
from neiqin_xl.intake.recognition.recognise import recognise
from neiqin_xl.intake.tables.charge_labels import Charge, charge_of
from neiqin_xl.intake.tables.layout import find_tables
from neiqin_xl.intake.typed.parse import parse
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Reference

SLIP = """| 飞鹭工具送货单 | | | | | | | |
| 客户：恒泰机电 | | | | 单号：Z01 | | | |
| 日期：2026-10-20 | | | | | | | |
| 序号 | 产品编码 | 品名 | 规格 | 单位 | 数量 | 单价 | 金额 |
| 1 | A-1 | 接头 | 1/2 | 套 | 10 | 45.5 | 455 |
| 2 | A-2 | 弯头 | 1/4 | 套 | 1 | 45 | 45 |
"""
TOTAL = "| 合计 | | | | | 11 | | 500 |\n"


def slip(*rows):
    """The slip with these rows below its lines, as it comes out of the process that reads it."""
    found = table(SLIP + "\n".join(rows))
    (again,) = decode(encode(Answer("", 0, "read", None, [found]))).tables
    return again


def held(found):
    bad, whole = bad_rows(found, found.findings)
    return set(range(len(found))) if whole else bad


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("| 代垫运费：120 | | | 税率：13% | | | | |", "charged_freight"),
        ("| 代垫运费： | '120 | | | 送货人：老吴 | | 收货人签字： | |", "charged_freight"),
        ("| 代垫运费： | 120 | | 税率： | '13% | | | |", "charged_freight"),
        ("| 代垫运费 | | | | | | | 120 |", "charged_freight"),
        ("| 代垫运费 120元 | | | | | | | |", "charged_freight"),
        ("| 运费：120.00 | | | | | | | |", "other_charge"),
        ("| 运费 | | | | | | | 120 |", "other_charge"),
        ("| | | 运费 | | | | | 120 |", "charged_freight"),
    ],
)
def test_freight_under_the_lines_is_the_slips_like_that_above_them(row, field):
    found = slip(TOTAL + row)
    assert found.values[field] == [12000, None]
    assert (len(found), held(found), found.sums["amount_incl"]) == (2, set(), {"CNY": "500.00"})
    assert codes(found).count("S108") == 1


@pytest.mark.parametrize("name", ["运费", "代垫运费", "快递费", "物流费"])
@pytest.mark.parametrize(("numbers", "total"), [("次 | 1 | 60 | 60", 560), ("| | | 60", 560), ("| | 60 |", 500)])
def test_a_row_of_freight_among_the_goods_is_the_slips_charge_and_no_line(name, numbers, total):
    found = slip(f"| 3 | | {name} | | {numbers} |\n| 合计 | | | | | | | {total} |")
    assert (found.values["charged_freight"], len(found), held(found)) == ([6000, None], 2, set())
    assert "S201" not in codes(found)


def test_each_slip_of_a_list_has_its_own_freight():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
        | 2026-10-20 | 恒泰机电 | S1 | 运费 | | | | 15 |
        | 2026-10-21 | 华新五金 | S2 | 接头 | 5 | 套 | 4 | 20 |
        | 2026-10-21 | 华新五金 | S2 | 弯头 | 5 | 套 | 4 | 20 |
        | 2026-10-21 | 华新五金 | S2 | 快递费 | 1 | 次 | 8 | 8 |""")
    assert found.values["charged_freight"] == [1500, 800, None]
    assert found.values["shipment_no"] == ["S1", "S2", "S2"]


def test_several_rows_of_freight_on_one_slip_add_up_and_one_under_them_says_the_same():
    rows = ["| 3 | | 运费 | | 次 | 1 | 60 | 60 |", "| 4 | | 运费 | | 次 | 1 | 60 | 60 |"]
    assert slip(*rows).values["charged_freight"] == [12000, None]
    assert slip(*rows, "| 代垫运费：120 | | | | | | | |").values["charged_freight"] == [12000, None]
    assert held(slip(*rows, "| 代垫运费：90 | | | | | | | |")) == {0, 1}


def test_freight_with_a_code_of_its_own_is_what_the_office_made_it():
    found = slip("| 3 | F-1 | 运费 | | 次 | 1 | 60 | 60 |")
    assert (len(found), "charged_freight" in found.values) == (3, False)


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        ("| 3 | | 运费 | | 次 | 1 | | |", "没有写金额"),
        ("| 代垫运费：-60 | | | | | | | |", "负数"),
    ],
)
def test_freight_that_says_no_amount_holds_its_slip_with_what_to_do(row, seen):
    found = slip(row)
    (finding,) = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (finding.code, finding.row, held(found)) == ("C131", 7, {0, 1})
    assert seen in finding.message
    assert "代垫运费" in finding.message


@pytest.mark.parametrize(
    "numbers", ["次 | 1 | | -60", "次 | 1 | -60 | -60", "次 | -1 | 60 | -60", "次 | -1 | 60 |", "| | | -60"]
)
@pytest.mark.parametrize("total", ["", "| 合计 | | | | | | | 440 |\n"])
def test_a_row_of_freight_that_is_given_back_is_asked_about_alone(numbers, total):
    found = slip(f"| 3 | | 运费 | | {numbers} |\n{total}")
    (finding,) = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (finding.code, finding.row, held(found), len(found)) == ("C131", 7, {2}, 3)
    assert ("-60.00" in finding.message, "调整单" in finding.message) == (True, True)
    assert [one for one in judge(found, Reference(today=date(2026, 11, 1))) if one.severity is Severity.ERROR] == []
    assert "charged_freight" not in found.values


@pytest.mark.parametrize(
    "row", ["| 运费：-20 | | | | | | | |", "| 代垫运费 -20元 | | | | | | | |", "| 运费： | -20 | | | | | | |"]
)
def test_freight_that_is_given_back_under_the_lines_holds_the_slip_and_says_one_way_out(row):
    (finding,) = [one for one in slip(TOTAL + row).findings if one.severity is Severity.ERROR]
    assert finding.message.endswith(
        " -20.00 是负数，这张单先没有入账；退还运费的请另登调整单（调减），删去这一行；写错了的请改成正数，再放入"
    )
    assert held(slip(TOTAL + row.replace("-", ""))) == set()


def test_freight_beside_freight_that_is_given_back_is_the_slips_all_the_same():
    found = slip("| 3 | | 代垫运费 | | 次 | 1 | 90 | 90 |\n| 4 | | 运费 | | 次 | 1 | | -60 |")
    assert (found.values["charged_freight"], held(found)) == ([9000, None, None], {2})


def test_freight_in_a_net_column_is_asked_about():
    found = table(SLIP.replace("单价 | 金额", "未税单价 | 未税金额") + "| 3 | | 运费 | | 次 | 1 | 60 | 60 |")
    assert held(found) == {0, 1}
    assert "不含税" in found.findings[0].message


@pytest.mark.parametrize(
    "row",
    [
        "| 2026-10-21 | 华新五金 | S2 | 运费 | 1 | 次 | 15 | 15 |",
        "| 2026-10-20 | 华新五金 | S2 | 送货费 | 1 | 次 | 15 | 15 |",
        "| 2026-10-20 | 华新五金 | | 运费 | 1 | 次 | 15 | 15 |",
        "| 2026-10-23 | 恒泰机电 | | 运费 | 1 | 次 | 15 | 15 |",
    ],
)
def test_freight_of_a_paper_without_goods_is_a_line_and_never_the_paper_aboves(row):
    found = table(f"""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
        {row}""")
    assert (len(found), held(found), "charged_freight" in found.values) == (2, set(), False)
    assert (found.values["customer_name"][1], found.values["amount_incl"]) == (row.split(" | ")[1], [4000, 1500])


def test_freight_of_another_customer_or_day_stays_there_on_a_list_without_numbers():
    found = table("""
        | 送货日期 | 客户 | 品名 | 数量 | 单位 | 金额 |
        | 2026-10-20 | 恒泰机电 | 接头 | 10 | 套 | 40 |
        | 2026-10-20 | 恒泰机电 | 运费 | 1 | 次 | 5 |
        | 2026-10-20 | 华新五金 | 运费 | 1 | 次 | 15 |
        | 2026-11-03 | 恒泰机电 | 运费 | 1 | 次 | 7 |""")
    assert found.values["charged_freight"] == [500, None, None]
    assert found.values["amount_incl"] == [4000, 1500, 700]


AMONG = """
    | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 金额 | {head} |
    | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 40 | {goods} |
    | 2026-10-20 | 恒泰机电 | S1 | 运费 | 1 | 次 | 15 | {freight} |{more}"""


@pytest.mark.parametrize(
    ("goods", "freight", "bearer"),
    [
        ("", "我方承担", "我方承担"),
        ("我方承担", "客户承担", "客户承担"),
        ("客户承担", "我方承担", "我方承担"),
        ("我方承担", "", "我方承担"),
        ("客户承担", "代垫", "客户承担"),
        ("", "", None),
    ],
)
def test_who_bears_freight_among_the_goods_its_own_row_says(goods, freight, bearer):
    found = table(AMONG.format(head="运费承担方", goods=goods, freight=freight, more=""))
    assert (found.values["charged_freight"], found.values["freight_bearer"]) == ([1500], [bearer])


@pytest.mark.parametrize(
    ("head", "goods", "freight", "seen"),
    [
        ("币种", "CNY", "USD", "的币种是 USD"),
        ("币种", "", "USD", "的币种是 USD"),
        ("运费", "15", "", "分不清是不是同一笔"),
        ("代垫运费 | 运费承担方", "15 | 客户承担", " | 我方承担", "和单上别的运费不一样"),
    ],
)
def test_a_row_of_freight_that_its_slip_contradicts_waits_alone(head, goods, freight, seen):
    found = table(AMONG.format(head=head, goods=goods, freight=freight, more=""))
    (finding,) = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (finding.code, finding.row, held(found), seen in finding.message) == ("C131", 3, {1}, True)


@pytest.mark.parametrize(
    ("head", "goods", "freight", "charged"),
    [("币种", "USD", "USD", 1500), ("币种", "USD", "", 1500), ("运费", "20", "", 1500), ("代垫运费", "15", "", 1500)],
)
def test_a_row_of_freight_that_agrees_with_its_slip_is_charged_once(head, goods, freight, charged):
    found = table(AMONG.format(head=head, goods=goods, freight=freight, more=""))
    assert (len(found), found.values["charged_freight"], held(found)) == (1, [charged], set())


@pytest.mark.parametrize(("under", "holds"), [("15", False), ("20", True)])
def test_a_label_under_the_lines_says_a_row_of_freight_again_or_holds_the_slip(under, holds):
    more = f"\n| 合计 | | | | | | 55 | |\n| 运费：{under} | | | | | | | |"
    found = table(AMONG.format(head="备注", goods="", freight="", more=more))
    assert (found.values["charged_freight"], "other_charge" in found.values) == ([1500], False)
    assert bool(held(found)) == holds


@pytest.mark.parametrize(("bearer", "is_held"), [("我方承担", True), ("到付", True), ("客户承担", False), ("", False)])
def test_freight_alone_that_the_customer_does_not_bear_is_no_line_that_he_owes(bearer, is_held):
    found = table(
        f"""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 金额 | 运费承担方 |
        | 2026-10-20 | 恒泰机电 | S1 | 运费 | 1 | 次 | 60 | {bearer} |""",
        fixed="shipment",
    )
    assert bool(held(found)) == is_held
    assert all("不向客户收" in one.message for one in found.findings if one.severity is Severity.ERROR)


def test_two_rows_of_freight_that_two_bear_are_not_added_up():
    more = "\n| 2026-10-20 | 恒泰机电 | S1 | 快递费 | 1 | 次 | 8 | 我方承担 |"
    found = table(AMONG.format(head="运费承担方", goods="", freight="客户承担", more=more))
    assert (found.values["charged_freight"], held(found)) == ([1500, None], {1})


@pytest.mark.parametrize("column", ["单据状态", "备注"])
def test_cancelled_freight_is_not_charged(column):
    found = table(f"""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 金额 | {column} |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 40 | |
        | 2026-10-20 | 恒泰机电 | S1 | 运费 | 1 | 次 | 15 | 作废 |""")
    assert (len(found), "charged_freight" in found.values) == (2, False)


def test_freight_of_nothing_takes_back_what_an_earlier_list_charged():
    assert slip("| 3 | | 运费 | | 次 | 1 | 0 | 0 |").values["charged_freight"] == [0, None]


def test_freight_with_a_rate_of_its_own_beside_its_net_amount_is_computed():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 不含税金额 | 税率 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 1000 | 13% |
        | 2026-10-20 | 恒泰机电 | S1 | 运费 | 1 | 次 | 100 | 9% |""")
    assert (found.values["charged_freight"], held(found)) == ([10900], set())


def test_freight_beside_the_head_of_a_slip_between_the_lines_is_that_of_the_lines_below():
    found = table(
        """
        | 客户：恒泰机电 | | 单号：S1 | 代垫运费：7 |
        | 品名 | 单位 | 数量 | 金额 |
        | 接头 | 套 | 10 | 40 |
        | 客户：华新五金 | | 单号：S2 | 代垫运费：15 |
        | 弯头 | 套 | 5 | 20 |""",
        fixed="shipment",
    )
    assert found.values["customer_name"] == ["恒泰机电", "华新五金"]
    assert found.values["charged_freight"] == [700, 1500]
    assert codes(found) == ["S108"]


MANY = """| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
| 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
{between}| 2026-10-21 | 华新五金 | S2 | 接头 | 5 | 套 | 4 | 20 |
{under}"""


@pytest.mark.parametrize(
    "under",
    [
        "| 代垫运费：15 | | | | | | | |",
        "| 代垫运费 | | | | | | | 15 |",
        "| 合计 | | | | 15 | | | 60 |\n| 代垫运费 | | | | | | | 15 |",
    ],
)
def test_freight_under_many_slips_is_nobodys_and_is_said(under):
    found = table(MANY.format(between="", under=under))
    assert held(found) == {1}
    assert "分不清是哪一张" in found.findings[0].message


@pytest.mark.parametrize(("numbers", "quantity"), [("| | | 60", 10000), ("2 | 次 | 30 | 60", 20000), ("| | | ", None)])
def test_freight_alone_on_a_sheet_is_a_line_and_counts_once_where_it_says_no_more(numbers, quantity):
    found = table(
        f"""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 运费 | {numbers} |""",
        fixed="shipment",
    )
    assert (found.values["product_name"], found.values["qty"]) == (["运费"], [quantity])


@pytest.mark.parametrize(
    ("row", "quantity"),
    [
        ("| 2026-10-20 | 恒泰机电 | | 运费 | | | | 60 |", None),  # of S2 its number, of S1 its customer
        ("| 2026-10-20 | 恒泰机电 | S3 | 运费 | | | | 60 |", 10000),
        ("| 2026-10-20 | 恒泰机电 | S3 | 运费 | 0 | | | 60 |", 0),
    ],
    ids=["a number filled down", "a number of its own", "no quantity at all"],
)
def test_freight_of_which_nobody_can_tell_the_slip_becomes_no_line_of_one(row, quantity):
    found = table(
        f"""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
        | 2026-10-21 | 华新五金 | S2 | 接头 | 5 | 套 | 4 | 20 |
        {row}""",
        fixed="shipment",
    )
    assert found.values["qty"] == [100000, 50000, quantity]


LISTED = """
    | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
    | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
    | 2026-10-21 | {buyer} | S2 | 接头 | 5 | 套 | 4 | 20 |
    | 2026-10-21 | {buyer} | S2 | 弯头 | 5 | 套 | 4 | 20 |
    {row}"""


@pytest.mark.parametrize(
    ("buyer", "row", "is_asked"),
    [
        ("恒泰机电", "| | | | 运费 | | | | 60 |", True),
        ("华新五金", "| | | | 运费 | 1 | 次 | 60 | 60 |", True),
        ("恒泰机电", "| | 恒泰机电 | | 运费 | | | | 60 |", True),  # of both
        ("华新五金", "| | 华新五金 | | 运费 | | | | 60 |", False),
        ("恒泰机电", "| 2026-10-21 | | | 运费 | | | | 60 |", False),
        ("恒泰机电", "| | | S2 | 运费 | | | | 60 |", False),
    ],
)
def test_a_row_of_freight_under_several_slips_must_say_whose_it_is(buyer, row, is_asked):
    found = table(LISTED.format(buyer=buyer, row=row))
    assert (codes(found), held(found)) == ((["C131"], {1, 2}) if is_asked else (["S108"], set()))
    assert found.values.get("charged_freight", [None] * 3)[1] == (None if is_asked else 6000)


def test_where_numbers_stand_once_a_slip_a_row_of_freight_is_of_the_slip_above():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
        | | | | 弯头 | 8 | 套 | 3.75 | 30 |
        | 2026-10-21 | 恒泰机电 | S2 | 接头 | 5 | 套 | 4 | 20 |
        | | | | 弯头 | 5 | 套 | 4 | 20 |
        | | | | 运费 | | | | 60 |""")
    assert (found.values["charged_freight"], held(found)) == ([None, None, 6000, None], set())


def test_a_row_of_freight_under_each_slip_of_a_list_is_that_slips():
    row = "| 代垫运费 | | | | | | | {} |\n"
    found = table(MANY.format(between=row.format(15), under=row.format(8)))
    assert (found.values["charged_freight"], held(found)) == ([1500, 800], set())


def test_freight_among_returned_goods_is_a_line_and_under_them_it_is_the_returns():
    lines = """
        | 退货单号 | 退货日期 | 客户 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | T1 | 2026-10-20 | 恒泰机电 | 接头 | 10 | 套 | 4 | 40 |
        """
    among = table(lines + "| T1 | 2026-10-20 | 恒泰机电 | 运费 | 1 | 次 | 15 | 15 |")
    assert (among.values["product_name"], held(among)) == (["接头", "运费"], set())
    under = table(lines + "| 运费：15 | | | | | | | |")
    assert (under.values["freight"], held(under)) == ([1500], set())


def test_freight_on_an_order_is_a_line_of_it():
    found = table("""
        | 订单号 | 下单日期 | 客户 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | D1 | 2026-10-20 | 恒泰机电 | 接头 | 10 | 套 | 4 | 40 |
        | D1 | 2026-10-20 | 恒泰机电 | 运费 | 1 | 次 | 15 | 15 |""")
    assert (found.type.name, len(found), held(found)) == ("order", 2, set())


@pytest.mark.parametrize(
    "rows",
    [
        "| 优惠：-5 | | | | | | | |",
        "| 优惠： | | | | | | | -5 |\n| 实收： | | | | | | | 495 |",
        "| 优惠 50 | | | | | | | |",
        "| 折后金额（9折）：450 | | | | | | | |",
        "| 抹零： | 0.5 | | | | | | |",
        "| | | 优惠 | | | | | -5 |",
        "| 优惠 | | | | | | | -5 |",
    ],
)
@pytest.mark.parametrize("total", ["", TOTAL])
def test_a_discount_under_the_lines_holds_the_slip_until_it_is_on_them(rows, total):
    found = slip(total + rows)
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    assert {one.code for one in errors} == {"C131"}
    assert (len(found), held(found)) == (2, {0, 1})
    assert "折扣额" in errors[0].message
    assert errors[0].cell


def test_a_discount_above_the_lines_holds_them_and_one_of_nothing_does_not():
    above = SLIP.replace("日期：2026-10-20", "日期：2026-10-20  整单优惠：50")
    found = table(above)
    assert (held(found), codes(found)) == ({0, 1}, ["C131"])
    assert "50.00" in found.findings[0].message
    assert held(table(above.replace("优惠：50", "优惠：0"))) == set()


@pytest.mark.parametrize(
    "row",
    [
        "| 优惠：0 | | | | | | | |",
        "| 优惠：满2000减50 | | | | | | | |",
        "| 满1000元优惠50元，满2000优惠120元 | | | | | | | |",
        "| 折扣： | '100% | | | | | | |",
        "| 实收： | | | | | 11 | | |",
        "| 实收： | | | | | 11 | | 500 |",
        "| 实收： | 11 | | | | | | |",
        "| 优惠： | | | | | 电话：13800000000 | | |",
        "| 折后金额：500 | | | | | | | |",
        "| 实收：500.00 | | | | | | | |",
        "| 运费：到付 | | | | | | | |",
        "| 备注：以上单价已是优惠价 | | | | | | | |",
        "| 第一联：存根 | | | | | | | |",
    ],
)
def test_what_takes_nothing_off_is_no_matter(row):
    found = slip(TOTAL + row)
    assert (held(found), [one for one in found.findings if one.code == "C131"]) == (set(), [])


def test_a_discount_that_the_lines_show_is_not_asked_about():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单价 | 折扣额 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 4 | 5 | 35 |
        | 合计 | | | | 10 | | 5 | 35 |
        | 优惠：5 | | | | | | | |""")
    assert held(found) == set()


@pytest.mark.parametrize(
    "row", ["| 以上货款优惠50元 | | | | | | | |", "| 实收： | | | | | | | 400 |", "| 折扣：9折 | | | | | | | |"]
)
def test_what_may_be_a_discount_is_told(row):
    found = slip(TOTAL + row)
    (finding,) = [one for one in found.findings if one.code == "C131"]
    assert (finding.severity, held(found)) == (Severity.WARNING, set())
    assert found.unread == frozenset()


@pytest.mark.parametrize("row", ["| 3 | | 抹零 | | 次 | 1 | | 5 |", "| 3 | | 整单优惠 | | | 1 | 5 | 5 |"])
def test_a_discount_counted_like_goods_is_never_owed(row):
    found = slip(row)
    assert (found.values["product_name"], held(found), codes(found)) == (["接头", "弯头"], {0, 1}, ["C131"])


@pytest.mark.parametrize(
    "row",
    ["| 3 | | 抹零 | | 次 | 1 | | -5 |", "| 3 | | 折扣 | | 次 | -1 | 5 | -5 |", "| 3 | | 折扣 | | 次 | 1 | | 0 |"],
)
def test_a_counted_discount_that_takes_off_or_costs_nothing_is_a_line(row):
    assert slip(row).values["product_name"][2] in ("抹零", "折扣")


def test_a_discount_in_words_holds_lines_whose_amount_their_price_does_not_show():
    assert held(table(SLIP.replace("| 455 |", "| 409.5 |") + "| 折扣：9折 | | | | | | | |")) == {0, 1}


def test_money_paid_for_several_slips_at_once_is_no_discount():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
        | 2026-10-21 | 恒泰机电 | S2 | 接头 | 5 | 套 | 4 | 20 |
        | 实收： | | | | | | | 60 |""")
    assert "C131" not in codes(found)


PAID = """
    | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
    | 2026-10-20 | 恒泰机电 | S1 | 接头 | 10 | 套 | 4 | 40 |
    | 2026-10-20 | 恒泰机电 | S1 | 弯头 | 8 | 套 | 3.75 | 30 |
    {between}
    | 2026-10-21 | 华新五金 | S2 | 接头 | 5 | 套 | | {second} |
    | 2026-10-21 | 华新五金 | S3 | 接头 | 6 | 套 | 4 | 24 |
    {under}"""


@pytest.mark.parametrize(
    ("under", "second", "is_told"),
    [
        ("| 实收： | | | | | | | 70 |", 20, False),
        ("| 实收：20.00 | | | | | | | |", 20, False),
        ("| 实收： | | | | | | | 70 |", 70, True),  # two slips come to it
        ("| 实收： | | | | | | | 69.99 |", 20, True),
        ("| 实收： | | | | | | | 40 |", 20, True),  # that of a line, not of a slip
        ("| 优惠： | | | | | | | 70 |", 20, True),
    ],
)
def test_what_is_paid_for_just_one_of_several_slips_is_no_matter(under, second, is_told):
    found = table(PAID.format(between="", second=second, under=under))
    assert ("C131" in codes(found)) is is_told


def test_what_is_paid_under_one_slip_is_not_taken_for_the_next_ones():
    between = "| 实收： | | | | | | | 20 |"
    assert "C131" in codes(table(PAID.format(between=between, second=20, under="")))


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("运费", Charge.FREIGHT),
        ("代垫运费：", Charge.CHARGED),
        ("折后金额（9折）", Charge.AFTER),
        ("整单优惠", Charge.TAKEN_OFF),
        ("运费险", None),
        ("折弯机", None),
        ("减速机", None),
        ("优惠券", None),
        ("费斯托接头", None),
    ],
)
def test_labels_are_known_whole(text, charge):
    assert charge_of(text) is charge


@pytest.mark.parametrize(
    "text", [*words.FREIGHT_ROWS, *words.DISCOUNT_ROWS, *words.AFTER_DISCOUNT_ROWS, *words.PAID_ROWS]
)
def test_every_label_of_the_vocabulary_is_known_however_it_is_written(text):
    assert charge_of(text) is charge_of(f"{text.upper()}：") is not None


_NAMES = st.text(alphabet="运费代垫快递优惠折扣减速机接头", min_size=1, max_size=5)


@given(st.lists(st.tuples(_NAMES, st.integers(1, 9)), min_size=1, max_size=6))
def test_no_line_of_goods_with_a_code_is_lost_whatever_it_is_called(lines):
    rows = "\n".join(f"| {i} | A-{i} | '{name} | | 套 | {n} | 2 | {2 * n} |" for i, (name, n) in enumerate(lines, 3))
    found = slip(rows)
    assert len(found) == len(lines) + 2
    assert held(found) == set()


@given(st.lists(st.tuples(_NAMES, st.integers(1, 9)), min_size=1, max_size=6))
def test_a_row_without_a_code_is_a_line_or_freight_of_its_slip_or_a_discount_that_is_asked_about(lines):
    rows = "\n".join(f"| {i} | | '{name} | | 套 | {n} | 2 | {2 * n} |" for i, (name, n) in enumerate(lines, 3))
    found = slip(rows)
    charges = [charge_of(name) for name, _ in lines]
    freight = [one for one in charges if one in (Charge.FREIGHT, Charge.CHARGED)]
    discounts = charges.count(Charge.TAKEN_OFF)
    assert len(found) == len(lines) + 2 - len(freight) - discounts
    assert bool(freight or discounts) == ("S108" in codes(found) or bool(held(found)))
    assert codes(found).count("C131") >= discounts


@pytest.mark.parametrize(
    ("rows", "row"),
    [("| 3 | | 运费 | | 次 | 1 | 60 | 60 |\n" + TOTAL, 6), (TOTAL + "| 代垫运费 | | | | | | | 60 |", 7)],
)
def test_freight_that_is_crossed_out_is_asked_about(rows, row):
    sheet = drawn(SLIP + rows)
    sheet.struck = {(row, column) for column in range(8)}
    (grid,) = find_tables(sheet)
    found = parse(grid, recognise(grid, "表.xlsx"), "CNY")
    assert ("charged_freight" in found.values, held(found)) == (False, {0, 1})
    (asked,) = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (asked.code, asked.row) == ("C131", row + 1)
    assert "删除线" in asked.message


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ("| 已付定金 | | | | | | | 300 |", Severity.WARNING),
        ("| | | 订金 | | | | | 300 |", Severity.WARNING),
        ("| | | 已收款 | | | | | -300 |", Severity.WARNING),
        ("| 应付余款 | | | | | | | 200 |", Severity.NOTE),
        ("| | | 尾款 | | | | | 200 |", Severity.NOTE),
    ],
)
def test_what_was_paid_or_is_left_to_pay_is_no_line_and_holds_none(row, severity):
    found = slip(TOTAL + row)
    assert (len(found), held(found)) == (2, set())
    assert [one.severity for one in found.findings if one.code == "S126"] == [severity]
    assert found.column("charged_freight") == [None] * 2


@pytest.mark.parametrize(("total", "told"), [(500, []), (200, []), (300, ["S201"])])
def test_a_total_under_a_deposit_may_have_it_taken_off(total, told):
    found = slip(f"| | | 已付定金 | | | | | 300 |\n| 合计 | | | | | 11 | | {total} |")
    assert [one for one in codes(found) if one == "S201"] == told


def test_so_many_at_a_price_are_a_line_whatever_they_are_called():
    assert len(slip("| 3 | A-3 | 定金 | 大 | 个 | 2 | 5 | 10 |")) == 3
