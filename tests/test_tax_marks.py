"""是否含税 beside the lines says whether their prices are net."""

from __future__ import annotations

import pytest
from drawn import codes, table

SLIPS = """
| 送货单号 | 日期 | 客户名称 | 品名 | 数量 | 单价 | 金额 | 是否含税 |
| S-1 | 2026-11-03 | 山河食品店 | 酱油 | 10 | 5 | 50 | {} |
| S-2 | 2026-11-04 | 晨光副食店 | 酱油 | 20 | 5 | 100 | {} |
"""


@pytest.mark.parametrize("no", ["否", "不含税", "未税"])
def test_where_every_line_says_no_the_prices_are_net(no):
    found = table(SLIPS.format(no, no))
    assert found.values["amount_net"] == [5000, 10000]
    assert "amount_incl" not in found.values
    assert codes(found)[0] == "C208"


@pytest.mark.parametrize("said", [("是", "是"), ("含税", ""), ("", "")])
def test_where_no_line_says_no_they_include_tax(said):
    found = table(SLIPS.format(*said))
    assert found.values["amount_incl"] == [5000, 10000]
    assert codes(found) == []


@pytest.mark.parametrize("said", [("是", "否"), ("不含税", "")])
def test_where_some_lines_say_no_nobody_guesses(said):
    found = table(SLIPS.format(*said))
    assert [(one.code, one.severity.name, one.row) for one in found.findings] == [("C132", "ERROR", None)]


def test_a_no_that_is_merged_over_all_lines_is_said_of_each():
    found = table(SLIPS.format("否", ""), merged=[(1, 7, 2, 7)])
    assert found.values["amount_net"] == [5000, 10000]
    assert codes(found)[0] == "C208"


def test_a_header_that_speaks_of_tax_itself_stays_what_it_is():
    found = table(SLIPS.format("否", "否").replace("单价 | 金额", "含税单价 | 价税合计"))
    assert found.values["amount_incl"] == [5000, 10000]


def test_beside_the_balances_of_a_customers_statement_all_lines_are_still_read():
    found = table(
        """
    | 日期 | 单号 | 摘要 | 数量 | 金额 | 是否含税 |
    | | | 期初余额 | | 100 | |
    | 2026-11-03 | S-1 | 送货 | 10 | 50 | 否 |
    | 2026-11-04 | S-2 | 送货 | 20 | 100 | 否 |
    """,
        file="对账单.xlsx",
    )
    assert found.type.name == "their_statement"
    assert found.values["line_date"] == ["2026-11-03", "2026-11-04"]
