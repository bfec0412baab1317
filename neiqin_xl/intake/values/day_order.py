"""Dates like 05/08/2026: which number is the day, as other dates of their column show, and what else that shows."""

from __future__ import annotations

from datetime import date

from neiqin_xl.dates import read_date
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.values.cells import Read
from neiqin_xl.intake.values.days import TWO_READINGS
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.model.finding import Finding, Severity

_SHORT = late_pattern(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_LAST_MONTH = 12


def take_day_order(read: Read, header: str, name: str) -> list[Finding]:
    """Read such dates of a column, in place, by one that has a single reading (19/08/2026); what is said of it.

    Nothing is taken where anything else that is read stands in the column: Excel turns those that it can read into
    dates, perhaps wrongly, and leaves the others as they were. What is no day at all shows nothing.
    """
    unclear = [cell for cell, problem in read.unreadable.items() if problem.code == TWO_READINGS]
    if not unclear:
        return []
    said = [*(cell for cell in read.values if cell != "" and cell not in read.unreadable), *unclear]
    dates = {cell: found for cell in said if (found := _numbers(cell)) is not None}
    if len(dates) < len(said):
        return []
    days_first = [cell for cell, (first, _, _) in dates.items() if first > _LAST_MONTH]
    months_first = [cell for cell, (_, second, _) in dates.items() if second > _LAST_MONTH]
    if bool(days_first) == bool(months_first):
        return []
    for cell in unclear:
        first, second, year = dates[cell]
        day, month = (first, second) if days_first else (second, first)
        if (settled := read_date(f"{year:04}-{month}-{day}")) is not None:
            del read.unreadable[cell]
            read.values[cell] = settled.isoformat()
    shown, order = as_text((days_first or months_first)[0]), "日/月/年" if days_first else "月/日/年"
    message = f"“{header}”里的日期（“{as_text(unclear[0])}”等）按{order}记，因为同一列有“{shown}”"
    return [Finding("C213", Severity.WARNING, f"{message}；如果不对请写成 2026-11-05 的样子", field=name)]


def doubt_turned_days(read: Read, *, is_text: bool) -> None:
    """Make dates unreadable, in place, that Excel may have turned: 2026-05-03 beside the text 13/03/2026.

    A program of another order of day and month turns what it can read into dates, 3 May for the 5th of March, and
    leaves the rest as text. Where one of its dates is a 13th or later, they were typed as dates. In delimited text
    (`is_text`) those that it turned are text too.
    """
    told = [cell for cell in read.values if (numbers := _numbers(cell)) and max(numbers[:2]) > _LAST_MONTH]
    if not told:
        return
    dates = {
        cell: date.fromisoformat(value[:10])
        for cell, value in read.values.items()
        if isinstance(value, str) and (is_text or isinstance(cell, date)) and _numbers(cell) is None
    }
    if any(day.day > _LAST_MONTH for day in dates.values()):
        return
    for cell, day in dates.items():
        if day.day != day.month:
            turned = day.replace(month=day.day, day=day.month)
            read.values[cell] = None
            read.unreadable[cell] = UnreadableError(
                "C217",
                f"日期 {day} 可能原来是 {turned}，日和月被 Excel 对调了，因为同一列有没认成日期的“{as_text(told[0])}”；"
                "请核对这一列，都写成 2026-11-05 的样子再放",
                turned.isoformat(),
            )


def _numbers(cell: Cell) -> tuple[int, int, int] | None:
    found = _SHORT.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return (int(found[1]), int(found[3]), int(found[4])) if found is not None else None
