"""回款计划: what money is to come in each of the weeks and months ahead, from whom, and what came of the last plans."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import period_of
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper, report
from neiqin_xl.reconcile.planned import Plan, planned, together
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.cash_kept import Kept, kept
from neiqin_xl.reports.cash_plan_document import (
    AHEAD,
    BY_CUSTOMER,
    BY_SELLER,
    CASH_PLAN_DOCUMENT,
    CUSTOMERS,
    KEPT,
    LATE_NOW,
    LATER,
    MONTHS,
    SELLERS,
    WEEKS,
    WEEKS_ABREAST,
)
from neiqin_xl.reports.change import share
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.naming import UNNAMED, Names, titled
from neiqin_xl.reports.open_accounts import Left, OpenAccount, OpenAccounts
from neiqin_xl.reports.receivable_pages import as_of_day, of_company, retitled, tab_labels, unpriced_said, who
from neiqin_xl.reports.receivable_titles import NOT_BEGUN
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Table

_WEEKS, _MONTHS = 8, 6
_Key = tuple[str, str]


@report("cash-plan", words.CASH_PLAN)
def cash_plan(books: Books, period: Period) -> Iterator[Paper]:
    """Money to come by due day: overdue, in each of eight weeks and six months ahead, later, and without a day.

    By salesperson and customer over four weeks. Of the period asked about, every week (of a long one, every month) that
    has begun: what was overdue at its beginning and fell due in it, beside what came.
    """
    as_of, names = as_of_day(books, period), Names(books)
    opened = OpenAccounts(books, names, as_of)
    found = by_book(opened.on(as_of))
    weeks = _ahead(as_of, "week", _WEEKS, books.settings.week_start)
    months = _ahead(as_of, "month", _MONTHS, books.settings.week_start)
    past = kept(books, period, as_of, opened)
    head = (
        f"截至 {as_of}；按到期日排，金额是没有结清的部分，含税；已经逾期的应当马上收。",
        f"{NOT_BEGUN}的没有到期日，排不进去；预收没有减在各周里，列在后面。",
        *unpriced_said([one for held in found.values() for one in held]),
    )
    labels = tab_labels(dict.fromkeys((*found, *past)))
    sellers, customers = [], []
    for book, held in found.items():
        label, columns = labels[book], _week_columns(weeks)
        sellers.append((label, _by_seller(book, held, weeks, columns)))
        customers.append((label, _by_customer(book, held, weeks, columns, names)))
    yield Paper(
        name=f"{words.CASH_PLAN}_{as_of}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(AHEAD, words.CASH_PLAN.shown, head, tuple(_front(found, past, as_of, weeks, months, labels))),
            *page_a_currency(BY_SELLER, f"{words.CASH_PLAN} {BY_SELLER}", head, sellers),
            *page_a_currency(BY_CUSTOMER, f"{words.CASH_PLAN} {BY_CUSTOMER}", head, customers),
        ),
        document=CASH_PLAN_DOCUMENT,
    )


def _ahead(as_of: date, grain: str, count: int, week_start: str) -> list[Period]:
    made = [period_of(as_of, grain, week_start)]
    while len(made) < count:
        made.append(period_of(made[-1].before, grain, week_start))
    return made


def _front(
    found: Mapping[_Key, Sequence[OpenAccount]],
    past: Mapping[_Key, Sequence[Kept]],
    as_of: date,
    weeks: Sequence[Period],
    months: Sequence[Period],
    labels: Mapping[_Key, str],
) -> Iterator[Block]:
    for book in labels:
        company, currency = book
        part, held = labels[book], found.get(book, ())
        for table, title, ahead in ((WEEKS, "今后各周应收回", weeks), (MONTHS, "今后各月应收回", months)):
            yield _spans(table, titled(of_company(title, company), currency), held, as_of, ahead, part)
        if book in past:
            rows: list[tuple[Cell, ...]] = [
                (one.span.shown.partition("（")[0], str(one.span.since), str(one.span.last), one.late, one.due,
                 one.planned, one.received, share(one.received, one.planned)) for one in past[book]
            ]  # fmt: skip
            title = titled(of_company("计划和实收", company), currency)
            # What was overdue is overdue still a week later: only what fell due and what came can be added up.
            due, received = (sum(getattr(one, name) for one in past[book]) for name in ("due", "received"))
            total = (TOTAL, None, None, None, due, None, received, None)
            note = (
                "计划回款 = 期初逾期 + 期内到期，按现在知道的单据算。没有收回的会转到下一期的期初逾期，所以不能加总。"
            )
            yield Block(title, KEPT.columns, rows, total, note, KEPT.name, part)


def _spans(
    table: Table, title: str, held: Sequence[OpenAccount], as_of: date, ahead: Sequence[Period], part: str
) -> Block:
    left = [(account, one) for account in held for one in account.left]
    late = [pair for pair in left if pair[1].item.due is not None and pair[1].item.due < as_of]
    rows: list[tuple[Cell, ...]] = []
    run = 0

    def add(name: str, since: str | None, last: str | None, these: Sequence[tuple[OpenAccount, Left]]) -> None:
        nonlocal run
        amount = sum(one.amount for _, one in these)
        run += amount
        rows.append((name, since, last, len({account.key for account, _ in these}), len(these), amount, run))

    add(LATE_NOW, None, str(as_of - timedelta(days=1)), late)
    for span in ahead:
        since = max(span.since, as_of)
        these = [pair for pair in left if pair[1].item.due is not None and since <= pair[1].item.due < span.before]
        add(span.shown.partition("（")[0], str(since), str(span.last), these)
    end = ahead[-1].before
    later = [pair for pair in left if pair[1].item.due is not None and pair[1].item.due >= end]
    add(LATER, str(end), None, later)
    add(NOT_BEGUN, None, None, [pair for pair in left if pair[1].item.due is None])
    total = (TOTAL, None, None, len({account.key for account, _ in left}), len(left), run, None)
    return Block(title, table.columns, rows, total, table=table.name, part=part)


def _week_columns(weeks: Sequence[Period]) -> tuple[Column, ...]:
    """The columns of the weeks abreast, titled with their days."""
    return tuple(
        Column(f"{one.since:%m-%d} 至 {one.last:%m-%d}", Kind.MONEY, name=f"第{n}周")
        for n, one in enumerate(weeks[:WEEKS_ABREAST], start=1)
    )


def _plan(left: Sequence[Left], as_of: date, weeks: Sequence[Period]) -> Plan:
    return planned(((one.item.due, one.amount) for one in left), as_of, weeks[:WEEKS_ABREAST])


def _cells(plan: Plan, prepaid: int) -> tuple[Cell, ...]:
    return plan.late, *plan.ahead, plan.later, plan.not_begun, -prepaid, plan.whole - prepaid


def _by_customer(
    book: _Key, held: Sequence[OpenAccount], weeks: Sequence[Period], columns: Sequence[Column], names: Names
) -> Block:
    plans = [(one, _plan(one.left, one.as_of, weeks)) for one in held]
    ordered = sorted(plans, key=lambda pair: (-pair[1].late, -pair[0].balance))
    rows = [
        (*who(names, one.key.customer), *(cell or None for cell in _cells(plan, one.prepaid))) for one, plan in ordered
    ]
    whole = together((plan for _, plan in plans), WEEKS_ABREAST)
    total = (TOTAL, f"{len(rows)} 户", None, None, *_cells(whole, sum(one.prepaid for one in held)))
    title = titled(of_company("各客户应收回", book[0]), book[1])
    return Block(title, retitled(CUSTOMERS, columns), rows, total, table=CUSTOMERS.name)


def _by_seller(book: _Key, held: Sequence[OpenAccount], weeks: Sequence[Period], columns: Sequence[Column]) -> Block:
    seller_of = attrgetter("salesperson")
    left: defaultdict[str, list[Left]] = defaultdict(list)
    prepaid: defaultdict[str, int] = defaultdict(int)
    for account in held:
        for one in account.left:
            left[seller_of(one.paper)].append(one)
        for payment, unused in account.unused():
            prepaid[seller_of(account.papers[payment.id])] += unused
    plans = {seller: _plan(left.get(seller, ()), held[0].as_of, weeks) for seller in {*left, *prepaid}}
    ordered = sorted(plans, key=lambda seller: (-plans[seller].late, -plans[seller].whole, seller))
    rows = [(seller or UNNAMED, *_cells(plans[seller], prepaid[seller])) for seller in ordered]
    total = (TOTAL, *_cells(together(plans.values(), WEEKS_ABREAST), sum(prepaid.values())))
    title = titled(of_company("各业务员应收回", book[0]), book[1])
    return Block(title, retitled(SELLERS, columns), rows, total, table=SELLERS.name)
