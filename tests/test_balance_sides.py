"""方向 beside opening balances: 借 is owed to us, 贷 is money paid ahead."""

from __future__ import annotations

import pytest
from drawn import codes, table

OPENING = """
| 客户编码 | 客户名称 | 方向 | 期初余额 | 期初日期 |
| '0017 | 山河食品店 | 借 | 1000 | 2026-09-30 |
| '0018 | 晨光副食店 | 贷 | 200 | 2026-09-30 |
| '0019 | 恒泰机电 | 平 | 0 | 2026-09-30 |
"""


@pytest.mark.parametrize("head", ["方向", "余额方向", "借贷方向", "借/贷"])
def test_a_balance_on_the_side_of_credit_is_negative_and_it_says_so(head):
    found = table(OPENING.replace("方向", head))
    assert found.values["amount"] == [100000, -20000, 0]
    assert [(one.code, one.message.endswith("第 3 行")) for one in found.findings] == [("S114", True)]
    assert found.unused_headers == {}


@pytest.mark.parametrize("side", ["贷", "贷方", "贷余", "贷方余额", "预收", "预收款", "预收账款"])
def test_the_side_of_credit_has_several_names(side):
    assert table(OPENING.replace("贷", side)).values["amount"] == [100000, -20000, 0]


def test_a_negative_balance_on_the_side_of_debit_stays_what_it_is():
    assert table(OPENING.replace("| 1000 |", "| -1000 |")).values["amount"][0] == -100000


def test_a_negative_balance_on_the_side_of_credit_is_asked_about():
    found = table(OPENING.replace("| 200 |", "| -200 |"))
    assert found.values["amount"] == [100000, None, 0]
    assert (1, "amount") in found.unread
    assert codes(found) == ["S115"]


AHEAD = OPENING.replace("| 平 | 0 |", "| {} | 300 |")


@pytest.mark.parametrize(("said", "merged"), [("同上", []), ("〃", []), ("", [(2, 2, 3, 2)])])
def test_a_side_that_stands_once_for_several_customers_is_that_of_each(said, merged):
    assert table(AHEAD.format(said), merged=merged).values["amount"] == [100000, -20000, -30000]


@pytest.mark.parametrize("side", ["", "借", "借方", "应收"])
def test_the_other_side_and_none_leave_a_balance_as_it_is(side):
    assert table(AHEAD.format(side)).values["amount"] == [100000, -20000, 30000]


@pytest.mark.parametrize("side", ["平", "付", "收"])
def test_a_side_that_nobody_knows_is_asked_about_unless_there_is_no_balance(side):
    found = table(AHEAD.format(side))
    assert found.values["amount"] == [100000, -20000, None]
    assert (2, "amount") in found.unread
    assert codes(found) == ["S114", "S115"]
    assert codes(table(AHEAD.format(side).replace("| 300 |", "| 0 |"))) == ["S114"]


def test_without_credit_nothing_is_said():
    assert codes(table(OPENING.replace("贷", "借"))) == []


TOTALLED = OPENING.replace("平 | 0 |", "贷 | 1300 |") + "| 合计 | | {} | {} | |"


def test_a_total_on_the_side_of_credit_is_what_the_balances_come_to():
    assert codes(table(TOTALLED.format("贷", 500))) == ["S114"]


def test_one_that_is_not_is_told():
    assert codes(table(TOTALLED.format("贷", 501))) == ["S114", "S201"]
    assert codes(table(TOTALLED.format("借", 500))) == ["S114", "S201"]


def test_on_a_list_of_payments_it_is_something_else():
    found = table("""
    | 交易日期 | 对方户名 | 交易金额 | 借贷标志 | 余额 |
    | 2026-10-03 | 山河食品店 | 500 | 贷 | 1500 |
    | 2026-10-04 | 晨光副食店 | 200 | 贷 | 1700 |
    """)
    assert found.values["amount"] == [50000, 20000]
