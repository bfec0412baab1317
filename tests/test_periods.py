from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import Period, cut_month, month_of, parse_period, period_of, week_of

TODAY = date(2026, 11, 21)  # a Saturday
STARTS = ["monday", "saturday"]

YEAR_TURNS = [
    # day, Monday to Sunday, Saturday to Friday
    ("2026-12-27", "2026-W52", "2026-W53"),
    ("2026-12-28", "2026-W53", "2026-W53"),
    ("2027-01-01", "2026-W53", "2026-W53"),
    ("2027-01-02", "2026-W53", "2027-W01"),
    ("2027-01-03", "2026-W53", "2027-W01"),
    ("2027-01-04", "2027-W01", "2027-W01"),
    ("2024-12-28", "2024-W52", "2025-W01"),
    ("2024-12-29", "2024-W52", "2025-W01"),
    ("2024-12-30", "2025-W01", "2025-W01"),
    ("2025-01-03", "2025-W01", "2025-W01"),
    ("2025-01-04", "2025-W01", "2025-W02"),
    ("2020-12-31", "2020-W53", "2020-W53"),
    ("2021-01-02", "2020-W53", "2021-W01"),
    ("2022-12-31", "2022-W52", "2023-W01"),
    ("2023-01-01", "2022-W52", "2023-W01"),
    ("2023-01-02", "2023-W01", "2023-W01"),
    ("2023-12-30", "2023-W52", "2024-W01"),
    ("2024-01-05", "2024-W01", "2024-W01"),
]


@pytest.mark.parametrize(("day", "monday", "saturday"), YEAR_TURNS)
def test_a_week_is_named_by_the_iso_week_of_its_last_working_day(day, monday, saturday):
    assert week_of(date.fromisoformat(day)).name == monday
    assert week_of(date.fromisoformat(day), "saturday").name == saturday


@pytest.mark.parametrize("start", STARTS)
def test_weeks_follow_each_other_without_gap_and_no_two_share_a_name(start):
    week = week_of(date(2014, 12, 28), start)
    names = set()
    while week.since < date(2031, 1, 6):
        assert week.days == 7
        assert all(week_of(week.since + timedelta(days=n), start) == week for n in range(7))
        assert parse_period(week.name, TODAY, start) == parse_period(week.shown, TODAY, start) == week
        assert week_of(week.before, start).previous() == week
        assert week.name not in names
        names.add(week.name)
        week = week_of(week.before, start)


@pytest.mark.parametrize(
    ("name", "start", "shown"),
    [
        ("2026-W47", "monday", "2026年第47周（11-16 至 11-22）"),
        ("2026-W47", "saturday", "2026年第47周（11-14 至 11-20）"),
        ("2026-W53", "monday", "2026年第53周（2026-12-28 至 2027-01-03）"),
        ("2026-W01", "saturday", "2026年第1周（2025-12-27 至 2026-01-02）"),
        ("2026-11", "monday", "2026年11月"),
        ("2026-Q4", "monday", "2026年第4季度"),
        ("2026", "monday", "2026年"),
        ("2026-11-05", "monday", "2026-11-05"),
        ("2024-01/2025-12", "monday", "2024年1月 至 2025年12月"),
        ("2026-11-01/2026-11-15", "monday", "2026-11-01 至 2026-11-15"),
    ],
)
def test_a_period_is_shown_as_a_clerk_reads_it_and_read_back(name, start, shown):
    period = parse_period(name, TODAY, start)
    assert (period.name, period.shown) == (name, shown)
    assert parse_period(shown, TODAY, start) == period


@pytest.mark.parametrize(
    ("text", "since", "last"),
    [
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026/2", "2026-02-01", "2026-02-28"),
        ("2026年11月", "2026-11-01", "2026-11-30"),
        ("2026W47", "2026-11-16", "2026-11-22"),
        ("2026-w47", "2026-11-16", "2026-11-22"),
        ("2026Q4", "2026-10-01", "2026-12-31"),
        ("2026年第1季度", "2026-01-01", "2026-03-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2026年11月5日", "2026-11-05", "2026-11-05"),
        ("2024-01/2025-12", "2024-01-01", "2025-12-31"),
        ("2026/11/1~2026/11/15", "2026-11-01", "2026-11-15"),
        ("2026-11-01 至 2026-11-15", "2026-11-01", "2026-11-15"),
        ("2026-W01/2026-W02", "2025-12-29", "2026-01-11"),
        ("今天", "2026-11-21", "2026-11-21"),
        ("昨天", "2026-11-20", "2026-11-20"),
        ("本周", "2026-11-16", "2026-11-22"),
        ("上周", "2026-11-09", "2026-11-15"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("上月", "2026-10-01", "2026-10-31"),
        (" 上个月 ", "2026-10-01", "2026-10-31"),
        ("本季", "2026-10-01", "2026-12-31"),
        ("上季", "2026-07-01", "2026-09-30"),
        ("今年", "2026-01-01", "2026-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_period_is_read_as_people_name_it(text, since, last):
    period = parse_period(text, TODAY)
    assert (str(period.since), str(period.last)) == (since, last)
    assert period.before == period.last + timedelta(days=1)


def test_on_a_saturday_this_week_begins_where_weeks_begin_on_saturdays():
    assert parse_period("本周", TODAY, "saturday").since == TODAY
    assert parse_period("上周", TODAY, "saturday").last == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("随便", "“随便”不是期间，请写成 2026-11"),
        ("", "“”不是期间"),
        ("2026-13", "“2026-13”不是期间"),
        ("2026-02-30", "不是期间"),
        ("2025-W53", "2025 年没有第 53 周，最后一周是第 52 周"),
        ("2026-W00", "2026 年没有第 0 周"),
        ("0000-W01", "不是期间"),
        ("2026-Q5", "不是期间"),
        ("2026-11-15/2026-11-01", "结束早于开始"),
        ("2026-11/随便", "不是期间"),
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(text, said):
    with pytest.raises(ValueError, match=said):
        parse_period(text, TODAY)


@pytest.mark.parametrize(
    ("name", "previous", "year_before"),
    [
        ("2026-11-05", "2026-11-04", "2025-11-05"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2026-01-01", "2025-12-31", "2025-01-01"),
        ("2026-W47", "2026-W46", "2025-W47"),
        ("2026-W53", "2026-W52", "2025-W52"),
        ("2027-W01", "2026-W53", "2026-W01"),
        ("2024-02", "2024-01", "2023-02"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026", "2025", "2025"),
        ("2024-01/2025-12", "2022-01/2023-12", "2023-01/2024-12"),
        ("2025-02/2025-02", "2025-01/2025-01", "2024-02/2024-02"),
        ("2024-02/2024-02", "2024-01/2024-01", "2023-02/2023-02"),
        ("2026-11-01/2026-11-15", "2026-10-17/2026-10-31", "2025-11-01/2025-11-15"),
        ("2024-02-15/2024-02-29", "2024-01-31/2024-02-14", "2023-02-15/2023-02-28"),
    ],
)
def test_a_period_knows_the_one_before_it_and_the_one_a_year_ago(name, previous, year_before):
    period = parse_period(name, TODAY)
    assert period.previous().name == previous
    assert period.previous().before == period.since
    assert period.year_before().name == year_before


@pytest.mark.parametrize("start", STARTS)
def test_a_week_and_the_weeks_around_it_begin_on_the_same_weekday(start):
    week = parse_period("2026-W53", TODAY, start)
    assert week.year_before() == parse_period("2025-W52", TODAY, start)
    assert {one.since.weekday() for one in week.preceding(60)} == {week.since.weekday()}


def test_the_preceding_periods_end_with_the_period_itself():
    period = parse_period("2026-02", TODAY)
    assert [one.name for one in period.preceding(4)] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert period.preceding(1) == [period]
    assert period.preceding(0) == []


@pytest.mark.parametrize("kind", ["day", "week", "month", "quarter", "year"])
@given(day=st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_its_period_and_outside_the_one_before(kind, day):
    period = period_of(day, kind)
    assert day in period
    assert day not in period.previous()
    assert period.kind == period.previous().kind == period.year_before().kind == kind
    assert parse_period(period.name, TODAY) == period


def test_a_month_ends_before_the_first_of_the_next():
    assert month_of(date(2026, 12, 31)) == Period("month", date(2026, 12, 1), date(2027, 1, 1), "2026-12")


def test_a_day_alone_decides_no_range():
    with pytest.raises(ValueError, match="range"):
        period_of(TODAY, "range")


@pytest.mark.parametrize(
    ("month", "day", "name"),
    [
        ("2026-11", 25, "2026-10-26/2026-11-25"),
        ("2026-01", 25, "2025-12-26/2026-01-25"),
        ("2026-11", 31, "2026-11"),
        ("2026-11", 30, "2026-10-31/2026-11-30"),
        ("2026-02", 30, "2026-01-31/2026-02-28"),
        ("2026-03", 30, "2026-03-01/2026-03-30"),
        ("2028-02", 29, "2028-01-30/2028-02-29"),
        ("2026-02", 31, "2026-02"),
    ],
)
def test_a_month_that_is_cut_earlier_begins_the_day_after_the_cut_before(month, day, name):
    assert cut_month(parse_period(month, date(2026, 12, 2)), day).name == name


@given(st.integers(1, 31), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_cut_months_follow_each_other_without_gap(day, some):
    month = month_of(some)
    assert cut_month(month.previous(), day).before == cut_month(month, day).since
