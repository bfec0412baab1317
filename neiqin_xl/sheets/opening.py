"""期初: what customers owed on the day from which the books run."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure, Posts
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

_ITEM = ("as_of", "currency", "doc_no", "doc_date", "due_date")


@sheet_type(
    words.OPENING,
    master=words.OPENING_MASTER,
    dated="as_of",
    accept=Accept.TABLE,
    needs=(("customer_name", "customer_code"), ("amount",)),
    signs=("amount", "as_of", "doc_date", "uninvoiced"),
    strange=(
        *("qty", "product_code", "product_name", "spec", "unit_price_incl", "tax_amount", "phone", "contact"),
        *(
            "address",
            "tax_no",
            "bank",
            "settle_type",
            "stmt_day",
            "category",
            "receipt_no",
            "payer",
            "method",
            "balance",
        ),
        *("ship_date", "order_date", "return_date", "waybill_no", "adjustment_type", "adjustment_date"),
        *(word.key for word in words.OTHER_COLUMNS),
        *words.MONEY_MARKS,
    ),
    keys=(("customer_code", *_ITEM), ("customer_name", *_ITEM)),
    posts=(
        Posts(Measure.OPENED, date="as_of", quantity="", amount="amount"),
        Posts(Measure.RECEIVABLE, date="as_of", quantity="", amount="amount"),
    ),
    folders=("期初", "期初余额"),
    form=(
        "customer_code",
        "customer_name",
        "as_of",
        "amount",
        "doc_no",
        "doc_date",
        "due_date",
        "uninvoiced",
        "currency",
        "salesperson",
        "remark",
    ),
)
class Opening:
    """What a customer owed at the end of a day: one row a customer, or one for each paper that was still open.

    All rows of a sheet count or none (RULES 8): a balance brought forward is signed off as a whole. A negative one is
    money paid in advance. Papers dated on or before it post nothing more to what is owed (RULES 18). A row that comes
    again for the same customer, day, currency and paper corrects the earlier one.
    """

    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME, need=Need.WANTED)
    as_of = column(Kind.DATE, words.AS_OF, need=Need.REQUIRED, head=True)
    amount = column(Kind.MONEY, words.OPENING_AMOUNT, need=Need.REQUIRED, signed=True)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    doc_no = column(Kind.CODE, words.OPENING_DOC_NO)
    doc_date = column(Kind.DATE, words.OPENING_DOC_DATE)
    due_date = column(Kind.DATE, words.DUE_DATE)
    uninvoiced = column(Kind.MONEY, words.UNINVOICED, signed=True)
    advance = column(Kind.MONEY, words.OPENING_ADVANCE, signed=True)
    salesperson = column(Kind.TEXT, words.SALESPERSON)
    company = column(Kind.TEXT, words.COMPANY, head=True)
    remark = column(Kind.TEXT, words.REMARK)
