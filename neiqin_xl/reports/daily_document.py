"""What the template of 每日出货汇总 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.goods_columns import WHAT
from neiqin_xl.reports.titles import A_CURRENCY, AMOUNT, DATE, NUMBER, PAPER, QUANTITY, SOURCE

DAY_PAGES, QUANTITY_PAGES, DETAIL_PAGES = "汇总", "数量", "明细"
UNITS_ABREAST = 12
UNIT_NAMES = tuple(f"单位{n}" for n in range(1, UNITS_ABREAST + 1))

DAYS = Table(
    "日",
    "一天一行",
    (
        Column(DATE, Kind.DATE),
        Column("星期"),
        Column("发货单数", Kind.INT),
        Column("发货客户数", Kind.INT),
        Column("发货金额", Kind.MONEY),
        Column("退货金额", Kind.MONEY),
        Column("净额", Kind.MONEY),
        Column("本月累计净额", Kind.MONEY),
    ),
)
UNIT_DAYS = Table(
    "每日",
    f"一天一行，一页最多 {UNITS_ABREAST} 种单位",
    (Column(DATE, Kind.DATE), Column("星期"), *(Column(name, Kind.QTY) for name in UNIT_NAMES)),
    headed=True,
)
DETAILS = Table(
    "行",
    "发货、退货的每一行，每天最后一行是小计",
    (
        Column(DATE, Kind.DATE),
        Column(PAPER),
        Column(NUMBER, Kind.CODE),
        Column(words.ORDER_NO.shown, Kind.CODE),
        Column(words.CUSTOMER_CODE.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.PRODUCT_CODE.shown, Kind.CODE),
        *WHAT,
        Column(QUANTITY, Kind.QTY),
        Column(AMOUNT, Kind.MONEY),
        Column(words.SALESPERSON.shown),
        Column(words.REMARK.shown),
        Column(SOURCE),
    ),
)
DAILY_DOCUMENT = Document(
    words.DAILY,
    "一天天出了多少货、退了多少货，和每一行明细",
    (
        Pages(DAY_PAGES, A_CURRENCY, (DAYS,)),
        Pages(QUANTITY_PAGES, f"每 {UNITS_ABREAST} 种单位一项", (UNIT_DAYS,)),
        Pages(DETAIL_PAGES, A_CURRENCY, (DETAILS,)),
    ),
)
