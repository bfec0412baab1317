"""Credit: which grant holds, what an exposure is, and what a check says on either side of its edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from neiqin_xl.reconcile.credit import Check, Counts, Exposure, Grant, Verdict, check, days_late, grant_on
from neiqin_xl.reconcile.items import OpenItem

JUNE = date(2026, 6, 1)
GRANT = Grant(JUNE, 100_000, 20_000)


@pytest.mark.parametrize(
    ("day", "limit"),
    [("2026-05-31", None), ("2026-06-01", 100), ("2026-08-31", 100), ("2026-09-01", 300), ("2026-12-31", 300),
     ("2027-01-01", None)],
)  # fmt: skip
def test_the_grant_of_a_day_is_the_newest_that_has_begun_and_not_ended(day, limit):
    grants = [Grant(each, limit, until=date(2026, 12, 31)) for each, limit in ((JUNE, 100), (date(2026, 9, 1), 300))]
    found = grant_on(grants, date.fromisoformat(day))
    assert (found.limit if found else None) == limit


def test_an_older_grant_without_an_end_holds_again_when_the_newer_one_is_over():
    grants = [Grant(JUNE, 100), Grant(date(2026, 9, 1), 300, until=date(2026, 9, 30))]
    assert grant_on(grants, date(2026, 9, 30)).limit == 300
    assert grant_on(grants, date(2026, 10, 1)).limit == 100


@pytest.mark.parametrize(
    ("owed", "late", "verdict", "over"),
    [
        (100_000, 0, Verdict.PASSED, 0),
        (100_001, 0, Verdict.APPROVED, 0),
        (120_000, 0, Verdict.APPROVED, 0),
        (120_001, 0, Verdict.OVER, 1),
        (120_001, 1, Verdict.BOTH, 1),
        (120_000, 1, Verdict.LATE, 0),
        (-5_000, 0, Verdict.PASSED, 0),
    ],
)
def test_a_check_says_passed_approved_over_late_or_both(owed, late, verdict, over):
    found = check(GRANT, Exposure(owed), late)
    assert (found.verdict, found.over, found.free) == (verdict, over, 120_000 - owed)


def test_without_a_limit_only_what_is_late_counts():
    assert check(None, Exposure(10**9), 0) == Check(10**9, None, 0, 0, Verdict.NO_LIMIT)
    assert check(Grant(JUNE, None), Exposure(10**9), 3).verdict is Verdict.LATE


def test_a_limit_of_nothing_is_payment_in_advance_only():
    assert check(Grant(JUNE, 0), Exposure(0), 0).verdict is Verdict.PASSED
    assert check(Grant(JUNE, 0), Exposure(1), 0).verdict is Verdict.OVER


@pytest.mark.parametrize(
    ("counts", "total"),
    [((), 70_000), ((Counts.ORDERS,), 110_000), ((Counts.SHIPPED,), 75_000), (tuple(Counts), 117_000)],
)
def test_what_counts_is_the_grants_choice_and_else_the_offices(counts, total):
    exposure, counts = Exposure(70_000, 40_000, 5_000, 2_000), frozenset(counts)
    assert check(Grant(JUNE, 100_000, counts=counts), exposure, 0).exposure == total
    assert check(Grant(JUNE, 100_000), exposure, 0, counts).exposure == total
    assert check(None, exposure, 0, counts).exposure == total


def test_a_grant_goes_before_the_office_but_says_nothing_of_bills():
    exposure, usual = Exposure(70_000, 40_000, 5_000, 2_000), frozenset(Counts)
    assert check(Grant(JUNE, 100_000, counts=frozenset()), exposure, 0, usual).exposure == 72_000
    assert check(Grant(JUNE, 100_000, counts=frozenset({Counts.ORDERS})), exposure, 0, usual).exposure == 112_000


def test_what_was_paid_in_advance_is_taken_off_once():
    # 80,000 of goods and 30,000 paid in advance are a balance of 50,000, and an exposure of no less (RULES 15).
    assert check(GRANT, Exposure(80_000 - 30_000), 0).exposure == 50_000


@pytest.mark.parametrize(
    ("due", "granted", "late"),
    [(0, None, 0), (1, None, 1), (None, None, 0), (None, 30, 70), (None, 100, 0), (None, 99, 1), (1, 30, 1)],
)
def test_a_paper_is_late_from_the_day_after_it_is_due_or_after_the_days_granted(due, granted, late):
    today = date(2026, 11, 22)
    on = None if due is None else today - timedelta(days=due)
    item = OpenItem("S", today - timedelta(days=100), 1, on)
    assert days_late(item, today, granted) == late
