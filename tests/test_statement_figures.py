"""The figures of a statement: the worked numbers, and that every closing is the next month's opening."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import parse_period, period_of
from neiqin_xl.money import in_words
from neiqin_xl.reconcile.statement import Movement, Sort, detailed

NOVEMBER = parse_period("2026-11", date(2026, 11, 22))


def moved(sort, day, amount, number=""):
    return Movement(sort, date.fromisoformat(f"2026-{day}"), number, round(amount * 100))


def test_the_worked_example_closes_to_the_fen():
    stated = detailed(
        [
            moved(Sort.OPENING, "10-31", 12000),
            moved(Sort.SHIPMENT, "11-05", 35600.5),
            moved(Sort.RETURN, "11-07", 1250),
            moved(Sort.ALLOWANCE, "11-09", 300),
            moved(Sort.RECEIPT, "11-20", 30000),
            moved(Sort.ROUNDING, "11-20", 0.5),
        ],
        NOVEMBER,
    )
    assert (stated.summary.opening, stated.summary.adjusted, stated.summary.closing) == (1200000, -30000, 1605000)
    assert [line.balance for line in stated.lines] == [4760050, 4635050, 4605050, 1605050, 1605000]


def test_what_is_paid_in_advance_is_a_balance_below_nothing():
    stated = detailed([moved(Sort.SHIPMENT, "11-05", 8000), moved(Sort.RECEIPT, "11-06", 10000)], NOVEMBER)
    assert stated.summary.closing == -200000
    assert in_words(stated.summary.closing) == "负贰仟元整"


def test_a_refund_of_what_came_back_ends_at_nothing():
    stated = detailed(
        [
            moved(Sort.SHIPMENT, "10-05", 10000),
            moved(Sort.RECEIPT, "10-06", 10000),
            moved(Sort.RETURN, "11-05", 3000),
            moved(Sort.REFUND, "11-06", 3000),
        ],
        NOVEMBER,
    )
    assert (stated.summary.opening, stated.summary.closing) == (0, 0)
    assert stated.summary.sums[Sort.REFUND] == 300000


def test_movements_of_a_day_are_listed_by_kind_then_number():
    stated = detailed(
        [
            moved(Sort.RECEIPT, "11-05", 1),
            moved(Sort.SHIPMENT, "11-05", 2, "S2"),
            moved(Sort.SHIPMENT, "11-05", 3, "S1"),
        ],
        NOVEMBER,
    )
    assert [(line.movement.sort, line.movement.number) for line in stated.lines] == [
        (Sort.SHIPMENT, "S1"),
        (Sort.SHIPMENT, "S2"),
        (Sort.RECEIPT, ""),
    ]


DAYS = st.integers(0, 364).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
MOVEMENTS = st.lists(
    st.builds(Movement, st.sampled_from(Sort), DAYS, st.sampled_from(["", "A", "B"]), st.integers(0, 10**7))
)


@given(MOVEMENTS)
def test_every_closing_is_the_next_months_opening(movements):
    months = [period_of(date(2026, month, 1), "month") for month in range(1, 13)]
    stated = [detailed(movements, month) for month in months]
    assert stated[0].summary.opening == 0
    for before, after in pairwise(stated):
        assert after.summary.opening == before.summary.closing
    assert stated[-1].summary.closing == sum(one.change for one in movements)


@given(MOVEMENTS)
def test_the_strip_of_figures_makes_the_closing(movements):
    summary = detailed(movements, NOVEMBER).summary
    moved_by = sum(sort.sign * amount for sort, amount in summary.sums.items())
    assert summary.opening + moved_by == summary.closing
