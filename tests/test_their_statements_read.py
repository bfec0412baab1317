"""Customers' statements as they come: recognised for what they are, with balances, signs and money wherever they stand."""

from __future__ import annotations

from datetime import date

import pytest
from drawn import mapped, table, tables

from neiqin_xl.reconcile.theirs.entries import Flow
from neiqin_xl.reconcile.theirs.reading import read

GOODS = """
| 日期 | 送货单号 | 品名 | 规格 | 单位 | 数量 | 单价 | 金额 |
| 2026-11-05 | S-1 | 角码 | 40 | 个 | 10 | 2.5 | 25 |
| 2026-11-06 | S-2 | 密封条 | 20m | 卷 | 3 | 8 | 24 |
"""
LEDGER = """
| 应付账款明细账 |
| 单位名称：雾凇机电 |
| 日期 | 凭证号 | 摘要 | 借方 | 贷方 | 余额 |
| | | 期初余额 | | | 1200 |
| 2026-11-05 | 记-12 | 采购入库 S-1 | | 25 | 1225 |
| 2026-11-09 | 记-15 | 付货款 | 1000 | | 225 |
| 2026-11-20 | 记-31 | 退货 | | -24 | 201 |
| | | 本月合计 | 1000 | 1 | |
| | | 期末余额 | | | 201 |
"""


def statement(picture, **how):
    found = table(picture, file="雾凇机电对账单.xlsx", **how)
    assert found.type.name == "their_statement"
    return found, read(found.values, len(found))


@pytest.mark.parametrize(
    ("file", "title", "kind"),
    [
        ("雾凇机电11月对账单.xlsx", "", "their_statement"),
        ("11月.xlsx", "雾凇机电与我司往来对账单", "their_statement"),
        ("往来明细_雾凇.xlsx", "", "their_statement"),
        ("雾凇送货对账单.xls", "送货明细", "their_statement"),
        ("11月.xlsx", "送货明细", "shipment"),
        ("发货登记.xlsx", "", "shipment"),
    ],
)
def test_only_what_is_called_a_statement_is_one(file, title, kind):
    picture = f"| {title} |{GOODS}" if title else GOODS
    (found,) = tables(picture.strip(), file=file)
    assert found.type.name == kind


@pytest.mark.parametrize(
    "names", ["应收 | 已收", "应付 | 已付", "本期发生 | 本期收款", "送货金额 | 实收金额", "货款 | 付款"]
)
def test_what_was_delivered_and_what_was_paid_stand_in_columns_of_many_names(names):
    found, _ = statement(f"""
        | 日期 | 摘要 | 单号 | {names} | 余额 |
        | 2026-10-05 | 送货 | S-1 | 500 | | 1500 |
        | 2026-10-20 | 收款 | | | 800 | 700 |
    """)
    assert (found.values["amount_incl"], found.values["paid_amount"]) == ([50000, None], [None, 80000])


def test_a_banks_statement_is_a_list_of_payments():
    picture = """
    | 交易日期 | 对方户名 | 对方账号 | 借方发生额 | 贷方发生额 | 余额 |
    | 2026-11-05 | 雾凇机电 | 622001 | | 500 | 9500 |
    """
    for file in ("银行对账单.xlsx", "11月对账单.xlsx"):
        assert table(picture, file=file).type.name == "receipt"


def test_a_slip_in_the_folder_of_slips_stays_one_whatever_it_is_called():
    assert table(GOODS, file="发货/雾凇对账单.xlsx", fixed="shipment").type.name == "shipment"


def test_headers_of_any_paper_are_understood():
    columns = mapped(
        "| 入库日期 | 入库单号 | 采购订单号 | 物料名称 | 型号 | 实收数量 | 含税单价 | 应付金额 | 已付款 | 欠款余额 |\n"
        "| 2026-11-05 | RK1 | PO7 | 角码 | 40 | 10 | 2.5 | 25 | | 25 |",
        "their_statement",
    )
    assert columns == {
        "line_date": "入库日期",
        "their_no": "入库单号",
        "customer_po_no": "采购订单号",
        "product_name": "物料名称",
        "spec": "型号",
        "qty": "实收数量",
        "unit_price_incl": "含税单价",
        "amount_incl": "应付金额",
        "paid_amount": "已付款",
        "running_balance": "欠款余额",
    }


def test_balances_among_the_lines_are_no_lines():
    found, paper = statement(LEDGER)
    assert found.rows == [5, 6, 7]
    assert (paper.stated.opening, paper.stated.closing) == (1200_00, 201_00)
    assert [(one.flow, one.amount) for one in paper.entries] == [
        (Flow.UNKNOWN, 25_00),
        (Flow.MONEY, -1000_00),
        (Flow.BACK, -24_00),
    ]
    assert not [one for one in found.findings if one.severity.value == "error"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("| 上期结余：1,200.00元 |", "| 期末余额：1249.00 |"),
        ("| 期初余额 | 1200 |", "| | | | | | | 本期余额 | 1249 |"),
        ("| 客户：雾凇机电　　期初欠款：¥1,200.00 |", "| 累计欠款（人民币） | 1249 |"),
    ],
)
def test_balances_above_and_below_the_lines_are_found(above, below):
    _, paper = statement(f"{above}{GOODS.rstrip()}\n{below}")
    assert (paper.stated.opening, paper.stated.closing) == (1200_00, 1249_00)
    assert len(paper.entries) == 2


def test_a_sheet_without_balances_states_none():
    _, paper = statement(GOODS)
    assert (paper.stated.opening, paper.stated.closing) == (None, None)


def test_goods_and_money_on_one_row_are_two_lines():
    _, paper = statement(
        "| 日期 | 单号 | 品名 | 金额 | 退货金额 | 付款金额 |\n| 2026-11-05 | S-1 | 角码 | 25 | 4 | 20 |"
    )
    assert [(one.flow, one.amount) for one in paper.entries] == [
        (Flow.GOODS, 25_00),
        (Flow.BACK, -4_00),
        (Flow.MONEY, -20_00),
    ]


def test_what_kind_of_line_it_is_gives_the_sign():
    _, paper = statement(
        "| 日期 | 单据类型 | 单号 | 金额 |\n| 2026-11-05 | 采购入库 | S-1 | 25 |\n| 2026-11-06 | 采购退货 | T-1 | 4 |\n"
        "| 2026-11-07 | 付款 | F-1 | 20 |\n| 2026-11-08 | 采购入库 | S-2 | -3 |"
    )
    assert [(one.flow, one.amount) for one in paper.entries] == [
        (Flow.GOODS, 25_00),
        (Flow.BACK, -4_00),
        (Flow.MONEY, -20_00),
        (Flow.BACK, -3_00),
    ]


def test_an_amount_that_is_not_written_is_price_times_quantity():
    _, paper = statement("| 日期 | 单号 | 品名 | 数量 | 单价 |\n| 2026-11-05 | S-1 | 角码 | 3 | 2.5 |")
    assert paper.entries[0].amount == 7_50


def test_lines_that_say_the_same_have_keys_of_their_own_and_the_same_ones_tomorrow():
    twice = f"{GOODS}| 2026-11-06 | S-2 | 密封条 | 20m | 卷 | 3 | 8 | 24 |"
    _, paper = statement(twice)
    keys = [one.key for one in paper.entries]
    assert len(set(keys)) == 3
    assert [one.key for one in statement(GOODS)[1].entries] == keys[:2]


def test_the_day_of_a_line_is_the_papers():
    _, paper = statement(GOODS)
    assert [date.fromordinal(one.day) for one in paper.entries] == [date(2026, 11, 5), date(2026, 11, 6)]


PAYABLE = """
| 应付账款明细账 |
| 日期 | 凭证号 | 摘要 | 借方 | 贷方 | 方向 | 余额 |
| 2026-11-01 | | 期初余额 | | | 贷 | 1200 |
| 2026-11-05 | 转-12 | 入库 S-1001 角码 | | 25 | 贷 | 1225 |
| 2026-11-09 | 记-15 | 付货款 建行 | 1000 | | 贷 | 225 |
| | | 本期合计 | 1000 | 25 | 贷 | 225 |
"""
RECEIVABLE = """
| 往来明细 |
| 日期 | 凭证号 | 摘要 | 借方 | 贷方 | 余额 |
| 2026-11-01 | | 期初余额 | | | 1200 |
| 2026-11-05 | 转-12 | 入库 | 25 | | 1225 |
| 2026-11-09 | 记-15 | 付货款 | | 1000 | 225 |
"""
UPWARDS = """
| 往来明细 |
| 日期 | 凭证号 | 摘要 | 借方 | 贷方 | 余额 |
| 2026-11-09 | 记-15 | 付货款 | 1000 | | 225 |
| 2026-11-05 | 转-12 | 入库 | | 25 | 1225 |
| 2026-11-01 | | 期初余额 | | | 1200 |
"""


@pytest.mark.parametrize("picture", [PAYABLE, RECEIVABLE, UPWARDS])
def test_the_running_balance_proves_which_side_is_owed_to_us_and_ends_in_the_closing_balance(picture):
    _, paper = statement(picture)
    assert (paper.stated.opening, paper.stated.closing) == (1200_00, 225_00)
    assert sorted(one.amount for one in paper.entries) == [-1000_00, 25_00]


def test_a_balance_that_changes_sides_has_the_sign_that_its_lines_prove():
    _, paper = statement(
        """
        | 应付账款明细账 |
        | 日期 | 凭证号 | 摘要 | 借方 | 贷方 | 方向 | 余额 |
        | 2026-11-01 | | 期初余额 | | | 借 | 500 |
        | 2026-11-05 | 转-12 | 入库 | | 2000 | 贷 | 1500 |
        | 2026-11-09 | 转-15 | 入库 | | 300 | 贷 | 1800 |
        | 2026-11-19 | 记-16 | 付货款 | 2000 | | 借 | 200 |
        """
    )
    assert (paper.stated.opening, paper.stated.closing) == (-500_00, -200_00)


@pytest.mark.parametrize(("title", "amounts"), [("应付账款明细账", [25_00, 30_00]), ("往来明细", [-25_00, -30_00])])
def test_without_balances_and_payments_only_the_title_can_tell(title, amounts):
    picture = f"""
    | {title} |
    | 日期 | 凭证号 | 摘要 | 借方 | 贷方 |
    | 2026-11-05 | 转-12 | 入库 | | 25 |
    | 2026-11-06 | 转-13 | 入库 | | 30 |
    """
    assert [one.amount for one in statement(picture)[1].entries] == amounts


def test_two_balances_in_one_row_are_told_apart_by_their_labels():
    _, paper = statement(f"{GOODS.rstrip()}\n| 上月结余 | 1200 | | | | 本月结余 | | 1249 |")
    assert (paper.stated.opening, paper.stated.closing) == (1200_00, 1249_00)
    assert len(paper.entries) == 2


def test_one_balance_with_a_colon_is_still_the_figure_under_the_balances():
    lines = "\n".join(
        f"| {line} |" for line in ("2026-11-02 | S-1 | | 3 | 49 | 1249", "期末余额： | | | 3 | 49 | 1249")
    )
    _, paper = statement(f"| 日期 | 单号 | 摘要 | 数量 | 金额 | 余额 |\n{lines}")
    assert (len(paper.entries), paper.stated.closing) == (1, 1249_00)


def test_a_payment_beside_goods_has_its_own_day_and_not_the_number_of_their_slip():
    _, paper = statement(
        "| 日期 | 单号 | 品名 | 金额 | 付款日期 | 付款金额 |\n| 2026-11-27 | S-1 | 角码 | 25 | 2026-11-14 | 20 |\n"
        "| 2026-11-28 | F-1 | | | | 5 |"
    )
    goods, beside, alone = paper.entries
    assert (goods.numbers, beside.numbers, alone.numbers) == (("S-1",), (), ("F-1",))
    days = [date.fromordinal(one.day).day for one in paper.entries]
    assert days == [27, 14, 28]


@pytest.mark.parametrize(
    ("name", "quantity", "flow"),
    [("付款", "", Flow.MONEY), ("付11月货款", "", Flow.MONEY), ("角码", "", Flow.BACK), ("定金牌角码", "4", Flow.BACK)],
)
def test_what_is_called_a_payment_where_goods_are_named_is_one_unless_it_is_counted(name, quantity, flow):
    _, paper = statement(
        "| 日期 | 单号 | 品名 | 数量 | 金额 |\n| 2026-11-05 | S-1 | 角码 | 3 | 25 |\n"
        f"| 2026-11-14 | | {name} | {quantity} | -20 |"
    )
    assert [(one.flow, one.amount) for one in paper.entries] == [(Flow.GOODS, 25_00), (flow, -20_00)]


def test_what_was_paid_in_one_figure_below_the_lines_is_a_payment_unless_payments_are_listed():
    foot = "| 上期余额：1200 | | 本期付款：1,000.00 | | 本期余额：249 |"
    _, paper = statement(f"{GOODS.rstrip()}\n{foot}")
    assert [(one.flow, one.amount, one.day) for one in paper.entries][-1] == (Flow.MONEY, -1000_00, None)
    listed = "| 日期 | 单号 | 金额 | 付款 |\n| 2026-11-05 | S-1 | 25 | |\n| 2026-11-07 | F-1 | | 1000 |"
    _, paper = statement(f"{listed}\n{foot}")
    assert [one.amount for one in paper.entries] == [25_00, -1000_00]


@pytest.mark.parametrize(
    ("amounts", "cells", "price"),
    [
        ("不含税金额 | 税额 | 价税合计", "1640 | 213.2 | 1853.2", 9_266000),
        ("不含税金额 | 税额", "1640 | 213.2", 9_266000),
        ("不含税金额", "1640", 8_200000),
    ],
)
def test_a_price_without_tax_beside_an_amount_with_tax_is_told_with_tax(amounts, cells, price):
    header = f"| 日期 | 送货单号 | 品名 | 数量 | 不含税单价 | {amounts} |"
    _, found = statement(f"{header}\n| 2026-11-05 | S-1 | 插座 | 200 | 8.2 | {cells} |")
    (one,) = found.entries
    assert one.price == price
