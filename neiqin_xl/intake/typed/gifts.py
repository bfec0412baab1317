"""Prices written as 赠送 or 免费: a line that costs nothing and is marked as a gift."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.unseen import without_unseen
from neiqin_xl.intake.values.beside import is_gift
from neiqin_xl.intake.values.cells import NO_PRICE
from neiqin_xl.model.finding import Finding
from neiqin_xl.model.kinds import Kind

Values = dict[str, list[str | int | None]]

_GIFT = words.IS_GIFT.key


def take_gifts(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
    """Give lines whose price or amount is written as 赠送 the price 0 and the mark of a gift, in place.

    A line whose own column says that it is no gift stays unread.
    """
    if not unread or not columns.kind.has(_GIFT):
        return
    gifts = [(i, name) for i, name in unread if _is_priced(columns, name) and is_gift(_text(grid, columns.at[name], i))]
    marks = list(values.get(_GIFT) or [None] * len(grid.rows.data))
    taken = {(i, name) for i, name in gifts if marks[i] != 0 and (i, _GIFT) not in unread}
    if not taken:
        return
    for i, name in taken:
        values[name][i] = 0
        marks[i] = 1
    values[_GIFT] = marks
    unread -= taken
    settled = {(grid.rows.data[i] + grid.sheet.top, name) for i, name in taken}
    findings[:] = [one for one in findings if one.code != NO_PRICE or (one.row, one.field) not in settled]


def _is_priced(columns: Columns, name: str) -> bool:
    return name in columns.at and columns.kind.field[name].kind in (Kind.PRICE, Kind.MONEY)


def _text(grid: Grid, index: int, i: int) -> str:
    return without_unseen(as_text(grid.sheet.columns[grid.columns[index]][grid.rows.data[i]]))
