"""回单登记: which slips came back signed, by whom and when, as clerks write it down."""

from __future__ import annotations

from functools import partial

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, Outside, column, rows_without, sheet_type
from neiqin_xl.sheets.shipment import SIGN_STATUSES
from neiqin_xl.sheets.sign_off import WITHDRAWALS

_TYPED = (
    *(words.SIGN_STATUS.key, words.SIGN_DATE.key, words.SIGN_BY.key, words.TO_FINANCE_ON.key, words.WITHDRAWN.key),
    *(words.HANDLED_BY.key, words.REMARK.key),
)


@sheet_type(
    words.SLIP_RETURN,
    master=words.SLIP_RETURN_MASTER,
    accept=Accept.ROW,
    needs=(("shipment_no",), _TYPED[:5]),
    keys=(("shipment_no", "ship_date"),),
    folders=("回单", "回单登记", "签收回单"),
    form=(
        *("shipment_no", "ship_date", "customer_code", "customer_name", "sign_status", "sign_date", "sign_by"),
        *("to_finance_on", "withdrawn", "handled_by", "remark"),
    ),
    outside=Outside(partial(rows_without, _TYPED), "第 {rows} 行（共 {count} 行）的送货单还没有登记签收，先不收"),
    called=True,
)
class SlipReturn:
    """That a slip came back: signed by the customer, in part, or refused; and when it went on to the accountants.

    One row a slip; a later row adds to the earlier one, and what it leaves blank stays as it was. Where customers owe
    from the day on which they sign, that day is this one, whatever stands on the list of shipments. Quantities of a
    partial acceptance stand on the lines of the slip itself (签收数量). 撤回 takes back all that was registered before.
    """

    shipment_no = column(Kind.CODE, words.SHIPMENT_NO, need=Need.REQUIRED)
    ship_date = column(Kind.DATE, words.SHIP_DATE)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME)
    sign_status = column(Kind.ENUM, words.SIGN_STATUS, choices=SIGN_STATUSES)
    sign_date = column(Kind.DATE, words.SIGN_DATE, need=Need.WANTED)
    sign_by = column(Kind.TEXT, words.SIGN_BY)
    to_finance_on = column(Kind.DATE, words.TO_FINANCE_ON)
    withdrawn = column(Kind.ENUM, words.WITHDRAWN, choices=WITHDRAWALS)
    handled_by = column(Kind.TEXT, words.HANDLED_BY)
    company = column(Kind.TEXT, words.COMPANY)
    remark = column(Kind.TEXT, words.REMARK)
