"""Lists that people type into: which are out of date because of what was dropped."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.dates import Period, period_of
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.stale import touched
from neiqin_xl.ledger.store import Ledger

# By sheet type the report whose rows show what was typed, which is also how its file's name begins.
_SHOWN_BY = {
    words.SLIP_RETURN.key: words.SLIP_RETURNS,
    words.REPLY_DATE.key: words.REPLY_DATES,
    words.ALLOCATION.key: words.ALLOCATIONS,
}


def typed_lists_out_of_date(ledger: Ledger, books: Books) -> list[tuple[str, Period]]:
    """The names of reports, with the current month, that somebody asked for once and that show what was dropped."""
    now = period_of(books.today, "month", books.settings.week_start)
    return [
        (report.key, now)
        for kind, report in _SHOWN_BY.items()
        if touched(ledger, kind) and _was_asked_for(ledger, report.shown)
    ]


def _was_asked_for(ledger: Ledger, name: str) -> bool:
    return ledger.one("SELECT 1 FROM publication WHERE instr(path, ?) > 0 LIMIT 1", (f"/{name}_",)) is not None
