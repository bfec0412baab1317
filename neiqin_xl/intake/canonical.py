"""One hash for one content: the typed values of a file, whatever its format, column order or style of dates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal

from neiqin_xl.dates import read_date
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.coded import written
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import exact_number
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.model.table import Table
from neiqin_xl.spelling import plain

_DATED = late_pattern(r"(?:19|20)\d\d[-/.年]")


def canonical(tables: Sequence[tuple[Grid, Table]], texts: Sequence[Mapping[str, str]] | None = None) -> str:
    """The hash over all tables; "" where there are none. `texts` are the `written` columns of each, if there are any.

    Tables of a known type count by their typed values, what could not be read by its text; others by their cells as
    text, numbers and dates made comparable.
    """
    if not tables:
        return ""
    whole = hashlib.sha256()
    for number, (grid, table) in enumerate(tables):
        known = written(table.values) if texts is None else texts[number]
        columns = written(_unknown(grid)) if table.type is None else _known(grid, table, known)
        whole.update(f"{table.type.name if table.type else ''}:{len(table)}\n".encode())
        for name in sorted(columns):
            whole.update(f"{name}={columns[name]}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _known(grid: Grid, table: Table, texts: Mapping[str, str]) -> dict[str, str]:
    # One column for each field: of a long table with a slip in every other row, a column for each cell takes seconds.
    unread: dict[str, list[str | int | None]] = {}
    for i, name in sorted(table.unread):
        address = table.cell(i, name)
        unread.setdefault(f"{name}@", []).extend((i, as_text(grid.sheet.cell_at(address)) if address else ""))
    filled = {name: texts[name] for name, column in table.values.items() if any(v is not None for v in column)}
    return filled | written(unread)


def _unknown(grid: Grid) -> dict[str, Sequence[str | int | None]]:
    columns: dict[str, Sequence[str | int | None]] = {}
    for index, (column, text) in enumerate(zip(grid.columns, grid.texts, strict=True)):
        cells = grid.sheet.columns[column]
        different = grid.sheet.different(column, grid.header.last + 1, grid.rows.last + 1)
        comparable = {cell: _comparable(cell) for cell in different}
        key = plain(text) or f"#{index}"
        while key in columns:
            key += "'"
        columns[key] = [comparable[cells[row]] for row in grid.rows.data]
    return columns


def _comparable(cell: Cell) -> str:
    text = as_text(cell)
    if isinstance(cell, str):
        if _DATED.match(text):
            day = read_date(text)
            return day.isoformat() if day else text
        if not text[:1].isdigit() and text[:1] not in "-+.(":
            return text
    elif not isinstance(cell, float) or cell.is_integer():
        return text.removesuffix(" 00:00:00")
    return _number(cell, text)


def _number(cell: Cell, text: str) -> str:
    try:
        number = exact_number(cell)
    except UnreadableError:
        return text
    # A code with leading zeros is not the number that it looks like.
    if number is None or (text[:1] == "0" and text[1:2].isdigit()):
        return text
    return f"{number.normalize():f}" if number else f"{Decimal(0)}"
