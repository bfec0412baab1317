"""What is still open of an account at the end of a period, paper by paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.report import Block, Cell
from neiqin_xl.reconcile.posted import paper_of
from neiqin_xl.reports.receivable_titles import PREPAID
from neiqin_xl.reports.statement_document import OPEN_ITEMS
from neiqin_xl.reports.titles import OWED_NAMES, PAPER_NAMES, TOTAL
from neiqin_xl.reports.totals import sums_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.reports.accounts import Account


def open_block(account: Account) -> Block:
    """The papers that are not settled, the first due first, then what was paid and settles nothing yet."""
    papers: dict[str, Posting] = {}
    for one in account.lines_counted:
        papers.setdefault(paper_of(one), one)
    rows: list[tuple[Cell, ...]] = []
    balance = 0
    for name, day, due, whole, left, remark in _left(account):
        balance += left
        rows.append(
            (
                *_paper(papers, name, day, is_owed=left > 0),
                *_due(due, account.aged_on),
                *(whole, whole - left, left, balance, remark),
            )
        )
    sums = sums_of(rows, (6, 7, 8))
    total = (TOTAL, *(None,) * 5, *sums, account.closing, None)
    whose = frozenset({one.customer for one in account.lines_counted})
    return Block(OPEN_ITEMS.name, OPEN_ITEMS.columns, rows, total, table=OPEN_ITEMS.name, customers=whose)


def _left(account: Account) -> Iterator[tuple[str, date, date | None, int, int, str | None]]:
    """Paper, day, due day, what it came to, what is left of it, and a remark, in the order in which they are listed."""
    settled, found = account.settled, account.sides
    items = [(one, settled.open.get(one.id, 0)) for one in found.items]
    for item, left in sorted(items, key=lambda one: (one[0].due is None, one[0].due, one[0].day, one[0].id)):
        if left:
            yield item.id, item.day, item.due, item.amount, left, None
    for payment in sorted(found.payments, key=lambda one: (one.day, one.id)):
        if unused := settled.prepaid.get(payment.id, 0):
            yield payment.id, payment.day, None, -payment.amount, -unused, PREPAID


def _paper(papers: Mapping[str, Posting], name: str, day: date, *, is_owed: bool) -> tuple[Cell, ...]:
    one = papers[name]
    return str(day), (OWED_NAMES if is_owed else PAPER_NAMES)[one.type], one.number, one.ordered_as


def _due(due: date | None, on: date) -> tuple[Cell, Cell]:
    if due is None:
        return None, None
    return str(due), max(0, (on - due).days) or None
