"""未开票与开票预约: goods that are gone and not invoiced, by when they must be, and invoices ahead of goods."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.dates.working import is_working_day
from neiqin_xl.ledger.differing.invoices import invoice_days
from neiqin_xl.ledger.invoice_plans import InvoicePlans, invoice_plans
from neiqin_xl.model.report import Block, Cell, Paper, report
from neiqin_xl.reconcile.invoice_calendar import NOTICE, Urgency, booked_for, invoice_by, urgency
from neiqin_xl.reconcile.invoiced import takes_invoices
from neiqin_xl.reports.account_lists import place_of
from neiqin_xl.reports.accounts import AccountKey
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.differences import LEVELS
from neiqin_xl.reports.evidence import invoiced, returned
from neiqin_xl.reports.naming import Names, titled
from neiqin_xl.reports.receivable_pages import of_company, tab_labels, who
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.totals import sums_of
from neiqin_xl.reports.uninvoiced_document import (
    AHEAD,
    BOOKED,
    CALENDAR,
    CUSTOMERS,
    EARLY,
    OPEN_SLIPS,
    SLIPS,
    UNINVOICED_DOCUMENT,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reconcile.invoiced import Invoiced, Slip

_SAID = {
    Urgency.LATE: ("未预约，逾期未开", "马上开票"),
    Urgency.MISSED: ("预约已过，没有开", "马上开票，或改预约"),
    Urgency.TODAY: ("今日应开", "今天开票"),
    Urgency.SOON: ("未预约，快到截止日", "预约开票"),
    Urgency.BOOKED: ("已预约", ""),
    Urgency.LATER: ("未预约", ""),
}
_NEVER = "从未开票"
_RANKS = {one: rank for rank, one in enumerate(Urgency)}


class _Waiting(NamedTuple):
    """A slip that is to be invoiced, by when, for which day it is booked, and how urgent that is."""

    slip: Slip
    last: date
    booked: date | None
    urgency: Urgency


@report("uninvoiced", words.UNINVOICED_GOODS)
def uninvoiced(books: Books, period: Period) -> Iterator[Paper]:
    """Goods delivered and not invoiced, slip by slip, and for each customer the day for which to book its invoice.

    An invoice is matched to the slips or orders that it names, else by amount, else to the oldest (推定). What came
    back reduces the slip that it came of. Goods must be invoiced by the customer's next 开票截止日, else by the month's
    end. Invoices ahead of the goods are listed apart. It is how things stand today, whatever the period.
    """
    del period  # what is to be invoiced today is no matter of a period
    names, today = Names(books), books.today
    days = invoice_days(books.ledger)
    begun = str(books.settings.go_live or "")
    found = invoiced(books.ledger, returned(books.ledger), begun, books.settings.tolerances)
    accounts = sorted(found, key=lambda one: place_of(AccountKey(*one.key), names))
    head = (
        f"截至 {today}；未开票 = 发货 − 退货 − 已开票，金额含税。发票没有写送货单号或订单号的，从最早的发货推定。",
        f"{words.INVOICE_DAY}看客户档案，没有写的按月底；建议开票日在截止日前 {NOTICE} 个工作日。",
        f"{BOOKED}看“{words.INVOICE_PLAN}”表上登记的，没有登记的是未预约。",
    )
    books_of: defaultdict[tuple[str, str], list[Invoiced]] = defaultdict(list)
    for one in accounts:
        company, _, currency = one.key
        books_of[company, currency].append(one)
    pages = _Pages(names, today, days, invoice_plans(books.ledger))
    yield Paper(
        name=f"{words.UNINVOICED_GOODS}_{today}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            *page_a_currency(CALENDAR, CALENDAR, head, list(pages.calendar(books_of))),
            *page_a_currency(SLIPS, SLIPS, head, list(pages.slips(books_of))),
            *page_a_currency(AHEAD, AHEAD, head, list(pages.early(books_of))),
        ),
        document=UNINVOICED_DOCUMENT,
    )


class _Pages:
    """The tables, by company and currency."""

    def __init__(self, names: Names, today: date, days: Mapping[str, int], plans: InvoicePlans) -> None:
        self.names, self.today, self.days, self.plans = names, today, days, plans

    def calendar(self, books: Mapping[tuple[str, str], Sequence[Invoiced]]) -> Iterator[tuple[str, Block]]:
        """A row a customer, by the day for which to book."""
        for (company, currency), held in books.items():
            waits = [(one, waiting) for one in held if (waiting := self._waiting(one))]
            waits.sort(key=lambda pair: (_place(pair[1][0]), self.names.customer(pair[0].key[1])))
            rows = [self._customer(one, waiting) for one, waiting in waits]
            if rows:
                sums = sums_of(rows, range(5, 9))
                total = (TOTAL, f"{len(rows)} 户", None, None, None, *sums, *[None] * 5)
                title = titled(of_company("各客户要开的票", company), currency)
                yield (
                    tab_labels(books)[company, currency],
                    Block(title, CUSTOMERS.columns, rows, total, table=CUSTOMERS.name),
                )

    def slips(self, books: Mapping[tuple[str, str], Sequence[Invoiced]]) -> Iterator[tuple[str, Block]]:
        """A row a slip, the most urgent first."""
        for (company, currency), held in books.items():
            waits = [(one, each) for one in held for each in self._waiting(one)]
            waits.sort(key=lambda pair: (_place(pair[1]), pair[1].slip.delivered.date, pair[1].slip.delivered.number))
            rows = [self._slip(one, each) for one, each in waits]
            if rows:
                sums = sums_of(rows, range(5, 9))
                total = (TOTAL, f"{len(rows)} 张", None, None, None, *sums, *[None] * 6)
                title = titled(of_company("没有开票的送货单", company), currency)
                yield (
                    tab_labels(books)[company, currency],
                    Block(title, OPEN_SLIPS.columns, rows, total, table=OPEN_SLIPS.name),
                )

    def early(self, books: Mapping[tuple[str, str], Sequence[Invoiced]]) -> Iterator[tuple[str, Block]]:
        """A row an invoice that is ahead of the goods."""
        for (company, currency), held in books.items():
            rows: list[tuple[Cell, ...]] = []
            for one in held:
                code, name, seller, _ = who(self.names, one.key[1])
                for invoice in one.invoices:
                    billed = invoice.billed
                    if invoice.left > 0:
                        age = (self.today - date.fromisoformat(billed.date)).days
                        said = (code, name, billed.salesperson or seller, billed.number, billed.date)
                        to_do = "问业务员：安排发货，不发的请财务红冲"
                        rows.append((*said, billed.amount_fen, invoice.left, age, to_do))
            if rows:
                sums = sums_of(rows, (5, 6))
                total = (TOTAL, f"{len(rows)} 张", None, None, None, *sums, None, None)
                title = titled(of_company("开了票没有发货", company), currency)
                yield tab_labels(books)[company, currency], Block(title, EARLY.columns, rows, total, table=EARLY.name)

    def _waiting(self, one: Invoiced) -> list[_Waiting]:
        """The account's slips that are to be invoiced, the most urgent first."""
        found = []
        for slip in one.whole:
            if slip.is_ours and slip.open > 0:
                last = invoice_by(slip.delivered.date, self.days.get(one.key[1]))
                goods = slip.delivered
                day = self.plans.day(one.key[1], goods.number, goods.order.partition("|")[2], goods.date)
                booked = date.fromisoformat(day) if day else None
                found.append(_Waiting(slip, last, booked, urgency(last, self.today, is_working_day, booked)))
        return sorted(found, key=lambda each: (_place(each), each.slip.delivered.date))

    def _customer(self, one: Invoiced, waiting: Sequence[_Waiting]) -> tuple[Cell, ...]:
        late = sum(each.slip.open for each in waiting if each.last < self.today)
        coming = [each for each in waiting if each.last >= self.today]
        last = min((each.last for each in coming), default=None)
        booked = min((each.booked for each in waiting if each.booked is not None), default=None)
        due = sum(each.slip.open for each in coming if each.last == last)
        state, to_do = (
            _SAID[waiting[0].urgency] if takes_invoices(one, self.days) else (_NEVER, "问业务员这家客户要不要开票")
        )
        return (
            *who(self.names, one.key[1]),
            self.days.get(one.key[1]),
            len(waiting),
            sum(each.slip.open for each in waiting),
            late or None,
            due or None,
            str(last) if last is not None else None,
            str(booked_for(last, is_working_day)) if last is not None else None,
            str(booked) if booked is not None else None,
            state,
            to_do,
        )

    def _slip(self, one: Invoiced, each: _Waiting) -> tuple[Cell, ...]:
        slip, goods = each.slip, each.slip.delivered
        code, name, seller, _ = who(self.names, one.key[1])
        state, to_do = _SAID[each.urgency]
        if slip.covered:
            state = f"部分开票，{state}"
        elif not takes_invoices(one, self.days):
            state, to_do = _NEVER, "问业务员要不要开票"
        if goods.unpriced:
            to_do = f"先补上单价（{goods.unpriced} 行），{to_do}".rstrip("，")
        return (
            *(code, name, goods.salesperson or seller, goods.number, goods.date),
            *(goods.amount_fen, slip.returned or None, slip.covered or None, slip.open),
            LEVELS.get(slip.level, "") if slip.covered else None,
            str(each.last),
            max(0, (self.today - each.last).days) or None,
            str(each.booked) if each.booked is not None else None,
            *(state, to_do),
        )


def _place(each: _Waiting) -> tuple[int, date]:
    """Where it stands in a list, the most urgent first."""
    return _RANKS[each.urgency], each.booked or each.last
