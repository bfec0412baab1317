"""Headers that give a name in two languages: which are one name, and which say two things."""

from __future__ import annotations

import pytest
from drawn import codes, table

from neiqin_xl.intake.bilingual import in_one_language


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("单价 Unit Price", "单价"),
        ("单价\nUnit Price", "单价"),
        ("单价/Unit Price", "单价"),
        ("不含税单价 Unit Price", "不含税单价"),
        ("总价 Total Price", "总价"),
        ("金额 Amount (RMB)", "金额(RMB)"),
        ("单价(元) Unit Price", "单价(元)"),
        ("Qty/数量", "数量"),
        ("Unit Price单价", "单价"),
        ("序号 No.", "序号"),
        ("单位 Unit", "单位"),
    ],
)
def test_a_name_that_is_said_again_in_english_is_the_chinese_one(text, name):
    assert in_one_language(text) == name


@pytest.mark.parametrize(
    "text",
    ["客户 PO", "客户 PO No.", "产品 SKU", "数量 PCS", "单价 USD", "颜色 A", "单价", "Unit Price", "M8 螺栓 M10"],
)
def test_a_name_that_english_words_say_more_of_stays_whole(text):
    assert in_one_language(text) == text


def test_prices_and_amounts_under_names_in_two_languages_are_read_and_told_by_the_chinese_one():
    found = table(
        """
        | 采购订单 Purchase Order | | | | | | |
        | 订单编号 PO No.: | P-9001 | 下单日期 Date: | 2026-11-12 | 采购方 Buyer: | 蓝桥电子 | |
        | 序号 No. | 物料编码 Part No. | 描述 Description | 数量 Qty | 单位 Unit | 单价 Unit Price | 金额 Amount |
        | 1 | X-100 | 连接器 | 1000 | PCS | 0.25 | 250 |
        | 合计 Total | | | 1000 | | | 250 |
        """
    )
    assert (found.type.name, codes(found)) == ("order", [])
    assert (found.values["unit_price_incl"], found.values["amount_incl"]) == ([250_000], [25_000])
    assert (found.columns["unit_price_incl"].header, found.unused_headers) == ("单价", {"A": "序号"})


def test_names_over_each_other_in_two_languages_are_read_by_the_chinese_ones():
    found = table(
        """
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 | 金额 |
        | Order No. | Date | Customer | Description | Qty | Unit Price | Amount |
        | P-9001 | 2026-11-12 | 蓝桥电子 | 连接器 | 1000 | 0.25 | 250 |
        """
    )
    assert found.values["amount_incl"] == [25_000]
