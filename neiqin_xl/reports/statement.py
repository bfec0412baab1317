"""对账单: what a customer owed, received, sent back and owes, line by line. Drafts only; issuing is a person's act."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from neiqin_xl import machine, words
from neiqin_xl.model.report import Cell, Page, Paper, report
from neiqin_xl.money import grouped, in_words
from neiqin_xl.reconcile.falling_due import terms_of
from neiqin_xl.reports.accounts import Account, accounts, held_lines, nothing
from neiqin_xl.reports.basis import added, basis_said
from neiqin_xl.reports.naming import Names, currency_name, currency_unit
from neiqin_xl.reports.statement_document import (
    ACCOUNT,
    ADDED,
    AGED_ON,
    AGES,
    BASIS,
    IN_FIGURES,
    IN_WORDS,
    INDEX_DOCUMENT,
    STATEMENT_DOCUMENT,
    TERMS,
)
from neiqin_xl.reports.statement_index import index_pages, nothing_owed_page
from neiqin_xl.reports.statement_lines import lines_block, units_block
from neiqin_xl.reports.titles import (
    ADJUSTED_NOW,
    CLOSING_BALANCE,
    DRAFT,
    NET_NOW,
    OPENING_BALANCE,
    RECEIVED_NOW,
    RETURNED_NOW,
    SHIPPED_NOW,
)
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Party


@report("statement", words.STATEMENT)
def statement(books: Books, period: Period) -> Iterator[Paper]:
    """A draft for every customer with a balance or a movement, and a list of all of them that adds up to the books."""
    names = Names(books)
    held_back = held_lines(books, period, names)
    found = accounts(books, period, names, held_back.of)
    named = file_names(names, period)
    by_customer: dict[str, list[Account]] = {}
    for one in found:
        by_customer.setdefault(one.key.customer, []).append(one)
    for customer, held in by_customer.items():
        yield _paper(books, period, names.for_customers(), held, named[customer])
    yield Paper(
        name=f"{words.STATEMENT}目录_{_compact(period)}",
        folder=_folder(period),
        pages=(
            *index_pages(books, period, found, names, named, held_back),
            nothing_owed_page(period, names, {*by_customer, *held_back.of}),
        ),
        document=INDEX_DOCUMENT,
    )


def statement_for(books: Books, period: Period, customer: str) -> Paper:
    """One customer's draft, a page for each currency (and each company of ours).

    Without balance and movement it is a page that says 无需对账. KeyError for an id that the books do not know.
    """
    names = Names(books).for_customers()
    named = file_names(names, period)[customer]
    held_back = held_lines(books, period, names)
    found = accounts(books, period, names, held_back.of, customer)
    if found:
        return _paper(books, period, names, found, named)
    empty = nothing(books, period, names, customer, held_back.of[customer])
    said = f"{OPENING_BALANCE}为零，本期没有发生额"
    page = _page(books, period, names, empty, words.STATEMENT.shown)
    lines = (*page.lines, f"{said}。" if empty.waits else f"{said}，无需对账。")
    return Paper(named, _folder(period), (replace(page, lines=lines, blocks=()),), STATEMENT_DOCUMENT)


def file_names(names: Names, period: Period) -> dict[str, str]:
    """Every customer's file name, without ending; no two are alike, even where letters differ only in case or width."""
    plainly = {key: _file_name(party, period) for key, party in names.customers.items()}
    bearers = Counter(machine.folded_name(name) for name in plainly.values())
    return {
        key: name if bearers[machine.folded_name(name)] == 1 else _file_name(names.customers[key], period, _mark(key))
        for key, name in plainly.items()
    }


def _file_name(party: Party, period: Period, mark: str = "") -> str:
    # Shortened part by part, so that a long name never costs the period.
    code = machine.safe_name(party.code, 30) if party.code else ""
    name = party.short_name or party.name
    parts = (words.STATEMENT.shown, code, mark, machine.safe_name(name, 40) if name else "", _compact(period))
    return machine.safe_name("_".join(filter(None, parts)), 120)


def _mark(key: str) -> str:
    """Tells customers with one name apart, the same way every time."""
    return f"{crc32(key.encode()):08x}"


def _compact(period: Period) -> str:
    """202611, 2026W47, 2026Q4, 2026, 20261105, 202401-202512."""
    return file_label(period).replace("-", "").replace("至", "-")


def _folder(period: Period) -> str:
    return f"{words.STATEMENT_FOLDER}/{file_label(period)}"


def _paper(books: Books, period: Period, names: Names, held: Sequence[Account], name: str) -> Paper:
    tabs = [words.STATEMENT.shown]
    if len(held) > 1:
        tabs = [f"{words.STATEMENT} {one.key.currency} {n}" for n, one in enumerate(held, start=1)]
    pages = tuple(_page(books, period, names, one, tab) for one, tab in zip(held, tabs, strict=False))
    return Paper(name, _folder(period), pages, STATEMENT_DOCUMENT)


def _page(books: Books, period: Period, names: Names, account: Account, tab: str) -> Page:
    return Page(
        name=tab,
        heading=f"{words.STATEMENT}（{DRAFT}）",
        lines=tuple(_lines(account)),
        blocks=(lines_block(period, names, account, books.explained()), *units_block(account)),
        kind=ACCOUNT,
        fields=_fields(books, period, names, account),
    )


def _lines(account: Account) -> Iterator[str]:
    if account.waits:
        yield f"本单待定：{account.waits}，补齐以前不能发出。"
    yield f"本单是{DRAFT}，未经签发，仅供核对。"


def _fields(books: Books, period: Period, names: Names, account: Account) -> dict[str, Cell]:
    key = account.key
    party = names.customers.get(key.customer)
    return {
        "公司.名称": key.company or books.company,
        "客户.编码": names.customer_code(key.customer),
        "客户.名称": names.customer(key.customer),
        "客户.联系人": party.contact if party else None,
        "客户.电话": party.phone if party else None,
        "客户.结算方式": party.settle_type if party else None,
        "客户.业务员": party.salesperson if party else None,
        "账期.名称": dated(period),
        "账期.起": str(period.since),
        "账期.止": str(period.last),
        "制表日期": str(books.today),
        "币种": currency_name(key.currency),
        "金额单位": currency_unit(key.currency),
        "状态": DRAFT,
        OPENING_BALANCE: account.opening,
        SHIPPED_NOW: account.shipped,
        RETURNED_NOW: account.returned,
        RECEIVED_NOW: account.received,
        ADJUSTED_NOW: account.adjusted,
        NET_NOW: account.net,
        CLOSING_BALANCE: account.closing,
        BASIS: basis_said(books.basis),
        ADDED: added(books.basis),
        **_closing(account),
        **_ages(account, party),
    }


def _ages(account: Account, party: Party | None) -> dict[str, Cell]:
    """The balance by age, and by which terms; without terms nobody can say from when the time runs."""
    found = account.ageing
    by = f"按“{party.settle_type}”" if party and terms_of(party) else "（账期未定）"
    ages = (found.not_due, *found.overdue, found.not_begun, found.prepaid)
    return {AGED_ON: str(account.aged_on), TERMS: by, **dict(zip(AGES, ages, strict=True))}


def _closing(account: Account) -> dict[str, Cell]:
    """The closing balance as text with its sign of currency, and in words where it is in 人民币."""
    prepaid = "（贵司预付款）" if account.closing < 0 else ""
    if account.key.currency != "CNY":
        return {IN_FIGURES: f"{account.key.currency} {grouped(account.closing)}{prepaid}"}
    return {IN_FIGURES: f"¥{grouped(account.closing)}{prepaid}", IN_WORDS: f"{in_words(account.closing)}{prepaid}"}
