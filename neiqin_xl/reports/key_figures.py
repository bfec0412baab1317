"""The front page of 销售汇总: amounts, counts and rates of the period beside the two that it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.model.posting import Measure
from neiqin_xl.model.report import Block, Cell
from neiqin_xl.reports.change import NOTHING, growth, per_head, points, share
from neiqin_xl.reports.naming import currency_name, titled
from neiqin_xl.reports.sales_document import AMOUNT_FIGURES, COUNT_FIGURES, RATE_FIGURES
from neiqin_xl.reports.titles import (
    NET_SHIPPED,
    ORDERED_AMOUNT,
    PREVIOUS_PERIOD,
    RETURNED_AMOUNT,
    SHIPPED_AMOUNT,
    YEAR_BEFORE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.breakdown import Sales
    from neiqin_xl.reports.movements import Movements
    from neiqin_xl.reports.windows import Comparison, Window


def key_figures(books: Books, sales: Sales, currencies: Iterable[str]) -> Iterator[Block]:
    """Three tables for each currency: amounts, counts, and rates with their change in percentage points."""
    windows = (sales.now, sales.previous, sales.year_before)
    papers = [_Papers(books, one.window) for one in windows]
    for code in currencies:
        seen = [_Seen.of(one, code, counted) for one, counted in zip(windows, papers, strict=True)]
        yield _amounts(code, seen)
        yield _counts(code, seen)
        yield _rates(code, seen)


class _Papers:
    """How many different papers and customers a window has, by currency."""

    def __init__(self, books: Books, window: Window) -> None:
        def ask(measure: Measure, of: str) -> dict[str, int]:
            return dict(books.counts(measure, of, window.since, window.before, by=("currency",)))

        self.orders = ask(Measure.ORDERED, "document")
        self.slips = ask(Measure.SHIPPED, "document")
        self.customers = ask(Measure.SHIPPED, "customer")


class _Seen(NamedTuple):
    """One window in one currency. `anything` tells a window without any record from one that came to nothing."""

    anything: bool
    shipped: int
    returned: int
    net: int
    ordered: int
    orders: int
    slips: int
    customers: int

    @classmethod
    def of(cls, moved: Movements, code: str, papers: _Papers) -> _Seen:
        total = moved.total(code)
        return cls(
            anything=code in moved.currencies(),
            shipped=total.shipped,
            returned=total.returned,
            net=total.net,
            ordered=total.ordered,
            orders=papers.orders.get(code, 0),
            slips=papers.slips.get(code, 0),
            customers=papers.customers.get(code, 0),
        )


def _amounts(code: str, seen: list[_Seen]) -> Block:
    rows = [
        _row(SHIPPED_AMOUNT, [one.shipped for one in seen], seen),
        _row(RETURNED_AMOUNT, [one.returned for one in seen], seen),
        _row(NET_SHIPPED, [one.net for one in seen], seen),
        _row(ORDERED_AMOUNT, [one.ordered for one in seen], seen),
        _row("客单价", [per_head(one.net, one.customers) for one in seen], seen),
    ]
    return Block(titled("金额", code), AMOUNT_FIGURES.columns, rows, table=AMOUNT_FIGURES.name, part=code)


def _counts(code: str, seen: list[_Seen]) -> Block:
    rows = [
        _row("订单数", [one.orders for one in seen], seen),
        _row("发货单数", [one.slips for one in seen], seen),
        _row("发货客户数", [one.customers for one in seen], seen),
    ]
    title = f"单数和户数（{currency_name(code)}）"
    return Block(title, COUNT_FIGURES.columns, rows, table=COUNT_FIGURES.name, part=code)


def _row(title: str, values: list[Cell], seen: list[_Seen]) -> tuple[Cell, ...]:
    now, previous, year_before = values[0], _known(values[1], seen[1]), _known(values[2], seen[2])
    return title, now, previous, _growth(now, previous), year_before, _growth(now, year_before)


def _known(value: Cell, seen: _Seen) -> Cell:
    return value if seen.anything else NOTHING


def _growth(now: Cell, base: Cell) -> Cell:
    return growth(now, base) if isinstance(now, int) and isinstance(base, int) else NOTHING


def _rates(code: str, seen: list[_Seen]) -> Block:
    now, previous, year_before = (share(one.returned, one.shipped) for one in seen)
    row = ("退货率", now, previous, points(now, previous), year_before, points(now, year_before))
    title = f"比率（{currency_name(code)}）"
    return Block(title, RATE_FIGURES.columns, [row], table=RATE_FIGURES.name, part=code)


def remarks(books: Books, days: Comparison) -> Iterator[str]:
    """What a reader must know before believing the figures: lines without a price, periods before our time."""
    unpriced = sum(count for (count,) in books.unpriced((Measure.SHIPPED,), days.now.since, days.now.before))
    if unpriced:
        yield f"本期有 {unpriced} 行发货还没有单价，金额暂按零计。"
    span = books.span(Measure.SHIPPED)
    first = None if span is None else str(span[0])
    for name, window in ((PREVIOUS_PERIOD, days.previous), (YEAR_BEFORE, days.year_before)):
        if first is not None and str(window.since) < first <= str(window.last):
            yield f"账上最早的发货是 {first}，{name}（{window.shown}）不完整，与它的比较仅供参考。"
