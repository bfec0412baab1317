"""A draft under a name that a customer no longer has is taken away with the next drafts; what people saved stays."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from neiqin_xl import Desk
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.machine import BusyFile

pytestmark = pytest.mark.usefixtures("reading_here")

SHIPPED = "送货单号,发货日期,客户名称,品名,单位,数量,含税单价\nSH-1,2026-11-05,星野餐饮,抽纸,箱,10,86.5\nSH-2,2026-11-06,竹筏超市,抽纸,箱,1,60\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        made._today = date(2026, 12, 1)
        drop(made, "发货.csv", SHIPPED)
        made.statement(period="2026-11")
        drop(made, "客户.csv", "客户编码,客户名称\nKH1007,星野餐饮\n")
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    return desk.take_in()["files"]


def drafts(desk):
    return {path.name for path in desk.workspace.statements.rglob("对账单_*.xlsx")}


def wrong(desk):
    return [check["name"] for check in desk.verify()["checks"] if not check["ok"]]


def test_the_draft_of_a_customer_who_was_filed_since_goes_with_the_next_drafts(desk):
    assert drafts(desk) == {"对账单_星野餐饮_202611.xlsx", "对账单_竹筏超市_202611.xlsx"}
    desk.statement(period="2026-11")
    assert drafts(desk) == {"对账单_KH1007_星野餐饮_202611.xlsx", "对账单_竹筏超市_202611.xlsx"}
    assert wrong(desk) == []


def test_one_customers_draft_takes_nothing_away_and_nor_do_those_of_other_days(desk):
    desk.statement(period="2026-11", customer="KH1007")
    desk.statement(period="2026-10")
    assert "对账单_星野餐饮_202611.xlsx" in drafts(desk)


@pytest.mark.thorough
def test_what_was_issued_and_what_a_person_wrote_into_a_draft_stays(desk):
    desk.issue("2026-11")
    (old,) = desk.workspace.statements.rglob("对账单_星野餐饮_202611.xlsx")
    book = openpyxl.load_workbook(old)
    book.worksheets[0]["N1"] = "请王经理看"
    book.save(old)
    desk.statement(period="2026-11")
    assert "对账单_星野餐饮_202611.xlsx" in drafts(desk)
    assert any("DZ202611" in name for name in drafts(desk))
    assert wrong(desk) == []


@pytest.mark.thorough
@pytest.mark.parametrize(("owner", "name", "ending"), [(Path, "unlink", ".pdf"), (Publishing, "is_ours", ".xlsx")])
def test_a_draft_of_which_somebody_holds_a_file_goes_the_next_time(desk, monkeypatch, owner, name, ending):
    (old,) = desk.workspace.statements.rglob("对账单_星野餐饮_202611.xlsx")
    pdf = old.with_suffix(".pdf")
    pdf.write_bytes(b"%PDF")
    real = getattr(owner, name)

    def held(one, *path, **how):
        if old.with_suffix(ending) in (one, *path):
            raise BusyFile(errno.EACCES, "held")
        return real(one, *path, **how)

    with monkeypatch.context() as now:
        now.setattr(owner, name, held)
        desk.statement(period="2026-11")
    assert old.exists()
    desk.statement(period="2026-11")
    assert not old.exists()
    assert not pdf.exists()
    assert wrong(desk) == []
