"""What a line comes to: as its paper says, else at the price that other papers give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from neiqin_xl import money
from neiqin_xl.ledger.lacking import Lacking, Priced
from neiqin_xl.ledger.line_columns import LineColumns
from neiqin_xl.ledger.store import Row

_NOT, _PAPER = int(Priced.NOT), int(Priced.PAPER)
MONEY_FIELDS = frozenset(
    (
        *("is_gift", "amount_incl", "amount_net", "tax_amount", "tax_rate"),
        *("unit_price_incl", "unit_price_net", "discount_rate", "discount_amount"),
    )
)


class Amounts:
    """The amounts owed with tax for rows of one type, in fen, and where they came from; `at` as in `Lacking`."""

    def __init__(self, at: Mapping[str, int], lacking: Lacking) -> None:
        self.quantity, self.amount, self.gift = at.get("qty"), at.get("amount_incl"), at.get("is_gift")
        self.lacking = lacking
        self.names = [name for name in at if name in MONEY_FIELDS]
        self.values = itemgetter(*(at[name] for name in self.names)) if self.names else tuple

    def of(self, told: LineColumns) -> tuple[Sequence[int], Sequence[int]]:
        """By line the amount and, as in `Priced`, its source."""
        if self.amount is None:
            return [0] * len(told), [_PAPER] * len(told)
        said = told.columns[self.amount]
        some_are_gifts = self.gift is not None and any(told.columns[self.gift])
        if None not in said and not some_are_gifts:
            return said, [_PAPER] * len(told)
        found = [self._of(row, amount) for row, amount in zip(told.rows, said, strict=True)]
        return [amount for amount, _ in found], [priced for _, priced in found]

    def _of(self, row: Row, said: int | None) -> tuple[int, int]:
        if self.gift is not None and row[self.gift]:
            return 0, _PAPER
        if said is not None:
            return said, _PAPER
        quantity = 0 if self.quantity is None else row[self.quantity] or 0
        own = own_amount(dict(zip(self.names, self.values(row), strict=True)), quantity)
        if own is not None:
            return own, _PAPER
        price = self.lacking.price(row)
        if price is None:
            return 0, _NOT
        return money.line_amount(quantity, price.unit, price.paid), int(price.source)


def own_amount(get: Mapping[str, int | None], quantity: int) -> int | None:
    """What the paper itself says a line comes to, with tax; None where it gives neither amount nor price.

    The price with tax goes before the net one, and each path rounds once.
    """
    amount, net, tax, rate = get.get("amount_incl"), get.get("amount_net"), get.get("tax_amount"), get.get("tax_rate")
    if amount is not None:
        return amount
    if net is not None and tax is not None:
        return net + tax
    if net is not None:
        return money.add_tax(net, rate or 0)[1]
    paid, off = get.get("discount_rate"), get.get("discount_amount") or 0
    if (price := get.get("unit_price_incl")) is not None:
        return money.line_amount(quantity, price, paid, off)
    if (price := get.get("unit_price_net")) is not None:
        return money.add_tax(money.line_amount(quantity, price, paid, off), rate or 0)[1]
    return None
