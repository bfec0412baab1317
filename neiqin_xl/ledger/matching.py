"""Which order line each delivered or returned line belongs to, among those that bear its number. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from neiqin_xl.ledger.identity import NEW
from neiqin_xl.units import are_one_unit

NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED = "L1", "L2", "L3"
"""How sure it is; the last is of lines that name no order at all (links.py)."""


class Ordered(NamedTuple):
    """A line of an order: `key` is the number by which it is asked for, `product` and `party` are what it means."""

    key: str
    line: int
    line_no: int | None
    product: str
    price: int | None
    quantity: int
    party: str
    name: str
    unit: str | None


class Moved(NamedTuple):
    """A delivered or returned line, as `Ordered`; `name` and `state` are of the customer whom it names."""

    key: str
    line: int
    product: str
    party: str
    name: str
    state: str
    returned: bool
    line_no: int | None
    price: int | None
    quantity: int
    day: str | None
    document: str | None
    unit: str | None

    def turn(self) -> tuple[bool, str, str, bool, int]:
        """Oldest first, and what went out before what came back.

        Of lines of one day and document those with a negative quantity come first, then the smaller quantity.
        """
        return self.returned, self.day or "", self.document or "", (self.quantity or 0) >= 0, abs(self.quantity or 0)

    def is_numbered_as(self, order: Ordered) -> bool:
        """Whether the line gives the order line's number."""
        return self.line_no is not None and order.line_no == self.line_no

    def may_be_of(self, order: Ordered) -> bool:
        """Whether the customer of an order may be the one whom this line means.

        A short name that is not on file and lies within the order's is taken for the order's customer.
        """
        if not self.party or not order.party or self.party == order.party:
            return True
        unfiled = self.state == NEW and self.party.startswith("N:")
        return unfiled and bool(self.name and order.name) and (self.name in order.name or order.name in self.name)


def matched(ordered: Iterable[Ordered], moved: Iterable[Moved]) -> dict[int, tuple[int, str]]:
    """Delivered line → (order line, level), each among the orders of its key."""
    goods: defaultdict[tuple[str, str], list[Ordered]] = defaultdict(list)
    for one in ordered:
        goods[one.key, one.product].append(one)
    links: dict[int, tuple[int, str]] = {}
    several: defaultdict[str, list[tuple[Moved, list[Ordered]]]] = defaultdict(list)
    found = [(line, [one for one in goods.get((line.key, line.product), ()) if line.may_be_of(one)]) for line in moved]
    choosing = {line.key for line, some in found if len(some) > 1}
    for line, some in found:
        if line.key in choosing:
            several[line.key].append((line, some))
        elif some:  # as mostly: there is nothing to choose
            links[line.line] = (some[0].line, NUMBER_AND_LINE if line.is_numbered_as(some[0]) else NUMBER_AND_PRODUCT)
    for family in several.values():
        links.update(_chosen(family))
    return links


def _chosen(family: list[tuple[Moved, list[Ordered]]]) -> dict[int, tuple[int, str]]:
    """Delivered line → (order line, level), of one key; each may be of several.

    Order of arrival plays no part: oldest paper first.
    """
    left = {one.line: one.quantity for _, some in family for one in some}
    links: dict[int, tuple[int, str]] = {}
    for line, some in sorted(family, key=lambda one: one[0].turn()):
        if len({one.party for one in some} - {line.party, ""}) > 1 or not some:
            continue  # nobody's order, or one number for several customers and no way to tell
        candidates = sorted(some, key=attrgetter("party"))
        exact = [one for one in candidates if line.is_numbered_as(one)]
        if exact:
            chosen, level = exact[0], NUMBER_AND_LINE
        else:
            level = NUMBER_AND_PRODUCT
            same_unit = [one for one in candidates if are_one_unit(line.unit or "", one.unit or "")]
            candidates = same_unit or candidates
            same_price = [
                one for one in candidates if line.price is None or one.price is None or one.price == line.price
            ]
            pool = same_price or candidates
            wants_open = [one for one in pool if line.returned or left[one.line] > 0]
            chosen = (wants_open or pool)[0]
        left[chosen.line] -= 0 if line.returned else line.quantity
        links[line.line] = (chosen.line, level)
    return links
