"""When goods are due under terms as customers write them (RULES 16)."""

from __future__ import annotations

from datetime import date

import pytest

from neiqin_xl.money import RATE_ONE
from neiqin_xl.settlement import Counting, Delivery, dues, months_after, read_terms, statement_month_end


def due(terms, shipped, counting=None, **known):
    """The day on which all is due, as text."""
    (one,) = dues(read_terms(terms), Delivery(date.fromisoformat(shipped), **known), counting)
    assert one.share == RATE_ONE
    return None if one.on is None else one.on.isoformat()


@pytest.mark.parametrize(
    ("terms", "shipped", "on"),
    [
        ("款到发货", "2026-01-15", "2026-01-15"),
        ("现结", "2026-01-15", "2026-01-15"),
        ("货到付款", "2026-01-15", "2026-01-15"),
        ("当月结", "2026-01-15", "2026-01-31"),
        ("月结30天", "2026-01-15", "2026-02-28"),
        ("月结30天", "2028-01-15", "2028-02-29"),
        ("月结60天", "2026-01-31", "2026-03-31"),
        ("月结90天", "2025-11-30", "2026-02-28"),
        ("月结45天", "2026-01-15", "2026-03-17"),
        ("月结", "2026-01-15", "2026-02-28"),
        ("次月15号", "2026-01-15", "2026-02-15"),
        ("次月31号", "2026-01-15", "2026-02-28"),
        ("30天账期", "2026-01-15", "2026-02-14"),
        ("票到30天", "2026-01-15", None),
        ("见票付款", "2026-01-15", None),
        ("压一批", "2026-01-15", None),
        ("周结", "2026-01-15", "2026-01-18"),
        ("季结", "2026-02-15", "2026-03-31"),
        ("半年结", "2026-07-01", "2026-12-31"),
        ("年结", "2026-01-15", "2026-12-31"),
    ],
)
def test_terms_give_the_day_on_which_goods_are_due(terms, shipped, on):
    assert due(terms, shipped) == on


def test_what_arrives_is_due_from_its_signature():
    assert due("货到付款", "2026-01-15", signed=date(2026, 1, 20)) == "2026-01-20"
    assert due("30天账期", "2026-01-15", signed=date(2026, 1, 20)) == "2026-02-19"


def test_the_time_of_an_invoice_runs_from_the_invoice():
    assert due("票到30天", "2026-01-15", invoiced=date(2026, 2, 1)) == "2026-03-03"


def test_a_batch_is_due_when_the_next_one_goes():
    later = (date(2026, 1, 15), date(2026, 2, 3), date(2026, 2, 20))
    assert due("压一批", "2026-01-15", later=later) == "2026-02-03"
    assert due("压2批", "2026-01-15", later=later) == "2026-02-20"


def test_a_bare_monthly_term_takes_the_customers_own_days():
    assert due("月结", "2026-01-15", Counting(credit_days=60)) == "2026-03-31"


def test_by_days_sixty_is_sixty_days():
    assert due("月结60天", "2026-01-15", Counting(by_days=True)) == "2026-04-01"


@pytest.mark.parametrize(("day", "end"), [("2026-01-25", "2026-01-31"), ("2026-01-26", "2026-02-28")])
def test_goods_after_the_cut_belong_to_the_month_in_which_the_next_cut_falls(day, end):
    assert statement_month_end(date.fromisoformat(day), 25).isoformat() == end


def test_a_cut_on_the_last_day_is_none():
    assert statement_month_end(date(2026, 2, 28), 31) == date(2026, 2, 28)
    assert statement_month_end(date(2026, 2, 27), 28) == date(2026, 2, 28)


def test_the_last_of_a_month_answers_to_the_last_of_another():
    assert months_after(date(2026, 2, 28), 1) == date(2026, 3, 31)
    assert months_after(date(2026, 1, 30), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 1, 31), -2) == date(2025, 11, 30)


def test_parts_are_due_each_at_its_own_event_and_make_the_whole():
    terms = read_terms("30%定金，60%货到30天，10%质保金")
    first, second, last = dues(terms, Delivery(date(2026, 1, 15), signed=date(2026, 1, 20)))
    assert [first.share, second.share, last.share] == [3 * RATE_ONE // 10, 6 * RATE_ONE // 10, RATE_ONE // 10]
    assert (first.on, second.on, last.on) == (date(2026, 1, 15), date(2026, 2, 19), None)
