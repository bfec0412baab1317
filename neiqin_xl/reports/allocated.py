"""The payments of a period as they settle papers, and those that count for nobody: what 回款核销 is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.allocations import Decided, Decision, decided
from neiqin_xl.ledger.claims import parties_called
from neiqin_xl.ledger.openings import whose
from neiqin_xl.ledger.received import Received, of_nobody, payers, received
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.allocation import Level
from neiqin_xl.reconcile.given_papers import Unmet, unmet
from neiqin_xl.reconcile.posted import paper_of
from neiqin_xl.reconcile.whose_payment import Guess, Open, Traces, guesses
from neiqin_xl.reports.accounts import Account, accounts
from neiqin_xl.reports.titles import PAPER_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.naming import Names

_NOTHING = Decision()


@dataclass(frozen=True)
class Share:
    """So many fen of a payment settle a paper, shown by its number, or by its type and day where it has none."""

    paper: str
    amount: int
    level: Level


@dataclass(frozen=True)
class Applied:
    """A payment that counts for a customer: what it settles, what is left of it, and what was wanted and not done.

    Of several lines of one receipt the first shows what they settle together; `is_first` is False for the others.
    """

    payment: Received
    customer: str
    currency: str
    decision: Decision
    shares: Sequence[Share]
    prepaid: int
    unmet: Sequence[Unmet]
    is_first: bool


class Allocated:
    """What the books say of payments up to the end of a period, asked once."""

    def __init__(self, books: Books, period: Period, names: Names) -> None:
        self._books, self._period, self._names = books, period, names
        self._payments = received(books.ledger)
        self.decided: Decided = decided(books.ledger, self._payments)
        self._accounts = accounts(books, period, names, {}, settled=True)

    def decision(self, line: int) -> Decision:
        """What was decided about a payment."""
        return self.decided.by_line.get(line, _NOTHING)

    @cached_property
    def unclaimed(self) -> list[Received]:
        """Payments that count for nobody, the oldest first."""
        lines = of_nobody(self._books.ledger)
        return [one for one in self._payments if one.line in lines and one.day < self._period.before.isoformat()]

    @cached_property
    def applied(self) -> list[Applied]:
        """The payments of the period that count for customers, by day."""
        by_line = {one.line: one for one in self._payments}
        found = [one for account in self._accounts for one in self._of_account(account, by_line)]
        return sorted(found, key=lambda one: (one.payment.day, one.payment.line))

    def _of_account(self, account: Account, by_line: Mapping[int, Received]) -> list[Applied]:
        lines = [one for one in account.lines_counted if one.measure == Measure.RECEIVABLE.value]
        first = self._period.since.isoformat()
        shown: dict[str, str] = {}
        for one in lines:
            shown.setdefault(paper_of(one), one.number or f"{PAPER_NAMES.get(one.type, '')}{one.date[:10]}")
        shares: defaultdict[str, list[Share]] = defaultdict(list)
        for part in account.settled.parts:
            shares[part.payment].append(Share(shown.get(part.item, part.item), part.amount, part.level))
        payments = {one.id: one for one in account.sides.payments}
        found: list[Applied] = []
        seen: set[str] = set()
        for one in lines:
            payment = by_line.get(one.line_id)
            if one.type != words.RECEIPT.key or one.date < first or payment is None:
                continue
            entry = paper_of(one)
            paid, is_first = payments.get(entry), entry not in seen
            seen.add(entry)
            found.append(
                Applied(
                    payment,
                    account.key.customer,
                    account.key.currency,
                    self.decision(one.line_id),
                    shares[entry] if is_first else (),
                    account.settled.prepaid.get(entry, 0) if is_first else 0,
                    list(unmet(paid, account.sides.items, account.settled.parts)) if paid and is_first else (),
                    is_first,
                )
            )
        return found

    def guesses(self, payment: Received) -> list[Guess]:
        """Who may have paid it."""
        company = whose(payment.our_company, self._books.company)
        paid = company, payment.currency or self._books.currency, payment.settles
        return guesses(payment.payer, payment.says, paid, self._traces)

    @cached_property
    def _traces(self) -> Traces:
        known = self._names.customers
        names = ((text, key) for key, one in known.items() for text in {one.name, one.short_name} if text)
        return Traces.of(payers(self._books.ledger), names, [_open(one) for one in self._accounts])

    def is_customer(self, text: str) -> bool:
        """Whether a customer of the books is called so, and no other."""
        return text in self._claimants

    @cached_property
    def _claimants(self) -> Mapping[str, object]:
        named = {one.claimed_by for one in self.decided.by_line.values() if one.claimed_by}
        return parties_called(self._books.ledger, named)


def _open(account: Account) -> Open:
    numbers = {paper_of(one): one.number for one in account.lines_counted}
    papers = [(numbers.get(item, ""), amount) for item, amount in account.settled.open.items() if amount]
    of = [numbers.get(item.id, "") for item in account.sides.items]
    return Open(account.key.company, account.key.customer, account.key.currency, account.closing, papers, of)
