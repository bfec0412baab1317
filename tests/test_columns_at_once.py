"""What is made for whole columns is what would be made for each of their values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.reports.naming import place, places
from neiqin_xl.workbook.cells import CellEnds, CellForm, Holds, printed_width, widest
from neiqin_xl.workbook.look import Look, Looks
from neiqin_xl.workbook.strings import NewStrings, SharedStrings
from neiqin_xl.workbook.typed import decimal_digits, plain_digits

AMOUNT = CellForm(Holds.NUMBER, 2, Look(number_format="#,##0.00"), whole_format="0")
TEXTS = st.text(st.sampled_from("a_x<& \n=+@螺栓1\x00\ufffe"), max_size=6)
QUANTITY = CellForm(Holds.NUMBER, 4, Look(number_format="#,##0.####"))
RATE = CellForm(Holds.NUMBER, 9, Look(number_format="0.00%"), percent=True)
FORMS = st.sampled_from([CellForm(), AMOUNT, QUANTITY, RATE, CellForm(Holds.DAY), CellForm(Holds.FLAG)])
VALUES = st.none() | TEXTS | st.integers(-(10**17), 10**17) | st.sampled_from(["2026-11-05", "2026-02-30"])


@given(st.lists(TEXTS.filter(bool), unique=True, min_size=1))
def test_strings_that_come_together_get_the_numbers_and_the_xml_that_they_get_one_by_one(texts):
    alone, together = NewStrings(SharedStrings(None)), NewStrings(SharedStrings(None))
    numbers = [alone.numbers[text] for text in texts]
    together.add(texts)
    assert [together.numbers[text] for text in texts] == numbers
    assert together.packed("a.xml") == alone.packed("a.xml")


@given(FORMS, st.lists(VALUES))
def test_the_cells_of_a_column_are_those_of_its_values(form, values):
    assert [*CellEnds(form, Looks()).column(values)] == [CellEnds(form, Looks())[value] for value in values]


@pytest.mark.parametrize("odd", [None, 0, 7, -5, 10**16, "面议"])
def test_a_column_of_numbers_that_hardly_repeat_holds_them_all_and_whatever_else_comes(odd):
    ends, told = CellEnds(AMOUNT, Looks()), CellEnds(AMOUNT, Looks())
    numbers = [number * 7 for number in range(2_000)]
    for begin in range(0, 2_000, 80):
        values = [*numbers[begin : begin + 80], odd]
        assert [*ends.column(values)] == [told[value] for value in values]


ODD = [None, "", 7, "=1+1", "a_x0041_", " 前后 ", "长" * 1_001, "面\n议", "<5", "M6×92mm"]


@pytest.mark.parametrize("form", [CellForm(), CellForm(named=(("运单1999", "最后一张"),))])
@pytest.mark.parametrize("odd", ODD)
def test_a_column_of_texts_that_hardly_repeat_holds_them_all_and_whatever_else_comes(odd, form):
    ends, told = CellEnds(form, Looks()), CellEnds(form, Looks())
    texts = [f"运单{number}" for number in range(2_000)]
    for begin in range(0, 2_000, 80):
        values = [*texts[begin : begin + 80], odd]
        assert [*ends.column(values)] == [told[value] for value in values]


def test_the_sheets_of_a_workbook_make_their_cells_once_and_another_workbook_its_own():
    looks = Looks()
    first = CellEnds.of(AMOUNT, looks, "</row>")
    assert CellEnds.of(AMOUNT, looks, "</row>") is first
    others = (
        CellEnds.of(CellForm(), looks, "</row>"),
        CellEnds.of(AMOUNT, looks, ""),
        CellEnds.of(AMOUNT, Looks(), ""),
    )
    assert not any(one is first for one in others)


ROUND = st.integers(-(10**6), 10**6).map((10**4).__mul__)


@given(FORMS, st.sets(VALUES) | st.sets(st.integers(-(10**7), 10**7) | ROUND))
def test_the_widest_of_a_column_is_that_of_its_values(form, values):
    assert widest(form, values) == max((printed_width(form, value) for value in values), default=0)


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)))
def test_the_digits_of_a_column_are_those_of_its_values(values):
    assert plain_digits(values) == [decimal_digits(value) for value in values]


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_has_no_digits(odd):
    assert plain_digits([Decimal(1), Decimal(odd)]) is None


PARTS = st.sampled_from([None, "", "发货1105.xlsx", "发货"])


@given(st.lists(st.tuples(PARTS, PARTS, st.none() | st.integers(0, 20)), min_size=1))
def test_the_places_of_lines_are_told_as_each_of_them_is(lines):
    assert places(*zip(*lines, strict=True)) == [place(*line) for line in lines]
