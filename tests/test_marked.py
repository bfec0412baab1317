"""A faulty workbook comes back marked beside its reply, and counts once when it is corrected and dropped again."""

from __future__ import annotations

import io
import logging
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter
from kitchen_parts import Parts
from workbook_features import parts

from neiqin_xl import Desk, words
from neiqin_xl.desk import answering
from neiqin_xl.desk.answering import Answering
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.publish.marked import marks_of
from neiqin_xl.publish.marking import NotMarkedError, marked_copy
from neiqin_xl.publish.replies import Noted, Reply, TableRead, marked_name, reply_name

HEADER = ["订单号", "下单日期", "客户名称", "产品编码", "产品名称", "单位", "数量", "含税单价", "金额"]
LINES = [
    ["D1", "2026-11-03", "华新五金", "0017", "螺栓 M8", "件", 100, 2.5, 250],
    ["D1", "2026-11-03", "华新五金", "0018", "螺栓 M10", "件", "十箱", 3, 120],
    ["D2", "2026-11-04", "大同机电", "0017", "螺栓 M8", "件", 8, 2.5, 20],
]


def drawn(name="订单", rows=(HEADER, *LINES)):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    return held.getvalue()


def noted(code="C103", severity=Severity.ERROR, message="“十箱”不是数字，请改成数字", row=3, cell="G3"):
    return Noted(Finding(code, severity, message, row, cell, "qty", None), "十箱", "D1 华新五金")


def reply(*findings, range_="A1:I4", fates=((2, 3, "暂挂"), (4, 4, "新增")), sheet="订单"):
    table = TableRead(sheet, "订单", range_, 1, 3, findings=findings, row_fates=fates)
    return Reply(7, "订单.xlsx", "", datetime(2026, 11, 21, 14, 32), words.TO_CORRECT, "读入 3 行。", (table,))


def test_every_finding_with_a_cell_is_a_mark_and_errors_come_before_reminders():
    reminder = noted("C201", Severity.WARNING, "请核对", 4, "H4")
    asked = marks_of(reply(reminder, noted(), noted("M1", Severity.NOTE, "不用改", 2, "A2")))
    assert [(one.cell, one.colour) for one in asked.marks] == [("G3", "F8CBAD"), ("H4", "FFF2CC")]


def test_the_columns_say_what_became_of_each_row_and_what_is_wrong_with_it():
    state, said = marks_of(reply(noted(), noted(message="日期不清", cell="B3"), noted(row=None, cell=None))).columns
    assert (state.right_of, state.header_row, state.last_row) == (9, 1, 4)
    assert state.texts == {2: "暂挂", 3: "暂挂", 4: "新增"}
    assert state.colours == {3: "F8CBAD"}
    assert said.texts[3] == "“十箱”不是数字，请改成数字；日期不清"
    assert set(said.texts) == {2, 3}


def test_a_row_that_is_held_without_a_fault_of_its_own_says_for_what():
    above = noted("C104", message="“11月初”不是日期", row=None, cell="B1")
    _, said = marks_of(reply(above, fates=((2, 3, "暂挂"), (4, 4, "新增")))).columns
    assert said.texts == dict.fromkeys((2, 3), "跟着表头暂挂：“11月初”不是日期")
    _, said = marks_of(reply(noted())).columns
    assert said.texts[2] == "跟着同一张单据里要改的行一起暂挂，这一行没有错"


def test_the_list_names_what_is_wrong_and_what_to_do_as_the_reply_does():
    (line,) = marks_of(reply(noted())).listing.lines
    assert (line.sheet, line.cell) == ("订单", "G3")
    assert line.texts == ("错误", "C103", "D1 华新五金", "十箱", "“十箱”不是数字", "请改成数字", "")


@pytest.mark.parametrize(
    ("codes", "here", "there", "misspelt"),
    [
        (("C103",), True, False, False),
        (("C103", "G108"), True, True, False),
        (("C103", "G109"), True, True, False),
        (("G108",), False, True, True),
        (("G109",), False, True, False),
        (("G108", "G109"), False, True, True),
    ],
)
@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_the_list_says_where_to_answer_what_is_not_answered_by_a_change_in_the_copy(
    codes, here, there, misspelt, severity
):
    note = noted("M1", Severity.NOTE, "不用改", 2, "A2")
    hint = marks_of(reply(note, *(noted(code, severity) for code in codes))).listing.hint
    assert ("就在这份表里改" in hint, "差异清单" in hint, "这份表不用再放" in hint, "号码写错的" in hint) == (
        here, there, not here, misspelt,
    )  # fmt: skip


def test_a_copy_is_made_by_a_process_of_its_own():
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(drawn(), reply(noted()))))
    assert book.sheetnames == ["问题清单", "订单"]
    assert book["订单"]["G3"].comment.text == "“十箱”不是数字，请改成数字"
    assert [book["订单"][cell].value for cell in ("J1", "K1", "J3", "K3", "J4")] == [
        "状态", "问题说明", "暂挂", "“十箱”不是数字，请改成数字", "新增",
    ]  # fmt: skip


def test_where_nothing_is_to_be_marked_there_is_no_copy():
    assert marked_copy(drawn(), reply(noted(cell=None))) is None


def test_what_cannot_be_marked_is_said_and_where_it_went_wrong_is_in_the_log(caplog):
    with pytest.raises(NotMarkedError, match="不是完整的"):
        marked_copy(b"PK\x03\x04 cut off", reply(noted()))
    with pytest.raises(NotMarkedError, match="找不到工作表"):
        marked_copy(drawn("别的名字"), reply(noted()))
    assert "annotated.py" in caplog.text


def test_a_marked_copy_that_comes_back_is_named_like_the_file_that_it_is_of():
    when = datetime(2026, 11, 22, 9, 5)
    assert marked_name("1121-1432_要改_订单1105.xlsx") == "1121-1432_要改_订单1105_标记.xlsx"
    for back in (
        "1121-1432_要改_订单1105_标记.xlsx",
        "1121-1432_要改_订单1105_标记 (2).xlsx",
        "1121-1432_要改_订单1105_标记_12.xlsx",
    ):
        assert reply_name(when, words.ENTERED, back) == "1122-0905_已入账_订单1105.xlsx"


@pytest.fixture
def desk(tmp_path, reading_here):
    with Desk.create(tmp_path / "工作区") as made:
        made._now = lambda: datetime(2026, 11, 21, 14, 32)
        yield made


def dropped(desk, data, name="订单.xlsx"):
    (desk.workspace.inbox / "昆明办").mkdir(exist_ok=True)
    (desk.workspace.inbox / "昆明办" / name).write_bytes(data)
    (file,) = desk.take_in()["files"]
    return file


def copies(desk):
    return sorted(desk.workspace.replies.rglob("*_标记*.xlsx"))


def test_a_faulty_drop_gets_its_copy_beside_the_reply_and_a_good_one_none(desk):
    good = [HEADER, ["D9", "2026-11-03", "华新五金", "0017", "螺栓 M8", "件", 1, 2.5, 2.5]]
    assert dropped(desk, drawn(rows=good), "好的.xlsx")["fate"] == "已入账"
    assert copies(desk) == []
    assert dropped(desk, drawn())["fate"] == "要改"
    assert copies(desk) == [desk.workspace.replies / "昆明办" / "1121-1432_要改_订单_标记.xlsx"]


def test_a_corrected_copy_counts_once_and_what_we_wrote_into_it_is_not_read(desk):
    dropped(desk, drawn())
    (copy,) = copies(desk)
    book = openpyxl.load_workbook(copy)
    book["订单"]["G3"] = 40
    held = io.BytesIO()
    book.save(held)
    again = dropped(desk, held.getvalue(), copy.name)
    assert (again["fate"], again["rows"]["read"], again["errors"]) == ("已入账", 3, 0)
    assert again["message"].startswith("读入 3 行：新增 2 行，无变化 1 行")
    assert [one["sheet"] for one in again["findings"] if one["code"] == "S101"] == []
    assert len(copies(desk)) == 1


def test_words_of_her_own_below_our_columns_are_read(desk):
    dropped(desk, drawn())
    (copy,) = copies(desk)
    book = openpyxl.load_workbook(copy)
    sheet = book["订单"]
    sheet["G3"] = 40
    for column, cell in enumerate(["D3", "2026-11-05", "大同机电", "0017", "螺栓 M8", "件", 5, 2.5, 12.5], start=1):
        sheet.cell(5, column).value = cell
    held = io.BytesIO()
    book.save(held)
    assert dropped(desk, held.getvalue(), copy.name)["rows"]["accepted"] == 3


def test_a_workbook_with_macros_comes_back_without(desk):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("订单")
        for row, cells in enumerate([HEADER, *LINES]):
            sheet.write_row(row, 0, cells)
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), is_stream=True)
    dropped(desk, held.getvalue(), "订单.xlsm")
    (copy,) = copies(desk)
    assert copy.suffix == ".xlsx"
    assert not any("vba" in name for name in Parts(parts(copy.read_bytes())))


def test_a_copy_that_lies_there_already_is_not_written_again(desk):
    dropped(desk, drawn())
    (copy,) = copies(desk)
    before = copy.read_bytes()
    desk.ledger.connection.execute("UPDATE answer SET done = 0")
    Answering(desk.workspace, desk.ledger, logging.getLogger("test")).write_pending()
    assert [path.read_bytes() for path in copies(desk)] == [before]


def test_a_copy_that_comes_back_with_another_fault_is_marked_anew(desk):
    dropped(desk, drawn())
    (copy,) = copies(desk)
    book = openpyxl.load_workbook(copy)
    book["订单"]["G3"], book["订单"]["G2"] = 40, "九箱"
    held = io.BytesIO()
    book.save(held)
    desk._now = lambda: datetime(2026, 11, 21, 15, 0)
    dropped(desk, held.getvalue(), copy.name)
    again = openpyxl.load_workbook(copies(desk)[-1])
    sheet = again["订单"]
    assert again.sheetnames == ["问题清单", "订单"]
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"G2"}
    assert [sheet.cell(1, column).value for column in (10, 11, 12)] == ["状态", "问题说明", None]
    assert sheet["G3"].fill.fill_type is None


def text_file(rows=(HEADER, *LINES)):
    return "\r\n".join(",".join(map(str, row)) for row in rows).encode("gb18030")


def web_page(rows=(HEADER, *LINES)):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><meta charset=utf-8><table>{cells}</table></html>".encode()


@pytest.mark.parametrize(("name", "data"), [("订单.csv", text_file()), ("订单.xls", web_page())])
def test_a_file_that_is_no_workbook_of_excel_is_marked_in_a_plain_one(desk, name, data):
    assert dropped(desk, data, name)["fate"] == "要改"
    (copy,) = copies(desk)
    assert copy.suffix == ".xlsx"
    book = openpyxl.load_workbook(copy)
    sheet = book.worksheets[1]
    assert book.sheetnames[0] == "问题清单"
    assert sheet["D2"].value == "0017"
    assert "十箱" in sheet["G3"].comment.text
    assert [sheet[cell].value for cell in ("J1", "J3", "J4")] == ["状态", "暂挂", "新增"]


def test_a_plain_copy_counts_once_when_it_is_corrected(desk):
    dropped(desk, text_file(), "订单.csv")
    (copy,) = copies(desk)
    book = openpyxl.load_workbook(copy)
    book.worksheets[1]["G3"] = 40
    held = io.BytesIO()
    book.save(held)
    again = dropped(desk, held.getvalue(), copy.name)
    assert (again["fate"], again["rows"]["read"], again["errors"]) == ("已入账", 3, 0)
    assert again["message"].startswith("读入 3 行：新增 2 行，无变化 1 行")


def answered_with(desk, monkeypatch):
    """Every reply that is written."""
    found = []
    monkeypatch.setattr(answering, "reply_book", lambda reply, _: found.append(reply) or b"")
    return found


def test_the_reply_names_the_copy_or_says_why_there_is_none(desk, monkeypatch):
    replies = answered_with(desk, monkeypatch)
    dropped(desk, drawn())
    assert (replies[-1].marked, replies[-1].unmarked) == (copies(desk)[0].name, "")

    def refused(*_):
        raise NotMarkedError("工作表“订单”太大")

    monkeypatch.setattr("neiqin_xl.publish.marking.marked_copy", refused)
    dropped(desk, drawn(rows=(HEADER, *LINES[1:])), "另一份.xlsx")
    assert replies[-1].marked == ""
    assert "工作表“订单”太大" in replies[-1].unmarked
    good = [HEADER, ["D9", "2026-11-03", "华新五金", "0017", "螺栓 M8", "件", 1, 2.5, 2.5]]
    dropped(desk, drawn(rows=good), "好的.xlsx")
    assert (replies[-1].marked, replies[-1].unmarked) == ("", "")


def test_what_is_said_of_the_head_names_the_one_document_of_the_table(desk, monkeypatch):
    replies = answered_with(desk, monkeypatch)
    head = [["订单", None, None], ["订单号", "D7", None], ["客户名称", "华新五金", None], ["下单日期", "11月初", None]]
    lines = [["产品编码", "产品名称", "单位", "数量", "含税单价"], ["0017", "螺栓 M8", "件", 100, 2.5]]
    dropped(desk, drawn(rows=[*head, *lines]))
    (table,) = replies[-1].tables
    told = [one for one in table.findings if one.finding.cell == "B4"]
    assert [one.about for one in told] == ["D7 华新五金"]
