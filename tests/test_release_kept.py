"""The release gate on short marks in real papers, and on figures of days that are frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from statement_office import StatementOffice

from neiqin_xl.dates import parse_period
from neiqin_xl.publish.pages import render_by
from neiqin_xl.publish.release import Gate
from neiqin_xl.reports.statement import statement, statement_for

FILE = (
    "客户编码,客户名称,客户简称,结算方式\n"
    "A1,雾凇商行,雾凇,月结30天\n12,竹筏超市,竹筏行,月结30天\nB2,苔原饭店,TYD,月结30天\n34,海雾茶楼,海雾,月结30天\n"
)
SLIPS = "送货单号,发货日期,客户名称,产品编码,品名,规格,数量,单位,金额,备注\n"
GOODS = (
    "D1,2026-10-05,雾凇商行,12,竹筏行,34-1,3,竹筏行,30,B2 34\n"
    "34,2026-10-06,雾凇商行,P1,B2 海雾,TYD-3,3,件,30,转 TYD\n"
    "D3,2026-10-07,竹筏超市,P2,海雾牌,A1/B2,3,件,30,雾凇\n"
    "D4,2026-10-08,苔原饭店,P3,螺栓,M8,3,件,30,\n"
    "D5,2026-10-09,海雾茶楼,P3,螺栓,M8,3,件,30,\n"
)
OCTOBER = parse_period("2026-10", date(2026, 11, 8))


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = StatementOffice(tmp_path / "工作区", monkeypatch)
    made.drop(FILE, "客户档案")
    made.drop(SLIPS + GOODS)
    yield made
    made.desk.close()


def customers_of(office):
    return {party.code: key for key, party in office.desk.books.customers().items()}


def with_contact(paper, text):
    page = paper.pages[0]
    return replace(paper, pages=(replace(page, fields={**page.fields, "客户.联系人": text}),))


def test_short_words_among_goods_and_own_numbers_are_no_alarm(office):
    told = office.desk.statement("2026-10")
    assert told["refused"] == []
    assert len(told["written"]) == 5
    assert office.desk.report("delivery_note", "2026-10")["refused"] == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("code", "text", "sort"),
    [
        ("A1", "B2", "客户编码"),
        ("A1", "转B2", ""),
        ("A1", "转 B2", "客户编码"),
        ("A1", "B2-7", ""),
        ("A1", "TYD", "名称"),
        ("A1", "找海雾", ""),
        ("A1", "找：海雾。", "名称"),
        ("A1", "竹筏行", ""),  # what we sell is called so, too
        ("B2", "客户：34", "客户编码"),
        ("B2", "34", ""),
        ("A1", "客户：34", ""),  # it has a slip of that number
    ],
)
def test_short_marks_are_told_where_they_stand_by_themselves(office, code, text, sort):
    books = office.desk.books.at_rest()
    paper = with_contact(statement_for(books, OCTOBER, customers_of(office)[code]), text)
    told = Gate(books, ()).faults(paper, *render_by(paper))
    assert [one.rpartition("另一家客户的")[2] for one in told] == ([sort] if sort else [])


def test_the_figures_of_frozen_days_are_those_that_were_kept(office):
    office.issue("2026-10")
    office.desk.close_month("2026-10", anyway=True)
    office.drop(SLIPS + "D9,2026-10-20,雾凇商行,P1,螺栓,M8,1,件,10,\n")
    books = office.desk.books.at_rest()
    gate = Gate(books, ())
    papers = [one for one in statement.build(books, OCTOBER) if one.customers]
    assert papers
    for paper in papers:
        assert gate.faults(paper, *render_by(paper)) == []
        page = paper.pages[0]
        for figure in page.figures:
            wrong = replace(page, fields={**page.fields, figure: page.fields[figure] + 100})
            changed = replace(paper, pages=(wrong,))
            told = gate.faults(changed, *render_by(changed))
            assert [one for one in told if "冻结" in one] == [
                f"账期已经冻结，“{figure}”和冻结时留下的不一样，请先运行 neiqin verify 核对账目"
            ]


def test_an_opening_balance_of_open_days_must_be_what_the_books_have(office):
    books = office.desk.books.at_rest()
    november = parse_period("2026-11", date(2026, 11, 8))
    gate = Gate(books, ())
    paper = statement_for(books, november, customers_of(office)["A1"])
    assert gate.faults(paper, *render_by(paper)) == []
    page = paper.pages[0]
    closing, opening = page.balances
    wrong = replace(paper, pages=(replace(page, balances=(closing, opening._replace(fen=opening.fen + 1))),))
    assert gate.faults(wrong, *render_by(wrong)) == ["写的余额和账上的对不上，请先运行 neiqin verify 核对账目"]
