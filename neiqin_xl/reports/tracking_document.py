"""What the template of 订单跟踪与欠货 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.goods_columns import DAYS_LATE, OPEN_AMOUNT, ORDERED_ON, PO_NO, WHAT
from neiqin_xl.reports.titles import A_CURRENCY, SOURCE, STATE

FRONT, TRACKED, OPEN, OWED_TO = "首页", "订单跟踪", "欠货明细", "欠货按客户"

_COUNTS = (Column("订单行数", Kind.INT), Column("订单数", Kind.INT))
_WHO = (Column(words.CUSTOMER_NAME.shown), Column(words.SALESPERSON.shown))
_NUMBERS = (Column(words.ORDER_NO.shown, Kind.CODE), PO_NO)
_DAYS = (Column(words.REQUIRED_DATE.shown, Kind.DATE), Column(words.PROMISED_DATE.shown, Kind.DATE))

STATE_LINES = Table(
    "状态", "订单行的状态，一种一行", (Column(STATE), *_COUNTS, Column("订购金额", Kind.MONEY), OPEN_AMOUNT)
)
LATE_LINES = Table("交期", "未发订单行超期多久，一档一行", (Column("交期"), *_COUNTS, OPEN_AMOUNT))
ORDER_LINES = Table(
    "订单行",
    "订单的每一行",
    (
        *_NUMBERS,
        *_WHO,
        ORDERED_ON,
        *_DAYS,
        Column("交期偏差(天)", Kind.INT, name="交期偏差"),
        *WHAT,
        *(Column(title, Kind.QTY) for title in ("订购", "已发", "退补", "关闭", "未发", "超发")),
        OPEN_AMOUNT,
        DAYS_LATE,
        Column(STATE),
        Column("匹配方式"),
        Column(SOURCE),
    ),
)
OPEN_LINES = Table(
    "欠货",
    "没有发完的订单行，超期最久的在前",
    (
        DAYS_LATE,
        *_DAYS,
        *_NUMBERS,
        *_WHO,
        *WHAT,
        *(Column(title, Kind.QTY) for title in ("订购", "净发", "未发")),
        OPEN_AMOUNT,
        Column(STATE),
    ),
)
CUSTOMERS = Table(
    "客户",
    "有欠货的客户，一家一行",
    (
        Column(words.CUSTOMER_CODE.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        Column("欠货行数", Kind.INT),
        Column("欠货订单数", Kind.INT),
        OPEN_AMOUNT,
        Column("其中超期行数", Kind.INT),
        Column("其中超期金额", Kind.MONEY),
        Column("最长超期天数", Kind.INT),
        Column("最早要货日期", Kind.DATE),
    ),
)
TRACKING_DOCUMENT = Document(
    words.TRACKING,
    "每一行订单发了多少、还欠多少、超期多久",
    (
        Pages(FRONT, A_CURRENCY, (STATE_LINES, LATE_LINES)),
        Pages(TRACKED, A_CURRENCY, (ORDER_LINES,)),
        Pages(OPEN, A_CURRENCY, (OPEN_LINES,)),
        Pages(OWED_TO, A_CURRENCY, (CUSTOMERS,)),
    ),
)
