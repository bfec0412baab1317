"""D: dates that cannot be, or that do not follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import dates, out_of_order, texts
from neiqin_xl.words import Word

EARLIEST = "2000-01-01"
_FAR = timedelta(days=366)


def _own_date(table: Table) -> Word | None:
    """The word for the document's own date; None for papers without one."""
    if table.type is None or table.type.dated is None:
        return None
    return table.type.field[table.type.dated].word


@rule("D101", "“{name}”是 {day}，还没有到；请核对年月日", severity=Severity.WARNING)
def paper_is_not_of_the_future(table: Table, books: Reference) -> Iterator[Doubt]:
    """Slips are written out for tomorrow, and for Monday on a Friday; a later date is more often mistyped.

    Opening balances have a rule of their own.
    """
    word, tomorrow = _own_date(table), (books.today + timedelta(days=1)).isoformat()
    far = (books.today + _FAR).isoformat()
    late = {day for day in set(dates(table)) if day is not None and tomorrow < day <= far}
    if word is not None and word is not words.AS_OF and late:
        yield from (Doubt(i, word, name=word.shown, day=day) for i, day in enumerate(dates(table)) if day in late)


@rule("D102", "“{name}”是 {day}，像是年份打错了；请改正")
def paper_is_of_our_time(table: Table, books: Reference) -> Iterator[Doubt]:
    """A paper from 1926 or 2062 would open a month that no statement ever reaches."""
    word, far = _own_date(table), (books.today + _FAR).isoformat()
    wrong = {day for day in set(dates(table)) if day is not None and not EARLIEST <= day <= far}
    if word is not None and wrong:
        yield from (Doubt(i, word, name=word.shown, day=day) for i, day in enumerate(dates(table)) if day in wrong)


@rule(
    "D103",
    "{count} 行的“{name}”早于启用日期 {go_live}，最早的是 {day}；照常收下，请确认不是期初里已有的",
    severity=Severity.WARNING,
)
def paper_is_of_the_time_of_the_books(table: Table, books: Reference) -> Iterator[Doubt]:
    """What was sold before the books began may stand in the opening balances already (RULES 9, 18)."""
    word = _own_date(table)
    # An opening balance is of the day before, by nature.
    if word is None or word is words.AS_OF or books.go_live is None:
        return
    go_live = books.go_live.isoformat()
    early = [(day, i) for i, day in enumerate(dates(table)) if day is not None and EARLIEST <= day < go_live]
    if early:
        yield Doubt(min(early)[1], word, count=len(early), name=word.shown, go_live=go_live, day=min(early)[0])


@rule(
    "D104",
    "要货日期 {day} 早于订单日期 {first}；请核对，补录的旧单可以不改",
    shown=(words.ORDER_DATE, words.REQUIRED_DATE),
    severity=Severity.WARNING,
)
def goods_are_wanted_after_the_order(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An order is at times written down after the goods have gone; mostly one of the two dates is mistyped."""
    yield from out_of_order(table, words.ORDER_DATE, words.REQUIRED_DATE)


@rule(
    "D105",
    "确认交期 {day} 早于订单日期 {first}；请核对",
    shown=(words.ORDER_DATE, words.PROMISED_DATE),
    severity=Severity.WARNING,
)
def goods_are_promised_after_the_order(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A promise that lies before the order can only ever count as late."""
    yield from out_of_order(table, words.ORDER_DATE, words.PROMISED_DATE)


@rule(
    "D106",
    "预计到货日期 {day} 早于发货日期 {first}；请核对",
    shown=(words.SHIP_DATE, words.ETA),
    severity=Severity.WARNING,
)
def goods_arrive_after_they_leave(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The day of arrival is only expected, so a wrong one holds nothing."""
    yield from out_of_order(table, words.SHIP_DATE, words.ETA)


@rule(
    "D107",
    "签收日期 {day} 早于发货日期 {first}，货没有发不会签收；请改正其中一个",
    shown=(words.SHIP_DATE, words.SIGN_DATE),
)
def goods_are_signed_for_after_they_leave(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Both dates are facts and decide months and due dates; one of them is wrong."""
    yield from out_of_order(table, words.SHIP_DATE, words.SIGN_DATE)


@rule("D108", "失效日期 {day} 不晚于生效日期 {first}；请改正", shown=(words.VALID_FROM, words.VALID_TO))
def price_holds_for_some_time(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A price that ends before it begins is never charged."""
    begins = texts(table, words.VALID_FROM)
    for i, day in enumerate(texts(table, words.VALID_TO)):
        first = begins[i]
        if day is not None and first is not None and day <= first:
            yield Doubt(i, words.VALID_TO, day=day, first=first)


@rule(
    "D109",
    "变更日期 {day} 早于单据日期 {first}；请核对，先后会影响以哪一版为准",
    shown=words.CHANGE_DATE,
    severity=Severity.WARNING,
)
def papers_change_after_they_are_made(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The change date may decide which of two versions is the newer one (RULES 4)."""
    word = _own_date(table)
    if word is not None:
        yield from out_of_order(table, word, words.CHANGE_DATE)
