"""开票预约: for which day the invoice of a customer, an order or a slip is booked."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type


@sheet_type(
    words.INVOICE_PLAN,
    master=words.INVOICE_PLAN_MASTER,
    accept=Accept.ROW,
    needs=(
        ("planned_on",),
        ("shipment_no", "order_no", "customer_name", "customer_code"),
    ),
    keys=(
        ("shipment_no", "customer_code", "customer_name"),
        ("order_no", "customer_code", "customer_name"),
        ("customer_code", "customer_name"),
        ("customer_name",),
    ),
    folders=("开票预约", "预约开票"),
    form=(
        *("customer_code", "customer_name", "shipment_no", "order_no", "planned_on", "amount", "invoice_type"),
        *("handled_by", "remark"),
    ),
    called=True,
)
class InvoicePlan:
    """For which day an invoice is booked: one row a slip, else an order, else all that a customer is to be invoiced.

    A later row takes the place of the earlier one. What is booked for a slip goes before what is booked for its order,
    and that before its customer. It posts nothing.
    """

    shipment_no = column(Kind.CODE, words.RELATED_SHIPMENT_NO)
    order_no = column(Kind.CODE, words.RELATED_ORDER_NO)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_FULL_NAME, need=Need.WANTED)
    planned_on = column(Kind.DATE, words.PLANNED_ON, need=Need.REQUIRED)
    amount = column(Kind.MONEY, words.PLANNED_AMOUNT)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    invoice_type = column(Kind.ENUM, words.INVOICE_TYPE, choices=words.INVOICE_TYPES)
    handled_by = column(Kind.TEXT, words.HANDLED_BY)
    company = column(Kind.TEXT, words.COMPANY)
    remark = column(Kind.TEXT, words.REMARK)
