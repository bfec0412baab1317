"""Papers whose tables say no day: that of their title, or of a sheet that is named after it (11.18, 18日)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from neiqin_xl.dates import read_date
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.title_days import NAME, months_in

_ANY_LEAP_YEAR = 2024
_DAY_OF_MONTH = late_pattern(r"(\d{1,2})\s*([日号]?)")
_SHORT = late_pattern(r"\d{1,2}[.-]\d{1,2}")


def name_days(grids: Sequence[Grid], file: str) -> None:
    """Give tables without a day above them that of their sheet's name, in place.

    A day of a month is one where a title or the name of the `file` says which month. What may be mere numbers (18, 1.2)
    has to be the name of several sheets.
    """
    bare = [grid for grid in grids if grid.day is None]
    names = {grid.sheet.name.strip() for grid in bare}
    numbers = Counter(kind for name in names if (kind := _kind_of_number(name)))
    for grid in bare:
        name = grid.sheet.name.strip()
        if (kind := _kind_of_number(name)) and numbers[kind] == 1:
            continue
        day = _day_of_month(name, (*grid.titles, file)) or name
        if read_date(day) is not None or read_date(day, _ANY_LEAP_YEAR) is not None:
            grid.day = Label(NAME, day, None, 0)


def _kind_of_number(name: str) -> str:
    """What numbers a name may be one of, "" for none: 18, or 1.2; but 11.18 is longer than most."""
    if name.isdecimal() and len(name) <= len("31"):
        return "whole"
    return "parted" if _SHORT.fullmatch(name) and len(name) < len("11.18") else ""


def _day_of_month(name: str, texts: Iterable[str]) -> str:
    day = _DAY_OF_MONTH.fullmatch(name)
    months = months_in(texts) if day is not None else set()
    if day is None or len(months) != 1:
        return ""
    year, month = months.pop()
    return f"{f'{year}年' if year else ''}{month}月{day[1]}日"
