"""What a bank wrote beside a payment names whom it likes: statements of the customers for whom it counts go out."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

CUSTOMERS = "客户编码,客户名称\nK01,竹筏超市\nK02,雾凇商行\n"
SHIPPED = (
    "送货单号,发货日期,客户编码,品名,单位,数量,含税单价\n"
    "SH-1,2026-11-05,K01,茶杯,个,10,60\nSH-2,2026-11-09,K02,茶杯,个,10,50\n"
)


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        made._today = date(2026, 12, 1)
        drop(made, "客户.csv", CUSTOMERS)
        drop(made, "发货.csv", SHIPPED)
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    return desk.take_in()["files"]


def written(desk):
    """The texts of the statements by customer, and what kept any from going out."""
    desk.statement(period="2026-11")
    kept = desk.workspace.outbox / "不能发出.txt"
    said = kept.read_text(encoding="utf-8-sig") if kept.is_file() else ""
    found = {
        path.name.split("_")[1]: " ".join(
            str(cell)
            for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
            for cell in row
            if cell is not None
        )
        for path in desk.workspace.statements.rglob("对账单_K*.xlsx")
    }
    return found, said


@pytest.mark.parametrize("heading", ["用途", "附言"])
def test_the_parts_of_a_payment_go_out_without_what_was_written_for_all(desk, heading):
    drop(desk, "银行流水.csv", f"交易日期,付款户名,收入金额,银行流水号,{heading}\n"
         "2026-11-12,财务中心,1000,T1,竹筏超市550 雾凇商行450\n")  # fmt: skip
    drop(desk, "核销与认领.csv", "银行流水号,认领客户,认领金额\nT1,K01,550\nT1,K02,450\n")
    found, said = written(desk)
    assert (said, found.keys()) == ("", {"K01", "K02"})
    assert "T1" in found["K01"]
    assert "雾凇" not in found["K01"]
    assert "竹筏" not in found["K02"]


def test_a_claim_that_changes_who_paid_in_a_closed_month_says_where_it_will_be_listed(desk):
    drop(desk, "回款.csv", "收款单号,回款日期,付款单位,回款金额\nR1,2026-11-12,财务中心,500\n")
    drop(desk, "认领.csv", "收款单号,认领客户\nR1,K01\n")
    assert desk.close_month("2026-11", anyway=True)["closed"]
    told = "有 1 张单（R1）的日期在已经冻结的账期里，那一期的对账单不改；变动列入 2026-12-01 起的对账单“前期调整”。"
    (settled,) = drop(desk, "认领2.csv", "收款单号,认领客户,核销单据\nR1,K01,SH-1\n")
    assert (settled["verdict"], told in settled["message"]) == ("accepted", False)
    (moved,) = drop(desk, "认领3.csv", "收款单号,认领客户\nR1,K02\n")
    assert told in moved["message"]


@pytest.mark.thorough
@pytest.mark.parametrize("heading", ["用途", "附言"])
@pytest.mark.parametrize("payer", ["竹筏超市", "财务中心"])
def test_a_payment_whose_purpose_names_another_customer_holds_no_statement_back(desk, heading, payer):
    drop(desk, "银行流水.csv", f"交易日期,付款户名,收入金额,银行流水号,{heading}\n"
         f"2026-11-12,{payer},550,T1,代雾凇商行付\n")  # fmt: skip
    drop(desk, "核销与认领.csv", "银行流水号,认领客户\nT1,K01\n")
    found, said = written(desk)
    assert (said, found.keys()) == ("", {"K01", "K02"})
    assert "代雾凇商行付" in found["K01"]


def test_what_the_only_company_moves_between_its_own_accounts_is_said_to_be_that(tmp_path):
    with Desk.create(tmp_path / "own") as made:
        settings = made.workspace.root / "neiqin.toml"
        text = settings.read_text(encoding="utf-8").replace('company = ""', 'company = "云杉工贸有限公司"', 1)
        settings.write_text(text, encoding="utf-8")
    with Desk(tmp_path / "own") as made:
        (file,) = drop(made, "银行流水.csv", "交易日期,付款户名,收入金额,银行流水号\n"
                       "2026-11-12,云杉工贸有限公司,1000,T1\n")  # fmt: skip
        assert [one["code"] for one in file["findings"] if one["code"] in ("R102", "R111")] == ["R111"]
        made.report("回款核销", "2026-11")
        (path,) = made.workspace.reports.glob("回款核销_2026-11.xlsx")
        texts = [cell for row in openpyxl.load_workbook(path)["未认领"].iter_rows(values_only=True) for cell in row]
        assert "我方自己的户名，像是内部转账，不用认领" in texts


def test_what_keeps_a_statement_back_is_found_by_the_paper_it_stands_on(desk):
    drop(desk, "调整单.csv", "调整单号,调整日期,客户名称,调整类型,调整金额,调整原因,审批人\n"
         "TZ-11,2026-11-03,竹筏超市,调减,5,并入雾凇商行,总经理\n")  # fmt: skip
    _, said = written(desk)
    assert "（调整 TZ-11 那一行）里有另一家客户的名称" in said
    assert "雾凇" not in said


@pytest.mark.thorough
def test_papers_that_two_customers_may_own_from_now_on_hold_no_statement_back(desk):
    drop(
        desk,
        "旧单.csv",
        "送货单号,发货日期,客户名称,品名,单位,数量,含税单价\nSH-900,2026-10-05,竹筏超市,茶杯,个,1,60\n",
    )
    desk.close_month("2026-10", anyway=True)
    drop(desk, "客户.csv", "客户编码,客户名称,别名\nK02,雾凇商行,竹筏超市\n")
    found, said = written(desk)
    assert (said, found.keys()) == ("", {"K01", "K02"})
    assert "SH-900" in found["K01"]
