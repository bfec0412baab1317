"""Which row of the price list is for a customer, a day and a quantity (RULES 10, 17). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from neiqin_xl.ledger.differing.prices import Listed
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.lacking import scope_rank


def listed_for(
    rows: Iterable[Listed], names: Collection[str], level: str, day: str, unit: str, quantity: int
) -> Listed | None:
    """The newest row valid on that day for that many: the customer's own before its level's before everybody's.

    `names` are the keys under which the list may name the customer. None where no row is for him; a row in another unit
    never is.
    """
    fit = (
        ((rank, one.since, one.least), one)
        for one in rows
        if (rank := scope_rank(one.scope, one.whom, names, level)) is not None
        and not (unit and one.unit and name_key(unit) != name_key(one.unit))
        and one.least <= quantity
        and one.since <= day <= one.until
    )
    return max(fit, key=lambda pair: pair[0], default=((0, "", 0), None))[1]
