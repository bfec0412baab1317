"""What a line of a paper does to the books."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Measure(Enum):
    """What is counted. Every posting adds a quantity and an amount to one measure."""

    ORDERED = "ordered"
    SHIPPED = "shipped"
    RETURNED = "returned"
    REOPENED = "reopened"
    RECEIVABLE = "receivable"


@dataclass(frozen=True)
class Posts:
    """A sheet type's declaration: each of its lines adds to `measure`, dated by the field `date`.

    `quantity` and `amount` name fields of the type; `sign` is applied to both. `only` restricts it to lines whose field
    holds one of the values; `unless` leaves such lines out.
    """

    measure: Measure
    date: str
    quantity: str = "qty"
    amount: str = "amount_incl"
    sign: int = 1
    only: tuple[str, tuple[str, ...]] | None = None
    unless: tuple[str, tuple[str, ...]] | None = None
