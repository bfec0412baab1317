"""货物签收确认函 and 箱唛: a letter for every slip to sign for, and a label for every box."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits
from template_books import opened

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.box_labels import box_labels
from neiqin_xl.reports.sign_letter import sign_letter

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)
NOVEMBER = parse_period("2026-11", TODAY)
HEAD = (
    "| shipment_no | ship_date | customer_name | product_name | spec | unit | qty | unit_price_incl | packages | "
    "carrier | waybill_no | receiver | doc_status |\n"
)
GOODS = "竹筏超市 | 六角螺栓 | M8 | 盒"
LINES = (
    f"| XS-1 | 2026-11-05 | {GOODS} | 60 | 12.5 | 3 | 顺达货站 | SD77 | 官渡门店 | |\n"
    "| XS-1 | 2026-11-05 | 竹筏超市 | 平垫圈 | 12 | 个 | 500 | 0.3 | 3 | 顺达货站 | SD77 | 官渡门店 | |\n"
    f"| XS-2 | 2026-11-06 | {GOODS} | 10 | 12.5 | | | | | |\n"
    f"| XS-3 | 2026-11-06 | {GOODS} | 10 | 12.5 | 2 | | | | 已作废 |\n"
    f"| XS-4 | 2026-10-06 | {GOODS} | 10 | 12.5 | 2 | | | | |\n"
)


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", "| customer_code | customer_name |\n| K01 | 竹筏超市 |")
    made.drop("shipment", HEAD + LINES)
    return made


def papers(office, report):
    return [fits(one) for one in report.build(office.books, NOVEMBER)]


def texts(paper):
    sheet = opened(render_paper(paper), data_only=True).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_every_slip_of_the_period_that_counts_has_a_letter_of_its_own(office):
    made = papers(office, sign_letter)
    assert [one.name for one in made] == [
        "货物签收确认函_XS-1_K01_竹筏超市",
        "货物签收确认函_XS-2_K01_竹筏超市",
    ]
    assert {one.customers for one in made} == {("C:K01",)}
    assert {one.folder for one in made} == {"送货单/2026-11"}


def test_the_letter_lists_the_goods_without_prices_and_says_by_when_it_is_wanted_back(office):
    first, _ = papers(office, sign_letter)
    rows = as_dicts(first.pages[0].blocks[0])
    assert [(row["品名"], row["规格型号"], row["单位"], row["数量"]) for row in rows] == [
        ("六角螺栓", "M8", "盒", 600000),
        ("平垫圈", "12", "个", 5000000),
    ]
    said = " ".join(texts(first))
    for text in ("致：竹筏超市（收货单位：官渡门店）", "送货单 XS-1", "2026年11月28日", "件数：3", "SD77", "签收数量"):
        assert text in said
    assert "12.5" not in said


@pytest.mark.parametrize("lines", [1, 40])
def test_the_conclusion_and_who_signs_for_it_stand_in_one_row(tmp_path, lines):
    office = Office(tmp_path)
    office.drop("shipment", HEAD + "".join(
        f"| XS-1 | 2026-11-05 | 竹筏超市 | 第{n}号螺栓 | M8 | 盒 | 6 | 1 | 3 | | | | |\n" for n in range(lines)
    ))  # fmt: skip
    (paper,) = papers(office, sign_letter)
    sheet = opened(render_paper(paper), data_only=True).worksheets[0]
    (row,) = [cell.row for one in sheet.iter_rows() for cell in one if "收货人签字" in str(cell.value)]
    assert "货物与上表相符" in sheet.cell(row, 2).value
    assert sheet.max_row == row + 1


def test_every_box_has_a_label_with_its_number_and_the_first_says_that_the_list_is_in_it(office):
    first, second = papers(office, box_labels)
    assert as_dicts(first.pages[0].blocks[0]) == [
        {"件号": 1, "内有清单": 1},
        {"件号": 2, "内有清单": 0},
        {"件号": 3, "内有清单": 0},
    ]
    said = texts(first)
    assert [text for text in said if text.startswith("第")] == [f"第 {n} 件 / 共 3 件" for n in (1, 2, 3)]
    assert (said.count("官渡门店"), said.count("★ 内有清单"), said.count("送货单：XS-1")) == (3, 1, 3)
    assert "第 ＿＿ 件 / 共 ＿＿ 件" in texts(second)
    assert "★ 内有清单" not in texts(second)


def test_a_slip_of_the_pen_prints_no_thousand_labels(tmp_path):
    office = Office(tmp_path)
    office.drop("shipment", f"{HEAD}| XS-1 | 2026-11-05 | {GOODS} | 60 | 1 | 100000 | | | | |\n")
    (paper,) = papers(office, box_labels)
    assert as_dicts(paper.pages[0].blocks[0]) == [{"件号": None, "内有清单": 0}]


@pytest.mark.parametrize(("name", "count"), [("货物签收确认函", 1), ("箱唛", 1)])
def test_what_was_printed_passes_the_gate_and_is_not_read_when_it_is_dropped(tmp_path, name, count):
    with Desk.create(tmp_path / "w") as desk:
        desk._today = TODAY
        text = "送货单号,发货日期,客户名称,品名,单位,数量,含税单价,件数\nXS-1,2026-11-05,竹筏超市,茶杯,个,10,60,2\n"
        (desk.workspace.inbox / "发货.csv").write_text(text, encoding="utf-8-sig")
        desk.take_in()
        result = desk.report(name, "2026-11")
        assert (len(result["written"]), result["refused"]) == (count, [])
        shutil.copy(desk.workspace.root / result["written"][0], desk.workspace.inbox / "寄回.xlsx")
        (file,) = desk.take_in()["files"]
        assert (file["verdict"], file["rows"]["read"]) == ("ignored", 0)
        assert "只供打印、查看" in str(file)
