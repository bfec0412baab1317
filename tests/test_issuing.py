"""Issuing statements, freezing and closing months, as a clerk does it over a few months."""

from __future__ import annotations

import contextlib
import errno
import shutil
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from statement_office import CUSTOMERS, RECEIPTS, RETURNS, SLIPS, StatementOffice

from neiqin_xl.dates import parse_period
from neiqin_xl.desk import publishing
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.faces.issuing import told_closing, told_issued
from neiqin_xl.ledger.doubles import pairs
from neiqin_xl.ledger.freight_borne import question_number
from neiqin_xl.ledger.issued import Series
from neiqin_xl.publish.pages import render_by
from neiqin_xl.publish.release import Gate
from neiqin_xl.reports.accounts import accounts
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.statement import statement_for

OCTOBER = (
    f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,10,个,1000\nS2,2026-10-15,竹筏超市,螺母,5,个,500.5\n"
    "S3,2026-10-20,雾凇商行,螺母,5,个,99\n"
)
FIRST, SECOND = "DZ202610-0001", "DZ202610-0002"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The workspace that every test has a copy of."""
    folder = tmp_path_factory.mktemp("begun") / "内勤"
    with pytest.MonkeyPatch.context() as patch:
        made = StatementOffice(folder, patch)
        with made.desk:
            made.drop(CUSTOMERS)
            made.drop(OCTOBER)
    return folder, made


@pytest.fixture
def office(begun, tmp_path, monkeypatch):
    folder, made = begun
    shutil.copytree(folder, tmp_path / "内勤")
    again = StatementOffice(tmp_path / "内勤", monkeypatch, before=made)
    with again.desk:
        yield again


def test_everybody_with_a_balance_is_issued_under_a_number_of_its_own(office):
    assert office.issue("2026-10") == [(FIRST, 1, 1500.5), (SECOND, 1, 99)]
    assert list(office.files()) == [
        "对账单_K01_竹筏超市_202610_DZ202610-0001-01.xlsx",
        "对账单_K02_雾凇商行_202610_DZ202610-0002-01.xlsx",
    ]
    assert not office.troubles()


DRAFTS = ("对账单_K01_竹筏超市_202610.xlsx", "对账单_K02_雾凇商行_202610.xlsx")


def drafted(office):
    """The drafts that lie there, once they were asked for."""
    return [name for name in office.files() if name in DRAFTS]


def test_drafts_are_taken_away_once_what_was_drafted_is_issued(office):
    office.desk.statement(period="2026-10")
    assert drafted(office) == [*DRAFTS]
    office.issue("2026-10", "雾凇商行")
    assert drafted(office) == [DRAFTS[0]]
    office.issue("2026-10")
    assert (drafted(office), len(office.files())) == ([], 2)
    office.desk.statement(period="2026-10")
    assert drafted(office) == [*DRAFTS]
    office.issue("2026-10")
    assert drafted(office) == []
    assert not office.troubles()


def test_a_draft_stays_while_its_customer_waits_and_what_somebody_wrote_into_one_stays_always(office):
    office.drop("送货单号,发货日期,客户名称,品名,数量,单位\nS7,2026-10-21,雾凇商行,垫片,5,个\n")
    office.desk.statement(period="2026-10")
    book = openpyxl.load_workbook(office.desk.workspace.statements / "2026-10" / DRAFTS[0])
    book.worksheets[0]["N1"] = "请王经理看"
    book.save(office.desk.workspace.statements / "2026-10" / DRAFTS[0])
    office.issue("2026-10")
    assert drafted(office) == [*DRAFTS]
    assert not office.troubles()


def test_a_draft_stays_until_the_issued_one_lies_there(office, monkeypatch):
    office.desk.statement(period="2026-10")
    with monkeypatch.context() as busy:
        busy.setattr(Publishing, "lay", lambda *_: False)
        office.issue("2026-10")
    assert list(office.files()) == [*DRAFTS]
    assert office.issue("2026-10") == []
    assert (drafted(office), len(office.files())) == ([], 2)


def test_number_version_and_state_stand_on_the_page(office):
    office.issue("2026-10")
    path = office.desk.workspace.root / office.answer["issued"][0]["path"]
    cells = [str(cell.value) for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row if cell.value]
    assert any("DZ202610-0001（第 01 版）" in cell for cell in cells)
    assert "对账单" in cells
    assert not any("草稿" in cell for cell in cells)


def test_issuing_again_without_a_change_does_nothing(office):
    office.issue("2026-10")
    before = office.files()
    assert office.issue("2026-10") == []
    assert len(office.answer["unchanged"]) == 2
    assert office.files() == before


def test_what_changed_before_the_customer_confirmed_is_the_next_version_of_the_same_number(office):
    office.issue("2026-10")
    before = office.files()
    office.drop(f"{SLIPS}S4,2026-10-30,竹筏超市,螺母,1,个,10\n")
    assert office.issue("2026-10") == [(FIRST, 2, 1510.5)]
    assert before.items() <= office.files().items()
    assert not office.troubles()


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["dated later", "taken back"])
def test_a_statement_whose_papers_are_all_gone_is_issued_anew_with_nothing_and_keeps_the_month_open(office, way):
    batch = office.drop(f"我方公司,{SLIPS}乙公司,B1,2026-10-05,白鹭五金,螺栓,1,个,8\n")
    office.issue("2026-10")
    office.desk.undo(batch)
    if way == "dated later":
        office.drop(f"我方公司,{SLIPS}乙公司,B1,2026-11-05,白鹭五金,螺栓,1,个,8\n")
    (waiting,) = office.desk.close_month("2026-10")["waiting"]
    assert waiting["reason"] == "DZ2-202610-0001-01 签发以后有变动，没有发新的版本"
    assert office.issue("2026-10") == [("DZ2-202610-0001", 2, 0)]
    assert office.issue("2026-10") == []
    assert not office.troubles()
    assert "3 个账户冻结" in office.desk.close_month("2026-10")["message"]
    assert not office.troubles()


def test_a_new_product_name_alone_is_no_new_version(office):
    office.issue("2026-10")
    office.drop("产品编码,产品名称,规格型号,单位\nP1,螺栓,M8,个\n", "产品")
    assert office.issue("2026-10") == []


def test_numbers_of_a_month_run_on_and_begin_anew_with_the_next(office):
    office.issue("2026-10")
    office.drop(f"{SLIPS}S5,2026-10-21,白鹭五金,螺母,1,个,7\nS6,2026-11-21,白鹭五金,螺母,1,个,7\n")
    assert office.issue("2026-10") == [("DZ202610-0003", 1, 7)]
    office.day = date(2026, 12, 1)
    assert [one[0] for one in office.issue("2026-11")] == [f"DZ202611-{n:04d}" for n in (1, 2, 3)]


def test_each_of_our_companies_has_numbers_of_its_own(office):
    office.drop(f"我方公司,{SLIPS}乙公司,B1,2026-10-05,竹筏超市,螺栓,1,个,8\n")
    assert office.issue("2026-10", "K01") == [(FIRST, 1, 1500.5), ("DZ2-202610-0001", 1, 8)]


def test_the_company_of_the_settings_needs_no_mark_and_goes_on_where_it_had_one(office):
    ledger = office.desk.ledger
    assert Series(ledger, "甲公司").next("甲公司", "2026-10-31")[2] == FIRST
    assert Series(ledger, "甲公司").next("乙公司", "2026-10-31")[2] == "DZ2-202610-0001"
    ledger.insert("issued", [(1, "", 1, "2026-10|甲公司", 5, "DZ2-202610-0005", 1, "", "")])
    assert Series(ledger, "甲公司").next("甲公司", "2026-10-31")[1:] == (6, "DZ202610-0006")
    assert Series(ledger, "甲公司").next("乙公司", "2026-10-31")[2] == "DZ3-202610-0001"


def test_one_customer_may_be_issued_alone(office):
    assert office.issue("2026-10", "雾凇商行") == [(FIRST, 1, 99)]
    assert office.issue("2026-10") == [(SECOND, 1, 1500.5)]


def test_a_period_that_is_not_over_is_not_issued_and_one_that_ends_today_is(office):
    office.day = date(2026, 10, 30)
    with pytest.raises(ValueError, match="2026-10-31 才结束"):
        office.issue("2026-10")
    office.day = date(2026, 10, 31)
    assert office.issue("2026-10")


def test_a_statement_without_a_price_waits_and_says_so(office):
    office.drop("送货单号,发货日期,客户名称,品名,数量,单位\nS7,2026-10-21,雾凇商行,垫片,5,个\n")
    assert office.issue("2026-10") == [(FIRST, 1, 1500.5)]
    assert "未定价" in office.reasons["雾凇商行"]


def test_slips_that_may_be_one_keep_their_statement_waiting_until_somebody_decides(office):
    batch = office.drop(f"{SLIPS}S9,2026-10-20,雾凇商行,螺母,5,个,99\n")
    assert office.issue("2026-10") == [(FIRST, 1, 1500.5)]
    assert "重复嫌疑（S9）" in office.reasons["雾凇商行"]
    office.desk.undo(batch)
    assert office.issue("2026-10") == [(SECOND, 1, 99)]


@pytest.mark.parametrize(("came_back", "is_asked"), [("1,个,19.8", True), ("2,个,39.6", False)])
def test_goods_that_came_back_on_a_red_slip_and_on_a_return_are_asked_about(office, came_back, is_asked):
    red = "送货单号,发货日期,客户名称,品名,数量,单位,金额,备注\nS7,2026-10-22,雾凇商行,螺母,-1,个,-19.8,红字\n"
    office.drop(red, "发货")
    office.drop(f"{RETURNS}T7,2026-10-22,雾凇商行,螺母,{came_back}\n", "退货")
    office.issue("2026-10")
    assert ("重复嫌疑（T7）" in office.reasons.get("雾凇商行", "")) is is_asked


def enter_a_payment_twice(office):
    """50 yuan stand in the clerk's register and, a day later, in the bank's list."""
    office.drop("收款单号,回款日期,客户名称,金额\nR7,2026-10-22,雾凇商行,50\n", "回款")
    path = office.desk.workspace.inbox / "流水.csv"
    rows = "交易日期,对方户名,贷方金额,余额,交易流水号\n2026-10-23,雾凇商行,50,900,B-1\n"
    path.write_text(rows, encoding="utf-8-sig")
    office.desk.take_in([path])


def test_a_payment_that_may_be_there_twice_keeps_its_statement_waiting_until_somebody_answers(office):
    enter_a_payment_twice(office)
    assert office.issue("2026-10") == [(FIRST, 1, 1500.5)]
    assert "重复嫌疑（R7）" in office.reasons["雾凇商行"]
    (twins,) = pairs(office.desk.ledger)
    office.drop(f"差异号,处理状态\n{twins.number},是重复\n", "差异处理")
    assert office.issue("2026-10") == [(SECOND, 1, 49)]
    assert not office.troubles()


@pytest.mark.thorough
@pytest.mark.parametrize("was_corrected", [False, True])
@pytest.mark.parametrize("answer", ["", "是重复", "不是重复"])
def test_a_payment_of_a_closed_month_stays_when_the_banks_list_of_it_comes_later(office, answer, was_corrected):
    if was_corrected:
        office.drop("收款单号,回款日期,客户名称,金额,备注\nR7,2026-10-22,雾凇商行,45,现金\n", "回款")
    office.drop("收款单号,回款日期,客户名称,金额\nR7,2026-10-22,雾凇商行,50\n", "回款")
    office.desk.close_month("2026-10", anyway=True)
    path = office.desk.workspace.inbox / "流水.csv"
    path.write_text(
        "交易日期,对方户名,贷方金额,余额,交易流水号\n2026-10-23,雾凇商行,50,900,B-1\n", encoding="utf-8-sig"
    )
    office.desk.take_in([path])
    (twins,) = pairs(office.desk.ledger)
    assert (twins.first.number, twins.again.number) == ("R7", "B-1")
    if answer:
        office.drop(f"差异号,处理状态\n{twins.number},{answer}\n", "差异处理")
    prior = -50 if answer == "不是重复" else 0
    assert office.figures("2026-10", "雾凇商行")[3:] == (50, 0, 49)
    assert office.figures("2026-11", "雾凇商行")[-2:] == (prior, 49 + prior)
    assert len(office.accounts("2026-11").get("雾凇商行").priors) == (answer == "不是重复")
    assert not office.troubles()


def test_an_answer_after_the_month_was_frozen_counts_in_the_next_one(office):
    enter_a_payment_twice(office)
    office.desk.close_month("2026-10", anyway=True)
    (twins,) = pairs(office.desk.ledger)
    office.drop(f"差异号,处理状态\n{twins.number},不是重复\n", "差异处理")
    assert office.figures("2026-10", "雾凇商行")[3:] == (50, 0, 49)
    assert office.figures("2026-11", "雾凇商行")[-2:] == (-50, -1)
    assert not office.troubles()


@pytest.mark.thorough
def test_freight_of_which_nobody_said_who_bears_it_keeps_its_statement_waiting(office):
    office.drop(f"{SLIPS.strip()},运费\nS9,2026-10-25,雾凇商行,螺母,5,个,10,6\n")
    assert office.issue("2026-10") == [(FIRST, 1, 1500.5)]
    assert "运费还没说由谁承担" in office.reasons["雾凇商行"]
    office.drop(f"差异号,处理状态\n{question_number('')},客户承担\n", "差异处理")
    assert office.issue("2026-10") == [(SECOND, 1, 115)]
    assert not office.troubles()


def test_freight_beside_an_early_line_is_not_taken_for_a_paper_of_frozen_time(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "早", monkeypatch)
    with office.desk:
        office.drop(f"{SLIPS.strip()},代垫运费\nS1,2026-11-03,竹筏超市,螺栓,10,个,100,7\n")
        office.drop(f"{SLIPS}S2,2026-10-05,竹筏超市,螺栓,10,个,1000\n")
        office.desk.close_month("2026-10", anyway=True)
        office.drop(f"{SLIPS}S3,2026-10-06,竹筏超市,螺栓,2,个,200\n")
        account = office.accounts("2026-11")["竹筏超市"]
        assert [one.amount_fen for one in account.postings.values() if one.type == "freight_charge"] == [700]
        assert [one.change for one in account.priors.values()] == [20000]
        assert not account.postings.keys() & account.priors.keys()
        assert office.figures("2026-11")[-2:] == (200, 1307)


@pytest.mark.thorough
def test_a_customer_of_whom_everything_waits_is_listed_too(office):
    path = office.desk.workspace.inbox / "坏.csv"
    path.write_text(f"{SLIPS}S8,2026-10-21,白鹭五金,垫片,五个,个,5\n", encoding="utf-8-sig")
    office.desk.take_in([path])
    office.issue("2026-10")
    listed = {*office.reasons, *(one["customer"] for one in office.answer["issued"])}
    assert listed >= {"竹筏超市", "雾凇商行"}


def test_drafts_lie_beside_what_was_issued_and_say_that_it_was(office):
    office.issue("2026-10")
    before = office.files()
    office.desk.statement("2026-10")
    assert before.items() <= office.files().items()
    path = office.desk.workspace.statements / "2026-10" / "对账单_K01_竹筏超市_202610.xlsx"
    cells = [str(cell.value) for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row if cell.value]
    assert any("已经签发过 DZ202610-0001-01" in cell for cell in cells)


def test_publishing_issues_nothing(office):
    office.desk.publish(everything=True)
    office.desk.statement("2026-10")
    assert list(office.desk.books.issued()) == []


def test_an_issued_file_that_was_deleted_is_laid_again_as_it_was(office):
    office.issue("2026-10")
    before = office.files()
    path = office.desk.workspace.root / office.answer["issued"][0]["path"]
    path.unlink()
    office.issue("2026-10")
    assert office.files() == before


def test_what_a_person_made_of_an_issued_file_is_left_alone(office):
    office.issue("2026-10")
    path = office.desk.workspace.root / office.answer["issued"][0]["path"]
    path.write_bytes(b"hers")
    office.issue("2026-10")
    assert path.read_bytes() == b"hers"


def test_after_the_customer_confirmed_nothing_moves_and_the_next_statement_shows_what_changed(office):
    office.issue("2026-10")
    office.confirm(FIRST)
    before = office.files()
    office.drop(f"{SLIPS}S4,2026-10-31,竹筏超市,螺母,1,个,10\n")
    assert office.issue("2026-10") == []
    assert office.files() == before
    assert office.figures("2026-10") == (0, 1500.5, 0, 0, 0, 1500.5)
    assert office.figures("2026-11") == (1500.5, 0, 0, 0, 10, 1510.5)
    assert not office.troubles()


@pytest.mark.parametrize(("period", "owed"), [("2026-10", 150050), ("2026-10-01/2026-10-10", 100000)])
def test_a_draft_of_frozen_days_goes_out_only_with_the_balance_that_was_frozen(office, period, owed):
    office.issue("2026-10")
    office.confirm(FIRST)
    office.drop(f"{SLIPS}S4,2026-10-02,竹筏超市,螺母,1,个,10\n")
    books = office.desk.books.at_rest()
    gate, paper = Gate(books, ()), statement_for(books, parse_period(period, office.day), "C:K01")
    (page,) = paper.pages
    assert [one.fen for one in page.balances] == [owed]
    assert gate.faults(paper, *render_by(paper)) == []
    as_the_books_are = replace(page, balances=(page.balances[0]._replace(fen=owed + 1000),))
    wrong = replace(paper, pages=(as_the_books_are,))
    (told,) = gate.faults(wrong, *render_by(wrong))
    assert "写的余额和账上的对不上" in told


def test_what_was_confirmed_by_mistake_and_taken_back_is_open_again(office):
    office.issue("2026-10")
    batch = office.confirm(FIRST)
    office.drop(f"{SLIPS}S4,2026-10-31,竹筏超市,螺母,1,个,10\n")
    office.desk.undo(batch)
    assert office.figures("2026-10") == (0, 1510.5, 0, 0, 0, 1510.5)
    assert office.issue("2026-10") == [(FIRST, 2, 1510.5)]


@pytest.mark.thorough
def test_only_the_newest_version_can_be_confirmed(office):
    office.issue("2026-10")
    office.drop(f"{SLIPS}S4,2026-10-31,竹筏超市,螺母,1,个,10\n")
    office.issue("2026-10")
    assert asked(office, f"对账单号,版次,回签日期\n{FIRST},1,2026-11-05\n") == ["B108"]
    assert office.accounts("2026-10")["竹筏超市"].frozen == ""
    office.confirm(FIRST, version=2)
    assert office.accounts("2026-10")["竹筏超市"].frozen == "DZ202610-0001-02"


def asked(office, registered):
    """Drop what somebody registered; the codes of what is asked."""
    return [one["code"] for one in office.offer(registered, "对账登记")["findings"]]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("DZ202610-0099,1,,,2026-11-05", ["B106"]),
        (f"{FIRST},9,,,2026-11-05", ["B107"]),
        (f"{FIRST},1,雾凇商行,,2026-11-05", ["B109"]),
        (f"{FIRST},1,,7.77,2026-11-05", ["B109"]),
        (f"{FIRST},1,竹筏超市,1500.5,2026-11-05", []),
        (f"{FIRST}-01,,,,2026-11-05", []),
    ],
    ids=["no such number", "no such version", "another customer", "another balance", "its own", "both in one"],
)
def test_a_registration_that_is_about_no_statement_of_ours_freezes_nothing_and_says_so(office, row, code):
    office.issue("2026-10")
    assert asked(office, f"对账单号,版次,客户名称,期末余额,回签日期\n{row}\n") == code
    assert bool(office.accounts("2026-10")["竹筏超市"].frozen) is not bool(code)


@pytest.mark.thorough
def test_a_row_of_an_older_list_does_not_register_again_what_was_taken_back(office):
    office.issue("2026-10")
    head = "对账单号,版次,发出日期,回签日期,撤回\n"
    office.drop(f"{head}{FIRST},1,2026-11-02,2026-11-05,\n", "对账登记")
    office.drop(f"{head}{FIRST},1,,,是\n", "对账登记")
    assert asked(office, f"{head}{FIRST},1,,2026-11-05,\n") == ["B110"]
    assert office.accounts("2026-10")["竹筏超市"].frozen == ""
    office.drop(f"{head}{FIRST},1,,2026-11-05,否\n", "对账登记")
    assert office.accounts("2026-10")["竹筏超市"].frozen == f"{FIRST}-01"


def test_a_dispute_leads_to_the_next_version_when_a_person_asks_for_it(office):
    office.issue("2026-10")
    office.dispute(FIRST)
    assert office.issue("2026-10") == []
    assert "有异议" in office.reasons["竹筏超市"]
    assert office.issue("2026-10", "K01") == [(FIRST, 2, 1500.5)]


def test_a_disputed_statement_that_changed_is_issued_with_all(office):
    office.issue("2026-10")
    office.dispute(FIRST)
    office.drop(f"{SLIPS}S1,2026-10-05,竹筏超市,螺栓,9,个,900\n")
    assert office.issue("2026-10") == [(FIRST, 2, 1400.5)]


def test_an_earlier_period_of_frozen_time_is_not_issued_any_more(office):
    office.day = date(2026, 12, 1)
    office.issue("2026-11", "K01")
    office.confirm("DZ202611-0001")
    assert office.issue("2026-10", "K01") == []
    assert "冻结" in office.reasons["竹筏超市"]


def test_a_month_is_not_closed_while_statements_are_not_issued(office):
    answer = office.desk.close_month("2026-10")
    assert not answer["closed"]
    assert {one["customer"]: one["reason"] for one in answer["waiting"]} == {
        "竹筏超市": "对账单没有签发",
        "雾凇商行": "对账单没有签发",
    }
    assert "--anyway" in answer["message"]
    assert list(office.desk.books.closings()) == []


def test_a_closed_month_is_frozen_also_for_who_never_confirmed_and_for_who_comes_late(office):
    office.issue("2026-10")
    assert office.desk.close_month("2026-10")["closed"]
    office.drop(f"{SLIPS}S4,2026-10-31,竹筏超市,螺母,1,个,10\nS9,2026-09-30,白鹭五金,螺母,1,个,7\n")
    assert office.figures("2026-10") == (0, 1500.5, 0, 0, 0, 1500.5)
    assert "白鹭五金" not in office.accounts("2026-10")
    assert office.figures("2026-11") == (1500.5, 0, 0, 0, 10, 1510.5)
    assert office.figures("2026-11", "白鹭五金") == (0, 0, 0, 0, 7, 7)
    assert not office.troubles()


def test_what_came_after_the_closing_is_listed(office):
    office.issue("2026-10")
    office.desk.close_month("2026-10")
    office.drop(f"{SLIPS}S4,2026-10-31,竹筏超市,螺母,1,个,10\n")
    (path,) = office.desk.report("结账清单", "2026-10")["written"]
    sheet = openpyxl.load_workbook(office.desk.workspace.root / path)["结账以后的变动"]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "K01"]
    assert row[4:10] == ("发货", "S4", 0, 10, 10, "DZ202610-0001-01")
    assert str(row[3])[:10] == "2026-10-31"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("said", "is_answered", "open_matter"),
    [
        (",,,2026-11-05,", False, "客户 2026-11-05 有异议，没有发新的版本"),
        (
            "1490.5,,,2026-11-05,S2 少 10 元",
            False,
            "客户 2026-11-05 有异议（S2 少 10 元，对方余额 1,490.50，差 10.00），没有发新的版本",
        ),
        (",,,2026-11-05,S2 少 10 元", True, None),
        (",,2026-11-06,2026-11-05,", False, None),
        (",2026-11-05,,,", False, None),
    ],
)
def test_a_month_that_is_closed_over_a_dispute_says_so_in_its_list(office, said, is_answered, open_matter):
    office.issue("2026-10")
    head = "对账单号,版次,客户确认余额,发出日期,回签日期,有异议日期,差异原因\n"
    office.drop(f"{head}{FIRST},1,{said}\n", "对账登记")
    if is_answered:
        office.issue("2026-10", "K01")
    office.desk.close_month("2026-10", anyway=True)
    (path,) = office.desk.workspace.outbox.rglob("结账清单_202610.xlsx")
    rows = {row[0]: row for row in openpyxl.load_workbook(path)["结账清单"].iter_rows(values_only=True)}
    at = rows["客户编码"].index("未了事项")
    assert (rows["K01"][at], rows["K02"][at]) == (open_matter, None)


def test_each_row_of_the_closed_accounts_adds_up_across_and_the_total_under_them(office):
    office.drop(f"{RETURNS}R1,2026-10-20,雾凇商行,螺母,1,个,2.5\n", "退货")
    office.drop(f"{RECEIPTS}P1,2026-10-21,雾凇商行,100\n", "回款")
    office.drop(
        "调整单号,调整日期,客户名称,调整类型,金额,调整原因,审批人\nT1,2026-10-22,雾凇商行,折让,3,破损,甲\n", "调整单"
    )
    office.issue("2026-10")
    office.desk.close_month("2026-10")
    (path,) = office.desk.workspace.outbox.rglob("结账清单_202610.xlsx")
    cells = list(openpyxl.load_workbook(path)["结账清单"].iter_rows(values_only=True))
    (titles,) = [row for row in cells if row[0] == "客户编码"]
    assert titles[3:9] == ("期初余额", "本期发货", "本期退货", "本期回款", "本期调整", "期末余额")
    rows = {row[0]: row[3:9] for row in cells if row[0] in {"K01", "K02", "合计"}}
    for code, name in (("K01", "竹筏超市"), ("K02", "雾凇商行")):
        assert rows[code] == tuple(fen / 100 for fen in office.accounts("2026-10")[name].across)
    assert rows["K02"][2:5] == (2.5, 100, -3)
    assert rows["合计"] == pytest.approx([sum(one) for one in zip(rows["K01"], rows["K02"], strict=True)])
    for opening, shipped, returned, received, adjusted, closing in rows.values():
        assert opening + shipped - returned - received + adjusted == pytest.approx(closing)


@pytest.mark.thorough
@pytest.mark.parametrize("whose", ["白鹭五金", "竹筏超市"])
def test_a_company_of_ours_that_was_unknown_at_the_closing_has_its_month_closed_too(office, whose):
    office.desk.close_month("2026-10", anyway=True)
    office.drop(
        f"我方公司,{SLIPS}乙公司,B1,2026-10-05,{whose},螺栓,1,个,80\n乙公司,B2,2026-11-02,{whose},螺栓,1,个,20\n"
    )
    assert figures_of_second(office, "2026-10") == (0, 0, 0, 0, 0, 0)
    assert figures_of_second(office, "2026-11") == (0, 20, 0, 0, 80, 100)
    (path,) = office.desk.report("结账清单", "2026-10")["written"]
    sheet = openpyxl.load_workbook(office.desk.workspace.root / path)["结账以后的变动"]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if "B1" in row]
    assert row[5:10] == ("B1", 0, 80, 80, "2026-10 结账")
    assert not office.troubles()


@pytest.mark.thorough
def test_months_closed_before_and_after_a_company_of_ours_came_are_all_closed_for_it(office):
    office.day = date(2026, 12, 1)
    office.desk.close_month("2026-10", anyway=True)
    office.drop(f"我方公司,{SLIPS}乙公司,B1,2026-10-05,白鹭五金,螺栓,1,个,80\n")
    office.desk.close_month("2026-11", anyway=True)
    assert figures_of_second(office, "2026-11") == (0, 0, 0, 0, 80, 80)
    office.drop(
        f"我方公司,{SLIPS}乙公司,B2,2026-10-06,白鹭五金,螺栓,1,个,5\n丙公司,C1,2026-11-06,白鹭五金,螺栓,1,个,3\n"
    )
    assert figures_of_second(office, "2026-11") == (0, 0, 0, 0, 80, 80)
    assert figures_of_second(office, "2026-12") == (80, 0, 0, 0, 5, 85)
    assert figures_of_second(office, "2026-12", "丙公司") == (0, 0, 0, 0, 3, 3)
    assert not office.troubles()


def figures_of_second(office, period, company="乙公司"):
    """What a company's only account comes to over a period."""
    with office.desk:
        books = office.desk.books
        found = accounts(books, parse_period(period, office.day), Names(books), {}, settled=True)
    (one,) = [one for one in found if one.key.company == company]
    return tuple(fen / 100 for fen in (one.opening, one.shipped, one.returned, one.received, one.adjusted, one.closing))


def test_a_month_closed_anyway_freezes_the_books_as_they_are(office):
    assert office.desk.close_month("2026-10", anyway=True)["closed"]
    assert office.accounts("2026-10")["竹筏超市"].frozen == "2026-10 结账"
    assert office.issue("2026-10") == []
    assert len(office.reasons) == 2


def test_a_statement_that_changed_since_it_was_issued_freezes_as_the_customer_has_it(office):
    office.issue("2026-10")
    office.drop(f"{SLIPS}S4,2026-10-31,竹筏超市,螺母,1,个,10\n")
    answer = office.desk.close_month("2026-10")
    assert [one["reason"] for one in answer["waiting"]] == ["DZ202610-0001-01 签发以后有变动，没有发新的版本"]
    office.desk.close_month("2026-10", anyway=True)
    assert office.figures("2026-10")[-1] == 1500.5
    assert office.figures("2026-11") == (1500.5, 0, 0, 0, 10, 1510.5)


@pytest.mark.parametrize(
    ("month", "said"),
    [("2026-10", "已经结过账"), ("2026-09", "已经结到 2026-10"), ("2026-12", "请先结 2026-11"), ("2026-W45", "按月")],
)
def test_months_are_closed_one_after_the_other(office, month, said):
    office.day = date(2027, 1, 5)
    office.desk.close_month("2026-10", anyway=True)
    with pytest.raises(ValueError, match=said):
        office.desk.close_month(month, anyway=True)


def test_a_month_is_closed_on_its_last_day_and_not_before(office):
    office.day = date(2026, 10, 30)
    with pytest.raises(ValueError, match="才结束"):
        office.desk.close_month("2026-10", anyway=True)
    office.day = date(2026, 10, 31)
    assert office.desk.close_month("2026-10", anyway=True)["closed"]


def test_an_account_that_was_settled_long_ago_brings_nothing_into_the_open_month(office):
    office.drop(f"{RECEIPTS}R1,2026-10-21,雾凇商行,99\n")
    office.day = date(2026, 12, 1)
    office.desk.close_month("2026-11", anyway=True)
    assert office.accounts("2026-12").keys() == {"竹筏超市"}


def test_a_statement_is_aged_as_it_was_known_when_it_was_frozen(office):
    office.issue("2026-10")
    office.confirm(FIRST)
    before = office.accounts("2026-10")["竹筏超市"].ageing
    office.drop("客户编码,客户名称,结算方式\nK01,竹筏超市,现结\n")
    assert office.accounts("2026-10")["竹筏超市"].ageing == before
    assert office.accounts("2026-10")["雾凇商行"].ageing.balance == 9900


def test_a_customer_who_is_filed_later_keeps_what_was_issued(office):
    office.drop(f"{SLIPS}S9,2026-10-21,白鹭五金,螺母,1,个,7\n")
    office.issue("2026-10")
    office.confirm("DZ202610-0003")
    office.drop("客户编码,客户名称,结算方式\nK09,白鹭五金,现结\n")
    assert office.accounts("2026-10")["白鹭五金"].key.customer == "C:K09"
    assert office.accounts("2026-10")["白鹭五金"].frozen == "DZ202610-0003-01"
    assert office.figures("2026-11", "白鹭五金") == (7, 0, 0, 0, 0, 7)


def test_the_command_says_what_was_issued_and_who_is_missing_and_why(office):
    office.drop("送货单号,发货日期,客户名称,品名,数量,单位\nS7,2026-10-21,雾凇商行,垫片,5,个\n")
    office.issue("2026-10")
    told = list(told_issued(office.answer))
    assert told[:2] == [
        "DZ202610-0001　K01 竹筏超市　期末余额 1,500.50",
        "签发了 1 份，原样不变的 0 份，没有签发的 1 份。",
    ]
    assert told[2].startswith("K02 雾凇商行：1 行未定价")


def test_the_command_names_what_keeps_a_month_open(office):
    told = list(told_closing(office.desk.close_month("2026-10")))
    assert "2026年10月没有结账：还有 2 项没有办完（竹筏超市、雾凇商行）" in told[0]
    assert told[1:] == ["K01 竹筏超市：对账单没有签发", "K02 雾凇商行：对账单没有签发"]


def test_verify_finds_a_lost_copy_of_an_issued_statement(office):
    office.issue("2026-10")
    (one, _) = office.desk.books.issued()
    (office.desk.workspace.blobs / one.sha256[:2] / one.sha256).write_bytes(b"other")
    assert [check["name"] for check in office.troubles()] == ["签发过的对账单都有留底"]


def test_verify_finds_a_number_that_is_missing(office):
    office.issue("2026-10")
    with office.desk.ledger.transaction():
        row = list(office.desk.ledger.one("SELECT * FROM issued WHERE serial = 2"))
        office.desk.ledger.insert("issued", [(9, *row[1:4], 4, "DZ202610-0004", 1, *row[7:])])
    assert [check["name"] for check in office.troubles()] == ["对账单编号和结账月份连续"]


def test_the_facts_of_issuing_cannot_be_changed(office):
    office.issue("2026-10")
    office.desk.close_month("2026-10")
    for table in ("snapshot", "snapshot_line", "issued", "closing", "closed_account"):
        with pytest.raises(Exception, match="append-only"):
            office.desk.ledger.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("detailed", [("期初", None), ("发货", "S1"), ("发货", "S1"), ("回款", "R1")]),
        ("papers", [("期初", None), ("发货", "S1"), ("回款", "R1")]),
        ("open", [("发货", "S1")]),
    ],
)
def test_a_statement_lists_lines_papers_or_what_is_open(office, kind, told):
    office.drop(f"{SLIPS}S1,2026-10-05,白鹭五金,螺栓,10,个,70\nS1,2026-10-05,白鹭五金,垫片,1,盒,30\n")
    office.drop(f"{RECEIPTS}R1,2026-10-21,白鹭五金,40\n")
    (path,) = office.desk.statement("2026-10", customer="白鹭五金", kind=kind)["written"]
    rows = list(openpyxl.load_workbook(office.desk.workspace.root / path).active.iter_rows(values_only=True))
    start, end = (next(n for n, row in enumerate(rows) if row[0] == text) for text in ("日期", "合计"))
    assert [(row[1], row[2]) for row in rows[start + 1 : end]] == told
    assert 60 in rows[end]
    if kind == "papers":
        assert rows[start + 2][4:10] == ("螺栓 等 2 项", None, None, None, None, 100)
    if kind == "open":
        assert rows[start + 1][6:10] == (100, 40, 60, 60)


def test_what_was_paid_ahead_is_open_too(office):
    office.drop(f"{RECEIPTS}R1,2026-10-21,雾凇商行,120\n")
    (path,) = office.desk.statement("2026-10", customer="雾凇商行", kind="open")["written"]
    rows = list(openpyxl.load_workbook(office.desk.workspace.root / path).active.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "日期")
    assert rows[start + 1][1:3] == ("回款", "R1")
    assert rows[start + 1][6:10] == (-120, -99, -21, -21)


def test_a_statement_of_several_months_that_ends_with_the_month_lets_it_be_closed(office):
    assert office.issue("2026-09/2026-10") == [(FIRST, 1, 1500.5), (SECOND, 1, 99)]
    assert office.desk.close_month("2026-10")["closed"]
    assert office.accounts("2026-10")["竹筏超市"].frozen == "DZ202610-0001-01"


def test_a_month_closed_after_a_later_statement_was_confirmed_keeps_its_own_balance(office):
    office.drop(f"{SLIPS}S0,2026-09-05,竹筏超市,螺栓,1,个,70\n")
    office.issue("2026-10")
    office.confirm(FIRST)
    office.desk.close_month("2026-09", anyway=True)
    assert office.figures("2026-09") == (0, 70, 0, 0, 0, 70)
    assert office.figures("2026-10") == (70, 1500.5, 0, 0, 0, 1570.5)
    assert not office.troubles()


def test_a_closed_month_freezes_what_another_company_of_ours_issued_though_its_paper_is_gone(office):
    batch = office.drop(f"我方公司,{SLIPS}乙公司,B1,2026-10-05,白鹭五金,螺栓,1,个,8\n")
    office.issue("2026-10")
    office.desk.undo(batch)
    office.desk.close_month("2026-10", anyway=True)
    assert office.issue("2026-10") == []
    assert office.figures("2026-11", "白鹭五金") == (8, 0, 0, 0, -8, 0)


OWN, NOVEMBER = "2026-10-26/2026-11-25", "S5,2026-11-03,竹筏超市,螺栓,1,个,50\nS6,2026-11-28,竹筏超市,螺栓,1,个,8\n"
FILED = "客户编码,客户名称,结算方式,对账日\n"


@pytest.fixture
def cut(office):
    """October is closed; one customer got his November up to the 25th, and the month is over."""
    office.issue("2026-10")
    office.desk.close_month("2026-10")
    office.drop(SLIPS + NOVEMBER)
    office.day = date(2026, 11, 27)
    office.issue(OWN, "K01")
    office.day = date(2026, 12, 2)
    return office


def waiting(answer):
    return {one["customer"]: one["reason"] for one in answer["waiting"]}


def test_a_statement_from_cut_to_cut_is_the_customers_statement_of_the_month(cut):
    assert waiting(cut.desk.close_month("2026-11")) == {"雾凇商行": "对账单没有签发"}
    assert [(one[0], one[2]) for one in cut.issue("2026-11")] == [("DZ202611-0002", 99)]
    assert [(one["code"], one["number"]) for one in cut.answer["unchanged"]] == [("K01", "DZ202611-0001")]
    assert cut.desk.close_month("2026-11")["closed"]
    assert cut.figures("2026-11") == (1500.5, 58, 0, 0, 0, 1558.5)
    assert cut.figures("2026-11-26/2026-12-25") == (1550.5, 8, 0, 0, 0, 1558.5)
    assert not cut.troubles()


def test_a_customer_who_asks_for_the_whole_month_besides_gets_it(cut):
    assert [(one[0], one[2]) for one in cut.issue("2026-11", "K01")] == [("DZ202611-0002", 1558.5)]


@pytest.mark.parametrize(("days", "filed", "reason"), [
    ("2026-11-01/2026-11-15", "", "对账单只签发到 2026-11-15（DZ202611-0001-01），以后的没有签发"),
    ("2026-11-01/2026-11-15", "15", None),
    ("2026-11-01/2026-11-15", "20", "对账单只签发到 2026-11-15（DZ202611-0001-01），以后的没有签发"),
    ("2026-11-10/2026-11-15", "15", "对账单只签发到 2026-11-15（DZ202611-0001-01），以后的没有签发"),
    ("2026-09-26/2026-10-25", "25", "对账单没有签发"),
])  # fmt: skip
def test_a_statement_of_a_part_of_the_month_is_the_months_only_where_the_customers_file_cuts_there(
    office, days, filed, reason
):
    if filed:
        office.drop(f"{FILED}K01,竹筏超市,月结30天,{filed}\n", "客户")
    office.desk.close_month("2026-10", anyway=True) if "11" in days else None
    office.day = date(2026, 12, 2)
    office.issue(days, "K01")
    if "11" not in days:
        office.desk.close_month("2026-10", anyway=True)
    assert waiting(office.desk.close_month("2026-11")).get("竹筏超市") == reason


def test_what_changed_of_a_statement_from_cut_to_cut_keeps_its_month_open(cut):
    cut.drop(f"{SLIPS}S7,2026-11-20,竹筏超市,螺栓,1,个,4\n")
    assert waiting(cut.desk.close_month("2026-11"))["竹筏超市"] == "DZ202611-0001-01 签发以后有变动，没有发新的版本"
    assert cut.issue(OWN, "K01") == [("DZ202611-0001", 2, 1554.5)]
    assert "竹筏超市" not in waiting(cut.desk.close_month("2026-11"))


def test_what_came_after_the_cut_is_no_change_of_the_statement(cut):
    cut.drop(f"{SLIPS}S7,2026-11-29,竹筏超市,螺栓,1,个,4\n")
    assert "竹筏超市" not in waiting(cut.desk.close_month("2026-11"))


def test_a_disputed_statement_from_cut_to_cut_keeps_its_month_open(cut):
    cut.dispute("DZ202611-0001", "2026-12-01")
    assert waiting(cut.desk.close_month("2026-11"))["竹筏超市"] == "DZ202611-0001-01 客户有异议，没有发新的版本"


@pytest.mark.thorough
@pytest.mark.parametrize("confirmed", [True, False])
def test_a_statement_from_cut_to_cut_freezes_as_the_customer_has_it(cut, confirmed):
    if confirmed:
        cut.confirm("DZ202611-0001", "2026-12-01")
    cut.drop(f"{SLIPS}S7,2026-11-20,竹筏超市,螺栓,1,个,4\n")
    assert ("竹筏超市" in waiting(cut.desk.close_month("2026-11"))) is not confirmed
    cut.desk.close_month("2026-11", anyway=True)
    assert cut.figures(OWN) == (1500.5, 50, 0, 0, 0, 1550.5)
    assert cut.figures("2026-11-26/2026-12-25") == (1550.5, 8, 0, 0, 4, 1562.5)
    assert cut.figures("2026-12") == (1562.5, 0, 0, 0, 0, 1562.5)
    assert not cut.troubles()


def register_of(office, days):
    """(应对账, 已发, 已回签, 未发) of the register over these days, and the numbers of its rows."""
    (path,) = (one for one in office.desk.workspace.outbox.rglob("对账登记_*.xlsx") if one.stem.endswith(days))
    overview, rows = openpyxl.load_workbook(path).worksheets[:2]
    lines = list(overview.iter_rows(values_only=True))
    counts = dict(zip(*lines[next(n for n, line in enumerate(lines) if "应对账" in line) :][:2], strict=True))
    numbers = [row[0] for row in rows.iter_rows(values_only=True) if str(row[0]).startswith("DZ")]
    return tuple(counts[name] for name in ("应对账", "已出单", "已回签", "未出单")), numbers


def test_the_register_of_the_month_counts_a_statement_from_cut_to_cut_and_says_what_became_of_it(cut):
    cut.issue("2026-11")
    cut.confirm("DZ202611-0001", "2026-12-02")
    cut.desk.publish()
    assert register_of(cut, "_202611") == ((2, 2, 1, 0), ["DZ202611-0001", "DZ202611-0002"])


def test_a_statement_from_cut_to_cut_is_in_the_register_of_its_month_as_soon_as_that_is_over(office):
    office.drop(SLIPS + NOVEMBER)
    office.day = date(2026, 11, 27)
    office.issue(OWN, "K01")
    assert [
        one.stem for one in office.desk.workspace.outbox.rglob("对账登记_*.xlsx") if one.stem.endswith("_202611")
    ] == []
    office.day = date(2026, 12, 2)
    office.issue(OWN, "K01")
    assert register_of(office, "_202611") == ((2, 1, 0, 1), ["DZ202611-0001"])


@pytest.mark.parametrize(("filed", "wanted"), [("", 2), ("25", 2), ("20", 1)])
def test_the_register_of_days_from_cut_to_cut_asks_for_whoever_is_not_stated_otherwise(office, filed, wanted):
    if filed:
        office.drop(f"{FILED}K02,雾凇商行,月结30天,{filed}\n", "客户")
    office.drop(SLIPS + NOVEMBER)
    office.day = date(2026, 11, 27)
    office.issue(OWN, "K01")
    assert register_of(office, "1125")[0] == (wanted, 1, 0, wanted - 1)


def test_the_register_of_days_from_cut_to_cut_asks_for_nobody_who_has_his_month(cut):
    assert register_of(cut, "1125")[0] == (2, 1, 0, 1)
    cut.issue("2026-11", "K02")
    cut.issue(OWN, "K01")
    assert register_of(cut, "1125")[0] == (1, 1, 0, 0)


def test_the_list_of_the_closed_month_names_the_statement_from_cut_to_cut(cut):
    cut.issue("2026-11")
    cut.desk.close_month("2026-11")
    (path,) = cut.desk.workspace.outbox.rglob("结账清单_202611.xlsx")
    cells = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert {row[0]: row[9:11] for row in cells if row[0] in {"K01", "K02"}} == {
        "K01": ("DZ202611-0001-01", "已发"), "K02": ("DZ202611-0002-01", "已发"),
    }  # fmt: skip


@pytest.mark.parametrize("also", [False, True])
def test_what_was_frozen_under_a_name_counts_once_when_the_customer_is_filed_and_frozen_again(office, also):
    office.drop(f"{SLIPS}N1,2026-10-05,白鹭五金,螺栓,1,个,80\n")
    if also:  # two accounts become one
        office.drop(
            "送货单号,发货日期,客户编码,客户名称,品名,数量,单位,金额\nN2,2026-10-06,K09,白鹭五金有限公司,螺栓,1,个,20\n"
        )
    october = 100 if also else 80
    office.desk.close_month("2026-10", anyway=True)
    office.drop("客户编码,客户名称,简称,结算方式\nK09,白鹭五金有限公司,白鹭五金,月结30天\n")
    office.drop(f"{SLIPS}N3,2026-11-06,白鹭五金,螺栓,1,个,5\n")
    office.day = date(2027, 1, 5)
    office.desk.close_month("2026-11", anyway=True)
    for month, opening, closing in (("2026-11", october, october + 5), ("2026-12", october + 5, october + 5)):
        books = office.desk.books
        found = accounts(books, parse_period(month, office.day), Names(books), {}, customer="C:K09")
        assert [(one.opening / 100, one.closing / 100, one.prior) for one in found] == [(opening, closing, 0)]


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "held"), OSError(errno.ENOSPC, "full")])
def test_the_list_of_a_closed_month_that_could_not_be_written_is_written_with_the_next_publication(
    office, monkeypatch, error
):
    office.issue("2026-10")
    listed = office.desk.workspace.statements / "2026-10" / "结账清单_202610.xlsx"
    real = publishing.publish_new

    def held(files):
        if listed in files:
            raise error
        return real(files)

    with monkeypatch.context() as busy:
        busy.setattr(publishing, "publish_new", held)
        with contextlib.suppress(OSError):
            office.desk.close_month("2026-10")
    assert not listed.exists()
    office.desk.publish()
    assert listed.exists()
    assert office.desk.publish()["published"] == []
    assert not office.troubles()
