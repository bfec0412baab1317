"""回款: what customers paid, as clerks register it and as banks list it."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Claim, Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Columns, Need, Outside, column, sheet_type

METHODS = words.RECEIPT_METHODS
GOODS, PREPAYMENT, CARRIAGE, OTHER = "货款", "预收", "运费", "其他"
PURPOSES = {
    GOODS: ("付货款", "支付货款", "材料款", "采购款", "购货款", "往来款", "回款", "尾款", "goods"),
    words.DEPOSITED: ("订金", "订货定金", "合同定金", "deposit"),
    PREPAYMENT: ("预付款", "预付货款", "预收款", "预付", "预存", "预收货款", "prepayment", "advance"),
    words.SECURED: ("押金", "质保金", "履约保证金", "投标保证金"),
    CARRIAGE: ("运杂费", "物流费", "freight"),
    OTHER: ("其它", "other"),
}
CONFIRMED, WAITING, SENT_BACK = "已确认", "待确认", "退回"
CONFIRMATIONS = {
    WAITING: ("未确认", "未到账", "待查", "待审核", "未审核", "否", "pending"),
    CONFIRMED: (
        *("确认", "已到账", "到账", "已审核", "审核通过", "是", "confirmed", "yes"),
        *("成功", "交易成功", "支付成功", "收款成功", "已收钱", "已收款", "已存入零钱", "朋友已收钱", "对方已收钱"),
    ),
    SENT_BACK: (
        *("已退回", "退票", "退汇", "未通过", "作废", "已作废", "取消", "已取消", "无效", "冲正", "rejected"),
        *("void", "voided", "cancelled", "canceled"),
        *("已全额退款", "已退还", "对方已退还", "退款成功", "已退款"),
        *("交易关闭", "已关闭", "交易失败", "失败", "已撤销", "等待付款", "等待买家付款", "待付款"),
    ),
}
MONEY_IN, MONEY_OUT, NEITHER = "收", "付", "不计收支"
DIRECTIONS = {
    MONEY_IN: ("收入", "贷", "贷方", "贷记", "入账", "来账", "转入", "存入", "进", "c", "cr", "credit", "in"),
    MONEY_OUT: ("支出", "支", "借", "借方", "借记", "往账", "转出", "支取", "出", "出账", "d", "dr", "debit", "out"),
    NEITHER: ("/", "不计", "中性交易"),
}
OF_BANKS = (words.PAID_OUT.key, words.DIRECTION.key, words.BALANCE.key)
"""What the lists of banks have, and registers of clerks have not."""


def money_that_left(values: Columns) -> list[int]:
    """The rows of a bank's list in which no money came in.

    In a clerk's own register a negative amount is a refund; in a bank's list it is money that went out, but under the
    heading of what comes in: that takes back (冲正) what had come.
    """
    if not any(any(value is not None for value in values.get(name, ())) for name in OF_BANKS):
        return []
    amounts = values.get(words.RECEIVED_AMOUNT.key)
    if amounts is None:
        return [i for i, paid in enumerate(values.get(words.PAID_OUT.key, ())) if paid]
    paid_out = values.get(words.PAID_OUT.key) or [None] * len(amounts)
    # A list with a column for what goes out, be it empty, has only what comes in in the other one.
    ways = values.get(words.DIRECTION.key) or [MONEY_IN if words.PAID_OUT.key in values else None] * len(amounts)
    return [
        i
        for i, (amount, paid, way) in enumerate(zip(amounts, paid_out, ways, strict=True))
        if way in (MONEY_OUT, NEITHER)
        or not isinstance(amount, int)
        or not amount
        or (amount < 0 and (paid or way != MONEY_IN))
    ]


@sheet_type(
    words.RECEIPT,
    master=words.RECEIPT_MASTER,
    number="receipt_no",
    dated="receipt_date",
    accept=Accept.LINE,
    needs=(
        ("receipt_date", "receipt_no", "bank_txn_no"),
        ("amount", "paid_out"),
        ("payer", "customer_name", "customer_code"),
    ),
    signs=(
        "receipt_no",
        "receipt_date",
        "payer",
        "amount",
        "paid_out",
        "balance",
        "counter_account",
        "bank_txn_no",
        "finance_confirmed",
        "bill_due",
    ),
    strange=(
        *("qty", "product_code", "product_name", "spec", "unit", "unit_price_incl", "amount_incl", "tax_amount"),
        *("order_date", "required_date", "ship_date", "waybill_no", "sign_date", "return_no", "return_date"),
        *("invoice_code", "invoice_date", "phone", "address", "tax_no", "credit_limit", "as_of", "adjustment_type"),
        *(word.key for word in words.OTHER_PAPERS),
    ),
    identity=(
        "bank_txn_no",
        "payer",
        "bank_account",
        "method",
        "customer_po_no",
        "order_no",
        "contract_no",
        "ref_docs",
    ),
    posts=(
        Posts(
            Measure.RECEIVED,
            date="receipt_date",
            quantity="",
            amount="amount",
            unless=("finance_confirmed", (SENT_BACK,)),
            claim=Claim.KNOWN,
        ),
        Posts(
            Measure.RECEIVABLE,
            date="receipt_date",
            quantity="",
            amount="amount",
            plus=("bank_fee", "settle_discount"),
            sign=-1,
            unless=("finance_confirmed", (SENT_BACK,)),
            claim=Claim.KNOWN,
        ),
        Posts(
            Measure.UNCLAIMED,
            date="receipt_date",
            quantity="",
            amount="amount",
            unless=("finance_confirmed", (SENT_BACK,)),
            claim=Claim.UNKNOWN,
        ),
    ),
    folders=("回款", "收款", "银行流水", "到账"),
    form=(
        "receipt_no",
        "receipt_date",
        "customer_name",
        "payer",
        "amount",
        "method",
        "bank_account",
        "bank_txn_no",
        "purpose",
        "ref_docs",
        "order_no",
        "settle_discount",
        "bank_fee",
        "bill_due",
        "finance_confirmed",
        "salesperson",
        "remark",
    ),
    stand_in="payer",
    outside=Outside(
        money_that_left,
        "{count} 行是付出去的钱（或没有金额、不计收支），不是回款，没有收：第 {rows} 行；"
        "如果其中有退给客户的款，请记在回款登记里，金额写负数",
    ),
)
class Receipt:
    """Money that came in: one row a payment, from a clerk's own register or from a bank's list as it is.

    Each row counts by itself (RULES 8). The customer is the one named, else whoever bears the payer's name in the
    customer file; a payer whom nobody knows is 未认领 and in no balance until an alias says who it is. A fee that we
    bear and a rounding that we grant settle as much as money. A negative amount is a refund.
    """

    # Not a head: a row without a number is a payment of its own, and not the one above.
    receipt_no = column(Kind.CODE, words.RECEIPT_NO)
    receipt_date = column(Kind.DATE, words.RECEIPT_DATE, need=Need.REQUIRED, head=True)
    customer_code = column(Kind.CODE, words.PAYING_CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.PAYING_CUSTOMER, need=Need.WANTED)
    payer = column(Kind.TEXT, words.PAYER)
    amount = column(Kind.MONEY, words.RECEIVED_AMOUNT, need=Need.REQUIRED, signed=True)
    bank_fee = column(Kind.MONEY, words.BANK_FEE)
    settle_discount = column(Kind.MONEY, words.SETTLE_DISCOUNT)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    method = column(Kind.ENUM, words.RECEIPT_METHOD, choices=METHODS)
    bill_due = column(Kind.DATE, words.BILL_DUE)
    bank_account = column(Kind.TEXT, words.BANK_ACCOUNT)
    bank_txn_no = column(Kind.CODE, words.BANK_TXN_NO)
    purpose = column(Kind.ENUM, words.PURPOSE, choices=PURPOSES)
    ref_docs = column(Kind.TEXT, words.REF_DOCS)
    order_no = column(Kind.CODE, words.PAID_ORDER_NO)
    customer_po_no = column(Kind.CODE, words.CUSTOMER_PO_NO)
    contract_no = column(Kind.CODE, words.CONTRACT_NO)
    finance_confirmed = column(Kind.ENUM, words.FINANCE_CONFIRMED, choices=CONFIRMATIONS)
    paid_out = column(Kind.MONEY, words.PAID_OUT, signed=True)
    direction = column(Kind.ENUM, words.DIRECTION, choices=DIRECTIONS)
    balance = column(Kind.MONEY, words.BALANCE, signed=True, running=True)
    counter_account = column(Kind.CODE, words.COUNTER_ACCOUNT)
    postscript = column(Kind.TEXT, words.POSTSCRIPT)
    salesperson = column(Kind.TEXT, words.SALESPERSON)
    company = column(Kind.TEXT, words.COMPANY, head=True)
    attachment = column(Kind.TEXT, words.ATTACHMENT)
    prepared_by = column(Kind.TEXT, words.PREPARED_BY, head=True)
    remark = column(Kind.TEXT, words.REMARK)
