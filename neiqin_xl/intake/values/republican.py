"""Years of the Republic (113/05/07): read where a paper's own headers say where it comes from, else asked about."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.values.cells import Read
from neiqin_xl.intake.values.days import REPUBLICAN
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import traditional_in

_ENOUGH = 2  # one traditional character may be a customer's taste, or a slip


def take_republican_years(read: Read, headers: Iterable[str], header: str, name: str) -> list[Finding]:
    """Read such dates of a column, in place, where the headers are in traditional characters; what is said of it."""
    dates = [cell for cell, problem in read.unreadable.items() if problem.code == REPUBLICAN]
    if not dates or len(traditional_in("".join(headers))) < _ENOUGH:
        return []
    for cell in dates:
        read.values[cell] = read.unreadable.pop(cell).suggestion
    message = f"“{header}”里的日期（“{as_text(dates[0])}”等）按民国年记；如果不对请写成 2026-11-05 的样子"
    return [Finding("C206", Severity.WARNING, message, field=name)]
