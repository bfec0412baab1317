"""Y: lines of a mixed export whose type says that they are another paper, or that nothing is owed for them."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import numbers, texts
from neiqin_xl.sheets.goods_return import DISPOSITIONS
from neiqin_xl.sheets.order import ORDER_TYPES
from neiqin_xl.sheets.shipment import ALLOWED, GIFT, REPLACED, RETURNED, SAMPLE, SHIP_TYPES, VOID
from neiqin_xl.words import Word

_TURNING = ("退", "红", "紅", "冲", "沖", "废", "廢", "折", "调", "調", "返")


def _of_type(table: Table, word: Word, *wanted: str) -> Iterator[tuple[int, str]]:
    """(row, type) of the lines of one of these types."""
    yield from ((i, str(kind)) for i, kind in table.present(word) if kind in wanted)


@rule(
    "Y101",
    "“{name}”是“{kind}”，数量却是 {qty}；退回的货请用退货单，写在发货单上的请把数量写成负数",
    on=words.SHIPMENT.key,
)
def returns_among_shipments_are_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A return counted as a shipment is owed for twice over; its sign is never turned in silence."""
    quantities = numbers(table, words.QTY)
    for i, kind in _of_type(table, words.SHIP_TYPE, RETURNED):
        qty = quantities[i]
        if qty is not None and qty > 0:
            yield Doubt(i, words.SHIP_TYPE, name=words.SHIP_TYPE.shown, kind=kind, qty=qty)


@rule("Y102", "订单类型是“{kind}”，不是订货；退货请用退货单，取消或减少的请写“关闭数量”", on=words.ORDER.key)
def orders_order_something(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A return or a cancellation among orders would be ordered once more."""
    yield from (Doubt(i, words.ORDER_TYPE, kind=kind) for i, kind in _of_type(table, words.ORDER_TYPE, RETURNED, VOID))


@rule("Y103", "发货类型是“{kind}”；作废的单据请在“单据状态”写“作废”，或删去这些行", on=words.SHIPMENT.key)
def void_slips_say_so_as_their_state(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A void slip stays in the books and has no effect; that is what its state is for."""
    yield from (Doubt(i, words.SHIP_TYPE, kind=kind) for i, kind in _of_type(table, words.SHIP_TYPE, VOID))


@rule(
    "Y104",
    "“{name}”是“{kind}”，改的是钱、不是货；请从这张表里删去，单独记一张调整",
    having=(words.QTY, words.CUSTOMER_NAME),
)
def allowances_are_no_goods(table: Table, _books: Reference) -> Iterator[Doubt]:
    """折让 and 调价 change what is owed for goods that have gone; counted as goods they would be shipped again."""
    for word in (words.SHIP_TYPE, words.ORDER_TYPE):
        for i, kind in _of_type(table, word, ALLOWED):
            yield Doubt(i, word, name=word.shown, kind=kind)


@rule(
    "Y105",
    "发货类型是“{kind}”，金额却是 {amount_incl}，照常计入应收；不收钱的请把单价和金额写成 0",
    on=words.SHIPMENT.key,
    severity=Severity.WARNING,
)
def free_shipments_cost_nothing(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Samples and replacements are at times charged for; a price left standing charges for them by mistake."""
    amounts = numbers(table, words.AMOUNT_INCL)
    for i, kind in _of_type(table, words.SHIP_TYPE, GIFT, SAMPLE, REPLACED):
        if amounts[i]:
            yield Doubt(i, words.AMOUNT_INCL, kind=kind, amount_incl=amounts[i])


@rule(
    "Y106",
    "处理方式“{disposition}”看不懂，按退款（冲减应收）记；请写成“{wanted}”中的一种",
    on=words.GOODS_RETURN.key,
    severity=Severity.WARNING,
)
def disposition_is_understood(table: Table, _books: Reference) -> Iterator[Doubt]:
    """It decides whether less is owed and whether the order opens again; unknown words mean a refund (RULES 11)."""
    wanted = "”“".join(DISPOSITIONS)
    seen: set[str] = set()
    for i, disposition in enumerate(texts(table, words.DISPOSITION)):
        if disposition is not None and disposition not in DISPOSITIONS and disposition not in seen:
            seen.add(disposition)
            yield Doubt(i, words.DISPOSITION, disposition=disposition, wanted=wanted)


@rule(
    "Y107",
    "“{name}”是“{kind}”，像是退货、作废或调价，看不出这一行算不算数；请写成“{wanted}”中的一种",
    having=(words.QTY, words.CUSTOMER_NAME),
)
def types_that_seem_to_turn_a_line_are_understood(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A word for a return that nobody has told us yet must not pass for a sale; other unknown words are only noted."""
    for word, known in ((words.SHIP_TYPE, SHIP_TYPES), (words.ORDER_TYPE, ORDER_TYPES)):
        for i, kind in table.present(word):
            if kind not in known and any(sign in str(kind) for sign in _TURNING):
                yield Doubt(i, word, name=word.shown, kind=kind, wanted="”“".join(known))
