"""Days whose year, or whose day, has to be told from the rest of the paper: turns of the year, the Republic, 月底."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from drawn import codes, table
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import names_a_month, read_date, read_datetime, read_year_of_the_republic
from neiqin_xl.model.finding import Severity


def listed(*days, header="下单日期", title=None, **how):
    rows = "\n".join(f"| D{i} | {day} | 华新 | 螺栓 | 1 |" for i, day in enumerate(days))
    top = "" if title is None else f"| {title} | | | | |\n"
    return table(f"{top}| 订单号 | {header} | 客户名称 | 品名 | 数量 |\n{rows}", **how)


def ordered(placed, wanted):
    return table(f"""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 要货日期 |
        | D1 | {placed} | 华新 | 螺栓 | 1 | {wanted} |
    """)


def test_a_list_that_goes_over_the_new_year_goes_on_in_the_next():
    found = listed("2026-12-29", "12/30", "12/31", "1/2", "1/2")
    assert found.values["order_date"] == ["2026-12-29", "2026-12-30", "2026-12-31", "2027-01-02", "2027-01-02"]
    assert codes(found) == ["C205", "C205"]


def test_a_list_with_the_newest_first_goes_back_over_the_new_year():
    found = listed("2027-01-03", "1/2", "12/31", "12/30")
    assert found.values["order_date"] == ["2027-01-03", "2027-01-02", "2026-12-31", "2026-12-30"]


def test_a_turn_of_the_year_that_only_a_title_dates_is_asked_about():
    found = listed("12/30", "12/31", "1/2", title="2026年订单")
    assert found.values["order_date"] == [None, None, None]
    assert set(codes(found)) == {"C117"}


def test_a_list_of_a_whole_year_has_one_year():
    found = listed("1/2", "2/3", "6/7", "12/30", title="2026年订单")
    assert found.values["order_date"] == ["2026-01-02", "2026-02-03", "2026-06-07", "2026-12-30"]
    found = listed("2026-01-02", "2/3", "6/7", "12/30")
    assert found.values["order_date"][-1] == "2026-12-30"


def test_a_list_out_of_order_has_one_year_unless_all_of_it_lies_about_the_new_year():
    mixed = listed("12/30", "1/2", "7/1", "3/4", "12/1", "1/9", "5/2", title="2026年订单")
    assert mixed.values["order_date"][0] == "2026-12-30"
    wintry = listed("12/30", "1/2", "12/1", "1/9", "12/3", "2/2", title="2026年订单")
    assert wintry.values["order_date"] == [None] * 6


@pytest.mark.parametrize(
    ("placed", "wanted", "day"),
    [
        ("2026-12-21", "1月5日", "2027-01-05"),
        ("2026-12-21", "12月28日", "2026-12-28"),
        ("2026-01-04", "12月28日", "2025-12-28"),
        ("2026-12-21", "1月底", "2027-01-31"),
        ("2026-12-21", "6月20日", None),
    ],
)
def test_a_day_without_a_year_is_the_one_near_the_papers_other_days(placed, wanted, day):
    found = ordered(placed, wanted)
    assert found.values["required_date"] == [day]
    assert codes(found) == (["C205"] if day else ["C117"])


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.lists(st.integers(0, 25), min_size=1, max_size=12))
def test_a_list_in_order_is_read_back_from_one_whole_date(first, steps):
    days = [first]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    found = listed(first.isoformat(), *(f"{day.month}月{day.day}日" for day in days[1:]))
    assert all(value in (None, day.isoformat()) for value, day in zip(found.values["order_date"], days, strict=True))


TRADITIONAL = "| 訂單號 | 下單日期 | 客戶名稱 | 產品名稱 | 數量 |"


@pytest.mark.parametrize("text", ["113/05/07", "113.5.7", "'1130507", "1130507", "113年5月7日"])
def test_years_of_the_republic_are_read_under_traditional_headers_and_asked_about_under_others(text):
    found = table(f"{TRADITIONAL}\n| D1 | {text} | 华新 | 螺栓 | 1 |")
    assert found.values["order_date"] == ["2024-05-07"]
    assert codes(found) == ["C206"]
    found = listed(text)
    assert found.values["order_date"] == [None]
    assert [(one.code, one.suggestion) for one in found.findings] == [("C125", "2024-05-07")]
    assert "民国 113 年" in found.findings[0].message


def test_one_traditional_character_is_no_evidence():
    found = listed("113/05/07", header="下單日期")
    assert codes(found) == ["C125"]


@pytest.mark.parametrize("text", ["民國113年5月7日", "民国113/05/07", "中華民國113年5月7日"])
def test_a_day_that_names_the_republic_is_one_anywhere(text):
    assert listed(text).values["order_date"] == ["2024-05-07"]


@pytest.mark.parametrize("text", ["99/05/07", "151/05/07", "113/13/07", "2024/05/07", "113/05", "0113/05/07"])
def test_other_years_are_none_of_the_republic(text):
    assert read_year_of_the_republic(text) is None


@given(st.dates(date(2011, 1, 1), date(2061, 12, 31)))
def test_every_day_of_the_republic_comes_back(day):
    year = day.year - 1911
    assert read_year_of_the_republic(f"{year}/{day.month:02}/{day.day:02}") == day
    assert read_year_of_the_republic(f"{year}{day:%m%d}") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年11月底", date(2026, 11, 30)),
        ("2028年2月末", date(2028, 2, 29)),
        ("2026-11-05 下午", date(2026, 11, 5)),
        ("2026年11月5日上午", date(2026, 11, 5)),
        ("2026年13月底", None),
        ("月底", None),
        ("下午", None),
    ],
)
def test_the_end_of_a_month_and_half_a_day_are_days(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(("text", "hour"), [("早上8:30", 8), ("凌晨2:30", 2), ("傍晚6:30", 18), ("下午3:30", 15)])
def test_times_are_told_by_the_half_of_the_day(text, hour):
    assert read_datetime(f"2026-11-05 {text}").hour == hour


@pytest.mark.parametrize("text", ["2026-11", "2026年11月", "11月份", "11月中旬", "月底", "本月底", "下个月"])
def test_a_month_is_no_day_and_that_is_said(text):
    assert names_a_month(text)
    (finding,) = listed(f"'{text}").findings
    assert finding.code == "C107"
    assert "没有写是哪一天" in finding.message


def test_a_day_that_is_only_about_right_comes_with_that_day():
    (finding,) = listed("2026年11月5日前").findings
    assert (finding.code, finding.suggestion) == ("C107", "2026-11-05")


@pytest.mark.parametrize(
    ("text", "day"), [("25号", 25), ("每月25日", 25), ("25", 25), ("月底", 31), ("每月最后一天", 31), ("月中", None)]
)
def test_the_day_of_a_statement_is_a_day_of_every_month(text, day):
    found = table(f"| 客户名称 | 电话 | 税号 | 对账日 |\n| 华新 | 88880000 | 91530100MA6K12345X | '{text} |")
    assert found.values["stmt_day"] == [day]
    assert codes(found) == ([] if day else ["C103"])


@pytest.mark.parametrize("text", ["2026-11-05", "11", "2026", "11月5日"])
def test_a_day_and_a_number_are_no_month(text):
    assert not names_a_month(text)


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["05/08/2026", "19/08/2026"], ["2026-08-05", "2026-08-19"]),
        (["08-05-2026", "08-19-2026", "08-06-2026"], ["2026-08-05", "2026-08-19", "2026-08-06"]),
        (["05/08/2026", "19/08/2026", "45/08/2026"], ["2026-08-05", "2026-08-19", None]),
        (["05/08/2026", "19/08/2026", "05/08/0000"], ["2026-08-05", "2026-08-19", None]),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_read_as_the_same_column_shows(texts, days):
    found = listed(*texts)
    assert found.values["order_date"] == days
    (finding,) = [one for one in found.findings if one.code == "C213"]
    assert f"“{texts[1]}”" in finding.message
    assert [one.row for one in found.findings if one is not finding] == [4] * days.count(None)


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(["06/08/2026"], id="nothing shows it"),
        pytest.param(["19/08/2026", "08/19/2026"], id="shown in both ways"),
        pytest.param(["19/08/2026", "2026-08-20"], id="another way of writing: perhaps turned by Excel"),
        pytest.param(["19/08/2026", date(2026, 8, 6)], id="a cell that is a date: perhaps turned by Excel"),
        pytest.param(["19/08/26"], id="a year of two digits"),
        pytest.param(["45/08/2026"], id="no day at all"),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_asked_about_otherwise(others):
    found = listed("05/08/2026", *others)
    assert found.values["order_date"][0] is None
    assert "C108" in codes(found)
    assert "C213" not in codes(found)


@pytest.mark.parametrize(
    ("dates", "doubted"),
    [
        pytest.param(
            [date(2026, 5, 3), date(2026, 4, 4)], [date(2026, 3, 5), None], id="may be turned, or is the same"
        ),
        pytest.param([date(2026, 5, 3), date(2026, 3, 14)], [None, None], id="a 14th was typed as a date"),
        pytest.param(["'2026-05-03", "'2026-04-03"], [None, None], id="text was never turned"),
    ],
)
@pytest.mark.parametrize("text", ["13/03/2026", "03/13/2026"])
def test_dates_that_excel_may_have_turned_are_asked_about_beside_one_that_it_could_not_read(dates, doubted, text):
    found = listed(*dates, text)
    asked = [one for one in found.findings if one.code == "C217"]
    assert [one.suggestion for one in asked] == [str(day) for day in doubted if day]
    assert found.values["order_date"] == [
        None if to else str(day).strip("'") for day, to in zip(dates, doubted, strict=True)
    ] + ["2026-03-13"]


@pytest.mark.parametrize("text", ["尽快", "请尽快发货", "加急！", "ASAP", "待定", "等客户通知", "越快越好"])
def test_a_day_that_is_not_fixed_yet_is_left_open_and_said(text):
    order = """
        | 订单号 | 下单日期 | 客户 | 品名 | 数量 | 要货日期 |
        | D-1 | 2026-11-05 | 恒泰机电 | 螺栓 | 10 | {} |
        | D-1 | 2026-11-05 | 恒泰机电 | 螺母 | 10 | 2026-11-20 |
    """
    found = table(order.format(text))
    assert found.values["required_date"] == [None, "2026-11-20"]
    assert [(one.code, one.severity) for one in found.findings] == [("C216", Severity.WARNING)]


def test_nor_does_a_label_without_a_day_hold_the_order():
    found = table(
        """
        | 订单号：D-1 客户：恒泰机电 日期：2026-11-05 交货日期：尽快 | | |
        | 品名 | 数量 | 单价 |
        | 螺栓 | 10 | 2 |
        """,
        file="订单.xlsx",
    )
    assert codes(found) == ["C216"]


@pytest.mark.parametrize(("field", "text"), [("下单日期", "尽快"), ("要货日期", "尽快改图"), ("要货日期", "王敏")])
def test_what_says_no_such_thing_or_is_the_day_of_the_paper_is_asked_about(field, text):
    other = "要货日期" if field == "下单日期" else "下单日期"
    found = table(
        f"| 订单号 | 客户 | 品名 | 数量 | {field} | {other} |\n| D-1 | 恒泰机电 | 螺栓 | 10 | {text} | 2026-11-05 |",
        file="订单.xlsx",
    )
    assert codes(found) == ["C107"]
