"""A price list that gives papers in the books other amounts than they had by it: how many, and what to do, is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.desk.results import TableResult
from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger.standing import Change
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.money import grouped
from neiqin_xl.reports.naming import currency_name

PRICES_CHANGED = "G125"
_NAMED_AT_MOST = 3


def tell_of_prices_changed(ledger: Ledger, results: Sequence[TableResult], change: Change) -> None:
    """Warn, in place, on the first price list among these tables, where amounts that were known before are others now.

    A list without 生效日期 holds for all days: it puts right what was priced wrongly, and so it does where the clerk
    only meant the prices from now on.
    """
    lists = [one for one in results if one.table.type is not None and one.table.type.name == words.PRODUCT.key]
    if not lists or not change.repriced:
        return
    before, after, papers = Counter[str](), Counter[str](), dict[str, None]()
    asked = (
        "SELECT posting.line, posting.currency, CASE WHEN paper.number = '' THEN posting.date ELSE paper.number END "
        "FROM posting JOIN paper ON paper.id = posting.paper WHERE posting.line IN (?*) GROUP BY 1 ORDER BY 1"
    )
    for line, currency, number in ledger.rows_in(asked, change.repriced):
        papers[number] = None
        before[currency] += change.repriced[line][0]
        after[currency] += change.repriced[line][1]
    sums = "，".join(
        f"{currency_name(one)}合计从 {grouped(before[one])} 变为 {grouped(after[one])}" for one in sorted(before)
    )
    lists[0].findings.append(
        Finding(
            PRICES_CHANGED,
            Severity.WARNING,
            f"账上有 {len(change.repriced)} 行（{first_few(list(papers), _NAMED_AT_MOST)}）"
            f"原来按价格表算的金额跟着变了：{sums}。"
            f"新价从某天起才用的，请撤销这一批，写上“{words.VALID_FROM.shown}”再放一次；原来的价写错了的，不用再做什么",
        )
    )
