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
@pytest.mark.parametrize(
    "as_it_is",
    [pytest.param(True, id="as published", marks=pytest.mark.thorough), pytest.param(False, id="saved by a person")],
)
def test_a_master_that_is_dropped_books_nothing(desk, name, as_it_is):
    (master,) = desk.workspace.outbox.rglob(f"{name}.xlsx")
    before = digest(desk.ledger)
    one = drop(desk, "台账回来.xlsx", master.read_bytes() if as_it_is else saved(master))
    assert (one["verdict"], digest(desk.ledger)) == ("ignored", before)
    assert f"自己的“{name}”" in one["message"]
    assert "改它原来的那份表" in one["message"]
    assert "另外的表" not in one["message"]


def beside(desk, name, *pictures):
    """A master saved by a person, with sheets of these pictures added to it."""
    (master,) = desk.workspace.outbox.rglob(f"{name}.xlsx")
    book = openpyxl.load_workbook(master)
    for n, picture in enumerate(pictures, 1):
        sheet = book.create_sheet(f"新单{n}")
        for row in rows_of(picture):
            sheet.append(row)
    path = desk.workspace.root / "台账加新单.xlsx"
    book.save(path)
    return path


def test_new_papers_beside_a_master_are_taken_in_and_the_masters_lines_are_not(desk):
    file = beside(
        desk,
        "发货台账",
        SLIPS.replace("2026-11-", "2026-10-"),
        PAID.replace("1000", "900"),
    )
    lines = desk.books.line_counts()
    (checked,) = desk.check([file])["files"]
    one = drop(desk, file.name, file.read_bytes())
    assert (one["verdict"], one["rows"]["read"], one["rows"]["accepted"]) == ("accepted", 3, 3)
    now = desk.books.line_counts()
    assert (now["shipment"] - lines["shipment"], now["receipt"] - lines["receipt"]) == (2, 1)
    # What is in the opening balance already is known only of what has been booked.
    assert one["message"].startswith("读入 3 行：新增 3 行。已入账。有 1 张单（2026-10-10）的日期在期初当天或以前")
    begun, _, covered = one["message"].partition("有 1 张单")
    assert checked["message"] == begun + covered.partition("再放一次。")[2]
    assert checked["message"].startswith("读入 3 行：新增 3 行。已入账。“2026年”是从我们自己的“发货台账”里来的")
    assert "改它原来的那份表" in one["message"]
    again = drop(desk, "台账又回来.xlsx", saved(desk.workspace.root / "台账加新单.xlsx"))
    assert (again["verdict"], desk.books.line_counts()) == ("duplicate", now)


@pytest.mark.thorough
def test_what_is_faulty_beside_a_master_is_asked_about_as_anywhere(desk):
    file = beside(desk, "回款台账", PAID.replace("1000", "九佰多"))
    one = drop(desk, file.name, file.read_bytes())
    assert (one["verdict"], one["rows"]["read"], one["errors"]) == ("held", 1, 1)


@pytest.mark.thorough
def test_customers_beside_a_master_are_taken_in(desk):
    file = beside(
        desk, "发货台账", "| 客户编码 | 客户名称 | 结算方式 | 联系人 |\n| K03 | 松涛五金店 | 月结30天 | 小张 |"
    )
    one = drop(desk, file.name, file.read_bytes())
    assert (one["verdict"], one["rows"]["accepted"]) == ("accepted", 1)


@pytest.mark.thorough
def test_notes_of_a_clerk_beside_a_master_are_no_papers(desk):
    before = digest(desk.ledger)
    file = beside(desk, "发货台账", "| 谁 | 什么时候去 |\n| 小张 | 周三 |")
    one = drop(desk, file.name, file.read_bytes())
    assert (one["verdict"], digest(desk.ledger)) == ("ignored", before)
    assert one["message"].startswith("这是从我们自己的“发货台账”里来的")


@pytest.mark.thorough
def test_a_check_says_the_same_of_a_master(desk):
    (master,) = desk.workspace.outbox.rglob("发货台账.xlsx")
    (one,) = desk.check([master])["files"]
    assert "自己的“发货台账”" in one["message"]


@pytest.mark.thorough
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
