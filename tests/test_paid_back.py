"""退款 in a register of payments beside an amount without its sign: asked about, since it would count as money received."""

from __future__ import annotations

import pytest
from drawn import codes, table


def asked(head, said, amount="100"):
    picture = f"""
    | 回款日期 | 客户名称 | 回款金额 | {head} |
    | 2026-10-03 | 山河食品店 | 1000 | 货款 |
    | 2026-10-04 | 山河食品店 | {amount} | {said} |
    """
    found = table(picture)
    return [(one.severity.name, one.row, one.cell) for one in found.findings if one.code == "S117"]


@pytest.mark.parametrize("head", ["用途", "类型", "业务类型", "收款方式", "摘要", "备注", "附言"])
def test_a_refund_without_its_sign_is_asked_about_whatever_column_says_so(head):
    assert asked(head, "退款") == [("ERROR", 3, "D3")]


@pytest.mark.parametrize(
    "said",
    [
        "退客户款",
        "退客户多付货款",
        "退还押金",
        "退定金",
        "多付退回",
        "10月退货款",
        "退回",
        "客户退款",
        "已退款",
        "付客户退款",
        "退货退款",
    ],
)
def test_a_refund_has_many_names(said):
    assert asked("备注", said) == [("ERROR", 3, "D3")]


@pytest.mark.parametrize("said", ["已扣退货款", "货款（扣退货100）", "退票", "退税款", "不退款", "货款"])
def test_what_only_speaks_of_something_given_back_is_money_received(said):
    assert asked("备注", said) == []


def test_a_refund_with_its_sign_is_one():
    assert asked("备注", "退款", amount="-100") == []


def test_a_row_that_says_so_twice_is_asked_about_once():
    picture = """
    | 回款日期 | 客户名称 | 回款金额 | 类型 | 备注 |
    | 2026-10-04 | 山河食品店 | 100 | 退款 | 多付退回 |
    """
    assert [one.code for one in table(picture).findings] == ["S117"]


def test_what_a_bank_lists_as_come_in_came_in():
    picture = """
    | 交易日期 | 对方户名 | 贷方金额 | 借方金额 | 附言 |
    | 2026-10-04 | 大地塑料厂 | 100 | | 退款 |
    """
    assert table(picture).findings == []


@pytest.mark.parametrize("head", ["状态", "到账状态", "到账情况", "财务确认"])
def test_a_payment_that_was_sent_back_itself_counts_for_nothing_and_is_not_asked_about(head):
    picture = f"""
    | 回款日期 | 客户名称 | 回款金额 | {head} |
    | 2026-10-03 | 山河食品店 | 100 | 已到账 |
    | 2026-10-04 | 山河食品店 | 20 | 退回 |
    | 合计 | | {{}} | |
    """
    for total in ("120", "100"):
        found = table(picture.format(total))
        assert found.values["finance_confirmed"] == ["已确认", "退回"]
        assert codes(found) == []
    assert codes(table(picture.format("110"))) == ["S201"]
