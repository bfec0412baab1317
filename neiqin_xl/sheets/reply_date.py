"""交期回复: by when an order line will be delivered, as production or salespeople answer."""

from __future__ import annotations

from functools import partial

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, Outside, column, rows_without, sheet_type

LINE = ("order_no", "customer_po_no", "product_name", "spec", "unit", "required_date", "same_line")
"""What tells an order line from every other, as the order itself writes it: a product without name by its code."""
_TYPED = (words.PROMISED_DATE.key, words.REPLY_NOTE.key)


@sheet_type(
    words.REPLY_DATE,
    master=words.REPLY_DATE_MASTER,
    accept=Accept.ROW,
    needs=(
        ("order_no", "customer_po_no"),
        ("product_name",),
        ("promised_date", "reply_note"),
    ),
    keys=(LINE, LINE[1:]),
    folders=("交期回复", "回复交期"),
    form=(*LINE[:2], "customer_name", *LINE[2:], "promised_date", "reply_note", "handled_by"),
    outside=Outside(partial(rows_without, _TYPED), "第 {rows} 行（共 {count} 行）还没有填确认交期，先不收"),
    called=True,
)
class ReplyDate:
    """By when a line of an order is promised: one row a line, known by what the order itself says of it.

    A later reply takes the place of the earlier one; where there is one, it goes before what the order says. Where the
    customer has put off the date wanted, the line waits for a new reply. It posts nothing.
    """

    order_no = column(Kind.CODE, words.ORDER_NO, need=Need.WANTED)
    customer_po_no = column(Kind.CODE, words.CUSTOMER_PO_NO)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME)
    product_name = column(Kind.TEXT, words.PRODUCT_NAME, need=Need.WANTED)
    spec = column(Kind.TEXT, words.SPEC)
    unit = column(Kind.TEXT, words.UNIT)
    required_date = column(Kind.DATE, words.REQUIRED_DATE)
    same_line = column(Kind.INT, words.SAME_LINE)
    promised_date = column(Kind.DATE, words.PROMISED_DATE, need=Need.WANTED)
    reply_note = column(Kind.TEXT, words.REPLY_NOTE)
    handled_by = column(Kind.TEXT, words.HANDLED_BY)
    company = column(Kind.TEXT, words.COMPANY)
