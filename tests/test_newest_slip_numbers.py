"""The list of differences looks at the newest slips only; what their month began with is not missing."""

from __future__ import annotations

from datetime import date

import pytest
from bookkeeping import Office

from neiqin_xl.ledger.books import Books
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reports.differing import evidence_of

HEAD = "| shipment_no | ship_date | customer_code | product_code | unit | qty | unit_price_incl |\n"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("earlier", "missing"),
    [
        ([("SH2610-001", "2026-10-08"), ("SH2610-002", "2026-10-12")], []),
        ([("SH2610-002", "2026-10-12")], []),  # the numbers before it are older than what is looked at
        ([("SH2610-001", "2026-10-08")], ["SH2610-002"]),
        ([], ["SH2610-001"]),
    ],
)
def test_numbers_from_before_the_days_that_are_looked_at_are_not_missing(tmp_path, earlier, missing):
    office = Office(tmp_path)
    for number, day in [*earlier, ("SH2610-003", "2026-10-27")]:
        office.drop("shipment", f"{HEAD}| {number} | {day} | 0017 | A | 件 | 1 | 2.00 |")
    found = [one.difference for one in differences(evidence_of(Books(office.ledger, TODAY))) if one.kind.code == "N1"]
    assert [one.number for one in found] == missing
