"""C: what is decided about payments: whose one is, and which papers it settles."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table, Value
from neiqin_xl.rules.lines import alike, firsts, numbers, texts
from neiqin_xl.settlement import AUTOMATIC, KEPT, given_in

_ON = words.ALLOCATION.key
_BESIDE = late_pattern(r"([^;,、:\s]+)\s*:\s*([^;、\s]+)")


@rule(
    "C101",
    "看不出是哪一笔回款；请写“收款单号”或“银行流水号”，都没有的写“回款日期”和“回款金额”",
    on=_ON,
)
def a_decision_says_about_which_payment_it_is(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A payer pays often, and often the same amount."""
    days, amounts = texts(table, words.RECEIPT_DATE), numbers(table, words.RECEIVED_AMOUNT)
    transactions = texts(table, words.BANK_TXN_NO)
    for i, number in enumerate(texts(table, words.RECEIPT_NO)):
        if number is None and transactions[i] is None and (days[i] is None or amounts[i] is None):
            yield Doubt(i, words.RECEIPT_NO)


@rule(
    "C102",
    "“{paper}”后面的金额“{written}”看不懂；请写成 {paper}:600.00，几张之间用分号隔开",
    on=_ON,
)
def amounts_beside_papers_can_be_read(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An amount that is not read would settle as much as the paper takes, which is not what was written."""
    for i, written in enumerate(texts(table, words.REF_DOCS)):
        for paper, amount, said in _shares(written):
            if said and amount is None:
                yield Doubt(i, words.REF_DOCS, paper=paper, written=said)


@rule(
    "C103",
    "核销单据里的金额加起来是 {named}，比这笔回款 {amount} 多；多出来的不算，请核对",
    on=_ON,
    severity=Severity.WARNING,
)
def no_more_is_settled_than_was_paid(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A fee that we bear settles too and is not written here: so it is told, and what there is settles in order."""
    amounts, parts = numbers(table, words.RECEIVED_AMOUNT), numbers(table, words.CLAIMED_AMOUNT)
    for i, written in enumerate(texts(table, words.REF_DOCS)):
        paid = amounts[i] if parts[i] is None else parts[i]
        named = sum(amount or 0 for _, amount, _ in _shares(written))
        if paid is not None and named > max(paid, 0):
            yield Doubt(i, words.REF_DOCS, named=money.fixed(named), amount=paid)


@rule(
    "C104",
    "认领客户“{customer}”在客户档案里没有；先记下，等有了这个客户再算到他名下。写错了请改成编码或全称",
    on=_ON,
    severity=Severity.WARNING,
)
def whoever_claims_is_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """A claim may come before the customer file; mostly a name is mistyped.

    For a customer whom papers name so it counts at once: nothing is to be waited for.
    """
    named = ((i, text) for i, text in enumerate(texts(table, words.CLAIMED_BY)) if text not in (None, AUTOMATIC))
    unfiled = {
        customer: i
        for customer, i in firsts((i, str(text)) for i, text in named).items()
        if not (books.known_customer(None, customer) or books.known_customer(customer.partition(" ")[0], None))
    }
    meant = books.meant(unfiled) if unfiled and books.meant else {}
    for customer, i in unfiled.items():
        if customer not in meant:
            yield Doubt(i, words.CLAIMED_BY, customer=customer)


@rule("C105", "“{paper}”在同一笔回款里写了两次；请合成一次", on=_ON, severity=Severity.WARNING)
def a_paper_is_named_once(table: Table, _books: Reference) -> Iterator[Doubt]:
    """One of the two was meant to be another paper."""
    for i, written in enumerate(texts(table, words.REF_DOCS)):
        papers = [paper for paper, _, _ in _shares(written)]
        for paper in dict.fromkeys(one for one in papers if papers.count(one) > 1):
            yield Doubt(i, words.REF_DOCS, paper=paper)


@rule(
    "C106",
    "这笔回款的认领金额加起来是 {named}，比回款金额 {amount} 多；没有手续费、抹零补上的话就都不算，请改认领金额",
    on=_ON,
    severity=Severity.WARNING,
)
def no_more_is_claimed_than_was_paid(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A fee that we bear is divided too and is not written here: so it is told, and the books see whether it fits."""
    amounts, parts = numbers(table, words.RECEIVED_AMOUNT), numbers(table, words.CLAIMED_AMOUNT)
    for rows in _payments(table):
        paid = next((one for i in rows if (one := amounts[i]) is not None), None)
        named = sum(parts[i] or 0 for i in rows)
        if paid is not None and abs(named) > abs(paid):
            yield Doubt(rows[0], words.CLAIMED_AMOUNT, named=money.fixed(named), amount=paid)


@rule("C107", "写了认领金额 {amount}，没有写认领客户；请写是谁的，要收回就把金额也清空", on=_ON)
def a_part_is_somebodys(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A part of nobody is what stays unclaimed without a row."""
    whose = texts(table, words.CLAIMED_BY)
    for i, amount in enumerate(numbers(table, words.CLAIMED_AMOUNT)):
        if amount is not None and whose[i] in (None, AUTOMATIC):
            yield Doubt(i, words.CLAIMED_AMOUNT, amount=amount)


@rule("C108", "同一笔回款里“{customer}”的认领金额写了两次；请合成一行", on=_ON)
def a_customer_has_one_part_of_a_payment(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The later row would go before the earlier, and the customer have less than both together."""
    whose = texts(table, words.CLAIMED_BY)
    for rows in _payments(table):
        seen: set[str] = set()
        for i in rows:
            customer = whose[i] or ""
            if customer and alike(customer) in seen:
                yield Doubt(i, words.CLAIMED_AMOUNT, customer=customer)
            seen.add(alike(customer))


def _payments(table: Table) -> list[list[int]]:
    """The rows with an amount that is claimed, those of one payment together as far as they name it alike."""
    named = (words.RECEIPT_NO, words.BANK_TXN_NO, words.RECEIPT_DATE, words.PAYER, words.RECEIVED_AMOUNT)
    columns = [table.column(word.key) for word in named]
    found: defaultdict[tuple[Value, ...], list[int]] = defaultdict(list)
    for i, amount in enumerate(numbers(table, words.CLAIMED_AMOUNT)):
        if amount is not None:
            number, transaction, *rest = (values[i] for values in columns)
            found[(number,) if number else (transaction,) if transaction else tuple(rest)].append(i)
    return list(found.values())


def _shares(written: str | None) -> Iterator[tuple[str, int | None, str]]:
    """Each paper named, its amount in fen as far as it can be read, and what stands there for the amount."""
    text = unicodedata.normalize("NFKC", written or "")
    beside = dict(_BESIDE.findall(text))
    for paper, amount in given_in(text):
        if paper not in (AUTOMATIC, KEPT):
            yield paper, amount, beside.get(paper, "")
