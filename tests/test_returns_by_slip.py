"""A return that names a slip belongs to the order of that slip's line, and is supposed to belong to no other."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bookkeeping import Office

ORDER = "| order_no | order_date | customer_name | product_code | qty |\n| {} | 2026-10-08 | {} | A1 | 9 |"
SLIP = "| shipment_no | ship_date | order_no | customer_name | product_code | qty |\n| CK9901 | {} | {} | {} | {} | 5 |"
RETURN = (
    "| return_no | return_date | shipment_no | customer_name | product_code | qty | disposition |\n"
    "| R1 | {} | {} | {} | {} | 2 | 换货补发 |"
)
OURS = "北山样例机电"


def order(number, customer=OURS):
    return "order", ORDER.format(number, customer)


def slip(of, day="2026-10-20", customer=OURS, product="A1"):
    return "shipment", SLIP.format(day, of, customer, product)


def returned(slip_no="CK9901", day="2026-11-02", customer=OURS, product="A1"):
    return "goods_return", RETURN.format(day, slip_no, customer, product)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def linked(office):
    """The order and level of each returned line; what is derived from the facts anew says the same."""
    found = of_returns(office)
    assert office.digest() == office.replayed_digest()
    return found


def of_returns(office):
    return office.ledger.rows(
        "SELECT line_order.order_no, link.level FROM link JOIN standing ON standing.line = link.line "
        "JOIN line_order ON line_order.id = link.order_line WHERE standing.type = 'goods_return' ORDER BY 1"
    )


def drop(office, *papers):
    for one in papers:
        office.drop(*one)
    return linked(office)


def test_what_came_back_of_a_slip_whose_order_we_lack_is_not_supposed_to_be_of_another_order(office):
    assert drop(office, order("D1"), slip("QYL-1116"), returned()) == []
    (line,) = office.books.order_lines()
    assert (line.shipped, line.reopened, line.open) == (0, 0, 90_000)


def test_of_a_slip_that_we_lack_and_of_none_the_only_order_line_is_supposed(office):
    assert drop(office, order("D1"), slip("QYL-1116"), returned("CK8800")) == [("D1", "L3")]
    office.undo(3)
    assert drop(office, returned("")) == [("D1", "L3")]


def test_what_came_back_goes_where_its_slip_went_also_among_several_orders(office):
    assert drop(office, order("D1"), order("D2"), slip("D2"), returned()) == [("D2", "L2")]
    assert [(one.order_no, one.reopened) for one in office.books.order_lines()] == [("D1", 0), ("D2", 20_000)]


def test_what_came_back_of_a_slip_that_is_itself_supposed_is_supposed_with_it(office):
    assert drop(office, order("D1"), slip(""), returned()) == [("D1", "L3")]
    assert drop(office, order("D2")) == []


@pytest.mark.parametrize(("customer", "product"), [("南山样例商行", "A1"), (OURS, "B2")])
def test_a_slip_of_another_customer_or_without_the_product_says_nothing(office, customer, product):
    assert drop(office, order("D1"), slip("QYL-1116", customer=customer, product=product), returned()) == [("D1", "L3")]


def test_a_slip_that_names_nobody_is_that_of_its_orders_customer(office):
    papers = (order("D1"), order("D2"), order("D3", "南山样例商行"))
    assert drop(office, *papers, slip("D2", customer=""), returned()) == [("D2", "L2")]
    office.undo(4)
    assert drop(office, slip("D3", customer="")) == []
    office.undo(2)
    assert linked(office) == [("D1", "L3")]


def test_of_a_number_that_begins_anew_each_year_the_newest_slip_before_the_return_is_meant(office):
    papers = (order("D1"), order("D2"), slip("D1", "2025-10-20"), slip("D2", "2026-10-20"))
    assert drop(office, *papers, returned(day="2026-10-20")) == [("D2", "L2")]
    office.undo(5)
    assert drop(office, returned(day="2026-10-19")) == [("D1", "L2")]


def test_of_one_slip_with_the_goods_of_several_orders_nobody_can_tell_which_came_back(office):
    kind, one = slip("D1")
    several = f"{one}\n| CK9901 | 2026-10-20 | D2 | {OURS} | A1 | 5 |"
    assert drop(office, order("D1"), order("D2"), (kind, several), returned()) == []


def test_what_comes_back_follows_its_slip_as_the_slip_and_the_order_come_and_go(office):
    assert drop(office, returned(), order("D1")) == [("D1", "L3")]
    assert drop(office, slip("QYL-1116")) == []
    assert drop(office, order("QYL-1116")) == [("QYL-1116", "L2")]
    office.undo(4)
    assert linked(office) == []
    office.undo(3)
    assert linked(office) == [("D1", "L3")]


def test_a_slip_that_turns_out_to_be_the_same_customers_takes_its_return_along(office):
    papers = (order("D1"), order("D2"), slip("D2", customer="北山"), returned(customer="北山机电"))
    assert drop(office, *papers) == []
    names = "| customer_code | customer_name | customer_short_name |\n| 01 | 北山样例机电 | {} |"
    assert drop(office, ("customer", names.format("北山、北山机电"))) == [("D2", "L2")]
    office.undo(5)
    assert linked(office) == []


PAPERS = (order("D1"), order("D2"), slip("D2"), returned())


@pytest.mark.thorough
@pytest.mark.parametrize(
    "papers", list(permutations(PAPERS)), ids=lambda some: "-".join(str(PAPERS.index(one)) for one in some)
)
def test_any_order_of_arrival_links_alike_and_taking_back_leaves_no_trace(office, papers):
    assert drop(office, *papers) == [("D2", "L2")]
    for n, gone in enumerate(papers, start=1):
        with TemporaryDirectory() as one, TemporaryDirectory() as other:
            less, without = Office(Path(one)), Office(Path(other))
            for paper in papers:
                less.drop(*paper)
            less.undo(n)
            for paper in papers:
                if paper is not gone:
                    without.drop(*paper)
            assert less.export() == without.export()
            assert of_returns(less) == of_returns(without)
            less.ledger.close()
            without.ledger.close()
