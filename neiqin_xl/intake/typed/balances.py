"""Balances on a customer's statement: they stand among its lines, above or below them, and are no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.heads import named_values
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import exact_number
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import scaled
from neiqin_xl.spelling import plain

OPENING, CLOSING, PAID = words.STATED_OPENING.key, words.STATED_CLOSING.key, words.STATED_PAID.key
_LOOKED_AT_BELOW = 12
_LONGEST_HEADING = 300
_OUR_NUMBER = late_pattern(r"(?<![A-Za-z0-9])DZ\d{6}-\d{4}(?!\d)")
_AMOUNT = late_pattern(r"[¥￥]?\s*(-?\d[\d,，]*(?:\.\d+)?)\s*元?")
_AROUND = late_pattern(r"[\s:：(（)）\[\]【】]|人民币|小写|金额|元|RMB", re.IGNORECASE)


def take_balances(grid: Grid, columns: Columns) -> dict[str, int]:
    """The opening and the closing balance in fen, by field, as far as the sheet says them; their rows are data no more.

    With them what the sheet says beside them, or outside the table, of all that was paid. Only for types that have
    fields for them; {} for all others.
    """
    if not columns.kind.has(OPENING):
        return {}
    found: dict[str, int] = {}
    for row in list(grid.rows.data):
        said = _said(grid.sheet.rows[row])
        if said is None:
            continue
        grid.rows.data.remove(row)
        labelled = list(_labelled(grid.sheet.rows[row]))
        if len({which for which, _ in labelled}) > 1:
            # 上月结余 17040 … 本月结余 6249.60: each label has the figure that stands beside it.
            for which, amount in labelled:
                _keep(found, which, amount)
        elif (amount_of_row := _amount_of_row(grid, columns, row)) is not None:
            _keep(found, said, amount_of_row)
    for which, amount in _around(grid):
        found.setdefault(which, amount)
    return found


def heading_of(grid: Grid) -> str | None:
    """What stands above the table, and on its tab: whose it is and of which month; None for nothing.

    Of what stands behind a label it has only whose books they are: 单位：… is no column of such a sheet.
    """
    whose = (as_text(one.value) for one in grid.labels if plain(one.text) in _whose_books())
    return " ".join(dict.fromkeys((*grid.titles, *whose, grid.sheet.name)))[:_LONGEST_HEADING] or None


@cache
def _whose_books() -> frozenset[str]:
    return frozenset(plain(text) for text in words.WHOSE_BOOKS)


def our_number_on(grid: Grid) -> str | None:
    """The number of a statement of ours that stands above the table; None where none does."""
    for row in grid.sheet.rows[: grid.header.rows[0]]:
        for cell in row:
            if isinstance(cell, str) and (found := _OUR_NUMBER.search(cell)) is not None:
                return found.group()
    return None


def _keep(found: dict[str, int], which: str, amount: int) -> None:
    """Of several opening balances the first counts, of several closing ones the last."""
    if which == CLOSING or which not in found:
        found[which] = amount


def _said(cells: Sequence[Cell]) -> str | None:
    """Which balance a row of the table is; None for a line of business."""
    for cell in cells:
        if isinstance(cell, str) and len(cell) <= 20 and (which := _which(cell)) not in (None, PAID):
            return which
    return None


def _which(text: str) -> str | None:
    return _lines().get(plain(_AROUND.sub("", text)))


@cache
def _lines() -> dict[str, str]:
    pairs = ((OPENING, words.OPENING_LINES), (CLOSING, words.CLOSING_LINES), (PAID, words.PAID_LINES))
    return {plain(text): which for which, texts in pairs for text in texts}


def _amount_of_row(grid: Grid, columns: Columns, row: int) -> int | None:
    """The amount in the column of balances, else the last one of the row in a column of money, else anywhere."""
    cells = grid.sheet.rows[row]
    at = columns.at.get(words.RUNNING_BALANCE.key)
    if at is not None and (amount := _fen(cells[grid.columns[at]])) is not None:
        return amount
    money = {columns.at[one.name] for one in columns.kind.fields if one.kind is Kind.MONEY and one.name in columns.at}
    backwards = range(len(grid.columns) - 1, -1, -1)
    for index in (*(one for one in backwards if one in money), *backwards):
        if (amount := _fen(cells[grid.columns[index]])) is not None:
            return amount
    return None


def _around(grid: Grid) -> Iterator[tuple[str, int]]:
    """The balances above the header and below the last row, each in a cell of its own or beside its label."""
    rows = grid.sheet.rows
    first, last = grid.header.rows[0], max(grid.rows.last, grid.header.last)
    for row in (*range(first), *range(last + 1, min(last + 1 + _LOOKED_AT_BELOW, len(rows)))):
        yield from _labelled(rows[row])


def _labelled(cells: Sequence[Cell]) -> Iterator[tuple[str, int]]:
    """The figures of a row that stand in one cell with their label, or beside it."""
    for column, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        for name, value in named_values(cell):
            which = _which(name)
            amount = _in_text(value) if value else _beside(cells, column)
            if which is not None and amount is not None:
                yield which, amount
        which = _which(cell)
        if which is not None and (amount := _beside(cells, column)) is not None:
            yield which, amount


def _beside(cells: Sequence[Cell], column: int) -> int | None:
    """The first amount to the right of a label, before any other text."""
    for cell in cells[column + 1 :]:
        if cell != "":
            return _fen(cell)
    return None


def _in_text(text: str) -> int | None:
    found = _AMOUNT.match(text.strip())
    return _fen(found.group(1)) if found is not None else None


def _fen(cell: Cell) -> int | None:
    if cell == "" or isinstance(cell, bool) or not (isinstance(cell, float | int) or _AMOUNT.fullmatch(as_text(cell))):
        return None
    try:
        text = cell.replace("，", ",").strip("¥￥元 ") if isinstance(cell, str) else cell
        number = exact_number(text)
        return None if number is None else scaled(number, Kind.MONEY.places)
    except UnreadableError:
        return None
