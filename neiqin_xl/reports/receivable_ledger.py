"""应收台账: every account over a period and month by month, and the papers that are open at its end."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.dates import period_of
from neiqin_xl.model.report import Block, Cell, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.statement import Sort
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.accounts import OWED, Account, accounts, held_lines
from neiqin_xl.reports.basis import basis_said
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.naming import Names, titled
from neiqin_xl.reports.open_accounts import OpenAccount, open_accounts
from neiqin_xl.reports.receivable_ledger_document import (
    ACCOUNTS,
    MONTHLY,
    MONTHS,
    OPEN,
    PAPERS,
    RECEIVABLE_LEDGER_DOCUMENT,
    SUMMED,
)
from neiqin_xl.reports.receivable_pages import as_of_day, beside_books, of_company, tab_labels, who
from neiqin_xl.reports.receivable_titles import NOT_BEGUN, NOT_DUE, PREPAID
from neiqin_xl.reports.titles import (
    BALANCED,
    CLOSING_BALANCE,
    OPENING_BALANCE,
    PAPER_NAMES,
    TOTAL,
)
from neiqin_xl.reports.totals import sums_of
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reconcile.statement import Line

_LATE = "逾期"
_SHIPPED = frozenset({Sort.SHIPMENT, Sort.INVOICE})


@report("receivables", words.RECEIVABLE_LEDGER)
def receivable_ledger(books: Books, period: Period) -> Iterator[Paper]:
    """Opening balance, shipments, returns, receipts, adjustments and closing balance of every account and month.

    Then every paper that is open at the end of the period with its due day, and every payment that nothing took: both
    come to the closing balance, and that to the books. Currencies and companies of ours are never added.
    """
    names = Names(books)
    held = held_lines(books, period, names)
    found = accounts(books, period, names, held.of)
    opened = open_accounts(books, period.last, names)
    head = tuple(_lines(books, period))
    heading = f"{words.RECEIVABLE_LEDGER} {period.shown}"
    pages = page_a_currency(SUMMED, heading, head, list(_summed(books, period, found, names)))
    months = _months(period)
    if len(months) > 1:
        pages += page_a_currency(MONTHLY, f"{heading} {MONTHLY}", head, list(_monthly(found, names)))
    open_blocks = list(_open(opened, names, as_of_day(books, period)))
    pages += page_a_currency(OPEN, f"截至 {period.last} {OPEN}", head, open_blocks)
    name = f"{words.RECEIVABLE_LEDGER}_{file_label(period)}"
    yield Paper(name, words.REPORT_FOLDER.shown, tuple(pages), RECEIVABLE_LEDGER_DOCUMENT)


def _lines(books: Books, period: Period) -> Iterator[str]:
    yield f"期间：{dated(period)}；{BALANCED}，金额均含税；{basis_said(books.basis)}。"
    yield f"逾期按 {as_of_day(books, period)} 计；{PREPAID}是收了还没有单据可抵的款，为负数。"


def _figures(account: Account) -> tuple[int, ...]:
    *before, closing = account.across
    return *before, account.prior, closing


def _summed(books: Books, period: Period, found: Sequence[Account], names: Names) -> Iterator[tuple[str, Block]]:
    in_books = {row[:2]: row[-1] for row in books.sums(OWED, None, period.before, by=("company", "currency"))}
    labels = tab_labels((one.key.company, one.key.currency) for one in found)
    for (company, currency), listed in by_book(found).items():
        rows: list[tuple[Cell, ...]] = [
            (
                *who(names, one.key.customer),
                *_figures(one),
                one.ageing.late or None,
                one.unpriced or None,
                one.held or None,
            )
            for one in listed
        ]
        sums = map(sum, zip(*map(_figures, listed), strict=True))
        late, unpriced = sum(one.ageing.late for one in listed), sum(one.unpriced for one in listed)
        total = (TOTAL, f"{len(listed)} 户", None, None, *sums, late, unpriced or None, None)
        closing, learned = sum(one.closing for one in listed), sum(one.learned for one in listed)
        checked = beside_books(closing, in_books.get((company, currency), 0), learned)
        note = f"{CLOSING_BALANCE}合计 {grouped(closing)}，{checked}"
        title = titled(of_company("各客户余额", company), currency)
        yield labels[company, currency], Block(title, ACCOUNTS.columns, rows, total, note, ACCOUNTS.name)


class _Month(NamedTuple):
    """An account in a month, in fen; what was returned and received is positive."""

    name: str
    opening: int
    shipped: int
    returned: int
    received: int
    adjusted: int
    closing: int


def _months(period: Period) -> set[str]:
    first, last = period.since, period.last
    return {period_of(first, "month").name, period_of(last, "month").name}


def _monthly(found: Sequence[Account], names: Names) -> Iterator[tuple[str, Block]]:
    labels = tab_labels((one.key.company, one.key.currency) for one in found)
    for (company, currency), held in by_book(found).items():
        rows: list[tuple[Cell, ...]] = []
        for one in held:
            code, name, seller, _ = who(names, one.key.customer)
            rows += [(code, name, seller, *month) for month in by_month(one.opening, one.lines)]
        sums = sums_of(rows, range(5, 9))
        total = (TOTAL, None, None, None, None, *sums, None)
        title = titled(of_company("各客户逐月余额", company), currency)
        note = f"没有往来的月份不列，余额同上月；{OPENING_BALANCE}、{CLOSING_BALANCE}逐月相接，不能加总。"
        yield labels[company, currency], Block(title, MONTHS.columns, rows, total, note, MONTHS.name)


def by_month(opening: int, lines: Iterable[Line]) -> list[_Month]:
    """An account's movements month by month, each month that has any; what one closes with the next opens with."""
    months: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        months[f"{line.movement.day:%Y-%m}"].append(line)
    made = []
    for name, moved in sorted(months.items()):
        sums = dict.fromkeys(Sort, 0)
        for line in moved:
            sums[line.movement.sort] += line.movement.amount
        shipped = sum(sums[sort] for sort in _SHIPPED)
        received = sums[Sort.RECEIPT] - sums[Sort.REFUND]
        closing = opening + sum(line.movement.change for line in moved)
        adjusted = closing - opening - shipped + sums[Sort.RETURN] + received
        made.append(_Month(name, opening, shipped, sums[Sort.RETURN], received, adjusted, closing))
        opening = closing
    return made


def _open(found: Sequence[OpenAccount], names: Names, aged_on: date) -> Iterator[tuple[str, Block]]:
    books = by_book(found)
    labels = tab_labels(books)
    for (company, currency), held in books.items():
        rows = [row for one in held for row in _papers(one, names, aged_on)]
        sums = sums_of(rows, range(6, 9))
        total = (TOTAL, None, None, None, f"{len(rows)} 张", None, *sums, None, None, None)
        title = titled(of_company("没有结清的单据", company), currency)
        yield labels[company, currency], Block(title, PAPERS.columns, rows, total, table=PAPERS.name)


def _papers(account: OpenAccount, names: Names, aged_on: date) -> Iterator[tuple[Cell, ...]]:
    code, name = names.customer_code(account.key.customer), names.customer(account.key.customer)
    for one in account.left:
        late, due = one.late(aged_on), one.item.due
        state = _LATE if late else NOT_DUE if due is not None else NOT_BEGUN
        yield (
            *(code, name, one.paper.salesperson or None, one.kind, one.number, str(one.item.day)),
            *(one.item.amount, one.item.amount - one.amount, one.amount, str(due) if due is not None else None),
            *(late or None, state),
        )
    for payment, unused in account.unused():
        paper = account.papers[payment.id]
        yield (
            *(code, name, paper.salesperson or None, PAPER_NAMES[paper.type], paper.number, str(payment.day)),
            *(-payment.amount, unused - payment.amount, -unused, None, None, PREPAID),
        )
