"""How each office draws its lists: Chengdu exports from a program, Kunming types by hand, Wuhan writes for abroad."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl.demo.drawing import Column, Layout
from neiqin_xl.demo.styles import (
    chinese,
    compact,
    dashed,
    dotted,
    full_width,
    grouped,
    money_text,
    month_and_day,
    slashed,
)


def columns(text: str, *, once: Iterable[str] = ()) -> tuple[Column, ...]:
    """Columns from "header=what it holds" words; "parent>header=…" stands under an upper header."""
    made: list[Column] = []
    kept = frozenset(once)
    for word in text.replace("\n", "  ").split("  "):
        if not word.strip():
            continue
        header, holds = word.strip().split("=")
        parent, _, header = header.rpartition(">")
        made.append(Column(header, holds, holds in kept, parent))
    return tuple(made)


HEAD = ("number", "date", "customer", "customer_short", "due")

CHENGDU_ORDERS = Layout(
    "Sheet1",
    columns(
        """
        订单编号=number  订单日期=date  客户编码=customer_code  客户名称=customer  业务员=salesperson
        物料编码=product_code  物料名称=product  规格型号=spec  单位=unit  数量=quantity  含税单价=price
        价税合计=amount  要货日期=due  备注=remark
        """
    ),
)
CHENGDU_TWO_ROWS = Layout(
    "销售订单",
    columns(
        """
        订单号=number  下单日期=date  客户名称=customer  商品>编码=product_code  商品>名称=product
        商品>规格=spec  单位=unit  订货数量=quantity  含税单价=price  含税金额=amount  交货日期=due
        """
    ),
    title=("成都办销售订单汇总",),
    dates=dashed,
)
CHENGDU_DISCOUNT = Layout(
    "订单",
    columns(
        """
        订单编号=number  订单日期=date  客户名称=customer  产品编码=product_code  产品名称=product  规格=spec
        单位=unit  数量=quantity  单价=price  折扣率=paid_rate  金额=amount  交期=due
        """
    ),
    title=("锦鲤坪协议价订单",),
)
CHENGDU_SHIPMENTS = Layout(
    "发货明细",
    columns(
        """
        出库单号=number  出库日期=date  客户名称=customer  订单编号=order_no  物料编码=product_code
        物料名称=product  规格型号=spec  单位=unit  实发数量=quantity  含税单价=price  金额=amount
        """
    ),
    title=("成都办发货明细表", "导出人：仓库文员"),
    dates=slashed,
    total="合计",
)
CHENGDU_SHIPMENTS_TEXT = Layout(
    "发货",
    columns(
        """
        发货单号=number  发货日期=date  客户编码=customer_code  客户名称=customer  订单号=order_no
        产品编码=product_code  产品名称=product  规格=spec  单位=unit  发货数量=quantity  单价=price
        金额=amount
        """
    ),
    dates=dashed,
)
CHENGDU_SLIPS = Layout(
    "送货单",
    columns(
        """
        送货单号=number  送货日期=date  购货单位=customer  订单号=order_no  货号=product_code  品名=product
        规格=spec  单位=unit  送货数量=quantity
        """,
        once=("number", "date", "customer"),
    ),
    title=("送货单（不含价）",),
    dates=chinese,
    blank_between=True,
)
CHENGDU_RETURNS = Layout(
    "退货",
    columns(
        """
        退货单号=number  退货日期=date  客户名称=customer  出库单号=shipment_no  物料编码=product_code
        物料名称=product  规格型号=spec  单位=unit  退货数量=quantity  含税单价=price  价税合计=amount
        处理方式=disposition  退货原因=reason
        """
    ),
    total="合计",
)

KUNMING_ORDERS = Layout(
    "订货表",
    columns(
        """
        序号=serial  订单号=number  下单日期=date  客户=customer_short  品名=product  规格=spec
        货号=product_code  单位=unit  数量=quantity  单价(元)=price  金额(元)=amount  交货日期=due
        """,
        once=HEAD,
    ),
    title=("昆明办事处订货表", "制表：内勤组　　单位：元"),
    dates=dotted,
    money=money_text,
    total="合计",
    footer=("备注：以上价格均为含税价，运费另计。",),
)
KUNMING_MERGED = Layout(
    "订货表",
    columns(
        """
        订单号=number  订货日期=date  客户名称=customer  商品编码=product_code  商品名称=product  商品规格=spec
        单位=unit  订购数量=quantity  单价=price  金额=amount  交期=due
        """,
        once=HEAD,
    ),
    title=("昆明办事处订货表",),
    dates=chinese,
    money=grouped,
    subtotal="小计",
    total="总计",
    merged=True,
)
KUNMING_SHIPMENTS = Layout(
    "发货登记",
    columns(
        """
        送货单号=number  发货日期=date  客户名称=customer  订单号=order_no  货号=product_code  品名=product  规格=spec
        单位=unit  发货数量=quantity  单价=price  金额=amount
        """,
        once=("number", "date", "customer"),
    ),
    title=("昆明办2026年10月发货登记表",),
    dates=month_and_day,
    quantities=full_width,
    money=money_text,
    total="合计",
)
KUNMING_SHIPMENTS_PLAIN = Layout(
    "出库",
    columns(
        """
        发货单编号=number  发货日期=date  客户=customer_short  订单编号=order_no  产品编码=product_code
        产品名称=product  型号规格=spec  单位=unit  出库数量=quantity  含税单价=price  含税金额=amount  备注=remark
        """
    ),
    dates=compact,
    money=grouped,
)
KUNMING_COUNTER = Layout(
    "门市销售",
    columns(
        """
        销售日期=date  客户名称=customer  商品名称=product  规格=spec  单位=unit  数量=quantity  单价=price
        金额=amount
        """,
    ),
    dates=dotted,
    total="合计",
)
KUNMING_RETURNS = Layout(
    "退货登记",
    columns(
        """
        退货单编号=number  退货日期=date  客户=customer_short  随货单号=shipment_no  货号=product_code
        品名=product  规格=spec  单位=unit  退回数量=quantity  单价=price  金额=amount  处理方式=disposition
        退回原因=reason
        """,
        once=("number", "date", "customer_short", "disposition"),
    ),
    title=("退货登记表",),
    dates=dotted,
    money=money_text,
)

WUHAN_ENGLISH = Layout(
    "Orders",
    columns(
        """
        Order No=number  Order Date=date  Customer=customer  Item Code=product_code  Description=product
        Specification=spec  Unit=unit  Qty=quantity  Unit Price=price  Amount=amount  Delivery Date=due
        """
    ),
)
WUHAN_TAX = Layout(
    "订单",
    columns(
        """
        订单号=number  下单日期=date  客户全称=customer  产品编码=product_code  产品名称=product  规格型号=spec
        单位=unit  数量=quantity  单价=net_price  金额=net  税率=tax_rate  税额=tax  价税合计=amount
        交货日期=due
        """
    ),
    total="合计",
)
WUHAN_TRADITIONAL = Layout(
    "訂單",
    columns(
        """
        訂單編號=number  訂單日期=date  客戶名稱=customer  產品編號=product_code  品名=product  規格=spec
        單位=unit  數量=quantity  單價=price  金額=amount  交貨日期=due  備註=remark
        """,
        once=HEAD,
    ),
    title=("武漢辦訂單明細",),
    dates=slashed,
)
WUHAN_SHIPMENTS_ENGLISH = Layout(
    "Shipments",
    columns(
        """
        Delivery No=number  Ship Date=date  Customer=customer  Order No=order_no  Item Code=product_code
        Description=product  Specification=spec  Unit=unit  Shipped Qty=quantity  Unit Price=price
        Amount=amount
        """
    ),
)
WUHAN_SHIPMENTS_TRADITIONAL = Layout(
    "出貨",
    columns(
        """
        出貨單號=number  出貨日期=date  客戶名稱=customer  訂單號=order_no  料件編號=product_code  品名=product
        規格=spec  單位=unit  出貨數量=quantity  單價=price  金額=amount
        """
    ),
    dates=slashed,
    money=grouped,
)
WUHAN_RETURNS = Layout(
    "Sheet1",
    columns(
        """
        退货单号=number  日期=date  客户名称=customer  送货单号=shipment_no  货号=product_code  品名=product
        规格=spec  单位=unit  数量=quantity  单价=price  金额=amount  处理方式=disposition  原因=reason
        """
    ),
    dates=dashed,
)
