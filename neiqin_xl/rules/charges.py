"""P: what stands on a paper beside its goods: deposits, freight, money to collect, limits."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import dates, document_numbers, held_by, numbers, texts

_NEVER_NEGATIVE = (
    words.DEPOSIT,
    words.OTHER_CHARGE,
    words.CHARGED_FREIGHT,
    words.FREIGHT,
    words.COD_AMOUNT,
    words.CREDIT_LIMIT,
)


@rule("P108", "“{name}”是 {amount}，不能是负数；请核对")
def charges_are_not_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Deposits, freight, money to collect and credit limits go one way; the other way has papers of its own."""
    for word in held_by(table, _NEVER_NEGATIVE):
        for i, amount in enumerate(numbers(table, word)):
            if amount is not None and amount < 0:
                yield Doubt(i, word, name=word.shown, amount=money.fixed(amount))


@rule(
    "P109",
    "订金是 {deposit}，这张订单合计只有 {total}；请核对订金",
    shown=(words.DEPOSIT, words.AMOUNT_INCL),
    severity=Severity.WARNING,
)
def deposit_is_within_the_order(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A deposit is part of the price. It announces money and is no receipt: one too large needs a look (RULES 13)."""
    deposits = numbers(table, words.DEPOSIT)
    if not any(one is not None for one in deposits):
        return
    owners, days, amounts = document_numbers(table), dates(table), numbers(table, words.AMOUNT_INCL)
    names = texts(table, words.CUSTOMER_NAME)
    totals: dict[tuple[str | None, ...], int | None] = {}
    for i, amount in enumerate(amounts):
        key = (owners[i], days[i] if owners[i] is None else None, names[i])
        before = totals.get(key, 0)
        totals[key] = None if amount is None or before is None else before + amount
    for i, deposit in enumerate(deposits):
        total = totals.get((owners[i], days[i] if owners[i] is None else None, names[i]))
        if deposit is not None and total is not None and deposit > total:
            yield Doubt(i, words.DEPOSIT, deposit=deposit, total=money.fixed(total))
