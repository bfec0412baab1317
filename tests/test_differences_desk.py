"""差异清单 from the outbox and back: what a clerk writes beside a difference is taken in and heeded."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)
HEADS = {
    "订单.csv": "订单号,下单日期,客户编码,客户名称,产品编码,品名,单位,数量,含税单价,要货日期\n"
    "D-1,2026-11-02,0017,华新五金,LS-M8,螺栓,件,100,2.50,2026-11-10\n",
    "发货.csv": "送货单号,发货日期,订单号,客户编码,客户名称,产品编码,品名,单位,数量,含税单价\n"
    "S-1,2026-11-05,D-1,0017,华新五金,LS-M8,螺栓,件,60,2.60\n",
}


@pytest.fixture
def desk(tmp_path):
    made = Desk.create(tmp_path / "内勤")
    made.close()
    with Desk(tmp_path / "内勤", today=TODAY) as opened:
        for name, text in HEADS.items():
            (opened.workspace.inbox / name).write_text(text, encoding="utf-8")
        opened.take_in()
        yield opened


def listed(desk):
    """The rows of the list, by class; None for a page without any."""
    desk.report("differences")
    path = desk.workspace.outbox / "报表" / "差异清单.xlsx"
    sheet = openpyxl.load_workbook(path)["差异"]
    rows = list(sheet.iter_rows(values_only=True))
    at = next((n for n, row in enumerate(rows) if row[0] == "差异号"), None)
    if at is None:
        return path, {}
    found = {row[1]: dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0] and row[0] != "合计"}
    return path, found


def written_down(desk, kind, **said):
    """The list with something typed beside the difference of that class, dropped into the inbox."""
    path, _ = listed(desk)
    book = openpyxl.load_workbook(path)
    sheet = book["差异"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "差异号")
    columns = {cell.value: cell.column for cell in head}
    (row,) = [cells[0].row for cells in sheet.iter_rows() if cells[1].value == kind]
    for title, text in said.items():
        sheet.cell(row, columns[title], text)
    book.save(desk.workspace.inbox / "差异清单.xlsx")
    (file,) = desk.take_in()["files"]
    return file


def test_an_accepted_difference_is_listed_no_longer_and_the_others_are(desk):
    assert set(listed(desk)[1]) == {"X2 超期未发", "P1 价格不同"}
    file = written_down(desk, "P1 价格不同", 处理状态="接受", 处理说明="客户同意涨价", 经办人="王芳")
    assert (file["verdict"], file["errors"]) == ("accepted", 0)
    assert set(listed(desk)[1]) == {"X2 超期未发"}


def test_what_is_in_hand_stays_with_what_was_said_of_it(desk):
    written_down(desk, "X2 超期未发", 处理状态="处理中", 处理说明="车间说 25 号出")
    row = listed(desk)[1]["X2 超期未发"]
    assert (row["处理状态"], row["处理说明"]) == ("处理中", "车间说 25 号出")


def test_an_accepted_difference_comes_back_when_it_comes_to_another_amount(desk):
    written_down(desk, "X2 超期未发", 处理状态="接受")
    assert "X2 超期未发" not in listed(desk)[1]
    (desk.workspace.inbox / "再发.csv").write_text(
        HEADS["发货.csv"].replace("S-1", "S-2").replace(",60,", ",10,"), "utf-8"
    )
    desk.take_in()
    assert listed(desk)[1]["X2 超期未发"]["处理状态"] == "接受"


def test_undoing_the_drop_takes_the_decision_back(desk):
    written_down(desk, "X2 超期未发", 处理状态="接受")
    desk.undo(desk.batches()[0]["batch"])
    assert "X2 超期未发" in listed(desk)[1]


def test_a_list_on_which_nothing_was_written_says_that_there_is_nothing_to_take_in(desk):
    file = written_down(desk, "X2 超期未发")
    assert file["errors"] == 0
    assert "X2 超期未发" in listed(desk)[1]
