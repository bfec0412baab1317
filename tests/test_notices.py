"""今日通知清单: whom to tell that goods are on their way, and in which words."""

from __future__ import annotations

from datetime import date

import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of

from neiqin_xl.dates import parse_period
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.notices import notices

TODAY = date(2026, 11, 21)
YESTERDAY = parse_period("2026-11-20", TODAY)
HEAD = (
    "| shipment_no | ship_date | customer_name | product_name | unit | qty | packages | carrier | waybill_no | eta | "
    "vehicle | contact | phone | salesperson | receiver |\n"
)


def slip(number="XS-1", day="2026-11-20", customer="北山样例机电有限公司", packages="12", carrier="顺达货站", waybill="YD1",
         eta="2026-11-22", vehicle="", contact="", salesperson="张敏", receiver=""):  # fmt: skip
    return (
        f"| {number} | {day} | {customer} | 螺栓 | 盒 | 3 | {packages} | {carrier} | {waybill} | {eta} | {vehicle} | "
        f"{contact} | | {salesperson} | {receiver} |"
    )


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def told(office, *slips, period=YESTERDAY):
    office.drop("shipment", HEAD + "\n".join(slips))
    books = office.books
    books.company = "江南样例五金有限公司"
    (paper,) = notices.build(books, period)
    return fits(paper)


def rows(paper, page="通知"):
    return as_dicts(page_of(paper, page).blocks[0])


def test_the_text_says_who_carries_how_many_pieces_under_which_number_and_when_they_arrive(office):
    (row,) = rows(told(office, slip(contact="甲先生")))
    assert row["通知内容"] == (
        "甲先生，您好！您的货已发出：11月20日发货由顺达货站承运，共 12 件，送货单号 XS-1，物流单号 YD1，预计 11月22日到。"
        "请留意查收，当面点清件数；有短少、破损请当时告诉我们。——江南样例五金有限公司"
    )
    assert row["还缺"] is None


def test_two_slips_of_a_customer_are_one_message_and_two_customers_two(office):
    paper = told(office, slip(), slip("XS-2", packages="3"), slip("XS-3", customer="南山样例商行"))
    first, second = sorted(rows(paper), key=lambda row: row["送货单号"])
    assert (first["送货单号"], first["件数"], second["件数"]) == ("XS-1、XS-2", 15, 12)
    assert "XS-1" in first["通知内容"]
    assert "XS-2" in first["通知内容"]
    assert "XS-3" not in first["通知内容"]


def test_goods_for_two_places_of_one_customer_are_told_apart(office):
    assert len(rows(told(office, slip(receiver="一店"), slip("XS-2", receiver="二店")))) == 2


@pytest.mark.parametrize(
    ("known", "lacking"),
    [
        ({}, ""),
        ({"carrier": ""}, "货站"),
        ({"packages": ""}, "件数"),
        ({"waybill": "", "eta": ""}, "物流单号、预计到货日期"),
        ({"carrier": "", "waybill": "", "eta": "", "vehicle": "云A0000"}, ""),
        ({"carrier": "", "waybill": "", "eta": "", "vehicle": "云A0000", "packages": ""}, "件数"),
    ],
)
def test_what_is_not_known_is_left_out_of_the_text_and_listed(office, known, lacking):
    paper = told(office, slip(**known))
    assert [row["还缺"] for row in rows(paper, "在途待补")] == ([lacking] if lacking else [])
    assert "None" not in rows(paper)[0]["通知内容"]


def test_only_goods_shipped_on_the_day_are_told_and_a_day_without_any_makes_no_list(office):
    paper = told(office, slip(), slip("XS-2", day="2026-11-19"))
    assert [row["送货单号"] for row in rows(paper)] == ["XS-1"]
    assert list(notices.build(office.books, parse_period("2026-11-18", TODAY))) == []


def test_the_list_of_a_day_whose_slips_were_taken_back_is_empty_and_not_as_it_was(office):
    office.drop("shipment", HEAD + slip())
    office.undo(1)
    (paper,) = notices.build(office.books, YESTERDAY)
    assert rows(paper) == []


@pytest.mark.parametrize("count", [1, 40, 400])
def test_the_workbook_is_written_however_many_there_are(office, count):
    paper = told(office, *(slip(f"XS-{n}", customer=f"样例{n}商行") for n in range(count)))
    assert len(rows(paper)) == count
    assert render_paper(paper)[:2] == b"PK"
