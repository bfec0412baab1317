"""趋势: the last periods of one kind, each beside the same period a year before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from neiqin_xl.model.posting import Measure
from neiqin_xl.model.report import Block, Cell, Chart
from neiqin_xl.reports.change import growth
from neiqin_xl.reports.movements import MEASURES
from neiqin_xl.reports.naming import charted, currency_unit, titled
from neiqin_xl.reports.sales_document import TREND
from neiqin_xl.reports.titles import NET_SHIPPED, YEAR_BEFORE
from neiqin_xl.reports.windows import Window, days_so_far, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

PERIODS = 12


class Trend:
    """Day sums of all currencies over two years of periods, asked of the books once."""

    def __init__(self, books: Books, period: Period) -> None:
        self._periods = period.preceding(PERIODS)
        self._days = days_so_far(period, books.today)
        since = min(one.year_before().since for one in self._periods)
        first, end = since.isoformat(), period.before.isoformat()
        self._first = min((span[0] for one in MEASURES if (span := books.span(one))), default=None)
        self._sums: defaultdict[str, _Sums] = defaultdict(_Sums)
        # Of all days, so that every period's report asks the same.
        asked = books.sums(MEASURES, by=("measure", "currency", "day"))
        for (measure, currency), held in groupby(asked, key=itemgetter(0, 1)):
            _, _, days, _, amounts = zip(*held, strict=True)
            if bisect_left(days, first) < bisect_left(days, end):
                self._sums[currency].add(measure, days, amounts)

    def currencies(self) -> set[str]:
        """The currencies in which anything moved in these two years."""
        return set(self._sums)

    def drawn(self, currency: str) -> tuple[tuple[Block, Chart], bool]:
        """The table and its line chart: 发货净额 now and a year before, oldest period first.

        Periods before the books begin are left out, and so is the line of the year before where nothing is known of it.
        """
        sums = self._sums[currency]
        shown = [one for one in self._periods[:-1] if self._is_known(window(one, None))] + self._periods[-1:]
        compared = [self._year_before(one, sums) for one in shown]
        compared_at_all = any(one is not None for one in compared)
        rows: list[tuple[Cell, ...]] = []
        for period, net_before in zip(shown, compared, strict=True):
            now = window(period, self._days_of(period))
            net = sums.net(now)
            rows.append(
                (
                    _label(period),
                    str(now.since),
                    str(now.last),
                    net,
                    # In a chart's line a blank is a gap, where a dash would be drawn as zero.
                    net_before,
                    growth(net, net_before),
                    sums.ordered(now),
                )
            )
        block = Block(
            titled(f"最近 {len(shown)} 期", currency),
            TREND.columns,
            rows,
            note=""
            if self._days is None
            else f"最后一期只有前 {self._days} 天，它的{YEAR_BEFORE}也取前 {self._days} 天。",
            table=TREND.name,
            part=currency,
        )
        title = f"{NET_SHIPPED}趋势：本期与{YEAR_BEFORE}" if compared_at_all else f"{NET_SHIPPED}趋势"
        return (block, Chart(charted(title, currency), 0, currency_unit(currency))), compared_at_all

    def _days_of(self, period: Period) -> int | None:
        return self._days if period is self._periods[-1] else None

    def _is_known(self, asked: Window) -> bool:
        """Whether the books reach back to some day of the window."""
        return self._first is not None and asked.last >= self._first

    def _year_before(self, period: Period, sums: _Sums) -> int | None:
        asked = window(period.year_before(), self._days_of(period))
        return sums.net(asked) if self._is_known(asked) else None


class _Sums:
    """Running sums of each measure by day, so that any window is one subtraction."""

    def __init__(self) -> None:
        self._running: dict[str, tuple[Sequence[str], list[int]]] = {}

    def add(self, measure: str, days: Sequence[str], amounts_fen: Iterable[int]) -> None:
        """What a measure came to on these days, which ascend."""
        self._running[measure] = days, [0, *accumulate(amounts_fen)]

    def net(self, asked: Window) -> int:
        return self._between(Measure.SHIPPED, asked) - self._between(Measure.RETURNED, asked)

    def ordered(self, asked: Window) -> int:
        return self._between(Measure.ORDERED, asked)

    def _between(self, measure: Measure, asked: Window) -> int:
        days, running = self._running.get(measure.value, ((), [0]))
        return running[bisect_left(days, str(asked.before))] - running[bisect_left(days, str(asked.since))]


def _label(period: Period) -> str:
    """Short enough for an axis: 2026-11, 47周, 2026-Q4, 2026."""
    if period.kind == "week":
        return f"{period.name[-2:]}周"
    return period.name
