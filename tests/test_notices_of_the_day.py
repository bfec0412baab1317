"""Goods that went are told of, whatever of later days was dropped with their slips."""

from __future__ import annotations

from datetime import date

import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

SLIPS = "送货单号,发货日期,客户名称,品名,单位,数量,含税单价\nSH-1,2026-11-12,星野餐饮,抽纸,箱,1,86.5\nSH-2,2026-11-13,竹筏超市,抽纸,箱,1,60\n"
BANK = "交易日期,付款户名,收入金额,银行流水号\n2026-11-18,竹筏超市,10,T1\n"


@pytest.mark.parametrize("together", [True, False])
def test_money_of_a_later_day_hides_no_goods_of_an_earlier_one(tmp_path, together):
    with Desk.create(tmp_path / "w") as desk:
        desk._today = date(2026, 11, 20)
        for name, text in (("发货.csv", SLIPS), ("银行流水.csv", BANK)):
            (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
            if not together:
                desk.take_in()
        if together:
            desk.take_in()
        found = {path.name for path in desk.workspace.reports.glob("今日通知清单_*.xlsx")}
        assert found == {"今日通知清单_2026-11-13.xlsx"}
