"""The money of the sample month: who owed what when the books began, who has paid, and what is odd about it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from neiqin_xl.demo.company import CUSTOMERS, KUNMING, OFFICES, customer
from neiqin_xl.demo.invoicing import bills_of
from neiqin_xl.demo.money import BEGAN, Money, Owed, Payment, Settled
from neiqin_xl.demo.month import Document, Month, next_working_day

_SEED = 20260831


def money_of(month: Month) -> Money:
    """The money that belongs to the month's goods, the same every time."""
    chance = random.Random(_SEED)
    owed = tuple(_owed(chance))
    payments = sorted(_payments(chance, month, owed), key=lambda one: (one.day, one.payer))
    return Money(owed, tuple(payments), tuple(bills_of(month)), tuple(_settled()))


_AGREED = {"拾穗雀": date(2026, 11, 5), "半亩月": date(2026, 11, 7), "梯云谷": date(2026, 11, 12)}
"""Who may pay what he owed when the books began by a later day, and does not before."""


def _owed(chance: random.Random) -> Iterator[Owed]:
    """A sum for each customer of Chengdu and Wuhan, a paper or two for those of Kunming; one had paid in advance."""
    for office in OFFICES:
        serial = 4900
        for shop in (one for one in CUSTOMERS if one.office == office.name and not one.counter):
            if shop.short == "荷塘燕":
                yield Owed(shop, -120_000)
            elif office != KUNMING:
                yield Owed(shop, chance.randint(150_000, 1_400_000))
            else:
                for day in sorted(BEGAN - timedelta(days=chance.randint(3, 70)) for _ in range(chance.randint(1, 2))):
                    serial += 1
                    due = _AGREED.get(shop.short, day + timedelta(days=30))
                    yield Owed(shop, chance.randint(120_000, 800_000), f"KF{serial}", day, due)


def _payments(chance: random.Random, month: Month, owed: Iterable[Owed]) -> Iterator[Payment]:
    for i, one in enumerate(owed):
        if one.amount_fen > 0 and one.customer.short not in _AGREED:
            yield from _for_what_was_owed(chance, one, i % 9)
    for slip in month.shipments:
        if slip.customer.short in _ODD:
            continue
        yield from _for_goods(chance, slip)
    yield from _over_the_counter(month)
    yield from _oddities(month)


def _for_what_was_owed(chance: random.Random, one: Owed, fate: int) -> Iterator[Payment]:
    """Most pay in September, some in October, one in nine a part of it and one in nine nothing."""
    shop, note = one.customer, f"付{one.paper}货款" if one.paper else "8月货款"
    if fate <= 4:
        yield Payment(_working(date(2026, 9, 7), chance, 20), shop.name, one.amount_fen, shop, note=note)
    elif fate <= 6:
        yield Payment(_working(date(2026, 10, 9), chance, 18), shop.name, one.amount_fen, shop, note=note)
    elif fate == 7:
        part = one.amount_fen * 6 // 10 // 10_000 * 10_000
        yield Payment(_working(date(2026, 10, 9), chance, 18), shop.name, part, shop)


def _for_goods(chance: random.Random, slip: Document) -> Iterator[Payment]:
    """Who pays on the spot does so within days, mostly; who pays by the month has paid September's goods, mostly."""
    shop, wait = slip.customer, chance.randint(1, 3)
    if shop.terms in {"现结", "货到付款"} and chance.random() < 0.92:
        day = next_working_day(slip.day + timedelta(days=wait))
        if day <= _LAST_PAYMENT:
            yield Payment(day, shop.name, slip.amount_fen, shop, about=slip.number)
    elif shop.terms in {"月结", "月结30天"} and slip.day.month == 9 and chance.random() < 0.85:
        yield Payment(date(2026, 10, 30), shop.name, slip.amount_fen, shop, about=slip.number, note="9月货款")


def _over_the_counter(month: Month) -> Iterator[Payment]:
    """Counter shops pay twice a month for what they took until then."""
    for shop in (one for one in CUSTOMERS if one.counter):
        for days, paid in ((range(1, 16), date(2026, 10, 16)), (range(16, 30), date(2026, 10, 30))):
            due = sum(one.amount_fen for one in month.counter_sales if one.customer is shop and one.day.day in days)
            yield Payment(paid, shop.name, due, shop, note="门市货款")


_LAST_PAYMENT = date(2026, 10, 31)
_ODD = frozenset({"江豚里", "樱雨巷"})


def _oddities(month: Month) -> Iterator[Payment]:
    """Part of a slip paid, a sum that was rounded, a deposit, a round sum on account, and two that nobody knows."""
    slips = {one.number: one for one in month.shipments}
    part, last = slips["DN2620010"], slips["DN2620033"]
    yield Payment(date(2026, 10, 20), part.customer.name, 600_000, part.customer, about=part.number, note="部分货款")
    let_go = last.amount_fen % 100
    yield Payment(
        date(2026, 10, 28), last.customer.name, last.amount_fen - let_go, last.customer, last.number, let_go_fen=let_go
    )
    waiting = _not_sent(month, "湘蕨里")
    yield Payment(
        date(2026, 10, 29), waiting.customer.name, 200_000, waiting.customer, note="", purpose="订金",
        order_no=waiting.number,
    )  # fmt: skip
    shop = customer("橘灯巷")
    yield Payment(date(2026, 10, 15), shop.name, 2_000_000, shop, note="往来款")
    unknown = slips["KF5028"]
    yield Payment(date(2026, 10, 27), "段小棠", unknown.amount_fen, None, note=f"付{unknown.number}货款")
    yield Payment(date(2026, 10, 22), "蜀北云栖杂货店", 500_000, None, note="货款")


def _not_sent(month: Month, short: str) -> Document:
    """The customer's first order of which nothing has gone out, else his last one."""
    orders = [one for one in month.orders if one.customer.short == short]
    sent = {line.order_no for one in month.shipments for line in one.lines}
    return next((one for one in orders if one.number not in sent), orders[-1])


def _settled() -> Iterator[Settled]:
    yield Settled(
        "TZ202610001",
        date(2026, 10, 13),
        customer("岷舟坊"),
        "代垫运费",
        18_000,
        "CK20261012018",
        "代垫专线运费",
        adds=True,
    )
    yield Settled(
        "TZ202610002", date(2026, 10, 26), customer("桑葚坡"), "折让", 30_000, "CK20261021033", "外箱受潮，让价"
    )
    yield Settled("TZ202610003", date(2026, 10, 30), customer("竹喧巷"), "抹零", 113, "CK20261006007", "零头不收")


def _working(since: date, chance: random.Random, within: int) -> date:
    return next_working_day(since + timedelta(days=chance.randrange(within)))
