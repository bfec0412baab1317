"""Units written beside numbers (2盒, 12.5元/箱, 数量(箱)): they must be the line's own unit, or become it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.counted_out import count_out
from neiqin_xl.intake.typed.values import Unread, Values
from neiqin_xl.intake.values.beside import unit_of_price, unit_of_quantity
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import plain
from neiqin_xl.spelling import header_hints
from neiqin_xl.units import PIECES_OF, unit_key

_UNIT = words.UNIT.key
_COUNTED = (words.QTY.key, words.QTY_ACCEPTED.key, words.CLOSED_QTY.key)
_PIECES = frozenset({"个", "只", "支", "件", "枚", "pcs"})
_LETTER = re.compile(r"[^\W\d_]")
_PLACES = Kind.QTY.places


class _Mark(NamedTuple):
    """A cell that names a unit: its line, its field, the number of its column, its text and the unit."""

    i: int
    name: str
    column: int
    text: str
    unit: str


def take_units(grid: Grid, columns: Columns, values: Values, unread: Unread, findings: list[Finding]) -> int | None:
    """Give lines without a unit the one that is written beside their numbers, in place.

    A number in another unit than its line's is left open and asked about; 12箱6个 is counted out where the line says or
    proves how many the larger unit holds. The index of the column that named a unit; None where none was needed.
    """
    if not columns.kind.has(_UNIT):
        return None
    stated = values.get(_UNIT)
    given = list(stated or [None] * len(grid.rows.data))
    source = count_out(grid, columns, values, given, unread, findings)
    for mark in _marks(grid, columns):
        own = given[mark.i]
        if (mark.i, mark.name) in unread or (mark.i, _UNIT) in unread:
            continue
        if own is None:
            given[mark.i], source = mark.unit, mark.column if source is None else source
        elif unit_key(str(own)) != unit_key(mark.unit):
            findings.append(_finding(grid, mark, str(own), values[mark.name][mark.i]))
            values[mark.name][mark.i] = None
            unread.add((mark.i, mark.name))
    named = _named_by_header(grid, columns)
    if named is not None and None in given:
        unit, index = named
        source = index if source is None else source
        given = [unit if own is None and (i, _UNIT) not in unread else own for i, own in enumerate(given)]
    findings += _priced_by_another(grid, columns, values, given, unread)
    if source is None:
        return None
    values[_UNIT] = given
    return source if stated is None else None


def _priced_by_another(
    grid: Grid, columns: Columns, values: Values, units: Sequence[str | int | None], unread: Unread
) -> Iterator[Finding]:
    """What is said of a header such as 单价(元/箱) over lines in another unit, where no amount shows what is meant."""
    for name, amount in words.AMOUNT_OF_PRICE.items():
        index = columns.at.get(name)
        unit = None if index is None else header_hints(grid.texts[index]).unit
        if index is None or unit is None:
            continue
        others = {own for own in set(units) if own is not None and unit_key(str(own)) != unit_key(unit)}
        amounts = values.get(amount) or [None] * len(units)
        prices = zip(values[name], units, amounts, strict=True)
        at = [i for i, (price, own, total) in enumerate(prices) if own in others and price and total is None]
        at = [i for i in at if (i, words.QTY.key) not in unread]
        if at:
            header, own = grid.texts[index], units[at[0]]
            seen = f"“{header}”是每{unit}的价，有 {len(at)} 行的单位却是“{own}”等"
            row = grid.rows.data[at[0]]
            address = grid.sheet.address(row, grid.columns[index])
            message = f"{seen}；按每{own}的价记，如果不对请改正单价或单位"
            yield Finding("C207", Severity.WARNING, message, row + grid.sheet.top, address, name)


def _marks(grid: Grid, columns: Columns) -> Iterator[_Mark]:
    """The cells that name a unit: of all lines the quantities first, then the prices."""
    for one in sorted(columns.kind.fields, key=lambda one: one.kind is Kind.PRICE):
        told = unit_of_price if one.kind is Kind.PRICE else unit_of_quantity if one.name in _COUNTED else None
        if told is not None and one.name in columns.at:
            yield from _marked(grid, one.name, columns.at[one.name], told)


def _marked(grid: Grid, name: str, index: int, told: Callable[[str], str | None]) -> Iterator[_Mark]:
    column = grid.columns[index]
    texts = grid.sheet.texts(column, grid.header.last + 1, grid.rows.last + 1)
    units = {text: unit for text in texts if (unit := told(text))} if _LETTER.search("\n".join(texts)) else {}
    if units:
        cells = grid.sheet.columns[column]
        for i, row in enumerate(grid.rows.data):
            cell = cells[row]
            if isinstance(cell, str) and cell in units:
                yield _Mark(i, name, index, cell, units[cell])


def _named_by_header(grid: Grid, columns: Columns) -> tuple[str, int] | None:
    """The unit that stands in the header of the quantities, 数量(箱), and their column."""
    index = columns.at.get(words.QTY.key)
    if index is None:
        return None
    hints = header_hints(grid.texts[index])
    unit = hints.counted_in.unit if hints.counted_in is not None else hints.unit
    return None if unit is None else (unit, index)


def _finding(grid: Grid, mark: _Mark, own: str, value: str | int | None) -> Finding:
    row = grid.rows.data[mark.i]
    pieces = PIECES_OF.get(mark.unit)
    suggestion = None
    if pieces is not None and isinstance(value, int) and mark.name in _COUNTED and unit_key(own) in _PIECES:
        suggestion = plain(value * pieces, _PLACES)
    known = "" if suggestion is None else f"（一{mark.unit}是 {pieces}，合 {suggestion} {own}）"
    seen = f"“{mark.text}”的单位是“{mark.unit}”，这一行的单位却是“{own}”{known}"
    address = grid.sheet.address(row, grid.columns[mark.column])
    message = f"{seen}；请改成同一个单位"
    return Finding("C122", Severity.ERROR, message, row + grid.sheet.top, address, mark.name, suggestion)
