"""Papers that may be one and the same: they count, and the statements on which they would stand wait (RULES 5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.differing.doubles import like_payments, like_slips
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reports.differing import evidence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

_DOUBLE, _SHOWN = "X7", 3


def suspected(books: Books, period: Period) -> Mapping[str, str]:
    """By customer, what is said of papers up to the end of the period that may be one, and of which nobody decided."""
    # Nearly always there are none, and all that else may differ need not be looked at.
    if not like_slips(books.ledger) and not like_payments(books.ledger):
        return {}
    decided = decisions(books.ledger)
    open_ones: defaultdict[str, list[str]] = defaultdict(list)
    for found in differences(evidence_of(books)):
        one, said = found.difference, decided.get(code_key(found.number))
        is_settled = said is not None and said.closes(one.amount_fen)
        if found.kind.code == _DOUBLE and one.since < period.before.isoformat() and not is_settled:
            open_ones[one.customer].append(one.number or found.number)
    return {
        customer: f"有重复嫌疑（{_listed(numbers)}），在差异清单里核对以后再签发"
        for customer, numbers in open_ones.items()
    }


def _listed(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:_SHOWN]) + ("等" if len(numbers) > _SHOWN else "")
