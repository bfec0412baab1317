"""信用额度: how much a customer may owe, and for how long."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

CONTROLS = {
    "提示": ("提醒", "预警", "警告", "warn", "warning"),
    "需特批": ("特批", "审批", "需审批", "approve", "approval"),
    "禁止": ("停发", "冻结", "拒绝", "严格控制", "block", "stop"),
}
BASES = {
    "应收": ("应收余额", "应收账款", "receivable"),
    "应收+未发订单": ("应收加未发订单", "应收和未发订单", "含未发订单"),
    "应收+已发未票": ("应收加已发未票", "应收和已发未票", "含已发未票"),
}


@sheet_type(
    words.CREDIT,
    master=words.CREDIT_MASTER,
    accept=Accept.ROW,
    needs=(
        ("customer_name", "customer_code"),
        ("credit_limit", "temp_limit"),
        # What tells a grant from a line of the customer file, which has a limit and days as well.
        ("valid_from", "valid_to", "temp_limit", "control", "basis", "approver", "guarantee"),
    ),
    signs=("credit_limit", "temp_limit", "credit_days", "valid_from", "control", "basis", "approver", "guarantee"),
    strange=(
        *("qty", "product_code", "product_name", "list_price_incl", "tax_no", "phone", "contact", "address", "email"),
        *("order_no", "ship_date", "shipment_no", "return_no", "payer", "as_of", "adjustment_type", "scope"),
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    keys=(("customer_code", "valid_from"), ("customer_name", "valid_from")),
    folders=("信用", "信用额度", "授信"),
    form=(
        "customer_code",
        "customer_name",
        "credit_limit",
        "temp_limit",
        "credit_days",
        "valid_from",
        "valid_to",
        "control",
        "basis",
        "approver",
        "guarantee",
        "remark",
    ),
)
class Credit:
    """A credit grant: one row a customer and day from which it holds, until the next one or its own end.

    A check uses the grant valid on the day of the paper. A blank limit is none at all; 0 is payment in advance only.
    """

    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME, need=Need.WANTED)
    credit_limit = column(Kind.MONEY, words.GRANTED_LIMIT, need=Need.WANTED)
    temp_limit = column(Kind.MONEY, words.TEMP_LIMIT)
    credit_days = column(Kind.INT, words.GRANTED_DAYS, need=Need.WANTED)
    valid_from = column(Kind.DATE, words.GRANTED_FROM, need=Need.REQUIRED)
    valid_to = column(Kind.DATE, words.GRANTED_TO)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    control = column(Kind.ENUM, words.CREDIT_CONTROL, choices=CONTROLS)
    basis = column(Kind.ENUM, words.CREDIT_BASIS, choices=BASES)
    approver = column(Kind.TEXT, words.APPROVER)
    guarantee = column(Kind.TEXT, words.GUARANTEE)
    company = column(Kind.TEXT, words.COMPANY)
    remark = column(Kind.TEXT, words.REMARK)
