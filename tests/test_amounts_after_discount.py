"""金额 before a discount beside 折后金额: what is owed is the latter."""

from __future__ import annotations

import pytest
from drawn import codes, table

_FEN = 100


@pytest.mark.parametrize("after", ["折后金额", "折扣后金额", "优惠后金额", "折后小计"])
@pytest.mark.parametrize("before", ["金额", "销售金额", "合计金额", "小计"])
@pytest.mark.parametrize("off", ["折扣额", "优惠金额"])
def test_the_amount_after_the_discount_is_the_one_that_is_owed(before, after, off):
    found = table(
        f"""
        | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | {before} | {off} | {after} |
        | S-1 | 2026-11-03 | 恒泰机电 | 轴承 | 10 | 12 | 120 | 20 | 100 |
        """
    )
    assert found.values["amount_incl"] == [100 * _FEN]
    assert found.values["discount_amount"] == [20 * _FEN]


def test_beside_tax_the_amount_after_the_discount_is_net():
    found = table(
        """
        | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | 金额 | 折扣额 | 折后金额 | 税额 | 价税合计 |
        | S-1 | 2026-11-03 | 恒泰机电 | 轴承 | 10 | 12 | 120 | 20 | 100 | 13 | 113 |
        """
    )
    assert found.values["amount_net"] == [100 * _FEN]
    assert found.values["amount_incl"] == [113 * _FEN]


def test_a_price_after_the_discount_goes_with_the_amount_after_it():
    found = table(
        """
        | 日期 | 送货单号 | 客户 | 品名 | 数量 | 单价 | 金额 | 折扣 | 折后单价 | 折后金额 |
        | 2026-11-03 | S-1 | 恒泰机电 | 轴承 | 10 | 12 | 120 | 0.9 | 10.8 | 108 |
        """
    )
    assert found.values["amount_incl"] == [108 * _FEN]
    assert codes(found) == ["C210"]


def test_without_an_amount_after_the_discount_the_plain_one_stands():
    found = table(
        """
        | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | 金额 | 折后金额 |
        | S-1 | 2026-11-03 | 恒泰机电 | 轴承 | 10 | 12 | 120 | |
        """
    )
    assert found.values["amount_incl"] == [120 * _FEN]
