"""What a person wanted a payment to settle, and did not: papers that are not there, amounts too large. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from neiqin_xl.ledger.keys import code_key
from neiqin_xl.reconcile.allocation import Level, Part
from neiqin_xl.reconcile.items import OpenItem, Payment
from neiqin_xl.settlement import KEPT


class Unmet(NamedTuple):
    """A paper that a payment was to settle: its number as written, the fen wanted of it, and what it settled.

    None was wanted where it says no amount, and None settled where the account has no such paper.
    """

    number: str
    wanted: int | None
    settled: int | None


def unmet(payment: Payment, items: Iterable[OpenItem], parts: Iterable[Part]) -> Iterator[Unmet]:
    """What was not done as it was wanted, in the order in which it was written."""
    named: dict[str, set[str]] = {}
    for item in items:
        for name in filter(None, (*item.names, item.order_no, *item.reopens)):
            named.setdefault(code_key(name), set()).add(item.id)
    given: Counter[str] = Counter()
    for part in parts:
        if part.payment == payment.id and part.level is Level.GIVEN:
            given[part.item] += part.amount
    for number, wanted in payment.given:
        if number == KEPT:
            continue
        held = named.get(code_key(number))
        if held is None:
            yield Unmet(number, wanted, None)
            continue
        settled = sum(given[item] for item in held)
        if settled < (wanted or 1):
            yield Unmet(number, wanted, settled)
