"""交期回复: which order lines wait for a date, and what a reply does to them."""

from __future__ import annotations

import shutil
from datetime import date

import openpyxl
import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, order_line, page_of

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.reply_dates import days_behind, days_unreplied, is_chased, reply_dates

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)


def test_a_line_is_chased_the_day_after_the_last_day_of_patience():
    assert not is_chased(order_line(1, order_date="2026-11-19"), TODAY, 2)
    assert is_chased(order_line(1, order_date="2026-11-18"), TODAY, 2)
    assert not is_chased(order_line(1, order_date="2026-11-18", promised_date="2026-12-01"), TODAY, 2)


def test_days_without_a_reply_run_from_the_order_and_never_below_nothing():
    assert days_unreplied(order_line(1, order_date="2026-11-01"), TODAY) == 20
    assert days_unreplied(order_line(1, order_date="2026-11-25"), TODAY) == 0
    assert days_unreplied(order_line(1, promised_date="2026-12-01"), TODAY) is None


@pytest.mark.parametrize(
    ("promised", "late"), [("2026-11-10", None), ("2026-11-11", 1), ("2026-11-09", None), ("", None)]
)
def test_only_a_date_behind_the_one_wanted_is_late(promised, late):
    assert days_behind(order_line(1, required_date="2026-11-10", promised_date=promised)) == late


ORDERS = """
| order_no | order_date | customer_name | customer_po_no | product_name | spec | unit | qty | unit_price_incl | required_date | salesperson | promised_date |
| D-1 | 2026-11-01 | 甲样例公司 | PO-7 | 螺栓 | M8 | 盒 | 100 | 2 | 2026-11-20 | 张敏 | |
| D-1 | 2026-11-01 | 甲样例公司 | PO-7 | 螺栓 | M8 | 盒 | 50 | 2 | 2026-11-20 | 张敏 | |
| D-1 | 2026-11-01 | 甲样例公司 | PO-7 | 螺栓 | M8 | 盒 | 30 | 2 | 2026-12-20 | 张敏 | 2026-12-18 |
| D-2 | 2026-11-01 | 乙样例公司 | | 垫片 | 8 | 包 | 10 | 3 | 2026-11-20 | 李强 | |
"""
REPLY = "| order_no | customer_po_no | product_name | spec | unit | required_date | same_line | promised_date | reply_note |\n"


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("order", ORDERS)
    return made


def promised(office):
    return [one.promised_date for one in office.books.order_lines()]


def report(office):
    return {paper.name: fits(paper) for paper in reply_dates.build(office.books, parse_period("今天", TODAY))}


def rows(paper, page="回复"):
    return as_dicts(page_of(paper, page).blocks[0])


def test_a_reply_reaches_its_own_line_even_where_two_are_alike(office):
    office.drop("reply_date", REPLY + "| D-1 | | 螺栓 | M8 | 盒 | 2026-11-20 | 2 | 2026-11-25 | |")
    assert promised(office) == ["", "2026-11-25", "2026-12-18", ""]


def test_a_reply_goes_before_what_the_order_says_and_a_later_reply_before_the_earlier(office):
    office.drop("reply_date", REPLY + "| D-1 | | 螺栓 | M8 | 盒 | 2026-12-20 | 1 | 2026-12-30 | 缺料 |")
    assert promised(office)[2] == "2026-12-30"
    office.drop("reply_date", REPLY + "| D-1 | | 螺栓 | M8 | 盒 | 2026-12-20 | 1 | 2026-12-24 | |")
    assert promised(office)[2] == "2026-12-24"
    office.undo(3)
    assert promised(office)[2] == "2026-12-30"
    office.undo(2)
    assert promised(office)[2] == "2026-12-18"


def test_a_reply_without_our_number_is_known_by_the_customers_own(office):
    office.drop("reply_date", REPLY + "| | po-7 | 螺栓 | M8 | 盒 | 2026-11-20 | | 2026-11-25 | |")
    assert promised(office) == ["2026-11-25", "", "2026-12-18", ""]


def test_a_reply_may_come_before_its_order(tmp_path):
    late = Office(tmp_path)
    late.drop("reply_date", REPLY + "| D-2 | | 垫片 | 8 | 包 | 2026-11-20 | 1 | 2026-11-22 | |")
    late.drop("order", ORDERS)
    assert promised(late)[3] == "2026-11-22"


def test_a_line_that_is_wanted_at_another_time_waits_for_another_reply(office):
    office.drop("reply_date", REPLY + "| D-2 | | 垫片 | 8 | 包 | 2026-11-20 | 1 | 2026-11-22 | |")
    assert promised(office)[3] == "2026-11-22"
    head, *_, last = ORDERS.strip().splitlines()
    office.drop("order", f"{head}\n{last.replace('2026-11-20', '2026-11-28')}")
    assert promised(office)[3] == ""


def test_a_remark_without_a_date_is_kept_and_promises_nothing(office):
    office.drop("reply_date", REPLY + "| D-2 | | 垫片 | 8 | 包 | 2026-11-20 | 1 | | 等客户确认图纸 |")
    assert promised(office)[3] == ""
    (row,) = rows(report(office)["交期回复表_李强"])
    assert (row["回复说明"], row["情况"]) == ("等客户确认图纸", "20 天未回复，请尽快回复")


def test_every_salesperson_has_a_list_of_the_open_lines_with_what_was_replied(office):
    office.drop("reply_date", REPLY + "| D-1 | | 螺栓 | M8 | 盒 | 2026-11-20 | 2 | 2026-11-25 | 分批 |")
    papers = report(office)
    assert sorted(papers) == ["交期回复表_张敏", "交期回复表_李强"]
    found = [(row["要货日期"], row["同行序"], row["确认交期"], row["情况"]) for row in rows(papers["交期回复表_张敏"])]
    assert found == [
        ("2026-11-20", 1, None, "20 天未回复，请尽快回复"),
        ("2026-11-20", 2, "2026-11-25", "比要货晚 5 天，请告诉客户"),
        # What the order itself promises is no reply: dropped with the others it would become one.
        ("2026-12-20", 1, None, "已有交期"),
    ]
    (customer,) = rows(papers["交期回复表_张敏"], "汇总")
    figures = [customer[title] for title in ("未发行数", "未回复", "超期未回复", "晚于要货", "未发金额")]
    assert figures == [3, 1, 1, 1, 36000]


def test_a_line_that_was_shipped_whole_is_asked_about_no_longer(office):
    office.drop(
        "shipment",
        "| shipment_no | ship_date | order_no | customer_name | product_name | spec | unit | qty |\n"
        "| XS-1 | 2026-11-20 | D-2 | 乙样例公司 | 垫片 | 8 | 包 | 10 |",
    )
    assert sorted(report(office)) == ["交期回复表_张敏"]


@pytest.mark.parametrize("count", [1, 40, 400])
def test_the_workbook_is_written_and_waits_for_what_people_type(tmp_path, count):
    office = Office(tmp_path)
    head, first, *_ = ORDERS.strip().splitlines()
    office.drop("order", "\n".join([head, *(first.replace("D-1", f"D-{n}") for n in range(count))]))
    (paper,) = report(office).values()
    assert paper.typed
    assert len(rows(paper)) == count
    assert render_paper(paper)[:2] == b"PK"


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "w"
    Desk.create(folder).close()
    with Desk(folder, today=TODAY) as made:
        book = openpyxl.Workbook()
        for row in (
            ["订单号", "下单日期", "客户名称", "品名", "规格", "单位", "数量", "单价", "要货日期", "业务员"],
            ["D-1", "2026-11-01", "甲样例公司", "螺栓", "M8", "盒", 100, 2, "2026-11-20", "张敏"],
            ["D-1", "2026-11-01", "甲样例公司", "螺栓", "M8", "盒", 50, 2, "2026-11-20", "张敏"],
        ):
            book.active.append(row)
        book.save(folder / "inbox" / "订单.xlsx")
        made.take_in()
        made.report("reply_dates")
        yield made


def typed(desk, row, day):
    (path,) = desk.workspace.outbox.rglob("交期回复表_张敏.xlsx")
    book = openpyxl.load_workbook(path)
    titles = {cell.value: cell.column for cell in book["回复"][3]}
    book["回复"].cell(row, titles["确认交期"]).value = day
    book.save(path)
    return path


@pytest.mark.thorough
def test_a_date_typed_and_dropped_is_the_lines_date_and_nothing_else_changes(desk):
    path = typed(desk, 5, date(2026, 11, 25))
    shutil.copy(path, desk.workspace.inbox / path.name)
    result = desk.take_in()
    assert [file["verdict"] for file in result["files"]] == ["accepted"]
    assert [(one.ordered, one.promised_date) for one in desk.books.order_lines()] == [
        (100_0000, ""),
        (50_0000, "2026-11-25"),
    ]
    assert result["set_aside"] == []
    again = openpyxl.load_workbook(path)["回复"]
    assert date(2026, 11, 25) in [cell.value and cell.value.date() for cell in again["I"][3:] if cell.value]
    assert all(check["ok"] for check in desk.verify()["checks"])


def test_what_is_typed_and_not_dropped_yet_is_left_as_it_lies(desk):
    path = typed(desk, 4, date(2026, 11, 28))
    before = path.read_bytes()
    result = desk.report("reply_dates")
    assert path.read_bytes() == before
    assert [one["path"] for one in result["pending"]] == ["outbox/报表/交期回复表/交期回复表_张敏.xlsx"]
