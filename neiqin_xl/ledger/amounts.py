"""What a line comes to: as its paper says, else at the price that other papers give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from neiqin_xl import money
from neiqin_xl.ledger.lacking import Lacking
from neiqin_xl.ledger.line_columns import LineColumns
from neiqin_xl.ledger.own_amount import net_amount, own_amount
from neiqin_xl.ledger.priced import Price, Priced
from neiqin_xl.ledger.store import Row

_PAPER, _TAXED, _WITHOUT_TAX = map(int, (Priced.PAPER, Priced.TAXED, Priced.WITHOUT_TAX))
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
        told = dict(zip(self.names, self.values(row), strict=True))
        own = own_amount(told, quantity)
        if own is not None:
            return own, _PAPER
        if (net := net_amount(told, quantity)) is not None:
            rate = self.lacking.tax_rate(row)
            return (0, _WITHOUT_TAX) if rate is None else (money.add_tax(net, rate)[1], _TAXED)
        price = self.lacking.price(row)
        return (price.amount(quantity), int(price.source)) if isinstance(price, Price) else (0, int(price))
