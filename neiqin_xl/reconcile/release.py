"""Which open orders may be shipped, and what the others wait for: money, credit or an answer. Pure. In fen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from neiqin_xl.money import RATE_ONE, half_up
from neiqin_xl.settlement import Manner, Terms


class Why(Enum):
    """What decides about an order."""

    PAID = "paid"
    PARTLY_PAID = "partly paid"
    ON_ARRIVAL = "on arrival"
    WITHIN_CREDIT = "within credit"
    UNPAID = "unpaid"
    BATCH_OPEN = "batch open"
    OVER = "over"
    LATE = "late"
    NO_TERMS = "no terms"
    UNPRICED = "unpriced"

    @property
    def ships(self) -> bool:
        """Whether goods may go, all of them or as many as are paid for."""
        return self in _SHIPPING

    @property
    def awaits_money(self) -> bool:
        """Whether only money is wanting."""
        return self in _AWAITING


_SHIPPING = frozenset({Why.PAID, Why.PARTLY_PAID, Why.ON_ARRIVAL, Why.WITHIN_CREDIT})
_AWAITING = frozenset({Why.UNPAID, Why.BATCH_OPEN})


@dataclass(frozen=True)
class OpenOrder:
    """An order of which something is still to be shipped; `name` is the number by which a payment may name it.

    `value` is all that it comes to, what was closed left out, `open` what is still to go, `paid` what was paid for what
    has gone; `terms` is None where nobody can tell them. Without a price for every line it is not `priced`.
    """

    id: str
    name: str
    value: int
    open: int
    terms: Terms | None
    wanted: date | None = None
    paid: int = 0
    priced: bool = True


@dataclass(frozen=True)
class Fund:
    """Money paid in advance that nothing took; `orders` are those that it was paid for, none for any."""

    amount: int
    orders: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """How a customer stands.

    `room` is what may still be owed (None: without limit), `late` whether anything is overdue, `batches` what is open
    of its shipments, the oldest first. `prepays` is one that is granted no credit.
    """

    room: int | None = None
    late: bool = False
    batches: Sequence[int] = ()
    prepays: bool = False


@dataclass(frozen=True)
class Decision:
    """What became of an order: `needed` must have been paid before it goes, `paid` is, `may` is worth what may go."""

    order: OpenOrder
    why: Why
    needed: int = 0
    paid: int = 0
    may: int = 0

    @property
    def short(self) -> int:
        """What is wanting of the money."""
        return max(0, self.needed - self.paid)


def decide(orders: Iterable[OpenOrder], funds: Iterable[Fund], standing: Standing) -> list[Decision]:
    """Every order of an account, those wanted first served first.

    Money for named orders goes to these first, the rest to whatever is to be paid for in advance. What is kept so
    makes the balance smaller already, so that it is no room for goods on credit.
    """
    ordered = sorted(orders, key=lambda one: (one.wanted is None, one.wanted, one.id))
    purse, room = _Purse(funds), standing.room
    found: dict[str, Decision] = {}
    kept: dict[str, int] = {}
    for one in ordered:
        ratio = _ratio(one, standing)
        if ratio and one.priced:
            needed = half_up(one.value * ratio, RATE_ONE)
            kept[one.id] = purse.take(one.name, max(0, needed - one.paid))
            found[one.id] = _in_advance(one, needed, one.paid + kept[one.id], ratio)
    if room is not None:
        room -= sum(kept.values())
    for one in ordered:
        first, own = found.get(one.id), kept.get(one.id, 0)
        if first is None or (first.why is Why.PAID and _ratio(one, standing) < RATE_ONE):
            # What is left after a deposit goes on credit.
            found[one.id] = _on_credit(one, standing, None if room is None else room + own, first)
            if room is not None and found[one.id].why in (Why.PAID, Why.WITHIN_CREDIT):
                room -= one.open - own
    return [found[one.id] for one in ordered]


def _ratio(order: OpenOrder, standing: Standing) -> int:
    """The share that must have been paid before it goes."""
    if order.terms is None:
        return 0
    on_arrival = order.terms.manner in (Manner.COD, Manner.CASH)
    return RATE_ONE if standing.prepays and not on_arrival else order.terms.ratio


def _in_advance(order: OpenOrder, needed: int, paid: int, ratio: int) -> Decision:
    if paid >= needed:
        return Decision(order, Why.PAID, needed, paid, order.open)
    gone = order.value - order.open
    may = max(0, min(order.open, paid - gone)) if ratio == RATE_ONE else 0
    return Decision(order, Why.PARTLY_PAID if may else Why.UNPAID, needed, paid, may)


def _on_credit(order: OpenOrder, standing: Standing, room: int | None, deposit: Decision | None) -> Decision:
    """What becomes of an order that is to be paid for later, all of it or what is left after its `deposit`."""
    needed, paid = (deposit.needed, deposit.paid) if deposit is not None else (0, 0)
    terms = order.terms
    if terms is None:
        return Decision(order, Why.NO_TERMS)
    if not order.priced:
        return Decision(order, Why.UNPRICED)
    if terms.manner in (Manner.COD, Manner.CASH):
        return Decision(order, Why.ON_ARRIVAL, may=order.open)
    if terms.manner is Manner.ROLLING and len(standing.batches) >= max(1, terms.batches):
        first = len(standing.batches) - max(1, terms.batches) + 1
        return Decision(order, Why.BATCH_OPEN, needed=sum(standing.batches[:first]))
    if standing.late:
        return Decision(order, Why.LATE, needed, paid)
    if room is not None and order.open > room:
        return Decision(order, Why.OVER, needed, paid)
    why = Why.WITHIN_CREDIT if deposit is None else Why.PAID
    return Decision(order, why, needed, paid, order.open)


class _Purse:
    """Money paid in advance, while it is given out."""

    def __init__(self, funds: Iterable[Fund]) -> None:
        self._funds = list(funds)
        self._left = [one.amount for one in self._funds]

    def take(self, name: str, wanted: int) -> int:
        """So much of it, as far as it goes: what is meant for the order first, then what is meant for none."""
        taken = 0
        for meant in (True, False):
            for place, fund in enumerate(self._funds):
                if (name in fund.orders) if meant else not fund.orders:
                    part = min(self._left[place], wanted - taken)
                    self._left[place] -= part
                    taken += part
        return taken
