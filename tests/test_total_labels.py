"""Total rows that programs write with customer and day filled down: told by their label, wherever it stands."""

from __future__ import annotations

import pytest
from drawn import codes, table, tables
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl import words
from neiqin_xl.intake.tables.total_labels import Likeness, likeness
from neiqin_xl.model.finding import Severity

HEADER = "| 送货日期 | 客户 | 送货单号 | 品名 | 规格 | 数量 | 单位 | 单价 | 金额 | 备注 |"
LINES = f"""{HEADER}
| 2026-10-21 | 恒泰机电 | S1 | 螺栓 | M8 | 10 | 件 | 2 | 20 | |
| 2026-10-21 | 恒泰机电 | S1 | 螺母 | M6 | 20 | 件 | 1 | 20 | |"""
TOTAL = ["2026-10-21", "恒泰机电", "S1", "", "", "30", "件", "", "40", ""]


def with_total(label, column, filled, *, quantity="30"):
    """The lines with a total below them, so many of whose first cells are filled down."""
    cells = [cell if place < filled or place >= 5 else "" for place, cell in enumerate(TOTAL)]
    cells[column], cells[5] = label, quantity
    return f"{LINES}\n| {' | '.join(cells)} |"


@pytest.mark.parametrize(
    "label", ["小计", "合 计", "总计：", "本页合计", "客户小计", "恒泰机电小计", "合计2项", "10月21日合计", "发货合计"]
)
@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("filled", [0, 1, 2, 3])
def test_a_total_is_told_by_its_label_in_any_column_however_much_is_filled_down(label, column, filled):
    found = table(with_total(label, column, filled))
    assert (len(found), found.totals, codes(found)) == (2, 1, [])
    assert found.values["customer_name"] == ["恒泰机电"] * 2


def test_the_totals_of_each_slip_and_of_all_are_told_where_everything_is_filled_down():
    found = table(f"""{LINES}
        | 2026-10-21 | 恒泰机电 | S1 | 小计 | | 30 | 件 | | 40 | |
        | 2026-10-22 | 华新五金 | S2 | 螺栓 | M8 | 5 | 件 | 2 | 10 | |
        | 2026-10-22 | 华新五金 | S2 | 小计 | | 5 | 件 | | 10 | |
        | 2026-10-22 | 华新五金 | | 总计 | | 35 | | | 50 | |""")
    assert (len(found), found.totals, codes(found)) == (3, 3, [])


def test_a_total_with_the_average_price_is_one_where_its_numbers_are_the_sums():
    found = table(f"{LINES}\n| 2026-10-21 | 恒泰机电 | S1 | 合计 | | 30 | 件 | 1.333333 | 40 | |")
    assert (len(found), found.totals) == (2, 1)


def test_a_labelled_total_that_does_not_add_up_is_said_and_no_line():
    found = table(with_total("小计", 3, 3, quantity="31"))
    assert (len(found), found.totals) == (2, 1)
    (finding,) = found.findings
    assert (finding.code, finding.suggestion) == ("S201", "30")


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("| 段青岚 | 小计 | 300 |", ["恒泰机电", "华新五金", "云栖渡"]),
        ("| 段青岚 | 段青岚小计 | 300 |", ["恒泰机电", "华新五金", "云栖渡"]),
    ],
)
def test_nobody_owes_a_subtotal(opening, expected):
    found = table(f"""
        | 期初余额表 | | 期初日期：2026-08-31 |
        | 业务员 | 客户名称 | 期初余额 |
        | 段青岚 | 恒泰机电 | 100 |
        | 段青岚 | 华新五金 | 200 |
        {opening}
        | 陆远山 | 云栖渡 | 50 |""")
    assert found.values["customer_name"] == expected
    assert found.totals == 1


@pytest.mark.parametrize("kind", ["退货单号 | 退货日期", "订单号 | 下单日期"])
def test_returns_and_orders_have_such_totals_too(kind):
    found = table(f"""
        | {kind} | 客户 | 品名 | 规格 | 数量 | 单位 | 单价 | 金额 |
        | T1 | 2026-10-01 | 恒泰机电 | 螺栓 | M8 | 1 | 件 | 18.6 | 18.6 |
        | T1 | 2026-10-01 | 恒泰机电 | 小计 | | 1 | 件 | | 18.6 |""")
    assert (len(found), found.totals) == (1, 1)


@pytest.mark.parametrize(
    "line",
    [
        "| 2026-10-21 | 恒泰机电 | S1 | 合计器 | | 30 | 台 | | 40 | |",
        "| 2026-10-21 | 恒泰机电 | S1 | 流量计 | | 30 | 台 | | 40 | |",
        "| 2026-10-21 | 小计贸易 | S2 | 螺栓 | | 30 | 件 | | 40 | |",
        "| 2026-10-21 | 总计五金行 | S2 | 螺栓 | | 30 | 件 | | 40 | |",
        "| 2026-10-21 | 恒泰机电 | S1 | 资料汇总 | A4 | 1 | 份 | 50 | 50 | |",
        "| 2026-10-21 | 恒泰机电 | S1 | 螺母 | M6 | 30 | 件 | 1.3333 | 40 | 合计 |",
        "| 2026-10-21 | 恒泰机电 | S1 | 螺母 | M6 | 20 | 件 | 1 | 20 | 小计 |",
    ],
)
def test_goods_and_customers_that_are_only_called_like_totals_are_lines(line):
    found = table(f"{LINES}\n{line}")
    assert (len(found), found.totals) == (3, 0)
    assert [one for one in found.findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("| 2026-10-21 | 恒泰机电 | S1 | 合计 | | 31 | 件 | 2 | 62 | |", "D4"),
        ("| 2026-10-21 | 恒泰机电 | S1 | 合计 | 总成 | 1 | 套 | 2 | 2 | |", "D4"),
        ("| 2026-10-21 | 恒泰机电 | S1 | 资料汇总 | | 1 | 份 | | 50 | |", "D4"),
        ("| 2026-10-21 | 小计 | S2 | 螺栓 | M8 | 7 | 件 | 2 | 14 | |", "B4"),
        ("| 2026-10-21 | 华东合计 | S2 | 螺栓 | M8 | 7 | 件 | 2 | 14 | |", "B4"),
    ],
)
def test_what_may_be_a_total_or_a_line_is_held_and_asked_about(line, cell):
    found = table(f"{LINES}\n{line}")
    (finding,) = [one for one in found.findings if one.code == "C126"]
    assert (finding.severity, finding.cell, finding.row) == (Severity.ERROR, cell, 4)


@pytest.mark.parametrize("header", ["用途", "摘要", "附言", "款项性质", "结算内容"])
@pytest.mark.parametrize("label", ["10月合计", "货款合计", "共计2单", "汇总", "月汇总"])
def test_money_that_came_is_never_taken_for_a_total_by_what_it_was_for(header, label):
    found = table(f"""
        | 回款单号 | 回款日期 | 客户 | 金额 | {header} |
        | H1 | 2026-10-21 | 恒泰机电 | 20 | |
        | H2 | 2026-10-22 | 华新五金 | 20 | {label} |""")
    assert (len(found), found.totals) == (2, 0)


@pytest.mark.parametrize("header", ["物流", "包装", "开票方式", "批次", "要求"])
def test_what_a_line_says_of_its_parcel_makes_no_total_of_it(header):
    found = table(f"""
        | 送货日期 | 客户 | 品名 | 数量 | 单位 | 金额 | {header} |
        | 2026-10-21 | 恒泰机电 | 螺栓 | 5 | 件 | 20 | |
        | 2026-10-21 | 恒泰机电 | 螺母 | 5 | 件 | 20 | 共计5件 |
        | 2026-10-21 | 恒泰机电 | 垫片 | 10 | 件 | 40 | 汇总 |""")
    assert (len(found), found.totals) == (3, 0)


@pytest.mark.parametrize("place", [0, 1])
def test_a_line_with_a_number_of_its_own_is_held_whatever_its_product_is_called(place):
    lines = ["| 2026-10-21 | 恒泰机电 | S1 | 螺栓 | 10 | 件 | 1000 |"] * place
    found = table(
        "\n".join(
            [
                "| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 金额 |",
                *lines,
                "| 2026-10-22 | 恒泰机电 | S2 | 10月合计 | 1 | 批 | 1000 |",
            ]
        )
    )
    assert (len(found), found.totals) == (place + 1, 0)
    assert [(one.code, one.row) for one in found.findings if one.severity is Severity.ERROR] == [("C126", place + 2)]


@pytest.mark.parametrize("remark", ["合计", "小计", "10月合计"])
def test_goods_without_code_and_price_are_a_line_although_they_equal_what_is_above(remark):
    found = table(f"""
        | 送货日期 | 客户 | 送货单号 | 产品编码 | 品名 | 数量 | 单位 | 单价 | 金额 | 备注 |
        | 2026-10-21 | 恒泰机电 | S1 | A-1 | 螺栓 | 10 | 件 | 10 | 100 | |
        | 2026-10-21 | 恒泰机电 | S1 | | 螺母 | 10 | 件 | | 100 | {remark} |""")
    assert (found.values["product_name"], found.totals) == (["螺栓", "螺母"], 0)


@pytest.mark.parametrize("name", ["日汇总", "10月合计", "产品汇总"])
@pytest.mark.parametrize(
    ("spec", "unit", "totals"), [("", "", 1), ("", "件", 1), ("M6", "", 1), ("A4", "", 0), ("", "套", 0)]
)
def test_what_is_called_like_a_days_total_but_measured_like_goods_is_asked_about(name, spec, unit, totals):
    found = table(f"{LINES}\n| 2026-10-21 | 恒泰机电 | S1 | {name} | {spec} | 30 | {unit} | | 40 | |")
    assert (found.totals, len(found)) == (totals, 3 - totals)
    assert codes(found) == ([] if totals else ["C126"])


@pytest.mark.parametrize("name", ["合计", "小计", "总计："])
def test_nobody_calls_goods_by_a_total_word_alone(name):
    found = table(f"{LINES}\n| 2026-10-21 | 恒泰机电 | S1 | {name} | 2种 | 30 | 箱 | | 40 | 已收 |")
    assert (found.totals, codes(found)) == (1, [])


@pytest.mark.parametrize(("remark", "told"), [("", []), ("加急", ["C212"])])
def test_a_days_total_with_a_remark_is_a_total_and_said(remark, told):
    found = table(f"{LINES}\n| 2026-10-21 | 恒泰机电 | | 日汇总 | | 30 | | | 40 | {remark} |")
    assert (found.totals, codes(found)) == (1, told)


def test_a_product_that_only_ends_like_a_total_is_held_although_it_equals_what_is_above():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-21 | 恒泰机电 | S1 | 凭证 | 10 | 本 | 10 | 100 |
        | 2026-10-21 | 恒泰机电 | S1 | 科目汇总 | 10 | 本 | | 100 |""")
    assert (len(found), [one.row for one in found.findings if one.code == "C126"]) == (2, [3])


def test_a_product_with_a_code_of_its_own_may_be_called_anything():
    found = table("""
        | 送货日期 | 客户 | 送货单号 | 产品编码 | 品名 | 数量 | 单位 | 单价 | 金额 |
        | 2026-10-21 | 恒泰机电 | S1 | A-1 | 螺栓 | 10 | 件 | 2 | 20 |
        | 2026-10-21 | 恒泰机电 | S1 | A-2 | 总计 | 3 | 套 | 5 | 15 |""")
    assert (found.values["product_name"], codes(found)) == (["螺栓", "总计"], [])


def test_a_customer_whom_the_list_of_customers_gives_a_code_may_be_called_anything():
    found = table("""
        | 客户编码 | 客户名称 | 结算方式 |
        | K01 | 竹筏超市 | 月结30天 |
        | K02 | 总计 | 月结30天 |""")
    assert (found.values["customer_name"], codes(found)) == (["竹筏超市", "总计"], [])


def test_a_list_without_numbers_has_no_totals():
    found = table("""
        | 客户名称 | 结算方式 | 联系人 |
        | 竹筏超市 | 月结30天 | 段青岚 |
        | 10月汇总 | 月结30天 | 陆远山 |""")
    assert (len(found), found.totals, codes(found)) == (2, 0, ["C126"])


_NAMES = st.text(alphabet="螺栓母合计小总汇器表泵A1 ", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(st.tuples(_NAMES, st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=6))
def test_no_line_of_goods_is_lost_whatever_it_is_called(lines):
    rows = "\n".join(
        f"| 2026-10-21 | 恒泰机电 | S1 | A-{i} | '{name} | {count} | 件 | {price} | {count * price} |"
        for i, (name, count, price) in enumerate(lines)
    )
    (found,) = tables(f"| 送货日期 | 客户 | 送货单号 | 产品编码 | 品名 | 数量 | 单位 | 单价 | 金额 |\n{rows}")
    told = {one.row for one in found.findings if one.code == "C126"}
    assert len(found) == len(lines)
    assert not told


@given(st.lists(st.tuples(_NAMES, st.integers(1, 9)), min_size=1, max_size=6))
def test_a_row_without_code_and_price_is_a_line_a_total_or_asked_about_but_never_gone(lines):
    rows = "\n".join(f"| 2026-10-21 | 恒泰机电 | S1 | '{name} | {count} | 件 |" for name, count in lines)
    (found,) = tables(f"| 送货日期 | 客户 | 送货单号 | 品名 | 数量 | 单位 |\n{rows}", fixed=words.SHIPMENT.key)
    sure = sum(likeness(name, [above for above, _ in lines] + ["恒泰机电"]) > Likeness.NONE for name, _ in lines)
    assert len(found) + found.totals == len(lines)
    assert found.totals <= sure


@pytest.mark.parametrize("label", ["總計", "小計：", "合 計", "本頁合計", "彙總", "匯總", "總計（大寫）肆拾元整"])
def test_a_total_in_traditional_characters_is_no_line_of_goods(label):
    found = table(f"""
        | 客戶：恒泰機電 | | 日期：2026-10-21 | | | 送貨單號：S1 |
        | 品名 | 規格 | 單位 | 數量 | 單價 | 金額 |
        | 螺栓 | M8 | 件 | 10 | 2 | 20 |
        | 螺母 | M6 | 件 | 20 | 1 | 20 |
        | {label} | | | 30 | | 40 |
        | 第 1 頁 共 1 頁 |""")
    assert (len(found), found.totals, codes(found)) == (2, 1, [])


def test_a_product_whose_name_has_such_a_character_stays_a_line():
    found = table("""
        | 客戶：恒泰機電 | | 日期：2026-10-21 | | | 送貨單號：S1 |
        | 品名 | 規格 | 單位 | 數量 | 單價 | 金額 |
        | 總線端子 | M8 | 件 | 10 | 2 | 20 |
        | 溫度計 | 頁 | 件 | 20 | 1 | 20 |""")
    assert (len(found), found.totals) == (2, 0)


def of_a_page(*rows):
    return table("\n".join(["| 单号 | 日期 | 客户 | 品名 | 数量 | 单价 | 金额 |", *rows]))


SLIPS = (
    "| S-1 | 2026-11-05 | 恒泰机电 | 螺栓 | 10 | 1 | 10 |",
    "| S-2 | 2026-11-06 | 恒泰机电 | 螺栓 | 5 | 1 | 5 |",
)


@pytest.mark.parametrize("label", ["承上页", "承前页", "接上页"])
def test_what_is_carried_from_another_page_is_no_line_and_in_no_sum(label):
    found = of_a_page(
        f"| {label} | | | | | | 500 |", *SLIPS, "| 合计 | | | | 15 | | 15 |", "| 过次页 | | | | | | 515 |"
    )
    assert (found.values["shipment_no"], codes(found)) == (["S-1", "S-2"], [])


@pytest.mark.parametrize("label", ["本日合计", "当日合计", "本日小计"])
def test_a_total_of_the_day_may_be_of_the_last_lines_alone(label):
    assert codes(of_a_page(*SLIPS, f"| {label} | | | | 5 | | 5 |", "| 本月累计 | | | | 15 | | 15 |")) == []
    assert codes(of_a_page(*SLIPS, f"| {label} | | | | 15 | | 15 |")) == []
    assert codes(of_a_page(*SLIPS, f"| {label} | | | | 7 | | 7 |")) == ["S201", "S201"]
    assert codes(of_a_page(*SLIPS, "| 合计 | | | | 5 | | 5 |")) == ["S201", "S201"]
