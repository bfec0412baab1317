"""Cells whose values are evident, read all at once; what needs care is left to be read one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import repeat
from operator import mul, truediv

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import ERROR_VALUES, UNCACHED, Cell
from neiqin_xl.intake.unseen import UNSEEN
from neiqin_xl.intake.values.numerals import NO_CODE, NOBODY, NOTHING
from neiqin_xl.model.kinds import Kind

LONGEST_CELL = 32767
"""Characters that a cell of Excel can hold."""

INTEGRAL_FLOAT = 1e15
"""From here on a float no longer tells all whole numbers apart as Excel keeps them, with 15 digits."""

_CARE_IN_TEXTS = re.compile(f"[\ufffd锟烫{UNSEEN}]")
_CARE_IN_CODES = re.compile("[+'\uff01-\uff5e\u3000]")
_DIGITS = late_pattern(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,9}))?")
_NO_TEXTS = ERROR_VALUES | NOTHING | NOBODY | NO_CODE | {UNCACHED}
_NUMBERED = (Kind.QTY, Kind.PRICE, Kind.MONEY, Kind.RATE, Kind.INT)

Values = dict[Cell, str | int | None]


# Most columns hold nothing that needs care, and of all their cells at once that is told in a fraction of the time that
# it takes of each.
def evident_values(cells: Collection[Cell], kind: Kind) -> tuple[Values, Collection[Cell]]:
    """The values of those different cells of a column that plainly are what they say, and the other cells."""
    if kind in (Kind.CODE, Kind.TEXT):
        return _texts(cells, kind)
    if kind in _NUMBERED:
        return _counts(cells, kind)
    return _days(cells) if kind is Kind.DATE else ({}, cells)


def _texts(cells: Collection[Cell], kind: Kind) -> tuple[Values, Collection[Cell]]:
    texts = [cell for cell in cells if type(cell) is str and cell]
    joined = "\n".join(texts)
    is_evident = (
        list(map(str.strip, texts)) == texts
        and (joined.isascii() or _CARE_IN_TEXTS.search(joined) is None)
        and _NO_TEXTS.isdisjoint(texts)
        and (kind is not Kind.CODE or _CARE_IN_CODES.search(joined) is None)
        and (len(joined) <= LONGEST_CELL or max(map(len, texts)) <= LONGEST_CELL)
    )
    if not is_evident:
        return {}, cells
    evident: Values = dict(zip(texts, texts, strict=True))
    return evident, [cell for cell in cells if cell not in evident] if len(evident) < len(cells) else []


def _days(cells: Collection[Cell]) -> tuple[Values, Collection[Cell]]:
    days = [cell for cell in cells if type(cell) is date]
    evident: Values = dict(zip(days, map(date.isoformat, days), strict=True))
    return evident, [cell for cell in cells if type(cell) is not date]


def _counts(cells: Collection[Cell], kind: Kind) -> tuple[Values, Collection[Cell]]:
    scale, limit = 10**kind.places, min(kind.limit or 0, INTEGRAL_FLOAT)
    floats = [cell for cell in cells if type(cell) is float]
    try:
        counts = list(map(round, map(mul, floats, repeat(scale))))
    except (OverflowError, ValueError):  # infinite, or no number
        return {}, cells
    # Where the nearest double to n / scale is the cell itself, n is exactly what was typed.
    pairs = zip(floats, counts, strict=True)
    if list(map(truediv, counts, repeat(scale))) == floats and max(map(abs, counts), default=0) < limit:
        exact: Values = dict(pairs)
    else:
        exact = {cell: n for cell, n in pairs if -limit < n < limit and n / scale == cell}
    if len(exact) == len(cells):
        return exact, ()
    if len(floats) < len(cells):
        exact |= {text: n for text, n in _typed(cells, kind.places) if -limit < n < limit}
    return exact, [cell for cell in cells if cell not in exact]


def _typed(cells: Collection[Cell], places: int) -> Iterator[tuple[str, int]]:
    """The texts that are plain numbers of no more places than are kept, and what they count, scaled."""
    for cell in cells:
        found = _DIGITS.fullmatch(cell) if isinstance(cell, str) else None
        if found is not None and len(found[3] or "") <= places:
            count = int(found[2] + (found[3] or "").ljust(places, "0"))
            yield found[0], -count if found[1] else count
