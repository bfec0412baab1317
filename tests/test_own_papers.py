"""What we wrote ourselves and somebody drops: no line of a master is booked again, and lists are kept up by it."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from drawn import rows_of, xlsx

from neiqin_xl import words
from neiqin_xl.desk import Desk
from neiqin_xl.ledger.export import digest

pytestmark = pytest.mark.usefixtures("reading_here")

CUSTOMERS = "| 客户编码 | 客户名称 |\n| K01 | 雾凇机电有限公司 |\n| K02 | 竹筏超市 |"
SLIPS = """
| 发货日期 | 客户名称 | 品名 | 单位 | 数量 | 单价 | 金额 |
| 2026-11-03 | 雾凇机电有限公司 | 角码 | 个 | 10 | 2.5 | 25 |
| 2026-11-10 | 竹筏超市 | 平垫圈 | 个 | 500 | 0.3 | 150 |
"""
PAID = "| 收款日期 | 客户名称 | 收款金额 |\n| 2026-11-15 | 雾凇机电有限公司 | 1000 |"
ADJUSTED = "| 日期 | 客户名称 | 调整类型 | 金额 |\n| 2026-11-16 | 竹筏超市 | 调减 | 10 |"
OPENED = "| 客户名称 | 期初日期 | 期初余额 |\n| 竹筏超市 | 2026-10-31 | 30 |"


@pytest.fixture
def desk(tmp_path):
    Desk.create(tmp_path / "w").close()
    with Desk(tmp_path / "w", today=date(2026, 12, 2), now=lambda: datetime(2026, 12, 2, 9, 30)) as made:
        for name, picture in (
            ("客户", CUSTOMERS),
            ("发货", SLIPS),
            ("回款", PAID),
            ("调整", ADJUSTED),
            ("期初", OPENED),
        ):
            assert drop(made, f"{name}.xlsx", picture)["verdict"] == "accepted"
        yield made


def drop(desk, name, picture):
    (desk.workspace.inbox / name).write_bytes(picture if isinstance(picture, bytes) else xlsx(rows_of(picture)))
    (one,) = desk.take_in()["files"]
    return one


def saved(master):
    """The same workbook as Excel would save it: other bytes."""
    book = openpyxl.load_workbook(master)
    book.save(master.with_name("存过.xlsx"))
    return master.with_name("存过.xlsx").read_bytes()


@pytest.mark.parametrize("name", ["发货台账", "回款台账", "调整台账", "期初台账"])
@pytest.mark.parametrize("as_it_is", [True, False], ids=["as published", "saved by a person"])
def test_a_master_that_is_dropped_books_nothing(desk, name, as_it_is):
    (master,) = desk.workspace.outbox.rglob(f"{name}.xlsx")
    before = digest(desk.ledger)
    one = drop(desk, "台账回来.xlsx", master.read_bytes() if as_it_is else saved(master))
    assert (one["verdict"], digest(desk.ledger)) == ("ignored", before)
    assert f"自己的“{name}”" in one["message"]
    assert "改它原来的那份表" in one["message"]
    assert "另外的表" not in one["message"]


def test_a_sheet_of_new_papers_beside_a_master_is_said_not_to_be_taken_in(desk):
    (master,) = desk.workspace.outbox.rglob("发货台账.xlsx")
    book = openpyxl.load_workbook(master)
    sheet = book.create_sheet("十二月送货")
    for row in rows_of(SLIPS.replace("2026-11-", "2026-12-")):
        sheet.append(row)
    book.save(desk.workspace.inbox / "台账加一张.xlsx")
    before = digest(desk.ledger)
    (one,) = desk.take_in()["files"]
    assert (one["verdict"], digest(desk.ledger)) == ("ignored", before)
    assert "“十二月送货”是另外的表，也没有收" in one["message"]


def test_a_check_says_the_same_of_a_master(desk):
    (master,) = desk.workspace.outbox.rglob("发货台账.xlsx")
    (one,) = desk.check([master])["files"]
    assert "自己的“发货台账”" in one["message"]


def test_lines_copied_out_of_a_master_without_where_they_came_from_are_a_sheet_like_any_other(desk):
    copied = SLIPS.replace("发货日期", "送货单号 | 发货日期").replace("| 2026-11-", "| XS-9 | 2026-12-")
    assert drop(desk, "新单.xlsx", copied)["verdict"] == "accepted"


def test_the_list_of_customers_may_come_back_with_what_a_person_added(desk):
    (master,) = desk.workspace.outbox.rglob("客户档案.xlsx")
    book = openpyxl.load_workbook(master)
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(sheet.max_row + 1, headers[words.CUSTOMER_CODE.shown]).value = "K03"
    sheet.cell(sheet.max_row, headers[words.CUSTOMER_NAME.shown]).value = "松涛五金店"
    book.save(desk.workspace.inbox / "客户档案改.xlsx")
    (one,) = desk.take_in()["files"]
    assert (one["verdict"], one["rows"]["accepted"], one["rows"]["duplicate"]) == ("accepted", 1, 2)
    assert one["findings"] == []
