"""Periods that reports and statements are made for: days, weeks, months, quarters, years and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from neiqin_xl.dates.written import read_date
from neiqin_xl.first_use import late_pattern

_DAY = timedelta(days=1)
_FRIDAY = 4
_FIRST_DAY = {"monday": 0, "saturday": 5}
_ASKED = "请写成 2026-11、2026-W47、2026-Q4、2026、2026-11-05 或 2026-01/2026-06 这样的期间，也可以写 本周、上月、今年"

_YEAR = re.compile(r"(\d{4})年?")
_QUARTER = late_pattern(r"(\d{4})(?:-?Q|年第?)([1-4])(?:季度?)?", re.IGNORECASE)
_MONTH = late_pattern(r"(\d{4})[-/.年](\d{1,2})月?")
_WEEK = late_pattern(r"(\d{4})(?:-?W|年第)(\d{1,2})周?", re.IGNORECASE)
_UNTIL = ("至", "到", "~", "/")


@dataclass(frozen=True)
class Period:
    """Days from `since` up to but not including `before`. `name` is its short name, which `parse_period` reads back."""

    kind: str
    since: date
    before: date
    name: str

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.before

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.before - _DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.before - self.since).days

    @property
    def shown(self) -> str:
        """The period as a clerk reads it; a week always with its dates."""
        match self.kind:
            case "month":
                return f"{self.since.year}年{self.since.month}月"
            case "week":
                year, week = self.name.split("-W")
                return f"{year}年第{int(week)}周（{_span(self.since, self.last)}）"
            case "quarter":
                return f"{self.since.year}年第{self.name[-1]}季度"
            case "year":
                return f"{self.since.year}年"
            case "range" if _is_months(self.since, self.before):
                return f"{self.since.year}年{self.since.month}月 至 {self.last.year}年{self.last.month}月"
            case "range":
                return f"{self.since} 至 {self.last}"
            case _:
                return str(self.since)

    def previous(self) -> Period:
        """The period of its kind just before it; of a range, as many months or days before it."""
        match self.kind:
            case "range" if _is_months(self.since, self.before):
                return _range(_months_on(self.since, -_months_between(self.since, self.before)), self.since)
            case "range":
                return _range(self.since - (self.before - self.since), self.since)
            case _:
                return period_of(self.since - _DAY, self.kind, self._week_start)

    def year_before(self) -> Period:
        """The same period a year earlier: the same week number, or the last week of a year that lacks it.

        The last of February answers to the last of February.
        """
        match self.kind:
            case "week":
                year, week = (int(part) for part in self.name.split("-W"))
                return _week(year - 1, min(week, _weeks_in(year - 1)), self._week_start)
            case "range" if not _is_months(self.since, self.before):
                return _range(_months_on(self.since, -12), _months_on(self.last, -12) + _DAY)
            case "range":
                return _range(_months_on(self.since, -12), _months_on(self.before, -12))
            case _:
                return period_of(_months_on(self.since, -12), self.kind, self._week_start)

    def preceding(self, n: int) -> list[Period]:
        """The last n periods of its kind up to and including itself, oldest first."""
        periods = [self]
        while len(periods) < n:
            periods.append(periods[-1].previous())
        return periods[n - 1 :: -1] if n > 0 else []

    @property
    def _week_start(self) -> str:
        return "saturday" if self.kind == "week" and self.since.weekday() == 5 else "monday"


def period_of(day: date, kind: str, week_start: str = "monday") -> Period:
    """The period of that kind that holds the day. ValueError for a range, which no day alone decides."""
    first = day.replace(day=1)
    match kind:
        case "day":
            return Period("day", day, day + _DAY, str(day))
        case "week":
            return week_of(day, week_start)
        case "month":
            return Period("month", first, _months_on(first, 1), f"{day:%Y-%m}")
        case "quarter":
            quarter = (day.month + 2) // 3
            first = date(day.year, 3 * quarter - 2, 1)
            return Period("quarter", first, _months_on(first, 3), f"{day.year}-Q{quarter}")
        case "year":
            return Period("year", date(day.year, 1, 1), date(day.year + 1, 1, 1), str(day.year))
        case _:
            raise ValueError(f"a day alone decides no {kind}")


def week_of(day: date, week_start: str = "monday") -> Period:
    """The week that holds the day, Monday to Sunday or Saturday to Friday, named by the ISO week of its Friday."""
    first = day - timedelta(days=(day.weekday() - _FIRST_DAY[week_start]) % 7)
    friday = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
    year, week, _ = friday.isocalendar()
    return Period("week", first, first + timedelta(days=7), f"{year}-W{week:02d}")


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    return period_of(day, "month")


def cut_month(month: Period, day: int) -> Period:
    """The month of whoever cuts it on that day: from the day after the cut before, up to and including the cut.

    A month that is shorter is cut on its last day; cut on the 31st, it is the calendar's.
    """
    since, before = (one.since + timedelta(days=min(day, one.days)) for one in (month.previous(), month))
    return month if (since, before) == (month.since, month.before) else _range(since, before)


def parse_period(text: str, today: date, week_start: str = "monday") -> Period:
    """The period that a person named: 2026-11, 2026-W47, 2026-Q4, 2026, 2026-11-05, 2024-01/2025-12, 本周, 上月.

    ValueError, with a sentence that can be shown to a clerk, for anything else.
    """
    words = text.strip().partition("（")[0].replace(" ", "")
    found = _relative(words, today, week_start) or _named(words, week_start)
    if found:
        return found
    first, _, last = words.partition(next((mark for mark in _UNTIL if words.count(mark) == 1), "/"))
    since, until = _named(first, week_start), _named(last, week_start)
    if not since or not until:
        raise ValueError(f"“{text}”不是期间，{_ASKED}")
    if until.before <= since.since:
        raise ValueError(f"“{text}”的结束早于开始，请把较早的一头写在前面")
    return _range(since.since, until.before)


def _relative(words: str, today: date, week_start: str) -> Period | None:
    named: dict[str, tuple[str, int]] = {
        "今天": ("day", 0), "昨天": ("day", 1), "前天": ("day", 2),
        "本周": ("week", 0), "这周": ("week", 0), "上周": ("week", 1),
        "本月": ("month", 0), "这个月": ("month", 0), "上月": ("month", 1), "上个月": ("month", 1),
        "本季": ("quarter", 0), "本季度": ("quarter", 0), "上季": ("quarter", 1), "上季度": ("quarter", 1),
        "今年": ("year", 0), "本年": ("year", 0), "去年": ("year", 1), "上年": ("year", 1),
    }  # fmt: skip
    if words not in named:
        return None
    kind, back = named[words]
    return period_of(today, kind, week_start).preceding(back + 1)[0]


def _named(words: str, week_start: str) -> Period | None:
    if found := _YEAR.fullmatch(words):
        return _in_calendar(int(found[1]), 1, "year")
    if found := _MONTH.fullmatch(words):
        return _in_calendar(int(found[1]), int(found[2]), "month")
    if found := _QUARTER.fullmatch(words):
        return _in_calendar(int(found[1]), 3 * int(found[2]), "quarter")
    if (found := _WEEK.fullmatch(words)) and 1900 <= int(found[1]) < 2100:
        if 1 <= int(found[2]) <= _weeks_in(int(found[1])):
            return _week(int(found[1]), int(found[2]), week_start)
        raise ValueError(f"{found[1]} 年没有第 {int(found[2])} 周，最后一周是第 {_weeks_in(int(found[1]))} 周")
    day = read_date(words)
    return period_of(day, "day") if day else None


def _in_calendar(year: int, month: int, kind: str) -> Period | None:
    known = 1900 <= year < 2100 and 1 <= month <= 12
    return period_of(date(year, month, 1), kind) if known else None


def _week(year: int, week: int, week_start: str) -> Period:
    return week_of(date.fromisocalendar(year, week, _FRIDAY + 1), week_start)


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _range(since: date, before: date) -> Period:
    last = before - _DAY
    name = f"{since:%Y-%m}/{last:%Y-%m}" if _is_months(since, before) else f"{since}/{last}"
    return Period("range", since, before, name)


def _is_months(since: date, before: date) -> bool:
    return since.day == before.day == 1


def _months_between(since: date, before: date) -> int:
    return 12 * (before.year - since.year) + before.month - since.month


def _months_on(day: date, months: int) -> date:
    """The day so many months later; the last of the month where that month is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    beyond = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), beyond - _DAY)


def _span(since: date, last: date) -> str:
    if since.year != last.year:
        return f"{since} 至 {last}"
    return f"{since:%m-%d} 至 {last:%m-%d}"
