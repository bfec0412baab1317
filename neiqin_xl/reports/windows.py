"""The days a report looks at, and the days it is compared with."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from neiqin_xl.dates import Period


class Window(NamedTuple):
    """Some days: `since` inclusive, `before` exclusive."""

    since: date
    before: date

    @property
    def last(self) -> date:
        """The last day."""
        return self.before - timedelta(days=1)

    @property
    def shown(self) -> str:
        """First and last day as a clerk reads them."""
        return f"{self.since} 至 {self.last}" if self.last > self.since else str(self.since)


class Comparison(NamedTuple):
    """The days of a period so far, and as many days of the period before it and of the same period a year before.

    `days` is how many days of a running period have come, today included; None where the period is over.
    """

    period: Period
    now: Window
    previous: Window
    year_before: Window
    days: int | None

    @property
    def lines(self) -> tuple[str, ...]:
        """What a page says about its days, under its heading."""
        said = [f"期间：{dated(self.period)}"]
        if self.days is not None:
            said.append(f"截至 {self.now.last}：本期只有前 {self.days} 天，上期和去年同期也取前 {self.days} 天。")
        said.append(f"上期：{self.previous.shown}；去年同期：{self.year_before.shown}")
        return tuple(said)


def days_so_far(period: Period, today: date) -> int | None:
    """How many days of a running period have come, today included; None for one that is over or has not begun."""
    if not period.since <= today < period.last:
        return None
    return (today - period.since).days + 1


def window(period: Period, days: int | None) -> Window:
    """The first `days` days of a period, or all of it."""
    if days is None:
        return Window(period.since, period.before)
    return Window(period.since, min(period.before, period.since + timedelta(days=days)))


def comparison(period: Period, today: date) -> Comparison:
    """A running period is compared over equal numbers of days; one that is over, with whole periods."""
    days = days_so_far(period, today)
    return Comparison(
        period=period,
        now=window(period, days),
        previous=window(period.previous(), days),
        year_before=window(period.year_before(), days),
        days=days,
    )


@lru_cache(64)
def dated(period: Period) -> str:
    """The period with its first and last day: 2026年11月（2026-11-01 至 2026-11-30）."""
    days = Window(period.since, period.before).shown
    # A week says its days by itself, without the year.
    name = period.shown.partition("（")[0]
    return name if name == days else f"{name}（{days}）"


def file_label(period: Period) -> str:
    """The period as part of a file's name: 2026-11, 2026-W47, 2024-01至2025-12."""
    return period.name.replace("/", "至")
