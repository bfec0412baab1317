"""Segmented workbooks as LibreOffice, openpyxl and calamine see them, up to the last row that Excel has."""

from __future__ import annotations

import csv
from contextlib import closing

import openpyxl
import pytest
from libreoffice import converted
from python_calamine import CalamineWorkbook

from neiqin_xl.workbook.cells import CellForm, Holds
from neiqin_xl.workbook.names import LAST_ROW
from neiqin_xl.workbook.rows import ColumnLook, SheetRows
from neiqin_xl.workbook.segments import SegmentedBook, SheetChange, opened

COLUMNS = (ColumnLook("订单号", CellForm(), 12), ColumnLook("数量", CellForm(Holds.NUMBER), 9))


def rows(numbers):
    return ((f"D{i}", i) for i in numbers)


def written(path, book):
    with path.open("wb") as file:
        file.writelines(book)
    return book.directory


def changed(folder, count, *, added=(), **change):
    """A sheet of so many rows with these changes."""
    first, second = folder / "前.xlsx", folder / "后.xlsx"
    directory = written(first, SegmentedBook([SheetRows("2026年", COLUMNS, rows(range(count)))]))
    sheet = SheetRows("2026年", COLUMNS, added)
    written(second, SegmentedBook([SheetChange(sheet, **change)], earlier=opened(first, directory)))
    return second


def calamine(path):
    return [row[1] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()][1:]


@pytest.mark.rendering
@pytest.mark.timeout(300)
def test_libreoffice_openpyxl_and_calamine_read_the_same_rows(tmp_path):
    path = changed(tmp_path, 5000, changed={9: ("改", -1)}, removed={7}, added=rows([8000, 8001]))
    wanted = [0, 1, 2, 3, 4, 6, -1, *range(8, 5000), 8000, 8001]
    assert calamine(path) == wanted
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        assert [row[1] for row in book.active.iter_rows(min_row=2, values_only=True)] == wanted
    (theirs,) = converted([path], tmp_path, "csv")
    with theirs.open(encoding="utf-8") as file:
        assert [int(row[1]) for row in list(csv.reader(file))[1:]] == wanted


@pytest.mark.long
def test_a_sheet_may_be_as_long_as_excel_allows_and_no_longer(tmp_path):
    path = changed(tmp_path, LAST_ROW - 3, changed={500_000: ("改", -1)}, added=rows([-2, -3]))
    assert calamine(path) == [*range(499_998), -1, *range(499_999, LAST_ROW - 3), -2, -3]
    with pytest.raises(OverflowError, match="1048576"):
        changed(tmp_path, LAST_ROW - 1, added=rows([1]))
