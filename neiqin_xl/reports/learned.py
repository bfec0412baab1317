"""What the books have learned of frozen time, account by account: the next open statement shows it as 前期调整."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.reconcile.past import Prior, changed, statement_of
from neiqin_xl.reports.account_lists import by_account
from neiqin_xl.reports.accounts import OWED

if TYPE_CHECKING:
    from datetime import date

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.snapshots import AccountKey


class Learned(NamedTuple):
    """A paper of frozen time that came to something else since; it counts in the statement of the day `since`."""

    account: AccountKey
    since: date
    prior: Prior


def learned(books: Books) -> list[Learned]:
    """Everything that counts as 前期调整 in statements that are still open."""
    frozen = books.frozen()
    if not frozen:
        return []
    postings = by_account(books.lines(OWED))
    ends = {key: held[-1] for key in {*postings, *frozen.accounts()} if (held := frozen.of(key))}
    lines = frozen.lines(part for end in ends.values() for part in end.parts)
    found = []
    for key, end in sorted(ends.items()):
        now = [one for one in postings[key] if one.date < end.before.isoformat()]
        then = [line for part in end.parts for line in lines[part.id]]
        found += [
            Learned(key, end.before, prior._replace(called=statement_of(frozen.of(key), prior.posting)))
            for prior in changed(now, then)
        ]
    return found
