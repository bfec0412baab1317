"""A slip with what was invoiced of it, an invoice with what it is for, and an account of both; amounts in fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from neiqin_xl.ledger.differing.invoices import Billed, Delivered
from neiqin_xl.reconcile.coming_back import CameBack

AccountKey = tuple[str, str, str]
"""Company, customer and currency."""


@dataclass
class Slip:
    """A slip with what came back of it, by day, the invoices that cover it and what they cover; amounts in fen.

    `is_ours` is False for one from before our time: it is matched where it is named, and never waits for an invoice.
    `taken_back` are the places among `returns` of those that a red invoice is known to be for.
    """

    delivered: Delivered
    is_ours: bool = True
    returns: list[tuple[str, int]] = field(default_factory=list)
    returned: int = 0
    bills: list[Billed] = field(default_factory=list)
    covered: int = 0
    level: str = ""
    taken_back: set[int] = field(default_factory=set)

    def bring_back(self, day: str, amount: int) -> None:
        """Say that so much of it came back on that day."""
        self.returns.append((day, amount))
        self.returned += amount

    @property
    def net(self) -> int:
        """What was delivered and did not come back."""
        return self.delivered.amount_fen - self.returned

    @property
    def open(self) -> int:
        """What is still to be invoiced; negative where more was invoiced than stayed delivered."""
        return self.net - self.covered

    @property
    def excess(self) -> int:
        """What was invoiced beyond what stayed delivered."""
        return max(0, min(-self.open, self.covered))

    def excess_on(self, day: str) -> int:
        """What of it was invoiced beyond what stayed delivered up to that day."""
        gone = sum(amount for on, amount in self.returns if on <= day)
        return max(0, min(self.covered - self.delivered.amount_fen + gone, self.excess))

    def room(self, day: str) -> int:
        """What an invoice of that day may still cover: what came back later was invoiced with the rest."""
        gone = sum(amount for on, amount in self.returns if on <= day)
        return max(0, self.delivered.amount_fen - gone - self.covered)


@dataclass
class Invoice:
    """An invoice, the slips that it covers with amounts and levels, and what of it covers none; amounts in fen."""

    billed: Billed
    left: int
    covers: list[tuple[Slip, int, str]] = field(default_factory=list)

    def cover(self, slip: Slip, amount: int, level: str) -> None:
        """Say that so much of the invoice is for that slip."""
        if amount:
            self.left -= amount
            slip.covered += amount
            slip.level = max(slip.level, level)
            slip.bills.append(self.billed)
            self.covers.append((slip, amount, level))

    @property
    def slips(self) -> list[Slip]:
        """The slips that it covers, each once."""
        return list({id(slip): slip for slip, _, _ in self.covers}.values())

    def uncover(self, at: int, most: int) -> int:
        """Take back up to so much of what it covers there; how much that was."""
        slip, amount, level = self.covers[at]
        taken = min(amount, most)
        slip.covered -= taken
        self.covers[at] = (slip, amount - taken, level)
        return taken


@dataclass
class BeforeUs:
    """What came back of goods that were sold before our time, and what no red invoice has taken back of it yet."""

    back: CameBack
    left: int


class Invoiced(NamedTuple):
    """One account: its slips, its blue invoices, and what came back of goods that were sold before our time.

    `slips` has an entry for each order that a slip delivers of, `whole` one a slip.
    `reds_before_us` is what red invoices took back of such goods, `reds_left` are red invoices with the amounts, as
    positive ones, that nothing explains.
    """

    key: AccountKey
    slips: tuple[Slip, ...]
    whole: tuple[Slip, ...]
    invoices: tuple[Invoice, ...]
    before_us: tuple[BeforeUs, ...]
    reds_before_us: int
    reds_left: tuple[tuple[Billed, int], ...]

    @property
    def open_fen(self) -> int:
        """What is still to be invoiced of its slips of our time."""
        return sum(slip.open for slip in self.whole if slip.is_ours and slip.open > 0)


def takes_invoices(account: Invoiced, invoice_days: Container[str]) -> bool:
    """Whether the customer is known to want invoices: it got one, or its file says up to which day of the month."""
    return bool(account.invoices) or account.key[1] in invoice_days


def whole_slips(slips: Iterable[Slip]) -> Iterator[Slip]:
    """Every slip as one, whatever orders it delivers of."""
    documents: defaultdict[str, list[Slip]] = defaultdict(list)
    for slip in slips:
        documents[slip.delivered.document].append(slip)
    for parts in documents.values():
        if len(parts) == 1:
            yield parts[0]
            continue
        goods = [part.delivered for part in parts]
        amount, lines, unpriced = (sum(some) for some in zip(*(_counted(one) for one in goods), strict=True))
        yield Slip(
            goods[0]._replace(amount_fen=amount, lines=lines, unpriced=unpriced),
            parts[0].is_ours,
            returns=[back for part in parts for back in part.returns],
            returned=sum(part.returned for part in parts),
            bills=[bill for part in parts for bill in part.bills],
            covered=sum(part.covered for part in parts),
            level=max(part.level for part in parts),
        )


def _counted(goods: Delivered) -> tuple[int, int, int]:
    return goods.amount_fen, goods.lines, goods.unpriced
