"""Forms in a workspace and outside: written on demand, kept up to date, never over what a clerk has filled in."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from neiqin_xl import Desk, machine
from neiqin_xl.faces.cli import answered
from neiqin_xl.model.form import form_title
from neiqin_xl.sheets import sheet_types
from neiqin_xl.words import FORM_CHOICES

pytestmark = pytest.mark.usefixtures("reading_here")

FORMS = {f"{form_title(kind)}.xlsx" for kind in sheet_types().values()}
CUSTOMERS = "客户编码,客户名称,业务员,结算方式,电话\n0101,拾穗雀商行,段青岚,月结30天,13800000001\n"
PRICES = "产品编码,品名,规格型号,单位,含税售价\n0017,茶杯,白瓷,个,2.5\n"
ORDERS = "订单号,订单日期,客户名称,品名,单位,数量,单价\nA-1,2026-10-12,没建档的店,茶壶,把,1,30\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as made:
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    return desk.take_in()


def offered(path):
    """The lists of a form, by the field that offers them."""
    columns = openpyxl.load_workbook(path)[FORM_CHOICES.shown].iter_cols(min_col=2, values_only=True)
    return {title: [one for one in values if one is not None] for title, *values in columns}


def fill_in(path, **cells):
    workbook = openpyxl.load_workbook(path)
    for address, value in cells.items():
        workbook.worksheets[0][address] = value
    workbook.save(path)


def order_form(desk):
    return desk.workspace.forms / "订单录入模板.xlsx"


def test_every_sheet_type_gets_its_form_in_the_outbox(desk):
    result = desk.forms()
    assert {path.name for path in desk.workspace.forms.iterdir()} == FORMS
    assert {path.removeprefix("outbox/录入模板/") for path in result["written"]} == FORMS
    assert desk.forms()["written"] == []


def test_the_lists_come_from_the_books_and_the_settings(desk):
    settings = desk.workspace.root / "neiqin.toml"
    settings.write_text('staff = ["蒲小满"]\nwarehouses = ["二号库"]\n', encoding="utf-8")
    with Desk(desk.workspace.root) as again:
        drop(again, "客户.csv", CUSTOMERS)
        drop(again, "价格.csv", PRICES)
        again.forms()
        found = offered(order_form(again))
        assert found["客户名称"] == ["拾穗雀商行"]
        assert found["产品编码"] == ["0017"]
        assert found["品名"] == ["茶杯"]
        assert found["单位"] == ["个"]
        assert found["业务员"] == ["段青岚", "蒲小满"]
        assert found["结算方式"] == ["月结30天"]
        assert offered(again.workspace.forms / "发货录入模板.xlsx")["仓库"] == ["二号库"]


def test_products_can_be_looked_up_with_their_names(desk):
    drop(desk, "价格.csv", PRICES + "0009,茶杯,粗陶,个,3\n")
    desk.forms()
    rows = openpyxl.load_workbook(order_form(desk))["产品目录"].iter_rows(min_row=3, values_only=True)
    assert list(rows) == [("0017", "茶杯", "白瓷", "个"), ("0009", "茶杯", "粗陶", "个")]


@pytest.mark.thorough
def test_who_only_stands_on_papers_is_offered_where_nobody_is_on_file(desk):
    drop(desk, "订单.csv", ORDERS)
    desk.forms()
    assert offered(order_form(desk))["客户名称"] == ["没建档的店"]
    drop(desk, "客户.csv", CUSTOMERS)
    assert offered(order_form(desk))["客户名称"] == ["拾穗雀商行"]


def test_names_are_listed_in_the_order_of_their_sounds(desk):
    drop(desk, "客户.csv", "客户名称,电话\n" + "".join(f"{name},138\n" for name in ("赵家店", "安家店", "李家店")))
    desk.forms()
    assert offered(order_form(desk))["客户名称"] == ["安家店", "李家店", "赵家店"]


def test_a_filled_form_that_is_dropped_is_taken_and_its_blank_original_is_no_fault(desk):
    desk.forms()
    blank = order_form(desk).read_bytes()
    copy = desk.workspace.inbox / "昆明办" / "订单录入模板.xlsx"
    copy.parent.mkdir()
    copy.write_bytes(blank)
    fill_in(copy, A4="A-7", B4="2026-11-05", C4="拾穗雀商行", F4="茶杯", H4="个", I4=3, J4=2.5)
    (file,) = desk.take_in()["files"]
    assert (file["verdict"], file["rows"]["accepted"]) == ("accepted", 1)
    for _ in range(2):
        copy.write_bytes(blank)
        (file,) = desk.take_in()["files"]
        assert (file["verdict"], file["errors"]) == ("ignored", 0)
        assert "空的“订单录入模板”" in file["message"]
    assert desk.books.line_counts() == {"order": 1}
    assert desk.verify()["ok"]


def test_checking_a_blank_form_says_that_there_is_nothing_to_take(desk):
    desk.forms()
    (file,) = desk.check([order_form(desk)])["files"]
    assert file["verdict"] == "ignored"
    assert "还没有填写" in file["message"]


@pytest.mark.thorough
def test_forms_follow_new_customers_by_themselves_once_somebody_wanted_them(desk):
    drop(desk, "客户.csv", CUSTOMERS)
    assert not desk.workspace.forms.exists()
    desk.forms()
    result = drop(desk, "客户.csv", "客户名称,电话\n芽月文具店,13800000002\n")
    assert "outbox/录入模板/订单录入模板.xlsx" in result["published"]
    assert "芽月文具店" in offered(order_form(desk))["客户名称"]


@pytest.mark.thorough
def test_a_form_filled_in_where_it_lies_is_kept_when_the_lists_change(desk):
    desk.forms()
    fill_in(order_form(desk), A4="写了一半")
    result = drop(desk, "客户.csv", CUSTOMERS)
    (kept,) = [one for one in desk.workspace.forms.iterdir() if one.name not in FORMS]
    assert openpyxl.load_workbook(kept).worksheets[0]["A4"].value == "写了一半"
    assert openpyxl.load_workbook(order_form(desk)).worksheets[0]["A4"].value is None
    (told,) = result["set_aside"]
    assert kept.name in told["reason"]


@pytest.mark.thorough
def test_a_form_filled_in_where_it_lies_stays_there_while_the_lists_stay_the_same(desk):
    drop(desk, "客户.csv", CUSTOMERS)
    desk.forms()
    fill_in(order_form(desk), A4="写了一半")
    result = drop(desk, "客户.csv", CUSTOMERS.replace("13800000001", "13800000009"))
    assert result["set_aside"] == []
    assert openpyxl.load_workbook(order_form(desk)).worksheets[0]["A4"].value == "写了一半"
    assert {path.name for path in desk.workspace.forms.iterdir()} == FORMS


@pytest.mark.thorough
def test_a_form_that_is_open_while_the_lists_change_follows_later(desk, monkeypatch):
    desk.forms()
    before, real = order_form(desk).read_bytes(), machine.move

    def locked(source, target):
        if Path(source) == order_form(desk):
            raise machine.BusyFile(13, "in use")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(machine, "move", locked)
        result = drop(desk, "客户.csv", CUSTOMERS)
    assert [one["path"] for one in result["pending"]] == ["outbox/录入模板/订单录入模板.xlsx"]
    assert order_form(desk).read_bytes() == before
    assert "outbox/录入模板/订单录入模板.xlsx" in desk.publish()["published"]
    assert offered(order_form(desk))["客户名称"] == ["拾穗雀商行"]


def test_whoever_watches_the_workspace_writes_forms_for_others(desk):
    folder = desk.workspace.state / "requests"
    folder.mkdir()
    (folder / "0.request.json").write_text('{"verb": "forms", "named": {}}', encoding="utf-8")
    assert desk.serve() == 1
    assert {path.name for path in desk.workspace.forms.iterdir()} == FORMS


def test_forms_that_nobody_asked_for_are_not_written(desk):
    drop(desk, "客户.csv", CUSTOMERS)
    desk.publish(everything=True)
    assert not desk.workspace.forms.exists()


def test_the_command_puts_forms_anywhere_without_a_workspace(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert answered(["forms", "--output", "模板", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {path.name for path in (tmp_path / "模板").iterdir()} == FORMS
    assert len(told["written"]) == len(FORMS)
    assert offered(tmp_path / "模板" / "退货录入模板.xlsx")["处理方式"]


def test_the_command_without_a_workspace_and_a_folder_says_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert answered(["forms"]) == 2
    assert "不是内勤工作区" in capsys.readouterr().err


@pytest.mark.thorough
def test_the_command_in_a_workspace_says_where_the_forms_are(desk, tmp_path, capsys):
    drop(desk, "客户.csv", CUSTOMERS)
    root = str(desk.workspace.root)
    assert answered(["-w", root, "forms"]) == 0
    assert "录入模板" in capsys.readouterr().out
    assert answered(["-w", root, "forms"]) == 0
    assert "都已经是最新的" in capsys.readouterr().out
    fill_in(order_form(desk), A4="写了一半")
    assert answered(["-w", root, "forms"]) == 0
    assert "内容没有丢失" in capsys.readouterr().out
    assert answered(["-w", root, "forms", "--output", str(tmp_path / "带走")]) == 0
    assert offered(tmp_path / "带走" / "订单录入模板.xlsx")["客户名称"] == ["拾穗雀商行"]


@pytest.mark.thorough
def test_a_folder_of_ones_own_never_loses_a_filled_form(tmp_path):
    for _ in range(2):
        assert answered(["forms", "--output", str(tmp_path / "模板")]) == 0
    mine = tmp_path / "模板" / "订单录入模板.xlsx"
    assert {path.name for path in mine.parent.iterdir()} == FORMS
    fill_in(mine, A4="写了一半")
    assert answered(["forms", "--output", str(tmp_path / "模板")]) == 0
    (kept,) = [one for one in mine.parent.iterdir() if one.name not in FORMS]
    assert openpyxl.load_workbook(kept).worksheets[0]["A4"].value == "写了一半"
