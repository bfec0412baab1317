from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import (
    datetime_from_serial,
    from_serial,
    is_ambiguous_date,
    is_working_day,
    read_date,
    read_datetime,
)

MAY_7 = date(2024, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2024-5-7",
        "2024-05-07",
        "2024/5/7",
        "2024/05/07",
        "2024.5.7",
        "2024.5.7.",
        "2024。5。7",
        "2024、5、7",
        "20240507",
        "2024年5月7日",
        "2024年05月07日",
        "2024年5月7",
        "2024年5月7号",
        "2024 年 5 月 7 日",
        "24年5月7日",
        "二〇二四年五月七日",
        "2024 - 5 - 7",
        "２０２４／０５／０７",
        "２０２４年５月７日",
        "2024–5–7",
        " 2024-05-07\n",
        "'2024-05-07",
        "2024-05-07 10:00:47",
        "2024-05-07 10:00:47.123",
        "2024/5/7 0:00",
        "2024-05-07T10:00:47",
        "2024-05-07T10:00:47+08:00",
        "2024-05-06T16:00:00.000Z",
        "2024-05-07 10:00:47+08:00",
        "2024年5月7日 10时30分",
        "2024年5月7日10：30",
        "2024年5月7日星期二",
        "2024-05-07（周二）",
        "2024年5月7日 星期二 10:30",
        "May 7, 2024",
        "May 7th, 2024",
        "MAY 7 2024",
        "7 May 2024",
        "07-May-2024",
        "07-May-24",
        "7th May, 2024",
        "2024-May-07",
        "24-5-7",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_date(text) == MAY_7
    assert not is_ambiguous_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/05/2024", date(2024, 5, 13)),
        ("05/13/2024", date(2024, 5, 13)),
        ("31/12/2024", date(2024, 12, 31)),
        ("05/05/2024", date(2024, 5, 5)),
        ("31-12-99", date(1999, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("Jan 5, 2014", date(2014, 1, 5)),
        ("05-Jan-14", date(2014, 1, 5)),
        ("Sept 30, 2024", date(2024, 9, 30)),
        ("5 December 2024", date(2024, 12, 5)),
        ("二〇二四年十一月二十一日", date(2024, 11, 21)),
        ("二〇二四年十月三十日", date(2024, 10, 30)),
        ("2024-05-07 24:00", None),
        ("2024-05-05 星期天", date(2024, 5, 5)),
        ("2024-05-05 周日", date(2024, 5, 5)),
        ("2024-05-06T15:59:59Z", date(2024, 5, 6)),
    ],
)
def test_a_day_with_only_one_reading_is_read(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["05-07-24", "03/04/05", "03/04/2024", "24-05-07", "05.07.24", "03/04/2024 10:00"])
def test_a_day_that_can_be_read_two_ways_is_not_guessed(text):
    assert is_ambiguous_date(text)
    assert read_date(text) is None
    assert read_date(text, 2024) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "月底",
        "待定",
        "11月初",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-5",
        "2024年5月",
        "2024",
        "45419",
        "1234567",
        "20241301",
        "13812345678",
        "113/05/07",
        "民国113年5月7日",
        "0204-05-07",
        "2204-05-07",
        "2024-5/7",
        "2024年5月7日 星期三",
        "2024-05-07 25:00",
        "2024-05-07 10:61",
        "2024-05-07 abc",
        "2024-05-07T10:00+99:00",
        "2024-05-07 08:00-12:00",
        "202405070001",
        "20240507000001",
        "2024-05-07-2024-05-09",
        "2024-05-07~05-09",
        "Jan-14",
        "Foo 5, 2024",
        "十十月五日",
    ],
)
def test_what_names_no_day_is_not_read(text):
    assert read_date(text) is None
    assert read_date(text, 2024) is None
    assert not is_ambiguous_date(text)


@pytest.mark.parametrize("text", ["5月7日", "5月7号", "5/7", "05-07", "五月七日", "5月7日 10:30", "7-May", "May 7"])
def test_a_day_without_year_wants_to_be_told_the_year(text):
    assert read_date(text) is None
    assert read_date(text, 2024) == MAY_7
    assert read_date(text, 2025) == date(2025, 5, 7)


def test_the_last_of_february_is_no_day_in_every_year():
    assert read_date("2/29", 2024) == date(2024, 2, 29)
    assert read_date("2/29", 2025) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-07", "2024-05-07 00:00:00"),
        ("2024-05-07 10:00:47", "2024-05-07 10:00:47"),
        ("2024/5/7 9:05", "2024-05-07 09:05:00"),
        ("20240507 235959", None),
        ("2024-05-07 下午 3:05", "2024-05-07 15:05:00"),
        ("2024-05-07 下午3时5分6秒", "2024-05-07 15:05:06"),
        ("2024-05-07 3:05 PM", "2024-05-07 15:05:00"),
        ("2024-05-07 12:10 AM", "2024-05-07 00:10:00"),
        ("2024-05-07 12:10 PM", "2024-05-07 12:10:00"),
        ("2024-05-07 上午 10点", "2024-05-07 10:00:00"),
        ("2024-05-07 中午 12:30", "2024-05-07 12:30:00"),
        ("2024-05-06T16:30:00Z", "2024-05-07 00:30:00"),
        ("2024-05-07T00:30:00+09:00", "2024-05-06 23:30:00"),
        ("2024-05-06T08:30:00-0800", "2024-05-07 00:30:00"),
    ],
)
def test_a_time_beside_the_day_is_read(text, moment):
    found = read_datetime(text)
    assert (found and str(found)) == moment


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back_from_each_of_its_usual_writings(day):
    y, m, d = day.year, day.month, day.day
    texts = [str(day), f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}{m:02}{d:02}", f"{y}年{m}月{d}日", f"{day} 08:00"]
    assert {read_date(text) for text in texts} == {day}


@given(st.text("0123456789年月日号-/. :T上下午星期一二十aMyJnpm，", max_size=20))
def test_no_text_at_all_stops_the_reader(text):
    day = read_date(text, 2024)
    assert day is None or 1900 <= day.year <= 2099
    assert not is_ambiguous_date(text) or read_date(text) is None


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (45419, date(2024, 5, 7)),
        (45419.99, date(2024, 5, 7)),
        (2958465, date(9999, 12, 31)),
    ],
)
def test_a_serial_counts_from_1900_with_the_day_that_never_was(number, day):
    assert from_serial(number) == day


@pytest.mark.parametrize("number", [0, -1, 0.5, 60, 60.7, 2958466, float("nan"), float("inf")])
def test_a_serial_that_is_no_day_is_refused(number):
    with pytest.raises(ValueError, match="no day has the serial number"):
        from_serial(number)


def test_a_serial_of_1904_is_four_years_and_a_day_later():
    assert from_serial(0, epoch_1904=True) == date(1904, 1, 1)
    assert from_serial(45419 - 1462, epoch_1904=True) == MAY_7
    with pytest.raises(ValueError, match="no day"):
        from_serial(-1, epoch_1904=True)


def test_the_time_of_a_serial_is_rounded_to_the_second_that_was_meant():
    assert str(datetime_from_serial(45419.4172106481)) == "2024-05-07 10:00:47"
    assert str(datetime_from_serial(45418.999999999)) == "2024-05-07 00:00:00"


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 10, 1), False),  # National Day
        (date(2024, 9, 29), True),  # a Sunday that makes up for it
        (date(2024, 5, 7), True),
        (date(2024, 5, 11), True),  # a Saturday that makes up for Labour Day
        (date(2024, 5, 19), False),
        (date(2090, 5, 5), True),  # a Friday in a year without announced holidays
        (date(2090, 5, 6), False),
        (date(1990, 10, 1), True),
    ],
)
def test_working_days_follow_the_announced_holidays(day, working):
    assert is_working_day(day) is working
