"""What is open of every account on a day: papers that are owed for, payments that nothing took, and their age."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.reconcile.ageing import EDGES, Ageing, Base, aged
from neiqin_xl.reconcile.allocation import Allocation, allocate
from neiqin_xl.reconcile.posted import paper_of, sides
from neiqin_xl.reports.account_lists import by_account, place_of
from neiqin_xl.reports.accounts import OWED
from neiqin_xl.reports.due_days import DueDays
from neiqin_xl.reports.titles import OWED_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.ledger.snapshots import AccountKey
    from neiqin_xl.reconcile.items import OpenItem, Payment
    from neiqin_xl.reports.naming import Names

_DATE = attrgetter("date")


class Left(NamedTuple):
    """A paper that is not settled, what is open of it in fen, and a posting of it that says what and whose it is."""

    item: OpenItem
    amount: int
    paper: Posting

    @property
    def number(self) -> str:
        """The paper's own number; of an opening balance that of the paper that it stands for, where it says so."""
        return self.paper.number or self.item.stands_for

    @property
    def kind(self) -> str:
        """What the paper is called as one for which a customer owes."""
        return OWED_NAMES[self.paper.type]

    def late(self, as_of: date) -> int:
        """How many days it is overdue; 0 where it is not, or where its time does not run."""
        due = self.item.due
        return max(0, (as_of - due).days) if due is not None else 0


@dataclass(frozen=True)
class OpenAccount:
    """One account on a day, restated: everything dated up to `as_of` counts, whenever we learned of it. In fen.

    `papers` has by entry the first posting of each paper, `lines` all postings behind them; `unpriced` is how many of
    those have no price yet.
    """

    key: AccountKey
    as_of: date
    items: Sequence[OpenItem]
    payments: Sequence[Payment]
    settled: Allocation
    papers: Mapping[str, Posting]
    lines: Sequence[Posting]
    unpriced: int

    @cached_property
    def prepaid(self) -> int:
        """预收: what was paid and nothing took, as a positive amount."""
        return sum(self.settled.prepaid.values())

    @cached_property
    def owed(self) -> int:
        """What is open of all papers together."""
        return sum(self.settled.open.values())

    @property
    def is_open(self) -> bool:
        """Whether anything is owed or paid ahead."""
        return bool(self.owed or self.prepaid)

    @property
    def balance(self) -> int:
        """应收余额; negative where the customer paid ahead."""
        return self.owed - self.prepaid

    @cached_property
    def left(self) -> list[Left]:
        """The papers that are not settled, the first due first; those whose time does not run come last."""
        open_ = self.settled.open
        found = [Left(one, open_[one.id], self.papers[one.id]) for one in self.items if open_[one.id]]
        return sorted(found, key=lambda one: (one.item.due is None, one.item.due, one.item.day, one.item.id))

    @cached_property
    def late(self) -> list[Left]:
        """Those of them that are overdue, the latest first."""
        return [one for one in self.left if one.late(self.as_of)]

    def unused(self) -> list[tuple[Payment, int]]:
        """Payments of which something is left, oldest first, each with what is."""
        prepaid = self.settled.prepaid
        return sorted(((one, prepaid[one.id]) for one in self.payments if prepaid[one.id]), key=lambda one: one[0].day)

    def aged(self, base: Base = Base.DUE, edges: Sequence[int] = EDGES) -> Ageing:
        """The balance by age."""
        return aged(self.items, self.settled.open, self.prepaid, self.as_of, base=base, edges=edges)

    def split(
        self, by: Callable[[Posting], str], base: Base = Base.DUE, edges: Sequence[int] = EDGES
    ) -> dict[str, Ageing]:
        """The balance by age of each salesperson, office …; together they are the whole."""
        items: defaultdict[str, list[OpenItem]] = defaultdict(list)
        for item in self.items:
            items[by(self.papers[item.id])].append(item)
        prepaid: Counter[str] = Counter()
        for name, amount in self.settled.prepaid.items():
            prepaid[by(self.papers[name])] += amount
        return {
            one: aged(items.get(one, ()), self.settled.open, prepaid[one], self.as_of, base=base, edges=edges)
            for one in {*items, *prepaid}
        }


def open_accounts(books: Books, as_of: date, names: Names) -> list[OpenAccount]:
    """Every account in which anything is open on that day, by company, currency and customer code.

    Worked out once for all who ask while the books are at rest.
    """
    return books.once(
        ("open accounts", as_of), lambda: [one for one in every_account(books, as_of, names) if one.is_open]
    )


def every_account(books: Books, as_of: date, names: Names) -> list[OpenAccount]:
    """Every account of which anything was ever posted up to that day, those that are settled too."""
    return books.once(("every account", as_of), lambda: OpenAccounts(books, names, as_of).every(as_of))


class OpenAccounts:
    """What the books say of all accounts up to a day, asked once, for looking at that day and at days before it."""

    def __init__(self, books: Books, names: Names, until: date) -> None:
        self._said, self._explained, self._due = books.said(), books.explained(), DueDays(books, names)
        self._stated = books.stated_days()
        postings = by_account(books.lines(OWED, None, until + timedelta(days=1)))
        self._postings = {key: postings[key] for key in sorted(postings, key=lambda key: place_of(key, names))}

    def on(self, day: date) -> list[OpenAccount]:
        """Every account in which anything is open on that day, by company, currency and customer code."""
        return [one for one in self.every(day) if one.is_open]

    def every(self, day: date) -> list[OpenAccount]:
        """The same of all accounts, those in which nothing is open too."""
        before = (day + timedelta(days=1)).isoformat()
        made = []
        for key, lines in self._postings.items():
            # They come by date: those up to the day stand first.
            made.append(self._account(key, lines[: bisect_left(lines, before, key=_DATE)], day))
        return made

    def _account(self, key: AccountKey, lines: Sequence[Posting], day: date) -> OpenAccount:
        account = sides(lines, self._said, self._explained, self._due.of(key, lines, day), self._stated.get(key, ()))
        papers: dict[str, Posting] = {}
        for one in lines:
            papers.setdefault(paper_of(one), one)
        unpriced = sum(1 for one in lines if not one.priced)
        settled = allocate(account.items, account.payments)
        return OpenAccount(key, day, account.items, account.payments, settled, papers, lines, unpriced)
