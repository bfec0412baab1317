"""账龄表: what every customer owes by how late it is, added up by salesperson and office."""

from __future__ import annotations

from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Block, Cell, Chart, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.ageing import Ageing, Base, together
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.accounts import OWED
from neiqin_xl.reports.ageing_document import (
    AGEING_DOCUMENT,
    BUCKETS,
    BY_AGE,
    BY_DUE_DAY,
    BY_PAPER_DAY,
    CUSTOMERS,
    LARGEST,
    MOST,
    OFFICES,
    SELLERS,
    SUMMED,
    THEN,
)
from neiqin_xl.reports.ageing_then import as_known_then
from neiqin_xl.reports.basis import basis_said
from neiqin_xl.reports.change import share
from neiqin_xl.reports.credit_lines import CreditLines
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.naming import UNNAMED, Names, charted, currency_unit, titled
from neiqin_xl.reports.open_accounts import OpenAccount, open_accounts
from neiqin_xl.reports.receivable_pages import (
    as_of_day,
    beside_books,
    of_company,
    retitled,
    tab_labels,
    unpriced_said,
    who,
)
from neiqin_xl.reports.receivable_titles import NOT_BEGUN, NOT_DUE, PREPAID, bucket_columns, bucket_titles
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.model.document import Table

_TOP = 15
_Book = tuple[str, str]


@report("ageing", words.AGEING)
def ageing(books: Books, period: Period) -> Iterator[Paper]:
    """What every customer owes on the last day of the period (today, if it runs) by how late it is.

    未到期, 未起算 (no terms, or no invoice yet), the days overdue and 预收 add up to the balance, which is compared
    with the books. By due day and by the papers' own days; by customer, salesperson and office; currencies and
    companies are never added. It is worked out from all that is known today, whenever it came; of a period that is
    frozen there is a page with what was known then beside it.
    """
    as_of, names = as_of_day(books, period), Names(books)
    found = by_book(open_accounts(books, as_of, names))
    pages = _Pages(books, names, found, as_of)
    lines = pages.lines()
    balances = {one.key: one.balance for held in found.values() for one in held}
    then = list(as_known_then(books, period, names, balances))
    yield Paper(
        name=f"{words.AGEING}_{as_of}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            *page_a_currency(BY_DUE_DAY, f"应收账款{words.AGEING}", lines, list(pages.by_due_day())),
            Page(SUMMED, f"{words.AGEING}汇总", lines, tuple(pages.summed())),
            *pages.largest(),
            *page_a_currency(BY_PAPER_DAY, "按单据日期的账龄", lines, list(pages.by_paper_day())),
            *(page_a_currency(THEN, f"{period.shown} {THEN}", lines, then) if then else ()),
        ),
        document=AGEING_DOCUMENT,
    )


class _Pages:
    """The tables of all accounts, by company and currency."""

    def __init__(self, books: Books, names: Names, found: Mapping[_Book, Sequence[OpenAccount]], as_of: date) -> None:
        self.books, self.names, self.found, self.as_of = books, names, found, as_of
        owed = books.sums(OWED, None, as_of + timedelta(days=1), by=("company", "currency"))
        self.in_books = {(company, currency): amount for company, currency, _, amount in owed}
        self.edges, self.labels = books.settings.ageing_edges, tab_labels(found)
        self.buckets = bucket_columns(self.edges)
        self.credit = CreditLines(books)

    def lines(self) -> tuple[str, ...]:
        """What every page says under its heading."""
        accounts = [one for held in self.found.values() for one in held]
        late = "逾期从到期日的第二天算起，每一段都含最后一天"
        return (
            f"截至 {self.as_of}；{basis_said(self.books.basis)}；金额含税。{late}。",
            f"{NOT_BEGUN}：没有写结算方式，或者写的是滚动结算、票到付款一类，要等下一批货、等开票才起算；{PREPAID}：收了还没有单据可抵的款，为负数。",
            *unpriced_said(accounts),
        )

    def by_due_day(self) -> Iterator[tuple[str, Block]]:
        """A row a customer, the latest first."""
        for (company, currency), held in self.found.items():
            aged = [(one, one.aged(edges=self.edges)) for one in held]
            aged.sort(key=lambda pair: (-pair[1].late, -pair[0].balance))
            rows = [self._row(account, age) for account, age in aged]
            whole = together([age for _, age in aged], self.edges)
            total = (TOTAL, f"{len(aged)} 户", None, None, None, whole.balance, whole.not_due, whole.not_begun,
                     *whole.overdue, whole.late, share(whole.late, whole.owed), None, None, whole.prepaid)  # fmt: skip
            note = self._checked((company, currency), whole)
            columns = retitled(CUSTOMERS, self.buckets)
            yield (
                self.labels[company, currency],
                Block(
                    titled(of_company("各客户的账龄", company), currency), columns, rows, total, note, CUSTOMERS.name
                ),
            )

    def by_paper_day(self) -> Iterator[tuple[str, Block]]:
        """The same customers by the days of their papers, in the order of their codes."""
        for (company, currency), held in self.found.items():
            aged = [(one, one.aged(Base.DATE, self.edges)) for one in held]
            rows: list[tuple[Cell, ...]] = [
                (*who(self.names, one.key.customer), one.balance, age.not_due or None, *_amounts(age.overdue),
                 age.prepaid or None) for one, age in aged
            ]  # fmt: skip
            whole = together([age for _, age in aged], self.edges)
            total = (TOTAL, f"{len(aged)} 户", None, None, whole.balance, whole.not_due, *whole.overdue, whole.prepaid)
            title = titled(of_company("各客户按单据日期的账龄", company), currency)
            columns = retitled(BY_AGE, self.buckets)
            yield self.labels[company, currency], Block(title, columns, rows, total, table=BY_AGE.name)

    def summed(self) -> Iterator[Block]:
        """By bucket, by salesperson, by office."""
        for (company, currency), held in self.found.items():
            part = self.labels[company, currency]
            yield self._by_bucket(company, currency, held)
            for table, title, by in (
                (SELLERS, "各业务员的账龄", attrgetter("salesperson")),
                (OFFICES, "各办事处的账龄", attrgetter("office")),
            ):
                yield self._split(table, titled(of_company(title, company), currency), held, by, part)

    def largest(self) -> Iterator[Page]:
        """Those who owe most, with a chart."""
        for number, ((company, currency), held) in enumerate(self.found.items()):
            most = sorted((one for one in held if one.balance > 0), key=lambda one: -one.balance)[:_TOP]
            if not most:
                continue
            rows: list[tuple[Cell, ...]] = []
            for one in most:
                age = one.aged(edges=self.edges)
                name = self.names.customer(one.key.customer)
                rows.append((name, one.balance, age.not_due, age.not_begun, *age.overdue))
            name = f"{MOST} {self.labels[company, currency]}" if number else MOST
            title = titled(of_company(f"欠款前 {_TOP} 名客户的账龄", company), currency)
            block = Block(title, retitled(LARGEST, self.buckets), rows, table=LARGEST.name)
            chart = Chart(charted("各客户应收余额", currency), 0, currency_unit(currency))
            yield Page(name, title, (), (block,), (chart,), kind=MOST)

    def _row(self, account: OpenAccount, age: Ageing) -> tuple[Cell, ...]:
        late, grant = account.late, self.credit.on(account.key, account.as_of)
        return (
            *who(self.names, account.key.customer),
            grant.limit if grant is not None else None,
            account.balance,
            age.not_due or None,
            age.not_begun or None,
            *_amounts(age.overdue),
            age.late or None,
            share(age.late, age.owed) if age.late else None,
            late[0].number if late else None,
            late[0].late(account.as_of) if late else None,
            age.prepaid or None,
        )

    def _checked(self, book: _Book, whole: Ageing) -> str:
        """That the buckets are the balance, and the balance that of the books."""
        parts = f"{NOT_DUE} + {NOT_BEGUN} + 逾期各段 + {PREPAID} = {grouped(whole.balance)}"
        return f"{parts}；{beside_books(whole.balance, self.in_books.get(book, 0))}"

    def _by_bucket(self, company: str, currency: str, held: Sequence[OpenAccount]) -> Block:
        aged = [one.aged(edges=self.edges) for one in held]
        whole = together(aged, self.edges)
        titles = (NOT_DUE, NOT_BEGUN, *(f"逾期 {title}" for title in bucket_titles(self.edges)), PREPAID)
        amounts = [(one.not_due, one.not_begun, *one.overdue, one.prepaid) for one in aged]
        rows: list[tuple[Cell, ...]] = []
        for title, each in zip(titles, zip(*amounts, strict=True), strict=True):
            rows.append((title, sum(each), share(sum(each), whole.balance), sum(1 for amount in each if amount)))
        total = (TOTAL, whole.balance, share(whole.balance, whole.balance), len(aged))
        title = titled(of_company("各段账龄", company), currency)
        note = "一户在几段里都有欠款的，每段各计一次，合计只计一次。"
        return Block(title, BUCKETS.columns, rows, total, note, BUCKETS.name, self.labels[company, currency])

    def _split(
        self, table: Table, title: str, held: Sequence[OpenAccount], by: Callable[[Posting], str], part: str
    ) -> Block:
        parts: dict[str, list[Ageing]] = {}
        for account in held:
            for whose, age in account.split(by, edges=self.edges).items():
                parts.setdefault(whose, []).append(age)
        sums = {whose: together(ages, self.edges) for whose, ages in parts.items()}
        ordered = sorted(sums, key=lambda whose: (-sums[whose].late, -sums[whose].balance, whose))
        rows = [(whose or UNNAMED, *_split_cells(sums[whose])) for whose in ordered]
        total = (TOTAL, *_split_cells(together(sums.values(), self.edges)))
        return Block(title, retitled(table, self.buckets), rows, total, table=table.name, part=part)


def _split_cells(age: Ageing) -> tuple[Cell, ...]:
    late = share(age.late, age.owed) if age.late else None
    return age.balance, age.not_due, age.not_begun, *age.overdue, age.late, late, age.prepaid


def _amounts(amounts: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(one or None for one in amounts)
