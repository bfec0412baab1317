"""Lines that leave out their unit count in that of their order line, else in their product's (RULES 11)."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from statement_office import CUSTOMERS, StatementOffice

from neiqin_xl import Desk
from neiqin_xl.ledger.derive import derived_with, rebuild
from neiqin_xl.ledger.export import digest

SLIP = "送货单号,发货日期,客户名称,产品编码,品名,数量,含税单价\nD1,2026-11-05,青禾商贸,P01,搪瓷杯,6,12.5\nD1,2026-11-05,青禾商贸,P02,竹筷,2,3.2\n"
PRODUCTS = "产品编码,品名,单位\nP01,搪瓷杯,个\nP02,竹筷,双\n"
ORDER = "订单号,下单日期,客户名称,产品编码,品名,单位,数量,含税单价\nO1,2026-11-01,青禾商贸,P01,搪瓷杯,打,6,150\n"
BACK = (
    "退货单号,退货日期,客户名称,产品编码,品名,数量,含税单价,处理方式\nR1,2026-11-06,青禾商贸,P01,搪瓷杯,1,12.5,退款\n"
)


@pytest.fixture
def desk(tmp_path, reading_here):
    Desk.create(tmp_path / "内勤").close()
    with Desk(tmp_path / "内勤", today=date(2026, 11, 21)) as opened:
        yield opened


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
    (file,) = desk.take_in(publish=False)["files"]
    return file


def units(desk, kind="shipment", measure="shipped"):
    asked = "SELECT unit FROM posting WHERE type = ? AND measure = ? ORDER BY line"
    return [row[0] for row in desk.ledger.rows(asked, (kind, measure))]


@pytest.mark.parametrize("texts", list(permutations((SLIP, PRODUCTS))), ids=["slip first", "file first"])
def test_a_unit_that_is_left_out_is_the_products_whichever_comes_first(desk, texts):
    for text in texts:
        drop(desk, "产品.csv" if text is PRODUCTS else "发货.csv", text)
    assert units(desk) == ["个", "双"]
    assert desk.verify()["ok"]


def test_the_unit_on_the_line_stays(desk):
    drop(desk, "产品.csv", PRODUCTS)
    drop(
        desk,
        "发货.csv",
        SLIP.replace("数量,含税单价", "数量,单位,含税单价").replace(",6,", ",6,打,").replace(",2,", ",2,,"),
    )
    assert units(desk) == ["打", "双"]


def test_without_a_file_it_stays_open_and_when_the_file_is_taken_back_too(desk):
    drop(desk, "发货.csv", SLIP)
    assert units(desk) == ["", ""]
    batch = drop(desk, "产品.csv", PRODUCTS)["batch"]
    assert units(desk) == ["个", "双"]
    desk.undo(batch)
    assert units(desk) == ["", ""]


def test_a_product_with_prices_in_two_units_tells_none(desk):
    drop(desk, "产品.csv", "产品编码,品名,单位,标准售价\nP01,搪瓷杯,个,12.5\nP01,搪瓷杯,打,140\nP02,竹筷,双,3\n")
    drop(desk, "发货.csv", SLIP)
    assert units(desk) == ["", "双"]


def test_the_order_that_a_line_names_says_it_before_the_file(desk):
    drop(desk, "产品.csv", PRODUCTS)
    drop(desk, "订单.csv", ORDER)
    drop(desk, "发货.csv", SLIP.replace("送货单号,", "送货单号,关联订单号,").replace("D1,2026", "D1,O1,2026"))
    assert units(desk) == ["打", "双"]


def test_an_order_that_is_only_supposed_to_be_the_lines_says_nothing_of_its_unit(desk):
    drop(desk, "产品.csv", PRODUCTS)
    drop(desk, "订单.csv", ORDER)
    drop(desk, "发货.csv", SLIP)
    assert units(desk) == ["个", "双"]


def test_orders_and_returns_take_it_too(desk):
    drop(desk, "产品.csv", PRODUCTS)
    drop(desk, "退货.csv", BACK)
    drop(desk, "订单.csv", ORDER.replace("单位,", "").replace("打,", ""))
    assert units(desk, "goods_return", "returned") == ["个"]
    assert units(desk, "order", "ordered") == ["个"]


def test_books_that_are_built_again_are_the_same(desk):
    for name, text in (("发货", SLIP), ("产品", PRODUCTS), ("退货", BACK), ("订单", ORDER)):
        drop(desk, f"{name}.csv", text)
    assert units(desk) == ["个", "双"]
    before = digest(desk.ledger)
    with desk.ledger.copied() as copy:
        with copy.transaction():
            rebuild(copy, derived_with(copy))
        assert digest(copy) == before


def test_a_statement_that_went_out_without_the_unit_is_no_other_when_the_file_comes(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "内勤", monkeypatch)
    office.drop(CUSTOMERS)
    office.drop("送货单号,发货日期,客户名称,品名,数量,金额\nS1,2026-10-05,竹筏超市,螺栓,10,1000\n")
    with office.desk:
        office.issue("2026-10")
        office.drop("产品编码,品名,单位,标准售价\nP01,螺栓,个,100\n")
        assert office.issue("2026-10") == []
        assert len(office.answer["unchanged"]) == 1
        assert "冻结" in office.desk.close_month("2026-10")["message"]
        office.day = date(2026, 12, 1)
        assert [one[2] for one in office.issue("2026-11")] == [1000]
        assert not office.troubles()
