"""What the template of 分发表 may use: a page a department, each with the columns that it needs."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import QUANTITY, STATE

ROW, DIFFERENCE, OPEN = "行", "变更内容", "未发"
_SEEN = ("order_no", "customer", "product_name", "spec", "unit", "quantity", "required_date", "promised_date", "remark")
_SENT = ("receiver", "ship_method", "station_no", "contact", "phone", "address")


class Department(NamedTuple):
    """One that is told of orders: its name and the fields of a line that it is told and that count as changes."""

    name: str
    fields: tuple[str, ...]
    about: str


PRODUCTION = Department("生产", _SEEN, "按交期安排生产，回复不了的交期请写明")
WAREHOUSE = Department("仓库", _SEEN, "按交期备货，缺货的请写明")
LOGISTICS = Department("物流", (*_SEEN, *_SENT), "按交期安排车辆、货站")
DEPARTMENTS = (PRODUCTION, WAREHOUSE, LOGISTICS)

# How a column calls a field of what departments are told.
COLUMNS = {
    "order_no": Column(words.ORDER_NO.shown, Kind.CODE),
    "customer": Column(words.CUSTOMER_NAME.shown),
    "product_name": Column(words.PRODUCT_NAME.shown),
    "spec": Column(words.SPEC.shown),
    "unit": Column(words.UNIT.shown),
    "quantity": Column(QUANTITY, Kind.QTY),
    "open": Column(OPEN, Kind.QTY),
    "required_date": Column(words.REQUIRED_DATE.shown, Kind.DATE),
    "promised_date": Column(words.PROMISED_DATE.shown, Kind.DATE),
    "receiver": Column(words.RECEIVER.shown),
    "ship_method": Column(words.SHIP_METHOD.shown),
    "station_no": Column(words.STATION_NO.shown, Kind.CODE),
    "contact": Column(words.CONTACT.shown),
    "phone": Column(words.PHONE.shown, Kind.CODE),
    "address": Column(words.ADDRESS.shown),
    "remark": Column(words.REMARK.shown),
}
MARKS = (Column(STATE), Column(DIFFERENCE))


def shown_fields(department: Department) -> tuple[str, ...]:
    """The fields that the department's list shows, in the order of its columns."""
    wanted = {*department.fields, "open"}
    return tuple(name for name in COLUMNS if name in wanted)


DISTRIBUTION_DOCUMENT = Document(
    words.DISTRIBUTION,
    "给一个部门的订单变动：新增的、变更的、取消的",
    tuple(
        Pages(
            one.name,
            f"给{one.name}的，只有一项；给别的部门的一项也没有",
            (
                Table(
                    ROW,
                    "订单行，一行一项，取消的在前",
                    (*MARKS, *(COLUMNS[name] for name in shown_fields(one))),
                    totals=False,
                ),
            ),
            (Value("次数", "第几次分发；还没有分发的没有", Kind.INT), Value("部门", "部门")),
        )
        for one in DEPARTMENTS
    ),
)
