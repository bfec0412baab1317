"""The list of payments calls what an opening balance stands for by the number of that paper."""

from __future__ import annotations

from datetime import date

from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.reports.allocations import allocations

TODAY = date(2026, 11, 22)


def test_a_payment_is_said_to_have_settled_the_paper_of_before_and_not_just_an_opening_balance(tmp_path):
    office = Office(tmp_path)
    office.drop(
        "opening",
        "| customer_code | as_of | doc_no | doc_date | amount |\n"
        "| 0017 | 2026-09-30 | DL-0301 | 2026-03-12 | 420 |\n| 0017 | 2026-09-30 | | | 80 |",
    )
    office.drop("receipt", "| receipt_no | receipt_date | customer_code | amount |\n| R-1 | 2026-11-05 | 0017 | 500 |")
    (paper,) = allocations.build(Books(office.ledger, TODAY), parse_period("2026-11", TODAY))
    (row,) = as_dicts(page_of(fits(paper), "核销").blocks[0])
    assert row["冲了哪些单"] == "DL-0301 420.00；期初2026-09-30 80.00"
