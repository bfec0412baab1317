"""对账单目录: every customer's opening, movements and closing, proved against the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.enumeration import first_few
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.report import Block, Cell, Page
from neiqin_xl.money import grouped
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.accounts import OWED
from neiqin_xl.reports.basis import basis_said
from neiqin_xl.reports.naming import UNNAMED, currency_name, place, titled
from neiqin_xl.reports.priors import prior_blocks
from neiqin_xl.reports.receivable_pages import beside_books
from neiqin_xl.reports.stages import STAGES
from neiqin_xl.reports.statement_document import (
    BALANCES,
    INDEX,
    NOBODYS,
    NOTHING,
    NOTHING_OWED,
    ONLY_HELD,
    WAITING,
)
from neiqin_xl.reports.titles import (
    ADJUSTED_NOW,
    BALANCED,
    CLOSED,
    CLOSING_BALANCE,
    DRAFT,
    OPENING_BALANCE,
    PAPER_NAMES,
    PRIOR,
    TOTAL,
    UNDECIDED,
)
from neiqin_xl.reports.windows import dated

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.issued import Issued
    from neiqin_xl.reports.accounts import Account, Held
    from neiqin_xl.reports.naming import Names

_NAMED_AT_MOST = 5


def index_pages(
    books: Books,
    period: Period,
    found: Sequence[Account],
    names: Names,
    named: Mapping[str, str],
    held: Held,
) -> Iterator[Page]:
    """The list, a table for each company and currency, each compared with what the books say customers owe.

    `named` are the files' names. Customers who have nothing but lines that wait, and lines that wait of nobody we know,
    are listed on a page of their own.
    """
    in_books = {
        (company, currency): amount
        for company, currency, _, amount in books.sums(OWED, None, period.before, by=("company", "currency"))
    }
    blocks, issued = [], books.newest_issued()
    for (company, currency), listed in by_book(found).items():
        closing = in_books.pop((company, currency), 0)
        rows = [_row(one, names, named, issued.get((one.key, period.name))) for one in listed]
        title = titled(f"{company or books.company} 各客户余额".strip(), currency)
        blocks.append(_block(title, listed, rows, closing, f"{company} {currency}".strip()))
    missing = {f"{company} {currency}".strip(): amount for (company, currency), amount in in_books.items() if amount}
    heading = words.STATEMENT_INDEX.shown
    yield Page(INDEX, heading, tuple(_lines(books, period, missing, held)), tuple(blocks))
    if priors := tuple(prior_blocks(found, names)):
        said = f"以前账期的单据在冻结以后才到、更正或撤销的，计入本账期的{ADJUSTED_NOW}。"
        yield Page(PRIOR, heading, (f"账期：{dated(period)}", said), priors)
    waiting = (*_only_held(held, names, {one.key.customer for one in found}), *_nobodys(held))
    if waiting:
        yield Page(WAITING, heading, (f"账期：{dated(period)}",), waiting)


def _lines(books: Books, period: Period, missing: Mapping[str, int], held: Held) -> Iterator[str]:
    yield f"账期：{dated(period)}　制表日期：{books.today}"
    yield f"{BALANCED}，金额均含税；{basis_said(books.basis)}。"
    for currency, _, amount in books.sums(Measure.UNCLAIMED, None, period.before, by=("currency",)):
        if amount:
            yield f"未认领的回款 {currency_name(currency)} {grouped(amount)}，不知道是哪个客户付的，不在任何对账单上。"
    if held.nobodys:
        said = list(dict.fromkeys(f"“{one.customer}”" if one.customer else "没有写客户的" for one in held.nobodys))
        shown = first_few(said, _NAMED_AT_MOST)
        lines = f"{len(held.nobodys)} 行{words.HELD}的单据"
        yield f"另有 {lines}认不出客户（{shown}），不在任何对账单上，列在“{WAITING}”一页。"
    for account, amount in missing.items():
        yield f"账面还有没有列入的应收余额 {account} {grouped(amount)}，请运行 neiqin verify 核对。"


def _row(account: Account, names: Names, named: Mapping[str, str], issued: Issued | None) -> tuple[Cell, ...]:
    customer = account.key.customer
    party = names.customers.get(customer)
    return (
        names.customer_code(customer),
        names.customer(customer),
        party.salesperson if party else None,
        *account.across,
        account.unpriced or None,
        account.held or None,
        _state(account, issued),
        issued.path.rpartition("/")[2] if issued else f"{named[customer]}.xlsx",
    )


def _state(account: Account, issued: Issued | None) -> str:
    """How far the statement has come; one that was issued says so when it no longer agrees with the books."""
    if issued is None:
        return CLOSED if account.frozen else UNDECIDED if account.waits else DRAFT
    said = STAGES[issued.stage]
    is_other = not account.frozen and issued.snapshot.figures.closing != account.closing
    return f"{said}，有变动" if is_other else said


def _block(title: str, held: Sequence[Account], rows: list[tuple[Cell, ...]], in_books: int, part: str) -> Block:
    sums = map(sum, zip(*(one.across for one in held), strict=True))
    closing = sum(one.closing for one in held)
    learned = sum(one.learned for one in held)
    unpriced = sum(one.unpriced for one in held)
    return Block(
        title,
        BALANCES.columns,
        rows,
        total=(TOTAL, f"{len(held)} 家", None, *sums, unpriced or None, None, None, None),
        note=f"{CLOSING_BALANCE}合计 {grouped(closing)}，{beside_books(closing, in_books, learned)}",
        table=BALANCES.name,
        part=part,
    )


def _only_held(held: Held, names: Names, listed: Container[str]) -> Iterator[Block]:
    """Customers without a statement whose lines wait."""
    rows: list[tuple[Cell, ...]] = [
        (names.customer_code(key), names.customer(key), names.customers[key].salesperson, count, words.HELD.shown)
        for key, count in sorted(held.of.items(), key=lambda one: (names.customer_code(one[0]), one[0]))
        if key not in listed
    ]
    if rows:
        yield Block(
            f"只有{words.HELD}行、还没有对账单的客户",
            ONLY_HELD.columns,
            rows,
            note=f"改好{words.HELD}的行以后，这些客户才有对账单。",
            table=ONLY_HELD.name,
        )


def _nobodys(held: Held) -> Iterator[Block]:
    """The lines that wait whose customer cannot be told, one by one."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.number,
            one.customer or UNNAMED,
            PAPER_NAMES[one.type],
            one.dated or None,
            place(one.file, one.sheet, one.row),
        )
        for one in held.nobodys
    ]
    if rows:
        yield Block(f"认不出客户的{words.HELD}行", NOBODYS.columns, rows, table=NOBODYS.name)


def nothing_owed_page(period: Period, names: Names, listed: set[str]) -> Page:
    """Customers without balance, movement and lines that wait: 无需对账; `listed` are all others."""
    rows: list[tuple[Cell, ...]] = [
        (names.customer_code(key), names.customer(key), party.salesperson)
        for key, party in sorted(names.customers.items(), key=lambda one: (not one[1].code, one[1].code, one[0]))
        if key not in listed
    ]
    said = f"{OPENING_BALANCE}为零、本期没有发生额、也没有{words.HELD}行的客户，共 {len(rows)} 家。"
    block = Block(NOTHING, NOTHING_OWED.columns, rows, table=NOTHING_OWED.name)
    return Page(NOTHING, f"{NOTHING}的客户", (f"账期：{dated(period)}；{said}",), (block,))
