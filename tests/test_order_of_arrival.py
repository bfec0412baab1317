"""The order in which papers arrive does not matter, nor does dropping them again, nor taking a drop back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from bookkeeping import Office
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neiqin_xl.model.posting import Measure

pytestmark = pytest.mark.thorough

PRODUCTS = [("A1", "螺栓", "M8"), ("", "螺栓", "M8"), ("B2", "垫圈", ""), ("", "垫圈", ""), ("C3", "阀门", "DN50")]
CUSTOMERS = [
    ("01", "华新五金"),
    ("", "华新五金"),
    ("", "华新"),
    ("02", "大同机电"),
    ("", "大同机电"),
    ("03", "大同机电"),
    ("", ""),
]

products, customers = st.sampled_from(PRODUCTS), st.sampled_from(CUSTOMERS)
days = st.integers(1, 28).map(lambda day: f"2026-10-{day:02d}")
quantities = st.integers(1, 40)
prices = st.sampled_from(["", "1.00", "2.50", "3.333333"])
order_numbers = st.sampled_from(["D1", "D2", "D3", "D4"])


PRODUCT_COLUMNS = "product_code | product_name | spec | qty | unit_price_incl"
lines = st.lists(st.tuples(products, quantities, prices), min_size=1, max_size=3)


def picture(head, values, drawn_lines, tail=("", "")):
    """A paper whose every line repeats the head's values; `tail` is one more column and its value."""
    rows = [
        f"| {' | '.join(values)} | {' | '.join(product)} | {qty} | {price} | {tail[1]} |"
        for product, qty, price in drawn_lines
    ]
    title = f"| {head} | {PRODUCT_COLUMNS} | {tail[0]} |" if tail[0] else f"| {head} | {PRODUCT_COLUMNS} |"
    return "\n".join([title, *rows])


@st.composite
def papers(draw):
    """Papers of distinct numbers, as (type, picture); several may mean one customer, product or order."""
    made = []
    for number in draw(st.lists(order_numbers, unique=True, max_size=4)):
        values = (number, draw(days), *draw(customers.filter(any)))
        made.append(("order", picture("order_no | order_date | customer_code | customer_name", values, draw(lines))))
    for n in range(draw(st.integers(0, 4))):
        values = (f"S{n}", draw(days), draw(st.one_of(st.just(""), order_numbers)), *draw(customers))
        head = "shipment_no | ship_date | order_no | customer_code | customer_name"
        made.append(("shipment", picture(head, values, draw(lines))))
    for n in range(draw(st.integers(0, 2))):
        values = (f"R{n}", draw(days), draw(st.sampled_from(["", "S0", "S1"])), *draw(customers))
        head = "return_no | return_date | shipment_no | customer_code | customer_name"
        kind = draw(st.sampled_from(["退款", "换货补发", "返修", ""]))
        made.append(("goods_return", picture(head, values, draw(lines)[:1], ("disposition", kind))))
    made += [drop for drop in MASTERS if draw(st.booleans())]
    return made


MASTERS = (
    ("customer", "| customer_code | customer_name | customer_short_name |\n| 01 | 华新五金 | 华新 |"),
    ("customer", "| customer_code | customer_name |\n| 02 | 大同机电 |\n| 03 | 大同机电 |"),
    (
        "product",
        """
        | product_code | product_name | spec | list_price_incl | valid_from |
        | A1           | 螺栓         | M8   | 9.00            | 2026-10-10 |
        | A1           | 螺栓         | M8   | 8.00            | 2026-01-01 |
        """,
    ),
)


def books_of(drops, folder):
    office = Office(Path(folder))
    for kind, picture in drops:
        office.drop(kind, picture)
    return office


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(papers(), st.randoms(use_true_random=False))
def test_any_order_of_the_same_papers_gives_the_same_books(drops, random):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first = books_of(drops, one)
        shuffled = drops[:]
        random.shuffle(shuffled)
        second = books_of(shuffled, other)
        assert first.export() == second.export()
        assert first.replayed_digest() == second.digest()
        first.ledger.close()
        second.ledger.close()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(papers().filter(bool), st.data())
def test_dropping_again_changes_nothing_and_taking_back_leaves_no_trace(drops, data):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        office = books_of(drops, folder)
        before = office.digest()
        again = data.draw(st.integers(0, len(drops) - 1))
        assert set(office.drop(*drops[again])) == {"unchanged"}
        assert office.digest() == before
        office.undo(len(drops) + 1)
        assert office.digest() == before
        office.undo(again + 1)
        without = books_of([drop for n, drop in enumerate(drops) if n != again], other)
        assert office.export() == without.export()
        office.ledger.close()
        without.ledger.close()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(papers())
def test_what_was_ordered_is_shipped_open_or_closed(drops):
    with tempfile.TemporaryDirectory() as folder:
        office = books_of(drops, folder)
        for line in office.books.order_lines():
            assert line.shipped - line.reopened + line.open - line.over == line.ordered - line.closed
        assert sum(office.sums(Measure.SHIPPED, "customer").values()) == office.sums(Measure.SHIPPED)[()]
        office.ledger.close()
