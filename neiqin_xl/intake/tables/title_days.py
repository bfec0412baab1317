"""The day of a paper where no label names it: in its title (出库明细 2026年11月18日), or alone above its table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from neiqin_xl.dates import read_date
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.labels import is_label
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.tables.heads import Label

NAME = "日期"
"""What such a day is said to be called."""
_LONGEST_TITLE = 40
_ANY_LEAP_YEAR = 2024
_DAY = late_pattern(
    r"(?<![\dA-Za-z-])(?:20\d\d\s*(?:年\s*\d{1,2}\s*月|([-/.])\d{1,2}\1)\s*\d{1,2}(?!\s*[-/.]?\d)\s*[日号]?(?![日号])"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日号])(?!\s*[-~～—至到和及与、，,/&]\s*\d)"
)
# What is to be by then, what was printed then, and since when something holds is not of that day.
_OF_ANOTHER = late_pattern(r"[前后起至止截到~～]|期限|打印|导出|制表|更新|有效|执行|生效|版")


def day_in_title(sheet: Sheet, rows: range, left: int, right: int, labels: Collection[Label]) -> Label | None:
    """The one day that stands above a table and that none of its labels names; None where there are more."""
    named = {(label.row, label.column) for label in labels}
    found: list[Label] = []
    for row in rows:
        cells = sheet.rows[row]
        for column in range(left, right + 1):
            if (row, column) not in named and (day := _day_in(cells[column])) is not None:
                beside = cells[column - 1] if column > left else ""
                if isinstance(day, str) or not isinstance(beside, str) or not beside.strip():
                    found.append(Label(NAME, day, row, column))
    return found[0] if len({_read(label.value) for label in found}) == 1 else None


def _day_in(cell: Cell) -> Cell | None:
    """The day of a title, or the cell itself where it is one."""
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str) or len(cell) > _LONGEST_TITLE or is_label(cell):
        return None
    days = list(_DAY.finditer(cell))
    if len(days) != 1 or _OF_ANOTHER.search(cell) or _read(days[0][0]) is None:
        return None
    return days[0][0].strip()


def _read(cell: Cell) -> date | None:
    """The day, one without a year in some year."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    return read_date(str(cell)) or read_date(str(cell), _ANY_LEAP_YEAR)
