"""The columns of a customer's statement → its lines as entries, and the balances that it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from neiqin_xl import words
from neiqin_xl.money import line_amount, price_of
from neiqin_xl.reconcile.theirs.bridge import Balances
from neiqin_xl.reconcile.theirs.entries import FREIGHT, Entry, Flow, Goods, goods_of, keys_of, numbers_in, numbers_of
from neiqin_xl.reconcile.theirs.orientation import balances, is_turned

Value = str | int | None
_PAID = re.compile(
    r"付款|收款|回款|汇款|转账|电汇|承兑|支付|付货款|(?<!应)付.{1,6}货款|收货款|贷款收回|已付|预付|定金|订金|payment|paid|receipt",
    re.IGNORECASE,
)
_BACK = re.compile(r"退|返货|红字|冲红|红冲|return|credit\s*note", re.IGNORECASE)
_FREIGHT = re.compile(r"(代垫|垫付|代付)?(运费|物流费用?|运杂费|运输费)")
_BESIDE = re.compile(r"折让|折扣|扣款|调整|调增|调减|返利|运费|费用|抹零|尾差|对冲|抵账|冲账|罚款|质量扣")


@dataclass(frozen=True)
class Statement:
    """What a statement says: its lines, each with the index of its row, and the balances, None where it has none.

    `runs` is whether it keeps a balance after its lines, as an account does and a list of deliveries does not.
    """

    entries: tuple[Entry, ...]
    rows: tuple[int, ...]
    stated: Balances
    runs: bool = False


def read(columns: Mapping[str, Sequence[Value]], count: int) -> Statement:
    """The lines of a statement of `count` rows, by the names of its type's fields. A row may hold goods and money.

    What it states only as the money of its whole period is a line of the row `count`, which stands on no row.
    """
    reading = _Columns(columns, count)
    made: list[tuple[int, Entry, tuple[object, ...]]] = []
    for at in range(count):
        made.extend((at, entry, reading.said(at, entry)) for entry in reading.entries(at))
    paid = reading.total(words.STATED_PAID)
    if paid and not any(entry.flow is Flow.MONEY for _, entry, _ in made):
        made.append((count, Entry("", None, Flow.MONEY, (), -paid), (words.STATED_PAID.key, paid)))
    keys = keys_of(said for _, _, said in made)
    lines = [(at, replace(entry, key=key)) for (at, entry, _), key in zip(made, keys, strict=True)]
    stated = Balances(reading.total(words.STATED_OPENING), reading.total(words.STATED_CLOSING))
    lines, stated = _oriented(reading, lines, stated)
    runs = reading.total(words.RUNNING_BALANCE) is not None
    return Statement(tuple(entry for _, entry in lines), tuple(at for at, _ in lines), stated, runs)


def _oriented(
    reading: _Columns, lines: list[tuple[int, Entry]], stated: Balances
) -> tuple[list[tuple[int, Entry]], Balances]:
    """Lines of debit and credit with the sign that the paper's balances give them, and its balances."""
    changes = _by_row(lines, len(reading.running))
    if not reading.sided:
        closing = balances(changes, reading.running, stated).closing
        return lines, Balances(stated.opening, closing if stated.closing is None else stated.closing)
    paid = sum(entry.amount or 0 for at, entry in lines if at in reading.sided and entry.flow is Flow.MONEY)
    turned = is_turned(changes, reading.running, stated, paid)
    if turned if turned is not None else _PAYABLE in (reading.text(0, words.HEADING) or ""):
        lines = [
            (at, replace(entry, amount=-(entry.amount or 0)) if at in reading.sided else entry) for at, entry in lines
        ]
    return lines, balances(_by_row(lines, len(reading.running)), reading.running, stated)


def _by_row(lines: Iterable[tuple[int, Entry]], count: int) -> list[int]:
    """What the lines of each row come to, in fen."""
    found = [0] * (count + 1)
    for at, entry in lines:
        found[at] += entry.amount or 0
    return found[:count]


class _Columns:
    """The columns of a statement, asked row by row; `sided` are the rows found to say debit and credit."""

    def __init__(self, columns: Mapping[str, Sequence[Value]], count: int) -> None:
        self._columns, self._blank = columns, [None] * count
        self.sided: set[int] = set()
        running = columns.get(words.RUNNING_BALANCE.key) or self._blank
        self.running = [one if isinstance(one, int) else None for one in running]

    def total(self, word: words.Word) -> int | None:
        """The figure of that name, which every row repeats."""
        return next((one for one in self._columns.get(word.key, ()) if isinstance(one, int)), None)

    def text(self, at: int, *names: words.Word) -> str | None:
        """The first of these that the row says."""
        found = ((self._columns.get(name.key) or self._blank)[at] for name in names)
        return next((str(one) for one in found if one is not None), None)

    def number(self, at: int, *names: words.Word) -> int | None:
        """The first of these numbers that the row has."""
        found = ((self._columns.get(name.key) or self._blank)[at] for name in names)
        return next((one for one in found if isinstance(one, int)), None)

    def entries(self, at: int) -> list[Entry]:
        """What the row says happened: goods, money, or both."""
        kind, goods = self._what(at)
        made: list[Entry] = []
        amount = self._amount(at)
        sides = self.number(at, words.DEBIT_SIDE), self.number(at, words.CREDIT_SIDE)
        if any(sides) and not amount:
            self.sided.add(at)
            made.append(self._of_sides(at, (sides[0] or 0) - (sides[1] or 0), kind, goods))
        elif amount is not None:
            made.append(self._of_amount(at, amount, kind, goods))
        if back := self.number(at, words.RETURNED_AMOUNT):
            made.append(self._entry(at, Flow.BACK, -abs(back), goods))
        if paid := self.number(at, words.PAID_AMOUNT):
            made.append(self._paid(at, -paid, is_beside=bool(made)))
        if not made and goods.is_named and self.number(at, words.LINE_QTY):
            made.append(self._entry(at, Flow.GOODS, None, goods))
        return [one for one in made if one.amount != 0 or one.quantity]

    def _what(self, at: int) -> tuple[str, Goods]:
        """What kind of business the row is, and its goods: some write 付款 where the name of the goods stands."""
        kind = self.text(at, words.LINE_KIND) or self.text(at, words.LINE_REMARK) or ""
        name = self.text(at, words.PRODUCT_NAME)
        is_counted = self.number(at, words.LINE_QTY, *_PRICES) is not None
        if name is not None and not is_counted and (_PAID.search(name) or _BESIDE.search(name)):
            return name, FREIGHT if _FREIGHT.fullmatch(name) else Goods()
        codes = self.text(at, words.PRODUCT_CODE), self.text(at, words.CUSTOMER_PART_NO)
        goods = goods_of(codes, name, self.text(at, words.SPEC))
        return kind, FREIGHT if _FREIGHT.fullmatch(name or ("" if goods.is_named else kind)) else goods

    def _paid(self, at: int, amount: int, *, is_beside: bool) -> Entry:
        """A payment of the column for payments: with its own day, and beside goods without the number of their slip."""
        one = self._entry(at, Flow.MONEY, amount, Goods())
        day = self.text(at, words.PAID_ON)
        one = one if day is None else replace(one, day=_ordinal(day))
        return replace(one, numbers=(), own=(), mentioned=()) if is_beside else one

    def said(self, at: int, entry: Entry) -> tuple[object, ...]:
        """What tells the line from others, in whatever file it stands."""
        product = self.text(at, words.PRODUCT_CODE, words.CUSTOMER_PART_NO), entry.goods.name, entry.goods.spec
        return entry.numbers, entry.orders, entry.day, entry.amount, entry.quantity, entry.flow.value, *product

    def _of_amount(self, at: int, amount: int, kind: str, goods: Goods) -> Entry:
        """A line of the column of amounts: what kind of business it is tells its sign where it is written positive."""
        if _BACK.search(kind):
            return self._entry(at, Flow.BACK, -abs(amount), goods)
        if _PAID.search(kind) and not goods.is_named:
            return self._entry(at, Flow.MONEY, -abs(amount), goods)
        if _BESIDE.search(kind) and not goods.is_named:
            return self._entry(at, Flow.OTHER, amount, goods)
        return self._entry(at, Flow.BACK if amount < 0 else Flow.GOODS, amount, goods)

    def _of_sides(self, at: int, amount: int, kind: str, goods: Goods) -> Entry:
        """A line of debit and credit; which of them is ours is told later, by the amounts that both books have."""
        flow = Flow.GOODS if goods.is_named else Flow.UNKNOWN
        if _BACK.search(kind):
            flow = Flow.BACK
        elif _PAID.search(kind) and not goods.is_named:
            flow = Flow.MONEY
        elif _BESIDE.search(kind) and not goods.is_named:
            flow = Flow.OTHER
        return self._entry(at, flow, amount, goods)

    def _amount(self, at: int) -> int | None:
        amount = self.number(at, words.LINE_AMOUNT)
        if amount is not None:
            return amount
        net = self.number(at, words.AMOUNT_NET)
        if net is not None:
            return net + (self.number(at, words.TAX_AMOUNT) or 0)
        quantity, price = self.number(at, words.LINE_QTY), self.number(at, *_PRICES)
        has_others = any(self.number(at, one) for one in _OTHER_AMOUNTS)
        if quantity is None or price is None or has_others:
            return None
        return line_amount(quantity, price)

    def _price(self, at: int, amount: int | None, quantity: int | None) -> int | None:
        """The price with tax, as ours are: beside an amount with tax, one without is what that amount makes it."""
        written = self.number(at, *_PRICES)
        is_net = self.number(at, words.UNIT_PRICE_INCL) is None and (
            self.number(at, words.LINE_AMOUNT) is not None or self.number(at, words.TAX_AMOUNT) is not None
        )
        if written is None or not is_net or not amount or not quantity:
            return written
        return price_of(abs(amount), abs(quantity))

    def _entry(self, at: int, flow: Flow, amount: int | None, goods: Goods) -> Entry:
        is_of_goods = flow in (Flow.GOODS, Flow.BACK, Flow.UNKNOWN)
        quantity = self.number(at, words.LINE_QTY) if is_of_goods else None
        if quantity is not None and amount is not None:
            quantity = -abs(quantity) if amount < 0 else abs(quantity)
        day = self.text(at, words.LINE_DATE)
        texts = (self.text(at, one) for one in _WORDS)
        return Entry(
            key="",
            day=None if day is None else _ordinal(day),
            flow=flow,
            numbers=numbers_of((self.text(at, words.SHIPMENT_NO), self.text(at, words.THEIR_NO))),
            orders=numbers_of((self.text(at, words.RELATED_ORDER_NO), self.text(at, words.CUSTOMER_PO_NO))),
            amount=amount,
            quantity=quantity,
            price=self._price(at, amount, quantity) if is_of_goods else None,
            goods=goods,
            currency=self.text(at, words.CURRENCY) or "",
            own=numbers_of([self.text(at, words.THEIR_NO)]),
            mentioned=numbers_in(*texts),
        )


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


_WORDS = (words.LINE_KIND, words.LINE_REMARK, words.PRODUCT_NAME)
_PAYABLE = "应付"
_PRICES = (words.UNIT_PRICE_INCL, words.UNIT_PRICE_NET)
_OTHER_AMOUNTS = (words.PAID_AMOUNT, words.RETURNED_AMOUNT, words.DEBIT_SIDE, words.CREDIT_SIDE)
