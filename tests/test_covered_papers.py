"""Papers on the day of an opening balance or before it owe nothing on top, whichever comes first; the answer says so."""

from __future__ import annotations

import pytest

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

OPENING = "期初日期,客户名称,币种,期初余额\n2026-09-30,竹筏超市,{},100\n"
SLIP = "送货单号,发货日期,客户名称,品名,单位,数量,含税单价\nS1,{},{},茶杯,个,10,10\n"
PAYMENT = "收款单号,回款日期,客户名称,回款金额\nR1,2026-09-30,竹筏超市,10\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        yield made


def said(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    (file,) = desk.take_in()["files"]
    assert file["verdict"] in ("accepted", "duplicate")
    return file["message"]


@pytest.mark.parametrize(
    ("day", "whose", "is_told"),
    [("2026-09-30", "竹筏超市", True), ("2026-10-01", "竹筏超市", False), ("2026-09-01", "雾凇商行", False)],
)
def test_a_slip_on_the_day_of_the_opening_balance_or_before_is_told_to_owe_nothing_on_top(desk, day, whose, is_told):
    said(desk, "期初.csv", OPENING.format("人民币"))
    told = said(desk, "发货.csv", SLIP.format(day, whose))
    assert ("有 1 张单（S1）的日期在期初当天或以前，欠款以期初余额为准，没有另计" in told) is is_told


def test_the_opening_balance_tells_of_the_papers_that_came_before_it(desk):
    said(desk, "发货.csv", SLIP.format("2026-09-20", "竹筏超市"))
    said(desk, "回款.csv", PAYMENT)
    told = said(desk, "期初.csv", OPENING.format("人民币"))
    assert told.endswith("账上有 2 张单（S1、R1）的日期在这份期初当天或以前，欠款以期初余额为准，不再另计。")


def test_an_opening_balance_in_other_money_covers_nothing_and_nothing_is_told(desk):
    said(desk, "发货.csv", SLIP.format("2026-09-20", "竹筏超市"))
    assert "期初余额为准" not in said(desk, "期初.csv", OPENING.format("美元"))


def test_the_same_slip_again_is_no_news(desk):
    said(desk, "期初.csv", OPENING.format("人民币"))
    said(desk, "发货.csv", SLIP.format("2026-09-20", "竹筏超市"))
    assert "期初" not in said(desk, "发货2.csv", SLIP.format("2026-09-20", "竹筏超市"))


def test_goods_that_are_owed_when_they_are_signed_for_may_be_so_after_the_opening_balance(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        settings = made.workspace.root / "neiqin.toml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace('receivable_from = "shipment"', 'receivable_from = "signed"'), encoding="utf-8")
    with Desk(tmp_path / "w") as desk:
        said(desk, "期初.csv", OPENING.format("人民币"))
        assert "期初" not in said(desk, "发货.csv", SLIP.format("2026-09-20", "竹筏超市"))
        assert "有 1 张单（R1）的日期在期初当天或以前" in said(desk, "回款.csv", PAYMENT)
