"""Lists as the programs of small wholesalers write them: prices before and after the discount, returns beside sales."""

from __future__ import annotations

from drawn import codes, table


def test_what_a_line_comes_to_is_its_price_and_amount_after_the_discount():
    found = table(
        """
    | 日期 | 单据编号 | 单据类型 | 往来单位 | 商品编号 | 商品全名 | 单位 | 数量 | 单价 | 金额 | 折后单价 | 折后金额 |
    | 2026-10-03 | XSD-0001 | 销售出库单 | 山河食品店 | A01 | 酱油 | 瓶 | 10 | 5 | 50 | 4.5 | 45 |
    | 2026-10-04 | XST-0001 | 销售退货单 | 山河食品店 | A01 | 酱油 | 瓶 | -2 | 5 | -10 | 4.5 | -9 |
    """,
        file="销售出库明细.xlsx",
    )
    assert found.type.name == "shipment"
    assert found.values["unit_price_incl"] == [4500000, 4500000]
    assert found.values["amount_incl"] == [4500, -900]
    assert found.values["ship_type"] == ["发货", "退货"]
    assert codes(found) == []


def test_beside_tax_the_amount_after_the_discount_is_net():
    found = table("""
    | 日期 | 送货单号 | 客户名称 | 品名 | 数量 | 折后单价 | 折后金额 | 税额 | 价税合计 |
    | 2026-10-03 | S-1 | 山河食品店 | 酱油 | 10 | 4.5 | 45 | 5.85 | 50.85 |
    """)
    assert (found.values["amount_net"], found.values["amount_incl"]) == ([4500], [5085])


def test_the_amount_after_a_discount_of_its_own_column_is_the_amount():
    found = table("""
    | 日期 | 送货单号 | 客户名称 | 品名 | 数量 | 单价 | 金额 | 优惠 | 优惠后金额 |
    | 2026-10-03 | S-1 | 山河食品店 | 酱油 | 10 | 5 | 50 | 2 | 48 |
    """)
    assert (found.values["amount_incl"], found.values["discount_amount"]) == ([4800], [200])


def test_a_list_of_sales_with_a_column_of_returns_is_one_of_sales():
    found = table("""
    | 销售时间 | 销售单号 | 客户 | 货号 | 品名 | 销售数 | 退货数 | 单价 | 小计 |
    | 2026-10-03 10:20:30 | XS001 | 山河食品店 | K01 | 衬衫 | 10 | 1 | 50 | 500 |
    """)
    assert (found.type.name, found.values["qty"]) == ("shipment", [100000])
    assert codes(found) == ["S116"]


def test_a_discount_in_money_is_no_rate():
    found = table("""
    | 订单编号 | 买家公司名 | 订单创建时间 | 货品标题 | 货号 | 单价(元) | 数量 | 单位 | 涨价或折扣(元) |
    | 200001 | 山河食品店 | 2026-10-03 10:00:00 | 酱油 | A01 | 5 | 10 | 瓶 | -5 |
    """)
    assert (found.type.name, "discount_rate" in found.values) == ("order", False)
    assert found.values["customer_name"] == ["山河食品店"]
    assert found.values["order_date"] == ["2026-10-03"]
