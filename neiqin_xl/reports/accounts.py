"""What customers owe over a period: opening balance, movements and closing balance of every account."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.ageing import Ageing, aged
from neiqin_xl.reconcile.allocation import Allocation, allocate
from neiqin_xl.reconcile.past import Past, Prior, counted
from neiqin_xl.reconcile.posted import MEASURES, Sides, sides
from neiqin_xl.reconcile.statement import Line, Sort, Statement, detailed
from neiqin_xl.reports.account_lists import by_account, place_of
from neiqin_xl.reports.due_days import DueDays
from neiqin_xl.reports.frozen_past import past_of
from neiqin_xl.reports.receivable_pages import as_of_day
from neiqin_xl.reports.titles import OPENING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting, Waiting
    from neiqin_xl.reports.naming import Names

__all__ = ["OWED", "Account", "AccountKey", "Held", "accounts", "emptied", "held_lines", "nothing"]

OWED = (Measure.RECEIVABLE,)
_NO_SIDES, _NOTHING_SETTLED = Sides((), ()), Allocation((), {}, {})


class Account(NamedTuple):
    """One account over a period, in 分, with its ageing on the day `aged_on`.

    `postings` are the books' lines behind the movements, by line; `priors`, likewise, are papers of frozen time that
    came to something else since. `frozen` is what froze the end of the period, "" where it is open; where that end was
    frozen itself, the ageing is as known then. `lines_counted` are all that make up the closing balance, and `learned`
    is what the books have otherwise since: it counts in a later period. `sides` are the papers and payments behind it,
    `settled` what settles what.

    `held` is how many of the customer's lines wait to be corrected and are in no figure; `unpriced_before` how many in
    the opening balance have no price yet, `unpriced_now` how many of the period's.
    """

    key: AccountKey
    stated: Statement
    postings: Mapping[int, Posting]
    ageing: Ageing
    aged_on: date
    held: int
    unpriced_before: int = 0
    unpriced_now: int = 0
    priors: Mapping[int, Prior] = MappingProxyType({})
    frozen: str = ""
    lines_counted: Sequence[Posting] = ()
    learned: int = 0
    sides: Sides = _NO_SIDES
    settled: Allocation = _NOTHING_SETTLED

    @property
    def opened(self) -> int:
        """What opening balances of the period's own days came to: from there on the books run."""
        return self.stated.summary.sums[Sort.OPENING]

    @property
    def opening(self) -> int:
        """期初余额: what stood before the period, or stood where the books begin within it."""
        return self.stated.summary.opening + self.opened

    @property
    def lines(self) -> Sequence[Line]:
        """The movements after the opening balance, each with the balance after it."""
        if Sort.OPENING not in [line.movement.sort for line in self.stated.lines]:
            return self.stated.lines
        moved = [line.movement for line in self.stated.lines if line.movement.sort is not Sort.OPENING]
        balances = list(accumulate((one.change for one in moved), initial=self.opening))[1:]
        return [Line(one, balance) for one, balance in zip(moved, balances, strict=True)]

    @property
    def shipped(self) -> int:
        """本期发货 (or 开票, where customers owe on invoices)."""
        return self.stated.summary.sums[Sort.SHIPMENT] + self.stated.summary.sums[Sort.INVOICE]

    @property
    def returned(self) -> int:
        """本期退货, as a positive amount."""
        return self.stated.summary.sums[Sort.RETURN]

    @property
    def received(self) -> int:
        """本期回款: money received less money paid back, as a positive amount."""
        return self.stated.summary.sums[Sort.RECEIPT] - self.stated.summary.sums[Sort.REFUND]

    @property
    def adjusted(self) -> int:
        """本期调整: charges and increases, less allowances and what fees and rounding settled beside payments.

        前期调整 is part of it.
        """
        return self.stated.summary.adjusted - self.stated.summary.sums[Sort.ROUNDING]

    @property
    def prior(self) -> int:
        """前期调整: what papers of frozen time came to otherwise since."""
        return self.stated.summary.sums[Sort.PRIOR]

    @property
    def net(self) -> int:
        """All movements of the period."""
        return self.closing - self.opening

    @property
    def closing(self) -> int:
        """期末余额."""
        return self.stated.summary.closing

    @property
    def across(self) -> tuple[int, int, int, int, int, int]:
        """期初, 发货, 退货, 回款, 调整 and 期末 as they stand in a row: the last is what the others come to."""
        return self.opening, self.shipped, self.returned, self.received, self.adjusted, self.closing

    @property
    def unpriced(self) -> int:
        """Lines up to the end of the period that count with their quantity but have no price yet."""
        return self.unpriced_before + self.unpriced_now

    @property
    def waits(self) -> str:
        """Why the statement cannot go out yet; nothing where it can."""
        if not (self.unpriced or self.held):
            return ""
        reasons = (
            (self.unpriced_before, f"{OPENING}里 {self.unpriced_before} 行{words.UNPRICED}"),
            (self.unpriced_now, f"{self.unpriced_now} 行{words.UNPRICED}"),
            (self.held, f"{self.held} 行{words.HELD}"),
        )
        return "、".join(said for count, said in reasons if count)


def accounts(
    books: Books,
    period: Period,
    names: Names,
    held: Mapping[str, int],
    customer: str | None = None,
    *,
    settled: bool = False,
) -> list[Account]:
    """Every account with a balance before the period or a movement in it, by company, currency and customer code.

    A balance of nothing counts as one where lines in it have no price yet. `held` is how many lines wait by customer.
    With `customer`, that customer's accounts only; with `settled`, also those in which nothing is and nothing moved.
    The books are asked once for all customers, not once for each.
    """
    postings = by_account(books.lines(MEASURES, None, period.before, customer=customer))
    asked = _Asked(books, period, names, held, customer)
    keys = {*postings, *(key for key in asked.past if customer is None or key.customer == customer)}
    found = (asked.account(key, postings.get(key, ())) for key in sorted(keys, key=lambda key: place_of(key, names)))
    return [one for one in found if settled or one.opening or one.stated.lines or one.unpriced]


def nothing(books: Books, period: Period, names: Names, customer: str, held: int) -> Account:
    """An account in which nothing is and nothing moved."""
    (one,) = emptied(books, period, names, {customer: held}, [AccountKey(books.company, customer, books.currency)])
    return one


def emptied(
    books: Books, period: Period, names: Names, held: Mapping[str, int], keys: Sequence[AccountKey]
) -> list[Account]:
    """These accounts without a paper up to the end of the period: all were taken back, or are dated later since."""
    asked = _Asked(books, period, names, held) if keys else None
    return [asked.account(key, ()) for key in keys] if asked else []


class _Asked:
    """What the books say of all accounts, asked once."""

    def __init__(
        self, books: Books, period: Period, names: Names, held: Mapping[str, int], customer: str | None = None
    ) -> None:
        self.period, self.held = period, held
        self.aged_on = as_of_day(books, period)
        self.explained, self.said = books.explained(), books.said()
        self.dues = DueDays(books, names)
        self.stated = books.stated_days()
        self.frozen = books.frozen()
        self.past = dict(past_of(self.frozen, period, customer))

    def account(self, key: AccountKey, postings: Sequence[Posting]) -> Account:
        """The account made of these postings, all up to the end of the period."""
        past = self.past.get(key) or [Past(one.before, 0, one.called) for one in self.frozen.of(key)]
        found = counted(postings, past, self.period.since, self.period.before)
        first = self.period.since.isoformat()
        owed = (
            [one for one in found.lines if one.measure == Measure.RECEIVABLE.value] if past else found.postings.values()
        )
        unpriced = [one.date >= first for one in owed if not one.priced]
        due_of = self.dues.of(key, found.lines, self.aged_on)
        account = sides(found.lines, self.said, self.explained, due_of, self.stated.get(key, ()))
        settled = allocate(account.items, account.payments)
        ageing, aged_on = self._kept_ages(key) or (
            aged(account.items, settled.open, sum(settled.prepaid.values()), self.aged_on),
            self.aged_on,
        )
        stated = detailed(found.movements, self.period, found.before)
        frozen = next((one.called for one in past if self.period.before <= one.before), "")
        in_books = sum(one.amount_fen for one in postings if one.measure == Measure.RECEIVABLE.value) if frozen else 0
        return Account(
            key,
            stated,
            found.postings,
            ageing,
            aged_on,
            self.held.get(key.customer, 0),
            len(unpriced) - sum(unpriced),
            sum(unpriced),
            found.priors,
            frozen,
            found.lines,
            in_books - stated.summary.closing if frozen else 0,
            account,
            settled,
        )

    def _kept_ages(self, key: AccountKey) -> tuple[Ageing, date] | None:
        """The balance by age as it was known where just these days were frozen, and on which day that was."""
        end = next((one for one in self.frozen.of(key) if one.before == self.period.before), None)
        if end is None or len(end.parts) != 1 or end.parts[0].before != end.before.isoformat():
            return None
        figures = end.parts[0].figures
        not_due, *overdue, not_begun, prepaid = figures.ages
        return Ageing(not_due, not_begun, tuple(overdue), prepaid), date.fromisoformat(figures.aged_on)


class Held(NamedTuple):
    """Lines that would move a balance and do not count: how many by customer, and those of nobody we know."""

    of: Counter[str]
    nobodys: list[Waiting]


def held_lines(books: Books, period: Period, names: Names) -> Held:
    """Lines up to the end of the period that would move a balance and do not count.

    A paper that is held says whose it is only in its own words: a name that several customers bear makes each wait.
    """
    moving, before = books.types_posting(Measure.RECEIVABLE), period.before.isoformat()
    waiting = [one for one in books.waiting() if one.type in moving and (one.dated or "") < before]
    bearers: dict[str, set[str]] = {}
    for key, party in names.customers.items() if waiting else ():
        for text in filter(None, (party.code, party.name, party.short_name)):
            bearers.setdefault(name_key(text), set()).add(key)
    held = Held(Counter(), [])
    for one in waiting:
        meant = bearers.get(name_key(one.customer or ""), ())
        held.of.update(meant)
        if not meant:
            held.nobodys.append(one)
    return held
