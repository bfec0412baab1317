"""到期提醒: papers that are overdue, due today or due soon, by salesperson, with texts to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper, report
from neiqin_xl.reconcile.reminding import Stage, stage
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.due_messages import Due, messages
from neiqin_xl.reports.due_reminders_document import (
    BY_SELLER,
    COMING,
    DUE_REMINDERS_DOCUMENT,
    LATE,
    LISTED,
    MESSAGES,
    PAPERS,
    SELLERS,
    SOON,
    TEXTS,
    TODAY,
)
from neiqin_xl.reports.naming import UNNAMED, Names, titled
from neiqin_xl.reports.open_accounts import Left, OpenAccount, open_accounts
from neiqin_xl.reports.receivable_pages import as_of_day, of_company, retitled, tab_labels, unpriced_said, who
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

_RANKS = {one: rank for rank, one in enumerate(Stage)}
STEPS = {
    Stage.LATE: "催款",
    Stage.TODAY: "今天提醒付款，查到账",
    Stage.SOON: "提醒付款，确认付款日",
    Stage.COMING: "付款提醒",
}
# A paper of which somebody is reminded, with its account and its stage.
Reminded = tuple[OpenAccount, Left, Stage]


@report("due", words.REMINDERS)
def due_reminders(books: Books, period: Period) -> Iterator[Paper]:
    """Papers overdue, due today, and due in the days before that settings name (7 and 3), the most urgent first.

    By salesperson, with texts that can be pasted into WeChat. Papers whose time does not run are not among them.
    """
    as_of, names = as_of_day(books, period), Names(books)
    accounts = open_accounts(books, as_of, names)
    days = books.settings.reminder_days
    said = stage_names(days)
    head = (
        f"截至 {as_of}；只列没有结清的部分，金额含税。到期前说付款提醒，过了到期日才说催款。",
        "没有写结算方式、要等开票才起算的单据不在这里，见账龄表的未起算。",
        *unpriced_said(accounts),
    )
    pages: list[tuple[str, Block]] = []
    sellers: list[Block] = []
    due: list[Due] = []
    by_books = by_book(accounts)
    labels = tab_labels(by_books)
    for (company, currency), held in by_books.items():
        found = sorted(reminded(held, days), key=_place)
        if found:
            title = titled(of_company("要跟进的单据", company), currency)
            pages.append((labels[company, currency], _listed(title, found, names, said)))
            title = titled(of_company("各业务员要跟进的货款", company), currency)
            sellers.append(_by_seller(title, found, said, labels[company, currency]))
            due += [_due(*one, names) for one in found]
    texts = messages(due, as_of, said)
    block = Block("复制整格，粘贴到微信", TEXTS.columns, list(texts), table=TEXTS.name)
    yield Paper(
        name=f"{words.REMINDERS}_{as_of}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            *page_a_currency(LISTED, words.REMINDERS.shown, head, pages),
            Page(SELLERS, f"{words.REMINDERS} {SELLERS}", head, tuple(sellers)),
            Page(MESSAGES, f"给业务员的消息 {as_of}", (), (block,)),
        ),
        document=DUE_REMINDERS_DOCUMENT,
    )


def stage_names(days: Sequence[int]) -> dict[Stage, str]:
    """What each stage is called with these days before the due day."""
    coming, soon = days
    return {Stage.LATE: LATE, Stage.TODAY: TODAY, Stage.SOON: f"{soon} 天内到期", Stage.COMING: f"{coming} 天内到期"}


def reminded(accounts: Iterable[OpenAccount], days: Sequence[int]) -> Iterator[Reminded]:
    """The open papers of which somebody is reminded with `days` (7, 3) before their due day, in no order."""
    for account in accounts:
        for one in account.left:
            where = stage(one.item.due, account.as_of, days)
            if where is not None:
                yield account, one, where


def _place(found: Reminded) -> tuple[int, date | None, str, str]:
    account, one, where = found
    return _RANKS[where], one.item.due, account.key.customer, one.item.id


def days_left(account: OpenAccount, one: Left) -> int:
    """How many days are left until the paper is due; negative where it is overdue."""
    return (one.item.due - account.as_of).days if one.item.due is not None else 0


def _due(account: OpenAccount, one: Left, where: Stage, names: Names) -> Due:
    key, seller = account.key, one.paper.salesperson or UNNAMED
    left = days_left(account, one)
    return Due(where, seller, names.customer(key.customer), one.number, one.amount, key.currency, left)


def _listed(title: str, found: Sequence[Reminded], names: Names, said: Mapping[Stage, str]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for account, one, where in found:
        code, name, _, terms = who(names, account.key.customer)
        rows.append(
            (
                *(said[where], one.paper.salesperson or None, code, name, terms),
                *(one.kind, one.number, str(one.item.day), one.amount, str(one.item.due)),
                *(days_left(account, one), STEPS[where]),
            )
        )
    amount = sum(one.amount for _, one, _ in found)
    total = (TOTAL, None, None, f"{len(found)} 张", None, None, None, None, amount, None, None, None)
    return Block(title, PAPERS.columns, rows, total, table=PAPERS.name)


def _by_seller(title: str, found: Sequence[Reminded], said: Mapping[Stage, str], part: str) -> Block:
    sums: dict[str, dict[Stage, int]] = {}
    customers: dict[str, set[str]] = {}
    for account, one, where in found:
        seller = one.paper.salesperson or UNNAMED
        held = sums.setdefault(seller, dict.fromkeys(Stage, 0))
        held[where] += one.amount
        customers.setdefault(seller, set()).add(account.key.customer)
    ordered = sorted(sums, key=lambda seller: (-sums[seller][Stage.LATE], -sum(sums[seller].values()), seller))
    rows: list[tuple[Cell, ...]] = [
        (seller, len(customers[seller]), *sums[seller].values(), sum(sums[seller].values())) for seller in ordered
    ]
    whole = [sum(held[where] for held in sums.values()) for where in Stage]
    total: tuple[Cell, ...] = (TOTAL, len(set().union(*customers.values())), *whole, sum(whole))
    # The two that settings decide have titles of their own.
    columns = retitled(
        BY_SELLER,
        (Column(said[Stage.SOON], Kind.MONEY, name=SOON), Column(said[Stage.COMING], Kind.MONEY, name=COMING)),
    )
    return Block(title, columns, rows, total, table=BY_SELLER.name, part=part)
