"""Ageing: the worked numbers, the edges of the buckets, and that they always add up to the balance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from aged_accounts import ageing
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.reconcile.ageing import EDGES, Ageing, Base
from neiqin_xl.reconcile.items import OpenItem, Payment
from neiqin_xl.settlement import Counting, Delivery, dues, read_terms

AS_OF = date(2024, 5, 31)


def goods(number, day, yuan, counting=None):
    """A shipment under 月结30."""
    day = date.fromisoformat(day)
    ((_, due),) = dues(read_terms("月结30天"), Delivery(day), counting)
    return OpenItem(number, day, yuan * 100, due, (number,))


def shipped(counting=None):
    rows = (("S1", "2024-01-15", 10000), ("S2", "2024-02-20", 8000), ("S3", "2024-03-28", 6000))
    return [goods(*row, counting) for row in rows]


PAID = [Payment("R", date(2024, 4, 1), 1300000)]


@pytest.mark.parametrize("counting", [None, Counting(by_days=True)])
def test_the_worked_example_by_due_date(counting):
    found = ageing(shipped(counting), PAID, AS_OF)
    assert found == Ageing(0, 0, (0, 600000, 500000, 0, 0, 0), 0)


def test_the_worked_example_by_document_date():
    assert ageing(shipped(), PAID, AS_OF, base=Base.DATE) == Ageing(0, 0, (0, 0, 600000, 500000, 0, 0), 0)


@pytest.mark.parametrize(
    ("days", "bucket"), [(1, 0), (30, 0), (31, 1), (60, 1), (90, 2), (91, 3), (180, 3), (365, 4), (366, 5)]
)
def test_the_last_day_of_a_bucket_is_in_it(days, bucket):
    item = OpenItem("S", AS_OF - timedelta(days=400), 100, AS_OF - timedelta(days=days))
    assert ageing([item], [], AS_OF).overdue[bucket] == 100


def test_on_its_due_day_nothing_is_overdue():
    item = OpenItem("S", date(2024, 5, 1), 100, AS_OF)
    assert ageing([item], [], AS_OF).not_due == 100


def test_what_has_no_due_day_has_not_begun_and_what_is_over_is_in_advance():
    item = OpenItem("S", date(2024, 5, 1), 100)
    assert ageing([item], [], AS_OF).not_begun == 100
    over = ageing([item], [Payment("R", date(2024, 5, 2), 250)], AS_OF)
    assert (over.prepaid, over.balance) == (-150, -150)


def test_a_past_day_knows_only_what_is_dated_up_to_it():
    found = ageing(shipped(), PAID, date(2024, 3, 31))
    assert found == Ageing(1400000, 0, (0, 1000000, 0, 0, 0, 0), 0)
    assert found.balance == 2400000


DAYS = st.integers(0, 500).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
ENTRIES = st.lists(st.tuples(DAYS, st.integers(0, 10**6), st.none() | DAYS), max_size=8)


@given(ENTRIES, ENTRIES, DAYS, st.sampled_from(Base))
def test_the_buckets_always_add_up_to_the_balance(owed, paid, as_of, base):
    items = [OpenItem(f"i{n}", day, amount, due) for n, (day, amount, due) in enumerate(owed)]
    payments = [Payment(f"p{n}", day, amount) for n, (day, amount, _) in enumerate(paid)]
    found = ageing(items, payments, as_of, base=base)
    counted = [one for one in (*items, *payments) if one.day <= as_of]
    assert found.balance == sum(one.amount if isinstance(one, OpenItem) else -one.amount for one in counted)
    assert found.not_due + found.not_begun + sum(found.overdue) + found.prepaid == found.balance
    assert len(found.overdue) == len(EDGES) + 1
    assert found.prepaid <= 0
