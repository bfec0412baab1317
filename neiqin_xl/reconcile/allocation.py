"""Which payment settles which paper: as given, by reference, by exact amount, then the oldest first. Pure.

All payments take one level before any takes the next, so that what one names is not spent by an older one that names
nothing. Both sides are put in order first, so the order in which they come plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from neiqin_xl.ledger.keys import code_key
from neiqin_xl.reconcile.items import OpenItem, Payment
from neiqin_xl.reconcile.references import months_in, named_in


class Level(Enum):
    """How surely a payment was meant for a paper."""

    GIVEN = "given"
    REFERENCE = "reference"
    EXACT = "exact"
    OLDEST = "oldest"


class Part(NamedTuple):
    """So many fen of a payment settle so many of an item."""

    payment: str
    item: str
    amount: int
    level: Level


@dataclass(frozen=True)
class Allocation:
    """What settles what. `open` is what is left of each item, `prepaid` of each payment, by id; none is negative."""

    parts: tuple[Part, ...]
    open: dict[str, int]
    prepaid: dict[str, int]


def allocate(items: Iterable[OpenItem], payments: Iterable[Payment]) -> Allocation:
    """Settle the papers of one account (company, customer, currency) by its payments.

    ValueError where two items or two payments share an id, or an amount is negative.
    """
    account = _Account(sorted(items, key=_oldest_first), sorted(payments, key=lambda one: (one.day, one.id)))
    for level in (account.by_gift, account.by_reference, account.by_amount, account.by_age):
        for payment in account.payments:
            if account.prepaid[payment.id]:
                level(payment)
    return Allocation(tuple(account.parts), account.open, account.prepaid)


def _oldest_first(item: OpenItem) -> tuple[date, date, str]:
    return item.due or date.max, item.day, item.id


class _Account:
    """An account while it is settled; items and payments in their order."""

    def __init__(self, items: Sequence[OpenItem], payments: Sequence[Payment]) -> None:
        self.items, self.payments = items, payments
        self.open = {one.id: one.amount for one in items}
        self.prepaid = {one.id: one.amount for one in payments}
        if len(self.open) < len(items) or len(self.prepaid) < len(payments):
            raise ValueError("two entries of one side share an id")
        if any(amount < 0 for amount in (*self.open.values(), *self.prepaid.values())):
            raise ValueError("amounts of items and payments are positive: their side gives the sign")
        self.parts: list[Part] = []

    @cached_property
    def by_name(self) -> Mapping[str, list[OpenItem]]:
        """The items by each of their numbers; asked for only where there is a payment."""
        found: defaultdict[str, list[OpenItem]] = defaultdict(list)
        for item in self.items:
            for name in {code_key(name) for name in (*item.names, item.order_no) if name}:
                found[name].append(item)
        return found

    @cached_property
    def reopened(self) -> Mapping[str, list[OpenItem]]:
        """The items that reopen papers, by the numbers of those."""
        found: defaultdict[str, list[OpenItem]] = defaultdict(list)
        for item in self.items:
            for name in {code_key(name) for name in item.reopens}:
                found[name].append(item)
        return found

    def by_gift(self, payment: Payment) -> None:
        """As a person said."""
        for number, amount in payment.given:
            left = amount
            for item in self._called(code_key(number), payment):
                taken = self._settle(payment, item, Level.GIVEN, left)
                left = None if left is None else left - taken

    def by_reference(self, payment: Payment) -> None:
        """Papers whose numbers stand beside the payment, else those of the months that it names."""
        names = named_in(payment.said, self.by_name)
        called = {item.id for name in names for item in self._called(name, payment)}
        meant = [item for item in self.items if item.id in called]
        if not names and payment.free:
            months = months_in(payment.said, payment.day)
            meant = [item for item in self.items if (item.day.year, item.day.month) in months]
        for item in meant:
            self._settle(payment, item, Level.REFERENCE)

    def by_amount(self, payment: Payment) -> None:
        """The only paper that is open for just this amount, else the only month that is."""
        if not payment.free:
            return
        wanted = self.prepaid[payment.id]
        single = [[item] for item in self._open_before(payment) if self.open[item.id] == wanted]
        groups = single or [group for group in self._months(payment) if sum(self.open[i.id] for i in group) == wanted]
        if len(groups) == 1:
            for item in groups[0]:
                self._settle(payment, item, Level.EXACT)

    def by_age(self, payment: Payment) -> None:
        """Whatever is due first."""
        for item in self.items if payment.free else ():
            self._settle(payment, item, Level.OLDEST)

    def _called(self, name: str, payment: Payment) -> Iterator[OpenItem]:
        """The papers of that number, then what reopened them before the payment came."""
        yield from self.by_name.get(name, ())
        yield from (item for item in self.reopened.get(name, ()) if item.day <= payment.day)

    def _open_before(self, payment: Payment) -> Iterator[OpenItem]:
        """Open papers that were there when the payment came."""
        return (item for item in self.items if self.open[item.id] and item.day <= payment.day)

    def _months(self, payment: Payment) -> list[list[OpenItem]]:
        groups: defaultdict[tuple[int, int], list[OpenItem]] = defaultdict(list)
        for item in self._open_before(payment):
            groups[item.day.year, item.day.month].append(item)
        return list(groups.values())

    def _settle(self, payment: Payment, item: OpenItem, level: Level, most: int | None = None) -> int:
        amount = min(self.prepaid[payment.id], self.open[item.id])
        amount = amount if most is None else min(amount, max(most, 0))
        if amount > 0:
            self.open[item.id] -= amount
            self.prepaid[payment.id] -= amount
            self.parts.append(Part(payment.id, item.id, amount, level))
        return amount
