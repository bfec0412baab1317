"""对账单: what a customer owed, received, sent back and owes, line by line. Issuing is a person's act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Paper, report
from neiqin_xl.reports.accounts import Account, Held, accounts, held_lines, nothing
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.statement_document import INDEX_DOCUMENT
from neiqin_xl.reports.statement_index import index_pages, nothing_owed_page
from neiqin_xl.reports.statement_names import compact, file_names, folder, issued_name
from neiqin_xl.reports.statement_page import Numbering, document_of, page_of
from neiqin_xl.reports.titles import OPENING_BALANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books


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
    told = names.for_customers()
    for customer, held in by_customer.items():
        yield _paper(books, period, told, held, named[customer], customer)
    yield index_of(books, period, names, found, held_back, named)


def index_of(
    books: Books, period: Period, names: Names, found: Sequence[Account], held: Held, named: Mapping[str, str]
) -> Paper:
    """The list of all accounts of the period, each with its balance, and of whoever has no statement and why.

    `named` is what `file_names` says.
    """
    return Paper(
        name=f"{words.STATEMENT}目录_{compact(period)}",
        folder=folder(period),
        pages=(
            *index_pages(books, period, found, names, named, held),
            nothing_owed_page(period, names, {*(one.key.customer for one in found), *held.of}),
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
        return _paper(books, period, names, found, named, customer)
    empty = nothing(books, period, names, customer, held_back.of[customer])
    said = f"{OPENING_BALANCE}为零，本期没有发生额"
    page = page_of(books, period, names, empty, words.STATEMENT.shown)
    lines = (*page.lines, f"{said}。" if empty.waits else f"{said}，无需对账。")
    return Paper(named, folder(period), (replace(page, lines=lines, blocks=()),), document_of(books), (customer,))


def _paper(books: Books, period: Period, names: Names, held: Sequence[Account], name: str, customer: str) -> Paper:
    tabs = [words.STATEMENT.shown]
    if len(held) > 1:
        tabs = [f"{words.STATEMENT} {one.key.currency} {n}" for n, one in enumerate(held, start=1)]
    pages = tuple(page_of(books, period, names, one, tab) for one, tab in zip(held, tabs, strict=True))
    return Paper(name, folder(period), pages, document_of(books), (customer,))


def issued_paper(
    books: Books, period: Period, names: Names, account: Account, draft_name: str, numbered: Numbering
) -> Paper:
    """One account's statement as it is issued; `draft_name` is what its customer's draft is called."""
    page = page_of(books, period, names, account, words.STATEMENT.shown, numbered)
    name = issued_name(draft_name, *numbered)
    return Paper(name, folder(period), (page,), document_of(books), (account.key.customer,))
