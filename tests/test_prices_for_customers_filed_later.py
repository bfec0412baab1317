"""Whom a price is for is known from the list of customers: whatever comes first, the goods cost the same."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import Office

from neiqin_xl.model.posting import Measure

PRICES = """
| product_code | product_name | unit | list_price_incl | valid_from | scope | scope_key |
| P2 | 螺母 | 个 | 15 | 2026-03-01 | 客户 | K01 |
| P3 | 垫圈 | 个 | 2 | 2026-03-01 | 等级 | A级 |
"""
SLIP = """
| shipment_no | ship_date | order_no | customer_name | product_code | product_name | qty | unit |
| S12 | 2026-09-05 | O29 | 竹筏二店 | P2 | 螺母 | 5 | 个 |
| S12 | 2026-09-05 | O29 | 竹筏二店 | P3 | 垫圈 | 10 | 个 |
"""
PAID = "| receipt_date | customer_code | customer_name | amount |\n| 2026-10-28 | K01 | 竹筏二店 | 7 |"
CUSTOMERS = "| customer_code | customer_name | price_level |\n| K01 | 雾凇商行 | A级 |"
PAPERS = {"product": PRICES, "shipment": SLIP, "receipt": PAID, "customer": CUSTOMERS}


@pytest.mark.parametrize("order", [*permutations(PAPERS)][::5], ids=" ".join)
def test_goods_cost_what_their_customer_was_promised_whichever_paper_comes_first(tmp_path, order):
    office = Office(tmp_path)
    for kind in order:
        office.drop(kind, PAPERS[kind])
    assert office.sums(Measure.RECEIVABLE)[()] == (5 * 15 + 10 * 2 - 7) * 100


def test_goods_that_no_price_was_for_are_priced_once_their_customer_is_given_a_level(tmp_path):
    office = Office(tmp_path)
    for kind in ("customer", "product", "receipt", "shipment"):
        office.drop(kind, PAPERS[kind].replace("A级 |", "B级 |") if kind == "customer" else PAPERS[kind])
    assert office.sums(Measure.RECEIVABLE)[()] == (5 * 15 - 7) * 100
    office.drop("customer", CUSTOMERS)
    assert office.sums(Measure.RECEIVABLE)[()] == (5 * 15 + 10 * 2 - 7) * 100
