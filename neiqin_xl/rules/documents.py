"""D, K: lines of one document that speak of different things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table, Value
from neiqin_xl.rules.lines import dates, document_numbers, numbers

Owner = tuple[Value, Value, Value]
"""A document: its number, its customer, and our own company where it is not the usual one."""

_BARE_YES = frozenset({"是", "√", "Y", "y", "1", "yes", "YES", "TRUE", "True", "true"})


def _customers(table: Table) -> Sequence[Value]:
    """The customer of every line: the code, or without one the name."""
    codes, names = table.column(words.CUSTOMER_CODE.key), table.column(words.CUSTOMER_NAME.key)
    if None not in codes:
        return codes
    return [name if code is None else code for code, name in zip(codes, names, strict=True)]


def _companies(table: Table, books: Reference) -> Sequence[Value]:
    """Our own company of every line, None for the one of papers that name none."""
    named = table.column(words.COMPANY.key)
    return [None if one == books.company else one for one in named] if books.company in named else named


def _different(table: Table, books: Reference, *columns: Sequence[Value]) -> set[tuple[Value, ...]]:
    """The different documents, since two customers or companies may use one number, with these values."""
    lines = zip(document_numbers(table), table.once(_customers), _companies(table, books), *columns, strict=True)
    return {one for one in set(lines) if one[0] is not None}


def _owners(table: Table, books: Reference) -> list[tuple[int, Owner]]:
    """(row, document) of every numbered line."""
    lines = enumerate(zip(document_numbers(table), table.once(_customers), _companies(table, books), strict=True))
    return [(i, owner) for i, owner in lines if owner[0] is not None]


def _changes(table: Table, books: Reference, values: Sequence[Value]) -> Iterator[tuple[int, Owner, Value]]:
    """(row, document, first value) where a line says something else than the first line of its document.

    Each other value is said once a document.
    """
    said_by = [one for one in _different(table, books, values) if one[3] is not None]
    if len({one[:3] for one in said_by}) == len(said_by):
        return
    seen: dict[Owner, list[Value]] = {}
    for i, owner in _owners(table, books):
        value = values[i]
        said = seen.setdefault(owner, [])
        if value is not None and value not in said:
            said.append(value)
            if len(said) > 1:
                yield i, owner, said[0]


@rule(
    "D110",
    "单号 {number} 前面的日期是 {first}，这里是 {day}；同一张单只能有一个日期，请核对单号或日期",
    severity=Severity.WARNING,
)
def a_document_has_one_date(table: Table, books: Reference) -> Iterator[Doubt]:
    """Either the number was copied down one line too far, or a date was mistyped."""
    if table.type is None or table.type.dated is None:
        return
    days = dates(table)
    for i, (number, *_), first in _changes(table, books, days):
        yield Doubt(i, table.type.field[table.type.dated].word, number=number, first=first, day=days[i])


@rule(
    "K120",
    "单号 {number} 在本表里用于不止一个客户；是两家的按两张单分别记，是一家的两种写法按一张记，如果是串行请改正",
    severity=Severity.WARNING,
)
def a_number_is_one_customers(table: Table, books: Reference) -> Iterator[Doubt]:
    """Hand-numbered books collide by nature, so it is another document (RULES 2); it may also be a line gone astray."""
    if table.type is None or not table.type.has(words.CUSTOMER_NAME.key):
        return
    different = _different(table, books)
    if len({(number, company) for number, _, company in different}) == len(different):
        return
    first: dict[tuple[Value, Value], Value] = {}
    told: set[Owner] = set()
    for i, owner in _owners(table, books):
        number, customer, company = owner
        if customer is not None and first.setdefault((number, company), customer) != customer and owner not in told:
            told.add(owner)
            yield Doubt(i, words.CUSTOMER_NAME, number=number)


@rule("K121", "单号 {number} 前面的币种是 {first}，这里是 {currency}；一张单只能有一个币种", shown=words.CURRENCY)
def a_document_has_one_currency(table: Table, books: Reference) -> Iterator[Doubt]:
    """Amounts of two currencies cannot be summed, and balances are kept for each apart."""
    currencies = table.column(words.CURRENCY.key)
    if len({*currencies} - {None}) < 2:
        return
    for i, (number, *_), first in _changes(table, books, currencies):
        yield Doubt(i, words.CURRENCY, number=number, first=first, currency=currencies[i])


@rule(
    "K122",
    "单号 {number} 里行号 {line_no} 出现了两次；这张单按产品核对各行，请核对行号",
    shown=words.LINE_NO,
    severity=Severity.WARNING,
)
def line_numbers_are_unique(table: Table, books: Reference) -> Iterator[Doubt]:
    """Only line numbers that are unique in their document can tell its lines apart (RULES 1)."""
    lines = numbers(table, words.LINE_NO)
    if len(_different(table, books, lines)) == sum(number is not None for number in document_numbers(table)):
        return
    seen: set[tuple[Owner, int]] = set()
    for i, owner in _owners(table, books):
        line = lines[i]
        if line is None:
            continue
        if (owner, line) in seen:
            yield Doubt(i, words.LINE_NO, number=owner[0], line_no=line)
        seen.add((owner, line))


@rule(
    "K123",
    "状态写的是“{doc_status}”，分不清是作废还是审核；请写“已作废”“已审核”或“正常”",
    shown=words.DOC_STATUS,
)
def a_status_says_which(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Under 是否作废 a 是 takes the paper out of the books, under 审核 it does the opposite: it is never guessed."""
    for i, status in table.present(words.DOC_STATUS):
        if status in _BARE_YES:
            yield Doubt(i, words.DOC_STATUS, doc_status=status)
