"""Where the amount of a line comes from, and what one unit costs where other papers say it (RULES 10)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from neiqin_xl import money


class Priced(IntEnum):
    """Where a line's amount came from; nothing but 0 or less is no price yet, and the negative ones say why."""

    SEVERAL = -3
    """The slip that it comes back of has several prices for it."""
    WITHOUT_TAX = -2
    """Only a price without tax is known, and nobody says the rate."""
    OTHER_UNIT = -1
    """The price that goes with it is for another unit, and nobody says how many go into one."""
    NOT = 0
    PAPER = 1
    ORDER = 2
    SHIPMENT = 3
    LIST = 4
    HELPED = 5
    """The order's or the slip's price, with what the price list says of its unit or its tax."""
    TAXED = 6
    """The paper's own net amount, with a rate that other papers say."""


def _in_sql(sources: Iterable[Priced]) -> str:
    return f"({', '.join(str(int(one)) for one in sources)})"


ON_PAPER = _in_sql((Priced.PAPER, Priced.TAXED))
"""Those of amounts that the paper itself gives, to be asked in SQL."""
BY_THE_LIST = _in_sql((Priced.LIST, Priced.HELPED))
"""Those of amounts that rest on a price list, to be asked in SQL."""
OF_THE_LIST = _in_sql(one for one in Priced if one <= Priced.NOT or one in (Priced.LIST, Priced.HELPED, Priced.TAXED))
"""Those of amounts that another price list may change, to be asked in SQL."""


class Price(NamedTuple):
    """A price × 10^6 of one unit before discount, the share of it that is paid, and where it was found.

    It is exact: amounts are made of it, and rounded once. Net ones have the `tax` rate that comes on top.
    """

    unit: int | Fraction
    paid: int | None
    source: Priced
    tax: int = 0

    def amount(self, quantity: int) -> int:
        """What a quantity × 10^4 comes to with tax, in fen."""
        if isinstance(self.unit, int):  # as mostly: fractions take long
            fen = money.line_amount(quantity, self.unit, self.paid)
        else:
            exact = self.unit * quantity * (money.RATE_ONE if self.paid is None else self.paid)
            fen = money.half_up(exact.numerator, exact.denominator * money.RATE_ONE * 10**8)
        return money.add_tax(fen, self.tax)[1] if self.tax else fen

    def times(self, factor: int | Fraction) -> Price:
        """The price of so many units."""
        return self._replace(unit=self.unit * factor)


def with_tax(net_price: int, rate: int) -> int:
    """A unit price with tax from one without, both × 10^6."""
    return net_price + money.half_up(net_price * rate, money.RATE_ONE)
