"""The papers of a frozen period that the books have otherwise since, as a customer's sheet is held against them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from neiqin_xl.reconcile.past import changed, paper_key
from neiqin_xl.reconcile.posted import day_of
from neiqin_xl.reconcile.theirs.entries import numbers_of
from neiqin_xl.reconcile.theirs.later import Later
from neiqin_xl.reconcile.theirs.ours import entered_together
from neiqin_xl.reports.accounts import OWED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reconcile.theirs.entries import Entry
    from neiqin_xl.reports.accounts import Account


def later_of(
    books: Books, account: Account, period: Period, inside: Sequence[Entry], numbers: Mapping[int, str]
) -> list[Later]:
    """What became of the account's papers after the period was frozen; nothing of a period that is open.

    `inside` are the account's entries in their order, `numbers` the banks' numbers of payments, by line.
    """
    if not account.frozen:
        return []
    key, first = account.key, period.since.isoformat()
    now = [
        one
        for one in books.lines(OWED, None, period.before, customer=key.customer)
        if (one.company, one.currency) == (key.company, key.currency)
    ]
    keys: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry, held in zip(inside, entered_together(account.lines), strict=True):
        posting = account.postings.get(held[0].line) if held[0].line is not None else None
        if posting is not None:
            keys[paper_key(posting)].add(entry.key)
    return [
        Later(
            frozenset(keys[paper_key(one.posting)]),
            numbers_of((one.posting.number, numbers.get(one.posting.line_id, ""))),
            day_of(one.posting).toordinal(),
            one.change,
        )
        for one in changed(now, account.lines_counted)
        if one.posting.date >= first
    ]
