"""Returned lines → the deliveries that they came back of, each with the level of its match (domain §5.1). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.differing.returns import Back, Out
from neiqin_xl.ledger.matching import NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED
from neiqin_xl.ledger.pack_sizes import Pack, how_many
from neiqin_xl.units import are_one_unit


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
    OTHER_UNIT = "other unit"
    """It went out in another unit, and nobody says how many go into one."""


class Part(NamedTuple):
    """What came back of one delivered line: quantity × 10^4 in its unit, amount in fen, how the two were matched."""

    out: Out
    quantity: int
    amount_fen: int
    level: str


class CameBack(NamedTuple):
    """A returned line, the deliveries that it came back of, and what is left over of it and why.

    `units` are those of deliveries that may be meant and cannot be compared.
    """

    back: Back
    parts: tuple[Part, ...]
    left: int
    left_fen: int
    trouble: Trouble
    units: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The weakest way in which it was matched; "" where nothing was."""
        return max((part.level for part in self.parts), default="")

    @property
    def is_before_us(self) -> bool:
        """Whether what is left over was sold before we went live (RULES 22)."""
        return self.trouble in (Trouble.UNKNOWN_SLIP, Trouble.NEVER_DELIVERED)


def coming_back(
    backs: Iterable[Back], outs: Iterable[Out], packs: Mapping[str, Sequence[Pack]] | None = None
) -> list[CameBack]:
    """Each return with its deliveries, oldest return first: by the slip named, by the order named, else the last ones.

    A return that names a slip is never looked for on another. Nothing comes back twice. Quantities in unlike units are
    compared as the `packs` of the product have it, and not at all where these say nothing.
    """
    held = _Held(outs, packs or {})
    return [held.take(back) for back in sorted(backs, key=lambda one: (one.date, one.line))]


class _Held:
    """The deliveries and what has not come back of them yet."""

    def __init__(self, outs: Iterable[Out], packs: Mapping[str, Sequence[Pack]]) -> None:
        self.packs = packs
        self.left: dict[int, int | Fraction] = {}
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
        taken: list[tuple[Out, int | Fraction, int | Fraction]] = []
        unlike: dict[str, None] = {}
        wanted: int | Fraction = back.quantity
        for out in found:
            each = self._of_each(out, back)
            if each is None:
                unlike[out.unit] = None
                continue
            quantity = min(wanted * each, self.left[out.line])
            if quantity > 0:
                self.left[out.line] -= quantity
                own = quantity / each if isinstance(each, Fraction) else quantity
                wanted -= own
                taken.append((out, quantity, own))
        left = _whole(wanted)
        weights = [*(_whole(own) for *_, own in taken), left]
        shares = money.share(back.amount_fen, weights) if back.quantity else [0]
        parts = tuple(Part(out, _whole(n), fen, level) for (out, n, _), fen in zip(taken, shares, strict=False))
        trouble = self._trouble(back, found, is_unlike=bool(unlike)) if left > 0 else Trouble.NONE
        return CameBack(back, parts, left, shares[-1], trouble, tuple(unlike))

    def _of_each(self, out: Out, back: Back) -> int | Fraction | None:
        """How many of a delivery's unit go into one of the return's."""
        if are_one_unit(out.unit, back.unit):
            return 1
        return how_many(back.unit, out.unit, self.packs.get(back.product, ()))

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

    def _trouble(self, back: Back, found: Sequence[Out], *, is_unlike: bool) -> Trouble:
        if is_unlike:
            return Trouble.OTHER_UNIT
        if found:
            return Trouble.BEYOND
        if not back.slip:
            return Trouble.NEVER_DELIVERED
        return Trouble.NOT_ON_SLIP if back.slip in self.slips else Trouble.UNKNOWN_SLIP


def _cost_alike(out: Out, back: Back) -> bool:
    """Whether a unit costs the same, but for what rounding the two amounts may hide."""
    if not are_one_unit(out.unit, back.unit):
        return False
    off = abs(out.amount_fen * back.quantity - back.amount_fen * out.quantity)
    return 2 * off <= out.quantity + back.quantity


def _whole(quantity: int | Fraction) -> int:
    return quantity if isinstance(quantity, int) else money.half_up(quantity.numerator, quantity.denominator)
