"""订单: what a customer has asked for, a line a product."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

CHANNELS = {
    "邮件": ("email", "e-mail", "mail", "电子邮件", "邮箱"),
    "传真": ("fax",),
    "微信": ("wechat", "企业微信", "微信群", "wx"),
    "QQ": ("qq群",),
    "电话": ("phone", "tel", "来电"),
    "系统": ("erp", "平台", "网站", "官网", "商城", "edi", "线上", "online"),
    "业务员": ("销售", "业务", "业务员报单", "拜访", "线下", "门店"),
    "其他": ("其它", "other"),
}
ORDER_TYPES = {
    "正常": ("普通", "标准", "常规", "正常订单", "普通订单", "标准订单", "销售", "销售订单", "normal", "standard"),
    "样品": ("样品订单", "样单", "打样", "sample"),
    "补货": ("补单", "补货订单", "追加", "加单"),
    "换货": ("换货订单", "补发", "换货补发"),
    "备货": ("备货订单", "备库", "stock"),
    "长单": ("长期订单", "框架订单", "年度订单", "预测"),
    "急单": ("加急", "紧急", "急", "urgent"),
    "赠送": ("赠品", "赠", "搭赠", "免费", "赠品订单", "foc"),
    "退货": ("退", "退单", "退货单", "退货订单", "销售退货", "红字", "红单", "红冲", "冲红", "冲销", "冲单", "return"),
    "作废": ("已作废", "取消", "已取消", "取消订单", "void", "cancelled"),
    "折让": ("折扣", "销售折让", "调价", "调价单", "价格调整", "补差", "补差价", "返利"),
}


@sheet_type(
    words.ORDER,
    master=words.ORDER_MASTER,
    number="order_no",
    dated="order_date",
    accept=Accept.DOCUMENT,
    needs=(
        ("customer_name", "customer_code"),
        ("product_code", "product_name", "customer_part_no"),
        ("qty",),
        ("order_no", "customer_po_no", "required_date"),
    ),
    signs=(
        "order_no",
        "order_date",
        "required_date",
        "promised_date",
        "customer_po_no",
        "qty",
        "deposit",
        "closed_qty",
    ),
    strange=(
        "shipment_no",
        "ship_date",
        "waybill_no",
        "qty_accepted",
        "sign_date",
        "return_no",
        "return_date",
        "disposition",
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    identity=(
        "product_code",
        "customer_part_no",
        "product_name",
        "spec",
        "color",
        "unit",
        "unit_price_incl",
        "unit_price_net",
        "required_date",
    ),
    posts=(Posts(Measure.ORDERED, date="order_date", unless=("doc_status", (words.CANCELLED,))),),
    folders=("订单", "订货", "订货单", "销售订单"),
    form=(
        "order_no",
        "order_date",
        "customer_name",
        "customer_po_no",
        "product_code",
        "product_name",
        "spec",
        "unit",
        "qty",
        "unit_price_incl",
        "required_date",
        "settle_type",
        "ship_method",
        "contact",
        "phone",
        "address",
        "salesperson",
        "remark",
    ),
)
class Order:
    """What a customer has asked for: one line a product, wanted by a date, at a price.

    One bad line holds its order: half an order in the books would be shipped as if it were the whole. Without a number
    the order is what the customer asked for on that day. 订金 announced here is not money received (RULES 13).
    """

    order_no = column(Kind.CODE, words.ORDER_NO, need=Need.WANTED, head=True)
    order_date = column(Kind.DATE, words.ORDER_DATE, need=Need.REQUIRED, head=True)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, need=Need.WANTED, head=True)
    receiver = column(Kind.TEXT, words.RECEIVER, head=True)
    customer_po_no = column(Kind.CODE, words.CUSTOMER_PO_NO, head=True)
    contract_no = column(Kind.CODE, words.CONTRACT_NO, head=True)
    line_no = column(Kind.INT, words.LINE_NO)
    product_code = column(Kind.CODE, words.PRODUCT_CODE)
    customer_part_no = column(Kind.CODE, words.CUSTOMER_PART_NO)
    product_name = column(Kind.TEXT, words.PRODUCT_NAME, need=Need.WANTED)
    spec = column(Kind.TEXT, words.SPEC)
    color = column(Kind.TEXT, words.COLOR)
    brand = column(Kind.TEXT, words.BRAND)
    unit = column(Kind.TEXT, words.UNIT, need=Need.WANTED)
    qty = column(Kind.QTY, words.ORDERED_QTY, need=Need.REQUIRED)
    conv_rate = column(Kind.RATE, words.CONV_RATE)
    qty_base = column(Kind.QTY, words.QTY_BASE)
    unit_price_incl = column(Kind.PRICE, words.UNIT_PRICE_INCL)
    unit_price_net = column(Kind.PRICE, words.UNIT_PRICE_NET)
    discount_rate = column(Kind.RATE, words.DISCOUNT_RATE)
    discount_amount = column(Kind.MONEY, words.DISCOUNT_AMOUNT)
    amount_incl = column(Kind.MONEY, words.AMOUNT_INCL)
    tax_rate = column(Kind.RATE, words.TAX_RATE)
    amount_net = column(Kind.MONEY, words.AMOUNT_NET)
    tax_amount = column(Kind.MONEY, words.TAX_AMOUNT)
    is_gift = column(Kind.BOOL, words.IS_GIFT)
    currency = column(Kind.ENUM, words.CURRENCY, head=True, choices=words.CURRENCIES)
    exchange_rate = column(Kind.RATE, words.EXCHANGE_RATE, head=True)
    required_date = column(Kind.DATE, words.REQUIRED_DATE, carried=True)
    promised_date = column(Kind.DATE, words.PROMISED_DATE, carried=True)
    # Kept as written: what 月结60天 or 30%定金 means for a due date is worked out from the text.
    settle_type = column(Kind.TEXT, words.SETTLE_TYPE, head=True)
    deposit = column(Kind.MONEY, words.DEPOSIT)
    order_type = column(Kind.ENUM, words.ORDER_TYPE, head=True, choices=ORDER_TYPES)
    channel = column(Kind.ENUM, words.CHANNEL, head=True, choices=CHANNELS)
    ship_method = column(Kind.TEXT, words.SHIP_METHOD, head=True)
    station_no = column(Kind.CODE, words.STATION_NO, head=True)
    contact = column(Kind.TEXT, words.CONTACT, head=True)
    phone = column(Kind.CODE, words.PHONE, head=True)
    address = column(Kind.TEXT, words.ADDRESS, head=True)
    salesperson = column(Kind.TEXT, words.SALESPERSON, head=True)
    dept = column(Kind.TEXT, words.DEPT, head=True)
    company = column(Kind.TEXT, words.COMPANY, head=True)
    prepared_by = column(Kind.TEXT, words.PREPARED_BY, head=True)
    checked_by = column(Kind.TEXT, words.CHECKED_BY, head=True)
    closed_qty = column(Kind.QTY, words.CLOSED_QTY)
    doc_status = column(Kind.ENUM, words.DOC_STATUS, head=True, choices=words.DOC_STATUSES)
    version_no = column(Kind.CODE, words.VERSION_NO, head=True)
    change_date = column(Kind.DATE, words.CHANGE_DATE, head=True)
    remark = column(Kind.TEXT, words.REMARK)
