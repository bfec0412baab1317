"""A price without tax and no rate beside it: the rate is the product's, else the order's, and never nothing (RULES 12)."""

from __future__ import annotations

from itertools import permutations

import pytest
from bookkeeping import Office

from neiqin_xl.ledger.differing import prices
from neiqin_xl.ledger.priced import Priced
from neiqin_xl.model.posting import Measure

NET = """
| shipment_no | ship_date  | order_no | customer_code | product_code | unit | qty | unit_price_net |
| S-1         | 2026-11-05 | D-1      | 0017          | JG           | 条   | 100 | 111.5          |
"""
LIST = "| product_code | product_name | unit | tax_rate | list_price_incl |\n| JG | 胶管 | 条 | 0.13 | 126 |"
ORDER = """
| order_no | order_date | customer_code | product_code | unit | qty | unit_price_net | tax_rate |
| D-1      | 2026-11-01 | 0017          | JG           | 条   | 200 | 111.5          | 0.09     |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def owed(office) -> list[tuple[int, int]]:
    return office.ledger.rows("SELECT amount, priced FROM posting WHERE measure = ?", (Measure.RECEIVABLE.value,))


CASES = [
    ("its own rate before any other", [("shipment", NET.replace("net |", "net | tax_rate |").replace("111.5          |", "111.5 | 0.06 |")), ("product", LIST)], (1181900, Priced.PAPER)),
    ("the product's before the order's", [("order", ORDER), ("shipment", NET), ("product", LIST)], (1259950, Priced.TAXED)),
    ("the order's, where the list says none", [("shipment", NET), ("order", ORDER)], (1215350, Priced.TAXED)),
    ("none of a list that holds only later", [("product", LIST.replace("| tax", "| valid_from | tax").replace("| 0.13", "| 2026-12-01 | 0.13")), ("shipment", NET)], (0, Priced.WITHOUT_TAX)),
    ("none at all: it has no price then", [("shipment", NET)], (0, Priced.WITHOUT_TAX)),
    ("the price with tax beside a net amount", [("shipment", NET.replace("unit_price_net |", "amount_net | unit_price_incl |").replace("111.5          |", "11150 | 126 |"))], (1260000, Priced.PAPER)),
    ("nothing of nothing", [("shipment", NET.replace("111.5", "0"))], (0, Priced.PAPER)),
    ("a rate of nothing that is written", [("shipment", NET.replace("net |", "net | tax_rate |").replace("111.5          |", "111.5 | 0 |"))], (1115000, Priced.PAPER)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "papers", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_a_net_price_takes(tmp_path, what, papers, wanted):
    for n, order in enumerate(permutations(papers)):
        (tmp_path / str(n)).mkdir()
        office = Office(tmp_path / str(n))
        for kind, paper in order:
            office.drop(kind, paper)
        assert owed(office) == [wanted]
        assert office.replayed_digest() == office.digest()


def test_the_list_of_differences_is_told_why_such_a_line_has_no_price(office):
    office.drop("shipment", NET)
    assert [one.why for one in prices.unpriced(office.ledger)] == [Priced.WITHOUT_TAX]


def test_a_slip_without_a_price_does_not_pass_by_an_order_whose_tax_nobody_knows(office):
    """What was agreed is not replaced by everybody's price because its rate is missing."""
    office.drop("product", LIST.replace("0.13", "    "))
    office.drop("order", ORDER.replace("| tax_rate |", "|").replace("| 0.09     |", "|"))
    office.drop("shipment", NET.replace(" | unit_price_net |", " |").replace(" | 111.5          |", " |"))
    assert owed(office) == [(0, Priced.WITHOUT_TAX)]
    office.drop("product", LIST)
    assert owed(office) == [(1259950, Priced.HELPED)]


def test_net_and_tax_of_a_slip_are_rounded_as_its_own_order_is(office):
    """The net amount first, then its tax: a rounded price with tax would make another fen of so many pieces."""
    office.drop("order", ORDER.replace("111.5 ", "0.123457 ").replace("0.09", "0.13"))
    office.drop(
        "shipment",
        NET.replace(" | unit_price_net |", " |").replace(" | 111.5          |", " |").replace("100 |", "100000 |"),
    )
    # 12345.70 and 1604.94 (1604.941); 0.139506 with tax would make 13950.60.
    assert owed(office) == [(1395064, Priced.ORDER)]
