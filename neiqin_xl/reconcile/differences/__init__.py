"""SHELF: one module a family of differences. A new class is in use by being declared in a module here."""

from __future__ import annotations

from collections import Counter
from functools import cache

from neiqin_xl.reconcile.differences.difference import DifferenceClass, Urgency
from neiqin_xl.reconcile.differences.evidence import Evidence
from neiqin_xl.reconcile.differences.found import Found, number_of


@cache
def difference_classes() -> tuple[DifferenceClass, ...]:
    """Every class, the most urgent first, then by code."""
    from neiqin_xl.model.shelf import on_shelf
    from neiqin_xl.reconcile import differences

    found = on_shelf(differences, DifferenceClass)
    return tuple(sorted(found, key=lambda one: (one.urgency, one.code)))


def differences(evidence: Evidence, until: Urgency = Urgency.KNOWN) -> list[Found]:
    """Every difference as urgent as that or more, what matters first: by urgency, the larger amount, then the older."""
    found: list[Found] = []
    seen: Counter[str] = Counter()
    for kind in (one for one in difference_classes() if one.urgency <= until):
        for one in kind.find(evidence):
            number = number_of(kind, one)
            seen[number] += 1
            found.append(Found(kind, one, number if seen[number] == 1 else f"{number}-{seen[number]}"))
    return sorted(found, key=lambda one: (one.kind.urgency, -abs(one.difference.amount_fen), one.difference.since))
