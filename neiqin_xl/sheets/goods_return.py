"""退货: goods that came back, and what is to be done about them."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Basis, Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

REFUND, REPLACE, REPAIR, SCRAP, DEDUCT = "退款", "换货补发", "返修", "报废", "仅扣款"
DISPOSITIONS = {
    REFUND: (
        "退款(冲减应收)",
        "冲减应收",
        "冲减",
        "冲账",
        "退货退款",
        "退货",
        "退钱",
        "冲货款",
        "抵货款",
        "红冲",
        "否",
        "refund",
    ),
    REPLACE: ("换货", "补发", "换新", "退换", "更换", "换货处理", "补货", "是", "replace", "replacement", "exchange"),
    REPAIR: ("维修", "修理", "返工", "repair", "rework"),
    SCRAP: ("作废报废", "销毁", "就地报废", "scrap"),
    DEDUCT: ("扣款", "折让", "只扣款", "不退货仅扣款", "不退货扣款", "质量扣款", "deduct", "allowance"),
}
_VOID = (("doc_status", (words.CANCELLED,)),)


@sheet_type(
    words.GOODS_RETURN,
    master=words.RETURN_MASTER,
    number="return_no",
    dated="return_date",
    accept=Accept.LINE,
    needs=(
        ("return_no", "return_date", "disposition", "reason", "qty"),
        ("product_code", "product_name", "customer_part_no"),
        ("qty",),
    ),
    signs=("return_no", "return_date", "qty", "disposition", "reason", "red_invoice_no"),
    strange=(
        "required_date",
        "promised_date",
        "waybill_no",
        "qty_accepted",
        "sign_date",
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    identity=(
        "product_code",
        "customer_part_no",
        "product_name",
        "spec",
        "unit",
        "unit_price_incl",
        "unit_price_net",
        "shipment_no",
        "batch_no",
    ),
    posts=(
        Posts(Measure.RETURNED, date="return_date", unless=("disposition", (REPAIR,)), nor=_VOID),
        Posts(Measure.REOPENED, date="return_date", only=("disposition", (REPLACE,)), nor=_VOID),
        # Where customers owe on invoices, a red one takes back what a return is worth.
        Posts(
            Measure.RECEIVABLE,
            date="return_date",
            sign=-1,
            unless=("disposition", (REPAIR,)),
            nor=_VOID,
            basis=(Basis.SHIPMENT, Basis.SIGNED),
        ),
    ),
    folders=("退货", "退货单", "销退", "退换货"),
    form=(
        "return_no",
        "return_date",
        "shipment_no",
        "customer_name",
        "product_code",
        "product_name",
        "spec",
        "unit",
        "qty",
        "unit_price_incl",
        "disposition",
        "reason",
        "warehouse",
        "salesperson",
        "remark",
    ),
)
class GoodsReturn:
    """Goods that came back: quantities are positive on the paper, and less is owed from that day.

    换货补发 opens the order again, 返修 leaves the customer's debt alone, and a return that says nothing is a refund
    with a 提醒 (RULES 11). The paper's own price is used; a blank one is that of the original shipment (RULES 10).
    """

    return_no = column(Kind.CODE, words.RETURN_NO, need=Need.WANTED, head=True)
    return_date = column(Kind.DATE, words.RETURN_DATE, need=Need.REQUIRED, head=True)
    shipment_no = column(Kind.CODE, words.RELATED_SHIPMENT_NO, carried=True)
    order_no = column(Kind.CODE, words.RELATED_ORDER_NO, carried=True)
    customer_po_no = column(Kind.CODE, words.CUSTOMER_PO_NO, carried=True)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, need=Need.WANTED, head=True)
    receiver = column(Kind.TEXT, words.RECEIVER, head=True)
    line_no = column(Kind.INT, words.LINE_NO)
    product_code = column(Kind.CODE, words.PRODUCT_CODE)
    customer_part_no = column(Kind.CODE, words.CUSTOMER_PART_NO)
    product_name = column(Kind.TEXT, words.PRODUCT_NAME, need=Need.WANTED)
    spec = column(Kind.TEXT, words.SPEC)
    unit = column(Kind.TEXT, words.UNIT, need=Need.WANTED)
    qty = column(Kind.QTY, words.RETURNED_QTY, need=Need.REQUIRED)
    packages = column(Kind.INT, words.PACKAGES)
    unit_price_incl = column(Kind.PRICE, words.UNIT_PRICE_INCL)
    unit_price_net = column(Kind.PRICE, words.UNIT_PRICE_NET)
    discount_rate = column(Kind.RATE, words.DISCOUNT_RATE)
    discount_amount = column(Kind.MONEY, words.DISCOUNT_AMOUNT)
    amount_incl = column(Kind.MONEY, words.AMOUNT_INCL)
    tax_rate = column(Kind.RATE, words.TAX_RATE)
    amount_net = column(Kind.MONEY, words.AMOUNT_NET)
    tax_amount = column(Kind.MONEY, words.TAX_AMOUNT)
    currency = column(Kind.ENUM, words.CURRENCY, head=True, choices=words.CURRENCIES)
    disposition = column(Kind.ENUM, words.DISPOSITION, need=Need.WANTED, head=True, choices=DISPOSITIONS)
    reason = column(Kind.TEXT, words.REASON)
    red_invoice_no = column(Kind.CODE, words.RED_INVOICE_NO)
    warehouse = column(Kind.TEXT, words.WAREHOUSE)
    batch_no = column(Kind.CODE, words.BATCH_NO)
    freight = column(Kind.MONEY, words.FREIGHT)
    carrier = column(Kind.TEXT, words.CARRIER, head=True)
    salesperson = column(Kind.TEXT, words.SALESPERSON, head=True)
    company = column(Kind.TEXT, words.COMPANY, head=True)
    prepared_by = column(Kind.TEXT, words.PREPARED_BY, head=True)
    checked_by = column(Kind.TEXT, words.CHECKED_BY, head=True)
    doc_status = column(Kind.ENUM, words.DOC_STATUS, head=True, choices=words.DOC_STATUSES)
    version_no = column(Kind.CODE, words.VERSION_NO, head=True)
    change_date = column(Kind.DATE, words.CHANGE_DATE, head=True)
    remark = column(Kind.TEXT, words.REMARK)
