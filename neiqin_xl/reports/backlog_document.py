"""What the template of 欠货明细 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.goods_columns import DAYS_LATE, OPEN_AMOUNT, ORDERED_ON, PO_NO, WHAT
from neiqin_xl.reports.titles import A_CURRENCY, ONLY_ONE, STATE

LINES, BY_PRODUCT = "欠货明细", "欠货按产品"

OPEN_LINES = Table(
    "欠货",
    "没有发完的订单行，超期最久的在前",
    (
        DAYS_LATE,
        Column(words.REQUIRED_DATE.shown, Kind.DATE),
        Column(words.PROMISED_DATE.shown, Kind.DATE),
        Column(words.ORDER_NO.shown, Kind.CODE),
        PO_NO,
        Column(words.CUSTOMER_NAME.shown),
        Column(words.SALESPERSON.shown),
        ORDERED_ON,
        *WHAT,
        *(Column(title, Kind.QTY) for title in ("订购", "已发", "退补", "关闭", "未发")),
        OPEN_AMOUNT,
        Column(STATE),
    ),
)
PRODUCTS = Table(
    "产品",
    "欠着的产品，一个产品一个单位一行，超期多的在前",
    (
        Column(words.PRODUCT_CODE.shown, Kind.CODE),
        *WHAT,
        Column("未发", Kind.QTY),
        Column("其中超期", Kind.QTY),
        Column("欠货行数", Kind.INT),
        Column("客户数", Kind.INT),
        Column("最早交期", Kind.DATE),
        Column("最长超期天数", Kind.INT),
    ),
)
BACKLOG_DOCUMENT = Document(
    words.BACKLOG,
    "还没发完的每一行订单，和每个产品一共欠多少，给仓库和生产排货用",
    (Pages(LINES, A_CURRENCY, (OPEN_LINES,)), Pages(BY_PRODUCT, ONLY_ONE, (PRODUCTS,))),
)
