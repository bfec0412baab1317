"""对账登记: what became of the statements that were issued, as clerks write it down."""

from __future__ import annotations

from functools import partial

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, Outside, column, rows_without, sheet_type

SENT_VIA = {
    "微信": ("微信发送", "微信图片", "企业微信", "wechat"),
    "邮件": ("电子邮件", "邮箱", "发邮件", "e-mail", "email", "mail"),
    "快递": ("邮寄", "寄送", "顺丰", "ems", "挂号信", "快件", "courier"),
    "传真": ("发传真", "fax"),
    "当面": ("当面送", "当面送达", "送货上门", "上门", "上门对账", "业务员转交", "业务员带", "by hand"),
    "平台": ("供应商平台", "供应商系统", "客户系统", "srm", "portal"),
    "其他": ("其它", "other"),
}
TAKEN_BACK = "是"
WITHDRAWALS = {TAKEN_BACK: ("撤回", "要撤回", "y", "yes"), "否": ("不撤回", "n", "no")}
_TYPED = (
    *(words.SENT_ON.key, words.SENT_VIA.key, words.CONFIRMED_ON.key, words.CONFIRMED_AMOUNT.key),
    *(words.DISPUTED_ON.key, words.DISPUTE.key, words.ORIGINAL_ON.key, words.WITHDRAWN.key),
    *(words.HANDLED_BY.key, words.REMARK.key),
)


@sheet_type(
    words.SIGN_OFF,
    master=words.SIGN_OFF_MASTER,
    accept=Accept.ROW,
    needs=(
        ("statement_no",),
        ("sent_on", "confirmed_on", "disputed_on", "original_on", "withdrawn"),
    ),
    signs=(
        *("statement_no", "stated_period", "sent_on", "sent_via", "reply_due", "confirmed_on", "confirmed_amount"),
        *("disputed_on", "dispute", "original_on", "withdrawn"),
    ),
    strange=(
        *("qty", "product_code", "product_name", "spec", "unit_price_incl", "amount_incl", "tax_amount", "phone"),
        *("address", "tax_no", "order_date", "required_date", "ship_date", "shipment_no", "waybill_no", "sign_by"),
        *("return_no", "return_date", "payer", "as_of", "credit_limit", "adjustment_type", "adjustment_date"),
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    keys=(("statement_no", "version_no"),),
    folders=("对账登记", "回签登记", "对账回签"),
    form=(
        *("statement_no", "version_no", "customer_code", "customer_name", "stated_period", "amount", "sent_on"),
        *("sent_via", "confirmed_on", "confirmed_amount", "disputed_on", "dispute", "original_on", "withdrawn"),
        *("handled_by", "remark"),
    ),
    outside=Outside(
        partial(rows_without, _TYPED), "第 {rows} 行（共 {count} 行）的对账单还没有登记发出、回签或异议，先不收"
    ),
)
class SignOff:
    """What happened to a statement after it was issued: sent, confirmed by the customer, or disputed (RULES 19).

    One row a statement and version; a later row adds to the earlier one, and what it leaves blank stays as it was.
    A row marked 撤回 takes the earlier dates of its statement back. Confirming freezes the statement's amounts.
    It posts nothing.
    """

    statement_no = column(Kind.CODE, words.STATEMENT_NO, need=Need.REQUIRED)
    version_no = column(Kind.INT, words.STATEMENT_VERSION)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME)
    stated_period = column(Kind.TEXT, words.STATED_PERIOD)
    amount = column(Kind.MONEY, words.STATED_AMOUNT, signed=True)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    sent_on = column(Kind.DATE, words.SENT_ON, need=Need.WANTED)
    sent_via = column(Kind.ENUM, words.SENT_VIA, choices=SENT_VIA)
    reply_due = column(Kind.DATE, words.REPLY_DUE)
    confirmed_on = column(Kind.DATE, words.CONFIRMED_ON)
    confirmed_amount = column(Kind.MONEY, words.CONFIRMED_AMOUNT, signed=True)
    disputed_on = column(Kind.DATE, words.DISPUTED_ON)
    dispute = column(Kind.TEXT, words.DISPUTE)
    original_on = column(Kind.DATE, words.ORIGINAL_ON)
    withdrawn = column(Kind.ENUM, words.WITHDRAWN, choices=WITHDRAWALS)
    handled_by = column(Kind.TEXT, words.HANDLED_BY)
    company = column(Kind.TEXT, words.COMPANY)
    remark = column(Kind.TEXT, words.REMARK)
