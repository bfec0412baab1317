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
_CURRENCY, _COMPANY = 1, 2


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

    @property
    def quantities(self) -> tuple[int, int, int]:
        """Shipped, returned and net."""
        return self.shipped_quantity, self.returned_quantity, self.net_quantity


_PLACE = {Measure.SHIPPED.value: 0, Measure.RETURNED.value: 2, Measure.ORDERED.value: 4}


class Tally:
    """Figures added up under keys."""

    def __init__(self) -> None:
        self._sums: dict[Any, list[int]] = {}

    def add(self, measure: str, keys: Iterable[Any], quantities: Iterable[int], amounts_fen: Iterable[int]) -> None:
        """Count postings of one measure (by its value, as the books say it), or sums of them, each under its key."""
        place, sums, nothing = _PLACE[measure], self._sums, [0] * len(Figures._fields)
        for key, quantity, amount in zip(keys, quantities, amounts_fen, strict=True):
            held = sums.get(key)
            if held is None:
                held = sums[key] = nothing[:]
            held[place] += quantity
            held[place + 1] += amount

    def figures(self) -> dict[Any, Figures]:
        """The figures of every key."""
        return dict(zip(self._sums, map(Figures._make, self._sums.values()), strict=True))


class Movements:
    """Everything that moved in a window, asked of the books once."""

    def __init__(self, books: Books, window: Window) -> None:
        self.window = window
        parts: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for row in books.moved(MEASURES, window.since, window.before, ("measure", *DIMENSIONS)):
            parts[row[0], row[_CURRENCY]].append(row)
        # As columns they add up much faster.
        self._columns = [(*part, [*zip(*rows, strict=True)]) for part, rows in parts.items()]

    def currencies(self) -> set[str]:
        """The currencies in which anything moved."""
        return {code for _, code, _ in self._columns}

    def by(self, *dimensions: str, currency: str | None = None) -> dict[Any, Figures]:
        """Figures by tuples of the dimensions named, at least one, of one currency or (for quantities only) of all."""
        places = [1 + DIMENSIONS.index(name) for name in dimensions]
        tally = Tally()
        for measure, code, columns in self._columns:
            if currency is None or code == currency:
                tally.add(measure, zip(*[columns[place] for place in places], strict=True), columns[-2], columns[-1])
        return tally.figures()

    def total(self, currency: str) -> Figures:
        """The figures of a currency as a whole."""
        tally = Tally()
        for measure, code, columns in self._columns:
            if code == currency:
                tally.add(measure, [()], [sum(columns[-2])], [sum(columns[-1])])
        return tally.figures().get((), Figures())

    def companies(self) -> set[str]:
        """Those of our companies of which anything moved."""
        return {company for _, _, columns in self._columns for company in columns[_COMPANY]}


def in_order(currencies: Iterable[str]) -> list[str]:
    """Currencies as pages list them: CNY first, then by code."""
    return sorted(currencies, key=lambda code: (code != "CNY", code))
