"""What the drop-down lists of the workbench offer, and what a choice means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl.dates import Period, month_of

if TYPE_CHECKING:
    from neiqin_xl.ledger.books import Books

_MONTHS = 24
_YEAR_AND_MONTH = re.compile(r"(20\d\d)(0[1-9]|1[0-2])")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])月(?:份)?")


@dataclass(frozen=True)
class Choices:
    """Customers as 编码 名称, sorted by them, and periods, the newest first."""

    customers: Sequence[str] = ()
    periods: Sequence[str] = ()


def choices_of(books: Books) -> Choices:
    """The customers that the books know, and the last months, quarters and years."""
    months: list[Period] = [month_of(books.today)]
    while len(months) < _MONTHS:
        months.append(months[-1].previous())
    years = sorted({one.since.year for one in months}, reverse=True)
    return Choices(sorted(_labels(books)), (*(one.name for one in months), *map(str, years)))


def customer_meant(books: Books, text: str) -> str:
    """The code, or else the name, of the customer whose choice that is; other text as it is."""
    return _labels(books).get(text.strip(), text.strip())


def period_meant(text: str, today: date) -> str:
    """A period as it was typed, in the spelling that the desk reads; 11月 is the last one that has begun."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if found := _YEAR_AND_MONTH.fullmatch(typed):
        return f"{found[1]}-{found[2]}"
    if found := _MONTH.fullmatch(typed):
        month = int(found[1])
        return f"{today.year - (month > today.month)}-{month:02}"
    return typed


def _labels(books: Books) -> dict[str, str]:
    return {f"{one.code or ''} {one.name}".strip(): one.code or one.name for one in books.customers().values()}
