"""What was paid for of an order counts for it, whoever's number the slip bears and whether or not the customer owes."""

from __future__ import annotations

import pytest
from bookkeeping import TODAY, Office
from books_in_memory import as_dicts, fits

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.reports.release import release

CUSTOMER = "| customer_code | customer_name | settle_type |\n| 0017 | 华新五金 | 款到发货 |"
ORDER = (
    "| {} | order_date | customer_code | product_code | unit | qty | unit_price_incl |\n"
    "| PO-7 | 2026-11-01 | 0017 | A | 件 | 10 | 100 |"
)
SLIP = (
    "| shipment_no | ship_date | {} | customer_code | product_code | unit | qty | charged_freight |\n"
    "| S-1 | 2026-11-05 | PO-7 | 0017 | A | 件 | 4 | {} |"
)
PAID = "| receipt_no | receipt_date | customer_code | amount |\n| R-1 | 2026-11-06 | 0017 | {} |"
NUMBERS = ["order_no", "customer_po_no"]


def row_of(folder, on_order, on_slip, paid, freight=""):
    office = Office(folder)
    office.drop("customer", CUSTOMER)
    office.drop("order", ORDER.format(on_order))
    office.drop("shipment", SLIP.format(on_slip, freight))
    office.drop("receipt", PAID.format(paid))
    (paper,) = release.build(Books(office.ledger, TODAY), parse_period("2026-11", TODAY))
    found = [row for page in fits(paper).pages for block in page.blocks for row in as_dicts(block)]
    (row,) = [row for row in found if row.get("订单号") == "PO-7"]
    return row["已收"] or 0, row["还差"]


@pytest.mark.parametrize("on_order", NUMBERS)
@pytest.mark.parametrize("on_slip", NUMBERS)
@pytest.mark.parametrize(("paid", "held"), [(399, 399_00), (400, 400_00), (450, 450_00)])
def test_an_order_of_which_a_part_has_gone_wants_only_what_is_not_paid(tmp_path, on_order, on_slip, paid, held):
    assert row_of(tmp_path, on_order, on_slip, paid) == (held, 1000_00 - held)


def test_freight_that_was_paid_is_no_money_for_the_goods_of_the_order(tmp_path):
    assert row_of(tmp_path, "order_no", "order_no", 425, "25") == (400_00, 600_00)
