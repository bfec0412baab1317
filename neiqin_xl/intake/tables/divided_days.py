"""Days in columns of their own, 月|日 or 年|月|日, as account books print them: joined into one column."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.headers import SEARCHED_ROWS
from neiqin_xl.intake.sheet import Cell, Sheet, as_text
from neiqin_xl.intake.tables.title_days import NAME
from neiqin_xl.intake.tables.total_labels import Likeness, likeness
from neiqin_xl.intake.values.years import ACROSS_NEW_YEAR
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.spelling import plain

_YEAR_ABOVE = late_pattern(r"(20\d\d)\s*年?度?")
_NUMBER = late_pattern(r"(\d{1,4})\s*[年月日号]?")
_MOST = {"year": 2199, "month": 12, "day": 31}
_CENTURY = 2000


class _Columns(NamedTuple):
    """Where a header names the parts of a day; `year` is None where it names no year."""

    year: int | None
    month: int
    day: int

    @property
    def emptied(self) -> tuple[int, ...]:
        """The columns that hold nothing once the days stand in the last."""
        return (self.month,) if self.year is None else (self.year, self.month)


class _Head(NamedTuple):
    """The row that names the parts, the one that has the other columns' names, and the columns."""

    lower: int
    upper: int
    columns: _Columns


def join_days(sheet: Sheet) -> None:
    """Write each row's day into the column of its 日 and name that column 日期, in place; the other parts become blank.

    A blank month or year is that of the row above. Where more numbers name no day than name one, all stays.
    """
    if not any(_names_months(cells) for cells in sheet.rows[:SEARCHED_ROWS]):
        return
    heads = [_Head(row, _upper(sheet, row, columns), columns) for row, columns in _named(sheet)]
    for number, head in enumerate(heads):
        end = heads[number + 1].upper if number + 1 < len(heads) else len(sheet.rows)
        days = _days(sheet, head, end)
        if days is not None:
            _write(sheet, head, days, end)


def _names_months(cells: list[Cell]) -> bool:
    return any(name in cells for name in words.MONTH_PARTS)


def _named(sheet: Sheet) -> Iterator[tuple[int, _Columns]]:
    """The rows that name the parts of a day, with the columns."""
    for row, cells in enumerate(sheet.rows):
        if not _names_months(cells):
            continue
        for month, (cell, beside) in enumerate(pairwise(cells)):
            if cell in words.MONTH_PARTS and beside in words.DAY_PARTS:
                has_year = month > 0 and cells[month - 1] in words.YEAR_PARTS
                yield row, _Columns(month - 1 if has_year else None, month, month + 1)
                break


def _upper(sheet: Sheet, row: int, columns: _Columns) -> int:
    """The row above where this one names nothing but the parts of a day: 2026年 over 月|日, beside the other names."""
    named = sum(cell != "" for cell in sheet.rows[row])
    return row - 1 if row and named == len(columns.emptied) + 1 else row


def _days(sheet: Sheet, head: _Head, end: int) -> dict[int, str] | None:
    """The day of each row, as far as it names one; None where they are no days.

    Where the months turn from December to January, a year above them is that of some rows only, and the last written
    one is over: those days have none. From January on to November a book only leaves out what came between.
    """
    columns = head.columns
    month, year = None, None
    days: dict[int, str] = {}
    parts: dict[int, tuple[int | None, int, int]] = {}
    turns = False
    for row in range(head.lower + 1, end):
        cells = sheet.rows[row]
        written = [as_text(cells[c]) for c in (*columns.emptied, columns.day)]
        own_year = None if columns.year is None else _part(cells[columns.year], "year")
        own_month, day = _part(cells[columns.month], "month"), _part(cells[columns.day], "day")
        are_read = sum(part is not None for part in (own_year, own_month, day)) == sum(map(bool, written))
        if own_month is not None and month is not None and month - own_month >= ACROSS_NEW_YEAR:
            turns, year = True, None
        month, year = own_month or month, own_year or year
        if are_read and day is not None and month is not None:
            parts[row] = year, month, day
        elif _NUMBER.fullmatch(as_text(cells[columns.day])):
            days[row] = " ".join(filter(None, written))
    if not parts or len(parts) < len(days):
        return None
    above = None if turns else _year_above(sheet, head)
    return days | {row: _written(year or above, month, day) for row, (year, month, day) in parts.items()}


def _written(year: int | None, month: int, day: int) -> str:
    return f"{month}月{day}日" if year is None else f"{year}-{month:02}-{day:02}"


def _year_above(sheet: Sheet, head: _Head) -> int | None:
    named = _YEAR_ABOVE.fullmatch(_heading(sheet, head))
    return int(named[1]) if named is not None else None


def _heading(sheet: Sheet, head: _Head) -> str:
    """What stands over the parts of a day, "" for nothing."""
    if head.upper == head.lower:
        return ""
    cells = (sheet.rows[head.upper][c] for c in (*head.columns.emptied, head.columns.day))
    return next((text for cell in cells if (text := as_text(cell))), "")


def _part(cell: Cell, which: str) -> int | None:
    """The year, month or day of month that a cell says; None where it says none."""
    found = _NUMBER.fullmatch(as_text(cell))
    number = int(found[1]) if found is not None else 0
    if which == "year" and 0 < number < 100:
        number += _CENTURY
    return number if 0 < number <= _MOST[which] else None


def _write(sheet: Sheet, head: _Head, days: dict[int, str], end: int) -> None:
    heading = _heading(sheet, head)
    name = heading if plain(heading) in known_headers() else NAME
    for row in {head.upper, head.lower}:
        _set(sheet.rows[row], head.columns, name if row == head.upper else "")
    for row in range(head.lower + 1, end):
        cells = sheet.rows[row]
        label = as_text(cells[head.columns.emptied[0]])
        if row in days:
            _set(cells, head.columns, days[row])
        elif cells[head.columns.day] == "" and likeness(label) is Likeness.SURE:
            _set(cells, head.columns, label)


def _set(cells: list[Cell], columns: _Columns, text: str) -> None:
    for column in columns.emptied:
        cells[column] = ""
    cells[columns.day] = text
