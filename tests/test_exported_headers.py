"""Lists as the small programs of shops write them (管家婆, 精斗云, shops on the net)."""

from __future__ import annotations

import pytest
from drawn import codes, mapped, table

_FEN = 100


def test_a_list_of_sales_as_guanjiapo_writes_it():
    found = table(
        """
        | 录单日期 | 单据编号 | 单据类型 | 往来单位 | 经手人 | 商品编号 | 商品全名 | 单位 | 数量 | 单价 | 金额 |
        | 2026-11-03 | XS-1 | 销售单 | 恒泰机电 | 李四 | A01 | 轴承6204 | 套 | 10 | 12 | 120 |
        | 2026-11-04 | XT-1 | 销售退货单 | 恒泰机电 | 李四 | A01 | 轴承6204 | 套 | -1 | 12 | -12 |
        """
    )
    assert found.type.name == "shipment"
    assert found.values["product_name"] == ["轴承6204", "轴承6204"]
    assert found.values["ship_type"] == ["发货", "退货"]
    assert found.values["ship_date"] == ["2026-11-03", "2026-11-04"]
    assert codes(found) == []


def test_a_list_of_sales_as_jingdouyun_writes_it():
    found = table(
        """
        | 销售日期 | 销售单据号 | 业务类别 | 客户 | 商品名称 | 数量 | 单价 | 折扣率% | 折扣额 | 销售收入 | 税率% | 税额 | 价税合计 |
        | 2026-11-03 | XS-1 | 销货 | 恒泰机电 | 轴承 | 10 | 10 | 10 | 10 | 90 | 13 | 11.7 | 101.7 |
        """
    )
    assert found.values["shipment_no"] == ["XS-1"]
    assert found.values["amount_net"] == [90 * _FEN]
    assert found.values["amount_incl"] == [10170]


@pytest.mark.parametrize("dated", ["单据日期", "录单日期", "开单日期", "制单日期"])
def test_payments_are_of_the_day_of_their_paper(dated):
    columns = mapped(
        f"""
        | {dated} | 单据编号 | 客户名称 | 收款金额 |
        | 2026-11-05 | SK-1 | 恒泰机电 | 1000 |
        """,
        "receipt",
    )
    assert columns["receipt_date"] == dated


def test_a_day_on_which_the_money_came_goes_before_the_day_of_the_paper():
    columns = mapped(
        """
        | 单据日期 | 单据编号 | 客户名称 | 收款金额 | 到账日期 |
        | 2026-11-05 | SK-1 | 恒泰机电 | 1000 | 2026-11-06 |
        """,
        "receipt",
    )
    assert columns["receipt_date"] == "到账日期"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("折扣(元)", "discount_amount"),
        ("折扣（元）", "discount_amount"),
        ("店铺优惠折扣(元)", "discount_amount"),
        ("折扣", "discount_rate"),
        ("折扣(%)", "discount_rate"),
        ("涨价或折扣(元)", None),
    ],
)
def test_a_discount_in_yuan_is_an_amount_and_no_share(header, field):
    columns = mapped(
        f"""
        | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | {header} |
        | S-1 | 2026-11-03 | 恒泰机电 | 螺栓 | 1 | 10 | 0.5 |
        """,
        "shipment",
    )
    assert [name for name, text in columns.items() if text == header] == ([] if field is None else [field])
