"""The year of dates that are written without one (11月18日, 11-18): the paper's other dates say it, or nobody does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from neiqin_xl.dates import read_date
from neiqin_xl.intake.numerals import UnreadableError
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.values import Read, Setting, read_cells

_ANY_LEAP_YEAR = 2024


def lacks_year(cell: Cell) -> bool:
    """Whether a cell is a text that names a day of no year."""
    return isinstance(cell, str) and read_date(cell) is None and read_date(cell, _ANY_LEAP_YEAR) is not None


def years_in(read: Read) -> set[int]:
    """The years of the dates that were read."""
    return {int(value[:4]) for value in read.values.values() if isinstance(value, str)}


def give_years(
    read: Read, setting: Setting, named: set[int], elsewhere: Callable[[], set[int]]
) -> tuple[Cell, int] | None:
    """Read a column's dates without a year, in place, where all that is known of the paper agrees on one year.

    `named` are the years that its titles name; `elsewhere` gives those of its other dates and is asked only where the
    column and the titles are silent. A date and the year that it was given; None where none was. Without one year the
    dates stay unreadable, and their sentence asks for it.
    """
    bare = [cell for cell in read.unreadable if lacks_year(cell)]
    if not bare:
        return None
    years = years_in(read) | named or elsewhere()
    if len(years) != 1:
        for cell in bare:
            read.unreadable[cell] = _question(cell, max(years, default=None))
        return None
    (year,) = years
    again = read_cells(bare, replace(setting, year=year))
    for cell in bare:
        del read.unreadable[cell]
    read.values.update(again.values)
    read.unreadable.update(again.unreadable)
    first = next((cell for cell in bare if cell not in again.unreadable), None)
    return None if first is None else (first, year)


def _question(cell: Cell, latest: int | None) -> UnreadableError:
    text = as_text(cell)
    likely = read_date(text, latest) if latest is not None else None
    suggestion = None if likely is None else likely.isoformat()
    seen = f"日期“{text}”没有写年份，表里也看不出是哪一年"
    return UnreadableError("C117", f"{seen}；请写成 {suggestion or '2026-11-05'} 的样子", suggestion)
