"""What an open order comes to is what it says, however its lines were divided into what has gone and what has not."""

from __future__ import annotations

import pytest
from bookkeeping import TODAY, Office
from books_in_memory import as_dicts, fits

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.reports.release import release

ORDER = (
    "| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl | closed_qty |\n"
    "| D-1 | 2026-11-01 | 0017 | A | 条 | 3000 | 0.857 | {} |"
)
SLIP = "| shipment_no | ship_date | order_no | customer_code | product_code | unit | qty |\n| S-1 | 2026-11-05 | D-1 | 0017 | A | 条 | {} |"


@pytest.mark.parametrize(("shipped", "closed", "amount"), [(2995, "", 2571_00), (1, "", 2571_00), (2995, 4, 2567_57)])
def test_an_order_of_which_something_has_gone_comes_to_what_it_says(tmp_path, shipped, closed, amount):
    office = Office(tmp_path)
    office.drop("order", ORDER.format(closed))
    office.drop("shipment", SLIP.format(shipped))
    (paper,) = release.build(Books(office.ledger, TODAY), parse_period("2026-11", TODAY))
    rows = [row for page in fits(paper).pages for block in page.blocks for row in as_dicts(block)]
    assert [row["订单金额"] for row in rows if row.get("订单号") == "D-1"] == [amount]
