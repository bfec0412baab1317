"""Days and sizes as the names of columns: numbers that look like data and are none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Cell, as_text

_FEWEST, _FEWEST_BARE = 3, 5
_LONGEST_GAP = 10
_DAY = late_pattern(
    r"(?:(?:(20\d\d)\s*(?:年|[-/.]))?\s*(1[0-2]|0?[1-9])\s*(?:月|[-/.])\s*)?(3[01]|[12]\d|0?[1-9])\s*[日号]?"
    r"\s*(?:[（(]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
)
_SIZE = late_pattern(
    r"(?:[2-9]?x{0,4}[sl]|m|f|均码|(?:3[3-9]|4[0-8])(?:\.5)?|(?:7|8|9|1[0-9])[05](?:/\d{2,3}[a-z]?)?)(?:码|号)?"
)
_NUMBER = late_pattern(r"\d\d+(?:\.5)?")


class Day(NamedTuple):
    """A day, its year and month 0 where they are not said."""

    year: int
    month: int
    day: int


def day_of(cell: Cell) -> Day | None:
    """The day that a column is named after; None where its name is none."""
    if isinstance(cell, date):
        return Day(cell.year, cell.month, cell.day)
    found = _DAY.fullmatch(as_text(cell))
    return Day(*(int(part or 0) for part in found.groups())) if found is not None else None


def is_size(cell: Cell) -> bool:
    """Whether a column is named after a size of clothes or shoes: XL, 均码, 42, 165/88A."""
    return _SIZE.fullmatch(as_text(cell).lower()) is not None


def are_days(cells: Sequence[Cell]) -> bool:
    """Whether neighbours are named after days that follow each other, mere numbers (1, 2, 3) without a gap."""
    days = [day_of(cell) for cell in cells]
    bare = all(as_text(cell).isdecimal() for cell in cells)
    return len(cells) >= (_FEWEST_BARE if bare else _FEWEST) and all(
        one is not None and other is not None and _follows(one, other, 1 if bare else _LONGEST_GAP)
        for one, other in pairwise(days)
    )


def _follows(one: Day, other: Day, most: int) -> bool:
    """Whether a day comes at most so many days after another, each month counted as of 31."""
    months = (other.year - one.year) * 12 + other.month - one.month
    return 0 < months * 31 + other.day - one.day <= most


def are_sizes(cells: Sequence[Cell]) -> bool:
    """Whether neighbours are all named after sizes, those that are numbers one larger than the other."""
    texts = [as_text(cell).lower() for cell in cells]
    numbers = [float(found[0]) for text in texts if (found := _NUMBER.match(text))]
    rise = all(one < other for one, other in pairwise(numbers))
    return len(cells) >= _FEWEST and all(map(is_size, cells)) and rise and len({*texts}) == len(texts)


def named_across(cells: Sequence[Cell]) -> slice | None:
    """The cells of a row that name days or sizes side by side; None for none."""
    for is_one, are_all in ((lambda cell: day_of(cell) is not None, are_days), (is_size, are_sizes)):
        run = longest([is_one(cell) for cell in cells])
        if are_all(cells[run]):
            return run
    return None


def longest(flags: Sequence[bool]) -> slice:
    """The longest run of True, empty where there is none."""
    best, first = slice(0, 0), 0
    for i, flag in enumerate((*flags, False)):
        if not flag:
            best = max(best, slice(first, i), key=lambda one: one.stop - one.start)
            first = i + 1
    return best
