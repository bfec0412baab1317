"""Totals of cells that are scattered among others: each copy counts once, and nothing between them."""

from __future__ import annotations

import pytest
from template_books import drawn_book, grid

from neiqin_xl.workbook.calculation.reading import ADDING, tree_of
from neiqin_xl.workbook.calculation.values import BeyondError
from neiqin_xl.workbook.repack import PackageError
from neiqin_xl.workbook.template import Template


def rows(*totals):
    """Groups of two lines with a subtotal each (row 3), then these totals."""
    return [["{% for 组 in 各组 %}"], ["{{ 组.行.数 }}"], ["=SUM(A2:A2)"], ["{% endfor %}"], [*totals]]


def values(count):
    return {"各组": [{"行": [{"数": 1}, {"数": 2}]}] * count}


@pytest.mark.parametrize("written", ["SUM(A3)", "SUM(A3:A3)", "SUM($A$3:$A$3)", "SUBTOTAL(9,A3)", "SUM(A3:A3,A2)/2"])
@pytest.mark.parametrize("count", [0, 1, 2, pytest.param(250, marks=pytest.mark.thorough), 251])
def test_a_subtotal_counts_once_however_many_there_are(written, count):
    data = Template(drawn_book(rows(f"={written}"))).render(values(count))
    assert grid(data, data_only=True)[-1] == [3 * count]
    assert grid(data)[-1][0].startswith(f"={written.partition('(')[0]}(")


def test_more_copies_than_a_function_takes_arguments_are_one_argument():
    written = grid(Template(drawn_book(rows("=SUM(A3,A3)"))).render(values(130)))[-1][0]
    assert written.count("(") == 3
    assert written.startswith("=SUM((A3,A6,A9,")


def test_a_range_of_several_rows_reaches_from_the_first_copy_to_the_last():
    assert grid(Template(drawn_book(rows("=SUBTOTAL(9,A2:A3)"))).render(values(2)))[-1] == ["=SUBTOTAL(9,A1:A6)"]


def test_what_no_formula_can_name_is_said_instead_of_counted_wrong():
    with pytest.raises(PackageError, match="“=SUM\\(A3,A3,A3,A3,A3\\)”要加的格子分散在太多地方"):
        Template(drawn_book(rows("=SUM(A3,A3,A3,A3,A3)"))).render(values(350))


@pytest.mark.parametrize("name", sorted(ADDING))
def test_a_union_is_read_as_arguments_of_their_own(name):
    assert tree_of(f"{name}(9,(A1,B2:B3),C4)") == tree_of(f"{name}(9,A1,B2:B3,C4)")


@pytest.mark.parametrize("formula", ["SUM((A1,B2)", "SUM((A1,B2)+1)", "SUM((A1,2))", "ROUND((A1,B2),1)", "(A1,B2)"])
def test_anything_else_between_brackets_is_no_union(formula):
    with pytest.raises(BeyondError):
        tree_of(formula)


@pytest.mark.parametrize(("count", "known"), [(255, True), (256, False)])
def test_a_function_takes_as_many_arguments_as_excel_lets_it(count, known):
    formula = f"SUM({','.join(['A1'] * count)})"
    if known:
        assert len(tree_of(formula).arguments) == count
    else:
        with pytest.raises(BeyondError):
            tree_of(formula)
