"""Cells to days and moments, as ISO text; what names no day is asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from neiqin_xl.dates import (
    datetime_from_serial,
    from_serial,
    is_ambiguous_date,
    names_a_month,
    names_the_republic,
    read_date,
    read_datetime,
    read_year_of_the_republic,
)
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.values.numerals import NOTHING, UnreadableError
from neiqin_xl.spelling import fold

_Day = TypeVar("_Day", bound=date)

REPUBLICAN = "C125"
"""The code of what is said of 113/05/07; see `take_republican_years`."""
TWO_READINGS = "C108"
"""The code of what is said of 05/08/2026; see `take_day_order`."""

_FIRST_SERIAL, _LAST_SERIAL = 20000, 80000  # 1954 to 2119: no other number in a date column means a day
_ABOUT = late_pattern(r"\s*(?:之?以?前|之?以?后|左右|起|止|前后)$")
_MONTH_AND_DAY = late_pattern(r"(?:1[0-2]|[1-9])\.(?:0[1-9]|[12]\d|3[01]|[4-9])")
_LOST_A_NUMBER = late_pattern(r"(1[0-2]|[1-9])\.([1-3])")
_DAY_OF_MONTH = late_pattern(r"(?:每个?月|当月)?(?:(\d{1,2})(?:号|日)|(?:月|最后一)[底末天])")


def day_in(cell: Cell, *, epoch_1904: bool, year: int | None) -> str | None:
    """The day that a cell names, "2026-11-05"; None for a written nothing, UnreadableError for anything else.

    `year` is that of dates written without one.
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = as_text(cell)
    if text in NOTHING:
        return None
    found = _named(cell, text, year, partial(from_serial, epoch_1904=epoch_1904), read_date)
    if found is None and names_the_republic(text):
        found = read_year_of_the_republic(text)
    if found is None:
        raise _no_date(text)
    return found.isoformat()


def moment_in(cell: Cell, *, epoch_1904: bool, year: int | None) -> str | None:
    """The day and time that a cell names, "2026-11-05 14:30:00"; otherwise as `day_in`."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return f"{cell.isoformat()} 00:00:00"
    text = as_text(cell)
    if text in NOTHING:
        return None
    found = _named(cell, text, year, partial(datetime_from_serial, epoch_1904=epoch_1904), read_datetime)
    if found is None:
        raise _no_date(text)
    return found.isoformat(sep=" ", timespec="seconds")


def _named(
    cell: Cell,
    text: str,
    year: int | None,
    of_serial: Callable[[float], _Day],
    of_text: Callable[[str, int | None], _Day | None],
) -> _Day | None:
    """What the cell's number or its text names; None where that is no day."""
    serial = _serial(cell, text)
    told = year if isinstance(cell, str) or is_month_and_day(cell) else None
    try:
        return of_serial(serial) if serial else of_text(text, told)
    except ValueError:
        return None


def day_of_month_in(text: str) -> int | None:
    """The day of every month that a text names (25号, 每月25日, 月底 as 31); None where it names none."""
    found = _DAY_OF_MONTH.fullmatch("".join(fold(text).split()))
    if found is None:
        return None
    return int(found[1]) if found[1] else 31


def is_month_and_day(cell: Cell) -> bool:
    """Whether a number can only be a day typed as one: 10.6, 10.15.

    11.20 typed into a sheet has become the number 11.2: whether that was the second or the twentieth can no longer be
    told.
    """
    return isinstance(cell, float) and _MONTH_AND_DAY.fullmatch(as_text(cell)) is not None


def _serial(cell: Cell, text: str) -> float | None:
    if isinstance(cell, str) and not (text.isascii() and text.isdigit()):
        return None
    number = float(text) if isinstance(cell, str) else cell
    if isinstance(number, (int, float)) and not isinstance(number, bool) and _FIRST_SERIAL <= number < _LAST_SERIAL:
        return float(number)
    return None


def _no_date(text: str) -> UnreadableError:
    if is_ambiguous_date(text):
        return UnreadableError(TWO_READINGS, f"日期“{text}”可以读成不同的日子，请写成 2026-11-05 的样子")
    republican = read_year_of_the_republic(text)
    if republican is not None:
        seen = f"“{text}”像是民国 {republican.year - 1911} 年的日期，就是 {republican.year} 年"
        return UnreadableError(REPUBLICAN, f"{seen}；如果是，请写成 {republican} 的样子", republican.isoformat())
    if names_a_month(text):
        return UnreadableError("C107", f"“{text}”没有写是哪一天，请写成 2026-11-05 的样子")
    if (lost := _LOST_A_NUMBER.fullmatch(text)) is not None:
        month, day = lost.groups()
        seen = f"“{text}”是 {month} 月 {day} 日还是 {month} 月 {day}0 日，看不出来（末尾的 0 会丢）"
        return UnreadableError("C107", f"{seen}；请写成 2026-11-05 的样子")
    near = read_date(_ABOUT.sub("", text))
    if near is not None:
        return UnreadableError("C107", f"“{text}”不是确切的日期，请写成 {near} 的样子", near.isoformat())
    return UnreadableError("C107", f"“{text}”不是日期，请写成 2026-11-05 的样子")
