"""B: what is written down about statements after they were issued."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, Stated, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import blank, numbers, out_of_order, still_to_come, texts
from neiqin_xl.sheets.sign_off import TAKEN_BACK

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
def what_is_confirmed_is_what_was_stated(table: Table, books: Reference) -> Iterator[Doubt]:
    """A statement that came back with another figure on it is not confirmed but disputed.

    Where the list does not repeat what was stated, it is what was issued.
    """
    issued = {i: one.closing for i, one in _stated(table, books) if one.version}
    days, theirs, ours = (
        texts(table, words.CONFIRMED_ON),
        numbers(table, words.CONFIRMED_AMOUNT),
        numbers(table, words.STATED_AMOUNT),
    )
    for i, day in enumerate(days):
        confirmed = theirs[i]
        stated = issued.get(i) if ours[i] is None else ours[i]
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


@rule("B106", "没有签发过“{number}”；请照对账单右上角的编号改好（例如 DZ202611-0001），再放一次", on=_SIGN_OFF)
def what_is_registered_was_issued(table: Table, books: Reference) -> Iterator[Doubt]:
    """A mistyped number freezes nothing, and the clerk believes that her statement is done."""
    if books.stated is not None:
        for i, number in _numbered(table):
            if books.stated(number, _version(table, i)) is None:
                yield Doubt(i, words.STATEMENT_NO, number=number)


@rule("B107", "“{name}”没有第 {version} 版，最新的是第 {newest} 版；请改成客户手里那一版的版次", on=_SIGN_OFF)
def the_version_was_issued(table: Table, books: Reference) -> Iterator[Doubt]:
    """A version that never went out cannot have been answered."""
    for i, one in _stated(table, books):
        if not one.version:
            version = _version(table, i)
            yield Doubt(i, words.STATEMENT_VERSION, name=one.number, version=version, newest=one.newest)


@rule(
    "B108",
    "“{name}”已经签发了第 {newest} 版，第 {version} 版的回签不算；请让客户回签第 {newest} 版，版次填 {newest} 再放一次",
    on=_SIGN_OFF,
)
def the_newest_version_is_confirmed(table: Table, books: Reference) -> Iterator[Doubt]:
    """The figures of an earlier one were replaced; what her row of it said already is no news."""
    days = texts(table, words.CONFIRMED_ON)
    for i, one in _stated(table, books):
        is_news = days[i] is not None and (words.CONFIRMED_ON.key, _day(days[i])) not in one.registered
        if 0 < one.version < one.newest and is_news:
            yield Doubt(i, words.STATEMENT_VERSION, name=one.number, version=one.version, newest=one.newest)


@rule(
    "B109",
    "“{number}”是“{whose}”的，期末余额 {closing}；这一行写的是“{said}”。请核对编号和版次，改好再放一次",
    on=_SIGN_OFF,
)
def a_registration_is_about_its_own_statement(table: Table, books: Reference) -> Iterator[Doubt]:
    """The customer or the balance of another statement beside the number: one of the two is mistyped."""
    codes, names = texts(table, words.CUSTOMER_CODE), texts(table, words.CUSTOMER_NAME)
    amounts = numbers(table, words.STATED_AMOUNT)
    for i, one in _stated(table, books):
        if not one.version or not _said(table, i) - one.registered:
            continue
        stated, closing = amounts[i], money.fixed(one.closing)
        if not one.is_of(codes[i], names[i]):
            said = " ".join(filter(None, (codes[i], names[i])))
            yield Doubt(i, words.CUSTOMER_NAME, number=one.number, whose=one.customer, closing=closing, said=said)
        elif stated is not None and stated != one.closing:
            said = money.fixed(stated)
            yield Doubt(i, words.STATED_AMOUNT, number=one.number, whose=one.customer, closing=closing, said=said)


@rule(
    "B110",
    "“{number}”的登记撤回了，这一行和撤回的一样，不再算；是撤回以后又办的，请在“撤回”一列填“否”再放一次",
    on=_SIGN_OFF,
)
def what_was_taken_back_is_not_registered_by_an_older_list(table: Table, books: Reference) -> Iterator[Doubt]:
    """A row that nobody touched in a list of last week would freeze the statement again."""
    answers = texts(table, words.WITHDRAWN)
    for i, one in _stated(table, books):
        said = _said(table, i)
        if answers[i] is None and said and said <= one.taken_back:
            yield Doubt(i, words.STATEMENT_NO, number=one.number)


def _numbered(table: Table) -> Iterator[tuple[int, str]]:
    """The rows that register something of a statement."""
    answers = texts(table, words.WITHDRAWN)
    for i, number in enumerate(texts(table, words.STATEMENT_NO)):
        if number is not None and answers[i] != TAKEN_BACK:
            yield i, number


def _stated(table: Table, books: Reference) -> Iterator[tuple[int, Stated]]:
    """Those of them whose statement went out."""
    if books.stated is None:
        return
    for i, number in _numbered(table):
        if (one := books.stated(number, _version(table, i))) is not None:
            yield i, one


def _version(table: Table, i: int) -> int | None:
    version = table.column(words.STATEMENT_VERSION.key)[i]
    return version if isinstance(version, int) else None


def _said(table: Table, i: int) -> set[tuple[str, str]]:
    """What a row says that became of its statement, by field."""
    days = ((word.key, table.column(word.key)[i]) for word in _DAYS)
    return {(name, _day(str(day))) for name, day in days if day is not None}


def _day(text: str | None) -> str:
    return str(text or "")[:10]
