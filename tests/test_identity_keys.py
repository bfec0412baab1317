"""Which spellings of a name are one name, and which are never taken for each other."""

from __future__ import annotations

import pytest
from bookkeeping import Office
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.model.posting import Measure
from neiqin_xl.spelling import fold, traditional_in


@pytest.mark.parametrize(
    "names",
    [
        ("云杉商贸（昆明）有限公司", "云杉商贸(昆明)有限公司", "雲杉商貿（昆明）有限公司", "云杉商贸昆明有限公司"),
        ("东兴·五金", "东兴五金", "東興 五金"),
        ("ＡＢＣ贸易", "abc贸易", "A.B.C 贸易"),
        ("M8×20", "M8*20", "m8x20", "Ｍ8 X 20"),
        ("20mm×30mm", "20MM*30mm", "20mm x 30mm"),
    ],
)
def test_marks_width_and_characters_make_no_other_name(names):
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.5mm", "25mm"),
        ("M8*20", "M82*0"),
        ("XL", "L"),
        ("MX5", "M5"),
        ("1/2寸", "12寸"),
        ("3-5号", "35号"),
        ("云杉商贸", "云杉商贸有限公司"),
        ("云杉商贸有限公司", "云杉商贸股份有限公司"),
        ("云杉（昆明）", "云杉（大理）"),
        ("东兴", "东升"),
    ],
)
def test_what_may_be_two_is_never_one(one, other):
    assert name_key(one) != name_key(other)


def test_codes_keep_their_marks_and_zeros():
    assert code_key("ab-001") == "AB-001"
    assert code_key("001") != code_key("1")


@pytest.mark.parametrize("dash", ["—", "——", "–", "‐", "‑", "−", "─", "－", "﹣", "﹘"])
def test_a_dash_is_a_dash_whatever_keyboard_or_program_made_it(dash):
    assert code_key(f"SO{dash}1") == code_key("so-1")
    assert name_key(f"竹筏{dash}昆明店") == name_key("竹筏-昆明店")
    assert name_key(f"3{dash}5号") == name_key("3-5号") != name_key("35号")


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u200e", "\u202a", "\u202c", "\u2060", "\u00ad", "\ufeff"])
def test_what_cannot_be_seen_makes_no_other_number_or_name(unseen):
    assert code_key(f"{unseen}SO-{unseen}1") == code_key("SO-1")
    assert name_key(f"竹筏{unseen}超市{unseen}") == name_key("竹筏超市")
    assert name_key(f"M8×2{unseen}0") == name_key("M8×20")


@pytest.mark.parametrize("other", ["SO1", "SO--1", "SO一1", "SO_1", "SO~1"])
def test_what_is_no_dash_makes_another_number(other):
    assert code_key(other) != code_key("SO-1")


def test_a_slip_whose_number_has_another_dash_counts_once(tmp_path):
    office = Office(tmp_path)
    head = "| shipment_no | ship_date | customer_name | product_name | qty | amount_incl |"
    assert office.drop("shipment", f"{head}\n| SO-1 | 2026-10-05 | 竹筏超市 | 螺栓 | 10 | 1000 |") == ["new"]
    assert office.drop("shipment", f"{head}\n| SO—1 | 2026-10-05 | 竹筏超市 | 螺栓 | 10 | 1000 |") == ["corrected"]
    assert [amount for *_, amount in office.books.sums(Measure.RECEIVABLE, by=("company",))] == [1000_00]


def test_a_product_is_told_by_its_specification_and_colour():
    assert item_name_key("螺栓", "M8×20", "银") == item_name_key("螺栓 ", "m8*20", "銀")
    assert item_name_key("螺栓", "M8×20") != item_name_key("螺栓", "M8×25")
    assert item_name_key(None, "M8") == ""


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
TRADITIONAL = str.maketrans("东龙贸", "東龍貿")


@given(st.text(st.sampled_from("东龙贸M8xX×*-.·() /A12有限公司"), max_size=20))
def test_a_name_has_the_same_key_in_full_width_and_in_traditional_characters(text):
    assert name_key(f" {text.translate(FULL_WIDTH)} ") == name_key(text)
    assert name_key(text.translate(TRADITIONAL).lower()) == name_key(text)
    assert fold(fold(text)) == fold(text)


def test_characters_that_are_written_everywhere_are_no_sign_of_taiwan():
    assert traditional_in("對帳單") == {"對", "帳", "單"}
    assert traditional_in("对帐单客户") == frozenset()


FILED = "| customer_code | customer_name | aliases |\n| 01 | 云杉商贸（昆明）有限公司 | 云杉昆明；YS贸易 |"
SLIP = """
| shipment_no | ship_date  | customer_name | product_code | qty | amount_incl |
| S           | 2026-11-06 | {}            | A            | 1   | 5.00        |
"""


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    office.drop("customer", FILED)
    return office


@pytest.mark.parametrize("name", ["雲杉商貿(昆明)有限公司", "云杉商贸昆明有限公司", "ｙｓ貿易", "云杉 昆明"])
def test_a_customer_is_known_by_its_name_and_aliases_in_every_writing(office, name):
    office.drop("shipment", SLIP.format(name))
    assert office.sums(Measure.SHIPPED, "customer") == {"C:01": 500}


@pytest.mark.parametrize(
    "name", ["云杉商贸", "云杉商贸（昆明）股份有限公司", "云杉商贸（大理）有限公司", "云杉商贸有限公司"]
)
def test_a_customer_whose_name_is_only_like_another_is_a_new_one(office, name):
    office.drop("shipment", SLIP.format(name))
    (party,) = office.sums(Measure.SHIPPED, "customer")
    assert party.startswith("N:")


def test_an_alias_of_two_customers_waits(office):
    office.drop("customer", "| customer_code | customer_name | aliases |\n| 02 | 云杉实业 | 雲杉昆明 |")
    office.drop("shipment", SLIP.format("云杉昆明"))
    assert office.sums(Measure.SHIPPED) == {(): 0}
    assert office.ambiguous() == 1
