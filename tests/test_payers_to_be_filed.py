"""Money whose payer bears the very name of a customer who is 待建档: nobody's for now, and she reads what to do."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

SHIPPED = "送货单号,发货日期,客户编码,客户名称,品名,单位,数量,含税单价"
BANK = "交易日期,付款户名,收入金额,银行流水号\n2026-11-12,{payer},400,T1\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        made._today = date(2026, 12, 1)
        drop(made, "客户.csv", "客户编码,客户名称\nK01,竹筏超市\n")
        yield made


def drop(desk, name, text):
    """What is said of a file, by code."""
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    (file,) = desk.take_in()["files"]
    return {one["code"]: one["message"] for one in file["findings"]}


def shipped(desk, *codes):
    """Slips for the customer of one name, each under a code or none."""
    rows = (f"SH-{n},2026-11-05,{code},雾凇商行,茶杯,个,10,60\n" for n, code in enumerate(codes))
    if codes:
        drop(desk, "发货.csv", f"{SHIPPED}\n{''.join(rows)}")


def draft(desk):
    """The texts of that customer's draft for November."""
    desk.statement(period="2026-11")
    (path,) = desk.workspace.statements.rglob("对账单_*雾凇商行_202611.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


@pytest.mark.parametrize("code", ["", "K09"])
def test_the_advice_is_to_file_the_customer_and_the_money_then_counts_by_itself(desk, code):
    shipped(desk, code)
    said = drop(desk, "银行流水.csv", BANK.format(payer="雾凇商行"))
    assert said.keys() == {"R112"}
    assert "请先给他建档：放入一份写着他的客户档案，这笔款就自动归他" in said["R112"]
    assert "别名" not in said["R112"]
    told = "付款户名“雾凇商行”的回款有 1 笔未认领，共 400.00，不在本单里：请先给他建档"
    assert told in draft(desk)
    drop(desk, "客户2.csv", f"客户编码,客户名称\n{code or 'K02'},雾凇商行\n")
    assert desk.ledger.rows("SELECT amount FROM posting WHERE measure = 'received'") == [(40000,)]
    assert "未认领" not in draft(desk)


@pytest.mark.parametrize(
    ("codes", "payer"),
    [(("",), "雾凇"), (("K08", "K09"), "雾凇商行"), ((), "雾凇商行")],
    ids=["another name", "a name of two", "nobody's name"],
)
def test_whoever_is_not_just_one_customer_without_a_file_is_to_be_found_out(desk, codes, payer):
    shipped(desk, *codes)
    assert "R112" not in drop(desk, "银行流水.csv", BANK.format(payer=payer))


def test_money_of_later_months_and_of_others_is_not_told_on_the_statement(desk):
    shipped(desk, "")
    drop(
        desk,
        "银行流水.csv",
        "交易日期,付款户名,收入金额,银行流水号\n2026-12-01,雾凇商行,400,T1\n2026-11-12,雾凇,5,T2\n",
    )
    assert "未认领" not in draft(desk)


@pytest.mark.parametrize("claimed", ["K09", "K09 雾凇商行", "雾凇商行"])
def test_a_claim_for_a_customer_whom_papers_name_so_counts_and_is_not_told_to_wait(desk, claimed):
    shipped(desk, "K09")
    drop(desk, "回款.csv", "回款单号,回款日期,付款户名,金额\nR7,2026-11-20,渡口车队,400\n")
    assert drop(desk, "核销与认领.csv", f"收款单号,认领客户\nR7,{claimed}\n") == {}
    assert desk.ledger.rows("SELECT amount FROM posting WHERE measure = 'received'") == [(40000,)]


@pytest.mark.parametrize("claimed", ["K10", "雾凇"])
def test_a_claim_for_whom_no_paper_names_waits_and_says_so(desk, claimed):
    shipped(desk, "K09")
    drop(desk, "回款.csv", "回款单号,回款日期,付款户名,金额\nR7,2026-11-20,渡口车队,400\n")
    assert drop(desk, "核销与认领.csv", f"收款单号,认领客户\nR7,{claimed}\n").keys() == {"C104"}
    assert desk.ledger.rows("SELECT amount FROM posting WHERE measure = 'received'") == []


def test_what_is_claimed_for_the_customer_is_not_asked_about_again(desk):
    shipped(desk, "")
    payment = "回款单号,回款日期,付款户名,金额\nR7,2026-11-20,雾凇商行,{}\n"
    assert drop(desk, "回款.csv", payment.format(400)).keys() == {"R112"}
    assert drop(desk, "核销与认领.csv", "收款单号,认领客户\nR7,雾凇商行\n") == {}
    assert desk.ledger.rows("SELECT amount FROM posting WHERE measure = 'received'") == [(40000,)]
    assert "未认领" not in draft(desk)
    assert drop(desk, "回款.csv", payment.format(410)) == {"G123": "更正：回款金额 400.00 → 410.00"}
