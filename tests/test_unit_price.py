"""When two prices differ, what a ratio between them gives away, and boxes that are counted as pieces (domain §4.8)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.ledger.differing.prices import Charged, Listed
from neiqin_xl.reconcile.price_list import listed_for
from neiqin_xl.reconcile.unit_price import amount_at, differ, mixed_tax, mixed_units, shown_price, unit_price
from neiqin_xl.tolerance_settings import Tolerances


def charged(quantity, price=None, amount=None, paid=None, unit="件"):
    quantity, fen = round(quantity * 10**4), None if amount is None else round(amount * 100)
    scaled = None if price is None else round(price * 10**6)
    share = None if paid is None else round(paid * 10**9)
    whole = Charged(quantity, 0, scaled, share, unit)
    return whole._replace(amount_fen=amount_at(unit_price(whole), quantity) if fen is None else fen)


def price(yuan):
    return Fraction(round(yuan * 10**6))


def test_a_price_is_what_is_written_less_its_discount_and_else_what_the_amount_makes():
    assert unit_price(charged(3, 12.35)) == 12_350_000
    assert unit_price(charged(3, 10, paid=0.95)) == 9_500_000
    assert unit_price(charged(4, amount=10)) == 2_500_000
    assert shown_price(unit_price(charged(3, amount=10))) == "3.333333"


@pytest.mark.parametrize(
    ("one", "other", "is_other"),
    [
        (charged(10, 2.50), charged(10, 2.50), False),
        (charged(10, 2.51), charged(10, 2.50), False),
        (charged(10, 2.511), charged(10, 2.50), True),
        (charged(100, 2.51), charged(100, 2.50), False),
        (charged(101, 2.51), charged(101, 2.50), True),
        (charged(3, amount=10.00), charged(30, 3.333333), False),
        (charged(3, amount=10.05), charged(30, 3.333333), True),
        (charged(10, 2.50), charged(10, 5.00, paid=0.5), False),
    ],
)
def test_prices_differ_beyond_what_rounding_hides(one, other, is_other):
    assert differ(one, other, Tolerances()) is is_other
    assert differ(other, one, Tolerances()) is is_other


@pytest.mark.parametrize(
    ("one", "other", "rate", "found"),
    [
        (10.00, 11.30, 130000000, 130000000),
        (11.30, 10.00, 130000000, 130000000),
        (10.00, 11.30, None, 130000000),
        (10.00, 10.90, None, 90000000),
        (10.00, 10.30, None, None),
        (10.00, 10.30, 30000000, 30000000),
        (10.00, 11.3226, 130000000, 130000000),
        (10.00, 11.3227, 130000000, None),
        (10.00, 11.2774, 130000000, 130000000),
        (10.00, 11.2773, 130000000, None),
        (10.00, 10.00, 130000000, None),
        (0, 10.00, 130000000, None),
    ],
)
def test_a_ratio_within_two_in_a_thousand_of_the_tax_is_the_tax(one, other, rate, found):
    assert mixed_tax(price(one), price(other), rate) == found


@pytest.mark.parametrize(("one", "other", "found"), [(2.5, 30, 12), (30, 2.5, 12), (2.5, 29, None), (2.5, 2.5, None)])
def test_a_ratio_of_what_goes_into_a_box_is_the_boxs_price(one, other, found):
    assert mixed_units(price(one), price(other), [None, 12 * 10**9]) == (found and found * 10**9)


@given(st.integers(1, 10**8), st.sampled_from([60000000, 90000000, 130000000]))
def test_tax_is_recognised_whichever_price_has_it(net, rate):
    gross = Fraction(net * (10**9 + rate), 10**9)
    assert mixed_tax(Fraction(net), gross, rate) == mixed_tax(gross, Fraction(net), rate) == rate


def row(yuan, *, scope="", whom="", since="", until="9999", least=0, unit=""):
    return Listed("p1", scope, whom, unit, since, until, least * 10**4, round(yuan * 10**6), None, None, None)


@pytest.mark.parametrize(
    ("rows", "yuan"),
    [
        ([row(3), row(2.8, whom="华新五金")], 2.8),
        ([row(3), row(2.9, whom="A级")], 2.9),
        ([row(2.9, whom="A级"), row(2.8, whom="华新五金", scope="客户")], 2.8),
        ([row(3), row(2.8, whom="长风机械")], 3),
        ([row(3, since="2026-01-01"), row(3.2, since="2026-11-01")], 3.2),
        ([row(3, since="2026-01-01"), row(3.2, since="2026-11-06")], 3),
        ([row(3, since="2026-01-01", until="2026-11-04")], None),
        ([row(3), row(2.7, least=100)], 2.7),
        ([row(3), row(2.7, least=101)], 3),
        ([row(36, unit="箱")], None),
        ([row(3, whom="促销")], None),
    ],
)
def test_the_customers_own_newest_price_for_so_many_goes_first(rows, yuan):
    found = listed_for(rows, {"华新五金"}, "A级", "2026-11-05", "件", 100 * 10**4)
    assert (found and found.price) == (yuan and round(yuan * 10**6))
