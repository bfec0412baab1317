"""The lines of an account in our books as entries, to be held against a customer's statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.money import price_of
from neiqin_xl.reconcile.posted import day_of
from neiqin_xl.reconcile.statement import Line, Movement, Sort
from neiqin_xl.reconcile.theirs.entries import FREIGHT, NO_GOODS, Entry, Flow, Goods, keys_of, numbers_of

GoodsOf = Callable[[str], Goods]
"""The goods of a product by its id."""
_FLOWS = {
    Sort.SHIPMENT: Flow.GOODS,
    Sort.INVOICE: Flow.GOODS,
    Sort.CHARGE: Flow.GOODS,
    Sort.RETURN: Flow.BACK,
    Sort.RECEIPT: Flow.MONEY,
    Sort.REFUND: Flow.MONEY,
    Sort.PRIOR: Flow.PRIOR,
}
_GOODS = (words.SHIPMENT.key, words.GOODS_RETURN.key, words.INVOICE.key)
_BESIDE_GOODS = {words.FREIGHT_CHARGE.key: FREIGHT}


def of_account(
    lines: Iterable[Line], postings: Mapping[int, Posting], goods_of: GoodsOf, number_of: Mapping[int, str]
) -> list[Entry]:
    """The movements of a period. What a payment settles beside its money (fee, rounding) is part of it.

    `postings` and `number_of` (the bank's number of a payment) are by line.
    """
    made = []
    for held in entered_together(lines):
        first, change = held[0], sum(one.change for one in held)
        posting = postings.get(first.line) if first.line is not None else None
        flow = _FLOWS.get(first.sort, Flow.OTHER)
        number = number_of.get(first.line, "") if first.line is not None else ""
        if posting is not None:
            made.append(_entry(posting, flow, change, goods_of, number, outside=False))
        else:
            made.append(Entry("", first.day.toordinal(), flow, numbers_of([first.number]), change))
    return _keyed(made)


def entered_together(lines: Iterable[Line]) -> list[list[Movement]]:
    """The movements behind each entry that `of_account` makes, in its order: those of one line of ours together."""
    moved: defaultdict[object, list[Movement]] = defaultdict(list)
    for place, line in enumerate(lines):
        moved[line.movement.line if line.movement.line is not None else ("unposted", place)].append(line.movement)
    return list(moved.values())


def beside_period(postings: Iterable[Posting], goods_of: GoodsOf, number_of: Mapping[int, str]) -> list[Entry]:
    """Lines of other periods, which may be in the customer's already or still."""
    made = []
    for one in postings:
        back = one.amount_fen < 0
        flow = Flow.MONEY if one.type == words.RECEIPT.key else Flow.BACK if back else Flow.GOODS
        flow = flow if one.type in (*_GOODS, words.FREIGHT_CHARGE.key, words.RECEIPT.key) else Flow.OTHER
        made.append(_entry(one, flow, one.amount_fen, goods_of, number_of.get(one.line_id, ""), outside=True))
    return _keyed(made)


def _entry(one: Posting, flow: Flow, amount: int, goods_of: GoodsOf, number: str, *, outside: bool) -> Entry:
    is_of_goods = one.type in _GOODS
    price = price_of(abs(amount), abs(one.quantity)) if is_of_goods and one.quantity and one.priced else None
    return Entry(
        key="",
        day=day_of(one).toordinal(),
        flow=flow,
        numbers=numbers_of((one.number, number)),
        orders=numbers_of((one.order_no, one.po_no)),
        amount=amount,
        quantity=one.quantity if is_of_goods and one.quantity else None,
        price=price,
        goods=goods_of(one.product) if is_of_goods else _BESIDE_GOODS.get(one.type, NO_GOODS),
        currency=one.currency,
        outside=outside,
    )


def _keyed(made: list[Entry]) -> list[Entry]:
    keys = keys_of(
        (one.numbers, one.day, one.amount, one.quantity, one.flow.value, *sorted(one.goods.codes), one.goods.name)
        for one in made
    )
    return [replace(one, key=key) for one, key in zip(made, keys, strict=True)]
