"""Kept values beside those of LibreOffice, over drawn formulas."""

from __future__ import annotations

import random
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from libreoffice import converted

from neiqin_xl.workbook.calculation.values import Fault
from neiqin_xl.workbook.evaluate import UNKNOWN, Calculated, Evaluator

pytestmark = [pytest.mark.rendering, pytest.mark.timeout(300), pytest.mark.filterwarnings("default")]

ROWS, FORMULAS = 30, 1500
FIXED = [
    "-2^2", "2^3^2", "0.1+0.2-0.3", "1/3*3-1", '1/3&""', '1<"a"', '"z"<TRUE', '1+"面议"', "TRUE+1", "ROUND(2.675,2)",
    "ROUND(-2.5,0)", "ROUND(1.005*1000,0)", "INT(-0.5)", "MOD(-3,2)", "MOD(3,-2)", "IF(0,1)", "IF(1,,2)", "SUM(1,2,TRUE)",
    "AND(A1:B3)", 'SUMIF(A1:A30,"螺栓",B1:B30)', "COUNTIF(B1:B30,D1)", 'COUNTIF(A1:A30,"<>螺栓")', "COUNTA(A1:F30)",
    'SUMIF(B1:B30,">=100")', "SUMPRODUCT(B1:B30,C1:C30)", "SUBTOTAL(9,B1:B30)", "SUBTOTAL(2,A1:C30)", "AVERAGE(B1:B30)",
    'SUMIFS(C1:C30,A1:A30,"螺母",B1:B30,">0")', "SUM(B:B)", "SUM(2:3)", "E1", "E1&A1", 'E1=""', "E1=0", "MAX(A1:A30)",
    "IFERROR(1/0,7)", "TRUNC(-2.7)", "ROUNDUP(-2.001,2)", '12.50&"元"', '1000000*1000000&""', '0.0001&""',
    '100000000000000&""', "PRODUCT(B1:B3)", "F1=F2", "NOT(F1)", "2*50%^2",
]  # fmt: skip


def drawn_formula(draw, depth=0):
    """A formula of the grammar at random; A holds texts, B quantities, C prices, D numbers, E nothing, F truths."""

    def inner():
        return drawn_formula(draw, depth + 1)

    def cell():
        return f"{draw.choice('BCDBCDE')}{draw.randint(1, ROWS)}"

    def area():
        first, last = sorted((draw.randint(1, ROWS), draw.randint(1, ROWS)))
        return f"{draw.choice('BCD')}{first}:{draw.choice('DE')}{last}"

    if depth > 2 or draw.random() < 0.2:
        return draw.choice([cell, cell, lambda: str(draw.randint(0, 99)), lambda: f"{draw.randint(0, 999) / 100}"])()
    return draw.choice([
        lambda: f"{inner()}{draw.choice('+-*/')}{inner()}",
        lambda: f"({inner()}{draw.choice('+-*')}{inner()})",
        lambda: f"ROUND({inner()},{draw.randint(-1, 4)})",
        lambda: f"{draw.choice(['SUM', 'MAX', 'MIN', 'COUNT', 'AVERAGE', 'COUNTA'])}({area()})",
        lambda: f"IF({inner()}{draw.choice(['>', '<', '=', '<>', '>=', '<='])}{inner()},{inner()},{inner()})",
        lambda: f"IFERROR({inner()},{inner()})",
        lambda: f"-{inner()}",
        lambda: f"{draw.choice(['ABS', 'INT'])}({inner()})",
        lambda: f"SUM({area()},{inner()})",
        lambda: f"{inner()}%",
    ])()  # fmt: skip


class Drawn:
    def __init__(self, cells):
        self.cells = cells

    def size(self, sheet):
        return (ROWS + len(FIXED) + FORMULAS, 8)

    def cell(self, sheet, row, column):
        return self.cells.get((row, column))

    def column(self, sheet, column, first, last):
        return [self.cell(sheet, row, column) for row in range(first, last + 1)]


def cells_of(draw):
    found = {}
    for row in range(1, ROWS + 1):
        found[row, 1] = draw.choice(["螺栓", "螺母", "垫片"])
        found[row, 2] = Decimal(draw.randint(-500, 5000))
        found[row, 3] = Decimal(draw.randint(0, 99999)) / 1000
        found[row, 4] = Decimal(draw.randint(-(10**6), 10**6)) / 100
        found[row, 6] = draw.random() < 0.5
    return found


def test_kept_values_are_those_of_libreoffice(tmp_path):
    draw = random.Random(20261122)
    cells = cells_of(draw)
    formulas = FIXED + [drawn_formula(draw) for _ in range(FORMULAS)]
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        sheet = book.add_worksheet("表")
        for (row, column), cell in cells.items():
            sheet.write(row - 1, column - 1, cell)
        for row, formula in enumerate(formulas, start=ROWS + 20):
            sheet.write_formula(row - 1, 7, f"={formula}", None, "?")
    (opened,) = converted([tmp_path / "表.xlsx"], tmp_path, "xlsx", recalculated=True)
    theirs = openpyxl.load_workbook(opened, data_only=True)["表"]
    ours = Drawn(cells | {(row, 8): Calculated(one) for row, one in enumerate(formulas, start=ROWS + 20)})
    evaluator = Evaluator(ours)
    wrong, known = [], 0
    for row, formula in enumerate(formulas, start=ROWS + 20):
        mine, other = evaluator.value("表", row, 8), theirs.cell(row, 8).value
        known += mine is not UNKNOWN
        if mine is not UNKNOWN and not same(mine, other):
            wrong.append((formula, mine, other))
    assert [repr(one) for one in wrong] == []
    assert known > len(formulas) * 0.97


def same(mine, other):
    if isinstance(mine, Fault):
        return mine.value == other
    if isinstance(mine, Decimal) and isinstance(other, int | float) and not isinstance(other, bool):
        return abs(float(mine) - other) <= 1e-12 * max(1, abs(other)) * 100
    return mine == (other or "") if isinstance(mine, str) else mine == other
