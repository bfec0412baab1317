"""What happened in the sample month: orders, shipments and returns of October 2026, and a little on either side."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from neiqin_xl.demo.company import CHENGDU, CUSTOMERS, KUNMING, OFFICES, PRODUCTS, WUHAN, Customer, Office, Product

PERIOD = "2026-10"
TODAY = date(2026, 11, 5)
_FIRST_ORDER, _LAST_ORDER, _LAST_SHIPMENT = date(2026, 9, 24), date(2026, 11, 2), date(2026, 11, 4)
_NATIONAL_DAY = (date(2026, 10, 1), date(2026, 10, 5))
DISCOUNTED, DISCOUNT = "锦鲤坪", Decimal("0.95")
_SEED = 20261005
_ORDERS_A_DAY = {CHENGDU: (1, 2, 2, 3), KUNMING: (1, 1, 2, 2), WUHAN: (1, 1, 2, 2)}
REPAIR = "返修"
_DISPOSITIONS = ("退款", "换货补发", REPAIR, "报废", "仅扣款")
_REASONS = ("外箱破损", "发错规格", "质量问题", "临期", "客户多订")

Wrong = tuple[tuple[str, str | float], ...]


def fen(yuan: Decimal) -> int:
    """Yuan as whole fen, half up."""
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Line:
    """An article on a paper. `price` is in yuan with tax; `paid_rate` is 0.95 where 95 % of it are to be paid.

    `wrong` is what stands on the paper instead of the truth, as (column, cell), and makes the line a faulty one.
    """

    product: Product
    quantity: Decimal
    price: Decimal
    order_no: str = ""
    paid_rate: Decimal = Decimal(1)
    wrong: Wrong = ()

    @property
    def amount_fen(self) -> int:
        """What the line costs, in fen, rounded once."""
        return fen(self.quantity * self.price * self.paid_rate)


@dataclass(frozen=True)
class Document:
    """A paper of `kind` order, shipment or goods_return. A counter sale has no number. `wrong` as for lines."""

    kind: str
    number: str
    day: date
    customer: Customer
    lines: tuple[Line, ...]
    due: date | None = None
    disposition: str = ""
    reason: str = ""
    shipment_no: str = ""
    wrong: Wrong = ()

    @property
    def amount_fen(self) -> int:
        """The sum of its lines in fen."""
        return sum(line.amount_fen for line in self.lines)


@dataclass(frozen=True)
class Month:
    """All papers of the sample month, each kind in order of its dates."""

    orders: tuple[Document, ...]
    shipments: tuple[Document, ...]
    counter_sales: tuple[Document, ...]
    returns: tuple[Document, ...]

    def of(self, office: Office, kind: str) -> list[Document]:
        """The office's papers in one of the four groups, named like the attributes."""
        group: tuple[Document, ...] = getattr(self, kind)
        return [one for one in group if one.customer.office == office.name]


def sample_month() -> Month:
    """The month, the same every time."""
    chance = random.Random(_SEED)
    orders = tuple(_orders(chance))
    shipments = tuple(_shipments(chance, orders))
    return Month(orders, shipments, tuple(_counter_sales(chance)), tuple(_returns(chance, shipments)))


def working_days(since: date, last: date) -> Iterator[date]:
    """Days on which the offices work: not on Sundays nor over the national holiday."""
    day = since
    while day <= last:
        if day.weekday() != 6 and not _NATIONAL_DAY[0] <= day <= _NATIONAL_DAY[1]:
            yield day
        day += timedelta(days=1)


def _orders(chance: random.Random) -> Iterator[Document]:
    serial: dict[str, int] = defaultdict(int)
    for day in working_days(_FIRST_ORDER, _LAST_ORDER):
        for office in OFFICES:
            shops = [one for one in CUSTOMERS if one.office == office.name and not one.counter]
            for shop in chance.sample(shops, chance.choice(_ORDERS_A_DAY[office])):
                serial[office.name] += 1
                number = _order_number(office, day, serial[office.name])
                articles = chance.sample(PRODUCTS, chance.randint(4, 10))
                rate = DISCOUNT if shop.short == DISCOUNTED else Decimal(1)
                lines = tuple(replace(_line(chance, article, number), paid_rate=rate) for article in articles)
                yield Document("order", number, day, shop, lines, due=day + timedelta(days=chance.randint(2, 9)))


def _order_number(office: Office, day: date, serial: int) -> str:
    if office is CHENGDU:
        return f"XS{day:%Y%m}-{serial:04d}"
    if office is KUNMING:
        return f"KM{1000 + serial}"
    return f"SO26{10000 + serial}"


def _shipment_number(office: Office, day: date, serial: int) -> str:
    if office is CHENGDU:
        return f"CK{day:%Y%m%d}{serial:03d}"
    if office is KUNMING:
        return f"KF{5000 + serial}"
    return f"DN26{20000 + serial}"


def _line(chance: random.Random, article: Product, order_no: str) -> Line:
    quantity = Decimal(chance.randint(20, 400)) / 10 if article.weighed else Decimal(chance.choice(_QUANTITIES))
    price = article.price if chance.random() < 0.8 else (article.price * Decimal("0.96")).quantize(Decimal("0.01"))
    return Line(article, quantity, price, order_no)


_QUANTITIES = (6, 10, 12, 15, 18, 20, 24, 30, 36, 40, 48, 50, 60, 72, 80, 96, 100, 120, 144, 200)


def _shipments(chance: random.Random, orders: Iterable[Document]) -> Iterator[Document]:
    """Each customer's goods of a day go on one slip, so that a slip may serve several orders."""
    going: dict[tuple[date, str], list[Line]] = defaultdict(list)
    shops = {one.code: one for one in CUSTOMERS}
    for order in orders:
        for share, wait in _parts(chance):
            day = next_working_day(order.day + timedelta(days=wait))
            if day <= _LAST_SHIPMENT:
                going[day, order.customer.code] += _shipped(chance, order.lines, share)
    serial: dict[str, int] = defaultdict(int)
    for day, code in sorted(going):
        shop = shops[code]
        office = next(one for one in OFFICES if one.name == shop.office)
        serial[office.name] += 1
        number = _shipment_number(office, day, serial[office.name])
        yield Document("shipment", number, day, shop, tuple(going[day, code]))


def _parts(chance: random.Random) -> list[tuple[str, int]]:
    """How an order goes out: whole, in two parts, or (once in twenty) not yet."""
    fate, wait = chance.random(), chance.randint(1, 5)
    if fate < 0.75:
        return [("all", wait)]
    if fate < 0.95:
        return [("half", wait), ("rest", wait + chance.randint(2, 6))]
    return []


def _shipped(chance: random.Random, lines: Iterable[Line], share: str) -> list[Line]:
    sent: list[Line] = []
    for line in lines:
        half = line.quantity // 2
        quantity = {"all": line.quantity, "half": half, "rest": line.quantity - half}[share]
        price = line.price * line.paid_rate
        if share == "all" and chance.random() < 0.02:
            quantity += 2
        if chance.random() < 0.01:
            price += Decimal("0.10")
        sent.append(replace(line, quantity=quantity, price=price, paid_rate=Decimal(1)))
    return sent


def next_working_day(day: date) -> date:
    """That day, or the first one after it on which the offices work."""
    return next(working_days(day, day + timedelta(days=14)))


def _counter_sales(chance: random.Random) -> Iterator[Document]:
    """Sales over the counter: one paper a customer and day, without any number."""
    shops = [one for one in CUSTOMERS if one.counter]
    for day in working_days(date(2026, 10, 6), date(2026, 10, 31)):
        for shop in chance.sample(shops, 2):
            articles = chance.sample(PRODUCTS, chance.randint(2, 5))
            yield Document("shipment", "", day, shop, tuple(_line(chance, article, "") for article in articles))


def _returns(chance: random.Random, shipments: Iterable[Document]) -> Iterator[Document]:
    """Now and then goods of a slip come back a week later, each time with another 处理方式."""
    serial = 0
    for slip in shipments:
        day = next_working_day(slip.day + timedelta(days=7))
        if day > _LAST_SHIPMENT or chance.random() > 0.3:
            continue
        back = chance.sample(slip.lines, min(len(slip.lines), chance.randint(1, 3)))
        lines = tuple(replace(line, quantity=max(Decimal(1), line.quantity // 10)) for line in back)
        disposition = _DISPOSITIONS[serial % len(_DISPOSITIONS)]
        serial += 1
        number = f"TH{day:%Y%m%d}{serial:03d}"
        yield Document(
            "goods_return",
            number,
            day,
            slip.customer,
            lines,
            disposition=disposition,
            reason=chance.choice(_REASONS),
            shipment_no=slip.number,
        )
