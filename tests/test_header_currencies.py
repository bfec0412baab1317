"""In what money amounts are by their headers: 美元金额, 价税合计USD, 单价(USD); two currencies beside each other are told apart."""

from __future__ import annotations

import pytest
from drawn import codes, table

from neiqin_xl.intake.judge import bad_rows
from neiqin_xl.spelling import header_hints

HEAD = "| 送货单号 | 送货日期 | 客户 | 品名 | 数量 | 单位 | {} |"
LINE = "| S-1 | 2026-10-05 | 南屏机电 | 胶管 | 10 | 条 | {} |"


def drawn(header, *lines, above="", under=""):
    rows = [above, HEAD.format(header), *map(LINE.format, lines), under]
    return table("\n".join(row for row in rows if row), fixed="shipment")


def held(found):
    lines, whole = bad_rows(found, found.findings)
    return set(range(len(found))) if whole else lines


@pytest.mark.parametrize(
    ("header", "field", "currency"),
    [
        ("美元金额", "amount_incl", "USD"),
        ("美金金额", "amount_incl", "USD"),
        ("金额(USD)", "amount_incl", "USD"),
        ("金额（美元）", "amount_incl", "USD"),
        ("金额 USD", "amount_incl", "USD"),
        ("USD Amount", "amount_incl", "USD"),
        ("价税合计USD", "amount_incl", "USD"),
        ("人民币金额", "amount_incl", "CNY"),
        ("人民币价税合计", "amount_incl", "CNY"),
        ("合计（美元）", "amount_incl", "USD"),
        ("总计(HKD)", "amount_incl", "HKD"),
        ("不含税金额USD", "amount_net", "USD"),
        ("单价(USD)", "unit_price_incl", "USD"),
        ("美元单价", "unit_price_incl", "USD"),
    ],
)
def test_amounts_are_in_the_currency_that_their_header_names(header, field, currency):
    found = drawn(header, "115")
    assert found.columns[field].header == header
    assert (found.values["currency"], codes(found)) == ([currency], [])


@pytest.mark.parametrize("header", ["合计（元）", "总计(元)", "金额元"])
def test_yuan_over_amounts_name_no_currency(header):
    found = drawn(header, "115")
    assert (found.values["amount_incl"], "currency" in found.values) == ([11500], False)


@pytest.mark.parametrize(
    "header", ["合计", "合计(件)", "合计(块)", "日元素", "audio price", "欧元区", "美元汇率", "本币金额"]
)
def test_what_only_holds_such_letters_is_no_amount(header):
    assert "amount_incl" not in drawn(header, "115").values


@pytest.mark.parametrize("name", ["audio price", "欧元区", "南屏美元", "规格", "单价(元/分)"])
def test_a_name_without_a_currency_says_none(name):
    assert header_hints(name).currency is None


@pytest.mark.parametrize(
    ("header", "line"), [("单价(USD) | 金额(RMB)", "2 | 144"), ("人民币单价 | 美元金额", "14.4 | 20")]
)
def test_price_and_amount_in_two_currencies_are_asked_about(header, line):
    found = drawn(header, line, line)
    assert (codes(found), held(found)) == (["C115"], {0, 1})


def test_a_line_whose_own_currency_is_another_waits_and_one_that_says_none_takes_the_headers():
    found = drawn("美元金额 | 币种", "20 | USD", "30 | 人民币", "40 |")
    assert (held(found), found.values["currency"]) == ({1}, ["USD", "CNY", "USD"])


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("人民币金额 | 金额 | 币种", "144 | 20 | USD"),
        ("金额 | 人民币金额 | 币种", "20 | 144 | USD"),
        ("美元单价 | 美元金额 | 人民币金额", "2 | 20 | 144"),
    ],
)
def test_what_an_amount_comes_to_in_other_money_is_left_beside_it(header, line):
    found = drawn(header, line)
    assert (found.values["amount_incl"], found.values["currency"], codes(found)) == ([2000], ["USD"], [])


@pytest.mark.parametrize(
    "header",
    [
        "金额 | 人民币金额",
        "金额 | 本币金额",
        "金额 | 折合人民币",
        "原币价税合计 | 本币价税合计",
        "金额 | 价税合计（本位币）",
    ],
)
def test_an_amount_of_no_currency_beside_another_one_in_yuan_waits(header):
    found = drawn(header, "20 | 144", "30 | 30", "5 |")
    assert (held(found), codes(found)) == ({0, 2}, ["C115"])


@pytest.mark.parametrize(
    ("header", "lines", "currency"),
    [
        ("金额 | 人民币金额", ["20 | 20", "5 |"], None),
        ("金额 | 人民币金额", ["20 |", "30 |"], None),
        ("金额 | 人民币金额(万元)", ["20000 | 2"], None),
        ("金额 | 税额 | 人民币金额", ["100 | 13 | 113"], None),
        ("金额 | 本币金额", ["20 | 20"], None),
        ("美元单价 | 金额 | 人民币金额", ["2 | 20 | 144"], "USD"),
        ("金额 | 人民币金额", ["$20 | 144"], "USD"),
        ("金额 | 人民币金额 | 币种", ["20 | 144 | USD", "20 | 144 |"], "USD"),
        ("金额 | 汇率 | 币种", ["20 | 7.2 | USD"], "USD"),
        ("金额 | 汇率", ["20 | 1", "5 |"], None),
    ],
)
def test_it_does_not_where_it_is_that_amount_or_says_what_it_is(header, lines, currency):
    found = drawn(header, *lines)
    assert (held(found), codes(found)) == (set(), [])
    assert set(found.values.get("currency", [None])) == {currency}


def test_nor_where_the_corner_says_what_it_is():
    found = drawn("金额 | 人民币金额", "20 | 144", above="单位：美元")
    assert (found.values["currency"], held(found)) == (["USD"], set())


def test_a_line_in_yuan_that_comes_to_other_yuan_waits():
    assert held(drawn("金额 | 人民币金额 | 币种", "20 | 144 | CNY", "20 | 20 | CNY")) == {0}


def test_amounts_with_a_rate_of_exchange_and_no_currency_wait():
    assert held(drawn("金额 | 汇率", "20 | 7.2", "30 | 1")) == {0}


@pytest.mark.parametrize(
    ("header", "line", "amount", "currency"),
    [
        ("人民币金额 | 美元金额 | 美元单价", "144 | 20 | 2", 2000, "USD"),
        ("美元单价 | 人民币单价 | 人民币金额", "2 | 14.4 | 144", 14400, "CNY"),
        ("美元单价 | 人民币单价 | 人民币金额 | 美元金额", "2 | 14.4 | 144 | 20", 2000, "USD"),
        ("单价 | 美元单价 | 美元金额", "14.4 | 2 | 20", 2000, "USD"),
        ("单价 | 美元单价 | 金额", "14.4 | 2 | 20", 2000, "USD"),
        ("单价 | 美元单价 | 金额", "14.4 | 2 | 144", 14400, None),
        ("单价 | 美元金额 | 人民币金额", "14.4 | 20 | 144", 14400, "CNY"),
    ],
)
def test_of_prices_and_amounts_in_two_currencies_those_are_read_that_go_together(header, line, amount, currency):
    found = drawn(header, line)
    assert (found.values["amount_incl"], held(found)) == ([amount], set())
    assert found.values.get("currency", [None]) == [currency]


def test_a_line_in_another_currency_than_the_corner_says_waits():
    found = drawn("金额 | 币种", "20 | USD", "30 | 人民币", "40 |", above="单位：美元")
    assert (held(found), found.values["currency"]) == ({1}, ["USD", "CNY", "USD"])


def test_a_corner_in_yuan_of_no_currency_says_nothing_of_a_foreign_line():
    assert held(drawn("金额 | 币种", "20 | USD", "30 | 人民币", above="单位：元")) == set()


def test_of_two_currencies_the_first_is_taken_and_said():
    found = drawn("美元金额 | 人民币金额", "20 | 144")
    assert (found.values["currency"], codes(found), held(found)) == (["USD"], ["C211"], set())


def test_a_line_that_has_its_amount_in_the_other_currency_waits():
    found = drawn("单价 | 美元金额 | 人民币金额", "2 | 20 |", "3 | | 30")
    assert held(found) == {1}


@pytest.mark.parametrize(("header", "is_held"), [("单价(USD)", True), ("人民币单价", False), ("单价(元)", False)])
def test_a_price_list_in_another_currency_is_held(header, is_held):
    found = table(f"| 产品编码 | 产品名称 | 单位 | {header} |\n| P-1 | 胶管 | 条 | 2 |", fixed="product")
    assert held(found) == ({0} if is_held else set())


def test_so_is_one_whose_corner_says_so():
    found = table(
        "| 价格表 | | | 单位：美元 |\n| 产品编码 | 产品名称 | 单位 | 单价 |\n| P-1 | 胶管 | 条 | 2 |", fixed="product"
    )
    assert held(found) == {0}


@pytest.mark.parametrize(
    ("header", "fen", "currency"),
    [
        ("万元金额", 5_000_000, None),
        ("人民币万元金额", 5_000_000, "CNY"),
        ("百万元金额", 500_000_000, None),
        ("千美元金额", 500_000, "USD"),
        ("万美元金额", 5_000_000, "USD"),
        ("金额（百美元）", 50_000, "USD"),
        ("金额（USD千）", 500_000, "USD"),
        ("金额(USD,千)", 500_000, "USD"),
        ("Amount (USD'000)", 500_000, "USD"),
        ("Amount (in thousands)", 500_000, None),
        ("金额分", 5, None),
        ("金额(角)", 50, None),
        ("金额角", 50, None),
    ],
)
def test_amounts_are_as_large_as_their_header_says(header, fen, currency):
    found = drawn(header, "5")
    assert (found.values["amount_incl"], found.values.get("currency", [None])) == ([fen], [currency])
    assert codes(found) == ["C204"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("千美元金额", "千美元，已乘以 1000"),
        ("金额(万元)", "万元，已乘以 10000"),
        ("金额（万HKD）", "万港元，已乘以 10000"),
        ("金额(分)", "分，已除以 100"),
    ],
)
def test_what_amounts_were_multiplied_by_is_said_with_the_unit_they_are_in(header, unit):
    assert drawn(header, "5").findings[0].message == f"“{header}”的单位是{unit}"


def test_a_part_of_a_fen_that_comes_of_converting_is_not_called_a_third_decimal():
    found = drawn("金额(分)", "37.5")
    assert found.values["amount_incl"] == [38]
    assert "换算以后最多 2 位小数" in found.findings[-1].message


@pytest.mark.parametrize("header", ["单价(元/万)", "单价/万", "单价(USD/千)", "净重(毛)", "评价分"])
def test_a_price_for_so_many_without_a_unit_is_read_at_no_size(header):
    assert "unit_price_incl" not in drawn(header, "5").values


@pytest.mark.parametrize(
    ("corner", "fen", "currency"),
    [
        ("货币单位：USD（千）", 500_000, "USD"),
        ("单位：美元、千", 500_000, "USD"),
        ("单位：百美元", 50_000, "USD"),
        ("单位：百万元", 500_000_000, None),
        ("单位：千", 500_000, None),
        ("单位：角", 50, None),
        ("单位：千个", 500, None),
    ],
)
def test_amounts_are_as_large_as_the_corner_above_them_says(corner, fen, currency):
    found = drawn("金额", "5", above=corner)
    assert (found.values["amount_incl"], found.values.get("currency", [None])) == ([fen], [currency])


@pytest.mark.parametrize(
    ("header", "cell", "fen"),
    [
        ("金额(万元)", "501元", 50_100),
        ("金额(万元)", "501元整", 50_100),
        ("金额(万元)", "人民币501元", 50_100),
        ("价税合计(万元)", "501元（含税）", 50_100),
        ("金额(万元)", "1.2万", 1_200_000),
        ("金额(万元)", "1.2w", 1_200_000),
        ("金额(万元)", "'0.05", 50_000),
        ("金额(分)", "37元", 3_700),
        ("金额(万美元)", "1.2万美元", 1_200_000),
        ("金额(万美元)", "500美元", 50_000),
    ],
)
def test_the_unit_in_a_cell_goes_before_that_of_its_column(header, cell, fen):
    assert drawn(header, cell).values["amount_incl"] == [fen]


@pytest.mark.parametrize(
    ("cell", "price"),
    [("501", 501_000), ("501元", 501_000), ("501元/千条", 501_000), ("1.2万", 12_000_000), ("501元/条", 501_000_000)],
)
def test_a_price_for_a_thousand_is_one_whether_or_not_its_cell_says_so(cell, price):
    assert drawn("单价(元/千条)", cell).values["unit_price_incl"] == [price]


def test_so_does_the_unit_in_a_total():
    head, line = HEAD.format("金额(万元)"), LINE.format("0.05")
    assert codes(table(f"{head}\n{line}\n{line}\n合计 | | | | | | 1000元", fixed="shipment")) == ["C204"]


@pytest.mark.parametrize(
    ("text", "currency"), [("以上金额单位：美元", "USD"), ("金额单位：万元", None), ("收货单位：美元仓", None)]
)
def test_a_unit_under_the_lines_is_that_of_their_amounts(text, currency):
    found = drawn("金额", "5", under=text)
    assert found.values.get("currency", [None]) == [currency]
    assert found.values["amount_incl"] == [5_000_000 if "万" in text else 500]


FOREIGN = ["以美元计价", "本单价格按 USD 计", "备注：以上为美元价格", "合计：USD 100"]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("place", ["above", "under"])
def test_a_text_that_names_other_money_is_told_where_no_amount_says_its_own(text, place):
    found = drawn("金额", "100", **{place: text})
    # A remark is told with its words besides.
    assert ({*codes(found)} - {"S111"}, held(found)) == ({"C215"}, set())


def test_so_is_a_total_in_it_and_a_column_that_is_not_read():
    assert codes(drawn("金额", "100", under="合计 | | | | | | $100.00")) == ["C215"]
    assert codes(drawn("单价 | 外币金额 | 本币金额", "2 | 20 | 144")) == ["C215"]


@pytest.mark.parametrize(
    ("header", "line", "text"),
    [
        ("金额", "100", "美元账户：开户行见合同"),
        ("金额", "100", "注：人民币结算，不收美元"),
        ("金额", "100", "收货单位：美元仓"),
        ("金额 | 币种", "100 | USD", "以美元计价"),
        ("金额(USD)", "100", "以美元计价"),
        ("金额", "$100", "以美元计价"),
    ],
)
def test_it_is_not_where_they_do_or_the_text_is_about_something_else(header, line, text):
    assert codes(drawn(header, line, above=text)) == []


@pytest.mark.parametrize(
    ("kind", "header", "line"),
    [
        ("receipt", "回款日期 | 客户 | 收款金额 | 人民币金额", "2026-10-05 | 南屏机电 | 20 | 144"),
        ("opening", "期初日期 | 客户 | 期初余额 | 人民币余额", "2026-10-05 | 南屏机电 | 20 | 144"),
    ],
)
def test_payments_and_balances_of_no_currency_beside_yuan_wait_too(kind, header, line):
    found = table(f"{header}\n{line}", fixed=kind)
    assert (held(found), codes(found)) == ({0}, ["C115"])


def test_what_a_foreign_payment_comes_to_in_yuan_is_left_beside_it():
    found = table("回款日期 | 客户 | 回款金额(USD) | 折合人民币\n2026-10-05 | 南屏机电 | 20 | 144", fixed="receipt")
    assert (found.values["amount"], found.values["currency"], codes(found)) == ([2000], ["USD"], [])


def test_yuan_in_a_header_under_another_currency_is_asked_about():
    assert held(drawn("金额(元)", "100", above="单位：美元")) == {0}
    assert held(drawn("金额(元) | 币种", "100 | USD", above="单位：美元")) == set()
    assert held(drawn("金额(元)", "100", above="单位：人民币")) == set()


def of_bank(above, columns="借方发生额 | 贷方发生额", amounts="| 1000"):
    return table(
        f"""
        | {above} | | | | |
        | 交易日期 | 对方户名 | {columns} | 摘要 |
        | 2026-11-05 | 恒泰机电 | {amounts} | 货款 |
        """,
        file="流水.xlsx",
    )


@pytest.mark.parametrize(
    ("above", "currency"),
    [
        ("美元账户交易明细", "USD"),
        ("山河贸易有限公司港币账户明细", "HKD"),
        ("账户：6222（美元）", "USD"),
        ("账户类型：美元户", "USD"),
        ("账户币种：USD", "USD"),
        ("交易币种：美元", "USD"),
        ("人民币账户", "CNY"),
    ],
)
def test_what_a_bank_lists_is_in_the_currency_of_the_account(above, currency):
    assert of_bank(above).values["currency"] == [currency]


@pytest.mark.parametrize("above", ["账户交易明细", "美元账户、人民币账户", "账户汇率：美元 7.1", "美元明细"])
def test_where_nobody_says_the_currency_of_the_account_none_is_taken(above):
    assert "currency" not in of_bank(above).values


def test_an_account_that_is_named_above_a_clerks_own_list_says_nothing_of_its_money():
    assert "currency" not in of_bank("美元账户 6222 请勿使用", "收款金额 | 收款方式", "1000 | 转账").values
