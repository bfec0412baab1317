"""超期责任表: off by default, and what each assistant answers for adds up paper by paper."""

from __future__ import annotations

from datetime import date

import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.reports.liability import liability
from neiqin_xl.settings import Settings

TODAY = date(2026, 11, 21)
NOVEMBER = parse_period("2026-11", TODAY)
CUSTOMERS = """
| customer_code | customer_name | settle_type | assist |
| K01 | 竹筏超市 | 货到30天 | 周知秋 |
| K02 | 雾凇商行 | 货到30天 | 何映雪 |
| K03 | 拾穗雀商行 | 货到30天 | |
"""
SHIPPED = """
| shipment_no | ship_date | customer_name | product_name | qty | amount_incl | currency |
| S-1 | 2026-09-01 | 竹筏超市 | 螺栓 | 1 | 100.05 | |
| S-2 | 2026-09-05 | 竹筏超市 | 螺栓 | 1 | 0.05 | |
| S-3 | 2026-09-09 | 雾凇商行 | 螺栓 | 1 | 80 | |
| S-4 | 2026-09-09 | 拾穗雀商行 | 螺栓 | 1 | 10 | |
| S-5 | 2026-11-20 | 竹筏超市 | 螺栓 | 1 | 999 | |
| S-6 | 2026-09-09 | 雾凇商行 | 螺栓 | 1 | 7 | USD |
"""


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", CUSTOMERS)
    made.drop("shipment", SHIPPED)
    made.drop("receipt", "| receipt_date | customer_name | amount | ref_docs |\n| 2026-10-01 | 雾凇商行 | 30 | S-3 |")
    return made


def page(office, name, share=30, place=0):
    books = Books(office.ledger, TODAY, settings=Settings(overdue_share=share))
    (paper,) = liability.build(books, NOVEMBER)
    return as_dicts(page_of(fits(paper), name).blocks[place])


def test_an_assistant_answers_for_a_share_of_what_is_overdue_and_open(office):
    assert [
        (row["内勤"], row["单号"], row["逾期天数"], row["逾期金额"], row["责任额"]) for row in page(office, "逾期单据")
    ] == [
        ("何映雪", "S-3", 43, 5000, 1500),
        ("周知秋", "S-1", 51, 10005, 3002),
        ("周知秋", "S-2", 47, 5, 2),
        ("（未填）", "S-4", 43, 1000, 300),
    ]
    assert [tuple(row.values()) for row in page(office, "按内勤")] == [
        ("周知秋", 1, 2, 10010, 51, 3004),
        ("何映雪", 1, 1, 5000, 43, 1500),
        ("（未填）", 1, 1, 1000, 43, 300),
    ]
    assert page(office, "按内勤", place=1)[0]["责任额"] == 210


@pytest.mark.parametrize("share", [1, 33, 100])
def test_the_shares_of_papers_add_up_to_those_of_assistants(office, share):
    papers, summed = page(office, "逾期单据", share), page(office, "按内勤", share)
    for row in summed:
        assert row["责任额"] == sum(one["责任额"] for one in papers if one["内勤"] == row["内勤"])
    assert share < 100 or [one["责任额"] for one in papers] == [one["逾期金额"] for one in papers]


def test_without_the_setting_there_is_no_such_list(office):
    assert list(liability.build(office.books, NOVEMBER)) == []


def test_nothing_overdue_is_said(tmp_path):
    books = Books(Office(tmp_path).ledger, TODAY, settings=Settings(overdue_share=30))
    (paper,) = liability.build(books, NOVEMBER)
    assert "没有逾期的单据。" in page_of(paper, "按内勤").lines


def test_an_office_that_did_not_ask_for_it_is_told_how_to(tmp_path):
    with Desk.create(tmp_path / "w") as desk, pytest.raises(ValueError, match="overdue_share = 30"):
        desk.report("超期责任表")
