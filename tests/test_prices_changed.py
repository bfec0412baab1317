"""A price list without a day gives papers in the books other amounts: that is told, with what to do about it."""

from __future__ import annotations

from datetime import date

import pytest

from neiqin_xl import Desk
from neiqin_xl.ledger.export import digest

pytestmark = pytest.mark.usefixtures("reading_here")

LIST = "产品编码,产品名称,单位,含税单价{}\nA,茶杯,个,{}\n"
SHIPPED = (
    "送货单号,发货日期,客户名称,产品编码,单位,数量,含税单价\n"
    "S1,2026-10-05,竹筏超市,A,个,10,{}\nS2,2026-10-06,竹筏超市,A,个,5,{}\n"
)


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        made._today = date(2026, 11, 5)
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    (file,) = desk.take_in()["files"]
    return file


def told(file):
    return [one["message"] for one in file["findings"] if one["code"] == "G125"]


def owed(desk):
    return desk.ledger.one("SELECT sum(amount) FROM posting WHERE measure = 'receivable'")[0]


def test_amounts_that_follow_another_price_are_told_with_how_many_and_how_much(desk):
    drop(desk, "价格表.csv", LIST.format("", 10))
    drop(desk, "发货.csv", SHIPPED.format("", ""))
    (said,) = told(drop(desk, "新价.csv", LIST.format("", 11)))
    assert said.startswith("账上有 2 行（S1、S2）原来按价格表算的金额跟着变了：人民币合计从 150.00 变为 165.00。")
    assert "生效日期" in said


@pytest.mark.parametrize("second", ["新价.csv", "价格表.csv"])
def test_the_same_price_again_is_no_news(desk, second):
    drop(desk, "价格表.csv", LIST.format("", 10))
    drop(desk, "发货.csv", SHIPPED.format("", ""))
    assert told(drop(desk, second, LIST.format("", "10.00"))) == []


def test_what_is_priced_for_the_first_time_or_by_its_own_paper_is_not_told(desk):
    drop(desk, "发货.csv", SHIPPED.format("", 9))
    assert told(drop(desk, "价格表.csv", LIST.format("", 10))) == []
    assert owed(desk) == 14500


def test_with_a_day_a_price_changes_nothing_before_it_and_the_advice_brings_that_about(desk):
    drop(desk, "价格表.csv", LIST.format("", 10))
    drop(desk, "发货.csv", SHIPPED.format("", ""))
    before = owed(desk), digest(desk.ledger)
    assert told(drop(desk, "新价.csv", LIST.format("", 11)))
    assert desk.undo()["undone"]
    assert (owed(desk), digest(desk.ledger)) == before
    assert told(drop(desk, "新价2.csv", LIST.format(",生效日期", "11,2026-11-01"))) == []
    assert owed(desk) == before[0]


@pytest.mark.parametrize(("price", "is_told"), [("11", True), ("10", False)])
def test_an_order_that_gives_slips_of_a_closed_month_another_price_says_where_it_will_be_listed(desk, price, is_told):
    order = "订单号,下单日期,客户名称,产品编码,单位,数量,含税单价\nD1,2026-10-03,竹筏超市,A,个,{},{}\n"
    drop(desk, "订单.csv", order.format(100, 10))
    slips = SHIPPED.format("", "").replace("送货单号", "订单号,送货单号").replace("S1", "D1,S1").replace("S2", "D1,S2")
    drop(desk, "发货.csv", slips)
    assert owed(desk) == 15000
    assert desk.close_month("2026-10", anyway=True)["closed"]
    said = drop(desk, "订单2.csv", order.format(90, price))["message"]
    assert ("有 2 张单（S1、S2）的日期在已经冻结的账期里" in said) is is_told


def test_a_price_that_changes_what_a_closed_month_says_is_told_where_it_will_be_listed(desk):
    drop(desk, "价格表.csv", LIST.format("", 10))
    drop(desk, "发货.csv", SHIPPED.format("", ""))
    assert desk.close_month("2026-10", anyway=True)["closed"]
    said = drop(desk, "新价.csv", LIST.format("", 11))["message"]
    assert "有 2 张单（S1、S2）的日期在已经冻结的账期里" in said
