"""When to remind, when money is to come, when to invoice: every edge from both sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import period_of
from neiqin_xl.reconcile.invoice_calendar import Urgency, booked_for, invoice_by, urgency
from neiqin_xl.reconcile.planned import Plan, planned, together
from neiqin_xl.reconcile.reminding import Stage, stage

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("left", "found"),
    [
        (-400, Stage.LATE),
        (-1, Stage.LATE),
        (0, Stage.TODAY),
        (1, Stage.SOON),
        (3, Stage.SOON),
        (4, Stage.COMING),
        (7, Stage.COMING),
        (8, None),
    ],
)
def test_reminders_begin_seven_days_before_press_from_three_and_turn_the_day_after(left, found):
    assert stage(TODAY + timedelta(days=left), TODAY, (7, 3)) is found


def test_the_days_before_are_a_setting_and_what_has_not_begun_is_no_reminder():
    assert stage(TODAY + timedelta(days=10), TODAY, (10, 5)) is Stage.COMING
    assert stage(None, TODAY, (7, 3)) is None


WEEKS = [period_of(TODAY + timedelta(days=7 * n), "week") for n in range(4)]


@pytest.mark.parametrize(
    ("due", "plan"),
    [
        ("2026-11-16", Plan(1, (0, 0, 0, 0), 0, 0)),
        ("2026-11-17", Plan(1, (0, 0, 0, 0), 0, 0)),
        ("2026-11-18", Plan(0, (1, 0, 0, 0), 0, 0)),
        ("2026-11-22", Plan(0, (1, 0, 0, 0), 0, 0)),
        ("2026-11-23", Plan(0, (0, 1, 0, 0), 0, 0)),
        ("2026-12-13", Plan(0, (0, 0, 0, 1), 0, 0)),
        ("2026-12-14", Plan(0, (0, 0, 0, 0), 1, 0)),
        (None, Plan(0, (0, 0, 0, 0), 0, 1)),
    ],
)
def test_money_is_planned_for_the_week_that_holds_its_due_day(due, plan):
    assert planned([(due and date.fromisoformat(due), 1)], TODAY, WEEKS) == plan


DUE = st.none() | st.integers(-100, 100).map(lambda n: TODAY + timedelta(days=n))


@given(st.lists(st.tuples(DUE, st.integers(0, 10**6)), max_size=10), st.integers(0, 10))
def test_a_plan_holds_all_that_is_open_however_it_is_split(amounts, at):
    whole = planned(amounts, TODAY, WEEKS)
    assert whole.whole == sum(amount for _, amount in amounts)
    assert together([planned(amounts[:at], TODAY, WEEKS), planned(amounts[at:], TODAY, WEEKS)], 4) == whole


def is_working(day):
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("shipped", "closing_day", "last"),
    [
        ("2026-11-05", None, "2026-11-30"),
        ("2026-11-05", 25, "2026-11-25"),
        ("2026-11-25", 25, "2026-11-25"),
        ("2026-11-26", 25, "2026-12-25"),
        ("2026-12-26", 25, "2027-01-25"),
        ("2026-02-28", 31, "2026-02-28"),
        ("2027-01-31", 30, "2027-02-28"),
        ("2026-11-05", 0, "2026-11-30"),
        ("2026-11-05", 32, "2026-11-30"),
    ],
)
def test_goods_are_invoiced_by_the_customers_next_closing_day_or_the_months_end(shipped, closing_day, last):
    assert invoice_by(shipped, closing_day) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("last", "booked"), [("2026-11-25", "2026-11-20"), ("2026-11-23", "2026-11-18"), ("2026-11-20", "2026-11-17")]
)
def test_an_invoice_is_booked_three_working_days_before_the_last_day(last, booked):
    assert booked_for(date.fromisoformat(last), is_working) == date.fromisoformat(booked)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("2026-11-17", Urgency.LATE),
        ("2026-11-18", Urgency.TODAY),
        ("2026-11-19", Urgency.SOON),
        ("2026-11-23", Urgency.SOON),
        ("2026-11-24", Urgency.LATER),
    ],
)
def test_how_urgent_an_invoice_is(last, found):
    assert urgency(date.fromisoformat(last), TODAY, is_working) is found


@pytest.mark.parametrize(
    ("booked", "found"), [("2026-11-17", Urgency.MISSED), ("2026-11-18", Urgency.TODAY), ("2026-11-19", Urgency.BOOKED)]
)
def test_what_is_booked_goes_before_the_last_day(booked, found):
    for last in ("2026-10-25", "2026-11-18", "2026-12-25"):
        assert urgency(date.fromisoformat(last), TODAY, is_working, date.fromisoformat(booked)) is found
