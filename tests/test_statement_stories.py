"""Three stories of statements that were issued, with their numbers (issue 5)."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from statement_office import CUSTOMERS, RECEIPTS, RETURNS, SLIPS, StatementOffice


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = StatementOffice(tmp_path / "内勤", monkeypatch)
    with made.desk:
        yield made


def lines_on(path):
    """The lines of a statement: type, number, amount, money and balance in yuan."""
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "日期")
    found = []
    for row in rows[start + 1 :]:
        if row[0] == "合计":
            return found
        found.append((row[1], row[2], row[9], row[10], row[11]))
    raise AssertionError("there is no row of totals")


@pytest.mark.thorough
def test_a_slip_is_corrected_after_its_statement_was_confirmed_and_paid(office):
    """1,000.00 and 500.50 are confirmed and paid; nine pieces, not ten, had been delivered for 900.00."""
    office.drop(CUSTOMERS)
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,10,个,1000\nS2,2026-10-15,竹筏超市,螺母,5,个,500.5\n")
    assert office.issue("2026-10") == [("DZ202610-0001", 1, 1500.5)]
    october = office.files()
    office.confirm("DZ202610-0001")
    office.drop(f"{RECEIPTS}R1,2026-11-10,竹筏超市,1500.5\n")
    office.day = date(2026, 11, 20)
    batch = office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,9,个,900\n")
    # October stays as it was confirmed; November opens with it and shows what changed.
    assert office.figures("2026-10") == (0, 1500.5, 0, 0, 0, 1500.5)
    assert office.figures("2026-11") == (1500.5, 0, 0, 1500.5, -100, -100)
    office.day = date(2026, 12, 1)
    assert office.issue("2026-11") == [("DZ202611-0001", 1, -100)]
    assert office.files() == october
    assert lines_on(office.desk.workspace.root / office.answer["issued"][0]["path"]) == [
        ("期初", None, None, None, 1500.5),
        ("前期调整", "S1", -100, None, 1400.5),
        ("回款", "R1", None, 1500.5, -100),
    ]
    # The correction is taken back after November was confirmed too: a reversal in December, and no deletion.
    office.confirm("DZ202611-0001", "2026-12-01")
    told = office.desk.undo(batch)["message"]
    assert "计入 2026-12-01 起的对账单“前期调整”：竹筏超市 100.00（DZ202610-0001-01）" in told
    assert office.figures("2026-11") == (1500.5, 0, 0, 1500.5, -100, -100)
    assert office.figures("2026-12") == (-100, 0, 0, 0, 100, 0)
    assert not office.troubles()


@pytest.mark.thorough
def test_a_customer_file_on_which_shipments_rest_is_taken_back(office):
    """A file with three customers is undone: one nobody uses, one whose slips give a code, one known by name alone."""
    batch = office.drop("客户编码,客户名称,结算方式\nK01,竹筏超市,月结30天\nK02,雾凇商行,月结30天\nK03,白鹭五金,现结\n")
    office.drop(
        "送货单号,发货日期,客户编码,客户名称,品名,数量,单位,金额\n"
        "S1,2026-10-05,K01,竹筏超市,螺栓,10,个,1000\nS2,2026-10-06,,雾凇商行,螺母,5,个,99\n"
    )
    assert [one[2] for one in office.issue("2026-10")] == [1000, 99]
    office.confirm("DZ202610-0001")
    office.confirm("DZ202610-0002")
    preview = office.desk.undo(batch, preview=True)
    assert not preview["undone"]
    assert "客户少 3 行" in preview["message"]
    assert "2 家客户有单据在用，变成待建档，单据照样算数：竹筏超市、雾凇商行" in preview["message"]
    assert "应收变动" not in preview["message"]
    assert office.desk.books.customers()["C:K03"].known
    assert office.desk.undo(batch)["undone"]
    customers = office.desk.books.customers()
    assert {one.name: one.known for one in customers.values()} == {"竹筏超市": False, "雾凇商行": False}
    # The slips stay posted, the statements stay frozen, and nothing is adjusted.
    for customer, owed in (("竹筏超市", 1000), ("雾凇商行", 99)):
        assert office.figures("2026-10", customer) == (0, owed, 0, 0, 0, owed)
        assert office.figures("2026-11", customer) == (owed, 0, 0, 0, 0, owed)
        assert office.accounts("2026-10")[customer].frozen.startswith("DZ202610-000")
    assert not office.troubles()


@pytest.mark.thorough
def test_goods_invoiced_before_we_went_live_come_back(office):
    """An opening balance of 5,000.00, a return of 250.00 for goods of last year, a delivery of 800.00 that stays owed."""
    office.drop(CUSTOMERS)
    office.drop("客户名称,截止日期,期初余额\n竹筏超市,2025-12-31,5000\n", "期初余额")
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,10,个,800\n")
    batch = office.drop(f"{RETURNS}T1,2026-10-20,竹筏超市,螺栓,2,个,250\n", "退货单")
    assert office.issue("2026-10") == [("DZ202610-0001", 1, 5550)]
    assert office.figures("2026-10") == (5000, 800, 250, 0, 0, 5550)
    assert office.figures("2025-12")[-1] == 5000
    assert [row[:3] for row in lines_on(office.desk.workspace.root / office.answer["issued"][0]["path"])] == [
        ("期初", None, None),
        ("发货", "S1", 800),
        ("退货", "T1", -250),
    ]
    # Taken back after the customer confirmed, it is owed again in November, with a reference to October's statement.
    office.confirm("DZ202610-0001")
    assert "竹筏超市 250.00（DZ202610-0001-01）" in office.desk.undo(batch)["message"]
    assert office.figures("2026-10") == (5000, 800, 250, 0, 0, 5550)
    assert office.figures("2026-11") == (5550, 0, 0, 0, 250, 5800)
    assert not office.troubles()


@pytest.mark.thorough
def test_an_opening_balance_that_comes_after_a_month_was_confirmed_counts_as_an_adjustment_of_the_open_one(office):
    """October is confirmed with 1,300.00; then the office says that on 30 November 777.00 are owed, all told."""
    office.drop(CUSTOMERS)
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,10,个,1300\n")
    office.issue("2026-10")
    office.confirm("DZ202610-0001")
    office.day = date(2026, 12, 5)
    batch = office.drop("客户编码,客户名称,期初日期,期初余额\nK01,竹筏超市,2026-11-30,777\n", "期初")
    office.drop(f"{SLIPS}S5,2026-12-05,竹筏超市,螺栓,10,个,5\n")
    assert office.figures("2026-10") == (0, 1300, 0, 0, 0, 1300)
    assert office.figures("2026-11") == (1300, 0, 0, 0, -523, 777)
    assert office.figures("2026-12") == (777, 5, 0, 0, 0, 782)
    office.day = date(2026, 12, 8)
    assert office.issue("2026-11") == [("DZ202611-0001", 1, 777)]
    assert lines_on(office.desk.workspace.root / office.answer["issued"][0]["path"]) == [
        ("期初", None, None, None, 1300),
        ("前期调整", "S1", -1300, None, 0),
        ("前期调整", None, 777, None, 777),
    ]
    office.confirm("DZ202611-0001", "2026-12-08")
    office.desk.undo(batch)
    assert office.figures("2026-11") == (1300, 0, 0, 0, -523, 777)
    assert office.figures("2026-12") == (777, 5, 0, 0, 523, 1305)
    assert not office.troubles()
