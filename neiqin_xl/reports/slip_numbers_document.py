"""What the template of 送货单号检查 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import AMOUNT, SOURCE

MISSING, TWICE, UNORDERED = "缺号", "重号", "日期先后"
_WHERE_FOUND = "发现了才有，只有一项"
ROW, TO_DO, WHO = "行", "怎么办", "找谁"

_COMPANY = Column(words.COMPANY.shown)
_NEIGHBOURS = (
    Column("前一张", Kind.CODE),
    Column("前一张日期", Kind.DATE),
    Column("后一张", Kind.CODE),
    Column("后一张日期", Kind.DATE),
)
GAPS = Table(
    ROW,
    "缺的号，连着的一段一行",
    (
        _COMPANY,
        Column("从", Kind.CODE),
        Column("到", Kind.CODE),
        Column("张数", Kind.INT),
        *_NEIGHBOURS,
        Column(WHO),
        Column(TO_DO),
    ),
)
DOUBLES = Table(
    ROW,
    "同一个号用了几次的送货单，一张一行",
    (
        _COMPANY,
        Column(words.SHIPMENT_NO.shown, Kind.CODE),
        Column(words.SHIP_DATE.shown, Kind.DATE),
        Column(words.CUSTOMER_NAME.shown),
        Column(AMOUNT, Kind.MONEY),
        Column("币种"),
        Column(WHO),
        Column(SOURCE),
        Column(TO_DO),
    ),
    totals=False,
)
REVERSED = Table(
    ROW,
    "号在后、日期在前的，一对一行",
    (
        _COMPANY,
        *_NEIGHBOURS,
        Column("差几天", Kind.INT),
        Column(WHO),
        Column(SOURCE),
        Column(TO_DO),
    ),
    totals=False,
)
SLIP_NUMBERS_DOCUMENT = Document(
    words.SLIP_NUMBERS,
    "送货单的号有没有缺、有没有重、日期有没有倒",
    (
        Pages(MISSING, f"{_WHERE_FOUND}；什么都没有发现的时候也有", (GAPS,)),
        Pages(TWICE, _WHERE_FOUND, (DOUBLES,)),
        Pages(UNORDERED, _WHERE_FOUND, (REVERSED,)),
    ),
)
