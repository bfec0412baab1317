"""The buttons of the workbench, pressed in an Excel that is imitated: every action, and what gets in the way."""

from __future__ import annotations

import openpyxl
import pytest
import xlwings
from button_office import ROWS, Office

from neiqin_xl import machine
from neiqin_xl.desk import Desk
from neiqin_xl.faces import buttons, excel
from neiqin_xl.faces.workbench.build import STATES_ROW
from neiqin_xl.faces.workbench.doing import Done

pytestmark = pytest.mark.usefixtures("reading_here")


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path / "工作区", monkeypatch)


def test_the_inbox_is_taken_in_and_the_replies_are_linked(office):
    office.sheet_of_orders().content.save(office.workspace.inbox / "订单1105.xlsx")
    assert "共 1 个文件" in office.press("take_in")
    assert "处理结果" in office.first["C15"].hyperlink.target
    assert "订单1105.xlsx" in office.workspace.status_page.read_text(encoding="utf-8")
    assert office.excel.alerts == []


def test_one_press_is_done_once_whichever_way_it_comes(office):
    office.press("refresh")
    assert "已经办过" in office.again("refresh")


def test_an_open_sheet_that_nobody_saved_is_checked_where_it_stands(office):
    book = office.sheet_of_orders(rows=[[*ROWS[0][:5], -3, 2.5, 25]])
    said = office.press("check_sheet")
    assert "问题标在表上了" in said
    sheet = book.content["订单"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert marked
    assert all(cell.comment.text.startswith("【内勤检查】") for cell in marked)
    assert all(cell.fill.fill_type == "solid" for cell in marked)
    assert not list(office.workspace.inbox.glob("*.xlsx"))


def test_checking_again_takes_the_own_marks_away_and_leaves_the_clerks_colours_and_comments(office):
    book = office.sheet_of_orders(rows=[[*ROWS[0][:5], -3, 2.5, 25]])
    sheet = book.content["订单"]
    sheet["A1"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00FF00")
    sheet["F2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000FF")
    sheet["B2"].comment = openpyxl.comments.Comment("问一下王姐", "我")
    office.press("check_sheet")
    sheet["F2"].value, sheet["H2"].value = 10, 25
    office.press("check_sheet")
    assert sheet["F2"].comment is None
    assert sheet["F2"].fill.fgColor.rgb == "FF0000FF"
    assert sheet["A1"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["B2"].comment.text == "问一下王姐"


def test_a_protected_sheet_is_checked_and_its_cells_are_told_instead_of_marked(office):
    book = office.sheet_of_orders(rows=[[*ROWS[0][:5], -3, 2.5, 25]])
    book.content["订单"].protection.sheet = True
    said = office.press("check_sheet")
    assert "有保护，标不上" in said
    assert "F2" in said


def test_the_open_sheet_is_submitted_as_it_stands_with_all_digits_of_its_numbers(office):
    office.sheet_of_orders()
    said = office.press("submit_sheet")
    assert "入账" in said
    with Desk(office.folder) as desk:
        assert {row["file"] for row in desk.batches()} == {"订单1105.xlsx"}
        assert list(desk.frame("order")["订单号"]) == ["00123", "20261105000000000017"]


def test_submitting_a_sheet_twice_changes_nothing(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    assert "重复" in office.press("submit_sheet")


def test_without_another_book_it_is_said_what_to_open(office):
    assert "请先打开要处理的表" in office.press("check_sheet")
    assert "请先打开要处理的表" in office.excel.alerts[0]


def test_of_several_open_books_the_one_in_front_last_is_meant(office):
    office.sheet_of_orders("旧的.xlsx")
    office.sheet_of_orders("新的.xlsx")
    assert "检查“新的.xlsx”" in office.press("check_sheet")


def test_the_query_sheet_lists_orders_with_their_numbers_as_they_are(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    sheet = office.book.content["查询"]
    sheet["B2"], sheet["B3"], sheet["B4"] = "甲示例商贸", "2026-11", "订单"
    assert office.press("query") == "订单：2 行"
    assert [sheet.cell(7, n + 1).value for n in range(3)] == ["日期", "单号", "订单号"]
    assert {sheet.cell(row, 2).value for row in (8, 9)} == {"00123", "20261105000000000017"}
    assert (sheet.cell(7, 11).value, sheet.cell(8, 11).value) == ("币种", "人民币")


def test_a_query_for_an_unknown_customer_says_who_is_near(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    sheet = office.book.content["查询"]
    sheet["B2"], sheet["B4"] = "示例", "余额"
    assert "甲示例商贸" in office.press("query")


@pytest.mark.parametrize("what", ["订单", "发货", "余额", "欠货"])
def test_everything_can_be_asked_for_of_empty_books(office, what):
    office.book.content["查询"]["B4"] = what
    assert office.press("query") == f"{what}：这个客户和账期没有{what}"


def test_statements_and_summaries_are_made_for_the_period_in_the_cell(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    office.asks("2026-11")
    assert "2026-11 的对账单草稿" in office.press("statement")
    assert "2026-11 的销售汇总" in office.press("summary")


def test_a_period_that_nobody_can_read_is_told_in_chinese(office):
    office.asks("上上上月")
    said = office.press("statement")
    assert "上上上月" in said
    assert office.excel.alerts == [said]


def test_the_last_batch_is_taken_back(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    assert "撤销" in office.press("undo")
    with Desk(office.folder) as desk:
        assert desk.books.line_counts() == {}


def test_how_things_stand_is_shown_and_the_lists_are_renewed(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    office.press("refresh")
    assert "没有在运行" in office.first[f"C{STATES_ROW}"].value
    assert "订单1105.xlsx" in office.first[f"C{STATES_ROW + 3}"].value
    assert office.book.content["名单"]["A2"].value == "甲示例商贸"


def test_busy_excel_is_waited_for(office):
    office.excel.app.busy = 3
    assert "没有暂挂的行" in office.press("refresh")


def test_excel_that_stays_busy_ends_with_a_sentence_and_no_error(office, monkeypatch):
    monkeypatch.setattr(excel, "PATIENCE_SECONDS", -1)

    def begun(*_):
        office.excel.app.busy = 1_000_000
        return True

    monkeypatch.setattr(buttons, "begin", begun)
    office.sheet_of_orders()
    office.press("submit_sheet")
    (said,) = office.excel.alerts
    assert said.startswith("Excel 正忙：")
    assert not list(office.workspace.inbox.glob("*.xlsx"))


def test_excel_that_is_busy_while_its_windows_are_asked_for_has_no_hidden_book_submitted(office):
    office.sheet_of_orders("PERSONAL.XLSB").hidden = True
    office.excel.app.busy_with_windows = 1
    assert "请先打开要处理的表" in office.press("submit_sheet")
    assert office.excel.app.busy_with_windows == 0


def test_a_book_that_cannot_be_found_sends_the_macro_to_the_watcher_and_is_logged(office, monkeypatch):
    monkeypatch.delattr(xlwings.Book, "_mock_caller")
    with pytest.raises(SystemExit) as ended:
        buttons.pressed("refresh")
    assert ended.value.code == buttons.UNREACHED
    assert "NoBook" in (machine.user_state_folder() / "logs" / "neiqin.log").read_text("utf-8")


def test_a_workbench_that_is_closed_meanwhile_is_told_in_a_window_what_was_done(office, monkeypatch):
    def done(*_):
        office.book.closed = True
        return Done("已撤销批次 7。")

    monkeypatch.setattr(buttons, "do", done)
    office.press("undo")
    assert office.excel.alerts == ["已撤销批次 7。"]


def test_a_sheet_that_is_closed_meanwhile_ends_with_a_sentence_and_a_line_in_the_log(office):
    office.sheet_of_orders().closed = True
    assert "程序出错了" in office.press("check_sheet")
    assert "button check_sheet failed" in (office.workspace.logs / "neiqin.log").read_text("utf-8")


def test_the_status_bar_is_given_back_whatever_happens(office, monkeypatch):
    monkeypatch.setattr(buttons, "do", lambda *_: 1 / 0)
    assert "程序出错了" in office.press("refresh")
    assert office.excel.app.seen[-1] == ("status bar", False)


def test_a_workspace_that_is_gone_is_said(office):
    office.set("WORKSPACE", str(office.folder / "没有"))
    assert "不是内勤工作区" in office.press("refresh")


def test_a_button_that_a_newer_workbench_has_is_told(office):
    assert "没有“dance”这个按钮" in office.press("dance")
