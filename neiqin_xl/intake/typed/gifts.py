"""Lines that cost nothing: 赠送 or 免费 in the place of a price, or beside no price at all."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.counted_gifts import said_of_counts, without_counts
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.unseen import without_unseen
from neiqin_xl.intake.values.beside import is_gift
from neiqin_xl.intake.values.cells import NO_PRICE
from neiqin_xl.model.finding import Finding
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import SheetType

_GIFT = words.IS_GIFT.key
_SAYING = (words.REMARK.key, words.SHIP_TYPE.key, words.ORDER_TYPE.key)


def take_gifts(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
    """Give lines whose price or amount is written as 赠送 the price 0 and the mark of a gift, in place.

    So are lines marked that have neither, and of which a remark or the kind of shipment says no more than that. A line
    whose own column says that it is no gift stays as it is.
    """
    if columns.kind.has(_GIFT):
        findings += said_of_counts(grid, columns)
        without_counts(grid, columns, values, unread, findings)
        _take_priced(grid, columns, values, unread, findings)
        _take_unpriced(len(grid.rows.data), columns.kind, values, unread)


def _take_priced(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
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


def _take_unpriced(count: int, kind: SheetType, values: Values, unread: AbstractSet[tuple[int, str]]) -> None:
    said = [values[name] for name in _SAYING if name in values]
    prices = [one.name for one in kind.fields if one.kind in (Kind.PRICE, Kind.MONEY) and one.name in values]
    marks = list(values.get(_GIFT) or [None] * count)
    taken = [
        i
        for i in range(count if said else 0)
        if marks[i] is None
        and any(is_gift(str(column[i])) for column in said if column[i] is not None)
        and all(values[name][i] is None and (i, name) not in unread for name in prices)
        and (i, _GIFT) not in unread
    ]
    for i in taken:
        marks[i] = 1
    if taken:
        values[_GIFT] = marks


def _is_priced(columns: Columns, name: str) -> bool:
    return name in columns.at and columns.kind.field[name].kind in (Kind.PRICE, Kind.MONEY)


def _text(grid: Grid, index: int, i: int) -> str:
    return without_unseen(as_text(grid.sheet.columns[grid.columns[index]][grid.rows.data[i]]))
