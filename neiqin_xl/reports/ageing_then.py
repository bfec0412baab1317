"""Balances by age as they were known when the period was frozen, beside what is known of the same day now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.report import Block, Cell
from neiqin_xl.reconcile.ageing import EDGES, together
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.accounts import Account, accounts, held_lines
from neiqin_xl.reports.ageing_document import AS_KNOWN_THEN
from neiqin_xl.reports.naming import titled
from neiqin_xl.reports.receivable_pages import of_company, retitled, tab_labels, who
from neiqin_xl.reports.receivable_titles import bucket_columns
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.accounts import AccountKey
    from neiqin_xl.reports.naming import Names


def as_known_then(
    books: Books, period: Period, names: Names, now: Mapping[AccountKey, int]
) -> Iterator[tuple[str, Block]]:
    """A row for each account whose period is frozen; none where none is. `now` are the balances as known today, in fen.

    The buckets end where those of statements do, whatever the settings say today.
    """
    if not books.frozen():
        return
    found = [one for one in accounts(books, period, names, held_lines(books, period, names).of) if one.frozen]
    labels = tab_labels((one.key.company, one.key.currency) for one in found)
    for (company, currency), listed in by_book(found).items():
        rows = [_row(one, names, now.get(one.key, 0)) for one in listed]
        whole = together(one.ageing for one in listed)
        restated = sum(now.get(one.key, 0) for one in listed)
        ages = (whole.balance, whole.not_due, whole.not_begun, *whole.overdue, whole.prepaid)
        total = (TOTAL, f"{len(rows)} 户", None, None, None, *ages, restated, restated - whole.balance)
        title = titled(of_company("冻结时的账龄", company), currency)
        note = "差额是冻结以后才收到、更正或撤销的单据，列在下一张没有冻结的对账单的前期调整里。"
        columns = retitled(AS_KNOWN_THEN, bucket_columns(EDGES))
        yield labels[company, currency], Block(title, columns, rows, total, note, AS_KNOWN_THEN.name)


def _row(one: Account, names: Names, now: int) -> tuple[Cell, ...]:
    age = one.ageing
    return (
        *who(names, one.key.customer)[:3],
        one.frozen,
        str(one.aged_on),
        age.balance,
        age.not_due or None,
        age.not_begun or None,
        *(amount or None for amount in age.overdue),
        age.prepaid or None,
        now,
        now - age.balance or None,
    )
