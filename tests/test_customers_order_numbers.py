"""Slips that bear only the customer's own order number: statements print it, payments and his sheets may name it."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from statement_office import CUSTOMERS, RECEIPTS, RETURNS, StatementOffice

SLIPS = "送货单号,发货日期,客户名称,订单号,客户订单号,品名,数量,单位,金额\n"
OCTOBER = (
    f"{SLIPS}S1,2026-10-05,竹筏超市,,PO-77,螺栓,10,个,1000\nS2,2026-10-15,竹筏超市,D-5,PO-78,螺栓,10,个,900\n"
    "S3,2026-10-16,竹筏超市,D-6,,螺栓,10,个,50\nS4,2026-10-17,竹筏超市,,,螺栓,1,个,7\n"
)


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = StatementOffice(tmp_path / "内勤", monkeypatch)
    made.drop(CUSTOMERS)
    made.drop(OCTOBER)
    with made.desk:
        yield made


def listed(path):
    """Number and 订单号 of each row under the header."""
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    start, end = (next(n for n, row in enumerate(rows) if row[0] == text) for text in ("日期", "合计"))
    at = rows[start].index("订单号")
    return {row[2]: row[at] for row in rows[start + 1 : end] if row[2]}


@pytest.mark.parametrize("kind", ["detailed", "papers", "open"])
def test_a_slip_without_our_order_shows_the_customers_and_one_with_both_shows_ours(office, kind):
    (path,) = office.desk.statement("2026-10", customer="竹筏超市", kind=kind)["written"]
    found = listed(office.desk.workspace.root / path)
    assert found == {"S1": "PO-77", "S2": "D-5", "S3": "D-6", "S4": None}


def test_a_statement_that_was_issued_before_they_were_kept_is_no_other_now(office):
    office.issue("2026-10")
    with office.desk.ledger.transaction():
        office.desk.ledger.execute("DROP TRIGGER snapshot_line_no_update")
        office.desk.ledger.execute("UPDATE snapshot_line SET po_no = NULL")
    assert office.issue("2026-10") == []
    assert len(office.answer["unchanged"]) == 1
    office.drop(f"{SLIPS}S5,2026-10-30,竹筏超市,,PO-79,螺栓,1,个,10\n")
    assert [one[1:] for one in office.issue("2026-10")] == [(2, 1967)]
    assert "冻结" in office.desk.close_month("2026-10")["message"]
    office.day = date(2026, 12, 1)
    assert [one[2] for one in office.issue("2026-11")] == [1967]
    assert not office.troubles()


def test_what_is_frozen_keeps_the_number_that_it_was_issued_with(office):
    office.issue("2026-10")
    office.desk.close_month("2026-10")
    (path,) = office.desk.statement("2026-10", customer="竹筏超市")["written"]
    assert listed(office.desk.workspace.root / path)["S1"] == "PO-77"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("paid", "settled"),
    [
        ("回款单号,回款日期,客户名称,金额,备注\nR1,2026-10-20,竹筏超市,600,付PO-78货款\n", "S2"),
        ("回款单号,回款日期,客户名称,金额,核销单据\nR1,2026-10-20,竹筏超市,600,po-78\n", "S2"),
        ("回款单号,回款日期,客户名称,金额,客户订单号\nR1,2026-10-20,竹筏超市,600,PO-78\n", "S2"),
        ("回款单号,回款日期,客户名称,金额,备注\nR1,2026-10-20,竹筏超市,600,付PO-7货款\n", "S1"),
        (f"{RETURNS[:-1]},客户订单号\nT1,2026-10-20,竹筏超市,螺栓,6,个,600,PO-78\n", "S2"),
        (f"{RECEIPTS}R1,2026-10-20,竹筏超市,600\n", "S1"),
    ],
)
def test_a_payment_or_a_return_that_names_the_customers_order_settles_what_went_out_for_it(office, paid, settled):
    office.drop(paid)
    (path,) = office.desk.statement("2026-10", customer="竹筏超市", kind="open")["written"]
    rows = list(openpyxl.load_workbook(office.desk.workspace.root / path).active.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "日期")
    left = {row[2]: row[head.index("已结金额")] for row in rows if row[2] in ("S1", "S2", "S3", "S4")}
    assert {number for number, fen in left.items() if fen} == {settled}


def test_the_customers_sheet_may_name_his_orders_where_our_slips_do(office):
    theirs = (
        "竹筏超市对账明细,,,,\n日期,客户订单号,品名,数量,金额\n2026-10-05,PO-77,螺栓,10,900\n"
        "2026-10-15,PO-78,螺栓,10,1000\n2026-10-16,D-6,螺栓,10,50\n"
    )
    path = office.desk.workspace.inbox / "竹筏超市10月对账单.csv"
    path.write_text(theirs, encoding="utf-8-sig")
    (file,) = office.desk.take_in([path], publish=False)["files"]
    assert "有出入 2 笔，仅我方有 1 笔，仅对方有 0 笔" in file["message"]
