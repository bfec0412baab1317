from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.workbook.calculation.values import Fault
from neiqin_xl.workbook.evaluate import UNKNOWN, Calculated, Evaluator, kept
from neiqin_xl.workbook.formulas import column_number


@dataclass
class Drawn:
    """Sheets drawn as {"A1": cell}; text that begins with = is a formula, numbers are written as Python has them."""

    cells: dict
    asked: list = field(default_factory=list)

    def size(self, sheet):
        found = [place for place in self.cells if place[0] == sheet]
        return (max(row for _, row, _ in found), max(column for _, _, column in found)) if found else None

    def cell(self, sheet, row, column):
        return self.cells.get((sheet, row, column))

    def column(self, sheet, column, first, last):
        return [self.cell(sheet, row, column) for row in range(first, last + 1)]


def place(address, sheet="表"):
    letters = address.rstrip("0123456789")
    return sheet, int(address[len(letters) :]), column_number(letters)


def drawn(**cells):
    found = {}
    for address, cell in cells.items():
        sheet, _, where = address.rpartition("_")
        if isinstance(cell, float):
            cell = Decimal(str(cell))  # noqa: PLW2901 - drawn as people write it
        if isinstance(cell, str) and cell.startswith("="):
            cell = Calculated(cell[1:])  # noqa: PLW2901
        found[place(where, sheet or "表")] = cell
    return found


def value(formula, **cells):
    found = drawn(**cells)
    found[place("Z99")] = Calculated(formula)
    return Evaluator(Drawn(found)).value(*place("Z99"))


def shown(formula, **cells):
    found = value(formula, **cells)
    return found if found is UNKNOWN else kept(found)[1]


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("2^-1", "0.5"),
        ("10-3-2", "5"),
        ("50%", "0.5"),
        ("2*50%^2", "0.5"),
        ("0.1+0.2", "0.3"),
        ("0.1+0.2-0.3", "0"),
        ("1/3*3", "1"),
        ("1/3*3-1", "0"),
        ("10/3", "3.33333333333333"),
        ('"合计 "&12.50&"元"', "合计 12.5元"),
        ('1/3&""', "0.333333333333333"),
        ("1=1", "1"),
        ('"abc"="ABC"', "1"),
        ('1<"a"', "1"),
        ("3>=3", "1"),
        ("2<>2", "0"),
        ("1/0", "#DIV/0!"),
        ('1+"面议"', "#VALUE!"),
        ("(-8)^0.5", "#NUM!"),
        ("TRUE+1", "2"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1234.5,-2)", "1200"),
        ("ROUND(1.005*1000,0)", "1005"),
        ("ROUNDUP(2.001,2)", "2.01"),
        ("ROUNDDOWN(-2.009,2)", "-2"),
        ("TRUNC(2.9)", "2"),
        ("INT(-0.5)", "-1"),
        ("INT(1/3*3)", "1"),
        ("MOD(-3,2)", "1"),
        ("MOD(3,0)", "#DIV/0!"),
        ("ABS(-3)", "3"),
        ('IF(1>2,"多","少")', "少"),
        ("IF(0,1)", "0"),
        ("IF(1,,2)", "0"),
        ("IF(1/0,1,2)", "#DIV/0!"),
        ("IF(TRUE,1,1/0)", "1"),
        ("IFERROR(1/0,9)", "9"),
        ('IFERROR("好",9)', "好"),
        ("AND(TRUE,1,2>1)", "1"),
        ("OR(FALSE,0)", "0"),
        ("NOT(0)", "1"),
        ("SUM(1,2,TRUE)", "4"),
        ("MAX(3,5,4)", "5"),
        ("AVERAGE(1,2)", "1.5"),
        ("PRODUCT(2,3,4)", "24"),
        ('CONCATENATE("第",3,"页")', "第3页"),
        ('"他说""好"""', '他说"好"'),
        ("#N/A", "#N/A"),
        ("IFERROR(#REF!,1)", "1"),
        ("1e3", "1000"),
        (".5+1.", "1.5"),
        ("10^300*10^10", "#NUM!"),
    ],
)
def test_a_formula_has_the_value_that_excel_shows(formula, wanted):
    assert shown(formula) == wanted


SLIP = {
    "A1": "品名", "B1": "数量", "C1": "单价", "D1": "金额",
    "A2": "螺栓", "B2": 1200, "C2": 0.35, "D2": "=ROUND(B2*C2,2)",
    "A3": "螺母", "B3": 800, "C3": 0.215, "D3": "=ROUND(B3*C3,2)",
    "A4": "螺栓", "B4": "缺货", "C4": "另议", "D4": None, "E4": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("SUM(D2:D4)", "592"),
        ("SUM(D:D)", "592"),
        ("SUM(2:2)", "1620.35"),
        ("SUM($B$2:$B$4)/COUNT(B1:B4)", "1000"),
        ("COUNTA(A1:D4)", "15"),
        ("AVERAGE(B2:B4)", "1000"),
        ("AVERAGE(A1:A4)", "#DIV/0!"),
        ("MAX(A1:A4)", "0"),
        ("MIN(B2:C4)", "0.215"),
        ("D4", "0"),
        ("D4&A2", "螺栓"),
        ('D4=""', "1"),
        ("D4=0", "1"),
        ("B4+1", "#VALUE!"),
        ("E4+1", "2"),
        ("SUMPRODUCT(B2:B4,C2:C4)", "592"),
        ("SUMPRODUCT(B2:B4,C2:C3)", "#VALUE!"),
        ('SUMIF(A2:A4,"螺栓",B2:B4)', "1200"),
        ("SUMIF(A2:A4,A3,B2:B2)", "800"),
        ('SUMIF(B2:B4,">=800")', "2000"),
        ('COUNTIF(A2:A4,"<>螺栓")', "1"),
        ("COUNTIF(B2:B4,800)", "1"),
        ('SUMIFS(B2:B4,A2:A4,"螺栓",B2:B4,">0")', "1200"),
        ('COUNTIFS(A2:A4,"螺栓",B2:B4,">0")', "1"),
        ("AND(B2:B3)", "1"),
        ("SUM(表!D2,'表'!D3)", "592"),
    ],
)
def test_cells_count_as_excel_counts_them(formula, wanted):
    assert shown(formula, **SLIP) == wanted


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A1:B2,2,FALSE)",
        "TODAY()",
        "税率*2",
        "[1]表!A1+1",
        "货表[金额]",
        "没有这张!A1",
        "A1:A3*2",
        "A1:A3 A2:B2",
        '"12"+1',
        '"甲"<"乙"',
        '"z"<TRUE',
        "SUM(E1:E4)",
        "COUNT(E:E)",
        'COUNTIF(E1:E4,"<>1")',
        "1e15+0.3-1e15",
        "0^0",
        'COUNTIF(A1:A9,"螺*")',
        "SUBTOTAL(109,B2:B4)",
        "{1,2}",
        "1+",
        "(1",
        "SUM(",
        ")",
        "",
        "ROUND(1)",
        "(" * 70 + "1" + ")" * 70,
        "1" * 9000,
        "LAMBDA(x,x)(1)",
        "-" * 5000 + "1",
        "2^99999",
        "+".join("1" * 4000),
    ],
)
def test_what_is_outside_the_grammar_is_not_guessed(formula):
    assert value(formula, **SLIP) is UNKNOWN


def test_a_subtotal_leaves_out_the_subtotals_in_its_range():
    cells = {"A1": 1, "A2": 2, "A3": "=SUBTOTAL(9,A1:A2)", "A4": 4, "A5": "=SUBTOTAL(9,A4:A4)"}
    assert shown("SUBTOTAL(9,A1:A5)", **cells) == "7"
    assert shown("SUM(A1:A5)", **cells) == "14"
    assert [shown(f"SUBTOTAL({kind},A1:A5)", **cells) for kind in (1, 2, 3, 4, 5, 6)] == [
        "2.33333333333333", "3", "3", "4", "1", "8",
    ]  # fmt: skip


def test_formulas_read_formulas_on_other_sheets():
    cells = {"A1": "=甲_乙!B1*2", "甲_乙_B1": "=B2+1", "甲_乙_B2": 20}
    assert shown("A1", **cells) == "42"


def test_a_copied_formula_reads_beside_itself_and_keeps_its_fixed_cells():
    cells = drawn(A1=2, B1=5, B2=7, F1=100) | {place("C2"): Calculated("B1*$A$1+F$1", rows=1)}
    assert Evaluator(Drawn(cells)).value(*place("C2")) == 114
    gone = drawn(A1=1) | {place("A2"): Calculated("A1", rows=-5)}
    assert Evaluator(Drawn(gone)).value(*place("A2")) is UNKNOWN


def test_a_circle_is_unknown_and_so_is_what_reads_it():
    cells = drawn(A1="=A2", A2="=A3+1", A3="=A1", A4="=A1+1", A5="=A5", A6="=IFERROR(A1,1)", A7=3)
    found = Evaluator(Drawn(cells))
    assert [found.value(*place(f"A{row}")) for row in range(1, 7)] == [UNKNOWN] * 6
    assert found.value(*place("A7")) == 3


def test_a_running_balance_as_long_as_a_sheet_is_no_matter_of_depth():
    rows = 20_000
    cells = {("表", 1, 1): Decimal(1)} | {
        ("表", row, 1): Calculated("A1+1", rows=row - 2) for row in range(2, rows + 1)
    }
    assert Evaluator(Drawn(cells)).value("表", rows, 1) == rows


def test_a_remembered_count_of_ones_is_not_given_for_what_is_true():
    cells = {("表", row, 1): Decimal(1) for row in range(1, 21)}
    cells |= {("表", 1, 2): Calculated("COUNTIF(A1:A20,1)"), ("表", 1, 3): Calculated("COUNTIF(A1:A20,TRUE)")}
    evaluator = Evaluator(Drawn(cells))
    assert evaluator.value("表", 1, 2) == 20
    assert evaluator.value("表", 1, 3) is UNKNOWN


def test_reading_has_an_end():
    cells = {("表", 1_048_576, 16_384): Decimal(1), ("表", 1, 1): Calculated("SUM(B:XFD)")}
    assert Evaluator(Drawn(cells)).value("表", 1, 1) is UNKNOWN


def test_a_cell_that_nobody_knows_makes_its_readers_unknown():
    assert value("SUM(A1:A2)", A1=UNKNOWN, A2=1) is UNKNOWN
    assert value("IF(TRUE,A2,A1)", A1=UNKNOWN, A2=1) == 1


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (Decimal("12.50"), ("n", "12.5")),
        (Decimal(0), ("n", "0")),
        (Decimal("-0.0"), ("n", "0")),
        (Decimal("1e-20"), ("n", "1E-20")),
        (Decimal(123456789012345678), ("n", "123456789012346000")),
        ("甲<乙", ("str", "甲<乙")),
        (True, ("b", "1")),
        (None, ("n", "0")),
        (Fault.DIVISION, ("e", "#DIV/0!")),
    ],
)
def test_a_value_is_kept_as_files_keep_it(found, wanted):
    assert kept(found) == wanted


amounts = st.decimals(min_value=-(10**7), max_value=10**7, places=2)


@given(st.lists(st.tuples(amounts, st.decimals(min_value=0, max_value=999, places=4)), min_size=1, max_size=20))
def test_totals_of_products_are_exact_to_the_fen(lines):
    cells = {}
    for row, (quantity, price) in enumerate(lines, start=1):
        cells |= {
            ("表", row, 1): quantity,
            ("表", row, 2): price,
            ("表", row, 3): Calculated("ROUND(A1*B1,2)", row - 1),
        }
    cells["表", len(lines) + 1, 3] = Calculated(f"SUM(C1:C{len(lines)})")
    wanted = sum(((a * b).quantize(Decimal("0.01"), "ROUND_HALF_UP") for a, b in lines), Decimal(0))
    assert Evaluator(Drawn(cells)).value("表", len(lines) + 1, 3) == wanted
