"""今日待办 by itself: once a day, since it looks at all that is open in the books."""

from __future__ import annotations

from datetime import datetime, timedelta

from neiqin_xl import words
from neiqin_xl.dates import period_of
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.ledger.publications import last_published
from neiqin_xl.reports import all_reports

RETRY = timedelta(minutes=10)
"""After that, one that somebody had open is tried again: she may have it open all day."""


def make_list_of_day(publishing: Publishing, *, first: bool = False) -> None:
    """Publish the list unless it was made today; where nobody ever had one, only as the `first`.

    One that waits, since somebody has an older one open, goes on waiting, and is tried again from time to time.
    """
    workspace = publishing.workspace
    key = workspace.list_of_day.relative_to(workspace.root).as_posix()
    last = last_published(publishing.ledger, key)
    if last is None:
        if not first:
            return
    elif last.waits and publishing.now - datetime.fromisoformat(last.at) < RETRY:
        publishing.pending.append({"path": key, "reason": last.waits})
        return
    elif not last.waits and datetime.fromisoformat(last.at).date() >= publishing.books.today:
        return
    publishing.report(all_reports()[words.TO_DO.key], period_of(publishing.books.today, "day"))
