import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from neiqin_xl.workbook.formulas import column_number, read_formula, sheet_prefix
from neiqin_xl.workbook.names import column_letters


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("A1+B2", ["A1", "B2"]),
        ("SUM($A$1:B$2)", ["$A$1:B$2"]),
        ("SUM(A:A)", ["A:A"]),
        ("SUM($1:3)", ["$1:3"]),
        ("订单!A1*2", ["订单!A1"]),
        ("'二月 订单'!A1:B2", ["'二月 订单'!A1:B2"]),
        ("'It''s'!C3", ["'It''s'!C3"]),
        ('IF(A1="B2:C3","A1",D4)', ["A1", "D4"]),
        ("LOG10(A1)", ["A1"]),
        ("ATAN2(A1,B1)", ["A1", "B1"]),
        ("税率*A1", ["A1"]),
        ("A1税", []),
        ("_A1+A1_", []),
        ("1.5E3+E3", ["E3"]),
        ("表1[金额]+表1[[#This Row],[A1]]", []),
        ("[1]订单!A1", []),
        ("'[2.xlsx]订单'!A1", []),
        ("一月:三月!A1", []),
        ("#REF!+A1", ["A1"]),
        ("订单!#REF!", []),
        ("XFD1048576", ["XFD1048576"]),
        ("XFE1", []),
        ("A1048577", []),
        ("A0", []),
        ("A1#", ["A1"]),
        ("INDEX(A:A,1):B5", ["A:A"]),
        ("A1:INDEX(B:B,3)", ["A1", "B:B"]),
        ("SUM(A1:A2 A2:B3)", ["A1:A2", "A2:B3"]),
        ("{1,2;3,4}*A1", ["A1"]),
        ("TRUE+A1%", ["A1"]),
        ("Sheet1!名称", []),
    ],
)
def test_a_formula_is_taken_apart_into_what_it_points_at(text, references):
    formula = read_formula(text)
    assert [str(one) for one in formula.references] == references
    assert str(formula) == text


def test_what_is_gone_is_an_error_and_all_else_stays_as_written():
    formula = read_formula('IF(A1>0, 订单!$B$2 ,"A1")')
    assert formula.moved(lambda one: None if one.sheet else one) == 'IF(A1>0, #REF! ,"A1")'


@pytest.mark.parametrize(
    ("sheet", "prefix"),
    [
        (None, ""),
        ("订单", "订单!"),
        ("二月 订单", "'二月 订单'!"),
        ("A1", "'A1'!"),
        ("RC", "'RC'!"),
        ("R1C1", "'R1C1'!"),
        ("1月", "'1月'!"),
        ("O'Neil", "'O''Neil'!"),
        ("a-b", "'a-b'!"),
    ],
)
def test_a_sheet_is_quoted_where_it_must_be(sheet, prefix):
    assert sheet_prefix(sheet) == prefix


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns_are_each_others_inverse(number):
    assert column_number(column_letters(number - 1)) == number


_EDGES = st.tuples(st.booleans(), st.integers(71, 130), st.booleans(), st.integers(71, 130))


@st.composite
def _formulas(draw):
    def cell():
        fixed_column, column, fixed_row, row = draw(_EDGES)
        return f"{'$' * fixed_column}{column_letters(column - 1)}{'$' * fixed_row}{row}"

    parts = [
        draw(st.sampled_from(["", "订单!", "'二 月'!"])) + draw(st.sampled_from([cell(), f"{cell()}:{cell()}"]))
        for _ in range(draw(st.integers(1, 4)))
    ]
    return draw(st.sampled_from(["+", "*", '&"A1"&'])).join(parts)


@given(_formulas(), st.integers(-70, 70), st.integers(-70, 70))
def test_copying_a_formula_moves_it_as_excel_does(text, rows, columns):
    away = f"{column_letters(99 + columns)}{100 + rows}"
    assert read_formula(text).copied(rows, columns) == Translator(f"={text}", "CV100").translate_formula(away)[1:]


@pytest.mark.parametrize(("text", "moved"), [("A2", "#REF!"), ("A$2", "A$2"), ("SUM(B1:B3)", "SUM(#REF!)")])
def test_a_copy_that_would_point_above_the_sheet_points_at_nothing(text, moved):
    assert read_formula(text).copied(-2, 0) == moved
