"""The workbench in careless and hostile hands: sheets gone or renamed, odd cells, formulas in names, books that refuse."""

from __future__ import annotations

import sys
from datetime import date, datetime

import openpyxl
import pytest
from button_office import ROWS, Office

from neiqin_xl.desk import Desk
from neiqin_xl.faces import buttons, excel
from neiqin_xl.faces.workbench import copying
from neiqin_xl.faces.workbench.choices import period_meant
from neiqin_xl.faces.workbench.copying import VALUES_ONLY
from neiqin_xl.faces.workbench.doing import Done
from neiqin_xl.faces.workbench.texts import as_text

pytestmark = [pytest.mark.usefixtures("reading_here"), pytest.mark.thorough]


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path / "工作区", monkeypatch)


def test_a_renamed_sheet_is_still_found(office):
    office.first.title = "我的按钮"
    office.book.content.move_sheet("我的按钮", 2)
    buttons.pressed("refresh")
    assert "收件箱里等着" in office.book.content["我的按钮"]["C13"].value


def test_rows_that_were_put_in_move_the_answer_along(office):
    office.set("CELL_STATUS", "$B$40")  # what the workbook's formula comes to then
    office.press("refresh")
    assert "收件箱里等着" in office.first["B40"].value


def test_a_deleted_query_sheet_is_missed_by_name(office):
    del office.book.content["查询"]
    assert office.press("query").startswith("工作台里的“查询”页不见了。")


def test_a_deleted_list_sheet_is_missed_by_name(office):
    del office.book.content["名单"]
    assert "“名单”页不见了" in office.press("refresh")


def test_without_its_hidden_sheet_the_macro_is_told_that_python_found_no_workbench(office):
    del office.book.content["_neiqin"]
    with pytest.raises(SystemExit) as ended:
        buttons.pressed("refresh")
    assert ended.value.code == buttons.UNREACHED


def test_a_deleted_first_sheet_is_told_in_a_window_since_it_was_done_all_the_same(office):
    del office.book.content["工作台"]
    buttons.pressed("refresh")
    assert "不见了" in office.excel.alerts[0]


def test_settings_that_were_cleared_never_mean_the_folder_we_happen_to_be_in(office, monkeypatch):
    monkeypatch.chdir(office.folder)
    office.set("WORKSPACE", None)
    assert "没有写工作区在哪里" in office.press("undo")


def test_a_number_that_no_macro_gives_leaves_no_file_anywhere(office):
    office.set("NUMBER", "../../../x")
    buttons.pressed("refresh")
    assert "收件箱里等着" in office.said
    assert not list(office.folder.parent.rglob("x"))


@pytest.mark.parametrize("hostile", ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(1)", "-1+1"])
def test_names_of_customers_never_become_formulas_in_the_list(office, hostile):
    office.sheet_of_orders(rows=[[*ROWS[0][:1], f"{hostile} 商贸", *ROWS[0][2:]]])
    office.press("submit_sheet")
    sheet = office.book.content["查询"]
    sheet["B3"], sheet["B4"] = "2026-11", "订单"
    office.press("query")
    cells = [cell for cell in sheet[8] if isinstance(cell.value, str) and "商贸" in cell.value]
    assert all(cell.number_format == "@" for cell in cells)
    office.asks(customer=hostile)
    assert office.press("statement")[:1] not in "=+-@"


@pytest.mark.parametrize(("text", "shown"), [("=1+1", " =1+1"), ("-3", " -3"), ("好", "好"), ("", "")])
def test_an_answer_is_never_a_formula(text, shown):
    assert as_text(text) == shown


def test_numbers_of_a_second_question_are_numbers_where_the_first_one_had_text(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    sheet = office.book.content["查询"]
    for what in ("订单", "余额"):
        sheet["B3"], sheet["B4"] = "2026-11", what
        office.press("query")
    titles = [cell.value for cell in sheet[7]]
    assert [sheet.cell(7, n).number_format for n in (titles.index("期末余额") + 1, 1)] == ["General", "@"]


def test_a_question_that_fails_leaves_no_old_list_below_it(office):
    office.sheet_of_orders()
    office.press("submit_sheet")
    sheet = office.book.content["查询"]
    sheet["B3"], sheet["B4"] = "2026-11", "订单"
    office.press("query")
    sheet["B2"] = "#N/A"
    assert office.press("query") == sheet["B5"].value == office.excel.alerts[-1]
    assert "没有叫“#N/A”的客户" in sheet["B5"].value
    assert sheet["A8"].value is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("２０２６－１１", "2026-11"),
        ("202611", "2026-11"),
        ("11月", "2026-11"),
        ("12月份", "2025-12"),
        ("1月", "2026-01"),
        (" 上月 ", "上月"),
        ("13月", "13月"),
        ("202613", "202613"),
        ("", ""),
    ],
)
def test_periods_are_understood_as_clerks_type_them(typed, meant):
    assert period_meant(typed, date(2026, 11, 22)) == meant


def test_a_month_that_excel_made_a_day_of_is_that_month(office):
    sheet = office.book.content["查询"]
    sheet["B3"], sheet["B4"] = datetime(2026, 11, 1), "订单"
    assert office.press("query") == "订单：这个客户和账期没有订单"


def test_hidden_books_are_not_hers(office):
    office.sheet_of_orders("PERSONAL.XLSB").hidden = True
    assert "请先打开要处理的表" in office.press("submit_sheet")


@pytest.mark.parametrize("button", ["check_sheet", "submit_sheet"])
def test_a_book_that_excel_copies_not_is_read_cell_by_cell_with_all_its_digits(office, button):
    book = office.sheet_of_orders()
    book.content["订单"]["A2"].value, book.content["订单"]["A2"].number_format = 123, "00000"
    book.refuses_copies = True
    said = office.press(button)
    assert VALUES_ONLY in said
    if button == "submit_sheet":
        with Desk(office.folder) as desk:
            frame = desk.frame("order")
        assert list(frame["订单号"]) == ["00123", "20261105000000000017"]
        assert [f"{day:%m-%d}" for day in frame["订单日期"]] == ["11-05", "11-06"]


def test_a_book_that_is_too_large_to_be_read_cell_by_cell_is_told(office, monkeypatch):
    monkeypatch.setattr(copying, "_MOST_CELLS", 10)
    office.sheet_of_orders().refuses_copies = True
    assert "直接放进收件箱" in office.press("check_sheet")


@pytest.mark.parametrize("button", ["check_sheet", "submit_sheet", "reconcile"])
def test_an_empty_sheet_and_one_of_no_known_type_are_told_and_never_called_sound(office, button):
    for rows in ([], [["今天", "天气", "很好"], ["明天", "也", "不错"]]):
        content = openpyxl.Workbook()
        for row in rows:
            content.active.append(row)
        office.excel.app.opened[1:] = []
        office.excel.app.front[:] = [office.book.name]
        office.excel.add(content, f"随便{len(rows)}.xlsx")
        said = office.press(button)
        assert "没有发现问题" not in said
        assert "程序出错" not in said
        assert "随便" in said


def test_a_chart_sheet_beside_the_orders_is_no_hindrance(office):
    book = office.sheet_of_orders()
    book.content.create_chartsheet("图")
    assert "检查“订单1105.xlsx”：" in office.press("check_sheet")
    assert "入账" in office.press("submit_sheet")


def test_a_cell_with_her_own_comment_is_told_instead_of_marked(office):
    book = office.sheet_of_orders(rows=[[*ROWS[0][:5], -3, 2.5, 25]])
    book.content["订单"]["F2"].comment = openpyxl.comments.Comment("问一下王姐", "我")
    said = office.press("check_sheet")
    assert "F2 1 格有别人写的批注" in said
    assert book.content["订单"]["F2"].comment.text == "问一下王姐"


def test_what_was_done_is_told_even_where_excel_no_longer_listens(office, monkeypatch):
    monkeypatch.setattr(excel, "PATIENCE_SECONDS", -1)

    def done(*_):
        office.book.content["工作台"].protection.sheet = True
        return Done("已撤销批次 7。")

    monkeypatch.setattr(buttons, "do", done)
    office.press("undo")
    assert office.excel.alerts == ["已撤销批次 7。"]


def test_a_watcher_that_is_long_at_work_leaves_the_sheet_in_the_inbox(office, monkeypatch):
    from neiqin_xl.workspace import WorkspaceBusy

    def busy(*_, **__):
        raise WorkspaceBusy("这个工作区正忙。")

    monkeypatch.setattr(Desk, "take_in", busy)
    office.sheet_of_orders()
    assert "不用再交" in office.press("submit_sheet")
    assert [one.name for one in office.workspace.inbox.glob("*.xlsx")] == ["订单1105.xlsx"]


@pytest.mark.parametrize("name", ["100%PATH%.xlsm", "A & B.xlsm", "单'引号.xlsm", "工作台 (2).xlsm"])
def test_a_workbench_may_be_named_as_people_name_files(tmp_path, monkeypatch, name):
    office = Office(tmp_path / "工作区", monkeypatch, name)
    assert "收件箱里等着" in office.press("refresh")


@pytest.mark.skipif(sys.platform == "win32", reason="its names have none of these")
def test_several_clerks_may_press_at_once(office, monkeypatch):
    import threading

    office.sheet_of_orders()
    office.press("submit_sheet")
    said = []

    def press(number):
        from neiqin_xl.faces.workbench.doing import Asked, do

        with Desk(office.folder) as desk:
            said.append(do(desk, "summary" if number % 2 else "statement", Asked("2026-11")).text)

    clerks = [threading.Thread(target=press, args=(n,)) for n in range(4)]
    for one in clerks:
        one.start()
    for one in clerks:
        one.join(60)
    assert len(said) == 4
    assert all(one.startswith("2026-11 的") for one in said)
