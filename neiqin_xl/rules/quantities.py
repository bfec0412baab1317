"""Q: quantities that cannot be, or that say something else than they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import document_numbers, numbers, texts

_RED = ("红", "退", "冲")


@rule("Q101", "订购数量是 {qty}，要大于零；客户退回的货请用退货单", on=words.ORDER.key)
def ordered_quantity_is_positive(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Goods that come back belong on a return sheet, not on a negative order; nobody orders nothing."""
    for i, qty in enumerate(numbers(table, words.QTY)):
        if qty is not None and qty <= 0:
            yield Doubt(i, words.QTY, qty=qty)


@rule("Q102", "发货数量是 0；没有发的行请删去，发了的请填实发数量", on=words.SHIPMENT.key)
def shipped_quantity_is_not_zero(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A line of nothing is a line copied from the order and forgotten: what was really shipped must be asked."""
    for i, qty in enumerate(numbers(table, words.QTY)):
        if qty == 0:
            yield Doubt(i, words.QTY)


@rule(
    "Q103",
    "数量是 {qty}，像是退货；已按负数记入，如果是退货，以后请用退货单",
    on=words.SHIPMENT.key,
    severity=Severity.WARNING,
)
def negative_sale_looks_like_a_return(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Sales lists without document numbers and red slips net returns by negative lines: they count, and are shown."""
    for i, qty in _negative(table):
        if _is_red(table, i):
            yield Doubt(i, words.QTY, qty=qty)


@rule("Q104", "送货单上的数量是 {qty}；退货请用退货单，红字出库请在备注写“红字”或“退货”", on=words.SHIPMENT.key)
def slip_ships_something(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A numbered slip carries goods away from us; a negative quantity on it contradicts the paper."""
    for i, qty in _negative(table):
        if not _is_red(table, i):
            yield Doubt(i, words.QTY, qty=qty)


def _negative(table: Table) -> list[tuple[int, int]]:
    return [(i, qty) for i, qty in enumerate(numbers(table, words.QTY)) if qty is not None and qty < 0]


def _is_red(table: Table, i: int) -> bool:
    """Whether a negative line is what its paper says it is: it bears no number, or it is called red or a return."""
    number = document_numbers(table)[i]
    said = f"{number or ''}{texts(table, words.REMARK)[i] or ''}{texts(table, words.SHIP_TYPE)[i] or ''}{table.sheet}"
    return number is None or any(sign in said for sign in _RED)


@rule("Q105", "退货数量是 {qty}；退货单上请写正数，减应收由系统来做", on=words.GOODS_RETURN.key)
def returned_quantity_is_positive(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The paper itself says that goods came back; a minus sign beside it would take them back twice.

    Only 仅扣款 may show a zero: money is deducted and no goods come back.
    """
    dispositions = texts(table, words.DISPOSITION)
    for i, qty in enumerate(numbers(table, words.QTY)):
        if qty is not None and qty <= 0 and not (qty == 0 and dispositions[i] == "仅扣款"):
            yield Doubt(i, words.QTY, qty=qty)


@rule("Q106", "关闭数量是 {closed_qty}，订购数量是 {qty}；关闭数量要在 0 和订购数量之间", shown=words.CLOSED_QTY)
def closed_quantity_is_within_the_order(table: Table, _books: Reference) -> Iterator[Doubt]:
    """No more can be closed than was ordered."""
    ordered = numbers(table, words.QTY)
    for i, closed in enumerate(numbers(table, words.CLOSED_QTY)):
        qty = ordered[i]
        if closed is not None and (closed < 0 or (qty is not None and closed > qty)):
            yield Doubt(i, words.CLOSED_QTY, closed_qty=closed, qty=qty)


@rule(
    "Q107",
    "签收数量是 {qty_accepted}，发货数量是 {qty}；签收不会多于发货，请核对这两个数",
    shown=words.QTY_ACCEPTED,
)
def accepted_quantity_is_within_the_slip(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A customer signs for what arrived: less is a shortage, more means that one of the two figures is wrong."""
    shipped = numbers(table, words.QTY)
    for i, accepted in enumerate(numbers(table, words.QTY_ACCEPTED)):
        if accepted is None:
            continue
        qty = shipped[i]
        if accepted * (-1 if qty is not None and qty < 0 else 1) < 0 or (qty is not None and abs(accepted) > abs(qty)):
            yield Doubt(i, words.QTY_ACCEPTED, qty_accepted=accepted, qty=qty)


@rule("Q108", "换算率是 {rate}，要大于零；例如一箱 12 瓶写 12", shown=words.CONV_RATE)
def conversion_rate_is_positive(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Dividing by it must be possible."""
    for i, rate in enumerate(numbers(table, words.CONV_RATE)):
        if rate is not None and rate <= 0:
            yield Doubt(i, words.CONV_RATE, rate=money.plain(rate, Kind.RATE.places))


@rule(
    "Q109",
    "基本数量是 {qty_base}，数量乘换算率是 {wanted}；请核对换算率",
    shown=(words.QTY, words.CONV_RATE, words.QTY_BASE),
    severity=Severity.WARNING,
)
def base_quantity_follows_the_rate(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The order counts in its own unit; the base quantity is worked out, so a wrong one only needs a look."""
    quantities, rates = numbers(table, words.QTY), numbers(table, words.CONV_RATE)
    for i, base in enumerate(numbers(table, words.QTY_BASE)):
        qty, rate = quantities[i], rates[i]
        if base is not None and qty is not None and rate is not None:
            wanted = money.half_up(qty * rate, money.RATE_ONE)
            if wanted != base:
                shown = money.plain(wanted, Kind.QTY.places)
                yield Doubt(i, words.QTY_BASE, shown, qty_base=base, wanted=shown)


@rule("Q110", "“{name}”是 {value}，不会是负数；请核对", severity=Severity.WARNING)
def counts_are_not_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Cartons, weights and stock limits count things; a minus sign is a slip of the pen that harms no balance."""
    for word in (words.PACKAGES, words.WEIGHT, words.SAFETY_STOCK, words.MIN_QTY):
        if table.type is None or not table.type.has(word.key):
            continue
        for i, value in enumerate(numbers(table, word)):
            if value is not None and value < 0:
                field = table.type.field[word.key]
                yield Doubt(i, word, name=field.shown, value=money.shown(field.kind, value))


@rule("Q111", "行号是 {line_no}，要从 1 数起；请改正或留空", shown=words.LINE_NO, severity=Severity.WARNING)
def line_numbers_count_from_one(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An explicit line number may tell the lines of an order apart (RULES 1); zero and less number nothing."""
    for i, number in enumerate(numbers(table, words.LINE_NO)):
        if number is not None and number < 1:
            yield Doubt(i, words.LINE_NO, line_no=number)
