"""What a line of a paper does to the books."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from neiqin_xl.setting_values import Basis


class Measure(Enum):
    """What is counted. Every posting adds a quantity and an amount to one measure.

    IN_DOUBT is what counts in no other until somebody answers: what may be there twice, freight that nobody may bear.
    DOUBLED is what somebody said is there twice.
    """

    ORDERED = "ordered"
    SHIPPED = "shipped"
    RETURNED = "returned"
    REOPENED = "reopened"
    RECEIVABLE = "receivable"
    RECEIVED = "received"
    UNCLAIMED = "unclaimed"
    INVOICED = "invoiced"
    ADJUSTED = "adjusted"
    OPENED = "opened"
    IN_DOUBT = "in_doubt"
    DOUBLED = "doubled"


class Claim(Enum):
    """Of payments by whom a posting counts: those of a payer who is known to be a customer, or the others."""

    KNOWN = "known"
    UNKNOWN = "unknown"


class Posts(NamedTuple):
    """A sheet type's declaration: each of its lines adds to `measure`, dated by the field `date`.

    `quantity` and `amount` name fields of the type ("" for none); `plus` are further amounts that are added. `sign` is
    applied to all. `only` restricts it to lines whose field holds one of the values; `unless` leaves such lines out.
    With `basis`, it counts only where customers owe on one of these. With `part`, only that share of the amount counts
    which the quantity in that field has of the whole. `claim` is about papers that may not know their customer. `nor`
    are more conditions like `unless`. A line whose `date` is blank posts on its paper's day, where that is the field.
    """

    measure: Measure
    date: str
    quantity: str = "qty"
    amount: str = "amount_incl"
    sign: int = 1
    only: tuple[str, tuple[str, ...]] | None = None
    unless: tuple[str, tuple[str, ...]] | None = None
    plus: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    part: str = ""
    claim: Claim | None = None
    nor: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def counts_on(self, basis: Basis) -> bool:
        """Whether it is posted at all where customers owe on that basis."""
        return not self.basis or basis in self.basis

    def fields(self) -> set[str]:
        """The names of all fields that it is made of."""
        conditions = {one[0] for one in (self.only, self.unless, *self.nor) if one is not None}
        return {self.date, self.quantity, self.amount, self.part, *self.plus, *conditions} - {""}


__all__ = ["Basis", "Claim", "Measure", "Posts"]
