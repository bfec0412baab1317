"""G: what is written down about slips that came back, and about dates promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import blank, out_of_order, still_to_come, texts
from neiqin_xl.sheets.shipment import PARTLY, SIGNED

_BACK, _REPLY = words.SLIP_RETURN.key, words.REPLY_DATE.key
_SIGNED = frozenset({SIGNED, PARTLY})
_FAR = timedelta(days=366)


@rule("G101", "没有写“送货单号”；请照送货单右上角的单号填", on=_BACK)
def a_return_names_its_slip(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A customer signs several slips a day: name and day tell none of them."""
    yield from (Doubt(i, words.SHIPMENT_NO) for i in blank(table, words.SHIPMENT_NO))


@rule("G102", "“{name}”是 {day}，还没有到；登记的是已经办了的事，请改成那一天", on=_BACK)
def what_came_back_has_come(table: Table, books: Reference) -> Iterator[Doubt]:
    """Where customers owe from signing, a mistyped year would put off what they owe."""
    yield from still_to_come(table, (words.SIGN_DATE, words.TO_FINANCE_ON), books.today)


@rule("G103", "签收日期 {day} 早于发货日期 {first}；请核对", on=_BACK, severity=Severity.WARNING)
def goods_are_signed_for_after_they_left(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A slip may be written out after its goods were fetched; mostly one of the two days is mistyped."""
    yield from out_of_order(table, words.SHIP_DATE, words.SIGN_DATE)


@rule("G104", "写了“{status}”，没有写签收日期；货款按签收算的，补上日期才算", on=_BACK, severity=Severity.WARNING)
def what_is_signed_has_a_day(table: Table, _books: Reference) -> Iterator[Doubt]:
    """That it came back is worth knowing; from when it is owed nobody can tell."""
    days = texts(table, words.SIGN_DATE)
    for i, status in enumerate(texts(table, words.SIGN_STATUS)):
        if status in _SIGNED and days[i] is None:
            yield Doubt(i, words.SIGN_DATE, status=status)


@rule("G105", "订单号和客户订单号都没有写，看不出回复的是哪张订单；请补一个", on=_REPLY)
def a_reply_names_its_order(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A product alone stands on many orders."""
    po = texts(table, words.CUSTOMER_PO_NO)
    yield from (Doubt(i, words.ORDER_NO) for i in blank(table, words.ORDER_NO) if po[i] is None)


@rule("G106", "确认交期 {day} 已经过去；请核对", on=_REPLY, severity=Severity.WARNING)
def what_is_promised_is_to_come(table: Table, books: Reference) -> Iterator[Doubt]:
    """Replies are at times typed up after the goods have left."""
    today = books.today.isoformat()
    for i, day in enumerate(texts(table, words.PROMISED_DATE)):
        if day is not None and day[:10] < today:
            yield Doubt(i, words.PROMISED_DATE, day=day[:10])


@rule("G107", "确认交期 {day} 在一年以后，像是年份打错了；请改正", on=_REPLY)
def what_is_promised_is_of_our_time(table: Table, books: Reference) -> Iterator[Doubt]:
    """Nobody promises goods for 2062, and a line with such a date would be chased no more."""
    far = (books.today + _FAR).isoformat()
    for i, day in enumerate(texts(table, words.PROMISED_DATE)):
        if day is not None and day[:10] > far:
            yield Doubt(i, words.PROMISED_DATE, day=day[:10])
