"""The day of a paper where no label names it: in its title (出库明细 2026年11月18日), or alone above its table."""

from __future__ import annotations

from collections.abc import Callable, Collection
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
_UNTIL = late_pattern(r"截[至止][至到]?\s*$")
_END = late_pattern(r"^\s*止")


def day_in_title(sheet: Sheet, rows: range, left: int, right: int, labels: Collection[Label]) -> Label | None:
    """The one day that stands above a table and that none of its labels names; None where there are more."""
    return _the_one(_day_in, sheet, rows, left, right, labels)


def last_day_in_title(sheet: Sheet, rows: range, left: int, right: int, labels: Collection[Label]) -> Label | None:
    """The one day up to which a title says that its table goes (截至2026年10月31日); None where there are more."""
    return _the_one(_last_day_in, sheet, rows, left, right, labels)


def _the_one(
    day_of: Callable[[Cell], Cell | None], sheet: Sheet, rows: range, left: int, right: int, labels: Collection[Label]
) -> Label | None:
    named = {(label.row, label.column) for label in labels}
    found: list[Label] = []
    for row in rows:
        cells = sheet.rows[row]
        for column in range(left, right + 1):
            if (row, column) not in named and (day := day_of(cells[column])) is not None:
                beside = cells[column - 1] if column > left else ""
                if isinstance(day, str) or not isinstance(beside, str) or not beside.strip():
                    found.append(Label(NAME, day, row, column))
    return found[0] if len({_read(label.value) for label in found}) == 1 else None


def _day_in(cell: Cell) -> Cell | None:
    """The day of a title, or the cell itself where it is one."""
    if isinstance(cell, date):
        return cell
    parts = _parted(cell)
    return None if parts is None or _OF_ANOTHER.search(f"{parts[0]} {parts[2]}") else parts[1]


def _last_day_in(cell: Cell) -> Cell | None:
    """The day behind 截至 in a title."""
    parts = _parted(cell)
    if parts is None or not _UNTIL.search(parts[0]):
        return None
    rest = f"{_UNTIL.sub('', parts[0])} {_END.sub('', parts[2])}"
    return None if _OF_ANOTHER.search(rest) else parts[1]


def _parted(cell: Cell) -> tuple[str, str, str] | None:
    """A title that names one day: what stands before it, the day, and what stands behind it."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_TITLE or is_label(cell):
        return None
    days = list(_DAY.finditer(cell))
    if len(days) != 1 or _read(days[0][0]) is None:
        return None
    return cell[: days[0].start()], days[0][0].strip(), cell[days[0].end() :]


def _read(cell: Cell) -> date | None:
    """The day, one without a year in some year."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    return read_date(str(cell)) or read_date(str(cell), _ANY_LEAP_YEAR)
