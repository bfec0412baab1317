"""A year of a made-up wholesaler: its customers, and every paper about goods and money, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from zlib import crc32

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
OPENED = date(2025, 12, 31)
NEW_PRICES = date(2026, 7, 1)
OTHER_COMPANY = "白桦分公司"

_PLACES = (
    "云杉", "竹筏", "雾凇", "白鹭", "青禾", "赤松", "蓝湾", "石桥", "金穗", "银杏", "海棠", "芦苇", "丹枫", "紫荆", "翠湖",
    "玉泉", "长亭", "晨曦", "沧浪", "麦田",
)  # fmt: skip
_TRADES = ("五金机电有限公司", "建材经营部")
_GOODS = (
    "内六角螺栓", "平垫圈", "球阀", "橡胶软管", "角磨片", "钻头", "密封条", "断路器", "膨胀管", "焊条", "手套", "黄油枪",
)  # fmt: skip
_UNITS = (
    "个", "个", "只", "米", "片", "支", "米", "只", "包", "公斤", "双", "把",
)  # fmt: skip


@dataclass(frozen=True)
class Customer:
    """`nick` is how papers also call it; `ordering` customers are shipped against orders, whose prices count."""

    code: str
    name: str
    nick: str
    currency: str
    terms: str
    company: str = ""
    ordering: bool = False
    opening: Decimal | None = None
    names_currency: bool = False

    def other_money(self):
        """The same customer's account in the other currency; its papers always name it, and belong to no order."""
        other = "CNY" if self.currency == "USD" else "USD"
        return replace(self, currency=other, company="", opening=None, ordering=False, names_currency=True)


@dataclass(frozen=True)
class Product:
    """What is sold, and its price with tax in each half of the year."""

    code: str
    name: str
    unit: str
    prices: tuple[Decimal, Decimal]

    def price(self, day):
        return self.prices[day >= NEW_PRICES]


@dataclass(frozen=True)
class Line:
    """`price` is with or without tax as the paper's way has it; `rate` is the tax, `paid` the share, `off` the sum."""

    product: Product
    qty: Decimal
    price: Decimal
    rate: Decimal = Decimal("0.13")
    paid: Decimal = Decimal(1)
    off: Decimal = Decimal(0)
    gift: bool = False


@dataclass(frozen=True)
class Goods:
    """A slip, a return or an order; `way` says which columns give its amounts. `id` is what makes two papers one.

    What is not `numbered` stands on a sales list without numbers.
    """

    kind: str
    id: str
    day: date
    customer: Customer
    way: str
    lines: tuple[Line, ...]
    about: str = ""
    disposition: str = ""
    void: bool = False
    numbered: bool = True

    @property
    def freight(self):
        """What a slip charges beside its goods: every third does, as its number has it."""
        drawn = crc32(self.id.encode())
        return Decimal(drawn % 9_000 + 1) / 100 if self.kind == "shipment" and self.numbered and drawn % 3 == 0 else 0


@dataclass(frozen=True)
class Money:
    """A payment, or money paid back where it is negative; one without a number is a row of a bank's list."""

    id: str
    day: date
    customer: Customer | None
    amount: Decimal
    fee: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    purpose: str = "货款"
    refs: str = ""
    payer: str = ""
    kind: str = "receipt"

    @property
    def from_bank(self):
        return bool(self.payer)


@dataclass(frozen=True)
class Change:
    """An adjustment; its type says whether more or less is owed."""

    id: str
    day: date
    customer: Customer
    type: str
    amount: Decimal
    void: bool = False
    kind: str = "adjustment"


@dataclass(frozen=True)
class Opened:
    """What a customer owed when the books began, whole or for one open paper."""

    id: str
    customer: Customer
    amount: Decimal
    paper: str = ""
    day: date = OPENED
    kind: str = "opening"


@dataclass
class Drop:
    """A sheet that is dropped: papers of one kind. `undoes` takes an earlier drop back instead.

    `balances` are what the bank's list says that the account held after each payment.
    """

    kind: str
    papers: list = field(default_factory=list)
    undoes: Drop | None = None
    balances: list = field(default_factory=list)

    def about(self):
        """The ids of the papers that it brings or takes back."""
        return self.undoes.about() if self.undoes else {one.id for one in self.papers}


@dataclass
class Year:
    """The customers, what is sold, the orders, and the sheets in the order in which they were written."""

    customers: list[Customer]
    products: list[Product]
    drops: list[Drop]


def customers_of(random, count):
    made = []
    for n in range(count):
        place, trade = _PLACES[n % len(_PLACES)], _TRADES[n // len(_PLACES)]
        is_abroad = n % 13 == 5
        made.append(
            Customer(
                code=f"K{n + 1:03d}",
                name=f"{place}{trade}",
                nick=f"{place}{trade[:2]}",
                currency="USD" if is_abroad else "CNY",
                terms=random.choice(("月结30天", "月结60天", "现结")),
                company=OTHER_COMPANY if n % 17 == 9 else "",
                ordering=n % 3 == 0,
                opening=None if n % 4 == 3 else money(random, -3000, 9000),
                names_currency=is_abroad,
            )
        )
    return made


def money(random, least, most):
    return Decimal(random.randint(least * 100, most * 100)) / 100


def products_of(random):
    made = []
    for n, (name, unit) in enumerate(zip(_GOODS, _UNITS, strict=True)):
        before = Decimal(random.randint(1500, 990000)) / 10000
        made.append(Product(f"P{n + 1:02d}", name, unit, (before, before + Decimal(random.randint(1, 9999)) / 1000)))
    return made


class Drawing:
    """Papers drawn one by one, numbered as they come."""

    def __init__(self, random: Random, products) -> None:
        self.random, self.products, self.count = random, products, 0
        self.ordered: dict[str, list[Goods]] = {}

    def number(self, prefix):
        self.count += 1
        return f"{prefix}{self.count:05d}"

    def day(self, month):
        return date(2026, month, 1) + timedelta(days=self.random.randrange(28))

    def lines(self, way, day, most=3):
        """Lines of different products. A way without prices has those of the list or the order."""
        made = []
        for product in self.random.sample(self.products, self.random.randint(1, most)):
            qty = Decimal(self.random.randint(1, 400)) / self.random.choice((1, 1, 1, 10))
            price = product.price(day) if way in ("list", "order") else product.price(day) + self.random.randint(0, 3)
            line = Line(product, qty, price)
            if way in ("net", "net price"):
                line = replace(line, rate=Decimal(self.random.choice(("0.13", "0.09", "0.06", "0"))))
            elif way == "share":
                line = replace(line, paid=Decimal(self.random.choice(("0.95", "0.88", "1"))))
            elif way == "off":
                line = replace(line, off=min(money(self.random, 0, 5), qty * price / 2).quantize(Decimal("0.01")))
            elif way == "gross" and self.random.random() < 0.1:
                line = replace(line, gift=True)
            made.append(line)
        return tuple(made)

    def way(self, customer):
        if customer.ordering and self.random.random() < 0.4:
            return "order"
        ways = ["gross", "gross price", "gross amount", "net", "net price", "free", "share", "off"]
        return self.random.choice(ways if customer.ordering else [*ways, "list"])

    def order(self, customer, day):
        made = Goods("order", self.number("DD"), day, customer, "gross", self.lines("order", day))
        self.ordered.setdefault(customer.code, []).append(made)
        return made

    def slip(self, customer, day):
        """A slip: of a part of an order, of more than was ordered, of something else, or without any."""
        way = self.way(customer)
        orders = [one for one in self.ordered.get(customer.code, ()) if one.day <= day and customer.ordering]
        if way == "order" and not orders:
            way = "gross"
        if way == "order":
            order = self.random.choice(orders)
            shares = (Decimal("0.5"), Decimal(1), Decimal("1.5"))
            lines = tuple(replace(one, qty=one.qty * self.random.choice(shares)) for one in order.lines)
            return Goods("shipment", self.number("SH"), day, customer, way, lines, about=order.id)
        about = self.random.choice(orders).id if orders and self.random.random() < 0.5 else ""
        return Goods("shipment", self.number("SH"), day, customer, way, self.lines(way, day), about=about)

    def listed(self, customer, day):
        """A sale that only a list without numbers has."""
        lines = tuple(replace(one, gift=False) for one in self.lines("gross", day, most=2))
        return Goods("shipment", self.number("MX"), day, customer, "gross", lines, numbered=False)

    def returned(self, slip, day):
        """A part of a slip coming back, later and at the slip's price, at one of its own, or not to be paid for."""
        line = self.random.choice(slip.lines)
        least = Decimal("0.1") if line.qty % 1 else Decimal(1)
        qty = max(least, (line.qty / self.random.randint(2, 5)).quantize(least))
        # Where there are orders too, a slip that is taken back leaves its returns at the price of one of them.
        way = "gross" if slip.customer.ordering else self.random.choice(("slip", "gross"))
        price = (line.price * self.random.choice((1, Decimal("0.9")))).quantize(Decimal("0.0001"))
        kind = self.random.choice(("退款", "退款", "换货补发", "返修", "仅扣款", ""))
        back = replace(line, qty=qty, price=price, paid=Decimal(1), off=Decimal(0))
        return Goods("goods_return", self.number("TH"), day, slip.customer, way, (back,), slip.id, kind)

    def paid(self, customer, day):
        number, amount = self.number("HK"), money(self.random, 50, 8000)
        match self.random.randrange(9):
            case 0:
                return Money(number, day, customer, amount, fee=money(self.random, 1, 20))
            case 1:
                return Money(number, day, customer, amount, rounding=Decimal(self.random.randint(1, 99)) / 100)
            case 2:
                return Money(number, day, customer, amount, purpose=self.random.choice(("订金", "预收")))
            case 3:
                return Money(number, day, customer, -amount / 10 // 1)
            case 4 | 5 | 6 if customer.currency == "CNY" and not customer.company:
                return Money(number, day, customer, amount, payer=customer.name)
            case _:
                return Money(number, day, customer, amount)

    def change(self, customer, day):
        kind = self.random.choice(("费用", "调增", "调减", "折让", "对冲", "坏账", "抹零"))
        amount = Decimal(self.random.randint(1, 99)) / 100 if kind == "抹零" else money(self.random, 1, 300)
        return Change(self.number("TZ"), day, customer, kind, amount)
