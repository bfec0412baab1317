"""Papers that a table is never supposed to be where nothing but amounts and a day fits them."""

from __future__ import annotations

import pytest
from drawn import table

AMOUNTS = """
| 日期 | 单号 | 客户 | 花型 | 幅宽 | 单位 | 数量 | 单价 | 金额 |
| 2026-10-03 | 88 | 山河食品店 | 兰草 | 150 | 米 | 10 | 24 | 240 |
"""


def test_a_list_of_amounts_is_asked_about_and_not_taken_for_invoices():
    assert table(AMOUNTS).type is None


@pytest.mark.parametrize("how", [{"file": "开票明细.xlsx"}, {"fixed": "invoice"}])
def test_called_invoices_it_is_one(how):
    assert table(AMOUNTS, **how).type.name == "invoice"


def test_the_number_of_an_invoice_is_a_mark():
    assert table(AMOUNTS.replace("单号", "发票号码")).type.name == "invoice"
