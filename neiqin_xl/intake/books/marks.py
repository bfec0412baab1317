"""What stands in the bytes of a sheet beside its plain values, put back into the sheet or said in a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from neiqin_xl.enumeration import first_few
from neiqin_xl.intake.sheet import Cell, Merge, Sheet
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.workbook.names import column_letters

Place = tuple[int, int]
"""A cell's row and column, both counted from 0."""

_LISTED = 10


@dataclass
class Marks:
    """What one sheet holds that its values do not show; rows and columns counted from 0, ranges with both ends.

    `troubles` are Excel's error values and `UNCACHED` by their places, `shown` what a person reads in place of a number
    (`NumberFormat.shown`). `merged` is for formats whose merged ranges no reader gives. `struck` are the places whose
    text is crossed out.
    """

    troubles: dict[Place, str] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    struck: set[Place] = field(default_factory=set)


def put_back(marks: Marks, sheet: Sheet) -> None:
    """Put the marks into the sheet as it was read; what is hidden becomes a finding of the sheet."""
    _replace(sheet, marks.troubles, over=(str, float, int))
    _replace(sheet, marks.shown, over=(float, int))
    if marks.merged:
        top, left = sheet.top - 1, sheet.left
        sheet.merged = [(first - top, c - left, last - top, end - left) for first, c, last, end in marks.merged]
    if sheet.merged:
        _note_covered(sheet)
    if marks.struck:
        sheet.struck = {(row + 1 - sheet.top, column - sheet.left) for row, column in marks.struck}
    if marks.hidden_rows:
        _say_rows(sheet, marks.hidden_rows)
    if marks.hidden_columns:
        _say_columns(sheet, marks.hidden_columns)


def _replace(sheet: Sheet, values: dict[Place, str], over: tuple[type, ...]) -> None:
    height, width = len(sheet.rows), len(sheet.rows[0]) if sheet.rows else 0
    for (row, column), value in values.items():
        r, c = row + 1 - sheet.top, column - sheet.left
        # What lies outside the filled rectangle stands beside no value at all; it cannot belong to a table.
        if 0 <= r < height and 0 <= c < width and type(sheet.rows[r][c]) in over:
            sheet.rows[r][c] = value


def _note_covered(sheet: Sheet) -> None:
    """Note the values that merged ranges hide, unless they are the one that is seen."""
    height, width = len(sheet.rows), len(sheet.rows[0]) if sheet.rows else 0
    left_to_look_at = height * width
    for top, left, bottom, right in sheet.merged:
        if not (0 <= top < height and 0 <= left < width):
            continue
        end, stop = min(bottom, height - 1) + 1, min(right, width - 1) + 1
        # Merged ranges do not overlap, but for those that a program got wrong.
        left_to_look_at -= (end - top) * (stop - left)
        if left_to_look_at < 0:
            return
        seen = sheet.rows[top][left]
        for row in range(top, end):
            for column in range(left, stop):
                if sheet.rows[row][column] not in ("", seen):
                    sheet.covered[row, column] = (top, left)


def _say_rows(sheet: Sheet, hidden: list[int]) -> None:
    filled = [row + 1 for row in hidden if any(cell != "" for cell in _row(sheet, row + 1 - sheet.top))]
    if filled:
        seen = f"第 {_runs(filled)} 行（共 {len(filled)} 行）被隐藏或筛选掉了，里面有内容，照样读取了"
        message = f"工作表“{sheet.name}”的{seen}；如果不该算，请删掉这些行再放入"
        sheet.findings.append(Finding("F206", Severity.WARNING, message, row=filled[0]))


def _row(sheet: Sheet, index: int) -> list[Cell]:
    return sheet.rows[index] if 0 <= index < len(sheet.rows) else []


def _say_columns(sheet: Sheet, hidden: list[tuple[int, int]]) -> None:
    end = sheet.left + (len(sheet.rows[0]) if sheet.rows else 0)
    columns = sorted({c for first, last in hidden for c in range(max(first, sheet.left), min(last + 1, end))})
    filled = [c for c in columns if any(row[c - sheet.left] != "" for row in sheet.rows)]
    if filled:
        named = first_few([column_letters(column) for column in filled], _LISTED)
        message = f"工作表“{sheet.name}”的 {named} 列（共 {len(filled)} 列）是隐藏的，里面有内容，照样读取了"
        sheet.findings.append(Finding("F207", Severity.NOTE, message))


def _runs(numbers: Iterable[int]) -> str:
    """Rising numbers as a person lists them: 5、7–9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [str(first) if first == last else f"{first}–{last}" for first, last in islice(runs, _LISTED)]
    return "、".join(named) + ("…" if len(runs) > _LISTED else "")
