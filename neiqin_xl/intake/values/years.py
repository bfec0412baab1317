"""The year of dates that are written without one (11月18日, 11-18): the paper's other dates say it, or nobody does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from neiqin_xl.dates import read_date
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.values.cells import Read, Setting, read_cells
from neiqin_xl.intake.values.days import is_month_and_day
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.model.finding import Finding, Severity

ACROSS_NEW_YEAR = 8
"""Months by which November and March, or nearer ones, seem to be apart."""

_ANY_LEAP_YEAR = 2024
_NEAR, _FAR = timedelta(days=120), timedelta(days=180)
_AROUND_NEW_YEAR = frozenset({10, 11, 12, 1, 2, 3})


def lacks_year(cell: Cell) -> bool:
    """Whether a cell is a text that names a day of no year, or a number that can only be one (10.15)."""
    if not isinstance(cell, str):
        return is_month_and_day(cell) and _in(cell, _ANY_LEAP_YEAR) is not None
    return read_date(cell) is None and read_date(cell, _ANY_LEAP_YEAR) is not None


def days_in(read: Read) -> set[str]:
    """The days that were read, as ISO text."""
    return {value[:10] for value in read.values.values() if isinstance(value, str)}


def take_years(
    read: Read,
    setting: Setting,
    named: set[int],
    elsewhere: Callable[[], set[str]],
    cells: Sequence[Cell],
    said: set[int],
) -> list[Finding]:
    """Give a column's dates their years, as `give_years`; what is said of those years that were not `said` before."""
    told = [(cell, year) for cell, year in give_years(read, setting, named, elsewhere, cells) if year not in said]
    said.update(year for _, year in told)
    return [
        Finding(
            "C205",
            Severity.WARNING,
            f"“{setting.header}”里的日期没有写年份（“{as_text(cell)}”等），按 {year} 年记；如果不对请把年份写上",
            field=setting.field.name,
        )
        for cell, year in told
    ]


def give_years(
    read: Read, setting: Setting, named: set[int], elsewhere: Callable[[], set[str]], cells: Sequence[Cell] = ()
) -> list[tuple[Cell, int]]:
    """Read a column's dates without a year, in place, where what else is known of the paper leaves no other year.

    `named` are the years that its titles name; `elsewhere` gives its other days and is asked only where the column and
    the titles are silent; `cells` are the column's from top to bottom. Each year that was given, with the first date
    that got it. The other dates stay unreadable, and their sentence asks for the year.
    """
    bare = sorted((cell for cell in read.unreadable if lacks_year(cell)), key=as_text)
    if not bare:
        return []
    own = _own_years(read, bare, named, cells)
    near = {} if own else _nearest_years(bare, days_in(read) or elsewhere())
    given = own or {cell: year for cell, (year, is_sure) in near.items() if is_sure and not named}
    for cell in bare:
        if cell not in given:
            likely = _in(cell, near[cell][0]) if cell in near else None
            read.unreadable[cell] = _question(cell, likely)
    firsts: dict[int, Cell] = {}
    for cell, year in given.items():
        again = read_cells([cell], setting._replace(year=year))
        del read.unreadable[cell]
        read.values.update(again.values)
        read.unreadable.update(again.unreadable)
        if cell not in again.unreadable:
            firsts.setdefault(year, cell)
    return [(cell, year) for year, cell in firsts.items()]


def _in(cell: Cell, year: int) -> date | None:
    return read_date(as_text(cell), year)


def _own_years(read: Read, bare: Sequence[Cell], named: set[int], cells: Sequence[Cell]) -> dict[Cell, int]:
    """The year of each date by the column itself and the titles; nothing where they are silent or disagree."""
    full = {cell: value for cell, value in read.values.items() if isinstance(value, str)}
    years = {int(value[:4]) for value in full.values()} | named
    months = {cell: int(value[5:7]) for cell, value in full.items()}
    months |= {cell: day.month for cell in bare if (day := _in(cell, _ANY_LEAP_YEAR)) is not None}
    listed = [cell for cell in cells if cell in months]
    steps = [months[second] - months[first] for first, second in pairwise(listed)]
    if any(abs(step) >= ACROSS_NEW_YEAR for step in steps):
        falls, rises = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
        if min(falls, rises) <= 1:
            return _years_in_order(listed, steps, full, bare)
        if _AROUND_NEW_YEAR.issuperset(months.values()):
            return {}
    return dict.fromkeys(bare, years.pop()) if len(years) == 1 else {}


def _years_in_order(
    listed: Sequence[Cell], steps: Sequence[int], full: Mapping[Cell, str], bare: Sequence[Cell]
) -> dict[Cell, int]:
    """The years of a list in order that turns from December to January, or back, by the dates that name theirs."""
    turns = [0]
    for step in steps:
        turns.append(turns[-1] + (step <= -ACROSS_NEW_YEAR) - (step >= ACROSS_NEW_YEAR))
    starts = {int(full[cell][:4]) - turn for cell, turn in zip(listed, turns, strict=True) if cell in full}
    if len(starts) != 1:
        return {}
    start = starts.pop()
    said: dict[Cell, set[int]] = {cell: set() for cell in bare}
    for cell, turn in zip(listed, turns, strict=True):
        if cell in said:
            said[cell].add(start + turn)
    return {cell: years.pop() for cell, years in said.items() if len(years) == 1}


def _nearest_years(bare: Sequence[Cell], known: set[str]) -> dict[Cell, tuple[int, bool]]:
    """The year that takes each date nearest to the days known, and whether every other would take it far away."""
    found: dict[Cell, tuple[int, bool]] = {}
    days = [date.fromisoformat(one) for one in known]
    around = range(min(day.year for day in days) - 1, max(day.year for day in days) + 2) if days else ()
    for cell in bare:
        distances = sorted(
            (min(abs(day - one) for one in days), year) for year in around if (day := _in(cell, year)) is not None
        )
        if distances:
            (nearest, year), others = distances[0], distances[1:]
            found[cell] = year, nearest <= _NEAR and all(other > _FAR for other, _ in others)
    return found


def _question(cell: Cell, likely: date | None) -> UnreadableError:
    suggestion = None if likely is None else likely.isoformat()
    seen = f"日期“{as_text(cell)}”没有写年份，表里也看不出是哪一年"
    return UnreadableError("C117", f"{seen}；请写成 {suggestion or '2026-11-05'} 的样子", suggestion)
