"""The whole of a reconciliation: their lines turned to our side, matched, compared, and the balances joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from neiqin_xl.money import half_up
from neiqin_xl.reconcile.theirs.amounts import Cause
from neiqin_xl.reconcile.theirs.bridge import Balances, Bridge, bridge
from neiqin_xl.reconcile.theirs.differences import Differing, Why, compared, why_only_ours, why_only_theirs
from neiqin_xl.reconcile.theirs.entries import FREIGHT, Entry, Flow
from neiqin_xl.reconcile.theirs.matching import Keys, Matched, match
from neiqin_xl.reconcile.theirs.numbering import by_our_numbers


@dataclass(frozen=True)
class Reconciled:
    """Their paper against our books over one period; amounts are in fen, indexes those of `ours` and `theirs`.

    `compared` are the matches with what differs. `goods_only` is whether their paper is a list of deliveries, without
    money or balances: then only goods are held against it, and balances begin at nothing.
    """

    ours: Sequence[Entry]
    theirs: Sequence[Entry]
    compared: tuple[Differing, ...]
    only_ours: tuple[tuple[int, Why], ...]
    only_theirs: tuple[tuple[int, Why], ...]
    bridge: Bridge
    goods_only: bool

    @property
    def agreeing(self) -> list[Differing]:
        """The matches in which amount, quantity and price are the same, and the day as good as."""
        return [one for one in self.compared if not one.matters]

    @property
    def differing(self) -> list[Differing]:
        """The others."""
        return [one for one in self.compared if one.matters]

    @property
    def counted_later(self) -> int:
        """How many of all that differs, or stands on one side only, counts in a later period by now."""
        left = [why for _, why in (*self.only_ours, *self.only_theirs)]
        return left.count(Why.LATER) + sum(one.cause is Cause.LATER for one in self.compared)


def reconciled(
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    opening: int,
    stated: Balances,
    period: tuple[date, date],
    *,
    tax_rates: Sequence[int] = (),
    decided: Mapping[tuple[Keys, Keys], bool] | None = None,
    runs: bool = False,
) -> Reconciled:
    """Hold their lines against ours; `period` are its first and last day, `decided` what people said of pairs.

    `runs` is whether their paper keeps a running balance, as none does that lists deliveries only.
    """
    goods_only = not runs and _is_of_goods_only(theirs, stated)
    if goods_only:
        # Where they list freight among the goods, what we charged by a paper of its own may be it.
        beside = {Flow.OTHER} if any(one.goods == FREIGHT for one in theirs) else set[Flow]()
        listed = {Flow.GOODS, Flow.BACK} | beside
        said = {number for one in theirs for number in one.said_numbers}
        # So may a price that we took back by a paper whose number they write.
        ours = [
            one for one in ours if one.flow in listed or (one.flow is Flow.OTHER and said.intersection(one.numbers))
        ]
        opening = 0
        stated = Balances(0, stated.closing)
    theirs, stated = _turned(ours, by_our_numbers(ours, theirs), stated)
    found = match(ours, theirs, tax_rates, decided)
    theirs = _priced(ours, theirs, found)
    pairs = tuple(compared(one, ours, theirs, tax_rates) for one in found.matches)
    first, last = (day.toordinal() for day in period)
    return Reconciled(
        ours,
        theirs,
        pairs,
        tuple((at, why_only_ours(at, ours, found, last)) for at in found.only_ours),
        tuple((at, why_only_theirs(at, theirs, found, first, last)) for at in found.only_theirs),
        bridge(opening, stated, ours, theirs, pairs, (found.only_ours, found.only_theirs)),
        goods_only,
    )


def with_void(found: Reconciled, numbers: Container[str]) -> Reconciled:
    """The same, with that for the reason of lines that only they have under one of these numbers of 作废 slips."""
    told = tuple(
        (at, Why.VOID if any(one in numbers for one in found.theirs[at].said_numbers) else why)
        for at, why in found.only_theirs
    )
    return replace(found, only_theirs=told)


def _priced(ours: Sequence[Entry], theirs: Sequence[Entry], found: Matched) -> Sequence[Entry]:
    """Their lines with our price where they have a quantity and no amount, as lists of deliveries often do."""
    priced = list(theirs)
    for one in found.matches:
        if len(one.ours) == len(one.theirs) == 1:
            mine, other = ours[one.ours[0]], theirs[one.theirs[0]]
            if other.amount is None and other.quantity and mine.quantity and mine.amount is not None:
                amount = half_up(mine.amount * abs(other.quantity), abs(mine.quantity))
                priced[one.theirs[0]] = replace(other, amount=amount)
    return priced


def _is_of_goods_only(theirs: Sequence[Entry], stated: Balances) -> bool:
    flows = {one.flow for one in theirs}
    return stated == Balances(None, None) and bool(flows) and flows <= {Flow.GOODS, Flow.BACK}


def _turned(ours: Sequence[Entry], theirs: Sequence[Entry], stated: Balances) -> tuple[Sequence[Entry], Balances]:
    """Their lines with the sign that ours have: what customers enter as a credit is a debit to us."""
    known = Counter(one.amount for one in ours if one.amount)
    straight = sum(1 for one in theirs if one.amount and known[one.amount])
    turned = [one if one.amount is None else replace(one, amount=-one.amount) for one in theirs]
    if sum(1 for one in turned if one.amount and known[one.amount]) <= straight:
        return theirs, stated
    minus = [None if one is None else -one for one in (stated.opening, stated.closing)]
    return turned, Balances(minus[0], minus[1])
