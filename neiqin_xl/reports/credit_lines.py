"""The grant of credit that holds for an account: by the papers on credit, else the limit in the customer file."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl.reconcile.credit import Counts, Grant, grant_on
from neiqin_xl.reports.accounts import AccountKey

if TYPE_CHECKING:
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.grants import Granted

_COUNTS = {
    "应收": frozenset[Counts](),
    "应收+未发订单": frozenset({Counts.ORDERS}),
    "应收+已发未票": frozenset({Counts.SHIPPED}),
}


class CreditLines:
    """All grants, asked of the books once."""

    def __init__(self, books: Books) -> None:
        self._grants: defaultdict[AccountKey, list[Grant]] = defaultdict(list)
        self._said: dict[tuple[AccountKey, date], Granted] = {}
        self._filed, self._currency = books.filed_limits(), books.currency
        for one in books.granted():
            if one.since:
                key = AccountKey(one.company, one.customer, one.currency)
                grant = _grant(one, self._filed.get(one.customer))
                self._grants[key].append(grant)
                self._said[key, grant.since] = one

    def on(self, key: AccountKey, day: date) -> Grant | None:
        """The grant that holds; the customer file's limit, which is in the main currency, has no end and no term."""
        found = grant_on(self._grants.get(key, ()), day)
        if found is None and key.currency == self._currency and key.customer in self._filed:
            return Grant(date.min, self._filed[key.customer])
        return found

    def said(self, key: AccountKey, grant: Grant | None) -> Granted | None:
        """The row that the grant stands on; None where it is the customer file's."""
        return self._said.get((key, grant.since)) if grant is not None else None

    def accounts(self, day: date) -> list[AccountKey]:
        """The accounts for which a paper on credit holds on that day."""
        return [key for key in self._grants if grant_on(self._grants[key], day) is not None]


def _grant(one: Granted, filed: int | None) -> Grant:
    return Grant(
        date.fromisoformat(one.since),
        filed if one.limit is None else one.limit,
        one.temporary or 0,
        one.days,
        date.fromisoformat(one.until) if one.until else None,
        _COUNTS.get(one.basis),
    )
