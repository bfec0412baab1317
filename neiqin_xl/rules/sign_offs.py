"""B: what is written down about statements after they were issued."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import blank, numbers, out_of_order, still_to_come, texts

_SIGN_OFF = words.SIGN_OFF.key
_DAYS = (words.SENT_ON, words.CONFIRMED_ON, words.DISPUTED_ON, words.ORIGINAL_ON)


@rule("B101", "没有写“对账单号”；请照对账单右上角的编号填，例如 DZ202611-0001", on=_SIGN_OFF)
def a_registration_names_its_statement(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A customer has a statement for every month and currency: the day alone tells none of them."""
    yield from (Doubt(i, words.STATEMENT_NO) for i in blank(table, words.STATEMENT_NO))


@rule("B102", "“{name}”是 {day}，还没有到；登记的是已经办了的事，请改成那一天", on=_SIGN_OFF)
def what_is_registered_has_happened(table: Table, books: Reference) -> Iterator[Doubt]:
    """A confirmation freezes the amounts, and a mistyped year would do so for good."""
    yield from still_to_come(table, _DAYS, books.today)


@rule("B103", "回签日期 {day} 早于发出日期 {first}；请核对", on=_SIGN_OFF, severity=Severity.WARNING)
def answers_come_after_what_they_answer(table: Table, _books: Reference) -> Iterator[Doubt]:
    """At times a customer signs a draft; mostly one of the two days is mistyped."""
    yield from out_of_order(table, words.SENT_ON, words.CONFIRMED_ON)


@rule(
    "B104",
    "登记了回签，客户确认余额 {theirs} 却和对账余额 {ours} 不同；有出入的请登记“有异议日期”",
    on=_SIGN_OFF,
    severity=Severity.WARNING,
)
def what_is_confirmed_is_what_was_stated(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A statement that came back with another figure on it is not confirmed but disputed."""
    days, theirs, ours = (
        texts(table, words.CONFIRMED_ON),
        numbers(table, words.CONFIRMED_AMOUNT),
        numbers(table, words.STATED_AMOUNT),
    )
    for i, day in enumerate(days):
        confirmed, stated = theirs[i], ours[i]
        if day is not None and confirmed is not None and stated is not None and confirmed != stated:
            yield Doubt(i, words.CONFIRMED_AMOUNT, theirs=money.fixed(confirmed), ours=money.fixed(stated))


@rule("B105", "登记了有异议，没有写“异议说明”；请写哪一笔、差多少", on=_SIGN_OFF, severity=Severity.WARNING)
def a_dispute_says_what_it_is_about(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Whoever looks into it weeks later must know which paper the customer meant."""
    without = set(blank(table, words.DISPUTE))
    yield from (
        Doubt(i, words.DISPUTE)
        for i, day in enumerate(texts(table, words.DISPUTED_ON))
        if day is not None and i in without
    )
