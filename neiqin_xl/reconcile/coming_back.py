"""Returned lines → the deliveries that they came back of, each with the level of its match (domain §5.1). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.differing.returns import Back, Out
from neiqin_xl.ledger.links import NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED


class Trouble(Enum):
    """Why some of a return belongs to no delivery."""

    NONE = "none"
    UNKNOWN_SLIP = "unknown slip"
    """It names a slip that we do not have: sold before we went live."""
    NOT_ON_SLIP = "not on slip"
    """The slip that it names has no such product."""
    NEVER_DELIVERED = "never delivered"
    """It names no slip, and the customer never got the product from us."""
    BEYOND = "beyond"
    """More came back than was delivered."""


class Part(NamedTuple):
    """What came back of one delivered line: quantity × 10^4, amount in fen, and how the two were matched."""

    out: Out
    quantity: int
    amount_fen: int
    level: str


class CameBack(NamedTuple):
    """A returned line, the deliveries that it came back of, and what is left over of it and why."""

    back: Back
    parts: tuple[Part, ...]
    left: int
    left_fen: int
    trouble: Trouble

    @property
    def level(self) -> str:
        """The weakest way in which it was matched; "" where nothing was."""
        return max((part.level for part in self.parts), default="")

    @property
    def is_before_us(self) -> bool:
        """Whether what is left over was sold before we went live (RULES 22)."""
        return self.trouble in (Trouble.UNKNOWN_SLIP, Trouble.NEVER_DELIVERED)


def coming_back(backs: Iterable[Back], outs: Iterable[Out]) -> list[CameBack]:
    """Each return with its deliveries, oldest return first: by the slip named, by the order named, else the last ones.

    A return that names a slip is never looked for on another. Nothing comes back twice.
    """
    held = _Held(outs)
    return [held.take(back) for back in sorted(backs, key=lambda one: (one.date, one.line))]


class _Held:
    """The deliveries and what has not come back of them yet."""

    def __init__(self, outs: Iterable[Out]) -> None:
        self.left: dict[int, int] = {}
        self.slips: set[str] = set()
        self.by_slip: defaultdict[tuple[str, str], list[Out]] = defaultdict(list)
        self.by_order: defaultdict[tuple[str, str], list[Out]] = defaultdict(list)
        self.by_customer: defaultdict[tuple[str, str, str, str], list[Out]] = defaultdict(list)
        for one in sorted(outs, key=lambda out: (out.date, out.line)):
            self.left[one.line] = one.quantity
            if one.slip:
                self.slips.add(one.slip)
                self.by_slip[one.slip, one.product].append(one)
            for key in filter(None, (one.order, one.po)):
                self.by_order[key, one.product].append(one)
            self.by_customer[one.company, one.customer, one.currency, one.product].append(one)

    def take(self, back: Back) -> CameBack:
        """Take a return's goods out of what was delivered."""
        found, level = self._candidates(back)
        taken: list[tuple[Out, int]] = []
        wanted = back.quantity
        for out in found:
            quantity = min(wanted, self.left[out.line])
            if quantity > 0:
                self.left[out.line] -= quantity
                wanted -= quantity
                taken.append((out, quantity))
        shares = money.share(back.amount_fen, [*(quantity for _, quantity in taken), wanted]) if back.quantity else [0]
        parts = tuple(Part(out, n, fen, level) for (out, n), fen in zip(taken, shares, strict=False))
        return CameBack(back, parts, wanted, shares[-1], self._trouble(back, found) if wanted > 0 else Trouble.NONE)

    def _candidates(self, back: Back) -> tuple[Sequence[Out], str]:
        """The deliveries that may be meant, the likeliest first, and how strong that is."""
        if back.slip:
            # A slip number may be another customer's as well.
            named = [out for out in self.by_slip[back.slip, back.product] if out.customer == back.customer]
            # Of a number that begins anew each year, the newest slip before the return.
            return sorted(named, key=lambda out: (out.date <= back.date, out.date), reverse=True), NUMBER_AND_LINE
        for key in filter(None, (back.order, back.po)):
            if ordered := [out for out in self.by_order[key, back.product] if out.customer == back.customer]:
                return ordered[::-1], NUMBER_AND_PRODUCT
        own = self.by_customer[back.company, back.customer, back.currency, back.product]
        before = [out for out in own if out.date <= back.date][::-1]
        return sorted(before, key=lambda out: not (back.priced and _cost_alike(out, back))), SUPPOSED

    def _trouble(self, back: Back, found: Sequence[Out]) -> Trouble:
        if found:
            return Trouble.BEYOND
        if not back.slip:
            return Trouble.NEVER_DELIVERED
        return Trouble.NOT_ON_SLIP if back.slip in self.slips else Trouble.UNKNOWN_SLIP


def _cost_alike(out: Out, back: Back) -> bool:
    """Whether a unit costs the same, but for what rounding the two amounts may hide."""
    off = abs(out.amount_fen * back.quantity - back.amount_fen * out.quantity)
    return 2 * off <= out.quantity + back.quantity
