"""Every button end to end on the demo's books, in an Excel that is imitated: what it says, and what it leaves."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from button_office import Office

from neiqin_xl.demo.month import PERIOD, TODAY
from neiqin_xl.demo.tour import take_tour
from neiqin_xl.desk import Desk
from neiqin_xl.faces.workbench.actions import ACTIONS
from neiqin_xl.faces.workbench.build import FILES, STATES_ROW

pytestmark = pytest.mark.thorough

_NINE = datetime(TODAY.year, TODAY.month, TODAY.day, 9)


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "演示"
    take_tour(folder)
    return folder


@pytest.fixture
def office(toured, tmp_path, monkeypatch):
    """The demo's workspace, seen on the demo's day."""
    folder = tmp_path / "演示"
    shutil.copytree(toured, folder, symlinks=True)
    made = Desk.__init__

    def on_that_day(desk, *args, **named):
        made(desk, *args, **{"today": TODAY, "now": lambda: _NINE + timedelta(hours=1)} | named)

    monkeypatch.setattr(Desk, "__init__", on_that_day)
    opened = Office(folder, monkeypatch)
    opened.asks(PERIOD)
    return opened


def linked(office):
    """The files of the answer; each is there, and its link leads to it."""
    cells = [office.first.cell(15 + n, 3) for n in range(FILES)]
    found = [Path(cell.value) for cell in cells if cell.value]
    assert [cell.hyperlink.target for cell in cells if cell.value] == [str(one) for one in found]
    assert all(one.is_file() for one in found)
    return found


def a_customer(office):
    with Desk(office.folder) as desk:
        code, name, *_ = next(row for row in desk.query("余额", period=PERIOD)["rows"] if row[6])
        return code, name


def test_statements_of_a_customer_are_drafted_and_linked(office):
    code, name = a_customer(office)
    for one in (office.workspace.statements / PERIOD).rglob("*.xlsx"):
        one.unlink()
    office.asks(PERIOD, f"{code} {name}")
    assert office.press("statement") == f"{PERIOD} 的对账单草稿做好了，写了 1 个文件。"
    (path,) = linked(office)
    assert f"_{code}_" in path.name
    assert office.press("statement").startswith(f"{PERIOD} 的对账单草稿没有新的要写：和上次一样")


def test_a_customer_whom_nobody_knows_is_asked_about(office):
    office.asks(PERIOD, "没有这一家")
    assert office.press("statement").startswith("没有叫“没有这一家”的客户。")
    assert linked(office) == []


def test_without_a_program_that_prints_it_is_said_how_to_get_a_pdf(office, monkeypatch):
    from neiqin_xl.desk import pdfs
    from neiqin_xl.machine.pdf import to_pdf

    monkeypatch.setattr(pdfs, "to_pdf", lambda stale, _: to_pdf(stale, ()))
    for one in (office.workspace.statements / PERIOD).rglob("*.xlsx"):
        one.unlink()
    said = office.press("pdf")
    assert "没有找到 Excel、WPS 或 LibreOffice" in said
    assert office.excel.alerts == [said]


def test_a_register_is_there_to_be_filled_in_once_something_is_issued(office):
    for one in office.workspace.statements.rglob("对账登记_*.xlsx"):
        one.unlink()
    assert office.press("sign_off").startswith("还没有签发过的对账单")
    with Desk(office.folder, today=TODAY + timedelta(days=40)) as desk:
        assert desk.issue(PERIOD)["issued"]
    assert office.press("sign_off").startswith("打开下面的对账登记")
    assert linked(office)[0].name == "对账登记_202610.xlsx"


def test_payments_of_nobody_are_listed_to_be_claimed(office):
    assert office.press("claim").startswith("打开下面的回款核销")
    assert [one.name.startswith("回款核销") for one in linked(office)] == [True]


def test_the_days_delivery_notes_are_printed(office):
    with Desk(office.folder) as desk:
        day = desk.query("发货", period=PERIOD)["rows"][0][0]
    office.asks(day)
    said = office.press("delivery_note")
    assert said.startswith(f"{day} 的送货单做好了，写了 ")
    assert linked(office)
    office.asks("2020-01-01")
    assert "这天没有发货" in office.press("delivery_note")


def test_the_summary_is_made_anew(office):
    for one in office.workspace.reports.rglob(f"*{PERIOD}*.xlsx"):
        one.unlink()
    assert office.press("summary") == f"{PERIOD} 的销售汇总做好了，写了 1 个文件。"
    assert "销售汇总" in linked(office)[0].name


def test_the_newest_batch_is_taken_back_and_its_answer_says_so(office):
    said = office.press("undo")
    with Desk(office.folder) as desk:
        (undone,) = (one for one in desk.batches() if one["undone"])
        assert said.startswith(f"已撤销批次 {undone['batch']}（“{undone['file']}”）：")
        assert desk.verify()["ok"]


def test_how_things_stand_is_told_and_shown(office):
    assert office.press("refresh").startswith("收件箱里等着 0 个文件；")
    assert [one.name for one in linked(office)] == ["今日待办.xlsx"]
    shown = [office.first.cell(STATES_ROW + n, 3).value for n in range(4)]
    assert shown[0].startswith("没有在运行")
    assert shown[1] == "0 个文件"
    assert shown[3].startswith("批次 ")
    assert office.book.content["名单"]["A2"].value


def test_the_inbox_that_is_empty_is_said_to_be(office):
    assert office.press("take_in") == "收件箱里没有要处理的文件。"
    assert office.excel.alerts == []


@pytest.mark.parametrize("what", ["订单", "发货", "余额", "欠货"])
def test_every_question_is_answered_with_rows(office, what):
    sheet = office.book.content["查询"]
    sheet["B3"], sheet["B4"] = PERIOD, what
    said = office.press("query")
    with Desk(office.folder) as desk:
        rows = desk.query(what, period=PERIOD)["rows"]
    assert said == f"{what}：{len(rows)} 行"
    shown = [cell.value for cell in sheet[8]]
    assert shown[0] == rows[0][0]
    assert sheet.cell(7 + len(rows), 1).value == rows[-1][0]
    assert sheet.cell(8 + len(rows), 1).value is None


def test_a_customers_own_statement_is_held_against_the_books(office):
    code, name = a_customer(office)
    content = openpyxl.Workbook()
    content.active.title = "对账单"
    content.active.append([f"{name} {PERIOD} 对账单"])
    content.active.append(["日期", "单号", "金额", "余额"])
    content.active.append([datetime(2026, 10, 8), "20261008000000000012", 1234.5, 1234.5])
    office.excel.add(content, f"{name} 对账单.xlsx")
    office.asks(PERIOD, code)
    said = office.press("reconcile")
    assert said.startswith(f"已和我方账核对（{name}，")
    assert "差额已逐项列明" in said
    assert linked(office)


def test_a_sheet_of_orders_is_checked_and_then_submitted(office):
    office.sheet_of_orders()
    assert office.press("check_sheet").startswith("检查“订单1105.xlsx”：")
    assert "【" in office.press("submit_sheet")
    assert "订单1105" in linked(office)[0].name
    with Desk(office.folder) as desk:
        assert {"00123", "20261105000000000017"} <= set(desk.frame("order")["订单号"])
        assert desk.verify()["ok"]


def test_there_is_no_button_that_has_not_been_pressed_here():
    text = Path(__file__).read_text("utf-8")
    assert [one.name for one in ACTIONS if f'press("{one.name}")' not in text] == []
