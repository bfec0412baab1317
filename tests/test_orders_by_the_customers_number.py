"""What is an order's number to us may be the customer's own on a slip, and the other way round: one order all the same."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import Office

from neiqin_xl.model.posting import Measure

ORDER = (
    "| {} | order_date | customer_code | product_code | qty | unit_price_incl |\n"
    "| PO-7 | 2026-10-06 | {} | A | 10 | 3.00 |"
)
SLIP = (
    "| shipment_no | ship_date | customer_code | product_code | qty | {} |\n| S-1 | 2026-10-12 | 0017 | A | 4 | PO-7 |"
)
ORDER_NO, PO_NO = "order_no", "customer_po_no"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.mark.parametrize("on_order", [ORDER_NO, PO_NO])
@pytest.mark.parametrize("on_slip", [ORDER_NO, PO_NO])
@pytest.mark.parametrize("order", list(permutations(range(2))), ids=str)
def test_a_slip_finds_its_order_by_either_number_whichever_comes_first(office, on_order, on_slip, order):
    papers = [("order", ORDER.format(on_order, "0017")), ("shipment", SLIP.format(on_slip))]
    for place in order:
        office.drop(*papers[place])
    assert [row[-1] for row in office.books.sums(Measure.SHIPPED, by=("currency",))] == [1200]
    (line,) = office.books.order_lines(open_only=True)
    assert line.shipped * 10 == line.ordered * 4


@pytest.mark.parametrize(("on_order", "on_slip"), [(ORDER_NO, PO_NO), (PO_NO, ORDER_NO)])
def test_the_number_of_another_customers_order_is_no_order_of_this_one(office, on_order, on_slip):
    office.drop("order", ORDER.format(on_order, "0018"))
    office.drop("shipment", SLIP.format(on_slip))
    (line,) = office.books.order_lines(open_only=True)
    assert line.shipped == 0


def test_an_order_that_bears_the_number_as_the_slip_means_it_goes_before_one_that_does_not(office):
    office.drop("order", ORDER.format(ORDER_NO, "0017"))
    office.drop("order", ORDER.format(f"order_no | {PO_NO}", "0017").replace("| PO-7 |", "| D-9 | PO-7 |"))
    office.drop("shipment", SLIP.format(PO_NO))
    shipped = {line.order_no: line.shipped for line in office.books.order_lines(open_only=True)}
    assert shipped["PO-7"] == 0
    assert shipped["D-9"] > 0


def test_an_order_taken_back_leaves_its_slip_to_none(office):
    office.drop("shipment", SLIP.format(PO_NO))
    office.drop("order", ORDER.format(ORDER_NO, "0017"))
    assert [row[-1] for row in office.books.sums(Measure.SHIPPED, by=("currency",))] == [1200]
    office.undo(2)
    assert [row[-1] for row in office.books.sums(Measure.SHIPPED, by=("currency",))] == [0]
