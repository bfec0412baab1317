"""B: opening balances that are not part of what a customer owes."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl.ledger.difference_decisions import FOR_GOOD
from neiqin_xl.reconcile.differences.difference import FINANCE, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence


@difference(
    "B1",
    "期初没有算",
    owner=FINANCE,
    todo=f"请核对：两笔欠款都在的，合成一笔，日期写晚的那天，改好期初再投一次；晚的一笔已经包含的，处理状态填“{FOR_GOOD}”",
    urgency=Urgency.NOW,
)
def one_opening_balance_went_before_another(evidence: Evidence) -> Iterator[Difference]:
    """Two names turned out to be one customer: the later opening balance says all that is owed up to its day."""
    for one in evidence.superseded:
        first, later = one.first, one.later
        seen = (
            f"“{first.called}”{first.date[:10]} 的期初没有算：同一家客户的“{later.called}”有 {later.date[:10]} 的期初，"
            "那天和以前的单据都算在它里面"
        )
        yield Difference(
            first.company, first.currency, first.customer, first.salesperson, "", first.date, one.amount_fen, seen,
            called=first.called, file=first.file, sheet=first.sheet, row=first.row,
        )  # fmt: skip
