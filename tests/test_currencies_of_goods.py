"""Goods sold for another currency: what the price list says is not taken for it, and what comes back is in it too."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import TODAY, Office

from neiqin_xl.ledger.books import Books
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reports.differing import evidence_of

LIST = "| product_code | product_name | unit | list_price_incl |\n| A | 茶杯 | 件 | 14.00 |"
SLIP = (
    "| shipment_no | ship_date | customer_code | product_code | unit | qty | currency | {} |\n"
    "| S-1 | 2026-11-05 | 0017 | A | 件 | 10 | USD | {} |"
)
BACK = (
    "| return_no | return_date | customer_code | shipment_no | product_code | unit | qty | disposition | {} |\n"
    "| T-1 | 2026-11-06 | 0017 | S-1 | A | 件 | 4 | 退款 | {} |"
)
ORDER = (
    "| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl | currency |\n"
    "| D-1 | 2026-11-01 | 0017 | A | 件 | 10 | 3.00 | USD |"
)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def sums(office, measure) -> dict[str, int]:
    return {row[0]: row[-1] for row in office.books.sums(measure, by=("currency",))}


@pytest.mark.parametrize(("currency", "wanted"), [("USD", {"USD": 0}), ("CNY", {"CNY": 14000}), ("", {"CNY": 14000})])
def test_the_list_prices_only_what_is_sold_for_the_currency_of_the_books(office, currency, wanted):
    office.drop("product", LIST)
    office.drop("shipment", SLIP.format("remark", "").replace("USD", currency))
    assert sums(office, Measure.SHIPPED) == wanted
    assert sums(office, Measure.RECEIVABLE) == wanted


def test_goods_of_an_order_in_another_currency_wait_for_a_price_where_it_has_none(office):
    office.drop("product", LIST)
    office.drop("order", ORDER.replace("3.00", ""))
    office.drop("shipment", SLIP.format("order_no", "D-1").replace("USD", ""))
    assert sums(office, Measure.SHIPPED) == {"USD": 0}


@pytest.mark.parametrize(("column", "price"), [("remark", ""), ("unit_price_incl", "3.00")])
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_what_comes_back_of_a_slip_is_in_its_currency_whichever_comes_first(office, column, price, order):
    papers = [
        ("product", LIST),
        ("shipment", SLIP.format("unit_price_incl", "3.00")),
        ("goods_return", BACK.format(column, price)),
    ]
    for place in order:
        office.drop(*papers[place])
    assert sums(office, Measure.RETURNED) == {"USD": 1200}
    assert sums(office, Measure.RECEIVABLE) == {"USD": 1800}


def test_a_return_that_says_its_own_currency_does_not_take_the_slips_price_for_it(office):
    office.drop("shipment", SLIP.format("unit_price_incl", "3.00"))
    office.drop("goods_return", BACK.format("currency", "CNY"))
    assert sums(office, Measure.RETURNED) == {"CNY": 0}


@pytest.mark.parametrize(("currency", "is_one"), [("USD", False), ("CNY", True)])
def test_a_price_in_another_currency_is_not_held_against_the_list(office, currency, is_one):
    office.drop("product", LIST)
    office.drop("shipment", SLIP.format("unit_price_incl", "3.00").replace("USD", currency))
    office.drop("order", ORDER.replace("USD", currency).replace("| A |", "| B |"))
    books = Books(office.ledger, TODAY)
    codes = {one.kind.code for one in differences(evidence_of(books))}
    assert ("P1" in codes) is is_one
