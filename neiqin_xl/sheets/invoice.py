"""开票: VAT invoices that were made out to customers, blue and red."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Basis, Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

NORMAL, VOID, REVERSED, NOT_MADE = "正常", "作废", "红冲", "未开出"
INVOICE_STATES = {
    NORMAL: (
        "已开具",
        "已开",
        "有效",
        "蓝字",
        "未作废",
        "否",
        "已开票",
        "开票成功",
        "已审核",
        "审核通过",
        "已审批",
        "valid",
    ),
    VOID: ("已作废", "空白作废", "正数作废", "作废票", "废票", "取消", "已取消", "已撤销", "无效", "void", "cancelled"),
    REVERSED: ("已红冲", "已全额红冲", "已部分红冲", "部分红冲", "全额红冲", "冲红", "已冲红", "被红冲"),
    NOT_MADE: ("未开票", "未开具", "未开", "待开票", "待开具", "开票中", "开具中", "开票失败", "开具失败", "草稿"),
}
DO_NOT_COUNT = (VOID, NOT_MADE)
"""The states of what never was an invoice, or is none any more."""


@sheet_type(
    words.INVOICE,
    master=words.INVOICE_MASTER,
    number="invoice_no",
    dated="invoice_date",
    series="invoice_code",
    accept=Accept.DOCUMENT,
    needs=(
        ("invoice_no", "invoice_date"),
        ("amount_incl", "amount_net"),
        ("customer_name", "customer_code", "buyer_tax_no"),
    ),
    signs=(
        "invoice_no",
        "invoice_code",
        "invoice_date",
        "invoice_type",
        "buyer_tax_no",
        "qty",
        "is_red",
        "orig_invoice_no",
        "red_reason",
        "invoice_status",
    ),
    strange=(
        *("required_date", "promised_date", "order_date", "ship_date", "waybill_no", "qty_accepted", "sign_status"),
        *("return_no", "return_date", "disposition", "receipt_date", "payer", "bank_txn_no", "paid_out", "balance"),
        "amount",
        *("list_price_incl", "floor_price", "phone", "contact", "credit_limit", "stmt_day", "as_of"),
        *(word.key for word in words.OTHER_PAPERS),
    ),
    identity=("product_name", "spec", "unit", "unit_price_incl", "unit_price_net", "tax_rate", "shipment_no"),
    posts=(
        Posts(Measure.INVOICED, date="invoice_date", unless=("invoice_status", DO_NOT_COUNT)),
        Posts(Measure.RECEIVABLE, date="invoice_date", unless=("invoice_status", DO_NOT_COUNT), basis=(Basis.INVOICE,)),
    ),
    folders=("开票", "发票", "销项发票"),
    form=(
        "invoice_no",
        "invoice_date",
        "invoice_type",
        "customer_name",
        "buyer_tax_no",
        "product_name",
        "spec",
        "unit",
        "qty",
        "amount_net",
        "tax_rate",
        "tax_amount",
        "amount_incl",
        "shipment_no",
        "order_no",
        "orig_invoice_no",
        "red_reason",
        "invoice_status",
        "deliver_date",
        "remark",
    ),
)
class Invoice:
    """An invoice to a customer, a line an item or one line for the whole.

    Red invoices are negative and add up with the blue ones; a blue one that was reversed still counts, since its red
    one takes it back (RULES 12). Only paper invoices can be void. Old invoices are known by code and number, 数电票 by
    their 20 digits. A bare 金额 or 单价 is net of tax.
    """

    invoice_no = column(Kind.CODE, words.INVOICE_NO, need=Need.REQUIRED, head=True)
    invoice_code = column(Kind.CODE, words.INVOICE_CODE, head=True)
    invoice_date = column(Kind.DATE, words.INVOICE_DATE, need=Need.REQUIRED, head=True)
    invoice_type = column(Kind.ENUM, words.INVOICE_TYPE, head=True, choices=words.INVOICE_TYPES)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.BUYER_NAME, need=Need.WANTED, head=True)
    buyer_tax_no = column(Kind.CODE, words.BUYER_TAX_NO, head=True)
    line_no = column(Kind.INT, words.LINE_NO)
    product_name = column(Kind.TEXT, words.INVOICED_ITEM)
    spec = column(Kind.TEXT, words.SPEC)
    unit = column(Kind.TEXT, words.UNIT)
    qty = column(Kind.QTY, words.INVOICED_QTY, signed=True)
    unit_price_incl = column(Kind.PRICE, words.UNIT_PRICE_INCL)
    unit_price_net = column(Kind.PRICE, words.UNIT_PRICE_NET)
    amount_net = column(Kind.MONEY, words.AMOUNT_NET, signed=True)
    tax_rate = column(Kind.RATE, words.TAX_RATE)
    tax_amount = column(Kind.MONEY, words.TAX_AMOUNT, signed=True)
    amount_incl = column(Kind.MONEY, words.INVOICED_AMOUNT, need=Need.WANTED, signed=True)
    currency = column(Kind.ENUM, words.CURRENCY, head=True, choices=words.CURRENCIES)
    is_red = column(Kind.BOOL, words.IS_RED, head=True)
    orig_invoice_no = column(Kind.CODE, words.ORIGINAL_INVOICE_NO, head=True)
    red_reason = column(Kind.ENUM, words.RED_REASON, head=True, choices=words.RED_REASONS)
    invoice_status = column(Kind.ENUM, words.INVOICE_STATUS, head=True, choices=INVOICE_STATES)
    shipment_no = column(Kind.CODE, words.RELATED_SHIPMENT_NO, carried=True)
    order_no = column(Kind.CODE, words.RELATED_ORDER_NO, carried=True)
    contract_no = column(Kind.CODE, words.CONTRACT_NO, carried=True)
    deliver_date = column(Kind.DATE, words.INVOICE_DELIVERED, head=True)
    deliver_no = column(Kind.CODE, words.INVOICE_DELIVERY_NO, head=True)
    salesperson = column(Kind.TEXT, words.SALESPERSON, head=True)
    company = column(Kind.TEXT, words.INVOICING_COMPANY, head=True)
    prepared_by = column(Kind.TEXT, words.PREPARED_BY, head=True)
    remark = column(Kind.TEXT, words.REMARK)
