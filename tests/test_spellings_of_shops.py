"""Headings that shops and their openings use: 要货 is their word for an order, 未收 for what is still owed."""

from __future__ import annotations

import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")


@pytest.mark.parametrize("heading", ["要货数量", "要货数", "要货量"])
def test_what_a_shop_wants_is_an_order(tmp_path, heading):
    with Desk.create(tmp_path / "w") as desk:
        text = f"要货单号,下单日期,客户名称,品名,{heading},单位,单价\nYH-8,2026-11-12,星野餐饮,抽纸,10,箱,86.5\n"
        (desk.workspace.inbox / "门店要货单.csv").write_text(text, encoding="utf-8-sig")
        (file,) = desk.take_in()["files"]
        assert (file["verdict"], file["rows"]["accepted"]) == ("accepted", 1)
        (line,) = desk.books.order_lines(open_only=True)
        assert (line.order_no, line.amount_fen) == ("YH-8", 86500)


@pytest.mark.parametrize("heading", ["未收余额", "未结金额"])
def test_what_is_not_paid_yet_is_the_balance_of_an_opening(tmp_path, heading):
    with Desk.create(tmp_path / "w") as desk:
        folder = desk.workspace.inbox / "总部" / "期初"
        folder.mkdir(parents=True)
        text = f"客户名称,期初日期,单据编号,单据日期,{heading}\n东篱酒店,2026-09-30,DL-0301,2026-03-12,4200.00\n"
        (folder / "未结单.csv").write_text(text, encoding="gb18030")
        (file,) = desk.take_in()["files"]
        assert (file["verdict"], file["rows"]["accepted"]) == ("accepted", 1)
