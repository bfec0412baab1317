"""Every account beside its credit: what is owed and open, the grant that holds, and what the check says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.reconcile.credit import Check, Counts, Exposure, Grant, check, counted, days_late
from neiqin_xl.reports.account_lists import by_account, place_of
from neiqin_xl.reports.credit_lines import CreditLines
from neiqin_xl.reports.open_accounts import OpenAccount, open_accounts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.grants import Granted
    from neiqin_xl.ledger.rows import OrderLine
    from neiqin_xl.reports.naming import Names
    from neiqin_xl.reports.open_accounts import Left

_DIMENSIONS = ("company", "customer", "currency")
# What of the receivable stands for goods, by basis.
_GOODS = frozenset({words.SHIPMENT.key, words.GOODS_RETURN.key, words.INVOICE.key})


@dataclass(frozen=True)
class Position:
    """An account on a day; `account` is None where nothing is open of it, `said` the paper behind the grant."""

    key: AccountKey
    account: OpenAccount | None
    exposure: Exposure
    grant: Grant | None
    said: Granted | None
    check: Check
    counts: frozenset[Counts]
    latest: Left | None
    orders: Sequence[OrderLine]


def positions(books: Books, as_of: date, names: Names) -> list[Position]:
    """Every account in which something is open, ordered or granted, by company, currency and customer code.

    Orders are those that are open today.
    """
    opened = {one.key: one for one in open_accounts(books, as_of, names)}
    credit, beside = CreditLines(books), shipped_beside(books, as_of)
    usual = frozenset(map(Counts, books.settings.credit_counts))
    unpaid = bills_beside(books, as_of)
    orders = by_account(books.order_lines(open_only=True))

    def position(key: AccountKey) -> Position:
        account, grant = opened.get(key), credit.on(key, as_of)
        days = grant.days if grant is not None else None
        late = [(days_late(one.item, as_of, days), one) for one in account.left] if account else []
        behind, latest = max(late, key=lambda one: one[0], default=(0, None))
        open_orders = sum(line.open_amount_fen for line in orders[key])
        exposure = Exposure(account.balance if account else 0, open_orders, max(0, beside[key]), unpaid[key])
        checked = check(grant, exposure, behind, usual)
        meant = counted(grant, usual)
        said = credit.said(key, grant)
        return Position(key, account, exposure, grant, said, checked, meant, latest if behind else None, orders[key])

    wanted = {*opened, *orders, *credit.accounts(as_of)}
    return [position(key) for key in sorted(wanted, key=lambda key: place_of(key, names))]


def bills_beside(books: Books, as_of: date) -> Counter[AccountKey]:
    """Payments by bills that are not due yet on that day, by account: the balance is smaller by them already."""
    found: Counter[AccountKey] = Counter()
    for one in books.bills():
        if one.received <= as_of.isoformat() < one.due[:10]:
            found[AccountKey(one.company, one.customer, one.currency)] += one.amount_fen
    return found


def shipped_beside(books: Books, as_of: date) -> Counter[AccountKey]:
    """Goods that are gone and in no balance yet, by account: none where customers owe from the day of the shipment."""
    found: Counter[AccountKey] = Counter()
    if books.basis is Basis.SHIPMENT:
        return found
    before = as_of + timedelta(days=1)
    signs = {Measure.SHIPPED: 1, Measure.RETURNED: -1}
    for measure, sign in signs.items():
        for *key, _, amount in books.sums(measure, None, before, by=_DIMENSIONS):
            found[AccountKey(*key)] += sign * amount
    for kind, *key, _, amount in books.sums(Measure.RECEIVABLE, None, before, by=("type", *_DIMENSIONS)):
        if kind in _GOODS:
            found[AccountKey(*key)] -= amount
    return found
