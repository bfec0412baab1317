"""销售汇总: a week's, month's, quarter's or year's sales beside the period before and the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Block, Chart, Page, Paper, report
from neiqin_xl.reports.best_sellers import best_sellers
from neiqin_xl.reports.breakdown import Sales, Split, breakdown
from neiqin_xl.reports.key_figures import key_figures, remarks
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import UNNAMED, Names, charted, currency_unit
from neiqin_xl.reports.sales_document import (
    BEST,
    BY_COMPANY,
    BY_CUSTOMER,
    BY_OFFICE,
    BY_PRODUCT,
    BY_SALESPERSON,
    COMPANIES,
    CUSTOMERS,
    FIRST_TRENDS,
    FRONT,
    OFFICES,
    OTHER_UNITS,
    PRODUCTS,
    SALES_DOCUMENT,
    SALESPEOPLE,
    TRENDS,
)
from neiqin_xl.reports.titles import NET_SHIPPED
from neiqin_xl.reports.trend import Trend
from neiqin_xl.reports.windows import comparison, file_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Table
    from neiqin_xl.model.report import Cell
    from neiqin_xl.reports.windows import Comparison

TOP_CUSTOMERS = 20
DEFINITIONS = (
    "发货净额 = 发货额 − 退货额，按发货日期、退货日期，含税；签单额按订单日期，含税。",
    "客单价 = 发货净额 ÷ 有发货的客户数；退货率 = 退货额 ÷ 发货额。",
    "环比 =（本期 − 上期）÷ 上期，同比 =（本期 − 去年同期）÷ 去年同期；除数为零或没有记录时印“—”，为负时印“不可比”。",
    "不同币种不相加，各列一表；不同单位的数量不相加。",
)

NOTHING_MOVED = "没有发货、退货和订单记录。"

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
    sellers = best_sellers(sales.now, names, period.shown)
    listed = [page for name, split in _splits(names, sales) for page in pages.of_split(name, split, sales)]
    yield Paper(
        name=f"{words.SUMMARY}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            pages.front(books, sales),
            *pages.made(BEST, sellers.charted),
            *pages.made(OTHER_UNITS, sellers.listed),
            *pages.made(BY_PRODUCT, _products(sales, names, currencies)),
            *listed,
            *pages.trends(trend.drawn(code) for code in in_order(trend.currencies())),
        ),
        document=SALES_DOCUMENT,
    )


def _splits(names: Names, sales: Sales) -> Iterator[tuple[str, Split]]:
    yield BY_CUSTOMER, _by_customer(names)
    yield BY_SALESPERSON, _by_text("各业务员", "salesperson", SALESPEOPLE)
    yield BY_OFFICE, _by_text("各办事处", "office", OFFICES)
    if len(sales.now.companies()) > 1:
        yield BY_COMPANY, _by_text("各公司", "company", COMPANIES)


def _by_customer(names: Names) -> Split:
    def cells(key: tuple[str, ...]) -> tuple[Cell, ...]:
        return names.customer(key[0]), names.customer_code(key[0])

    return Split(f"客户前 {TOP_CUSTOMERS} 名", ("customer",), CUSTOMERS, cells, top=TOP_CUSTOMERS, counter="家")


def _by_text(title: str, dimension: str, table: Table) -> Split:
    def cells(key: tuple[str, ...]) -> tuple[Cell, ...]:
        return (key[0] or UNNAMED,)

    return Split(title, (dimension,), table, cells)


def _products(sales: Sales, names: Names, currencies: Iterable[str]) -> Iterator[Part]:
    def cells(key: tuple[str, ...]) -> tuple[Cell, ...]:
        product, unit = key
        return names.product_code(product), names.product(product), names.spec(product), unit or UNNAMED

    split = Split("各产品", ("product", "unit"), PRODUCTS, cells)
    for code in currencies:
        yield breakdown(split, sales, code), None


class _Pages:
    """Pages of one period: the same lines under every heading."""

    def __init__(self, period: Period, days: Comparison, currencies: list[str]) -> None:
        self._period, self._days, self._currencies = period, days, currencies

    def front(self, books: Books, sales: Sales) -> Page:
        blocks = tuple(key_figures(books, sales, self._currencies))
        lines = (*(self._days.lines if blocks else (*self._days.lines, NOTHING_MOVED)), *remarks(books, self._days))
        return Page(FRONT, self._heading(FRONT), lines, blocks, footer=DEFINITIONS)

    def of_split(self, name: str, split: Split, sales: Sales) -> Iterator[Page]:
        return self.made(name, (self._charted(split, sales, code) for code in self._currencies))

    def _charted(self, split: Split, sales: Sales, code: str) -> Part:
        block = breakdown(split, sales, code)
        unit = currency_unit(code)
        return block, Chart(f"{charted(split.title + NET_SHIPPED, code)}{self._period.shown}", 0, unit)

    def trends(self, parts: Iterable[tuple[Part, bool]]) -> Iterator[Page]:
        """Pages of trends, those for which a year before is known by themselves: their charts have two lines."""
        held = list(parts)
        for kind, compared in ((TRENDS, True), (FIRST_TRENDS, False)):
            yield from self.made(TRENDS, [part for part, known in held if known is compared], kind)

    def made(self, name: str, parts: Iterable[Part], kind: str = "") -> Iterator[Page]:
        """The page of these parts; none without any."""
        held = list(parts)
        if held:
            yield Page(
                name,
                self._heading(name),
                self._days.lines,
                tuple(block for block, _ in held),
                tuple(chart._replace(block=n) for n, (_, chart) in enumerate(held) if chart is not None),
                kind=kind,
            )

    def _heading(self, name: str) -> str:
        return f"{words.SUMMARY} {self._period.shown}　{name}"
