"""客户档案: who our customers are and on which terms they buy."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

CUSTOMER_STATES = {
    "正常": ("启用", "在用", "有效", "活跃", "合作中", "是", "1", "active", "enabled", "yes"),
    "停用": ("禁用", "无效", "暂停", "停止合作", "注销", "流失", "否", "0", "inactive", "disabled", "no"),
    "黑名单": ("拉黑", "禁止交易", "blocked"),
}


@sheet_type(
    words.CUSTOMER,
    master=words.CUSTOMER_MASTER,
    accept=Accept.ROW,
    needs=(
        ("customer_name",),
        ("contact", "phone", "address", "tax_no", "salesperson", "settle_type", "credit_days", "credit_limit"),
    ),
    signs=(
        "customer_short_name",
        "aliases",
        "tax_no",
        "invoice_title",
        "bank",
        "credit_days",
        "credit_limit",
        "stmt_day",
        "invoice_day",
        "email",
        "fax",
        "industry",
        "created_date",
        "contact",
        "phone",
        "address",
    ),
    strange=(
        "qty",
        "amount_incl",
        "unit_price_incl",
        "order_no",
        "order_date",
        "shipment_no",
        "ship_date",
        "return_no",
        "product_code",
        "product_name",
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    keys=(("customer_code",), ("customer_name",)),
    folders=("客户", "客户档案", "客户资料"),
    form=(
        "customer_code",
        "customer_name",
        "customer_short_name",
        "aliases",
        "category",
        "contact",
        "phone",
        "address",
        "salesperson",
        "settle_type",
        "credit_limit",
        "stmt_day",
        "price_level",
        "tax_no",
        "invoice_title",
        "bank",
        "remark",
    ),
)
class Customer:
    """Who a customer is, how to reach it, and on which terms it buys; one row a customer.

    A row is known by its code where it has one, else by its full name: the first of `keys` whose first field is filled
    counts. Bad rows wait alone; a customer that only papers know is 待建档 until it stands here.
    """

    customer_code = column(Kind.CODE, words.CUSTOMER_OWN_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME, need=Need.REQUIRED)
    customer_short_name = column(Kind.TEXT, words.CUSTOMER_SHORT_NAME)
    aliases = column(Kind.TEXT, words.ALIASES)
    category = column(Kind.TEXT, words.CUSTOMER_CATEGORY)
    industry = column(Kind.TEXT, words.INDUSTRY)
    region = column(Kind.TEXT, words.REGION)
    scale = column(Kind.TEXT, words.SCALE)
    contact = column(Kind.TEXT, words.CONTACT)
    phone = column(Kind.CODE, words.PHONE)
    email = column(Kind.TEXT, words.EMAIL)
    fax = column(Kind.TEXT, words.FAX)
    address = column(Kind.TEXT, words.ADDRESS)
    salesperson = column(Kind.TEXT, words.SALESPERSON, need=Need.WANTED)
    assist = column(Kind.TEXT, words.ASSIST)
    tax_no = column(Kind.CODE, words.TAX_NO)
    invoice_title = column(Kind.TEXT, words.INVOICE_TITLE)
    bank = column(Kind.TEXT, words.BANK)
    # Kept as written: what 月结60天 or 票到30天 means for a due date is worked out from the text.
    settle_type = column(Kind.TEXT, words.SETTLE_TYPE, need=Need.WANTED)
    credit_days = column(Kind.INT, words.CREDIT_DAYS)
    credit_limit = column(Kind.MONEY, words.CREDIT_LIMIT)
    stmt_day = column(Kind.INT, words.STMT_DAY)
    invoice_day = column(Kind.INT, words.INVOICE_DAY)
    price_level = column(Kind.TEXT, words.PRICE_LEVEL)
    tax_rate = column(Kind.RATE, words.TAX_RATE)
    preference = column(Kind.TEXT, words.PREFERENCE)
    source = column(Kind.TEXT, words.SOURCE)
    created_date = column(Kind.DATE, words.CREATED_DATE)
    assigned_at = column(Kind.DATETIME, words.ASSIGNED_AT)
    received_at = column(Kind.DATETIME, words.RECEIVED_AT)
    active = column(Kind.ENUM, words.ACTIVE, choices=CUSTOMER_STATES)
    company = column(Kind.TEXT, words.COMPANY)
    remark = column(Kind.TEXT, words.REMARK)
