"""Rates and discounts as clerks write them, beside what they could be taken for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.intake.values.shares import is_exempt, read_rate

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("九折", "0.9"),
        ("九五折", "0.95"),
        ("九点五折", "0.95"),
        ("八五折", "0.85"),
        ("七折", "0.7"),
        ("对折", "0.5"),
        ("對折", "0.5"),
        ("半价", "0.5"),
        ("打九折", "0.9"),
        ("9.5折", "0.95"),
        ("95折", "0.95"),
        ("8 折", "0.8"),
        ("下浮5%", "0.95"),
        ("优惠3个点", "0.97"),
        ("不打折", "1"),
        ("原价", "1"),
    ],
)
def test_a_discount_in_words_says_what_is_paid(text, share):
    assert read_rate(text) == (Decimal(share), True)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("13点", "0.13"),
        ("13个点", "0.13"),
        ("13个税点", "0.13"),
        ("13%专票", "0.13"),
        ("专票13%", "0.13"),
        ("税率：13%", "0.13"),
        ("含13%税", "0.13"),
        ("１３％", "0.13"),
        ("0.13", "0.13"),
        ("13", "13"),
    ],
)
def test_a_tax_rate_is_read_with_the_words_around_it(text, rate):
    assert read_rate(text) == (Decimal(rate), False)


@pytest.mark.parametrize("text", ["免税", "不征税", "***", "出口退税", "零税率", "普通零税率", "（免税）"])
def test_no_tax_is_a_rate_of_nothing(text):
    assert is_exempt(text)
    assert read_rate(text) == (Decimal(0), False)


@pytest.mark.parametrize("text", ["折", "九九九折", "十一折", "不含13%税", "8折9折", "13到16%", "3折起", "点"])
def test_what_is_no_plain_rate_is_asked_about(text):
    with pytest.raises(UnreadableError):
        read_rate(text)


@given(st.integers(1, 9), st.integers(1, 9))
def test_folds_in_characters_are_those_in_digits(tens, ones):
    assert read_rate(f"{DIGITS[tens]}{DIGITS[ones]}折") == read_rate(f"{tens}{ones}折") == read_rate(f"{tens}.{ones}折")


@given(st.decimals(min_value=0, max_value=100, places=2, allow_nan=False))
def test_per_cent_and_points_are_one(rate):
    assert read_rate(f"{rate}%") == read_rate(f"{rate}个点") == (rate / 100, False)
