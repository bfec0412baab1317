"""P: prices and amounts that do not agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from neiqin_xl import money, words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import held_by, is_free, numbers, texts
from neiqin_xl.rules.packed import priced_by
from neiqin_xl.words import Word

_PRICES = (
    words.UNIT_PRICE_INCL,
    words.UNIT_PRICE_NET,
    words.LIST_PRICE_INCL,
    words.LIST_PRICE_NET,
    words.FLOOR_PRICE,
    words.COST,
)
_CENT = 10**4  # a price of one fen, as prices are kept
_FEN = 10**8  # one fen as quantity times price gives it
_PAID_FEN = _FEN * money.RATE_ONE  # the same times the share that is paid
_GRADES = [10**power for power in range(6, 0, -1)]


@rule("P101", "“{name}”是 {price}，单价不能是负数；要减钱请写在折扣额或退货单里")
def price_is_not_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Goods that go back and money that is taken off have papers of their own; a price says what one unit costs."""
    for word in held_by(table, _PRICES):
        for i, price in enumerate(numbers(table, word)):
            if price is not None and price < 0:
                yield Doubt(i, word, name=word.shown, price=money.plain(price, Kind.PRICE.places))


@rule(
    "P102",
    "单价是 0，又没有注明是赠品或样品；请核对，确是赠品请在备注写“赠品”",
    having=(words.UNIT_PRICE_INCL, words.QTY),
    severity=Severity.WARNING,
)
def only_gifts_cost_nothing(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A price left at zero gives goods away in silence: 0 only for gifts and samples."""
    for i, price in enumerate(numbers(table, words.UNIT_PRICE_INCL)):
        if price == 0 and not is_free(table, i):
            yield Doubt(i, words.UNIT_PRICE_INCL)


class _Difference(NamedTuple):
    """A line whose amount is not what its quantity and price make; `slack` is what the price's last digit may hide."""

    i: int
    word: Word
    amount: int
    wanted: int
    price: int
    slack: int


@rule(
    "P103",
    "{name}是 {amount}，按数量 {qty}、单价 {price}{less} 算，应是 {wanted}；请核对数量、单价和金额",
    having=(words.QTY, words.AMOUNT_INCL, words.UNIT_PRICE_INCL),
)
def amount_is_quantity_times_price(table: Table, books: Reference) -> Iterator[Doubt]:
    """A line whose own figures disagree cannot be owed: nobody can say which of them was meant."""
    for one in _beyond_rounding(table):
        if priced_by(table, one.i, one.price, one.amount, books) is None:
            yield _said(table, one)


@rule(
    "P104",
    "{name}是 {amount}，按数量 {qty}、单价 {price}{less}算是 {wanted}；差额在单价尾数以内，按表上金额记",
    having=(words.QTY, words.AMOUNT_INCL, words.UNIT_PRICE_INCL),
    severity=Severity.WARNING,
)
def amount_agrees_but_for_the_last_digit(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A printed price is rounded: what its last digit may hide in so many units is 尾差, not a contradiction."""
    different = table.once(_differences)
    yield from (_said(table, one) for one in different if abs(one.amount - one.wanted) <= one.slack)


@rule(
    "P115",
    "单价 {price} 不是每{unit}的价：按{packed}，数量 {qty} {unit} 正好是 {amount}；按金额记，以后请写每{unit}的单价",
    having=(words.QTY, words.AMOUNT_INCL, words.UNIT_PRICE_INCL),
    severity=Severity.WARNING,
)
def price_is_for_another_unit(table: Table, books: Reference) -> Iterator[Doubt]:
    """Boxes at the price of a piece are common; where the pieces in a box make the amount to the fen, it is right."""
    for one in _beyond_rounding(table):
        packed = priced_by(table, one.i, one.price, one.amount, books)
        if packed is not None:
            unit, qty = texts(table, words.UNIT)[one.i], numbers(table, words.QTY)[one.i]
            price, amount = money.plain(one.price, Kind.PRICE.places), money.fixed(one.amount)
            yield Doubt(one.i, one.word, price=price, unit=unit, packed=packed, amount=amount, qty=qty)


def _beyond_rounding(table: Table) -> Iterator[_Difference]:
    """Those that the last digit of the price cannot hide."""
    return (one for one in table.once(_differences) if abs(one.amount - one.wanted) > one.slack)


def _differences(table: Table) -> list[_Difference]:
    """Lines whose amount is more than one fen away from what quantity, price and discounts make."""
    found: list[_Difference] = []
    quantities = numbers(table, words.QTY)
    rates, discounts = numbers(table, words.DISCOUNT_RATE), numbers(table, words.DISCOUNT_AMOUNT)
    gifts = numbers(table, words.IS_GIFT)
    for price_word, amount_word in (
        (words.UNIT_PRICE_INCL, words.AMOUNT_INCL),
        (words.UNIT_PRICE_NET, words.AMOUNT_NET),
    ):
        if not table.values.get(amount_word.key):
            continue
        prices, amounts = numbers(table, price_word), numbers(table, amount_word)
        lines = zip(amounts, quantities, prices, rates, discounts, gifts, strict=True)
        for i, (amount, qty, price, rate, taken_off, gift) in enumerate(lines):
            if amount is None or qty is None or price is None or gift:
                continue
            discount = taken_off or 0
            paid = money.RATE_ONE if rate is None else rate
            if not discount and abs(amount * _PAID_FEN - qty * price * paid) <= _PAID_FEN:
                continue  # as nearly every line: nothing to round
            wanted = money.line_amount(qty, price, rate, discount if qty > 0 else -discount)
            if abs(amount - wanted) <= 1:
                continue
            # A discount shown both as a rate and as its amount is taken off once.
            if rate is not None and discount and abs(amount - money.line_amount(qty, price, rate)) <= 1:
                continue
            found.append(_Difference(i, amount_word, amount, wanted, price, _slack(qty, price)))
    return found


def _slack(qty: int, price: int) -> int:
    """What half a unit of the price's last printed place, never coarser than a fen, makes in that quantity, in fen."""
    grade = next((one for one in _GRADES if one <= _CENT and price % one == 0), 1)
    return money.half_up(abs(qty) * grade, 2 * 10**8)


def _said(table: Table, one: _Difference) -> Doubt:
    rate, discount = numbers(table, words.DISCOUNT_RATE)[one.i], numbers(table, words.DISCOUNT_AMOUNT)[one.i]
    less = f"、折扣 {money.shown(Kind.RATE, rate)}" if rate is not None else ""
    less += f"、减折扣额 {money.fixed(discount)}" if discount else ""
    wanted = money.fixed(one.wanted)
    return Doubt(
        one.i,
        one.word,
        wanted,
        name=held_by(table, (one.word,))[0].shown,
        amount=money.fixed(one.amount),
        qty=numbers(table, words.QTY)[one.i],
        price=money.plain(one.price, Kind.PRICE.places),
        less=less,
        wanted=wanted,
    )


@rule(
    "P114",
    "数量 {qty} 乘单价 {price} 是 {amount}，太大，不像是一行的金额；请核对数量和单价",
    shown=words.QTY,
)
def quantity_times_price_is_an_amount(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A line without an amount is owed for at its price; what no amount may be cannot come of that either."""
    largest = Kind.MONEY.limit or 0
    below = (largest - 1) * _FEN
    quantities = numbers(table, words.QTY)
    most = _largest(quantities)
    for price_word in held_by(table, (words.UNIT_PRICE_INCL, words.UNIT_PRICE_NET)):
        prices = numbers(table, price_word)
        if most * _largest(prices) < below:
            continue  # as nearly always: nothing can come to so much
        for i, price in enumerate(prices):
            qty = quantities[i]
            if qty is None or price is None or abs(qty * price) < below:
                continue
            amount = money.line_amount(qty, price)
            if abs(amount) >= largest:
                shown = money.plain(price, Kind.PRICE.places)
                yield Doubt(i, price_word, qty=qty, price=shown, amount=money.grouped(amount))


def _largest(values: Sequence[int | None]) -> int:
    return max(map(abs, filter(None, values)), default=0)


@rule("P105", "注明是赠品，金额却是 {amount_incl}；赠品金额请写 0，收钱的请去掉赠品标记", shown=words.IS_GIFT)
def gifts_are_free(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A gift shows its price for reference only; an amount beside it says the opposite."""
    amounts = numbers(table, words.AMOUNT_INCL)
    for i, gift in enumerate(numbers(table, words.IS_GIFT)):
        if gift and amounts[i]:
            yield Doubt(i, words.AMOUNT_INCL, amount_incl=amounts[i])


@rule(
    "P106",
    "折扣额是 {discount_amount}，这一行折前是 {gross}；折扣额要在 0 和折前金额之间",
    shown=words.DISCOUNT_AMOUNT,
)
def discount_is_within_the_line(table: Table, _books: Reference) -> Iterator[Doubt]:
    """No more can be taken off than there is, and a negative discount is a surcharge by another name."""
    quantities, prices = numbers(table, words.QTY), numbers(table, words.UNIT_PRICE_INCL)
    for i, discount in enumerate(numbers(table, words.DISCOUNT_AMOUNT)):
        if discount is None:
            continue
        qty, price = quantities[i], prices[i]
        gross = money.line_amount(abs(qty), price) if qty is not None and price is not None else None
        if discount < 0 or (gross is not None and discount > max(gross, 0)):
            shown = "（未写单价）" if gross is None else money.fixed(gross)
            yield Doubt(i, words.DISCOUNT_AMOUNT, discount_amount=discount, gross=shown)


@rule(
    "P107",
    "折扣率是 {discount_rate}，要在 0 和 100% 之间；九折请写 0.9 或 90%",
    shown=words.DISCOUNT_RATE,
)
def paid_share_is_a_share(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The rate is kept as the share that is paid; more than all of it cannot be a discount."""
    for i, rate in enumerate(numbers(table, words.DISCOUNT_RATE)):
        if rate is not None and not 0 <= rate <= money.RATE_ONE:
            yield Doubt(i, words.DISCOUNT_RATE, discount_rate=rate)


@rule("P110", "汇率是 {rate}，要大于零；人民币请写 1 或留空", shown=words.EXCHANGE_RATE)
def exchange_rate_is_positive(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Multiplying by it must give an amount."""
    for i, rate in enumerate(numbers(table, words.EXCHANGE_RATE)):
        if rate is not None and rate <= 0:
            yield Doubt(i, words.EXCHANGE_RATE, rate=money.plain(rate, Kind.RATE.places))


@rule("P111", "最低售价 {floor_price} 高于售价 {list_price_incl}；请核对两个价", shown=words.FLOOR_PRICE)
def floor_is_below_the_list_price(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A list price below its own floor could never be charged."""
    prices = numbers(table, words.LIST_PRICE_INCL)
    for i, floor in enumerate(numbers(table, words.FLOOR_PRICE)):
        price = prices[i]
        if floor is not None and price is not None and floor > price:
            yield Doubt(i, words.FLOOR_PRICE, floor_price=floor, list_price_incl=price)


@rule(
    "P112",
    "数量是 {qty}，金额却是 {amount_incl}，一正一负；请核对正负号",
    shown=(words.QTY, words.AMOUNT_INCL),
)
def amount_has_the_sign_of_its_quantity(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Goods and the money for them go the same way on one paper; without a price nothing else shows a wrong sign."""
    amounts, prices = numbers(table, words.AMOUNT_INCL), numbers(table, words.UNIT_PRICE_INCL)
    for i, qty in enumerate(numbers(table, words.QTY)):
        amount = amounts[i]
        if qty and amount and (qty < 0) != (amount < 0) and prices[i] is None:
            yield Doubt(i, words.AMOUNT_INCL, qty=qty, amount_incl=amount)


@rule(
    "P113",
    "同一产品、同一范围、同一生效日期有两个价：第 {row} 行是 {other}，这一行是 {price}；请留一个",
    on=words.PRODUCT.key,
)
def one_price_at_a_time(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Two prices for the same buyers from the same day contradict each other."""
    seen: dict[tuple[object, ...], tuple[int, int]] = {}
    for i, price in enumerate(numbers(table, words.LIST_PRICE_INCL)):
        key = _price_key(table, i)
        if price is None or not key:
            continue
        row, other = seen.setdefault(key, (table.rows[i], price))
        if price != other:
            yield Doubt(
                i,
                words.LIST_PRICE_INCL,
                row=row,
                other=money.plain(other, Kind.PRICE.places),
                price=money.plain(price, Kind.PRICE.places),
            )


def _price_key(table: Table, i: int) -> tuple[object, ...]:
    """What a price is for: the first declared group of keys whose first field is filled; nothing where none is."""
    for group in table.type.keys if table.type is not None else ():
        if table.column(group[0])[i] is not None:
            return (group[0], *(table.column(name)[i] for name in group))
    return ()
