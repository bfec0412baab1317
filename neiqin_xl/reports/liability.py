"""超期责任表: overdue money and the share of it that the assistant answers for; shown to our own people only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import money, words
from neiqin_xl.ledger.assistants import assistants
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.liability_document import (
    ASSISTANTS,
    BY_ASSISTANT,
    LATE_PAPERS,
    LIABILITY_DOCUMENT,
    PAPERS,
)
from neiqin_xl.reports.naming import UNNAMED, Names, titled
from neiqin_xl.reports.open_accounts import Left, OpenAccount, open_accounts
from neiqin_xl.reports.receivable_pages import as_of_day, of_company, tab_labels, who
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

_SETTING = "overdue_share"


class _Late(NamedTuple):
    """An overdue paper, which assistant answers for it ("": the customer file names none), and with how many fen."""

    assistant: str
    account: OpenAccount
    left: Left
    days: int
    share: int


def _off(books: Books) -> str:
    if books.settings.overdue_share:
        return ""
    return f"{words.LIABILITY}没有启用。要用的，请在 neiqin.toml 里写 {_SETTING} = 30（30 就是 30%），再出一次。"


@report("liability", words.LIABILITY, off=_off)
def liability(books: Books, period: Period) -> Iterator[Paper]:
    """What is overdue on the last day of the period, and the share that the responsible assistant answers for.

    By assistant (客户档案 says who looks after whom), then paper by paper. The share is a setting, 0 by default: then
    there is no such list. It is only shown: nothing of it is ever posted, and it is in no pack for others.
    """
    if _off(books):
        return
    as_of, names, whose = as_of_day(books, period), Names(books), assistants(books.ledger)
    percent = books.settings.overdue_share
    by_books = by_book(open_accounts(books, as_of, names))
    labels = tab_labels(by_books)
    head = (
        f"截至 {as_of}；逾期没有收回的货款按 {percent}% 算责任额，一张单一算，四舍五入到分。",
        f"只给内部看：不入账，不减客户的余额，也不放进给别人的资料。比例在 {_SETTING} 里改，内勤取自客户档案。",
    )
    summed: list[Block] = []
    listed: list[tuple[str, Block]] = []
    for (company, currency), accounts in by_books.items():
        found = sorted(_late(accounts, whose, percent), key=lambda one: (one.assistant == "", one.assistant, -one.days))
        if found:
            label = labels[company, currency]
            title = titled(of_company("各内勤的责任额", company), currency)
            summed.append(_by_assistant(title, found, label))
            listed.append((label, _papers(titled(of_company("逾期单据", company), currency), found, names)))
    nothing = () if listed else ("没有逾期的单据。",)
    yield Paper(
        name=f"{words.LIABILITY}_{as_of}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(ASSISTANTS, words.LIABILITY.shown, (*head, *nothing), tuple(summed)),
            *page_a_currency(PAPERS, f"{words.LIABILITY} {PAPERS}", head, listed),
        ),
        document=LIABILITY_DOCUMENT,
    )


def _late(accounts: Sequence[OpenAccount], whose: dict[str, str], percent: int) -> Iterator[_Late]:
    for account in accounts:
        for one in account.late:
            share = money.half_up(one.amount * percent, 100)
            yield _Late(whose.get(account.key.customer, ""), account, one, one.late(account.as_of), share)


def _by_assistant(title: str, found: Sequence[_Late], part: str) -> Block:
    held: dict[str, list[_Late]] = {}
    for one in found:
        held.setdefault(one.assistant, []).append(one)
    rows = sorted((_summed(name or UNNAMED, some) for name, some in held.items()), key=lambda row: -_int(row[-1]))
    total = _summed(TOTAL, found)
    return Block(title, BY_ASSISTANT.columns, rows, total, table=BY_ASSISTANT.name, part=part)


def _summed(name: str, found: Sequence[_Late]) -> tuple[Cell, ...]:
    return (
        name,
        len({one.account.key.customer for one in found}),
        len(found),
        sum(one.left.amount for one in found),
        max(one.days for one in found),
        sum(one.share for one in found),
    )


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _papers(title: str, found: Sequence[_Late], names: Names) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        left = one.left
        code, customer, seller, _ = who(names, one.account.key.customer)
        rows.append(
            (
                *(one.assistant or UNNAMED, code, customer, left.paper.salesperson or seller),
                *(left.kind, left.number, str(left.item.day), str(left.item.due)),
                *(one.days, left.amount, one.share),
            )
        )
    amount, share = sum(one.left.amount for one in found), sum(one.share for one in found)
    total = (TOTAL, None, f"{len(found)} 张", *[None] * 6, amount, share)
    return Block(title, LATE_PAPERS.columns, rows, total, table=LATE_PAPERS.name)
