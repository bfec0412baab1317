"""发货: goods that have left the warehouse, and sales lists without document numbers."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Basis, Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

COLLECT_MODES = {
    "代收": ("代收货款", "物流代收", "货站代收", "cod", "货到付款"),
    "外地应收": ("应收", "外地", "赊账", "赊销"),
    "取款": ("上门取款", "带款", "送货取款"),
    "月结": ("月结30天", "月结60天", "月结90天", "账期"),
    "现结": ("现金", "现款", "已付", "预付", "款到发货", "先款后货", "cash"),
}
RETURNED, VOID, GIFT, SAMPLE, REPLACED, ALLOWED = "退货", "作废", "赠送", "样品", "补发", "折让"
# What turns a line of a mixed export into another paper, or takes its price away.
SHIP_TYPES = {
    "发货": (
        *("正常", "销售", "销售出库", "销售发货", "普通销售", "出库", "送货", "出货", "蓝字", "蓝单", "蓝", "sale"),
        *("销售单", "销货", "销货单", "销售出库单"),
    ),
    RETURNED: (
        *("退", "退库", "退换货", "销售退货", "销退", "退货单", "销售退回", "退货入库", "客户退货", "退单", "返货"),
        *("销售退货单", "销货退货", "销货退货单"),
        *("红字", "红单", "红", "红字出库", "红字销售出库单", "冲销", "冲红", "红冲", "冲单", "冲减", "return"),
    ),
    VOID: ("已作废", "作废单", "取消", "已取消", "void", "cancelled"),
    GIFT: ("赠品", "赠", "搭赠", "免费", "赠品出库", "赠送出库", "免费赠送", "foc", "free"),
    SAMPLE: ("样品出库", "样品单", "样", "送样", "试用", "sample"),
    REPLACED: ("补货", "补发货", "补单", "换货", "换货出库", "换货补发", "补发出库", "换新", "replacement"),
    ALLOWED: ("折扣", "销售折让", "折让单", "调价", "调价单", "价格调整", "补差", "补差价", "返利", "冲差价"),
}
FOR_CUSTOMER, ADVANCED, FOR_US, ON_ARRIVAL = "客户承担", "代垫", "我方承担", "到付"
# Of freight on a slip only what the customer is to pay us is owed; 到付 he pays to the carrier himself.
BEARERS = {
    FOR_CUSTOMER: ("客户", "客户付", "买方承担", "买方", "需方承担", "需方", "对方承担", "购方承担", "customer"),
    ADVANCED: ("我方代垫", "我司代垫", "公司代垫", "代垫运费", "垫付", "代付", "advanced"),
    FOR_US: ("我方", "我司承担", "我司", "公司承担", "公司", "卖方承担", "卖方", "供方承担", "供方", "包邮", "ours"),
    ON_ARRIVAL: ("运费到付", "到付运费", "提付", "collect", "freight collect"),
}
OWED = (FOR_CUSTOMER, ADVANCED)
NOT_BACK, SIGNED, PARTLY, REFUSED = "未回签", "已回签", "部分签收", "拒收"
SIGN_STATUSES = {
    NOT_BACK: ("未签收", "未回", "未回单", "在途", "运输中", "待签收", "否", "pending"),
    SIGNED: ("已签收", "签收", "已回", "已回单", "回单已收", "正常签收", "是", "signed", "delivered"),
    PARTLY: ("部分", "短少", "partial"),
    REFUSED: ("客户拒收", "退回", "rejected", "refused"),
}


@sheet_type(
    words.SHIPMENT,
    master=words.SHIPMENT_MASTER,
    number="shipment_no",
    dated="ship_date",
    accept=Accept.LINE,
    needs=(
        ("shipment_no", "ship_date"),
        ("product_code", "product_name", "customer_part_no"),
        ("qty",),
    ),
    signs=(
        "shipment_no",
        "ship_date",
        "qty",
        "qty_accepted",
        "packages",
        "waybill_no",
        "sign_status",
        "sign_date",
        "sign_by",
        "cod_amount",
        "vehicle",
    ),
    strange=(
        "required_date",
        "promised_date",
        "order_date",
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
        "batch_no",
    ),
    posts=(
        Posts(Measure.SHIPPED, date="ship_date", unless=("doc_status", (words.CANCELLED,))),
        Posts(Measure.RECEIVABLE, date="ship_date", unless=("doc_status", (words.CANCELLED,)), basis=(Basis.SHIPMENT,)),
        # Owed for from the day on which the customer signed, and for as much as arrived.
        Posts(
            Measure.RECEIVABLE,
            date="sign_date",
            unless=("doc_status", (words.CANCELLED,)),
            basis=(Basis.SIGNED,),
            part="qty_accepted",
            nor=(("sign_status", (REFUSED,)),),
        ),
    ),
    folders=("发货", "送货", "出库", "发货单", "送货单", "出库单", "出货"),
    form=(
        "shipment_no",
        "ship_date",
        "order_no",
        "customer_name",
        "receiver",
        "product_code",
        "product_name",
        "spec",
        "unit",
        "qty",
        "unit_price_incl",
        "packages",
        "warehouse",
        "carrier",
        "waybill_no",
        "salesperson",
        "remark",
    ),
)
class Shipment:
    """Goods that have left the warehouse: one line a product, and from that day owed for.

    Good lines count even where others are bad, since the goods are gone (RULES 8). A slip may ship several orders, so
    the order's number stands on the line; it comes down only to lines that leave out the slip's number as well. Slips
    without prices are normal: the price comes from the order or the price list (RULES 10). A sales list without numbers
    is a shipment as well, its document being customer and date; a negative quantity in it is a return to be looked at.
    Freight counts once a slip and is owed where the customer is to pay it (RULES 13), beside the price of the goods.
    """

    shipment_no = column(Kind.CODE, words.SHIPMENT_NO, need=Need.WANTED, head=True)
    ship_date = column(Kind.DATE, words.SHIP_DATE, need=Need.REQUIRED, head=True)
    ship_type = column(Kind.ENUM, words.SHIP_TYPE, head=True, choices=SHIP_TYPES)
    order_no = column(Kind.CODE, words.RELATED_ORDER_NO, carried=True)
    customer_po_no = column(Kind.CODE, words.CUSTOMER_PO_NO, carried=True)
    contract_no = column(Kind.CODE, words.CONTRACT_NO, carried=True)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, need=Need.WANTED, head=True)
    receiver = column(Kind.TEXT, words.RECEIVER, head=True)
    line_no = column(Kind.INT, words.LINE_NO)
    product_code = column(Kind.CODE, words.PRODUCT_CODE)
    customer_part_no = column(Kind.CODE, words.CUSTOMER_PART_NO)
    product_name = column(Kind.TEXT, words.PRODUCT_NAME, need=Need.WANTED)
    spec = column(Kind.TEXT, words.SPEC)
    color = column(Kind.TEXT, words.COLOR)
    unit = column(Kind.TEXT, words.UNIT, need=Need.WANTED)
    qty = column(Kind.QTY, words.SHIPPED_QTY, need=Need.REQUIRED)
    qty_accepted = column(Kind.QTY, words.QTY_ACCEPTED)
    packages = column(Kind.INT, words.PACKAGES)
    weight = column(Kind.QTY, words.WEIGHT)
    conv_rate = column(Kind.RATE, words.CONV_RATE)
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
    other_charge = column(Kind.MONEY, words.OTHER_CHARGE, once=True)
    charged_freight = column(Kind.MONEY, words.CHARGED_FREIGHT, once=True)
    freight_bearer = column(Kind.ENUM, words.FREIGHT_BEARER, head=True, choices=BEARERS)
    collect_mode = column(Kind.ENUM, words.COLLECT_MODE, head=True, choices=COLLECT_MODES)
    cod_amount = column(Kind.MONEY, words.COD_AMOUNT)
    carrier = column(Kind.TEXT, words.CARRIER, head=True)
    waybill_no = column(Kind.CODE, words.WAYBILL_NO, head=True)
    vehicle = column(Kind.TEXT, words.VEHICLE, head=True)
    eta = column(Kind.DATE, words.ETA, head=True)
    # A blank here means that the line has not been signed for, so these do not fill down.
    sign_status = column(Kind.ENUM, words.SIGN_STATUS, choices=SIGN_STATUSES)
    sign_date = column(Kind.DATE, words.SIGN_DATE)
    sign_by = column(Kind.TEXT, words.SIGN_BY)
    warehouse = column(Kind.TEXT, words.WAREHOUSE)
    batch_no = column(Kind.CODE, words.BATCH_NO)
    contact = column(Kind.TEXT, words.CONTACT, head=True)
    phone = column(Kind.CODE, words.PHONE, head=True)
    address = column(Kind.TEXT, words.ADDRESS, head=True)
    salesperson = column(Kind.TEXT, words.SALESPERSON, head=True)
    dept = column(Kind.TEXT, words.DEPT, head=True)
    company = column(Kind.TEXT, words.COMPANY, head=True)
    prepared_by = column(Kind.TEXT, words.PREPARED_BY, head=True)
    checked_by = column(Kind.TEXT, words.CHECKED_BY, head=True)
    doc_status = column(Kind.ENUM, words.DOC_STATUS, head=True, choices=words.DOC_STATUSES)
    version_no = column(Kind.CODE, words.VERSION_NO, head=True)
    change_date = column(Kind.DATE, words.CHANGE_DATE, head=True)
    remark = column(Kind.TEXT, words.REMARK)
