"""A difference that was found, and the number by which people speak of it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from neiqin_xl.reconcile.differences.difference import Difference, DifferenceClass


class Found(NamedTuple):
    """A difference, the class that it is of, and its number: the same whenever the same thing is found again."""

    kind: DifferenceClass
    difference: Difference
    number: str


def number_of(kind: DifferenceClass, one: Difference) -> str:
    """The number of a difference: X3-6F09C2D1A4. It follows from what it is about, not from what it comes to.

    A paper without a number is known by its day; what stands on no paper is the account's, whatever was added to it.
    """
    if one.known_as:
        return one.known_as
    paper = one.number or (f"{one.called} {one.since}" if one.file else "")
    about = (kind.code, one.company, one.currency, one.customer, paper, one.product, one.unit)
    digest = hashlib.blake2b("\n".join(about).encode("utf-8"), digest_size=5).hexdigest()
    return f"{kind.code}-{digest.upper()}"
