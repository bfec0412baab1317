"""The code of one product on file beside the name of another, and names that several products on file bear."""

from __future__ import annotations

from itertools import permutations

import pytest

from neiqin_xl import Desk
from neiqin_xl.ledger.export import digest

pytestmark = pytest.mark.usefixtures("reading_here")

PRODUCTS = (
    "产品编码,产品名称,规格,单位,含税单价\nA1,螺栓,M8*30,个,2\nA2,螺栓,M8*40,个,3\nB1,垫圈,M8,个,1\nD1,卡箍,,个,5\n"
)
SLIP = "送货单号,发货日期,客户名称,产品编码,产品名称,规格,单位,发货数量\n{},2026-11-05,竹筏超市,{},个,10\n"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    (file,) = desk.take_in()["files"]
    return file


def owed(desk):
    asked = "SELECT paper.number, posting.amount FROM posting JOIN paper ON paper.id = posting.paper"
    return dict(desk.ledger.rows(f"{asked} WHERE posting.measure = 'receivable'"))


@pytest.mark.parametrize(
    ("said", "filed", "goods", "other"),
    [
        ("A1,垫圈,M8", "螺栓 M8*30", "垫圈 M8", "B1"),
        ("a1,螺栓,M8×40", "螺栓 M8*30", "螺栓 M8×40", "A2"),
        ("B1,螺栓,", "垫圈 M8", "螺栓", "A1、A2"),
        ("A1,卡箍,", "螺栓 M8*30", "卡箍", "D1"),
    ],
)
def test_a_code_beside_the_name_of_another_product_is_asked_about_naming_both(desk, said, filed, goods, other):
    drop(desk, "价格表.csv", PRODUCTS)
    file = drop(desk, "发货.csv", SLIP.format("S1", said))
    (asked,) = [one["message"] for one in file["findings"] if one["code"] == "K134"]
    assert (file["verdict"], f"是“{filed}”，品名规格“{goods}”却是 {other} 的" in asked) == ("held", True)


@pytest.mark.parametrize(
    "said", ["A1,螺栓,M8*30", "A1,螺栓,", "A1,螺丝,M8*40", "A1,螺栓,M8*50", "Z9,垫圈,M8", ",垫圈,M8"]
)
def test_a_name_of_that_product_or_of_none_on_file_is_taken_in(desk, said):
    drop(desk, "价格表.csv", PRODUCTS)
    assert drop(desk, "发货.csv", SLIP.format("S1", said))["verdict"] == "accepted"


def test_without_a_price_list_nothing_is_asked(desk):
    drop(desk, "发货.csv", SLIP.format("S1", "B1,垫圈,M8"))
    assert drop(desk, "发货2.csv", SLIP.format("S2", "A1,垫圈,M8"))["verdict"] == "accepted"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_that_a_paper_has_a_code_beside_a_name_of_several_products_says_nothing_of_the_others(desk, order):
    files = [
        ("价格表.csv", PRODUCTS),
        ("发货1.csv", SLIP.format("S1", "A1,螺栓,")),
        ("发货2.csv", SLIP.format("S2", ",螺栓,")),
    ]
    for n in order:
        assert drop(desk, *files[n])["verdict"] == "accepted"
    assert owed(desk) == {"S1": 2000, "S2": 0}


def test_a_name_of_one_product_only_is_that_product_as_papers_call_it(desk):
    drop(desk, "价格表.csv", PRODUCTS)
    drop(desk, "发货1.csv", SLIP.format("S1", "D1,管箍,"))
    drop(desk, "发货2.csv", SLIP.format("S2", ",管箍,"))
    assert owed(desk) == {"S1": 5000, "S2": 5000}


def test_the_second_product_of_a_name_takes_back_what_papers_said_of_it(desk):
    first, second = (
        PRODUCTS.replace("A2,螺栓,M8*40,个,3\n", ""),
        "产品编码,产品名称,规格,单位,含税单价\nA2,螺栓,M8*40,个,3\n",
    )
    drop(desk, "价格表.csv", first)
    drop(desk, "发货1.csv", SLIP.format("S1", "A1,螺栓,"))
    drop(desk, "发货2.csv", SLIP.format("S2", ",螺栓,"))
    assert owed(desk)["S2"] == 2000
    before = digest(desk.ledger)
    drop(desk, "价格表2.csv", second)
    assert owed(desk)["S2"] == 0
    assert desk.undo()["undone"]
    assert digest(desk.ledger) == before
