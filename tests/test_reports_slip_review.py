"""送货单复核: what is asked about yesterday's slips, and of whom."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of
from template_books import undeclared

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.slip_review import last_working_days, slip_review

# A Monday; the Friday before it is the last working day.
MONDAY = date(2026, 11, 23)
ORDER = """
| order_no | order_date | customer_code | customer_name | product_code | product_name | unit | qty | unit_price_incl | salesperson |
| D-1      | 2026-11-02 | 0017          | 华新五金      | LS-M8        | 螺栓         | 件   | 100 | 2.50            | 张敏        |
"""
NAMES = ("shipment_no", "ship_date", "order_no", "customer_code", "product_code", "unit", "qty", "unit_price_incl")
PLAIN = ("S-1", "2026-11-20", "D-1", "0017", "LS-M8", "件", "100", "2.50")


def slip(**said):
    cells = dict(zip(NAMES, PLAIN, strict=True)) | said
    return f"| {' | '.join(cells)} |\n| {' | '.join(cells.values())} |"


def reviewed(folder, *slips, today=MONDAY, period="本月", order=ORDER, bad=()):
    office = Office(folder)
    if order:
        office.drop("order", order)
    for n, one in enumerate(slips):
        office.drop("shipment", one, bad_rows=[0] if n in bad else ())
    (paper,) = slip_review.build(Books(office.ledger, today), parse_period(period, today))
    return fits(paper)


def asked(paper):
    page = page_of(paper, "要问的")
    return [row for block in page.blocks for row in as_dicts(block)]


@pytest.mark.parametrize(
    ("what", "whom", "said"),
    [
        ("单价不同", "张敏", {"unit_price_incl": "2.52"}),
        (None, None, {"unit_price_incl": "2.51"}),
        (None, None, {"unit_price_incl": ""}),
        ("超订单数量", "张敏", {"qty": "101"}),
        (None, None, {"qty": "99"}),
        ("单位不同", "仓库", {"unit": "箱"}),
        ("客户不同", "内勤", {"customer_code": "0020", "unit_price_incl": "2"}),
        ("订单上没有", "业务员", {"product_code": "LS-M9"}),
        ("缺订单", "业务员", {"order_no": "D-7"}),
        ("没有订单", "业务员", {"order_no": "", "product_code": "LS-M9"}),
        (None, None, {"order_no": ""}),
    ],
)
def test_whatever_is_unlike_the_order_is_asked_of_whoever_knows(tmp_path, what, whom, said):
    rows = asked(reviewed(tmp_path, slip(**said)))
    assert [(row["问题"], row["问谁"]) for row in rows] == ([(what, whom)] if what else [])


def test_a_line_without_any_price_is_asked_about_beside_its_missing_order(tmp_path):
    rows = asked(reviewed(tmp_path, slip(order_no="D-7", product_code="LS-M9", unit_price_incl="")))
    assert [row["问题"] for row in rows] == ["缺订单", "没有单价"]
    assert rows[1]["送货单价"] == "未定价"


def test_one_number_on_two_slips_is_asked_of_the_warehouse(tmp_path):
    paper = reviewed(tmp_path, slip(qty="40"), slip(qty="30", customer_code="0020"))
    assert {row["问题"] for row in asked(paper)} >= {"单号重复"}
    assert {row["问谁"] for row in asked(paper) if row["问题"] == "单号重复"} == {"仓库"}


def test_the_question_names_both_prices_and_a_tax_that_is_just_the_difference(tmp_path):
    (row,) = asked(reviewed(tmp_path, slip(unit_price_incl="2.212")))
    assert row["问什么"] == "送货单价 2.212，订单 D-1 是 2.5（正好差 13% 的税），按哪个价？"
    assert (row["送货单价"], row["订单单价"]) == (2212000, 2500000)


def test_every_slip_is_listed_with_its_conclusion(tmp_path):
    paper = reviewed(tmp_path, slip(qty="40"), slip(shipment_no="S-2", qty="60", unit_price_incl="2.60"))
    rows = as_dicts(page_of(paper, "每张送货单").blocks[0])
    assert [(row["送货单号"], row["结论"], row["要问的"]) for row in rows] == [
        ("S-1", "相符", None),
        ("S-2", "单价不同", 1),
    ]
    assert paper.name == "送货单复核_2026-11-22"


def test_slips_of_the_weekend_are_looked_at_with_those_of_friday(tmp_path):
    days = {"2026-11-19": False, "2026-11-20": True, "2026-11-22": True, "2026-11-23": False}
    for n, (day, is_in) in enumerate(days.items()):
        (tmp_path / str(n)).mkdir()
        paper = reviewed(tmp_path / str(n), slip(ship_date=day))
        assert bool(page_of(paper, "每张送货单").blocks) is is_in, day


def test_a_day_that_is_named_is_that_day(tmp_path):
    paper = reviewed(tmp_path, slip(ship_date="2026-11-05"), period="2026-11-05")
    assert len(page_of(paper, "每张送货单").blocks[0].rows) == 1
    assert paper.name == "送货单复核_2026-11-05"


def test_the_last_working_day_before_a_holiday_is_found(tmp_path):
    assert str(last_working_days(date(2026, 10, 9)).since) == "2026-10-08"
    assert str(last_working_days(date(2026, 10, 8)).since) == "2026-09-30"


def test_lines_that_are_held_are_listed_last_and_said_to_be_in_no_balance(tmp_path):
    paper = reviewed(tmp_path, slip(), slip(shipment_no="S-2"), bad=(1,))
    (row,) = asked(paper)
    assert (row["问谁"], row["送货单号"], row["问题"]) == ("内勤", "S-2", "没有入账")
    assert any("1 行暂挂" in line for line in page_of(paper, "要问的").lines)


def test_where_no_orders_are_kept_only_numbers_and_prices_are_asked_about(tmp_path):
    paper = reviewed(tmp_path, slip(), slip(shipment_no="S-2", unit_price_incl=""), order="")
    assert [row["问题"] for row in asked(paper)] == ["没有单价"]
    assert "账上没有订单，只查单号和单价。" in page_of(paper, "要问的").lines


def test_a_day_without_slips_says_so(tmp_path):
    paper = reviewed(tmp_path)
    assert asked(paper) == []
    assert any("没有送货单" in line for line in page_of(paper, "要问的").lines)


def test_the_workbook_prints_on_a4_and_leaves_room_for_answers(tmp_path):
    paper = reviewed(tmp_path, slip(unit_price_incl="2.60"))
    book = openpyxl.load_workbook(io.BytesIO(render_paper(paper)))
    assert book.sheetnames == ["要问的", "每张送货单"]
    assert list(undeclared(paper)) == []
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert not [cell for row in sheet.iter_rows() for cell in row if "{" in str(cell.value)]
    head, row = [
        [cell.value for cell in row] for row in book["要问的"].iter_rows() if row[1].value in ("送货单号", "S-1")
    ]
    told = dict(zip(head, row, strict=True))
    assert (told["送货单价"], told["订单单价"], told["送货数量"], told["答复"]) == (2.6, 2.5, 100, None)


@pytest.mark.parametrize(("quantity", "wanted"), [("1200", []), ("1201", ["超订单数量"])])
def test_a_slip_in_pieces_is_held_against_an_order_in_boxes_where_the_list_says_how_many(tmp_path, quantity, wanted):
    office = Office(tmp_path)
    office.drop(
        "product", "| product_code | product_name | unit | pack_unit | conv_rate |\n| GJ | 管夹 | 个 | 箱 | 12 |"
    )
    head = "customer_code | product_code | unit | qty | unit_price_incl |"
    office.drop("order", f"| order_no | order_date | {head}\n| D-8 | 2026-11-01 | 0017 | GJ | 箱 | 100 | 30 |")
    line = f"S-8 | 2026-11-20 | D-8 | 0017 | GJ | 个 | {quantity} | 2.5 |"
    office.drop("shipment", f"| shipment_no | ship_date | order_no | {head}\n| {line}")
    today = date(2026, 11, 20)
    (paper,) = slip_review.build(Books(office.ledger, today), parse_period("今天", today))
    assert [row["问题"] for row in asked(fits(paper))] == wanted
