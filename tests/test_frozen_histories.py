"""Random histories of an office that closes months: frozen balances stay, and every opening is the closing before."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from bookkeeping import Office
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neiqin_xl.dates import month_of
from neiqin_xl.desk.closing import MonthToClose
from neiqin_xl.ledger.books import Books
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.accounts import accounts
from neiqin_xl.reports.naming import Names

pytestmark = pytest.mark.thorough

MONTHS = [month_of(date(2026, month, 1)) for month in (8, 9, 10, 11, 12)]
TODAY = date(2026, 12, 31)
HEAD = "| shipment_no | ship_date | customer_code | customer_name | product_name | qty | amount_incl |"

days = st.sampled_from(["2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01", "2026-10-31", "2026-11-15"])
slips = st.tuples(
    st.just("slip"), st.sampled_from(["S1", "S2", "S3"]), days, st.sampled_from(["K1", "", "K2"]), st.integers(1, 9)
)
steps = st.one_of(
    slips,
    slips,
    st.tuples(st.just("undo"), st.integers(1, 8)),
    st.tuples(st.just("file"), st.booleans()),
    st.tuples(st.just("close")),
)


def books_of(office):
    return Books(office.ledger, TODAY)


def balances(office, month):
    """Opening and closing by account, settled ones included."""
    books = books_of(office)
    found = accounts(books, month, Names(books), {}, settled=True)
    assert all(one.ageing.balance == one.closing for one in found)
    return {one.key: (one.stated.summary.opening, one.closing) for one in found}


def by_currency(balance):
    return sum(closing for _, closing in balance.values())


def step(office, what, closed):
    """Do one thing of a history; the months that are closed after it."""
    if what[0] == "slip":
        _, number, day, code, amount = what
        office.drop("shipment", f"{HEAD}\n| {number} | {day} | {code} | 竹筏超市 | 螺栓 | {amount} | {amount * 10} |")
    elif (
        what[0] == "undo"
        and what[1] <= office.drops
        and not office.ledger.one("SELECT 1 FROM undone WHERE arrival = ?", (what[1],))
    ):
        office.undo(what[1])
    elif what[0] == "file":
        name = "竹筏超市" if what[1] else "竹筏超市有限公司"
        office.drop("customer", f"| customer_code | customer_name | aliases |\n| K1 | {name} | 竹筏超市 |")
    elif what[0] == "close" and len(closed) < len(MONTHS):
        month = MONTHS[len(closed)]
        MonthToClose(office.ledger, books_of(office), month).close(datetime(2026, 12, 31, 18), "")
        return {**closed, month.name: by_currency(balances(office, month))}
    return closed


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=3, max_size=9))
def test_nothing_that_comes_later_moves_a_closed_month_and_nothing_is_lost(history):
    with tempfile.TemporaryDirectory() as folder:
        office, closed = Office(Path(folder)), {}
        for what in history:
            closed = step(office, what, closed)
        stated = {month.name: balances(office, month) for month in MONTHS}
        for name, closing in closed.items():
            assert by_currency(stated[name]) == closing
        for month in MONTHS[1:]:
            before = stated[month.previous().name]
            for key, (opening, _) in stated[month.name].items():
                assert opening == before.get(key, (0, 0))[1]
        owed = sum(row[-1] for row in books_of(office).sums(Measure.RECEIVABLE))
        if len(closed) < len(MONTHS):
            assert by_currency(stated[MONTHS[-1].name]) == owed
        office.ledger.close()
