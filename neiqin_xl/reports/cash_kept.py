"""What was to come in a period and what came, week by week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.dates import Period, period_of
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.planned import planned
from neiqin_xl.reports.account_lists import by_book

if TYPE_CHECKING:
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.open_accounts import OpenAccounts

_LONG = 45  # days; a longer period is looked at by months
_DAY = timedelta(days=1)


class Kept(NamedTuple):
    """A week or month: what was overdue when it began, what fell due in it, what came in it. In fen."""

    span: Period
    late: int
    due: int
    received: int

    @property
    def planned(self) -> int:
        """What was to come."""
        return self.late + self.due


def kept(books: Books, period: Period, as_of: date, opened: OpenAccounts) -> dict[tuple[str, str], list[Kept]]:
    """By company and currency, the weeks or months of the period that have begun.

    `opened` reaches at least to `as_of`. A plan is worked out from what is dated before its week, as it is known today.
    """
    found: dict[tuple[str, str], list[Kept]] = {}
    for span in _spans(period, as_of, books.settings.week_start):
        came = {
            (company, currency): amount
            for company, currency, _, amount in books.sums(
                Measure.RECEIVED, span.since, min(span.before, as_of + _DAY), by=("company", "currency")
            )
        }
        accounts = by_book(opened.on(span.since - _DAY))
        for book in {*came, *accounts, *found}:
            left = [(one.item.due, one.amount) for account in accounts.get(book, ()) for one in account.left]
            plan = planned(left, span.since, [span])
            found.setdefault(book, []).append(Kept(span, plan.late, plan.ahead[0], came.get(book, 0)))
    return found


def _spans(period: Period, as_of: date, week_start: str) -> list[Period]:
    grain = "week" if period.days <= _LONG else "month"
    made: list[Period] = []
    day = period.since
    while day <= min(period.last, as_of):
        made.append(period_of(day, grain, week_start))
        day = made[-1].before
    return made
