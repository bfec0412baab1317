"""What customers owe over a period: opening balance, movements and closing balance of every account."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.titles import OPENING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting, Waiting
    from neiqin_xl.reports.naming import Names

OWED = (Measure.RECEIVABLE,)
_GOODS = (words.SHIPMENT.key, words.GOODS_RETURN.key)
_RANKS = {word.key: rank for rank, word in enumerate(words.PAPERS)}


class AccountKey(NamedTuple):
    """The dimensions of money: our company, the customer's id, the currency."""

    company: str
    customer: str
    currency: str


@dataclass(frozen=True)
class Account:
    """One account over a period, in 分. `lines` come by date, then kind of paper, then number; returns are negative.

    `held` is how many of the customer's lines wait to be corrected and are in no figure; `unpriced_before` how many
    in the opening balance have no price yet.
    """

    key: AccountKey
    opening: int
    lines: Sequence[Posting]
    held: int
    unpriced_before: int = 0

    @property
    def shipped(self) -> int:
        """本期发货."""
        return self._of(words.SHIPMENT)

    @property
    def returned(self) -> int:
        """本期退货, as a positive amount."""
        return -self._of(words.GOODS_RETURN)

    @property
    def other(self) -> int:
        """What moved by any other paper."""
        return self.net - self.shipped + self.returned

    @property
    def net(self) -> int:
        """All movements of the period."""
        return sum(one.amount_fen for one in self.lines)

    @property
    def closing(self) -> int:
        """期末余额."""
        return self.opening + self.net

    @property
    def unpriced(self) -> int:
        """Lines up to the end of the period that count with their quantity but have no price yet."""
        return self.unpriced_before + sum(1 for one in self.lines if not one.priced)

    @property
    def waits(self) -> str:
        """Why the statement cannot go out yet; nothing where it can."""
        reasons = (
            (self.unpriced_before, f"{OPENING}里 {self.unpriced_before} 行{words.UNPRICED}"),
            (now := self.unpriced - self.unpriced_before, f"{now} 行{words.UNPRICED}"),
            (self.held, f"{self.held} 行{words.HELD}"),
        )
        return "、".join(said for count, said in reasons if count)

    def _of(self, word: words.Word) -> int:
        return sum(one.amount_fen for one in self.lines if one.type == word.key)


def accounts(
    books: Books, period: Period, names: Names, held: Mapping[str, int], customer: str | None = None
) -> list[Account]:
    """Every account with a balance before the period or a movement in it, by company, currency and customer code.

    A balance of nothing counts as one where lines in it have no price yet. `held` is how many lines wait by customer.
    With `customer`, that customer's accounts only.
    The books are asked once for all customers, not once for each.
    """
    openings = {
        AccountKey(company, who, currency): amount
        for company, currency, who, _, amount in books.sums(
            OWED, None, period.since, by=("company", "currency", "customer")
        )
        if amount and customer in (None, who)
    }
    unpriced = {
        AccountKey(company, who, currency): count
        for company, currency, who, count in books.unpriced(
            OWED, None, period.since, by=("company", "currency", "customer")
        )
        if customer in (None, who)
    }
    lines: dict[AccountKey, list[Posting]] = {}
    for one in books.lines(OWED, period.since, period.before, customer=customer):
        lines.setdefault(AccountKey(one.company, one.customer, one.currency), []).append(one)

    def place(key: AccountKey) -> tuple[str | bool, ...]:
        code = names.customer_code(key.customer)
        return key.company, key.currency != "CNY", key.currency, not code, code, key.customer

    return [
        Account(
            key,
            openings.get(key, 0),
            sorted(lines.get(key, ()), key=_in_order),
            held.get(key.customer, 0),
            unpriced.get(key, 0),
        )
        for key in sorted({*openings, *unpriced, *lines}, key=place)
    ]


class Held(NamedTuple):
    """Goods lines that do not count: how many by customer, and those whose customer cannot be told."""

    of: Counter[str]
    nobodys: list[Waiting]


def held_lines(books: Books, period: Period, names: Names) -> Held:
    """Goods lines up to the end of the period that do not count.

    A paper that is held says whose it is only in its own words: a name that several customers bear makes each wait.
    """
    bearers: dict[str, set[str]] = {}
    for key, party in names.customers.items():
        for text in filter(None, (party.code, party.name, party.short_name)):
            bearers.setdefault(name_key(text), set()).add(key)
    held = Held(Counter(), [])
    for one in books.waiting():
        if one.type in _GOODS and (one.dated or "") < period.before.isoformat():
            meant = bearers.get(name_key(one.customer or ""), ())
            held.of.update(meant)
            if not meant:
                held.nobodys.append(one)
    return held


def _in_order(line: Posting) -> tuple[str, int, str, int]:
    return (line.date or "", _RANKS.get(line.type, len(_RANKS)), line.number or "", line.line_id)
