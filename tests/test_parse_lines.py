"""Lines that lean on what stands around them: the line above, the year of the others, the currency of the amounts."""

from __future__ import annotations

import pytest
from drawn import codes, table

from neiqin_xl.model.finding import Severity


def ordered(*lines, header="单价 | 金额"):
    rows = "\n".join(f"| D{i} | 2026-11-05 | 华新 | 螺栓 | 10 | {line} |" for i, line in enumerate(lines))
    return table(f"| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | {header} |\n{rows}")


def test_a_day_of_delivery_on_the_first_line_is_that_of_the_lines_that_go_on():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 交货日期 |
        | D1 | 2026-11-05 | 华新 | 螺栓 | 10 | 2026-11-20 |
        | | | | 螺母 | 20 | |
        | | | | 垫圈 | 20 | 2026-11-25 |
        | D2 | 2026-11-05 | 华新 | 螺栓 | 10 | |
        | | | | 螺母 | 10 | |
    """)
    assert found.values["required_date"] == ["2026-11-20", "2026-11-20", "2026-11-25", None, None]


def test_where_every_line_bears_its_number_a_blank_stays_blank():
    found = table("""
        | 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 订单号 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 10 | D1 |
        | C1 | | | 螺母 | 20 | |
    """)
    assert found.values["order_no"] == ["D1", None]
    assert found.values["customer_name"] == ["华新", "华新"]


CALLED_OFF = [
    ("beside a line that bears its number", ["C1 作废", "C1 -", "C1 -"], [True, False, False]),
    ("beside the second line", ["C1 -", "C1 作废", "C1 -"], [False, True, False]),
    ("where the number stands once, beside it", ["C1 作废", "- -", "- -"], [True, True, True]),
    ("where the number stands once, beside another line", ["C1 -", "- 作废", "- -"], [False, True, False]),
    ("of the document before", ["C1 作废", "- -", "C2 -"], [True, True, False]),
    ("beside every line", ["C1 作废", "C1 作废", "C1 作废"], [True, True, True]),
]


@pytest.mark.parametrize(("lines", "off"), [case[1:] for case in CALLED_OFF], ids=[case[0] for case in CALLED_OFF])
def test_a_line_is_called_off_by_itself_and_a_document_where_its_number_stands(lines, off):
    rows = (line.replace("-", "").split(" ") for line in lines)
    drawn_rows = "\n".join(f"| {number} | 2026-11-05 | 华新 | 螺栓 | 10 | {state} |" for number, state in rows)
    found = table(f"| 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 单据状态 |\n{drawn_rows}")
    assert [state == "已作废" for state in found.values["doc_status"]] == off


def test_a_list_without_numbers_goes_on_where_neither_day_nor_customer_is_named():
    found = table("""
        | 日期 | 客户名称 | 品名 | 数量 | 单价 | 业务员 |
        | 2026-11-05 | 拾穗雀商行 | 螺栓 | 10 | 2 | 段青岚 |
        | | | 螺母 | 20 | 3 | |
        | 小计 | | | 30 | | |
        | | | 垫圈 | 5 | 1 | |
        | 2026-11-06 | 云栖渡 | 螺栓 | 5 | 2 | |
        | | 临江鹭 | 螺母 | 5 | 3 | |
    """)
    assert found.values["customer_name"] == ["拾穗雀商行", "拾穗雀商行", None, "云栖渡", "临江鹭"]
    assert found.values["ship_date"] == ["2026-11-05", "2026-11-05", None, "2026-11-06", None]
    assert found.values["salesperson"] == ["段青岚", "段青岚", None, None, None]


def test_a_return_goes_on_with_the_slip_that_it_named():
    found = table("""
        | 退货单号 | 退货日期 | 客户 | 品名 | 退货数量 | 原送货单 |
        | T1 | 2026-11-05 | 华新 | 螺栓 | 10 | C1 |
        | | | | 螺母 | 20 | |
    """)
    assert found.values["shipment_no"] == ["C1", "C1"]


@pytest.mark.parametrize("nothing", ["无", "-", "N/A", "'0", "'00", "0"])
def test_no_number_is_not_the_number_above(nothing):
    found = table(f"""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 交货日期 |
        | D1 | 2026-11-05 | 华新 | 螺栓 | 10 | 2026-11-20 |
        | {nothing} | 2026-11-06 | 恒泰 | 螺母 | 20 | |
    """)
    assert found.values["order_no"] == ["D1", None]
    assert found.values["required_date"] == ["2026-11-20", None]


@pytest.mark.parametrize(
    ("text", "currency"),
    [("$20.00", "USD"), ("US$2.00", "USD"), ("€ 5", "EUR"), ("HK$8", "HKD"), ("£3", "GBP"), ("12 USD", "USD")],
)
def test_an_amount_in_another_currency_is_never_yuan(text, currency):
    found = ordered(f"{text} | ", f"{text} | ")
    assert found.values["currency"] == [currency] * 2
    assert found.columns["currency"].column == "F"
    assert codes(found) == []


def test_yuan_signs_say_nothing_new():
    found = ordered("¥2.00 | ￥20.00", "2 | 20")
    assert "currency" not in found.values
    assert codes(found) == []


@pytest.mark.parametrize(
    ("lines", "row"),
    [(("$2 | ¥20",), 2), (("$2 | $20", "3 | 30"), 3), (("US$2 | HK$20",), 2), (("€2 | $20",), 2)],
)
def test_amounts_in_two_currencies_are_asked_about(lines, row):
    (finding,) = ordered(*lines).findings
    assert (finding.code, finding.severity, finding.row) == ("C115", Severity.ERROR, row)
    assert "币种" in finding.message


def test_a_column_of_currencies_and_the_amounts_must_agree():
    found = ordered("$2 | $20 | HKD", "$2 | $20 | ", "US$2 | $20 | HKD", "$2 | 20 | CNY", header="单价 | 金额 | 币种")
    assert found.values["currency"][:2] == ["HKD", "USD"]
    assert [(f.code, f.row) for f in found.findings] == [("C115", 4), ("C115", 5)]


def test_a_currency_that_nobody_knows_is_asked_about_and_opens_no_account():
    found = ordered("2 | 20 | 美刀", "2 | 20 | 美金", "2 | 20 | BRL", header="单价 | 金额 | 币种")
    assert found.values["currency"] == [None, "USD", "BRL"]
    asked, kept = found.findings
    assert (asked.code, asked.severity, asked.cell) == ("C115", Severity.ERROR, "H2")
    assert "“美刀”" in asked.message
    assert (kept.code, kept.cell) == ("C202", "H4")


def test_a_price_list_has_no_place_for_dollars():
    found = table("""
        | 产品编码 | 产品名称 | 规格型号 | 单位 | 含税售价 |
        | P1 | 螺栓 | M8 | 件 | $2.00 |
    """)
    assert [(f.code, f.severity, f.cell) for f in found.findings] == [("C115", Severity.ERROR, "E2")]


@pytest.mark.parametrize(
    ("first", "second", "year"),
    [("2025-11-05", "11月18日", 2025), ("2026-11-05", "11-18", 2026), ("'2026/11/5", "'11.18", 2026)],
)
def test_a_day_without_a_year_takes_that_of_the_others_and_it_is_said_once(first, second, year):
    found = table(f"""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 交货日期 |
        | D1 | {first} | 华新 | 螺栓 | 1 | {second} |
        | D2 | {second} | 华新 | 螺栓 | 1 | 11月18日 |
    """)
    assert found.values["order_date"][1] == f"{year}-11-18"
    assert found.values["required_date"] == [f"{year}-11-18"] * 2
    assert codes(found) == ["C205"]


def test_a_day_without_a_year_is_asked_about_where_nothing_or_too_much_says_it():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D1 | 11月18日 | 华新 | 螺栓 | 1 |
    """)
    assert [(f.code, f.suggestion) for f in found.findings] == [("C117", None)]
    assert "没有写年份" in found.findings[0].message
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D1 | 2025-11-05 | 华新 | 螺栓 | 1 |
        | D2 | 2026-11-06 | 华新 | 螺栓 | 1 |
        | D3 | 11月9日 | 华新 | 螺栓 | 1 |
    """)
    assert [(f.code, f.row, f.suggestion) for f in found.findings] == [("C117", 4, "2026-11-09")]


def dated(*days):
    lines = "\n".join(f"| D{i} | {day} | 华新 | 螺栓 | 1 |" for i, day in enumerate(days))
    found = table(f"| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |\n{lines}")
    return found.values["order_date"], [(one.code, one.row) for one in found.findings if one.severity is Severity.ERROR]


@pytest.mark.parametrize("number", ["11.1", "11.2", "11.3", "2.30", "11.0", "13.5", "0.5", "11.123"])
def test_a_number_that_may_be_two_days_or_none_is_asked_about(number):
    assert dated("2026-11-18", number) == (["2026-11-18", None], [("C107", 3)])


def test_a_number_that_can_only_be_one_day_is_that_day():
    assert dated("2026-11-18", "11.4", "11.15", "11.05") == (
        ["2026-11-18", "2026-11-04", "2026-11-15", "2026-11-05"],
        [],
    )


def test_numbers_alone_say_no_year():
    assert dated("11.5", "11.6") == ([None, None], [("C117", 2), ("C117", 3)])


@pytest.mark.parametrize("text", ["***", "免税", "不征税", "＊＊＊"])
def test_no_tax_is_a_tax_of_nothing(text):
    found = ordered(f"{text} | {text} | 100", header="税率 | 税额 | 价税合计")
    assert (found.values["tax_rate"], found.values["tax_amount"]) == ([0], [0])
    assert codes(found) == []


def test_rates_that_say_both_paid_and_off_are_asked_about_and_one_takes_nothing_off():
    found = ordered("0.95 | ", "0.05 | ", "1 | ", header="折扣率 | 备注")
    assert found.values["discount_rate"] == [None, None, 1000000000]
    assert [(f.code, f.severity, f.row) for f in found.findings] == [
        ("C116", Severity.ERROR, 2),
        ("C116", Severity.ERROR, 3),
    ]
    found = ordered("0.05 | ", "1 | ", header="折扣率 | 备注")
    assert found.values["discount_rate"] == [950000000, 1000000000]


@pytest.mark.parametrize(
    ("header", "cell", "name"),
    [
        ("单价", "1e9", "单价"),
        ("单价", "'999999999999999999999999999999", "数字"),
        ("金额", "-5e10", "金额"),
        ("金额", "'600亿", "金额"),
        ("行号", "1e9", "整数"),
        ("税率", "1e8", "比率"),
        ("金额", "1e999", "数字"),
        ("行号", "nan", "数字"),
    ],
)
def test_a_number_out_of_all_proportion_is_asked_about(header, cell, name):
    (finding,) = ordered(cell, header=header).findings
    assert (finding.code, finding.severity, finding.cell) == ("C113", Severity.ERROR, "F2")
    assert "太大" in finding.message
    assert name in finding.message


def test_a_million_lines_just_within_bounds_still_add_up_in_the_books():
    found = ordered("999999999.99 | 49999999999.99")
    assert codes(found) == []
    assert found.values["amount_incl"][0] * 10**6 < 2**63


def test_a_text_longer_than_a_cell_is_named_with_its_cell():
    (finding,) = ordered("x" * 200_000, header="备注").findings
    assert (finding.code, finding.cell) == ("C114", "F2")
    assert "200000" in finding.message
    assert len(finding.message) < 200


def test_a_long_text_is_quoted_by_its_beginning():
    (finding,) = ordered("约" * 5000, header="单价").findings
    assert finding.code == "C103"
    assert len(finding.message) < 200


def test_columns_that_were_not_used_keep_their_names():
    found = ordered("晴", header="天气")
    assert found.unused_columns == ["F"]
    assert found.unused_headers == {"F": "天气"}


@pytest.mark.parametrize("nobody", ["-", "——", "/", "无", "？", "待定", "未知"])
def test_what_stands_in_place_of_a_name_is_no_name(nobody):
    read = table(f"""
        | 送货单号 | 发货日期   | 客户名称   | 品名     | 规格     | 单位     | 数量 | 备注     |
        | S-1      | 2026-11-05 | {nobody} | {nobody} | {nobody} | {nobody} | 5    | {nobody} |
    """)
    names = ("customer_name", "product_name", "spec", "unit", "remark")
    assert [read.values[name] for name in names] == [[None], [None], [None], [None], [nobody]]


def test_a_name_that_only_begins_so_is_one():
    read = table("""
        | 送货单号 | 发货日期   | 客户名称 | 品名   | 数量 |
        | S-1      | 2026-11-05 | 无忧商行 | 待定型 | 5    |
    """)
    assert (read.values["customer_name"], read.values["product_name"]) == (["无忧商行"], ["待定型"])
