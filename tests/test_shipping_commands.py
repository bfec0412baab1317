"""The commands for shipping papers, as whoever looks after the computers types them."""

from __future__ import annotations

import json

import openpyxl
import pytest

from neiqin_xl import Desk
from neiqin_xl.faces.cli import answered


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shipping") / "内勤"
    with Desk.create(folder) as desk:
        for name, rows in {
            "订单.xlsx": [
                ["订单号", "下单日期", "客户名称", "品名", "单位", "数量", "单价", "要货日期"],
                ["D-1", "2026-11-01", "甲样例公司", "螺栓", "盒", 100, 2, "2026-11-20"],
            ],
            "发货.xlsx": [
                ["送货单号", "发货日期", "订单号", "客户名称", "品名", "单位", "数量"],
                ["XS-1", "2026-11-05", "D-1", "甲样例公司", "螺栓", "盒", 60],
            ],
        }.items():
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(folder / "inbox" / name)
        desk.take_in()
    return folder


def said(workspace, capsys, *arguments):
    code = answered(["-w", str(workspace), *arguments])
    return code, capsys.readouterr()


def test_a_slip_and_a_draft_are_printed_together(workspace, capsys):
    code, told = said(workspace, capsys, "slip", "XS-1", "--order", "D-1")
    assert code == 0
    assert "送货单_XS-1_甲样例公司.xlsx" in told.out
    assert "送货单草稿_" in told.out
    assert "写好了 2 个文件。" in told.out


def test_a_period_prints_what_was_shipped_in_it_and_says_so_where_that_is_nothing(workspace, capsys):
    assert said(workspace, capsys, "slip", "--period", "2026-11-05", "--json")[0] == 0
    code, told = said(workspace, capsys, "slip", "--period", "2026-11-06")
    assert code == 0
    assert "没有新的文件要写" in told.out


def test_a_number_and_a_period_at_once_are_refused_in_a_sentence(workspace, capsys):
    code, told = said(workspace, capsys, "slip", "XS-1", "--period", "2026-11")
    assert code == 2
    assert "--period" in told.err


def test_a_slip_that_there_is_not_is_refused_with_what_to_do(workspace, capsys):
    code, told = said(workspace, capsys, "slip", "XS-9")
    assert code == 2
    assert "账里没有送货单“XS-9”" in told.err


def test_handing_out_says_who_was_told_how_much_and_the_second_time_that_there_is_nothing_new(workspace, capsys):
    code, told = said(workspace, capsys, "distribute", "生产")
    assert code == 0
    assert "生产：分发了 1 行变动。" in told.out
    assert "和上次分发的一样" in said(workspace, capsys, "distribute", "生产")[1].out
    answer = json.loads(said(workspace, capsys, "distribute", "仓库", "--json")[1].out)
    assert answer["handed_out"] == [{"department": "仓库", "lines": 1}]
    assert said(workspace, capsys, "distribute", "食堂")[0] == 2
