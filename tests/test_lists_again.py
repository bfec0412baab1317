"""Lists without numbers that come again with a column more or less: each line counts once, and what is new is kept."""

from __future__ import annotations

import pytest
from bookkeeping import Office, with_column, without_column

from neiqin_xl.model.posting import Measure

LIST = """
| ship_date  | customer_name | product_name | unit | qty | unit_price_incl |
| 2026-11-02 | 张记          | 螺栓         | 盒   | 5   | 10.00           |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


FULLER = {
    "amount": with_column(LIST, "amount_incl", "50.00"),
    "code": with_column(LIST, "product_code", "P1"),
    "specification": with_column(LIST, "spec", "M8"),
    "order": with_column(LIST, "order_no", "D-1"),
}
BARER = {"unit": without_column(LIST, "unit"), "price": without_column(LIST, "unit_price_incl")}


@pytest.mark.parametrize("column", FULLER)
def test_a_list_with_a_column_more_counts_its_lines_once(office, column):
    office.drop("shipment", LIST)
    assert office.drop("shipment", FULLER[column]) == ["corrected"]
    assert office.owed() == 5000
    before = office.digest()
    assert office.drop("shipment", LIST) == ["unchanged"]
    assert office.digest() == before == office.replayed_digest()


@pytest.mark.parametrize("column", BARER)
def test_a_list_with_a_column_less_counts_its_lines_once_whichever_came_first(office, column):
    office.drop("shipment", BARER[column])
    assert office.drop("shipment", LIST) == ["corrected"]
    assert office.drop("shipment", BARER[column]) == ["unchanged"]
    assert office.owed() == 5000


@pytest.mark.parametrize(
    ("first", "again", "lacks"),
    [
        (LIST, BARER["unit"], "单位"),
        (LIST, BARER["price"], "价税合计"),
        (FULLER["code"], LIST, "产品编码"),
        (FULLER["specification"], LIST, "规格型号"),
    ],
)
def test_a_line_that_says_less_counts_once_and_is_named_with_the_way_to_count_it_twice(office, first, again, lacks):
    office.drop("shipment", first)
    assert office.drop("shipment", again) == ["unchanged"]
    assert office.owed() == 5000
    assert "螺栓" in office.notes[0]
    assert f"没有写{lacks}" in office.notes[0]
    assert "没有再算一次" in office.notes[0]
    office.drop("shipment", first.strip() + "\n" + first.strip().splitlines()[1])
    assert (office.owed(), office.notes) == (10000, [])


def test_a_list_without_specifications_after_two_of_them_names_the_line_that_it_was_taken_for(office):
    head, line = FULLER["specification"].splitlines()
    office.drop("shipment", f"{head}\n{line}\n{line.replace('M8', 'M10')}")
    office.drop("shipment", LIST)
    assert office.owed() == 10000
    assert "“螺栓 M8”（没有写规格型号）" in office.notes[0]


def test_the_goods_stay_those_of_the_code_when_the_next_list_has_none(office):
    office.drop("shipment", FULLER["code"])
    office.drop("shipment", with_column(LIST, "spec", "M8"))
    assert office.sums(Measure.SHIPPED, "product") == {"C:P1": 5000}


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("spec", "M8", "M10"),
        ("product_code", "P1", "P2"),
        ("order_no", "D-1", "D-2"),
        ("receiver", "一店", "二店"),
        ("waybill_no", "Y1", "Y2"),
    ],
)
def test_lines_that_both_say_it_and_say_it_otherwise_are_two(office, name, one, other):
    office.drop("shipment", with_column(LIST, name, one))
    assert office.drop("shipment", with_column(LIST, name, other)) == ["new"]
    assert office.owed() == 10000


def test_a_shop_whose_name_is_only_spaced_otherwise_receives_one_delivery(office):
    office.drop("shipment", with_column(LIST, "receiver", "一店"))
    assert office.drop("shipment", with_column(LIST, "receiver", "（一店）")) == ["unchanged"]


def test_a_gift_beside_what_was_sold_is_a_line_of_its_own(office):
    office.drop("shipment", LIST)
    assert office.drop("shipment", with_column(BARER["price"], "is_gift", "1")) == ["new"]
    assert office.owed() == 5000


def test_two_specifications_in_the_later_list_are_two_lines(office):
    office.drop("shipment", LIST)
    other = with_column(LIST, "spec", "M10").strip().splitlines()[1]
    assert office.drop("shipment", FULLER["specification"] + "\n" + other) == ["corrected", "new"]
    assert office.owed() == 10000


@pytest.mark.parametrize("before", ["", "60.00"])
def test_freight_that_a_later_list_adds_or_corrects_is_owed(office, before):
    office.drop("shipment", with_column(LIST, "charged_freight", before))
    assert office.drop("shipment", with_column(LIST, "charged_freight", "80.00")) == ["corrected"]
    assert office.owed() == 13000


def test_a_tax_rate_that_a_later_list_adds_is_reckoned_with(office):
    net = LIST.replace("unit_price_incl", "unit_price_net")
    office.drop("shipment", net)
    assert office.drop("shipment", with_column(net, "tax_rate", "0.13")) == ["corrected"]
    assert office.owed() == 5650


ADJUSTED = """
| adjustment_date | customer_name | adjustment_type | amount | reference |
| 2026-11-02      | 张记          | 调减            | 10.00  | Z1        |
"""


@pytest.mark.parametrize(("was", "now", "fen"), [("调减", "费用", 0), ("调减", "调减", -1000), ("费用", "调增", 2000)])
def test_adjustments_of_another_kind_are_others_whatever_they_come_to(office, was, now, fen):
    office.drop("adjustment", ADJUSTED.replace("调减", was))
    office.drop("adjustment", with_column(ADJUSTED.replace("调减", now), "remark", "再放"))
    assert office.owed() == fen


def test_adjustments_that_rest_on_different_papers_are_two(office):
    office.drop("adjustment", ADJUSTED)
    assert office.drop("adjustment", ADJUSTED.replace("Z1", "Z2")) == ["new"]
    assert office.drop("adjustment", without_column(ADJUSTED, "reference")) == ["unchanged"]
    assert office.owed() == -2000
