"""The answer to a customer's own statement says where to look, and figures as people write them."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

THEIRS = (
    "雾凇商行对账单（2026年11月）\n日期,送货单号,品名,数量,单价,送货金额,余额\n"
    "2026-11-05,S-1,茶杯,10,600,6000,6000\n2026-11-09,S-2,茶杯,1,900,900,6900\n"
)


def test_the_answer_to_a_customers_statement_sends_to_the_workbook_that_compares(tmp_path):
    with Desk.create(tmp_path / "w") as desk:
        desk._today = date(2026, 12, 1)
        inbox = desk.workspace.inbox
        (inbox / "客户.csv").write_text("客户编码,客户名称\nK02,雾凇商行\n", encoding="utf-8")
        slips = "送货单号,发货日期,客户编码,品名,单位,数量,含税单价\nS-1,2026-11-05,K02,茶杯,个,10,600\n"
        (inbox / "发货.csv").write_text(slips, encoding="utf-8")
        desk.take_in()
        (inbox / "客户对账单").mkdir()
        (inbox / "客户对账单" / "雾凇商行11月对账单.csv").write_text(THEIRS, encoding="utf-8")
        (file,) = desk.take_in()["files"]
        assert "我方余额 6,000.00，对方 6,900.00" in file["message"]
        assert (file["fate"], file["rows"]["read"]) == ("已核对", 2)
        (reply,) = desk.workspace.replies.rglob("*_已核对_雾凇商行11月对账单.xlsx")
        (front, *_) = openpyxl.load_workbook(reply).worksheets
        said = [str(cell) for row in front.iter_rows(values_only=True) for cell in row if cell is not None]
        (step,) = [one for one in said if one.startswith("1. ")]
        assert "打开上面写的核对表" in step
        assert not any("不用再做什么" in one for one in said)
        assert not any(one.startswith(("已入账", "新记进账")) for one in said)
        assert {"已核对：只用来核对，不入账", "记下来核对，不入账"} <= set(said)
        assert any(one.startswith("读入 2 行 ＝ 入账 0 ＋ 核对 2 ＋ 暂挂 0") for one in said)
