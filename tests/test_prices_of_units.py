"""Prices for another unit than the line's: converted exactly where somebody says how, else no price at all (RULES 10)."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import Office

from neiqin_xl.ledger.differing import prices
from neiqin_xl.ledger.priced import Priced
from neiqin_xl.model.posting import Measure

LIST = """
| product_code | product_name | unit | pack_unit | conv_rate | list_price_incl |
| KT           | 管夹         | 个   | 箱        | 1000      | 1.30            |
"""
ORDER = """
| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl |
| D-1      | 2026-11-01 | 0017          | KT           | 箱   | 2   | 1280            |
"""
SLIP = """
| shipment_no | ship_date  | order_no | customer_code | product_code | unit | qty  |
| S-1         | 2026-11-05 | D-1      | 0017          | KT           | 个   | 2000 |
"""
RETURN = """
| return_no | return_date | shipment_no | customer_code | product_code | unit | qty | disposition |
| R-1       | 2026-11-08  | S-1         | 0017          | KT           | 个   | 500 | 退款        |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def amounts(office, measure=Measure.SHIPPED) -> list[tuple[int, int]]:
    """(amount, where it came from) of every line."""
    return office.ledger.rows("SELECT amount, priced FROM posting WHERE measure = ? ORDER BY line", (measure.value,))


def drop(office, kinds):
    for kind, paper in kinds:
        office.drop(kind, paper)


def test_pieces_of_an_order_in_boxes_cost_what_the_box_does_for_so_many(office):
    drop(office, [("product", LIST), ("order", ORDER), ("shipment", SLIP)])
    assert amounts(office) == [(256000, Priced.HELPED)]


PAPERS = [("product", LIST), ("order", ORDER), ("shipment", SLIP), ("goods_return", RETURN)]


@pytest.mark.thorough
@pytest.mark.parametrize("papers", list(permutations(PAPERS)))
def test_whichever_paper_comes_first_the_amounts_are_the_same(office, papers):
    drop(office, papers)
    assert amounts(office) == [(256000, Priced.HELPED)]
    # Half a box at the price of the slip, whose unit it is.
    assert [row[0] for row in amounts(office, Measure.RETURNED)] == [64000]


def test_a_pack_that_is_listed_anew_prices_its_lines_anew(office):
    drop(office, [("product", LIST), ("order", ORDER), ("shipment", SLIP)])
    office.drop("product", LIST.replace("1000 ", "500 "))
    assert amounts(office) == [(512000, Priced.HELPED)]


TAX = "| product_code | unit | tax_rate |\n| KT | 箱 | 0.13 |"
PRICE = "| product_code | unit | list_price_incl |\n| KT | 箱 | 113 |"


@pytest.mark.parametrize(
    ("listed", "anew", "order"),
    [
        (TAX, TAX.replace("0.13", "0.09"), ORDER.replace("unit_price_incl", "amount_net").replace("1280", "200")),
        (PRICE, PRICE.replace("113", "109"), ORDER.replace("1280", "")),
    ],
    ids=["its tax", "its price"],
)
def test_what_went_out_and_came_back_of_an_order_is_priced_anew_when_the_list_prices_the_order_anew(
    office, listed, anew, order
):
    sent, back = (paper.replace("个  ", "箱").replace("2000", "1").replace("500", "1") for paper in (SLIP, RETURN))
    drop(office, [("product", listed), ("order", order), ("shipment", sent), ("goods_return", back)])
    office.drop("product", anew)
    assert [[fen for fen, _ in amounts(office, one)] for one in (Measure.SHIPPED, Measure.RETURNED)] == [[10900]] * 2
    assert office.digest() == office.replayed_digest()


def test_without_a_conversion_the_number_of_the_other_unit_is_never_taken(office):
    drop(office, [("order", ORDER), ("shipment", SLIP)])
    assert amounts(office) == [(0, Priced.OTHER_UNIT)]
    (found,) = prices.unpriced(office.ledger)
    assert (found.unit, found.other_units, found.why) == ("个", "箱", Priced.OTHER_UNIT)


def test_a_list_price_for_pieces_does_not_stand_in_for_what_was_agreed_for_the_box(office):
    office.drop("product", LIST.replace("| 箱        | 1000      ", "|           |           "))
    drop(office, [("order", ORDER), ("shipment", SLIP)])
    assert amounts(office) == [(0, Priced.OTHER_UNIT)]


def test_two_lists_that_contradict_each_other_tell_nothing(office):
    office.drop("product", LIST)
    office.drop(
        "product",
        LIST.replace("| 1.30 ", "| 1.40 ")
        .replace("1000 ", "800 ")
        .replace("list_price", "valid_from | list_price")
        .replace("| 1.40", "| 2026-12-01 | 1.40"),
    )
    drop(office, [("order", ORDER), ("shipment", SLIP)])
    assert amounts(office) == [(0, Priced.OTHER_UNIT)]


SAID = [
    ("the order's own 每箱数量", "箱", "个", "1000 |", (256000, Priced.HELPED)),
    ("no 换算率 beside 包, of which nobody knows what it holds", "包", "个", "1000 |", (0, Priced.OTHER_UNIT)),
    ("no 换算率 of a carton of bags", "箱", "包", "1000 |", (0, Priced.OTHER_UNIT)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "ordered", "shipped", "held", "wanted"), SAID, ids=[case[0] for case in SAID])
def test_a_slip_takes_from_the_papers_themselves(office, what, ordered, shipped, held, wanted):
    order = ORDER.replace("unit_price_incl |", "unit_price_incl | conv_rate |").replace(
        "1280            |", f"1280 | {held}"
    )
    office.drop("order", order.replace("| 箱 ", f"| {ordered} "))
    office.drop("shipment", SLIP.replace("| 个 ", f"| {shipped} "))
    assert amounts(office) == [wanted]


ALWAYS = [("吨", "公斤", "5000", "500", 250000), ("kg", "公斤", "8", "500", 400000), ("个", "pcs", "3", "7", 2100),
          ("打", "个", "24", "6", 1200), ("米", "cm", "9", "50", 450),
          ("千件", "件", "2000", "500", 100000), ("个", "KPCS", "2", "3", 600000)]  # fmt: skip


@pytest.mark.parametrize(("ordered", "shipped", "price", "quantity", "wanted"), ALWAYS)
def test_what_holds_of_all_goods_needs_no_list(office, ordered, shipped, price, quantity, wanted):
    office.drop("order", ORDER.replace("| 箱 ", f"| {ordered} ").replace("1280", price))
    office.drop("shipment", SLIP.replace("| 个 ", f"| {shipped} ").replace("2000", quantity))
    assert [row[0] for row in amounts(office)] == [wanted]


def test_a_unit_that_is_left_out_is_the_orders(office):
    drop(office, [("order", ORDER), ("shipment", SLIP.replace("| 个 ", "|    ").replace("2000", "2"))])
    assert amounts(office) == [(256000, Priced.ORDER)]


def test_the_converted_price_is_rounded_in_the_amount_alone(office):
    """A third of 100.00 is no price of six places: 3,000 boxes of three at 33.333333 would be a fen short."""
    office.drop("product", LIST.replace("1000 ", "3 "))
    drop(office, [("order", ORDER.replace("1280", "100")), ("shipment", SLIP.replace("2000", "90000"))])
    assert amounts(office) == [(300000000, Priced.HELPED)]


def test_the_price_behind_an_amount_is_not_rounded_either(office):
    order = (
        ORDER.replace("unit_price_incl", "amount_incl").replace("| 1280 ", "| 10000.00 ").replace("| 2  ", "| 30000 ")
    )
    drop(office, [("order", order), ("shipment", SLIP.replace("| 个 ", "| 箱 ").replace("2000", "30000"))])
    assert amounts(office) == [(1000000, Priced.ORDER)]


def test_the_list_prices_the_pack_by_its_pieces_and_its_own_row_goes_first(office):
    office.drop("product", LIST)
    office.drop("shipment", SLIP.replace("| D-1 ", "| ").replace("| 个 ", "| 箱 ").replace("2000", "2"))
    assert amounts(office) == [(260000, Priced.LIST)]
    office.drop(
        "product", LIST.replace("| 个   | 箱        | 1000      | 1.30", "| 箱   |           |           | 1250")
    )
    assert amounts(office) == [(250000, Priced.LIST)]


def test_the_customers_own_price_is_not_replaced_by_everybodys_because_of_its_unit(office):
    head = "| product_code | product_name | unit | scope | scope_key | list_price_incl |"
    office.drop("product", f"{head}\n| KT | 管夹 | 箱 | 客户 | 0017 | 900 |\n| KT | 管夹 | 个 | 标准 | | 1.30 |")
    office.drop("shipment", SLIP.replace("| D-1 ", "| "))
    assert amounts(office) == [(0, Priced.OTHER_UNIT)]


SOLD = """
| shipment_no | ship_date  | customer_code | product_code | unit | qty | unit_price_incl | amount_incl |
"""
BACK = [
    ("the price of what was paid for beside a free piece", ["套 | 10 | 45.5 | 455.00 |", "套 | 1 | 0 | 0.00 |"], "套 | 2", (9100, Priced.SHIPMENT)),
    ("nothing, for goods of which all were free", ["套 | 3 | 0 | 0.00 |"], "套 | 2", (0, Priced.SHIPMENT)),
    ("no price, where some that came back must have been free", ["套 | 10 | 45.5 | 455.00 |", "套 | 1 | 0 | 0.00 |"], "套 | 11", (0, Priced.SEVERAL)),
    ("no price, where the slip has two", ["套 | 10 | 45.5 | 455.00 |", "套 | 5 | 44 | 220.00 |"], "套 | 2", (0, Priced.SEVERAL)),
    ("one price, though its amounts were rounded", ["套 | 3 | 12.345 | 37.04 |", "套 | 5 | 12.345 | 61.73 |"], "套 | 8", (9877, Priced.SHIPMENT)),
    ("no price for another unit", ["箱 | 10 | 45.5 | 455.00 |"], "套 | 2", (0, Priced.OTHER_UNIT)),
    ("the price of all pieces of a dozen", ["打 | 10 | 24 | 240.00 |"], "个 | 6", (1200, Priced.HELPED)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "out", "back", "wanted"), BACK, ids=[case[0] for case in BACK])
def test_a_return_without_a_price_takes(office, what, out, back, wanted):
    office.drop("shipment", SOLD + "\n".join(f"| S-1 | 2026-11-05 | 0017 | KT | {row}" for row in out))
    office.drop("goods_return", RETURN.replace("| 个   | 500 ", f"| {back} "))
    assert amounts(office, Measure.RETURNED) == [wanted]


def test_a_return_takes_the_price_of_the_newest_slip_of_that_number_up_to_its_day(office):
    for day, price in (("2025-11-05", "1.00"), ("2026-11-05", "2.00"), ("2026-11-20", "3.00")):
        office.drop("shipment", f"{SOLD}| S-1 | {day} | 0017 | KT | 个 | 600 | {price} | {int(price[0]) * 600}.00 |")
    office.drop("goods_return", RETURN)
    assert [row[0] for row in amounts(office, Measure.RETURNED)] == [100000]


def test_another_customers_slip_of_that_number_prices_nothing(office):
    for code, price in (("0018", "1.00"), ("0017", "2.00")):
        office.drop(
            "shipment", f"{SOLD}| S-1 | 2026-11-05 | {code} | KT | 个 | 600 | {price} | {int(price[0]) * 600}.00 |"
        )
    office.drop("goods_return", RETURN)
    assert [row[0] for row in amounts(office, Measure.RETURNED)] == [100000]


def test_an_order_of_boxes_with_the_price_of_a_piece_prices_its_slips_by_its_amount(office):
    head = "| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl | amount_incl |"
    office.drop("order", f"{head}\n| D-1 | 2026-11-01 | 0017 | KT | 箱 | 3 | 12.5 | 1875.00 |")
    office.drop("shipment", SLIP.replace("| 个 ", "| 箱 ").replace("2000", "2"))
    assert amounts(office) == [(125000, Priced.ORDER)]


def test_an_order_whose_amount_misses_its_price_by_the_last_digit_prices_its_slips_by_its_price(office):
    head = "| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl | amount_incl |"
    office.drop("order", f"{head}\n| D-1 | 2026-11-01 | 0017 | KT | 箱 | 300 | 3.33 | 1000.00 |")
    office.drop("shipment", SLIP.replace("| 个 ", "| 箱 ").replace("2000", "30"))
    assert amounts(office) == [(9990, Priced.ORDER)]


def test_a_list_taken_back_takes_its_conversion_with_it(office):
    drop(office, [("product", LIST), ("order", ORDER), ("shipment", SLIP), ("goods_return", RETURN)])
    office.undo(1)
    assert amounts(office) == [(0, Priced.OTHER_UNIT)]
    assert amounts(office, Measure.RETURNED) == [(0, Priced.OTHER_UNIT)]
    assert office.replayed_digest() == office.digest()
