"""趋势: the last periods of one kind, each beside the same period a year before."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.report import Block, Cell, Chart, ChartKind, Column
from neiqin_xl.reports.breakdown import NET, ORDERED
from neiqin_xl.reports.change import growth
from neiqin_xl.reports.movements import MEASURES, Figures, Tally
from neiqin_xl.reports.naming import charted, currency_unit, titled
from neiqin_xl.reports.windows import Window, days_so_far, window

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

PERIODS = 12


class Trend:
    """Day sums of all currencies over two years of periods, asked of the books once."""

    def __init__(self, books: Books, period: Period) -> None:
        self._periods = period.preceding(PERIODS)
        self._days = days_so_far(period, books.today)
        since = min(one.year_before().since for one in self._periods)
        tally = Tally()
        asked = books.sums(MEASURES, since, period.before, by=("measure", "currency", "day"))
        for measure, currency, day, quantity, amount in asked:
            tally.add((currency, date.fromisoformat(day)), Measure(measure), quantity, amount)
        span = books.span(Measure.SHIPPED)
        self._first = None if span is None else span[0]
        self._sums: dict[str, list[tuple[date, Figures]]] = {}
        for (currency, day), figures in sorted(tally.figures().items()):
            self._sums.setdefault(currency, []).append((day, figures))

    def currencies(self) -> set[str]:
        """The currencies in which anything moved in these two years."""
        return set(self._sums)

    def drawn(self, currency: str) -> tuple[Block, Chart]:
        """The table and its line chart: 发货净额 now and a year before, oldest period first."""
        sums = _Sums(self._sums.get(currency, []))
        rows: list[tuple[Cell, ...]] = []
        for period in self._periods:
            days = self._days if period is self._periods[-1] else None
            now, before = window(period, days), window(period.year_before(), days)
            net = sums.net(now)
            # Before our time there is nothing to compare with, and the line of the chart has a gap.
            net_before = None if self._first is None or before.last < self._first else sums.net(before)
            rows.append(
                (
                    _label(period),
                    str(now.since),
                    str(now.last),
                    net,
                    net_before,
                    growth(net, net_before),
                    sums.ordered(now),
                )
            )
        block = Block(
            titled(f"最近 {len(self._periods)} 期", currency),
            (
                Column("期间"),
                Column("起", Kind.DATE),
                Column("止", Kind.DATE),
                Column(NET, Kind.MONEY),
                Column("去年同期净额", Kind.MONEY),
                Column("同比", Kind.RATE, percent=True),
                Column(ORDERED, Kind.MONEY),
            ),
            rows,
            note="" if self._days is None else f"最后一期只有前 {self._days} 天，它的去年同期也取前 {self._days} 天。",
        )
        unit = currency_unit(currency)
        title = charted(f"{NET}趋势：本期与去年同期", currency)
        return block, Chart(title, ChartKind.LINE, 0, 0, (3, 4), unit)


class _Sums:
    """Running sums by day, so that any window is one subtraction."""

    def __init__(self, by_day: list[tuple[date, Figures]]) -> None:
        self._days = [day for day, _ in by_day]
        self._net = [0, *accumulate(figures.net for _, figures in by_day)]
        self._ordered = [0, *accumulate(figures.ordered for _, figures in by_day)]

    def net(self, asked: Window) -> int:
        return self._between(self._net, asked)

    def ordered(self, asked: Window) -> int:
        return self._between(self._ordered, asked)

    def _between(self, running: list[int], asked: Window) -> int:
        return running[bisect_left(self._days, asked.before)] - running[bisect_left(self._days, asked.since)]


def _label(period: Period) -> str:
    """Short enough for an axis: 2026-11, 47周, 2026-Q4, 2026."""
    if period.kind == "week":
        return f"{period.name[-2:]}周"
    return period.name
