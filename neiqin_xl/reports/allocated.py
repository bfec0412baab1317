"""The payments of a period as they settle papers, and those that count for nobody: what 回款核销 is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.allocations import Decided, decided
from neiqin_xl.ledger.called_parties import parties_called
from neiqin_xl.ledger.doubles import out_of_the_books
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.ledger.openings import whose
from neiqin_xl.ledger.payment_decisions import UNDECIDED, Decision, fits
from neiqin_xl.ledger.received import Received, of_nobody, payers, received
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.allocation import Level
from neiqin_xl.reconcile.given_papers import Unmet, unmet
from neiqin_xl.reconcile.posted import paper_of
from neiqin_xl.reconcile.whose_payment import Guess, Open, Traces, guesses
from neiqin_xl.reports.accounts import Account, accounts
from neiqin_xl.reports.titles import PAPER_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.doubles import Twins
    from neiqin_xl.reports.naming import Names

_NOTHING_SAID = Explained()


@dataclass(frozen=True)
class Share:
    """So many fen of a payment settle a paper, shown by its number, or by its type and day where it has none."""

    paper: str
    amount: int
    level: Level


@dataclass(frozen=True)
class Applied:
    """A payment, or a part of one, that counts for a customer: what it settles, what is left, what was not done of it.

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

    def decision(self, line: int, customer: str = "") -> Decision:
        """What was decided about a payment: about the part of that customer, else about what is nobody's part."""
        said = self.decided.by_line.get(line, ())
        parts = (one for one in said if one.part is not None and customer)
        part = next((one for one in parts if self.customers.get(one.claimed_by) == customer), None)
        return part or next((one for one in said if one.part is None), UNDECIDED)

    @cached_property
    def unclaimed(self) -> list[tuple[Received, int]]:
        """Payments that count for nobody, or of which something does, with how many fen, the oldest first."""
        fen, end = of_nobody(self._books.ledger), self._period.before.isoformat()
        return [(one, fen[one.line]) for one in self._payments if one.line in fen and one.day < end]

    @property
    def decided_on(self) -> Iterator[tuple[Received, Sequence[Decision]]]:
        """The payments up to the end of the period about which anything was decided, with that."""
        end = self._period.before.isoformat()
        return ((one, said) for one in self._payments if (said := self.decided.by_line.get(one.line)) and one.day < end)

    @cached_property
    def left_out(self) -> Mapping[int, tuple[Twins, str]]:
        """Those decided on that are in no balance since another is, or may be, the same; with what was said of both."""
        return out_of_the_books(self._books.ledger, self.decided.by_line.keys())

    def too_much(self, payment: Received) -> int:
        """How many fen were claimed of a payment, where that is more than it settles, or goes the other way; else 0."""
        parts = [one.part for one in self.decided.by_line.get(payment.line, ()) if one.part is not None]
        return 0 if fits(parts, payment.settles) else sum(parts)

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
        explained = self._books.explained()
        for one in lines:
            # An opening balance may stand for a paper, by whose number everybody knows it.
            said = explained.get(one.line_id, _NOTHING_SAID).number if one.type == words.OPENING.key else ""
            number = one.number or said or f"{PAPER_NAMES.get(one.type, '')}{one.date[:10]}"
            shown.setdefault(paper_of(one), number)
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
                    self.decision(one.line_id, account.key.customer),
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

    @cached_property
    def customers(self) -> Mapping[str, str]:
        """The customers of the books who are called as payments are claimed for; not whom nobody or several are."""
        named = {one.claimed_by for some in self.decided.by_line.values() for one in some if one.claimed_by}
        return parties_called(self._books.ledger, named)


def _open(account: Account) -> Open:
    numbers = {paper_of(one): one.number for one in account.lines_counted}
    papers = [(numbers.get(item, ""), amount) for item, amount in account.settled.open.items() if amount]
    of = [numbers.get(item.id, "") for item in account.sides.items]
    return Open(account.key.company, account.key.customer, account.key.currency, account.closing, papers, of)
