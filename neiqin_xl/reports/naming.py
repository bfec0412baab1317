"""How pages call customers, products, currencies and the places that lines came from."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.money import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Item

UNNAMED = "（未填）"


def currency_name(code: str) -> str:
    """人民币 for CNY; the code itself for a currency without a name here."""
    return words.CURRENCY_NAMES.get(code, (code, code))[0]


def currency_unit(code: str) -> str:
    """元 for CNY; the code itself for a currency without a name here."""
    return words.CURRENCY_NAMES.get(code, (code, code))[1]


def titled(title: str, code: str) -> str:
    """A block's title with the unit of its amounts: 按客户（人民币，金额单位：元）."""
    return f"{title}（{currency_name(code)}，金额单位：{currency_unit(code)}）"


def charted(title: str, code: str) -> str:
    """A chart's title with the unit of its amounts: 发货净额（人民币，元）, 发货净额（美元）."""
    return f"{title}（{'，'.join(dict.fromkeys((currency_name(code), currency_unit(code))))}）"


class Names:
    """Customers and products by their ids, as pages print them; asked of the books once."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.customers = books.customers()
        self.marks = True
        self._goods: dict[tuple[str, bool], tuple[str, str]] = {}

    @cached_property
    def products(self) -> dict[str, Item]:
        """The products by id; what is only about money never asks for them."""
        return self._books.products()

    def for_customers(self) -> Names:
        """The same names without 待建档, which is nothing that a customer need read."""
        unmarked = copy(self)
        unmarked.marks = False
        return unmarked

    def customer_code(self, key: str) -> str:
        """The customer's code, blank where there is none yet."""
        party = self.customers.get(key)
        return party.code if party else ""

    def customer(self, key: str) -> str:
        """The customer's full name, marked 待建档 where the customer is not on file."""
        party = self.customers.get(key)
        return self._shown(party.name or party.short_name or party.code, known=party.known) if party else UNNAMED

    def product_code(self, key: str) -> str:
        """The product's code, blank where there is none yet."""
        item = self.products.get(key)
        return item.code if item else ""

    def product(self, key: str) -> str:
        """The product's name, marked 待建档 where the product is not on file."""
        item = self.products.get(key)
        return self._shown(item.name or item.code, known=item.known) if item else UNNAMED

    def spec(self, key: str) -> str:
        """The product's 规格型号, blank where there is none."""
        item = self.products.get(key)
        return item.spec if item else ""

    def goods(self, key: str) -> tuple[str, str]:
        """The product's name and its 规格型号: what most lines say, of not so many products."""
        found = self._goods.get((key, self.marks))
        if found is None:
            found = self._goods[key, self.marks] = self.product(key), self.spec(key)
        return found

    def product_label(self, key: str) -> str:
        """Name and 规格 in one, for charts and narrow pages."""
        return " ".join(part for part in (self.product(key), self.spec(key)) if part)

    def _shown(self, name: str, *, known: bool) -> str:
        return marked(name or UNNAMED, known=known or not self.marks)


def marked(name: str, *, known: bool) -> str:
    """The name, with 待建档 behind it unless its bearer is on file."""
    return name if known else f"{name}（{words.TO_BE_FILED}）"


def place(file: str | None, sheet: str | None, row: int | None) -> str:
    """Where a line was read: 发货1105.xlsx!发货!12, without the parts that are not known."""
    return "!".join([str(part) for part in (file, sheet, row) if part is not None and part != ""])


def places(files: Sequence[str | None], sheets: Sequence[str | None], rows: Sequence[int | None]) -> list[str]:
    """The same for columns of lines, many of which were read in one sheet."""
    before = {(file, sheet): place(file, sheet, None) for file, sheet in {*zip(files, sheets, strict=True)}}
    found = [before[where] for where in zip(files, sheets, strict=True)]
    return [
        f"{where}!{row}" if where and row is not None else place(where, None, row)
        for where, row in zip(found, rows, strict=True)
    ]


def quantity_total(amounts: Iterable[tuple[str | None, int]]) -> tuple[int | None, str]:
    """The total of (unit, QTY) pairs where all have one unit, else None; and the totals by unit as a sentence."""
    by_unit: defaultdict[str, int] = defaultdict(int)
    for unit, quantity in amounts:
        by_unit[unit or UNNAMED] += quantity
    if not by_unit:
        return None, ""
    if len(by_unit) == 1:
        return next(iter(by_unit.values())), ""
    listed = "；".join(f"{unit} {plain(quantity, 4)}" for unit, quantity in sorted(by_unit.items()))
    return None, f"单位不同的数量不相加：{listed}"
