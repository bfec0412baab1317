"""The day of a paper where no label names it: in its title (出库明细 2026年11月18日), or alone above its table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

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
_MONTH = late_pattern(r"(?<!\d)(?:(20\d\d)\s*[年.-]\s*)?(1[0-2]|0?[1-9])\s*月")


class TitleDays(NamedTuple):
    """The day of a paper, and the last day up to which it goes (截至2026年10月31日); None for none."""

    of: Label | None
    until: Label | None


def days_in_titles(sheet: Sheet, rows: range, left: int, right: int, labels: Collection[Label]) -> TitleDays:
    """The one day of each kind that stands above a table and that no label names; none where there are more."""
    named = {(label.row, label.column) for label in labels}
    found: dict[bool, list[Label]] = {False: [], True: []}
    for row in rows:
        cells = sheet.rows[row]
        for column in range(left, right + 1):
            if (row, column) not in named and (said := _day_in(cells[column])) is not None:
                day, is_last = said
                beside = cells[column - 1] if column > left else ""
                if isinstance(day, str) or not isinstance(beside, str) or not beside.strip():
                    found[is_last].append(Label(NAME, day, row, column))
    return TitleDays(_only(found[False]), _only(found[True]))


def is_day(text: str) -> bool:
    """Whether a text is a day and nothing else, with its year or without: 11月5日."""
    return _DAY.fullmatch(text.strip()) is not None and _read(text) is not None


def months_in(texts: Iterable[str]) -> set[tuple[int, int]]:
    """The months that texts name, each as its year, 0 where none is said, and its month."""
    return {(int(year or 0), int(month)) for text in texts for year, month in _MONTH.findall(text)}


def _only(labels: Sequence[Label]) -> Label | None:
    return labels[0] if len({_read(label.value) for label in labels}) == 1 else None


def _day_in(cell: Cell) -> tuple[Cell, bool] | None:
    """The one day of a title, or the cell itself where it is one, and whether it is that behind 截至."""
    if isinstance(cell, date):
        return cell, False
    if not isinstance(cell, str) or len(cell) > _LONGEST_TITLE or is_label(cell):
        return None
    days = list(_DAY.finditer(cell))
    if len(days) != 1 or _read(days[0][0]) is None:
        return None
    before, behind = cell[: days[0].start()], cell[days[0].end() :]
    is_last = _UNTIL.search(before) is not None
    if is_last:
        before, behind = _UNTIL.sub("", before), _END.sub("", behind)
    return None if _OF_ANOTHER.search(f"{before} {behind}") else (days[0][0].strip(), is_last)


def _read(cell: Cell) -> date | None:
    """The day, one without a year in some year."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    return read_date(str(cell)) or read_date(str(cell), _ANY_LEAP_YEAR)
