"""Cells read all at once come to what they come to one by one."""

from __future__ import annotations

import math
from datetime import date

import pytest
from drawn import codes, table
from hypothesis import example, given
from hypothesis import strategies as st

from neiqin_xl.intake.sheet import UNCACHED
from neiqin_xl.intake.values import cells as values
from neiqin_xl.intake.values.cells import Setting, read_cells
from neiqin_xl.intake.values.discount import Meaning, meaning_of
from neiqin_xl.intake.values.evident import evident_values
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.words import Word

ODD_TEXTS = [
    *("", "-", "无", " 螺栓", "螺栓\u3000", "'0012", "1.2E+15", "Ａ-1", "锟斤拷", "3#轴承", "#N/A", UNCACHED),
    *("A+B", "x" * 32768, "0012", "1,200", "12", "待定", "两\n行", "客户（北区）"),
]
ODD_NUMBERS = [
    *(0.0, -0.0, 0.1 + 0.2, 1e-9, 2.5, 0.00005, 123456.789012345, 1e15, 1e22, 5e8, -5e8, 1e300),
    *(math.inf, -math.inf, math.nan),
]
cells = st.sets(
    st.one_of(
        st.sampled_from(ODD_TEXTS),
        st.sampled_from(ODD_NUMBERS),
        st.text(max_size=6),
        st.floats(allow_nan=False),
        st.decimals(-(10**7), 10**7, places=2).map(float),
        st.dates(),
    ),
    max_size=8,
)
kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.ENUM])


def read(column, kind):
    found = read_cells(column, Setting(Field(Word("x", "某栏"), kind)))
    told = {cell: problem.message for cell, problem in found.unreadable.items()}
    return found.values, told, found.rounded, found.unknown


@pytest.mark.thorough
@given(cells, kinds)
@example({"A1", "A2", "#N/A"}, Kind.CODE)
@example({"A1", "锟斤拷"}, Kind.TEXT)
@example({0.1, 2.5, 1e15}, Kind.MONEY)
def test_a_column_comes_to_what_its_cells_come_to_one_by_one(column, kind):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(values, "evident_values", lambda cells, _: ({}, cells))
        expected = read(column, kind)
    assert read(column, kind) == expected


@pytest.mark.parametrize("odd", ["'1", "Ａ", "-", " b", "#N/A", "\ufffd", "1E+15"])
def test_one_odd_code_has_its_column_looked_at_cell_by_cell(odd):
    assert evident_values(["A1", "A2"], Kind.CODE) == ({"A1": "A1", "A2": "A2"}, [])
    assert evident_values(["A1", odd], Kind.CODE) == ({}, ["A1", odd])


def test_numbers_are_evident_beside_others_that_are_not():
    found, others = evident_values([0.35, "待定", 1e15, date(2026, 11, 5)], Kind.PRICE)
    assert found == {0.35: 350_000}
    assert list(others) == ["待定", 1e15, date(2026, 11, 5)]


def test_plain_numbers_in_text_are_evident_and_all_others_are_looked_at():
    found, others = evident_values(["12", "-0.5", "1234.5678"], Kind.QTY)
    assert found == {"12": 120_000, "-0.5": -5_000, "1234.5678": 12_345_678}
    assert list(others) == []
    odd = ["1,234", "1.23456", "٣", "5件", "", "9" * 12, "+5", "1e3"]
    found, others = evident_values(odd, Kind.QTY)
    assert (found, list(others)) == ({}, odd)


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=4, allow_nan=False))
def test_an_evident_text_is_the_number_that_it_writes(number):
    text = f"{number:f}"
    assert evident_values([text], Kind.QTY)[0] == {text: int(number * 10**4)}


def test_a_value_that_is_spelled_like_its_header_is_still_asked_about():
    found = table("""
        | 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 |
        | CK-001 | 2026-11-05 | 华新五金 | 螺栓 | 10 |
        | CK-001 | 2026-11-05 | 华新五金 | 螺母 | 数量 |
    """)
    assert codes(found) == ["C103"]
    assert found.unread == {(1, "qty")}


def line(rate, meant):
    paid = rate if meant is Meaning.PAID else 10**9 - rate
    return rate, 100 * 10**4, 10 * 10**6, 1000_00 * paid // 10**9


@pytest.mark.parametrize(
    ("paid", "off", "expected"),
    [(31, 29, Meaning.PAID), (30, 30, None), (29, 31, Meaning.OFF), (31, 60, Meaning.PAID), (40, 0, Meaning.PAID)],
)
def test_of_the_first_sixty_lines_the_most_decide_what_a_discount_means(paid, off, expected):
    lines = [line(800_000_000, Meaning.PAID)] * paid + [line(800_000_000, Meaning.OFF)] * off
    assert meaning_of(lines) is meaning_of(lines, are_shares=True) is expected


@given(
    st.lists(st.builds(line, st.sampled_from([850_000_000, 500_000_000, 10**9]), st.sampled_from(Meaning)), max_size=99)
)
def test_shares_mean_the_same_where_it_is_known_that_they_are_shares(lines):
    assert meaning_of(lines, are_shares=True) is meaning_of(lines)
