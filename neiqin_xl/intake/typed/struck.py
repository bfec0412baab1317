"""Lines that somebody crossed out: whether they count is asked, and they wait until the line through them is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.model.finding import Finding, Severity

_QUOTED = 30


def hold_struck(grid: Grid, columns: Columns, findings: list[Finding]) -> set[int]:
    """An error for each line with crossed-out values; the indexes of those lines.

    A remark may be crossed out without a word about its line, and so may what has no meaning for the paper.
    """
    sheet = grid.sheet
    if not sheet.struck:
        return set()
    lines = {row: i for i, row in enumerate(grid.rows.data)}
    fields = {grid.columns[index]: name for name, index in columns.at.items() if name != words.REMARK.key}
    struck: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in sorted(sheet.struck):
        if row in lines and column in fields and sheet.columns[column][row] != "":
            struck[row].append(column)
    for row, crossed in struck.items():
        told = crossed[0]
        is_whole = len(crossed) == sum(sheet.columns[column][row] != "" for column in fields)
        findings.append(_asked(grid, row, told, fields[told], crossed, is_whole=is_whole))
    return {lines[row] for row in struck}


def _asked(grid: Grid, row: int, column: int, name: str, crossed: Iterable[int], *, is_whole: bool) -> Finding:
    sheet = grid.sheet
    if is_whole:
        seen = f"这一行画了删除线（{sheet.address(row, column)}“{as_text(sheet.columns[column][row])[:_QUOTED]}”等）"
        wanted = "不算的请删去这一行，算的请去掉删除线"
    else:
        cells = "、".join(f"{sheet.address(row, c)}“{as_text(sheet.columns[c][row])[:_QUOTED]}”" for c in crossed)
        seen = f"这一行的 {cells} 画了删除线"
        wanted = "请把不算的改成对的内容，算的去掉删除线"
    message = f"{seen}，分不清还算不算，先没有入账；{wanted}，再放入"
    return Finding("C127", Severity.ERROR, message, row + sheet.top, sheet.address(row, column), name)
