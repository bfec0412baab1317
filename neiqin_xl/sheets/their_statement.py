"""客户对账单: what a customer's own books say of the account with us, in whatever layout."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type


@sheet_type(
    words.THEIR_STATEMENT,
    master=words.THEIR_STATEMENT_MASTER,
    accept=Accept.LINE,
    needs=(
        ("line_date", "shipment_no", "their_no", "customer_po_no", "order_no"),
        (
            *("amount_incl", "amount_net", "returned_amount", "paid_amount", "debit_side", "credit_side"),
            *("unit_price_incl", "qty"),
        ),
    ),
    strange=("payer", "counter_account", "bank_txn_no", "required_date", "credit_limit", "sent_on"),
    identity=(
        *("shipment_no", "their_no", "customer_po_no", "order_no", "line_kind", "product_code", "customer_part_no"),
        *("product_name", "spec", "unit", "unit_price_incl", "unit_price_net"),
    ),
    folders=("客户对账单", "对账单", "客户对账", "往来对账"),
    form=(
        *("customer_code", "customer_name", "line_date", "line_kind", "shipment_no", "customer_po_no", "product_name"),
        *("spec", "unit", "qty", "unit_price_incl", "amount_incl", "paid_amount", "running_balance", "remark"),
    ),
    called=True,
)
class TheirStatement:
    """A customer's statement of the account with us: deliveries, returns and payments as the customer has them.

    It posts nothing: it is held against our books, line by line, and what differs is listed. Only a sheet that is
    called so (对账单, 往来明细 …) is one, since its columns are those of slips and payments; our own statements are
    not. The customer is the one named, else whoever the file's name or the numbers on it belong to. Opening and closing
    balance may stand above the lines, among them or below.
    """

    shipment_no = column(Kind.CODE, words.SHIPMENT_NO)
    their_no = column(Kind.CODE, words.THEIR_NO)
    statement_no = column(Kind.CODE, words.OUR_STATEMENT_NO, head=True)
    line_date = column(Kind.DATE, words.LINE_DATE, need=Need.WANTED)
    line_kind = column(Kind.TEXT, words.LINE_KIND)
    customer_po_no = column(Kind.CODE, words.CUSTOMER_PO_NO)
    order_no = column(Kind.CODE, words.RELATED_ORDER_NO)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, head=True)
    product_code = column(Kind.CODE, words.PRODUCT_CODE)
    customer_part_no = column(Kind.CODE, words.CUSTOMER_PART_NO)
    product_name = column(Kind.TEXT, words.PRODUCT_NAME)
    spec = column(Kind.TEXT, words.SPEC)
    unit = column(Kind.TEXT, words.UNIT)
    qty = column(Kind.QTY, words.LINE_QTY, signed=True)
    unit_price_incl = column(Kind.PRICE, words.UNIT_PRICE_INCL)
    unit_price_net = column(Kind.PRICE, words.UNIT_PRICE_NET)
    amount_incl = column(Kind.MONEY, words.LINE_AMOUNT, signed=True)
    amount_net = column(Kind.MONEY, words.AMOUNT_NET, signed=True)
    tax_amount = column(Kind.MONEY, words.TAX_AMOUNT, signed=True)
    returned_amount = column(Kind.MONEY, words.RETURNED_AMOUNT, signed=True)
    paid_amount = column(Kind.MONEY, words.PAID_AMOUNT, signed=True)
    paid_on = column(Kind.DATE, words.PAID_ON)
    debit_side = column(Kind.MONEY, words.DEBIT_SIDE, signed=True)
    credit_side = column(Kind.MONEY, words.CREDIT_SIDE, signed=True)
    running_balance = column(Kind.MONEY, words.RUNNING_BALANCE, signed=True, running=True)
    stated_period = column(Kind.TEXT, words.STATED_PERIOD, head=True)
    heading = column(Kind.TEXT, words.HEADING)
    currency = column(Kind.ENUM, words.CURRENCY, head=True, choices=words.CURRENCIES)
    stated_opening = column(Kind.MONEY, words.STATED_OPENING, signed=True, running=True)
    stated_closing = column(Kind.MONEY, words.STATED_CLOSING, signed=True, running=True)
    stated_paid = column(Kind.MONEY, words.STATED_PAID, signed=True, running=True)
    remark = column(Kind.TEXT, words.LINE_REMARK)
