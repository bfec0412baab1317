"""What the template of 送货单复核 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import A_CURRENCY, AMOUNT, DATE, ONLY_ONE, SOURCE

ASKED, SLIPS = "要问的", "每张送货单"
NOT_BOOKED = "没有入账"

_SLIP = (Column(words.SHIPMENT_NO.shown, Kind.CODE), Column(DATE, Kind.DATE))
_WHO = (Column(words.CUSTOMER_NAME.shown), Column(words.SALESPERSON.shown))
QUESTIONS = Table(
    "问",
    "一个要问的问题一行，按问谁排在一起",
    (
        Column("问谁"),
        *_SLIP,
        *_WHO,
        Column(words.ORDER_NO.shown, Kind.CODE),
        Column("品名规格"),
        Column(words.UNIT.shown),
        Column("送货数量", Kind.QTY),
        Column("送货单价", Kind.PRICE),
        Column("订购数量", Kind.QTY),
        Column("订单单价", Kind.PRICE),
        Column("问题"),
        Column("问什么"),
        Column("答复"),
        Column(SOURCE),
    ),
    totals=False,
)
REVIEWED = Table(
    "单",
    "一张送货单一行",
    (
        *_SLIP,
        *_WHO,
        Column("行数", Kind.INT),
        Column(AMOUNT, Kind.MONEY),
        Column("对上订单的行", Kind.INT),
        Column("要问的", Kind.INT),
        Column("结论"),
        Column(SOURCE),
    ),
)
SLIP_REVIEW_DOCUMENT = Document(
    words.SLIP_REVIEW,
    "上一个工作日的送货单逐行对订单：价格、数量、客户、单位、缺单价、重号，问谁、问什么",
    (Pages(ASKED, ONLY_ONE, (QUESTIONS,)), Pages(SLIPS, A_CURRENCY, (REVIEWED,))),
)
