"""One check of a folder as it lies on an office's share: every file has its entry, every table says what it is."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from hostile import hostile_files
from layouts import amounts, headings, lists, papers, rows  # noqa: F401 - each puts its layouts on the shelf
from layouts.formats import FORMATS
from layouts.page import LAYOUTS
from traits import Book
from traits import paper as slips

from neiqin_xl.demo import write_demo
from neiqin_xl.desk.forms import forms_into
from neiqin_xl.faces.cli import answered
from neiqin_xl.intake.typed import QUESTION
from neiqin_xl.sheets import sheet_types

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_COUNTED = ("accepted", "held", "rejected", "duplicate")
_FILLED_IN = {
    "订单": {"订单号": "TB-1", "订单日期": "2026-11-05", "客户名称": "云栖渡", "品名": "茶巾", "订购数量": 3},
    "发货": {"送货单号": "TB-2", "发货日期": "2026-11-06", "客户名称": "云栖渡", "品名": "茶巾", "发货数量": 3},
    "退货": {"退货单号": "TB-3", "退货日期": "2026-11-07", "客户名称": "云栖渡", "品名": "茶巾", "退货数量": 1},
    "客户": {"客户编码": "K009", "客户名称": "云栖渡"},
    "产品价格": {"产品编码": "0022", "品名": "茶巾", "单位": "条", "含税售价": 3},
    "回款": {"收款单号": "TB-4", "回款日期": "2026-11-08", "客户名称": "云栖渡", "回款金额": 9},
    "开票": {"发票号码": "12345678", "开票日期": "2026-11-08", "购方名称": "云栖渡", "价税合计": 9},
    "期初": {"客户名称": "云栖渡", "期初日期": "2026-01-01", "期初余额": 5},
    "调整": {"调整单号": "TB-5", "调整日期": "2026-11-09", "客户名称": "云栖渡", "调整类型": "费用", "调整金额": 2},
    "信用额度": {"客户名称": "云栖渡", "授信额度": 5000, "生效日期": "2026-01-01"},
    "对账登记": {"对账单号": "DZ202610-0009-01", "发出日期": "2026-11-02", "发出方式": "微信"},
    "核销与认领": {"收款单号": "TB-4", "认领客户": "云栖渡", "核销单据": "TB-2"},
    "差异处理": {"差异号": "X1-00000001", "处理状态": "接受", "处理说明": "客户同意"},
    "开票预约": {"客户名称": "云栖渡", "关联送货单号": "TB-2", "预约开票日期": "2026-11-20"},
    "匹配确认": {"确认": "是", "我方行码": "a1b2c3", "对方行码": "d4e5f6"},
    "交期回复": {"订单号": "TB-1", "品名": "茶巾", "确认交期": "2026-11-20"},
    "回单登记": {"送货单号": "TB-2", "签收日期": "2026-11-08", "签收人": "李"},
    "客户对账单": {"客户名称": "云栖渡", "往来日期": "2026-11-06", "送货单号": "TB-2", "往来金额": 9},
}
_TYPES = {
    "订单": "order",
    "发货": "shipment",
    "退货": "goods_return",
    "客户": "customer",
    "产品价格": "product",
    "回款": "receipt",
    "开票": "invoice",
    "期初": "opening",
    "调整": "adjustment",
    "信用额度": "credit",
    "对账登记": "sign_off",
    "核销与认领": "allocation",
    "差异处理": "difference_decision",
    "开票预约": "invoice_plan",
    "匹配确认": "match_decision",
    "交期回复": "reply_date",
    "回单登记": "slip_return",
    "客户对账单": "their_statement",
}


def in_every_format():
    """Each layout in one format, so that all formats take their turn, and a slip with every trait's format."""
    for turn, (name, layout) in enumerate(LAYOUTS.items()):
        carrying = [kind for kind, (_, _, carries) in FORMATS.items() if layout.needs <= carries]
        ending, write, _ = FORMATS[carrying[turn % len(carrying)]]
        yield f"{name}{ending}", write(layout.draw())
    for name, write in slips.FORMATS.items():
        yield f"slip_{name}", write(Book([slips.drawing(slips.line())]))


def as_forms(folder):
    """Every form as it is written, and each with a line filled in."""
    forms_into(folder / "blank")
    for kind, cells in _FILLED_IN.items():
        blank = folder / "blank" / f"{kind}录入模板.xlsx"
        book = openpyxl.load_workbook(blank)
        sheet = book.worksheets[0]
        columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[3]}
        for title, value in cells.items():
            sheet.cell(4, columns[title], value)
        filled = folder / f"{kind}.xlsx"
        book.save(filled)
        yield f"blank_{blank.name}", blank.read_bytes()
        yield f"filled_{kind}.xlsx", filled.read_bytes()


def lie_in_a_folder(tmp_path):
    """Every drawn file: layouts, traits, hostile ones, forms, the demo's drops and the samples where they are."""
    yield from in_every_format()
    yield from as_forms(tmp_path)
    yield from ((f"hostile_{file.name}", file.data) for _, file in hostile_files() if not file.costly)
    for folder in (tmp_path / "demo", SAMPLES):
        if folder is not SAMPLES:
            write_demo(folder)
        found = sorted(path for path in folder.rglob("*.*") if path.is_file() and path.name != "README.md")
        yield from (("_".join(path.relative_to(folder).parts), path.read_bytes()) for path in found)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """The files by their numbered names, the exit code, what was printed, and what was said beside it."""
    tmp_path = tmp_path_factory.mktemp("mixed")
    folder = tmp_path / "混放"
    folder.mkdir()
    files = {f"{number:03}_{name}": data for number, (name, data) in enumerate(lie_in_a_folder(tmp_path))}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    printed, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = answered(["-w", str(tmp_path), "check", "--json", *(str(folder / name) for name in files)])
    return files, code, printed.getvalue(), said.getvalue()


@pytest.fixture(scope="module")
def entries(checked):
    return json.loads(checked[2])["files"]


def tables(entries):
    return [(entry["file"], table) for entry in entries for table in entry["sheets"]]


@pytest.mark.hostile
def test_the_check_of_a_mixed_folder_ends_without_a_traceback(checked):
    files, code, _, said = checked
    assert len(files) >= 300
    assert code == 1  # done, with errors found in files
    assert said == ""


@pytest.mark.hostile
def test_every_file_of_the_folder_has_one_entry_with_its_own_hash(checked, entries):
    files = checked[0]
    assert [(one["file"], one["sha256"]) for one in entries] == [
        (name, sha256(data).hexdigest()) for name, data in files.items()
    ]


@pytest.mark.hostile
def test_every_table_says_what_it_is_or_why_nobody_can_tell(entries):
    kinds, dumb = sheet_types(), []
    for file, table in tables(entries):
        assert 0 <= table["confidence"] <= 1
        assert all(set(source) == {"header", "column"} for source in table["columns"].values())
        if table["type"] is None:
            asked = [one["message"] for one in table["findings"] if one["code"] == QUESTION]
            dumb += [] if len(asked) == 1 and is_sentence(asked[0]) else [(file, table["sheet"])]
        else:
            assert set(table["columns"]) | set(table["fields"]) <= set(kinds[table["type"]].field)
            dumb += [] if table["columns"] and table["confidence"] > 0 else [(file, table["sheet"])]
    assert dumb == []


@pytest.mark.hostile
def test_a_file_without_a_table_says_why_in_a_chinese_sentence(entries):
    without = [one for one in entries if not one["sheets"]]
    assert len(without) > 50
    assert {one["verdict"] for one in without} <= {"rejected", "ignored"}
    assert [one["file"] for one in without if not is_sentence(one["message"])] == []


@pytest.mark.hostile
def test_every_row_that_was_read_has_one_fate_and_every_error_holds_something(entries):
    for file, table in tables(entries):
        counts = table["rows"]
        assert counts["read"] == sum(counts[name] for name in _COUNTED), file
        if counts["read"] and any(one["severity"] == "error" and one["field"] for one in table["findings"]):
            assert counts["held"] + counts["rejected"] > 0, file


@pytest.mark.hostile
def test_filled_forms_are_known_for_certain_and_blank_ones_hold_nothing(entries):
    filled = {one["file"][11:-5]: one["sheets"] for one in entries if "_filled_" in one["file"]}
    assert {name: [(one["type"], one["confidence"], one["rows"]["accepted"]) for one in found]
            for name, found in filled.items()} == {name: [(kind, 1.0, 1)] for name, kind in _TYPES.items()}  # fmt: skip
    blank = [one for one in entries if "_blank_" in one["file"] and one["file"].endswith("录入模板.xlsx")]
    assert {(one["verdict"], len(one["sheets"])) for one in blank} == {("ignored", 0)}
    assert len(blank) == len(_TYPES) == len(sheet_types())


@pytest.mark.hostile
def test_the_layouts_of_orders_are_orders_and_the_slips_are_shipments(entries):
    known = Counter()
    for name, _ in in_every_format():
        (entry,) = [one for one in entries if one["file"].endswith(f"_{name}")]
        known[next((one["type"] for one in entry["sheets"] if one["type"] is not None), None)] += 1
    assert known == {"order": len(LAYOUTS), "shipment": len(slips.FORMATS)}


def is_sentence(text):
    """Whether a message is Chinese that says something, and no error of a program."""
    return len(_CHINESE.findall(text)) >= 6 and "Error" not in text and "Traceback" not in text
