"""Customers' own statements among what was dropped: whose they are, what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from neiqin_xl import words
from neiqin_xl.desk.results import TableResult
from neiqin_xl.ledger.books import Books
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table
from neiqin_xl.settings import Settings

WHOSE = "G121"
_KIND = words.THEIR_STATEMENT.key


def with_their_customers(tables: Sequence[Table], name: str, books: Books, settings: Settings) -> list[Table]:
    """The tables, customers' statements with the customer whose they are; one that cannot be told says so, and waits.

    `name` is the file's, with its folders.
    """
    return [_with_customer(one, name, books, settings) if is_theirs(one) else one for one in tables]


def told_of_statements(arrival: int, results: Sequence[TableResult], books: Books, settings: Settings) -> str:
    """What the reply says of a file of customers' statements; nothing of one that holds none, or cannot tell whose."""
    theirs = [one for one in results if is_theirs(one.table)]
    if not theirs:
        return ""
    said = [f"读入 {sum(len(one.table) for one in theirs)} 行{words.THEIR_STATEMENT}，只用来核对，不入账。"]
    from neiqin_xl.desk.reconciling import sentences_on

    said += sentences_on(arrival, books, settings)
    return "".join(said) if len(said) > 1 else ""


def reconciled_again(arrival: int, books: Books, settings: Settings) -> str:
    """What is said of statements that come again, held against the books as they are now."""
    from neiqin_xl.desk.reconciling import sentences_on

    return "".join(sentences_on(arrival, books, settings))


def is_theirs(table: Table) -> bool:
    """Whether a table is a customer's statement."""
    return table.type is not None and table.type.name == _KIND


def unclear(file: str) -> str:
    """What is said where nobody can tell whose statement a file is."""
    return (
        f"看不出“{file}”是哪家客户的对账单：表头、文件名里没有客户的名字，单号也不是我方的。"
        "请在表头写上“客户名称”，或者把客户名称写进文件名，再放入"
    )


def _with_customer(table: Table, name: str, books: Books, settings: Settings) -> Table:
    named = (words.CUSTOMER_CODE.key, words.CUSTOMER_NAME.key)
    if any(len({text for text in table.column(one) if text is not None}) > 1 for one in named):
        # A list of several customers says on each line whose it is.
        return table
    from neiqin_xl.desk.whose_statement import customer_of

    path = PurePosixPath(name.replace("\\", "/"))
    whose = customer_of(table.values, (path.stem, *reversed(path.parts[:-1])), books, settings)
    if whose is None:
        finding = Finding(WHOSE, Severity.ERROR, unclear(path.name), field=words.CUSTOMER_NAME.key)
        return replace(table, findings=[*table.findings, finding])
    party = books.customers()[whose]
    said = dict(zip(named, (party.code or None, party.name or None), strict=True))
    return replace(table, values=table.values | {key: [text] * len(table) for key, text in said.items()})
