"""C: customers who owe more, or longer, than was granted."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money
from neiqin_xl.reconcile.differences.difference import SALES, Difference, Urgency, difference, of_account
from neiqin_xl.reconcile.differences.evidence import Evidence


@difference("C1", "超额度", owner=SALES, todo="请停发、催款，或报批临时额度", urgency=Urgency.NOW)
def owes_more_than_granted(evidence: Evidence) -> Iterator[Difference]:
    """Every further delivery is at our own risk until somebody grants more or the customer pays."""
    for one in evidence.credit:
        if one.checked.over and one.checked.allowed is not None:
            allowed = money.grouped(one.checked.allowed)
            seen = f"额度 {allowed}，占用 {money.grouped(one.checked.exposure)}，超 {money.grouped(one.checked.over)}"
            yield of_account(one, one.since, one.checked.over, seen)


@difference("C2", "超期限", owner=SALES, todo="请停发、催款，或报批展期", urgency=Urgency.NOW)
def owes_longer_than_granted(evidence: Evidence) -> Iterator[Difference]:
    """Old debts are the ones that are not paid; the grant says for how long goods go out on credit."""
    for one in evidence.credit:
        if one.checked.late:
            which = f"最早逾期单 {one.latest}" if one.latest else f"最早逾期的一笔没有单号，{one.late_since} 到期"
            seen = f"{which}，逾期 {one.checked.late} 天"
            yield of_account(one, one.late_since, one.latest_open, seen)._replace(other=one.latest)
