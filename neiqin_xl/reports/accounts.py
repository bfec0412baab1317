"""What customers owe over a period: opening balance, movements and closing balance of every account."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.ageing import Ageing, aged
from neiqin_xl.reconcile.allocation import allocate
from neiqin_xl.reconcile.falling_due import due_days
from neiqin_xl.reconcile.posted import MEASURES, movements, sides
from neiqin_xl.reconcile.statement import Line, Sort, Statement, detailed
from neiqin_xl.reports.titles import OPENING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting, Waiting
    from neiqin_xl.reports.naming import Names

OWED = (Measure.RECEIVABLE,)


class AccountKey(NamedTuple):
    """The dimensions of money: our company, the customer's id, the currency."""

    company: str
    customer: str
    currency: str


@dataclass(frozen=True)
class Account:
    """One account over a period, in 分, with its ageing on the day `aged_on`.

    `postings` are the books' lines behind the movements, by line. `held` is how many of the customer's lines wait to be
    corrected and are in no figure; `unpriced_before` how many in the opening balance have no price yet, `unpriced_now`
    how many of the period's.
    """

    key: AccountKey
    stated: Statement
    postings: Mapping[int, Posting]
    ageing: Ageing
    aged_on: date
    held: int
    unpriced_before: int = 0
    unpriced_now: int = 0

    @property
    def opened(self) -> int:
        """What opening balances of the period's own days came to: from there on the books run."""
        return self.stated.summary.sums[Sort.OPENING]

    @property
    def opening(self) -> int:
        """期初余额: what stood before the period, or stood where the books begin within it."""
        return self.stated.summary.opening + self.opened

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The movements after the opening balance, each with the balance after it."""
        if not any(line.movement.sort is Sort.OPENING for line in self.stated.lines):
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
        """本期调整: charges and increases, less allowances and what fees and rounding settled beside payments."""
        return self.stated.summary.adjusted - self.stated.summary.sums[Sort.ROUNDING]

    @property
    def net(self) -> int:
        """All movements of the period."""
        return self.closing - self.opening

    @property
    def closing(self) -> int:
        """期末余额."""
        return self.stated.summary.closing

    @property
    def unpriced(self) -> int:
        """Lines up to the end of the period that count with their quantity but have no price yet."""
        return self.unpriced_before + self.unpriced_now

    @property
    def waits(self) -> str:
        """Why the statement cannot go out yet; nothing where it can."""
        reasons = (
            (self.unpriced_before, f"{OPENING}里 {self.unpriced_before} 行{words.UNPRICED}"),
            (self.unpriced_now, f"{self.unpriced_now} 行{words.UNPRICED}"),
            (self.held, f"{self.held} 行{words.HELD}"),
        )
        return "、".join(said for count, said in reasons if count)


def accounts(
    books: Books, period: Period, names: Names, held: Mapping[str, int], customer: str | None = None
) -> list[Account]:
    """Every account with a balance before the period or a movement in it, by company, currency and customer code.

    A balance of nothing counts as one where lines in it have no price yet. `held` is how many lines wait by customer.
    With `customer`, that customer's accounts only.
    The books are asked once for all customers, not once for each.
    """
    postings: defaultdict[AccountKey, list[Posting]] = defaultdict(list)
    for one in books.lines(MEASURES, None, period.before, customer=customer):
        postings[AccountKey(one.company, one.customer, one.currency)].append(one)

    def place(key: AccountKey) -> tuple[str | bool, ...]:
        code = names.customer_code(key.customer)
        return key.company, key.currency != "CNY", key.currency, not code, code, key.customer

    asked = _Asked(books, period, names, held)
    found = (asked.account(key, postings[key]) for key in sorted(postings, key=place))
    return [one for one in found if one.opening or one.stated.lines or one.unpriced]


def nothing(books: Books, period: Period, names: Names, customer: str, held: int) -> Account:
    """An account in which nothing is and nothing moved."""
    asked = _Asked(books, period, names, {customer: held})
    return asked.account(AccountKey(books.company, customer, books.currency), ())


class _Asked:
    """What the books say of all accounts, asked once."""

    def __init__(self, books: Books, period: Period, names: Names, held: Mapping[str, int]) -> None:
        self.period, self.names, self.held, self.basis = period, names, held, books.basis
        self.aged_on = min(period.last, books.today)
        self.explained, self.said = books.explained(), books.said()

    def account(self, key: AccountKey, postings: Sequence[Posting]) -> Account:
        """The account made of these postings, all up to the end of the period."""
        owed = {one.line_id: one for one in postings if one.measure == Measure.RECEIVABLE.value}
        due_of = due_days(self.names.customers.get(key.customer), postings, self.explained, self.basis)
        account = sides(postings, self.said, self.explained, due_of)
        settled = allocate(account.items, account.payments)
        first = self.period.since.isoformat()
        unpriced = [one.date >= first for one in owed.values() if not one.priced]
        return Account(
            key,
            detailed(movements(postings), self.period),
            owed,
            aged(account.items, settled.open, sum(settled.prepaid.values()), self.aged_on),
            self.aged_on,
            self.held.get(key.customer, 0),
            len(unpriced) - sum(unpriced),
            sum(unpriced),
        )


class Held(NamedTuple):
    """Lines that would move a balance and do not count: how many by customer, and those of nobody we know."""

    of: Counter[str]
    nobodys: list[Waiting]


def held_lines(books: Books, period: Period, names: Names) -> Held:
    """Lines up to the end of the period that would move a balance and do not count.

    A paper that is held says whose it is only in its own words: a name that several customers bear makes each wait.
    """
    bearers: dict[str, set[str]] = {}
    for key, party in names.customers.items():
        for text in filter(None, (party.code, party.name, party.short_name)):
            bearers.setdefault(name_key(text), set()).add(key)
    held, moving = Held(Counter(), []), books.types_posting(Measure.RECEIVABLE)
    for one in books.waiting():
        if one.type in moving and (one.dated or "") < period.before.isoformat():
            meant = bearers.get(name_key(one.customer or ""), ())
            held.of.update(meant)
            if not meant:
                held.nobodys.append(one)
    return held
