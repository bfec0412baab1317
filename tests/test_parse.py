"""Cells to exact typed values, and sentences for what cannot be read."""

from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal

import pytest
from drawn import codes, table, tables
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.intake.sheet import UNCACHED
from neiqin_xl.intake.values.cells import Setting, read_cells
from neiqin_xl.intake.values.numerals import UnreadableError, read_number
from neiqin_xl.intake.values.shares import read_rate
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.words import Word


def read(kind, cell, *, choices=None, **how):
    """The value of one cell, or the code of its finding."""
    found = read_cells([cell], Setting(Field(Word("x", "某栏"), kind, choices=choices), **how))
    return found.unreadable[cell].code if cell in found.unreadable else found.values[cell]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("¥1,234.50", "1234.50"),
        ("￥0.35", "0.35"),
        ("１２３", "123"),
        ("(500)", "-500"),
        ("（500）", "-500"),
        ("500-", "-500"),
        ("−5", "-5"),
        ("-5", "-5"),
        ("+5", "5"),
        ("1.2万", "12000"),
        ("3千", "3000"),
        ("1，234", "1234"),
        (".5", "0.5"),
        ("100元", "100"),
        ("2.5元/件", "2.5"),
        ("RMB 88", "88"),
        ("-¥12", "-12"),
    ],
)
def test_numbers_are_read_as_they_are_written(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["-", "—", "/", "无", "N/A", "——"])
def test_a_written_nothing_is_a_blank(text):
    assert read_number(text) is None
    assert read(Kind.QTY, text) is None
    assert read(Kind.DATE, text) is None
    assert read(Kind.CODE, text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1052,75", "C104"),
        ("1.234.567", "C104"),
        ("1.234,56", "C104"),
        ("12,34,567", "C104"),
        ("待定", "C105"),
        ("面议", "C105"),
        ("1.23E+11", "C106"),
        ("十箱", "C103"),
        ("12箱6个", "C121"),
        ("约100", "C103"),
        ("50%", "C103"),
    ],
)
def test_what_can_be_read_two_ways_is_never_guessed(text, code):
    assert read(Kind.QTY, text) == code


def test_a_unit_behind_a_quantity_is_allowed_and_behind_a_price_is_not():
    assert read(Kind.QTY, "120件") == 1200000
    assert read(Kind.QTY, "2.5 kg") == 25000
    assert read(Kind.MONEY, "120件") == "C103"


def test_floats_are_exact_to_the_fifteen_digits_that_excel_keeps():
    assert read(Kind.MONEY, 0.1 + 0.2) == 30
    assert read(Kind.PRICE, 1.005) == 1005000
    assert read(Kind.QTY, 740150.0) == 7401500000
    assert read(Kind.MONEY, 1.005) == 101
    assert read(Kind.MONEY, -1.005) == -101
    assert read(Kind.RATE, 7.1234567) == 7123456700


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=4))
def test_every_quantity_comes_back_from_its_float(number):
    assert read(Kind.QTY, float(number)) == int(number * 10**4)


@given(st.integers(-(10**12), 10**12))
def test_every_amount_comes_back_from_its_text(fen):
    assert read(Kind.MONEY, f"{Decimal(fen) / 100:,.2f}") == fen


def test_more_places_than_a_quantity_has_are_rounded_and_said_once():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 0.33335 |
        | C2 | 2026-11-05 | 华新 | 螺栓 | 0.33334999 |
        | C3 | 2026-11-05 | 华新 | 螺栓 | 1 |
    """)
    assert found.values["qty"] == [3334, 3333, 10000]
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.cell) == ("C201", Severity.WARNING, "E2")
    assert "2 行" in finding.message


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (740150.0, "740150"),
        ("0013", "0013"),
        ("'0013", "0013"),
        (" ＡＢ－1 ", "AB-1"),
        ("D-001", "D-001"),
        (40.5, "40.5"),
    ],
)
def test_codes_are_text_and_keep_their_zeros(cell, code):
    assert read(Kind.CODE, cell) == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [("1.23E+11", "C106"), (1234567890123456.0, "C106"), (date(2026, 11, 5), "C112"), ("锟斤拷", "C110")],
)
def test_a_damaged_code_is_said(cell, code):
    assert read(Kind.CODE, cell) == code


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#DIV/0!"])
@pytest.mark.parametrize("kind", [Kind.QTY, Kind.TEXT, Kind.CODE, Kind.DATE, Kind.ENUM, Kind.BOOL, Kind.RATE])
def test_an_error_value_is_never_a_blank(cell, kind):
    assert read(kind, cell) == "C101"
    assert read(kind, UNCACHED) == "C102"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 11, 5), "2026-11-05"),
        (datetime(2026, 11, 5, 14, 30), "2026-11-05"),
        (46331.0, "2026-11-05"),
        (20261105.0, "2026-11-05"),
        ("20261105", "2026-11-05"),
        ("2026/11/5", "2026-11-05"),
        ("2026.11.5", "2026-11-05"),
        ("2026年11月5日", "2026-11-05"),
        ("2026-11-05 14:30:00", "2026-11-05"),
        ("46331", "2026-11-05"),
        ("11月初", "C107"),
        ("05-07-24", "C108"),
        (12.0, "C107"),
        ("11月5日", "C107"),
    ],
)
def test_days_are_read_in_every_style_and_never_guessed(cell, day):
    assert read(Kind.DATE, cell) == day


def test_serials_of_the_other_epoch_are_the_same_days():
    assert read(Kind.DATE, 46331.0 - 1462, epoch_1904=True) == "2026-11-05"


def test_a_day_without_a_year_takes_that_of_the_title():
    found = table("""
        | 2026年11月订单 | | | |
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D1 | 11月5日 | 华新 | 螺栓 | 1 |
    """)
    assert found.values["order_date"] == ["2026-11-05"]
    assert [(f.code, f.severity) for f in found.findings] == [("C205", Severity.WARNING)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("是", 1), ("Y", 1), ("√", 1), (1.0, 1), (True, 1), ("否", 0), ("N", 0), (0.0, 0), (False, 0), ("大概", "C109")],
)
def test_yes_and_no(cell, value):
    assert read(Kind.BOOL, cell) == value


def test_true_beside_one_are_two_different_cells():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 备注 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | 1 |
        | C2 | 2026-11-05 | 华新 | 螺栓 | 1 | 2 |
    """)
    assert found.values["remark"] == ["1", "2"]


def test_choices_know_their_spellings_and_keep_what_they_do_not_know():
    choices = {"换货补发": ("换货",), "退款": ()}
    assert read(Kind.ENUM, "换 货", choices=choices) == "换货补发"
    assert read(Kind.ENUM, "退款", choices=choices) == "退款"
    assert read(Kind.ENUM, "看情况", choices=choices) == "看情况"
    found = table("""
        | 退货单号 | 退货日期 | 客户 | 品名 | 退货数量 | 处理方式 |
        | T1 | 2026-11-05 | 华新 | 螺栓 | 1 | 看情况 |
    """)
    assert [(f.code, f.severity, f.cell) for f in found.findings] == [("C202", Severity.NOTE, "F2")]


def test_a_word_that_rules_ask_about_is_not_said_to_be_kept_as_it_is():
    found = table("| 差异号 | 处理状态 | 处理说明 |\n| X2-1A | 随便写 | 问过 |")
    assert (found.type.name, found.values["difference_state"], found.findings) == (
        "difference_decision",
        ["随便写"],
        [],
    )


def test_an_unreadable_cell_is_named_with_its_text_and_address():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1052,75 |
        | C2 | 11月初 | 华新 | 螺栓 | 1 |
    """)
    assert found.unread == {(0, "qty"), (1, "ship_date")}
    assert found.values["qty"] == [None, 10000]
    assert [(f.code, f.row, f.cell, f.field, f.severity) for f in found.findings] == [
        ("C104", 2, "E2", "qty", Severity.ERROR),
        ("C107", 3, "B3", "ship_date", Severity.ERROR),
    ]
    assert "“1052,75”" in found.findings[0].message


@pytest.mark.parametrize(
    ("text", "rate"),
    [("13%", "0.13"), ("13", "13"), ("0.13", "0.13"), ("免税", "0"), ("***", "0"), ("13.00%", "0.13")],
)
def test_rates_are_read_as_written(text, rate):
    assert read_rate(text) == (Decimal(rate), False)


@pytest.mark.parametrize(("text", "share"), [("9折", "0.9"), ("95折", "0.95"), ("8.8折", "0.88")])
def test_folds_say_what_is_paid(text, share):
    assert read_rate(text) == (Decimal(share), True)


@pytest.mark.parametrize(
    ("cell", "rate"), [("13", 130000000), ("0.13", 130000000), ("1", 10000000), ("'13%", 130000000)]
)
def test_tax_rates_are_shares_of_one(cell, rate):
    found = table(f"""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 税率 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | {cell} |
    """)
    assert found.values["tax_rate"] == [rate]


@pytest.mark.parametrize("cell", ["'1300%", "'１３０％", "'100%", "'130个点"])
def test_a_tax_rate_of_everything_or_more_is_asked_about(cell):
    found = table(f"""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 税率 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | {cell} |
    """)
    assert found.values["tax_rate"] == [None]
    assert codes(found) == ["C113"]


def discounted(*lines, header="折扣率"):
    rows = "\n".join(f"| D{i} | 2026-11-05 | 华新 | 螺栓 | {line} |" for i, line in enumerate(lines))
    return table(f"| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | {header} | 金额 |\n{rows}")


@pytest.mark.parametrize(
    "lines",
    [
        ("10 | 100 | 0.95 | 950", "10 | 10 | 1 | 100"),
        ("10 | 100 | 0.05 | 950", "10 | 100 | 0.05 | 950"),
        ("10 | 100 | 95 | 950", "10 | 100 | 95 | 950"),
        ("10 | 100 | 9.5 | 950", "10 | 100 | 9.5 | 950"),
        ("10 | 100 | '5% | 950", "10 | 100 | '5% | 950"),
        ("10 | 100 | 95折 | 950", "10 | 100 | 95折 | 950"),
    ],
)
def test_the_arithmetic_says_what_a_discount_means(lines):
    found = discounted(*lines)
    assert found.values["discount_rate"][0] == 950000000
    assert codes(found) == []


@pytest.mark.parametrize(
    ("cell", "share"), [("0.95", 950000000), ("0.05", 950000000), ("95", 950000000), ("5", 950000000)]
)
def test_a_discount_that_nothing_explains_is_taken_as_usual_and_said(cell, share):
    found = discounted(f"10 | | {cell} | ")
    assert found.values["discount_rate"] == [share]
    assert codes(found) == ["C203"]


def test_a_column_of_amounts_in_ten_thousands_is_multiplied_and_said():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 价税合计（万元） |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | 1.25 |
    """)
    assert found.values["amount_incl"] == [1250000]
    assert found.sums["amount_incl"] == {"CNY": "12500.00"}
    assert codes(found) == ["C204"]


@pytest.mark.parametrize(
    ("header", "cell", "fen"),
    [
        ("金额万元", "1.25", 1250000),
        ("金额（百万元）", "1.23456789", 123456789),
        ("金额（千万元）", "1.25", 1250000000),
        ("金额(百万美元)", "1.25", 125000000),
        ("金额（十万元）", "1.25", 12500000),
        ("金额(百元)", "1.25", 12500),
        ("金额（分）", "12345", 12345),
    ],
)
def test_every_scale_that_a_header_names_is_counted_in(header, cell, fen):
    found = table(f"""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | {header} |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | {cell} |
        | 合计 | | | | 1 | {cell} |
    """)
    assert (found.values["amount_incl"], codes(found)) == ([fen], ["C204"])


def test_a_scaled_amount_that_loses_a_part_of_a_fen_is_said():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 金额（万元） |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | 1.2345678 |
    """)
    assert codes(found) == ["C204", "C201"]


def test_a_scale_in_the_corner_is_for_amounts_only():
    found = table("""
        | 销售明细 | | | | | 单位：万元 |
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 价税合计 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 3 | 1.25 |
        | 合计 | | | | 3 | 1.25 |
    """)
    assert (found.values["amount_incl"], found.values["qty"]) == ([1250000], [30000])
    assert codes(found) == ["C204"]


@pytest.mark.parametrize(
    ("said", "currency", "amount"),
    [
        ("单位：美元", "USD", 12500),
        ("金额单位：美元", "USD", 12500),
        ("单位：USD", "USD", 12500),
        ("（单位：港币）", "HKD", 12500),
        ("单位：元（美元）", "USD", 12500),
        ("单位：万美元", "USD", 125000000),
        ("单位：千美元", "USD", 12500000),
        ("金额单位：人民币万元", "CNY", 125000000),
        ("单位：万元", None, 125000000),
        ("金额单位万元", None, 125000000),
        ("金额：万元", None, 125000000),
        ("11月销售明细（万元）", None, 125000000),
        ("单位：百万元", None, 12500000000),
        ("（单位：人民币百万元）", "CNY", 12500000000),
        ("单位：千万元", None, 125000000000),
        ("单位：百元", None, 1250000),
        ("单位：分", None, 125),
        ("11月销售明细（满100元包邮）", None, 12500),
        ("订单金额：5 万元", None, 12500),
        ("华新（百万大道）", None, 12500),
        ("昆明（分）送货明细", None, 12500),
        ("合计金额：人民币壹佰万元整", None, 12500),
        ("单位：元", None, 12500),
        ("收货单位：美元贸易", None, 12500),
        ("收货单位：昆明（分）", None, 12500),
        ("收货单位：百万", None, 12500),
        ("制表单位：昆明/分", None, 12500),
        ("本表单位：万元", None, 125000000),
    ],
)
def test_a_unit_above_a_table_says_in_what_money_its_amounts_are(said, currency, amount):
    found = table(f"""
        | 销售明细 | | | | | {said} |
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 价税合计 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 3 | 125 |
    """)
    assert found.values["amount_incl"] == [amount]
    assert found.values.get("currency") == (None if currency is None else [currency])


@pytest.mark.parametrize(("header", "fen"), [("金额（元）", 12500), ("金额（千元）", 12500000), ("金额", 125000000)])
def test_what_a_header_says_its_amounts_are_in_goes_before_what_stands_above_the_table(header, fen):
    found = table(f"""
        | 销售明细 | | | | | 单位：万元 |
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | {header} |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 3 | 125 |
    """)
    assert found.values["amount_incl"] == [fen]


def test_a_line_that_names_its_currency_is_not_in_that_above_the_table():
    found = table("""
        | 销售明细 | | | | | | 单位：美元 |
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 价税合计 | 币种 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 3 | 125 | 人民币 |
    """)
    assert found.values["currency"] == ["CNY"]


def test_sums_are_exact_and_money_goes_by_currency():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 价税合计 | 币种 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 0.1 | 0.1 | |
        | C2 | 2026-11-05 | 华新 | 螺栓 | 0.2 | 0.2 | 美元 |
        | C3 | 2026-11-05 | 华新 | 螺栓 | 5321.2 | 88213.3 | RMB |
    """)
    assert found.sums == {"qty": "5321.5", "amount_incl": {"CNY": "88213.40", "USD": "0.20"}}


def test_a_currency_in_a_header_is_every_lines():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 价税合计(USD) |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 1 | 2 |
    """)
    assert found.values["currency"] == ["USD"]
    assert found.sums["amount_incl"] == {"USD": "2.00"}


ORDERS = """
    | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 金额 | 备注 |
    | D1 | 2026-11-05 | 华新 | 螺栓 | 10 | 5 | 急 |
    | | | | 螺母 | 20 | | |
    | D2 | 2026-11-06 | 恒泰 | 螺栓 | 1 | 1 | |
    | | | | | | | |
    | | | | 垫圈 | 2 | 1 | |
"""


def test_the_head_of_a_document_comes_down_to_its_lines():
    found = table(ORDERS)
    assert found.values["order_no"] == ["D1", "D1", "D2", None]
    assert found.values["order_date"] == ["2026-11-05", "2026-11-05", "2026-11-06", None]
    assert found.values["customer_name"] == ["华新", "华新", "恒泰", None]


def test_amounts_and_remarks_never_come_down():
    found = table(ORDERS)
    assert found.values["amount_incl"] == [500, None, 100, 100]
    assert found.values["remark"] == ["急", None, None, None]


def test_nothing_comes_down_past_a_total():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D1 | 2026-11-05 | 华新 | 螺栓 | 10 |
        | 小计 | | | | 10 |
        | | | | 螺母 | 20 |
    """)
    assert found.values["order_no"] == ["D1", None]


def test_a_new_number_with_a_blank_customer_takes_nobody_elses():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D1 | 2026-11-05 | 华新 | 螺栓 | 10 |
        | D2 | 2026-11-05 | | 螺母 | 20 |
    """)
    assert found.values["customer_name"] == ["华新", None]


def test_the_order_on_a_slips_line_comes_down_where_the_number_is_left_out_as_well():
    found = table("""
        | 送货单号 | 发货日期 | 订单号 | 客户 | 品名 | 数量 |
        | C1 | 2026-11-05 | D1 | 华新 | 螺栓 | 10 |
        | | | | | 螺母 | 20 |
    """)
    assert found.values["shipment_no"] == ["C1", "C1"]
    assert found.values["order_no"] == ["D1", "D1"]


def test_a_cell_merged_over_lines_counts_for_each_of_them():
    found = table(
        """
        | 日期 | 客户 | 品名 | 数量 |
        | 2026-11-05 | 华新 | 螺栓 | 1 |
        | | | 螺母 | 2 |
        | 2026-11-06 | | 垫圈 | 3 |
    """,
        merged=[(1, 0, 2, 0), (1, 1, 3, 1)],
    )
    assert found.values["customer_name"] == ["华新", "华新", "华新"]
    assert found.values["ship_date"] == ["2026-11-05", "2026-11-05", "2026-11-06"]


def test_a_product_merged_over_its_colours_is_that_of_each():
    found = table(
        """
        | 日期 | 客户 | 品名 | 颜色 | 单位 | 数量 |
        | 2026-11-05 | 华新 | 夹克 | 红 | 件 | 1 |
        | 2026-11-05 | 华新 | | 黑 | | 2 |
        | 2026-11-05 | 华新 | | 白 | | 3 |
    """,
        merged=[(1, 2, 2, 2), (1, 4, 3, 4)],
    )
    assert found.values["product_name"] == ["夹克", "夹克", None]
    assert found.values["unit"] == ["件", "件", "件"]


def test_labels_in_one_cell_and_in_neighbours_become_fields_of_the_document():
    found = table("""
        | 深圳某某公司送货单 | | | |
        | 收货单位：华新五金有限公司  日期：2026-11-05 | | | |
        | 单号 | 'CK-0005 | 业务员： | 王敏 |
        | 品名 | 数量 | 单价 | 备注 |
        | 螺栓 | 10 | 0.5 | |
        | 螺母 | 20 | 0.2 | |
    """)
    assert found.type is not None
    assert found.type.name == "shipment"
    assert found.values["customer_name"] == ["华新五金有限公司"] * 2
    assert found.values["ship_date"] == ["2026-11-05"] * 2
    assert found.values["shipment_no"] == ["CK-0005"] * 2
    assert found.fields == {"customer_name": "A2", "ship_date": "A2", "shipment_no": "B3", "salesperson": "D3"}
    assert found.cell(1, "shipment_no") == "B3"


def test_a_label_above_does_not_replace_a_column():
    found = table("""
        | 客户：恒泰机电 | | | | |
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 10 |
    """)
    assert found.values["customer_name"] == ["华新"]
    assert found.fields == {}


def test_an_unreadable_label_makes_every_line_unread():
    found = table("""
        | 客户：华新五金 | 日期：11月初 | | |
        | 送货单号 | 品名 | 发货数量 | 单价 |
        | C1 | 螺栓 | 10 | 1 |
        | C1 | 螺母 | 10 | 1 |
    """)
    assert found.unread == {(0, "ship_date"), (1, "ship_date")}
    assert [(f.code, f.cell) for f in found.findings] == [("C107", "B1")]


def test_the_order_of_columns_does_not_change_what_is_read():
    chance = random.Random(7)
    headers = ["订单号", "下单日期", "客户名称", "品名", "数量", "单价", "金额", "备注"]
    line = ["D1", "2026-11-05", "华新", "螺栓", "10", "0.5", "5", "急"]
    expected = table("|".join(headers) + "\n" + "|".join(line))
    for _ in range(5):
        order = chance.sample(range(len(headers)), len(headers))
        found = table("|".join(headers[i] for i in order) + "\n" + "|".join(line[i] for i in order))
        assert found.values == expected.values
        assert list(found.values) == list(expected.values)


def test_a_layout_has_a_fingerprint_of_its_own():
    one, same, other = (
        tables(f"| 订单号 | 客户名称 | {name} | 数量 |\n| D{i} | 华新 | 螺栓 | {i} |")[0].layout
        for i, name in enumerate(["品名", "品 名", "商品"], 1)
    )
    assert one == same != other


def test_what_cannot_be_read_says_so_in_chinese():
    with pytest.raises(UnreadableError, match="“1052,75”可以读成不同的数字"):
        read_number("1052,75")


@pytest.mark.parametrize("title", ["2026年11月1日起执行价格表", "产品价格表（自2026-11-01起）", "生效日期：2026/11/1"])
def test_a_price_list_may_say_in_its_title_from_when_it_holds(title):
    found = table(f"""
        | {title} | | | |
        | 产品编码 | 品名 | 单位 | 售价 |
        | A1 | 螺栓 | 件 | 2 |
    """)
    assert found.values["valid_from"] == ["2026-11-01"]
    assert found.fields == {"valid_from": "A1"}
