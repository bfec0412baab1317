"""Packs for salespersons and offices: each file one customer's, a list for our own people, nothing left over."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk
from neiqin_xl.faces.cli import answered
from neiqin_xl.publish.release import Gate

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 12, 20)
CUSTOMERS = (
    "客户编码,客户名称,客户简称,业务员,结算方式,电话\n"
    "K1,拾穗雀商行,拾穗雀,段青岚,货到7天,13800000001\n"
    "K2,竹筏超市,竹筏,周知秋,月结30天,13800000002\n"
    "K3,雾凇五金,雾凇,段青岚,月结30天,13800000003\n"
)
SLIPS = (
    "送货单号,发货日期,客户编码,客户名称,品名,单位,数量,含税单价\n"
    "SH-1,2026-11-05,K1,拾穗雀商行,茶杯,个,10,2.5\n"
    "SH-2,2026-11-06,K2,竹筏超市,茶壶,把,4,30\n"
    "SH-3,2026-11-07,K3,雾凇五金,茶盘,个,2,50\n"
)


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区") as made:
        made._today = TODAY
        office = made.workspace.inbox / "昆明办"
        office.mkdir()
        (made.workspace.inbox / "客户.csv").write_text(CUSTOMERS, encoding="utf-8-sig")
        (office / "发货.csv").write_text(SLIPS, encoding="utf-8-sig")
        made.take_in()
        assert len(made.issue("2026-11")["issued"]) == 3
        yield made


def pack_folder(desk, name):
    return desk.workspace.outbox / "对账资料" / "2026-11" / name


def names(folder):
    return sorted(path.name for path in folder.glob("*.xlsx"))


def texts(path):
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_a_pack_holds_what_was_issued_and_the_letters_of_its_own_customers(desk):
    result = desk.pack("2026-11")
    assert result["packs"] == 3
    found = names(pack_folder(desk, "业务员_段青岚"))
    assert [name.split("_")[:2] for name in found] == [
        ["催款通知", "二级"],
        ["内部", "对账资料清单"],
        ["对账函", "K1"],
        ["对账函", "K3"],
        ["对账单", "K1"],
        ["对账单", "K3"],
    ]
    assert [name.split("_")[1] for name in names(pack_folder(desk, "业务员_周知秋")) if "对账函" in name] == ["K2"]
    assert len(names(pack_folder(desk, "办事处_昆明办"))) == 8


def test_the_statement_in_a_pack_is_the_one_that_was_issued_to_the_byte(desk):
    desk.pack("2026-11")
    for sent in desk.books.issued():
        issued = desk.workspace.root / sent.path
        assert (pack_folder(desk, "办事处_昆明办") / issued.name).read_bytes() == issued.read_bytes()


@pytest.mark.thorough
def test_only_the_list_for_our_own_people_names_several_customers(desk):
    desk.pack("2026-11")
    bearers = ("拾穗雀", "竹筏", "雾凇")
    for path in pack_folder(desk, "办事处_昆明办").glob("*.xlsx"):
        named = [one for one in bearers if one in texts(path)]
        assert len(named) == (3 if path.name.startswith("内部") else 1), path.name
    (inside,) = pack_folder(desk, "办事处_昆明办").glob("内部*.xlsx")
    assert "内部资料，不要发给客户" in texts(inside)


@pytest.mark.thorough
def test_a_customer_who_goes_to_another_salesperson_leaves_nothing_in_the_old_pack(desk):
    desk.pack("2026-11")
    kept = pack_folder(desk, "业务员_段青岚") / "我自己的.xlsx"
    kept.write_bytes(b"hers")
    moved = CUSTOMERS.replace("雾凇五金,雾凇,段青岚", "雾凇五金,雾凇,周知秋")
    (desk.workspace.inbox / "客户2.csv").write_text(moved, encoding="utf-8-sig")
    desk.take_in()
    desk.pack("2026-11")
    old = names(pack_folder(desk, "业务员_段青岚"))
    assert not [name for name in old if "K3" in name]
    assert kept.name in old
    assert [name.split("_")[1] for name in names(pack_folder(desk, "业务员_周知秋")) if "对账函" in name] == [
        "K2",
        "K3",
    ]
    assert [check["name"] for check in desk.verify()["checks"] if not check["ok"]] == []


def test_packs_stay_as_they_lie_while_one_letter_may_not_go_out(desk, monkeypatch):
    desk.pack("2026-11")
    folder = desk.workspace.outbox / "对账资料"
    before = {path: path.read_bytes() for path in folder.rglob("*.xlsx")}
    monkeypatch.setattr(Gate, "faults", lambda _, paper, *__: ["不行"] if "K2" in paper.name else [])
    result = desk.pack("2026-11")
    assert [one["reasons"] for one in result["refused"]] == [["不行"]]
    assert result["written"] == []
    assert {path: path.read_bytes() for path in folder.rglob("*.xlsx")} == before


def test_packing_again_changes_nothing(desk):
    desk.pack("2026-11")
    assert desk.pack("2026-11")["written"] == []


def test_one_customers_letter_is_made_alone(desk):
    result = desk.report("对账函", "2026-11", customer="竹筏")
    assert [path.rpartition("/")[2] for path in result["written"]] == ["对账函_K2_竹筏_202611.xlsx"]
    with pytest.raises(ValueError, match="没有叫"):
        desk.report("对账函", "2026-11", customer="没有这家")


def test_the_letter_of_an_issued_statement_bears_its_number(desk):
    desk.report("对账函", "2026-11", customer="竹筏")
    (sent,) = [one for one in desk.books.issued() if one.account.customer == "C:K2"]
    (path,) = desk.workspace.statements.glob("2026-11/对账函_K2*.xlsx")
    assert f"函号：{sent.name}" in texts(path)
    assert "草稿" not in texts(path)


def test_issuing_lays_the_register_of_the_period(desk):
    (path,) = desk.workspace.statements.glob("2026-11/对账登记_202611.xlsx")
    shown = texts(path)
    assert all(one.number in shown for one in desk.books.issued())


def test_the_command_says_where_the_packs_are(desk, capsys):
    desk.close()
    assert answered(["-w", str(desk.workspace.root), "pack", "--period", "2026-11", "--no-pdf"]) == 0
    said = capsys.readouterr().out
    assert "一共 3 个文件夹" in said
    assert "不要发给客户" in said


def test_whoever_asks_for_pdf_is_told_what_became_of_it(desk, monkeypatch):
    from neiqin_xl.machine import pdf

    monkeypatch.setattr(pdf, "converters", list)
    result = desk.report("对账函", "2026-11", pdf=True)
    assert result["pdf"] == []
    assert "没有找到 Excel、WPS 或 LibreOffice" in result["pdf_message"]
    assert "pdf_message" not in desk.report("对账函", "2026-11")
