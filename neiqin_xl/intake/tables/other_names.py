"""A header of other names, or of the same in another order, right among the lines of a table: another table's."""

from __future__ import annotations

from collections import Counter

from neiqin_xl.intake.headers import Header, Window, names_in
from neiqin_xl.intake.sheet import Cell, Sheet, as_text
from neiqin_xl.intake.vocabulary import counting_headers, known_headers
from neiqin_xl.spelling import header_hints, plain

_FEWEST_NAMES = 3
_MOST_NAMES = 0.6
_LOOKED_FOR_AGAIN = 2
_FIRST_PIECE = 500
# 金额 and 金额（元） are one name.
_UNSAID_CURRENCY = "CNY"


def other_header(sheet: Sheet, window: Window, header: Header, last: int) -> int | None:
    """The first row down to `last` that names columns otherwise than the header does; None where no row does so.

    The row right under a header may name its columns once more, in English or as a program does.
    """
    _, left, _, right = window
    said = [sheet.rows[row][left : right + 1] for row in (*header.rows, header.last + 1) if row <= last]
    # In pieces that grow: a sheet of thousands of small tables would else be looked through for each of them.
    first, size = header.last + 2, _FIRST_PIECE
    while first <= last:
        end = min(first + size - 1, last)
        row = _first(sheet, window, header, (first, end), said)
        if row is not None:
            return row
        first, size = end + 1, 2 * size
    return None


def _first(sheet: Sheet, window: Window, header: Header, rows: tuple[int, int], said: list[list[Cell]]) -> int | None:
    """The first of some rows that names columns otherwise than what has been said."""
    _, left, _, right = window
    for row in _candidates(sheet, window, header, *rows):
        cells = sheet.rows[row][left : right + 1]
        names = names_in(cells)
        if names.wrong or names.known < max(_FEWEST_NAMES, _MOST_NAMES * names.filled):
            continue
        if counting_headers().isdisjoint(plain(as_text(cell)) for cell in cells):
            continue
        if not any(_mean_the_same(cells, before) for before in said):
            return row
    return None


def _candidates(sheet: Sheet, window: Window, header: Header, first: int, last: int) -> list[int]:
    """Rows in which two columns or more hold a known name.

    A name that stands in its own column is only looked for in the first columns: looking costs most on long sheets,
    and another header differs somewhere.
    """
    _, left, _, right = window
    hits: Counter[int] = Counter()
    again = 0
    for column in range(left, right + 1):
        own = {sheet.rows[row][column] for row in header.rows} - {""}
        wanted = (sheet.different(column, first, last + 1) & known_headers()) - own
        if own and again < _LOOKED_FOR_AGAIN:
            wanted |= own
            again += 1
        for name in wanted:
            hits.update(sheet.rows_with(name, column, first, last + 1))
    return sorted(row for row, count in hits.items() if count > 1)


def _mean_the_same(cells: list[Cell], before: list[Cell]) -> bool:
    """Whether every cell that is filled says of its column what an earlier row says of it."""
    return all(_meaning(one) == _meaning(two) for one, two in zip(cells, before, strict=True) if one != "")


def _meaning(cell: Cell) -> tuple[object, ...]:
    text = as_text(cell)
    hints = header_hints(text)
    return plain(text), hints.scale_ten_power, hints.unit, hints.currency or _UNSAID_CURRENCY
