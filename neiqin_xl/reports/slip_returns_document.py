"""What the template of 回单跟踪 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import ONLY_ONE
from neiqin_xl.reports.typed_pages import TO_SEE, to_fill

OVERVIEW, REGISTERED = "汇总", "登记"
COUNTS = ("送货单", "已回签", "部分签收", "拒收", "未回签", "超期未回")
RATE = "回签率"

SELLERS = Table(
    words.SALESPERSON.shown,
    "一个业务员一行",
    (Column(words.SALESPERSON.shown), *(Column(one, Kind.INT) for one in COUNTS), Column(RATE, Kind.RATE)),
)
CHASED = Table(
    "催",
    "要催、要查的送货单，最久的在前",
    (
        Column("天数", Kind.INT),
        Column(words.SHIPMENT_NO.shown, Kind.CODE),
        Column(words.SHIP_DATE.shown, Kind.DATE),
        Column(words.CUSTOMER_NAME.shown),
        Column("金额", Kind.MONEY),
        Column("币种"),
        Column("货站"),
        Column("物流单号", Kind.CODE),
        Column(words.SIGN_STATUS.shown),
        Column("找谁"),
        Column("怎么办"),
    ),
    totals=False,
)
ROWS = Table(
    "行",
    "要登记的送货单，一张一行",
    (
        Column(words.SHIPMENT_NO.shown, Kind.CODE),
        Column(words.SHIP_DATE.shown, Kind.DATE),
        Column(words.CUSTOMER_NAME.shown),
        Column("品名件数"),
        Column(words.SIGN_STATUS.shown),
        Column(words.SIGN_DATE.shown, Kind.DATE),
        Column(words.SIGN_BY.shown),
        Column(words.TO_FINANCE_ON.shown, Kind.DATE),
        Column(words.HANDLED_BY.shown),
        Column(words.REMARK.shown),
        Column(words.WITHDRAWN.shown),
        Column("等了几天", Kind.INT),
        Column(words.SALESPERSON.shown),
        Column("货站"),
    ),
    totals=False,
)
SLIP_RETURNS_DOCUMENT = Document(
    words.SLIP_RETURNS,
    "哪些送货单签回来了、哪些没有，要催谁",
    (
        Pages(
            OVERVIEW,
            ONLY_ONE,
            (SELLERS, CHASED),
            (
                TO_SEE,
                Value("制表日期", "做这份表的日子", Kind.DATE),
            ),
        ),
        Pages(
            REGISTERED,
            ONLY_ONE,
            (ROWS,),
            (to_fill("回单登记"),),
        ),
    ),
)
