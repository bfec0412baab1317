"""A name that is on no file, beside the names that are: who may be meant, for a person to decide."""

from __future__ import annotations

import pytest
from bookkeeping import Office

from neiqin_xl.ledger.like_customers import LikeCustomers

FILED = (
    "| customer_code | customer_name | customer_short_name |\n"
    "| K001 | 青石雾凇机械制造有限公司 | 雾凇机械 |\n"
    "| K002 | 青石雾凇机械贸易有限公司 | 雾凇贸易 |\n"
    "| K003 | 白鹭竹筏船舶修造厂 | 竹筏船舶 |"
)
MILL, TRADE, BOATS = "K001 青石雾凇机械制造有限公司", "K002 青石雾凇机械贸易有限公司", "K003 白鹭竹筏船舶修造厂"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("青石雾凇机械制造公司", (MILL,)),
        ("青石雾凇机械制造有限责任公司", (MILL,)),
        ("青石雾松机械制造有限公司", (MILL,)),
        ("雾凇", (MILL, TRADE)),
        ("竹筏船舶余姚店", (BOATS,)),
        ("竹筏船舶修造", (BOATS,)),
        ("麦浪桥五金有限公司", ()),
        ("有限公司", ()),
        ("青", ()),
    ],
)
def test_a_name_that_is_nearly_somebodys_is_told_with_whose(tmp_path, name, meant):
    office = Office(tmp_path)
    office.drop("customer", FILED)
    assert LikeCustomers(office.ledger)(name) == meant


@pytest.mark.parametrize(
    ("name", "is_meant"),
    [
        ("竹伐超市", True),
        ("竹筏超市", True),
        ("筏竹超市", False),
        ("竹筏朝市", True),
        ("主筏超市", False),
        ("竹筏超", True),
        ("竹伐超", False),
    ],
)
def test_a_short_name_may_be_misspelt_but_for_its_first_sign(tmp_path, name, is_meant):
    office = Office(tmp_path)
    office.drop("customer", "| customer_code | customer_name |\n| K1 | 竹筏超市 |")
    assert LikeCustomers(office.ledger)(name) == (("K1 竹筏超市",) if is_meant else ())


@pytest.mark.parametrize("name", ["竹筏超市二店", "竹筏超市西店", "白鹭船舶修造二厂", "竹筏超市一店分部"])
def test_numbers_and_directions_tell_places_apart(tmp_path, name):
    office = Office(tmp_path)
    office.drop("customer", "| customer_code | customer_name |\n| K1 | 竹筏超市一店 |\n| K2 | 竹筏超市东店 |\n"
                "| K3 | 白鹭船舶修造一厂 |")  # fmt: skip
    part = name.startswith("竹筏超市一店")
    assert LikeCustomers(office.ledger)(name) == (("K1 竹筏超市一店",) if part else ())


def test_what_is_part_of_everybodys_name_means_nobody(tmp_path):
    office = Office(tmp_path)
    office.drop("customer", f"{FILED}\n| K004 | 青石云栖五金厂 | |\n| K005 | 青石麦浪电器厂 | |")
    like = LikeCustomers(office.ledger)
    assert like("青石") == ()
    assert like("青石云栖五金") == ("K004 青石云栖五金厂",)


def test_where_nobody_is_on_file_nobody_is_meant(tmp_path):
    assert LikeCustomers(Office(tmp_path).ledger)("青石雾凇机械制造公司") == ()
