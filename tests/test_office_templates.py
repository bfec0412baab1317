"""An office's own templates: they win over the shipped ones, and a wrong one never stops a paper."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from books_in_memory import BooksInMemory, owed
from template_books import drawn_book, grid

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.faces.telling import told_status
from neiqin_xl.publish import templates
from neiqin_xl.publish.documents import documents
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.publish.templates import Templates, faults_in, shipped_folder, unfit_in
from neiqin_xl.reports.statement import statement_for

TODAY = date(2026, 12, 5)
OWN = [
    ["欠我们的钱", "{{ 客户.名称 }}"],
    ["{{ 明细.日期 }}", "{{ 明细.含税金额 }}"],
    ["一共", "{{ 期末余额 }}"],
]
ACCOUNTS = "{{ 账户.页名 }}"


def paper(*postings):
    books = BooksInMemory([*postings] or [owed("2026-11-03", 1, 120.5)], today=TODAY)
    return statement_for(books, parse_period("2026-11", TODAY), "c1")


def filled(folder, **how):
    return render_paper(paper(), Templates(folder), **how)


def laid(folder, rows=OWN, name=ACCOUNTS, file="对账单.xlsx"):
    folder.mkdir(exist_ok=True)
    (folder / file).write_bytes(drawn_book(rows, name))
    return folder


def faults(folder):
    return faults_in(folder, documents().values())


def shown(data):
    return [row[0] for row in grid(data)]


def test_the_offices_own_template_is_used_and_the_shipped_one_where_it_has_none(tmp_path):
    assert "对账单（草稿）" in shown(filled(tmp_path / "没有"))
    assert grid(filled(laid(tmp_path)))[0] == ["欠我们的钱", "华新五金有限公司"]
    assert grid(filled(tmp_path))[-1] == ["一共", 120.5]
    assert faults(tmp_path) == {}


def test_a_customer_with_two_currencies_has_a_sheet_for_each_of_the_offices_own_too(tmp_path):
    data = render_paper(
        paper(owed("2026-11-03", 1, 8), owed("2026-11-03", 1, 9, currency="USD")), Templates(laid(tmp_path))
    )
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["对账单 CNY 1", "对账单 USD 2"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["{{ 客户.名稱 }}"]], ("单元格 A1", "没有“客户.名稱”这个名字", "您是不是想写“客户.名称”")),
        ([["好"], ["{{ 期末余额 "]], ("单元格 A2", "占位符没有写完")),
        ([["{% 循环 行 于 明细 %}"], ["{{ 行.日期 }}"]], ("单元格 A1", "没有结束")),
    ],
)
def test_a_wrong_template_is_not_used_and_the_fault_names_the_cell(tmp_path, rows, said):
    assert filled(laid(tmp_path, rows)) == filled(None)
    ((name, sentences),) = faults(tmp_path).items()
    assert name == "对账单.xlsx"
    assert len(sentences) == 1
    assert all(one in sentences[0] for one in said)


def test_a_template_that_would_leave_out_a_currency_is_not_used(tmp_path):
    assert filled(laid(tmp_path, name="对账单")) == filled(None)
    assert ACCOUNTS in faults(tmp_path)["对账单.xlsx"][0]


def test_all_mistakes_are_told_at_once_twenty_at_most(tmp_path):
    laid(tmp_path, [[f"{{{{ 客户.错{n} }}}}"] for n in range(25)])
    sentences = faults(tmp_path)["对账单.xlsx"]
    assert len(sentences) == 21
    assert sentences[-1] == "另有 5 处"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"not a workbook", "不是 .xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "没有复制完或已损坏"),
        (drawn_book(OWN)[:-400], "没有复制完或已损坏"),
    ],
    ids=["empty", "text", "old format", "cut off"],
)
def test_what_is_no_workbook_at_all_is_said_and_the_shipped_one_is_used(tmp_path, content, said):
    (tmp_path / "对账单.xlsx").write_bytes(content)
    assert filled(tmp_path) == filled(None)
    (sentence,) = faults(tmp_path)["对账单.xlsx"]
    assert said in sentence
    assert any("\u4e00" <= letter <= "\u9fff" for letter in sentence)


def test_a_template_with_a_part_missing_is_said_and_the_shipped_one_is_used(tmp_path):
    held = io.BytesIO()
    with ZipFile(io.BytesIO(drawn_book(OWN, ACCOUNTS))) as whole, ZipFile(held, "w") as broken:
        for name in whole.namelist():
            if not name.startswith("xl/worksheets/"):
                broken.writestr(name, whole.read(name))
    (tmp_path / "对账单.xlsx").write_bytes(held.getvalue())
    assert filled(tmp_path) == filled(None)
    assert "缺了这张工作表的内容" in faults(tmp_path)["对账单.xlsx"][0]


def test_a_template_that_does_not_fit_the_values_of_the_day_is_said_and_the_paper_comes_out(tmp_path):
    laid(tmp_path, [["{{ 客户.名称 * 1.5 }}"]])
    assert faults(tmp_path) == {}
    assert filled(tmp_path) == filled(None)
    assert faults(tmp_path) == {}
    assert "单元格 A1" in unfit_in(tmp_path, documents().values())["对账单.xlsx"].faults[0]


def test_a_template_that_nobody_may_look_at_is_told_and_used_once_it_may_be_read(tmp_path, monkeypatch):
    file, stat = laid(tmp_path) / "对账单.xlsx", Path.stat

    def refused(path, **how):
        if path == file:
            raise PermissionError(13, "denied", str(path))
        return stat(path, **how)

    with monkeypatch.context() as closed:
        closed.setattr(Path, "stat", refused)
        assert "有没有权限" in faults(tmp_path)["对账单.xlsx"][0]
        assert filled(tmp_path) == filled(None)
    with monkeypatch.context() as held:
        held.setattr(templates.machine, "open_shared", refused)
        assert "有没有权限" in faults(tmp_path)["对账单.xlsx"][0]
    assert faults(tmp_path) == {}
    assert shown(filled(tmp_path))[0] == "欠我们的钱"


def test_a_template_is_read_again_when_it_was_saved_again_and_not_before(tmp_path):
    file = laid(tmp_path, [["{{ 客户.错 }}"]]) / "对账单.xlsx"
    assert faults(tmp_path)
    before = file.stat()
    file.write_bytes(bytes(before.st_size))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "客户.错" in faults(tmp_path)["对账单.xlsx"][0]
    laid(tmp_path)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert faults(tmp_path) == {}
    assert shown(filled(tmp_path))[0] == "欠我们的钱"


@pytest.mark.parametrize("name", documents())
def test_a_copy_of_any_shipped_template_may_be_the_offices_own(name, tmp_path):
    (tmp_path / f"{name}.xlsx").write_bytes((shipped_folder() / f"{name}.xlsx").read_bytes())
    assert faults(tmp_path) == {}


# Through the whole program.

ORDERS = "订单号,下单日期,客户名称,产品名称,单位,数量,含税单价,金额\nD1,2026-11-03,华新五金,螺栓,件,100,2.5,250\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as made:
        made._now = lambda: datetime(2026, 11, 21, 14, 32)
        yield made


def drop(desk, text=ORDERS):
    (desk.workspace.inbox / "订单.csv").write_text(text, encoding="utf-8-sig")
    return desk.take_in()


def test_a_new_workspace_has_copies_to_begin_with_and_says_how(desk):
    folder = desk.workspace.templates
    assert {path.stem for path in (folder / "原样").iterdir()} == set(documents())
    assert "复制到这个文件夹" in (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert desk.status()["templates"] == []
    (folder / "原样" / "对账单.xlsx").write_bytes(b"hers")
    Desk.create(desk.workspace.root).close()
    assert (folder / "原样" / "对账单.xlsx").read_bytes() == b"hers"


def test_an_answer_is_drawn_by_the_offices_own_template(desk):
    laid(desk.workspace.templates, [["答复", "{{ 处理结果.文件 }}"]], "{{ 处理结果.页名 }}", "处理结果.xlsx")
    (answer,) = drop(desk)["files"]
    assert grid((desk.workspace.root / answer["reply"]).read_bytes()) == [["答复", "订单.csv"]]


@pytest.mark.thorough
def test_a_wrong_template_is_told_in_the_outbox_in_the_log_and_by_status_until_it_is_right(desk):
    templates, told = desk.workspace.templates, desk.workspace.outbox / "模板要改.txt"
    laid(templates, [["{{ 文件名 }}"]], "表", "处理结果.xlsx")
    (answer,) = drop(desk)["files"]
    assert (desk.workspace.root / answer["reply"]).exists()
    said = told.read_text(encoding="utf-8-sig")
    assert "“处理结果.xlsx”：工作表“表”单元格 A1：没有“文件名”这个名字（写的是 {{ 文件名 }}）" in said
    assert "单元格 A1" in (desk.workspace.logs / "neiqin.log").read_text(encoding="utf-8")
    (fault,) = desk.status()["templates"]
    assert fault["file"] == "处理结果.xlsx"
    assert "模板“处理结果.xlsx”有错，没有用：工作表“表”单元格 A1" in "\n".join(told_status(desk.status()))
    laid(templates, [["{{ 处理结果.文件 }}"]], "{{ 处理结果.页名 }}", "处理结果.xlsx")
    drop(desk, ORDERS.replace("D1", "D2"))
    assert not told.exists()
    assert desk.status()["templates"] == []


@pytest.mark.thorough
def test_a_template_that_did_not_fit_is_told_by_every_later_process_until_it_is_saved_again(desk, monkeypatch):
    root, told = desk.workspace.root, desk.workspace.outbox / "模板要改.txt"
    folder = laid(desk.workspace.templates, [["{{ 处理结果.文件 * 1.5 }}"]], "{{ 处理结果.页名 }}", "处理结果.xlsx")
    drop(desk)
    said = told.read_bytes()
    assert "单元格 A1" in said.decode("utf-8-sig")
    desk.close()

    monkeypatch.setattr(templates, "_compiled", {})
    with Desk(root) as later:
        assert [one["file"] for one in later.status()["templates"]] == ["处理结果.xlsx"]
        later.publish()
        assert told.read_bytes() == said

        laid(folder, [["{{ 处理结果.文件 }}"]], "{{ 处理结果.页名 }}", "处理结果.xlsx")
        later.publish()
        assert not told.exists()
        assert later.status()["templates"] == []
