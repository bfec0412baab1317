"""A register of payments with a column for each way of paying."""

from __future__ import annotations

import pytest
from drawn import table

REGISTER = """
| 11月收款登记表 | | | | | |
| 日期 | 客户名称 | 现金 | 银行转账 | 微信 | 合计 |
| 2026-11-05 | 山河食品店 | 500 | | | 500 |
| 2026-11-06 | 晨光副食店 | | 1200 | | 1200 |
| 2026-11-07 | 恒泰机电 | 100 | | 200.5 | 300.5 |
| 合计 | | 600 | 1200 | 200.5 | 2000.5 |
"""


@pytest.mark.parametrize("name", ["合计", "小计", "总计"])
def test_the_amount_is_the_sum_of_what_was_paid_in_each_way(name):
    found = table(REGISTER.replace("微信 | 合计", f"微信 | {name}"))
    assert found.type.name == "receipt"
    assert found.values["amount"] == [50000, 120000, 30050]
    assert found.totals == 1


def test_where_it_is_not_the_sum_on_a_line_nobody_guesses():
    assert table(REGISTER.replace("| 500 |\n", "| 400 |\n")).type is None


def test_one_way_alone_is_no_register_by_ways():
    picture = """
    | 日期 | 客户名称 | 现金 | 折让 | 合计 |
    | 2026-11-05 | 山河食品店 | 500 | 0 | 500 |
    """
    assert table(picture).type is None


def test_beside_a_column_of_its_own_the_total_is_not_asked():
    named = REGISTER.replace("| 合计 |\n", "| 实收金额 |\n", 1)
    assert table(named).values["amount"] == [50000, 120000, 30050]


def test_the_same_header_over_other_lines_is_looked_at_again():
    assert table(REGISTER.replace("| 500 |\n", "| 400 |\n")).type is None
    assert table(REGISTER).values["amount"] == [50000, 120000, 30050]
