"""Values kept beside formulas on sheets without placeholders: anew, or none, wherever filling may have changed them."""

from __future__ import annotations

import pytest
from template_books import drawn_book, opened

from neiqin_xl.workbook.template import Template

LIST = [["{{ 明细.品名 }}", "{{ 明细.数量 }}"], ["合计", "=SUM(B1:B1)"]]
VALUES = {"明细": [{"品名": "茶杯", "数量": 10}, {"品名": "茶盘", "数量": 2}]}
BEFORE = 99


def kept(draw):
    """What the second sheet keeps beside its formulas, by cell; every formula had the same value before."""

    def more(book, sheet):
        draw(book, sheet, book.add_worksheet("另"), book.add_worksheet("三"))

    book = opened(Template(drawn_book(LIST, more=more)).render(VALUES), data_only=True)
    return {(name, cell.coordinate): cell.value for name in ("另", "三") for cell in book[name]._cells.values()}


def test_a_formula_that_comes_to_the_list_by_way_of_other_sheets_is_calculated_anew():
    def draw(_, __, other, third):
        other.write_formula("A1", "=表!B2", None, BEFORE)
        third.write_formula("A1", "=另!A1*2", None, BEFORE)
        third.write_formula("A2", "=A1+1", None, BEFORE)

    assert kept(draw) == {("另", "A1"): 12, ("三", "A1"): 24, ("三", "A2"): 25}


@pytest.mark.parametrize("formula", ["=SUM(数量)", "=SUM(合计表[乙])", "=SUM(表:另!B9)", '=SUM(INDIRECT("表!B1"))'])
def test_what_cannot_be_told_of_the_list_keeps_no_former_value_nor_does_what_rests_on_it(formula):
    def draw(book, sheet, other, _):
        book.define_name("数量", "=表!$B$1:$B$1")
        sheet.add_table("D4:E5", {"name": "合计表", "columns": [{"header": "甲"}, {"header": "乙"}]})
        other.write_formula("A1", formula, None, BEFORE)
        other.write_formula("A2", "=A1*2", None, BEFORE)
        other.write_formula("A3", "=SUM(A1:A2)+0*表!B1", None, BEFORE)
        other.write_formula("A4", "=VLOOKUP(1,C1:D9,2,0)", None, BEFORE)

    found = kept(draw)
    assert [found["另", cell] for cell in ("A1", "A2", "A3")] == [None, None, None]
    assert found["另", "A4"] == BEFORE


def test_results_that_one_formula_brings_into_several_cells_are_not_taken_for_constants():
    def draw(_, __, other, third):
        other.write_array_formula("A1:A2", "{=表!B1:B2*2}", None, BEFORE)
        other.write_number("A2", BEFORE)
        third.write_formula("A1", "=SUM(另!A1:A2)", None, BEFORE)

    assert kept(draw) == {("另", "A1"): None, ("另", "A2"): None, ("三", "A1"): None}


@pytest.mark.thorough
@pytest.mark.parametrize("filled", ["A1:A1000000", "A1:XFD1000000"])
def test_however_many_cells_one_formula_fills_what_rests_on_any_keeps_no_former_value(filled):
    def draw(_, __, other, third):
        other.write_array_formula("A1", "{=表!B1:B2*2}", None, BEFORE)
        other.table[0][0] = other.table[0][0]._replace(range=filled)
        other.write_number("A20000", BEFORE)
        other.write_formula("A1000001", "=A20000*2", None, BEFORE)
        third.write_formula("A1", "=另!A20000", None, BEFORE)

    found = kept(draw)
    assert [found[place] for place in (("另", "A20000"), ("另", "A1000001"), ("三", "A1"))] == [None, None, None]


def test_results_beside_the_list_itself_are_not_taken_for_constants_either():
    def draw(_, sheet, __, ___):
        sheet.write_array_formula("D3:E3", "{=B1:B2*2}", None, BEFORE)
        sheet.write_number("E3", BEFORE)
        sheet.write_formula("D4", "=SUM(D3:E3)", None, BEFORE)

    book = Template(drawn_book(LIST, more=lambda *drawn: draw(*drawn, None, None))).render(VALUES)
    row, total = [[cell.value for cell in row] for row in opened(book, data_only=True)["表"]["D4:E5"]]
    assert (row, total[0]) == ([None, None], None)
