"""Customers that are not on file under a name that is nearly that of one who is."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, not_on_file, texts
from neiqin_xl.words import Word

_MONEY = (words.OPENING.key, words.INVOICE.key, words.ADJUSTMENT.key, words.CREDIT.key, words.RECEIPT.key)


def unknown_customers(table: Table, books: Reference) -> Iterator[tuple[int, Word, str, tuple[str, ...]]]:
    """Row, field and text of each customer who is not on file, with code and name of those on file who may be meant."""
    named = texts(table, words.CUSTOMER_NAME)
    for i, word, customer in not_on_file(table, words.CUSTOMER_CODE, words.CUSTOMER_NAME, books.known_customer):
        name = named[i]
        yield i, word, customer, books.like_customers(name) if name is not None and books.like_customers else ()


@rule(
    "K130",
    "客户“{customer}”不在客户档案里，像是 {like}；先按新客户收下（待建档）；请核对，是同一家就把这个叫法写进档案“别名”",
    on=(*GOODS, *_MONEY),
    severity=Severity.WARNING,
)
def an_unknown_customer_is_nobody_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """A customer with two accounts has two balances, and both statements are wrong; only a person can tell."""
    for i, word, customer, like in unknown_customers(table, books):
        if like:
            yield Doubt(i, word, customer=customer, like="，或 ".join(like))
