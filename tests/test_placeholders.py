"""What stands where a number or a code is lacking is neither: 待补, 无单号, 新客户 make no paper and no customer."""

from __future__ import annotations

import pytest
from drawn import table

from neiqin_xl import Desk

pytestmark = pytest.mark.usefixtures("reading_here")

SLIP = "送货单号,发货日期,客户编码,客户名称,产品编码,品名,单位,数量,含税单价\n{}\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        yield made


def drop(desk, name, *lines):
    (desk.workspace.inbox / name).write_text(SLIP.format("\n".join(lines)), encoding="utf-8-sig")
    (file,) = desk.take_in()["files"]
    return file["verdict"]


@pytest.mark.parametrize("number", ["待补", "无单号", "未开单", "？", "未知", "-"])
def test_two_slips_without_a_number_both_count_whatever_stands_in_its_place(desk, number):
    assert drop(desk, "1.csv", f"{number},2026-11-05,,竹筏超市,A,茶杯,个,10,10") == "accepted"
    assert drop(desk, "2.csv", f"{number},2026-11-05,,竹筏超市,A,茶杯,个,3,10") == "accepted"
    assert desk.ledger.one("SELECT sum(amount) FROM posting WHERE measure = 'receivable'") == (13000,)


@pytest.mark.parametrize("code", ["新客户", "待编码", "暂无"])
def test_two_new_customers_and_products_are_not_one_by_what_stands_for_their_codes(desk, code):
    lines = (f"S{n},2026-11-05,{code},{who},{code},{what},个,10,10" for n, who, what in
             [(1, "竹筏超市", "茶杯"), (2, "雾凇商行", "茶盘")])  # fmt: skip
    assert drop(desk, "1.csv", *lines) == "accepted"
    found = desk.ledger.rows("SELECT DISTINCT mention.name FROM posting JOIN mention ON mention.id = posting.mention")
    assert sorted(found) == [("竹筏超市",), ("雾凇商行",)]
    assert desk.ledger.one("SELECT count(DISTINCT party) FROM item WHERE party <> ''") == (2,)


@pytest.mark.parametrize("code", ["A待补", "无单A", "新品1"])
def test_a_code_that_only_contains_such_a_word_is_one(code):
    found = table(f"""
    | 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 | 单价 |
    | {code} | 2026-11-05 | 竹筏超市 | 茶杯 | 1 | 2 |
    """)
    assert found.values["shipment_no"] == [code]
