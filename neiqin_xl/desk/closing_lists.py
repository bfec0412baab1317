"""The list of a closed month that could not be written when it was closed: its workbook was held, or the disk full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from neiqin_xl import words
from neiqin_xl.dates import Period, month_of
from neiqin_xl.ledger.closings import closings
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.reports.statement_names import compact


def closings_to_list(ledger: Ledger) -> Iterator[Period]:
    """The closed months whose list was never published, or waits."""
    for month in dict.fromkeys(one.month for one in closings(ledger)):
        period = month_of(date.fromisoformat(f"{month}-01"))
        name = f"/{words.CLOSING_LIST.shown}_{compact(period)}."
        if ledger.one("SELECT 1 FROM publication WHERE instr(path, ?) > 0 AND pending = ''", (name,)) is None:
            yield period
