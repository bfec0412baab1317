"""Columns beside goods that change what is owed and from which nothing is read: that is said."""

from __future__ import annotations

import pytest
from drawn import table

SLIPS = """
| 送货单号 | 送货日期 | 客户名称 | 品名 | 单位 | 数量 | 单价 | 金额 | 已收款 |
| S-1 | 2026-10-03 | 山河食品店 | 酱油 | 瓶 | 10 | 5 | 50 | 50 |
| S-2 | 2026-10-05 | 晨光副食店 | 酱油 | 瓶 | 20 | 5 | 100 | 40.5 |
| S-3 | 2026-10-06 | 晨光副食店 | 酱油 | 瓶 | 20 | 5 | 100 | |
"""


def told(picture):
    return [(one.severity.name, one.cell, one.message) for one in table(picture).findings if one.code == "S116"]


@pytest.mark.parametrize("head", ["已收款", "已付", "定金", "现收"])
def test_money_taken_with_the_goods_is_told_with_its_sum(head):
    ((severity, cell, message),) = told(SLIPS.replace("已收款", head))
    assert (severity, cell) == ("WARNING", "I1")
    assert message.startswith(f"“{head}”这一列有 2 行写了数，共 90.50，没有记成回款")


def test_beside_an_order_it_is_a_note():
    orders = SLIPS.replace("送货单号", "订单号").replace("送货日期", "下单日期")
    assert [severity for severity, _, _ in told(orders)] == ["NOTE"]


def test_a_column_that_says_no_money_is_not_told():
    assert told(SLIPS.replace("| 50 |\n", "| |\n").replace("40.5", "0")) == []
    assert told(SLIPS.replace("已收款", "未收款")) == []


def test_on_a_register_of_payments_it_is_the_payment():
    picture = """
    | 收款日期 | 客户名称 | 已收款 | 实收金额 |
    | 2026-10-03 | 山河食品店 | 50 | 50 |
    """
    assert told(picture) == []


@pytest.mark.parametrize("head", ["退回数", "拒收数量", "破损"])
def test_goods_that_came_back_are_told_with_their_count(head):
    ((severity, _, message),) = told(SLIPS.replace("已收款", head).replace("40.5", "2").replace("| 50 |\n", "| |\n"))
    assert severity == "WARNING"
    assert message.startswith(f"“{head}”这一列有 1 行写了数，共 2，没有记成退货")


@pytest.mark.parametrize("head", ["扣款", "返利", "抹零"])
def test_what_is_taken_off_is_told_with_its_sum(head):
    ((_, _, message),) = told(SLIPS.replace("已收款", head))
    assert message.startswith(f"“{head}”这一列有 2 行写了数，共 90.50，没有从金额里减")


@pytest.mark.parametrize("head", ["应收", "实际金额", "结算金额"])
def test_another_amount_to_pay_in_the_end_is_told_where_it_differs(head):
    ((_, _, message),) = told(SLIPS.replace("已收款", head))
    assert message.startswith(f"“{head}”这一列有 1 行和“金额”不一样（第 3 行是 40.50），按“金额”记")


def test_the_same_amount_to_pay_in_the_end_is_not_told():
    assert told(SLIPS.replace("已收款", "应收").replace("40.5", "100")) == []


TO_PAY = """
| 送货单号 | 送货日期 | 客户名称 | 品名 | 数量 | 单价 | 金额 | {} | 应收 |
| S-1 | 2026-10-03 | 山河食品店 | 酱油 | 10 | 100 | 1000 | {} | {} |
"""


@pytest.mark.parametrize(
    ("head", "beside", "to_pay"), [("税额", 130, 1130), ("代垫运费", 50, 1050), ("税额", 130, 1000)]
)
def test_the_tax_and_the_freight_of_a_line_may_be_in_what_is_to_pay(head, beside, to_pay):
    assert told(TO_PAY.format(head, beside, to_pay)) == []
    ((_, _, message),) = told(TO_PAY.format(head, beside, to_pay + 1))
    assert message.startswith(f"“应收”这一列有 1 行和“金额”不一样（第 2 行是 {to_pay + 1}.00）")


@pytest.mark.parametrize(("to_pay", "wanted"), [(1130, "请写进“税额”列"), (900, "请写进“折扣额”列")])
def test_it_says_where_the_difference_belongs(to_pay, wanted):
    ((_, _, message),) = told(TO_PAY.format("备注", "", to_pay))
    assert wanted in message


def test_a_column_in_ten_thousands_is_told_in_yuan():
    assert told(TO_PAY.replace("| 应收 |", "| 应收（万元） |").format("备注", "", "0.1")) == []
    ((_, _, message),) = told(SLIPS.replace("已收款", "已收款（万元）"))
    assert "共 905000.00，" in message
