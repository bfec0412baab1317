"""Which statement is a customer's of a month: one that ends with it, or of days of the customer's own. Pure.

A customer whose books are cut on the 25th gets his November from 26 October to 25 November; what comes after that is
his December's (RULES 16, 19).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from neiqin_xl.dates import Period, cut_month, month_of
from neiqin_xl.ledger.issued import Issued
from neiqin_xl.ledger.snapshots import AccountKey, Snapshot

if TYPE_CHECKING:
    from neiqin_xl.ledger.rows import Party


def last_in(month: Period, given: Iterable[Issued]) -> dict[AccountKey, Issued]:
    """By account, the newest version of the statement that ends last of those that end in the month."""
    ending = [one for one in given if one.newest and str(month.since) < one.snapshot.before <= str(month.before)]
    return {one.account: one for one in sorted(ending, key=lambda one: (one.snapshot.before, one.id))}


def is_of(month: Period, one: Snapshot, party: Party | None) -> bool:
    """Whether a statement that ends in the month is all that the customer gets of it.

    It ends with the month, runs from cut to cut (from the 26th to the 25th), or ends when the customer's file cuts.
    """
    since, before = date.fromisoformat(one.since), date.fromisoformat(one.before)
    if before == month.before:
        return True
    whole = cut_month(month, (before - timedelta(days=1)).day)
    filed = cut_month(month, party.stmt_day) if party is not None and party.stmt_day else month
    return (since, before) == (whole.since, whole.before) or (before == filed.before and since <= month.since)


def of_month(month: Period, given: Iterable[Issued], customers: Mapping[str, Party]) -> dict[AccountKey, Issued]:
    """By account, its statement of the month, where one was issued."""
    return {
        key: one
        for key, one in last_in(month, given).items()
        if is_of(month, one.snapshot, customers.get(key.customer))
    }


def is_stated_otherwise(period: Period, customer: Party | None, own: Issued | None) -> bool:
    """Whether a customer without a statement of a period from cut to cut has that month's of other days, or will.

    `own` is his statement of the month in which the period ends. His file may say that he is cut on another day.
    """
    month = month_of(period.last)
    whole = cut_month(month, period.last.day)
    if period.before == month.before or (period.since, period.before) != (whole.since, whole.before):
        return False
    cut = None if customer is None else customer.stmt_day
    return own is not None or (cut is not None and cut_month(month, cut).before != period.before)
