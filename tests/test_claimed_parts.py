"""Lists of payments that say whose each of them is: 认领客户 is the customer, 认领金额 no amount of its own."""

from __future__ import annotations

import pytest
from drawn import table

REGISTER = """
| 收款单号 | 回款日期 | 付款单位 | 回款金额 | {who} | {part} |
| R1 | 2026-10-28 | 江北集团 | 150 | 山河食品店 | {first} |
| R2 | 2026-10-29 | 江北集团 | 50 |  | {second} |
"""


def read(who="认领客户", part="备注", first="", second=""):
    return table(REGISTER.format(who=who, part=part, first=first, second=second))


@pytest.mark.parametrize("who", ["认领客户", "归属单位", "款项归属"])
def test_whoever_a_payment_is_claimed_for_is_its_customer(who):
    found = read(who)
    assert (found.type.name, found.values["customer_name"]) == ("receipt", ["山河食品店", None])
    assert found.values["payer"] == ["江北集团", "江北集团"]


@pytest.mark.parametrize(
    ("first", "second", "held"), [("150", "", []), ("150", "50", []), ("100", "50", [2]), ("100", "49.99", [2, 3])]
)
def test_a_payment_of_which_a_part_is_claimed_waits_and_says_where_parts_belong(first, second, held):
    asked = [one for one in read(part="认领金额", first=first, second=second).findings if one.code == "C138"]
    assert [(one.row, one.cell, one.severity.value) for one in asked] == [(row, f"F{row}", "error") for row in held]


@pytest.mark.parametrize(
    ("file", "kind"), [("10月认领.csv", "allocation"), ("核销.csv", "allocation"), ("10月回款.csv", "receipt")]
)
def test_a_list_of_claims_is_one_by_its_name(file, kind):
    found = table(REGISTER.format(who="认领客户", part="认领金额", first="100", second=""), file=file)
    assert found.type.name == kind


@pytest.mark.parametrize("nobody", ["待认领", "未认领", "待查", "暂收款", "是", "√", "已认领", "无"])
@pytest.mark.parametrize("who", ["认领客户", "客户名称"])
def test_what_says_that_nobody_knows_yet_or_that_it_is_done_is_no_customer(who, nobody):
    found = table(REGISTER.format(who=who, part="备注", first="", second="").replace("山河食品店", nobody))
    assert found.values.get("customer_name", [None])[0] is None
