"""Where the amount of a line without one comes from (RULES 10): order, original slip, customer's price, level, list."""

from __future__ import annotations

import pytest
from bookkeeping import Office

from neiqin_xl.model.posting import Measure

HEAD = "| order_no | order_date | customer_code | product_code | unit | "
SLIP = """
| shipment_no | ship_date  | order_no | customer_code | product_code | unit | qty |
| S-1         | 2026-11-05 | D-1      | 0017          | A            | 件   | 10  |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def shipped(office) -> dict[str, int]:
    return {row[0]: row[-1] for row in office.books.sums(Measure.SHIPPED, by=("currency",))}


ORDERS = [
    ("the order's price", "qty | unit_price_incl |", "20 | 5.00 |", {"CNY": 5000}),
    ("the order's net price and its tax", "qty | unit_price_net | tax_rate |", "20 | 10.00 | 0.13 |", {"CNY": 11300}),
    ("the order's amount, where it has no price", "qty | amount_incl |", "20 | 90.00 |", {"CNY": 4500}),
    ("nothing, for a gift", "qty | unit_price_incl | is_gift |", "20 | 5.00 | 1 |", {"CNY": 0}),
    ("the price less the order's discount", "qty | unit_price_incl | discount_amount |", "20 | 5.00 | 20.00 |", {"CNY": 4000}),
    ("the share that is paid", "qty | unit_price_incl | discount_rate |", "20 | 5.00 | 0.9 |", {"CNY": 4500}),
    ("the order's currency", "qty | unit_price_incl | currency |", "20 | 5.00 | USD |", {"USD": 5000}),
    ("nothing yet, where the order has no price either", "qty |", "20 |", {"CNY": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "columns", "values", "wanted"), ORDERS, ids=[case[0] for case in ORDERS])
def test_a_slip_without_a_price_takes(office, what, columns, values, wanted):
    office.drop("order", f"{HEAD}{columns}\n| D-1 | 2026-11-01 | 0017 | A | 件 | {values}")
    office.drop("shipment", SLIP)
    assert shipped(office) == wanted


LISTS = [
    ("the standard price", "标准 | | | 2.00 |", 2000),
    ("not a promotion's price", "促销 | | | 2.00 |", 0),
    ("not another customer's price", "客户 | 大同机电 | | 2.00 |", 0),
    ("the customer's own price", "客户 | 华新五金 | | 2.00 |", 2000),
    ("the price of the customer's level", "等级 | A级 | | 2.00 |", 2000),
    ("not another level's price", "等级 | B级 | | 2.00 |", 0),
    ("a price from ten pieces on", "标准 | | 10 | 2.00 |", 2000),
    ("no price that begins at eleven pieces", "标准 | | 11 | 2.00 |", 0),
]


@pytest.mark.parametrize(("what", "row", "wanted"), LISTS, ids=[case[0] for case in LISTS])
def test_from_the_list_a_slip_takes(office, what, row, wanted):
    office.drop("customer", "| customer_code | customer_name | price_level |\n| 0017 | 华新五金 | A级 |")
    office.drop(
        "product",
        f"| product_code | product_name | unit | scope | scope_key | min_qty | list_price_incl |\n| A | 螺栓 | 件 | {row}",
    )
    office.drop("shipment", SLIP)
    assert shipped(office) == {"CNY": wanted}


def test_the_customers_price_goes_before_his_levels_and_that_before_the_standard_one(office):
    office.drop("customer", "| customer_code | customer_name | price_level |\n| 0017 | 华新五金 | A级 |")
    rows = ["标准 | | 2.00 |", "等级 | A级 | 3.00 |", "客户 | 华新五金 | 4.00 |"]
    head = "| product_code | product_name | unit | scope | scope_key | list_price_incl |"
    office.drop("shipment", SLIP)
    for row, wanted in zip(rows, (2000, 3000, 4000), strict=True):
        office.drop("product", f"{head}\n| A | 螺栓 | 件 | {row}")
        assert shipped(office) == {"CNY": wanted}


def test_a_price_of_another_unit_is_no_price(office):
    office.drop("product", "| product_code | product_name | unit | list_price_incl |\n| A | 螺栓 | 箱 | 2.00 |")
    office.drop("shipment", SLIP)
    assert shipped(office) == {"CNY": 0}


def test_a_net_list_price_is_taken_with_its_tax(office):
    office.drop(
        "product", "| product_code | product_name | unit | list_price_net | tax_rate |\n| A | 螺栓 | 件 | 2.00 | 0.13 |"
    )
    office.drop("shipment", SLIP)
    assert shipped(office) == {"CNY": 2260}


SLIP_WITH = "| shipment_no | ship_date | customer_code | product_code | {} |\n| S-1 | 2026-11-05 | 0017 | A | {} |"
CORRECTIONS = [
    ("another quantity", "qty | unit_price_incl | amount_incl", "10 | 2.00 | 20.00", "qty", "12", 2400),
    ("another price", "qty | unit_price_incl | amount_incl", "10 | 2.00 | 20.00", "qty | unit_price_incl", "10 | 3.00", 3000),
    ("net and tax instead", "qty | unit_price_incl | amount_incl", "10 | 2.00 | 20.00", "qty | amount_net | tax_amount", "12 | 24.00 | 3.12", 2712),
    ("only a remark", "qty | unit_price_incl | amount_incl", "10 | 2.00 | 19.00", "qty | remark", "10 | 急", 1900),
    ("another amount", "qty | unit_price_incl | amount_incl", "10 | 2.00 | 20.00", "qty | amount_incl", "10 | 18.00", 1800),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "columns", "values", "again", "then", "wanted"), CORRECTIONS, ids=[c[0] for c in CORRECTIONS]
)
def test_no_amount_outlives_what_it_was_made_of(office, what, columns, values, again, then, wanted):
    office.drop("shipment", SLIP_WITH.format(columns, values))
    assert office.drop("shipment", SLIP_WITH.format(again, then)) == ["corrected"]
    assert shipped(office) == {"CNY": wanted}
