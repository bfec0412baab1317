"""What was shipped, returned and ordered in a window, summed by any of its dimensions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from neiqin_xl.model.posting import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.windows import Window

MEASURES = (Measure.SHIPPED, Measure.RETURNED, Measure.ORDERED)
DIMENSIONS = ("currency", "company", "customer", "product", "unit", "salesperson", "office")
_CURRENCY = 1


class Figures(NamedTuple):
    """Quantities (QTY) and amounts (分) shipped, returned and ordered; what was returned is kept positive."""

    shipped_quantity: int = 0
    shipped: int = 0
    returned_quantity: int = 0
    returned: int = 0
    ordered_quantity: int = 0
    ordered: int = 0

    @property
    def net(self) -> int:
        """发货净额: shipped less returned."""
        return self.shipped - self.returned

    @property
    def net_quantity(self) -> int:
        """净销量: shipped less returned."""
        return self.shipped_quantity - self.returned_quantity


_PLACE = {Measure.SHIPPED.value: 0, Measure.RETURNED.value: 2, Measure.ORDERED.value: 4}


class Tally:
    """Figures added up under keys."""

    def __init__(self) -> None:
        self._sums: dict[Any, list[int]] = defaultdict(lambda: [0] * len(Figures._fields))

    def add(self, key: object, measure: str, quantity: int, amount_fen: int) -> None:
        """Count one posting, or a sum of postings, under `key`; the measure by its value, as the books say it."""
        place = _PLACE[measure]
        sums = self._sums[key]
        sums[place] += quantity
        sums[place + 1] += amount_fen

    def figures(self) -> dict[Any, Figures]:
        """The figures of every key."""
        return {key: Figures(*sums) for key, sums in self._sums.items()}


class Movements:
    """Everything that moved in a window, asked of the books once."""

    def __init__(self, books: Books, window: Window) -> None:
        self.window = window
        self._rows = books.sums(MEASURES, window.since, window.before, by=("measure", *DIMENSIONS))

    def currencies(self) -> set[str]:
        """The currencies in which anything moved."""
        return {row[_CURRENCY] for row in self._rows}

    def by(self, *dimensions: str, currency: str | None = None) -> dict[Any, Figures]:
        """Figures by tuples of the dimensions named, of one currency or (for quantities only) of all."""
        places = [1 + DIMENSIONS.index(name) for name in dimensions]
        tally = Tally()
        for row in self._rows:
            if currency is None or row[_CURRENCY] == currency:
                tally.add(tuple([row[place] for place in places]), row[0], row[-2], row[-1])
        return tally.figures()

    def total(self, currency: str) -> Figures:
        """The figures of a currency as a whole."""
        return self.by(currency=currency).get((), Figures())


def in_order(currencies: Iterable[str]) -> list[str]:
    """Currencies as pages list them: CNY first, then by code."""
    return sorted(currencies, key=lambda code: (code != "CNY", code))
