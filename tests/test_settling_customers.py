"""RULES 6: 结算客户 is who owes, 客户 beside it who receives."""

from __future__ import annotations

import pytest
from drawn import codes, table

SLIPS = """
| 日期 | 送货单号 | 客户编码 | 客户 | 结算客户 | 品名 | 数量 | 单价 |
| 2026-10-03 | S-1 | '0091 | 恒泰一分店 | 恒泰机电 | 酱油 | 10 | 5 |
| | | | | | 陈醋 | 10 | 5 |
| 2026-10-04 | S-2 | '0017 | 山河食品店 | 山河食品店 | 酱油 | 10 | 5 |
| 2026-10-05 | S-3 | '0018 | 晨光副食店 | | 酱油 | 10 | 5 |
"""


@pytest.mark.parametrize("head", ["结算客户", "结算单位", "账款客户"])
def test_who_owes_is_the_customer_and_the_one_beside_him_receives(head):
    found = table(SLIPS.replace("结算客户", head))
    assert found.values["customer_name"] == ["恒泰机电", "恒泰机电", "山河食品店", "晨光副食店"]
    assert found.values["receiver"] == ["恒泰一分店", "恒泰一分店", None, None]
    assert found.values["customer_code"] == [None, None, "0017", "0018"]
    (told,) = [one for one in found.findings if one.code == "S120"]
    assert (told.cell, "1 行" in told.message) == ("E2", True)
    assert found.unused_headers == {}


def test_a_receiver_of_his_own_stays_the_receiver():
    found = table(
        SLIPS.replace("| 品名 |", "| 收货单位 |")
        .replace("| 酱油 |", "| 三号仓 |")
        .replace("| 数量 |", "| 品名 | 数量 |")
        .replace("| 10 |", "| 酱油 | 10 |")
    )
    assert found.values["customer_name"][0] == "恒泰机电"
    assert found.values["receiver"][0] == "三号仓"


def test_the_same_in_both_says_nothing():
    assert "S120" not in codes(table(SLIPS.replace("恒泰一分店", "恒泰机电")))


def test_a_code_under_it_is_the_code_of_who_owes():
    found = table(SLIPS.replace("| 恒泰机电 |", "| '0019 |"))
    assert found.values["customer_code"] == ["0019", "0019", "0017", "0018"]
    assert found.values["customer_name"] == [None, None, "山河食品店", "晨光副食店"]
    assert found.values["receiver"] == ["恒泰一分店", "恒泰一分店", None, None]


def test_who_owes_alone_is_the_customer():
    for owing in ("恒泰机电", "'0019"):
        found = table(SLIPS.replace("'0091 | 恒泰一分店 | 恒泰机电", f" | | {owing}"))
        assert (found.values["customer_name"][0] or found.values["customer_code"][0]) == owing.strip("'")
        assert "S120" not in codes(found)


BRANCHES = """
| 日期 | 送货单号 | 客户 | 结算客户 | 品名 | 数量 | 单价 |
| 2026-10-03 | S-1 | 恒泰一分店 | 恒泰机电 | 酱油 | 10 | 5 |
| 2026-10-04 | S-2 | 恒泰二分店 | {} | 酱油 | 10 | 5 |
"""


@pytest.mark.parametrize(("said", "merged"), [("同上", []), ("〃", []), ("", [(1, 3, 2, 3)])])
def test_who_owes_for_several_papers_may_stand_once(said, merged):
    found = table(BRANCHES.format(said), merged=merged)
    assert found.values["customer_name"] == ["恒泰机电", "恒泰机电"]
    assert found.values["receiver"] == ["恒泰一分店", "恒泰二分店"]


@pytest.mark.parametrize("nobody", ["", "-", "/", "无"])
def test_where_nobody_else_owes_the_customer_does(nobody):
    found = table(BRANCHES.format(nobody))
    assert found.values["customer_name"] == ["恒泰机电", "恒泰二分店"]
    assert found.values["receiver"] == ["恒泰一分店", None]


def test_who_owes_merged_over_the_lines_of_a_paper_keeps_its_receiver_on_each():
    picture = BRANCHES.replace("| 2026-10-04 | S-2 | 恒泰二分店 |", "| | | |").format("")
    found = table(picture, merged=[(1, 3, 2, 3)])
    assert found.values["customer_name"] == ["恒泰机电", "恒泰机电"]
    assert found.values["receiver"] == ["恒泰一分店", "恒泰一分店"]
