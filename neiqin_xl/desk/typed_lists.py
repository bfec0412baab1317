"""Lists that people type into: which are out of date because of what was dropped."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.dates import Period, period_of
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.publications import was_asked_for
from neiqin_xl.ledger.stale import forget_asked, is_asked, touched
from neiqin_xl.ledger.store import Ledger

# By sheet type the report whose rows show what was typed, which is also how its file's name begins.
_SHOWN_BY = {
    words.SLIP_RETURN.key: words.SLIP_RETURNS,
    words.REPLY_DATE.key: words.REPLY_DATES,
    words.ALLOCATION.key: words.ALLOCATIONS,
    words.DIFFERENCE_DECISION.key: words.DIFFERENCES,
}


def typed_lists_out_of_date(ledger: Ledger, books: Books) -> list[tuple[str, Period]]:
    """The names of reports, with the current month, that somebody asked for once and that show what was dropped.

    The list of differences is among them, too, where a reply told the clerk to answer on it.
    """
    now = period_of(books.today, "month", books.settings.week_start)
    to_answer = is_asked(ledger)
    return [
        (report.key, now)
        for kind, report in _SHOWN_BY.items()
        if (to_answer and report is words.DIFFERENCES)
        or (touched(ledger, kind) and was_asked_for(ledger, report.shown))
    ]


def questions_are_out(ledger: Ledger) -> None:
    """What has been asked so far stands on the list of differences."""
    if is_asked(ledger):
        with ledger.transaction():
            forget_asked(ledger)
