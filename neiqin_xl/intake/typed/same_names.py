"""Two columns of one name that say different things: only one of them is read, and that must not pass in silence."""

from __future__ import annotations

from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.header_currencies import are_two_currencies
from neiqin_xl.model.finding import Finding, Severity


def said_of_same_names(grid: Grid, columns: Columns) -> list[Finding]:
    """A warning for every column that is left out for another of its name, where the two differ in some line."""
    names = grid.names
    if len(set(names)) == len(names):
        return []
    read = {names[index]: (index, field) for field, index in columns.at.items()}
    found: list[Finding] = []
    for index, name in enumerate(names):
        other, field = read.get(name, (index, ""))
        if not name or index in columns.at.values() or other == index or are_two_currencies(grid, other, index):
            continue
        row = _first_difference(grid, other, index)
        if row is None:
            continue
        kept, left = (as_text(grid.sheet.rows[row][grid.columns[i]]) for i in (other, index))
        letter = grid.letter(index)
        called = f"{grid.letter(other)} 列和 {letter} 列都叫“{grid.texts[index]}”"
        if grid.texts[other] != grid.texts[index]:
            called = f"{grid.letter(other)} 列“{grid.texts[other]}”和 {letter} 列“{grid.texts[index]}”是同一项"
        seen = f"{called}，写的却不同（“{kept}”和“{left}”等）"
        todo = f"只读了 {grid.letter(other)} 列；如果不对，请改列名，或把 {letter} 列的内容另起一行，再放入"
        cell = grid.sheet.address(row, grid.columns[index])
        message = f"{seen}，{todo}"
        found.append(Finding("S107", Severity.WARNING, message, row + grid.sheet.top, cell, field))
    return found


def _first_difference(grid: Grid, one: int, other: int) -> int | None:
    """The first line in which the second column says something that the first does not."""
    first, second = (grid.sheet.columns[grid.columns[index]] for index in (one, other))
    rows = (row for row in grid.rows.data if second[row] not in ("", first[row]))
    return next((row for row in rows if as_text(first[row]) != as_text(second[row])), None)
