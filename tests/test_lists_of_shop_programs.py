"""Lists as shops and platforms write them: returns beside sales, buyers and days under names of their own."""

from __future__ import annotations

from drawn import codes, table


def test_a_list_of_sales_with_a_column_of_returns_is_one_of_sales():
    found = table("""
    | 销售时间 | 销售单号 | 客户 | 货号 | 品名 | 销售数 | 退货数 | 单价 | 小计 |
    | 2026-10-03 10:20:30 | XS001 | 山河食品店 | K01 | 衬衫 | 10 | 1 | 50 | 500 |
    """)
    assert (found.type.name, found.values["qty"]) == ("shipment", [100000])
    assert codes(found) == ["S116"]


def test_an_order_of_a_platform_has_its_buyer_and_day():
    found = table("""
    | 订单编号 | 买家公司名 | 订单创建时间 | 货品标题 | 货号 | 单价(元) | 数量 | 单位 | 涨价或折扣(元) |
    | 200001 | 山河食品店 | 2026-10-03 10:00:00 | 酱油 | A01 | 5 | 10 | 瓶 | -5 |
    """)
    assert (found.type.name, "discount_rate" in found.values) == ("order", False)
    assert found.values["customer_name"] == ["山河食品店"]
    assert found.values["order_date"] == ["2026-10-03"]
