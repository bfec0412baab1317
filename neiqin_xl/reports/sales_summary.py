"""销售汇总: a week's, month's, quarter's or year's sales beside the period before and the year before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Chart, ChartKind, Column, Page, Paper, report
from neiqin_xl.reports.breakdown import Sales, Split, breakdown, net_column
from neiqin_xl.reports.key_figures import key_figures, remarks
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import UNNAMED, Names, charted, currency_unit
from neiqin_xl.reports.product_charts import product_charts
from neiqin_xl.reports.titles import NET_SHIPPED
from neiqin_xl.reports.trend import Trend
from neiqin_xl.reports.windows import comparison, file_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.report import Cell
    from neiqin_xl.reports.windows import Comparison

TOP_CUSTOMERS = 20
DEFINITIONS = (
    "发货净额 = 发货额 − 退货额，按发货日期、退货日期，含税；签单额按订单日期，含税。",
    "客单价 = 发货净额 ÷ 有发货的客户数；退货率 = 退货额 ÷ 发货额。",
    "环比 =（本期 − 上期）÷ 上期，同比 =（本期 − 去年同期）÷ 去年同期；除数为零或没有记录时印“—”，为负时印“不可比”。",
    "不同币种不相加，各列一表；不同单位的数量不相加。",
)

Part = tuple[Block, Chart | None]


@report("sales", words.SUMMARY, grains=("week", "month"))
def sales_summary(books: Books, period: Period) -> Iterator[Paper]:
    """Key figures, products, customers, salespeople, offices and the last twelve periods, with 环比 and 同比.

    A running period is compared with as many days of the others, and says so.
    """
    days = comparison(period, books.today)
    sales = Sales.of(books, days)
    trend = Trend(books, period)
    names = Names(books)
    currencies = in_order(sales.currencies())
    pages = _Pages(period, days, currencies)
    listed = [pages.of_split(name, split, sales) for name, split in _splits(names, sales)]
    yield Paper(
        name=f"{words.SUMMARY}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            pages.front(books, sales),
            pages.made("单品销量", product_charts(sales.now, names, period.shown)),
            pages.made("按产品", _products(sales, names, currencies)),
            *listed,
            pages.made("趋势", (trend.drawn(code) for code in in_order(trend.currencies())), landscape=False),
        ),
    )


def _splits(names: Names, sales: Sales) -> Iterator[tuple[str, Split]]:
    yield "按客户", _by_customer(names)
    yield "按业务员", _by_text("各业务员", "salesperson", words.SALESPERSON.shown)
    yield "按办事处", _by_text("各办事处", "office", "办事处")
    if len({key for (key,) in sales.now.by("company")}) > 1:
        yield "按公司", _by_text("各公司", "company", words.COMPANY.shown)


def _by_customer(names: Names) -> Split:
    def cells(key: tuple[str, ...]) -> tuple[Cell, ...]:
        return names.customer(key[0]), names.customer_code(key[0])

    heads = (Column(words.CUSTOMER_NAME.shown), Column(words.CUSTOMER_CODE.shown, Kind.CODE))
    return Split(f"客户前 {TOP_CUSTOMERS} 名", ("customer",), heads, cells, top=TOP_CUSTOMERS, counter="家")


def _by_text(title: str, dimension: str, head: str) -> Split:
    def cells(key: tuple[str, ...]) -> tuple[Cell, ...]:
        return (key[0] or UNNAMED,)

    return Split(title, (dimension,), (Column(head),), cells)


def _products(sales: Sales, names: Names, currencies: Iterable[str]) -> Iterator[Part]:
    def cells(key: tuple[str, ...]) -> tuple[Cell, ...]:
        product, unit = key
        return names.product_code(product), names.product(product), names.spec(product), unit or UNNAMED

    heads = (
        Column(words.PRODUCT_CODE.shown, Kind.CODE),
        Column(words.PRODUCT_NAME.shown),
        Column(words.SPEC.shown),
        Column(words.UNIT.shown),
    )
    split = Split("各产品", ("product", "unit"), heads, cells, by_unit=True)
    for code in currencies:
        yield breakdown(split, sales, code), None


class _Pages:
    """Pages of one period: the same lines under every heading."""

    def __init__(self, period: Period, days: Comparison, currencies: list[str]) -> None:
        self._period, self._days, self._currencies = period, days, currencies

    def front(self, books: Books, sales: Sales) -> Page:
        page = self.made(
            "首页", ((block, None) for block in key_figures(books, sales, self._currencies)), landscape=False
        )
        lines = (*page.lines, *remarks(books, self._days))
        return replace(page, lines=lines, footer=DEFINITIONS)

    def of_split(self, name: str, split: Split, sales: Sales) -> Page:
        return self.made(name, (self._charted(split, sales, code) for code in self._currencies))

    def _charted(self, split: Split, sales: Sales, code: str) -> Part:
        block = breakdown(split, sales, code)
        if len(block.rows) < 2:
            return block, None
        unit = currency_unit(code)
        title = f"{charted(split.title + NET_SHIPPED, code)}{self._period.shown}"
        kind = ChartKind.BAR if split.top else ChartKind.COLUMN
        return block, Chart(title, kind, 0, 0, (net_column(split),), unit)

    def made(self, name: str, parts: Iterable[Part], *, landscape: bool = True) -> Page:
        held = list(parts)
        return Page(
            name,
            f"{words.SUMMARY} {self._period.shown}　{name}",
            self._days.lines if held else (*self._days.lines, "没有发货、退货和订单记录。"),
            tuple(block for block, _ in held),
            tuple(replace(chart, block=n) for n, (_, chart) in enumerate(held) if chart is not None),
            landscape=landscape,
        )
