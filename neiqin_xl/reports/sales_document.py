"""What the template of 销售汇总 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.goods_columns import WHAT
from neiqin_xl.reports.titles import (
    A_CURRENCY,
    NET_QUANTITY,
    NET_SHIPPED,
    ON_PREVIOUS,
    ON_YEAR_BEFORE,
    ORDERED_AMOUNT,
    PREVIOUS_PERIOD,
    RETURNED_AMOUNT,
    RETURNED_QUANTITY,
    SHIPPED_AMOUNT,
    SHIPPED_QUANTITY,
    YEAR_BEFORE,
)

FRONT, BEST, OTHER_UNITS, BY_PRODUCT, BY_CUSTOMER = "首页", "单品销量", "其他单位", "按产品", "按客户"
BY_SALESPERSON, BY_OFFICE, BY_COMPANY = "按业务员", "按办事处", "按公司"
TRENDS, FIRST_TRENDS = "趋势", "首年趋势"

QUANTITIES = tuple(Column(title, Kind.QTY) for title in (SHIPPED_QUANTITY, RETURNED_QUANTITY, NET_QUANTITY))
AMOUNTS = (
    Column(SHIPPED_AMOUNT, Kind.MONEY),
    Column(RETURNED_AMOUNT, Kind.MONEY),
    Column(NET_SHIPPED, Kind.MONEY),
    Column("占比", Kind.RATE),
    Column(f"{PREVIOUS_PERIOD}净额", Kind.MONEY),
    Column(ON_PREVIOUS, Kind.RATE),
    Column(f"{YEAR_BEFORE}净额", Kind.MONEY),
    Column(ON_YEAR_BEFORE, Kind.RATE),
    Column(ORDERED_AMOUNT, Kind.MONEY),
)


def _compared(name: str, about: str, kind: Kind) -> Table:
    columns = (
        Column("指标"),
        Column("本期", kind),
        Column(PREVIOUS_PERIOD, kind),
        Column(ON_PREVIOUS, Kind.RATE),
        Column(YEAR_BEFORE, kind),
        Column(ON_YEAR_BEFORE, Kind.RATE),
    )
    return Table(name, about, columns, totals=False)


AMOUNT_FIGURES = _compared("金额指标", "发货额、退货额等金额，一样一行", Kind.MONEY)
COUNT_FIGURES = _compared("数量指标", "订单、发货单和客户的个数，一样一行", Kind.INT)
RATE_FIGURES = Table(
    "比率指标",
    "退货率",
    (
        Column("指标"),
        Column("本期", Kind.RATE),
        Column(PREVIOUS_PERIOD, Kind.RATE),
        Column("比上期（百分点）", Kind.QTY, name="比上期"),
        Column(YEAR_BEFORE, Kind.RATE),
        Column("比去年（百分点）", Kind.QTY, name="比去年"),
    ),
    totals=False,
)
BEST_SELLING = Table(
    "产品",
    "卖得最多的产品，一种一行，最后一行是其他",
    (Column(words.PRODUCT_NAME.shown), Column("净销量", Kind.QTY)),
)
OTHER_SELLING = Table(
    "产品",
    "其他单位卖得最多的产品，一种一行，每种单位的最后一行是合计",
    (Column(words.UNIT.shown), *BEST_SELLING.columns),
    totals=False,
)
PRODUCTS = Table(
    "产品",
    "产品，一种（和一种单位）一行",
    (
        Column(words.PRODUCT_CODE.shown, Kind.CODE),
        *WHAT,
        *QUANTITIES,
        *AMOUNTS,
    ),
)
CUSTOMERS = Table(
    "客户",
    "发货净额最多的客户，一家一行，最后一行是其他",
    (Column(words.CUSTOMER_NAME.shown), Column(words.CUSTOMER_CODE.shown, Kind.CODE), *AMOUNTS),
)
SALESPEOPLE = Table("业务员", "业务员，一人一行", (Column(words.SALESPERSON.shown), *AMOUNTS))
OFFICES = Table("办事处", "办事处，一个一行", (Column("办事处"), *AMOUNTS))
COMPANIES = Table("公司", "我方的公司，一家一行", (Column(words.COMPANY.shown), *AMOUNTS))
TREND = Table(
    "期",
    "最近的各期，一期一行",
    (
        Column("期间"),
        Column("起", Kind.DATE),
        Column("止", Kind.DATE),
        Column(NET_SHIPPED, Kind.MONEY),
        Column(f"{YEAR_BEFORE}净额", Kind.MONEY),
        Column(ON_YEAR_BEFORE, Kind.RATE),
        Column(ORDERED_AMOUNT, Kind.MONEY),
    ),
    totals=False,
)
SALES_DOCUMENT = Document(
    words.SUMMARY,
    "一周、一月、一季或一年的销售，和上期、去年同期比较",
    (
        Pages(FRONT, A_CURRENCY, (AMOUNT_FIGURES, COUNT_FIGURES, RATE_FIGURES)),
        Pages(BEST, "产品最多的几种单位，一种一项", (BEST_SELLING,)),
        Pages(OTHER_UNITS, "还有别的单位的时候一项，没有就一项也没有", (OTHER_SELLING,)),
        Pages(BY_PRODUCT, A_CURRENCY, (PRODUCTS,)),
        Pages(BY_CUSTOMER, A_CURRENCY, (CUSTOMERS,)),
        Pages(BY_SALESPERSON, A_CURRENCY, (SALESPEOPLE,)),
        Pages(BY_OFFICE, A_CURRENCY, (OFFICES,)),
        Pages(BY_COMPANY, "我方有几家公司的时候，一种货币一项；只有一家就一项也没有", (COMPANIES,)),
        Pages(TRENDS, "知道去年同期的货币，一种一项", (TREND,)),
        Pages(FIRST_TRENDS, "还不知道去年同期的货币，一种一项", (TREND,)),
    ),
)
