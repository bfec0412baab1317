"""What the template of 交期回复表 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.goods_columns import OPEN_AMOUNT, ORDERED_ON, WHAT
from neiqin_xl.reports.titles import A_CURRENCY, ONLY_ONE
from neiqin_xl.reports.typed_pages import TO_SEE, to_fill

OVERVIEW, REPLIED = "汇总", "回复"
LINES, UNREPLIED, CHASED, LATE = "未发行数", "未回复", "超期未回复", "晚于要货"
COUNTS = (LINES, UNREPLIED, CHASED, LATE)

CUSTOMERS = Table(
    "客户",
    "一家客户一行",
    (Column(words.CUSTOMER_NAME.shown), *(Column(one, Kind.INT) for one in COUNTS), OPEN_AMOUNT),
)
ROWS = Table(
    "行",
    "没有发完的订单行，一行一项，最急的在前",
    (
        Column(words.ORDER_NO.shown, Kind.CODE),
        Column(words.CUSTOMER_PO_NO.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        *WHAT,
        Column(words.REQUIRED_DATE.shown, Kind.DATE),
        Column(words.SAME_LINE.shown, Kind.INT),
        Column(words.PROMISED_DATE.shown, Kind.DATE),
        Column(words.REPLY_NOTE.shown),
        Column(words.HANDLED_BY.shown),
        Column("未发", Kind.QTY),
        ORDERED_ON,
        Column("现行交期", Kind.DATE),
        Column("情况"),
    ),
    totals=False,
)
REPLY_DATES_DOCUMENT = Document(
    words.REPLY_DATES,
    "没有发完的订单行，等着回复交期",
    (
        Pages(
            OVERVIEW,
            A_CURRENCY,
            (CUSTOMERS,),
            (TO_SEE, Value("业务员", "谁的订单")),
        ),
        Pages(
            REPLIED,
            ONLY_ONE,
            (ROWS,),
            (to_fill("交期回复"), Value("业务员", "谁的订单")),
        ),
    ),
)
