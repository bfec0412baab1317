"""M, K: what every paper about money must say: whose it is, and how much."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.like_names import unknown_customers
from neiqin_xl.rules.lines import blank, numbers, stands

_NAMED = (words.CUSTOMER_NAME, words.CUSTOMER_CODE)
_OF_A_CUSTOMER = (words.INVOICE.key, words.OPENING.key, words.ADJUSTMENT.key, words.CREDIT.key)
_OF_AN_AMOUNT = (words.RECEIPT.key, words.OPENING.key, words.ADJUSTMENT.key)
_AMOUNT = words.RECEIVED_AMOUNT


@rule("M114", "没有写是哪个客户；请填上“客户名称”（全称）或“客户编码”", on=_OF_A_CUSTOMER)
def debtor_is_named(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What is nobody's can be in nobody's balance."""
    rows = blank(table, *_NAMED)
    if rows and len(rows) == len(table) and not stands(table, *_NAMED):
        yield Doubt(None, words.CUSTOMER_NAME)
    else:
        yield from (Doubt(i, words.CUSTOMER_NAME) for i in rows)


@rule("M115", "没有写“{name}”；请填上金额，没有这笔就删去这一行", on=_OF_AN_AMOUNT)
def amount_is_given(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A paper about money that names no amount changes nothing, and a guessed one changes the wrong thing."""
    name = table.declared(_AMOUNT.key).shown
    yield from (Doubt(i, _AMOUNT, name=name) for i in blank(table, _AMOUNT))


@rule("M116", "“{name}”是 0；请填上金额，没有这笔就删去这一行", on=(words.RECEIPT.key, words.ADJUSTMENT.key))
def amount_is_something(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A payment of nothing was not made. An opening balance of nothing is one that was settled."""
    name = table.declared(_AMOUNT.key).shown
    yield from (Doubt(i, _AMOUNT, name=name) for i, amount in enumerate(numbers(table, _AMOUNT)) if amount == 0)


@rule(
    "K124",
    "客户“{customer}”不在客户档案里；先收下，列为待建档",
    on=(*_OF_A_CUSTOMER, words.RECEIPT.key),
    severity=Severity.NOTE,
)
def debtor_is_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """An unknown customer is accepted and listed as 待建档; only an ambiguous one holds (RULES 7)."""
    for i, word, customer, like in unknown_customers(table, books):
        if not like:
            yield Doubt(i, word, customer=customer)
