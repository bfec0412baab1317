"""What is open and what each day came to are remembered: the answers are those of reading everything."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from bookkeeping import Office
from histories import histories
from hypothesis import HealthCheck, given, settings

from neiqin_xl.ledger.day_sums import remember_days
from neiqin_xl.ledger.order_book import remember_open
from neiqin_xl.ledger.stale import forget_days, stale_days
from neiqin_xl.model.posting import Measure

BY = ("measure", "currency", "day")


def look(office):
    """What a publication does: it asks, and remembers the answers."""
    found = office.books.order_lines(open_only=True)
    with office.ledger.transaction():
        remember_days(office.ledger)
        remember_open(office.ledger, found)
        forget_days(office.ledger)


def assert_answers_are_whole(office):
    books = office.books
    assert books.order_lines(open_only=True) == [one for one in books.order_lines() if one.open > 0]
    added = office.ledger.rows(
        "SELECT measure, currency, date, sum(quantity), sum(amount) FROM posting GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    assert books.sums(list(Measure), by=BY) == added


@pytest.mark.thorough
@settings(suppress_health_check=list(HealthCheck))
@given(histories())
def test_whatever_happens_the_remembered_answers_are_those_of_reading_everything(steps):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        office = Office(Path(name))
        undone = set()
        for what, value in steps:
            if what == "drop":
                office.drop(*value)
            elif what == "undo" and value <= office.drops and value not in undone:
                undone.add(value)
                office.undo(value)
            elif what == "publish":
                look(office)
            assert_answers_are_whole(office)
        office.replayed_digest()
        assert_answers_are_whole(office)
        office.ledger.close()


ORDER = "| order_no | order_date | customer_name | product_code | qty |\n| {} | 2026-10-01 | {} | A1 | 9 |"


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("order", ORDER.format("D1", "华新"))
    look(made)
    return made


def test_what_came_while_a_publication_waited_is_in_the_sums_and_its_days_stay_out_of_date(office):
    for number, day in (("D2", "2026-10-01"), ("D3", "2026-10-02")):
        office.drop("order", ORDER.format(number, "大同机电").replace("2026-10-01", day))
        with office.ledger.transaction():
            remember_days(office.ledger)
        assert_answers_are_whole(office)
    office.undo(2)
    assert_answers_are_whole(office)
    assert stale_days(office.ledger) == ["2026-10-01", "2026-10-02"]


SLIP = "| shipment_no | ship_date | order_no | product_code | qty |\n| {} | 2026-10-05 | {} | A1 | 9 |"


def test_an_order_is_no_longer_open_when_its_goods_have_gone_and_again_when_they_have_not(office):
    office.drop("shipment", SLIP.format("S1", "D1"))
    assert office.books.order_lines(open_only=True) == []
    look(office)
    assert office.ledger.rows("SELECT * FROM open_line") == []
    office.undo(2)
    assert [one.order_no for one in office.books.order_lines(open_only=True)] == ["D1"]


def test_a_finished_order_is_open_again_when_goods_come_back_to_be_replaced(office):
    office.drop("shipment", SLIP.format("S1", "D1"))
    look(office)
    head = "| return_no | return_date | order_no | product_code | qty | disposition |"
    office.drop("goods_return", f"{head}\n| R1 | 2026-10-09 | D1 | A1 | 2 | 换货补发 |")
    assert_answers_are_whole(office)
    assert [one.open for one in office.books.order_lines(open_only=True)] == [20_000]


def test_a_finished_order_is_open_again_when_its_slip_turns_out_to_be_another_customers(office):
    office.drop("order", ORDER.format("D2", "大同机电"))
    head = "| shipment_no | ship_date | order_no | customer_name | product_code | qty |"
    office.drop("shipment", f"{head}\n| S2 | 2026-10-05 | D2 | 大同 | A1 | 9 |")
    look(office)
    assert [one.order_no for one in office.books.order_lines(open_only=True)] == ["D1"]
    office.drop("customer", "| customer_code | customer_name |\n| 09 | 大同 |")
    assert_answers_are_whole(office)
    assert [one.order_no for one in office.books.order_lines(open_only=True)] == ["D1", "D2"]


def test_what_is_open_is_found_without_reading_what_was_finished_long_ago(office):
    everything, only_open = plan_of(office), plan_of(office, open_only=True)
    for reading_all in ("posting_by_measure_date", "SCAN link"):
        assert reading_all in everything
        assert reading_all not in only_open


def plan_of(office, **how):
    """How the ledger goes about finding order lines."""
    sql = asked(office, **how)
    return "\n".join(row[3] for row in office.ledger.rows("EXPLAIN QUERY PLAN " + sql, ["[]"] * sql.count("?")))


def asked(office, **how):
    """The SQL by which the books ask for order lines."""
    texts = []
    real = office.ledger.rows
    office.ledger.rows = lambda sql, values=(): texts.append(sql) or real(sql, values)
    try:
        office.books.order_lines(**how)
    finally:
        office.ledger.rows = real
    return max(texts, key=len)
