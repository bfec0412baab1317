"""A window's sales split by one dimension, each part beside what it was in the period before and the year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from neiqin_xl.model.report import Block, Cell
from neiqin_xl.reports.change import NOTHING, growth, share
from neiqin_xl.reports.movements import Figures, Movements
from neiqin_xl.reports.naming import quantity_total, titled
from neiqin_xl.reports.sales_document import AMOUNTS, QUANTITIES
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Table
    from neiqin_xl.reports.windows import Comparison


@dataclass(frozen=True)
class Sales:
    """What moved in the period, in the one before and in the same one a year before."""

    now: Movements
    previous: Movements
    year_before: Movements

    @classmethod
    def of(cls, books: Books, days: Comparison) -> Sales:
        """Ask the books once for each of the three windows."""
        return cls(Movements(books, days.now), Movements(books, days.previous), Movements(books, days.year_before))

    def currencies(self) -> set[str]:
        """The currencies in which anything moved in any of the three windows."""
        return self.now.currencies() | self.previous.currencies() | self.year_before.currencies()


@dataclass(frozen=True)
class Split:
    """How to split: the dimensions, the table that it makes, the cells for a key, what the rest is called.

    `top` parts are listed and the others added up in one row; 0 lists all. A table with quantities needs "unit" as the
    last dimension.
    """

    title: str
    dimensions: tuple[str, ...]
    table: Table
    cells: Callable[[Any], tuple[Cell, ...]]
    top: int = 0
    counter: str = ""

    @property
    def by_unit(self) -> bool:
        """Whether its table has quantities."""
        return self.table.columns[-len(AMOUNTS) - 1] is QUANTITIES[-1]

    @property
    def heads(self) -> int:
        """How many columns name a part."""
        return len(self.table.columns) - len(AMOUNTS) - len(QUANTITIES) * self.by_unit


_NONE = Figures()


def breakdown(split: Split, sales: Sales, currency: str) -> Block:
    """The table of one currency, largest 发货净额 first. Parts that moved in any of the three windows are listed."""
    parts = _Parts(
        sales.now.by(*split.dimensions, currency=currency),
        sales.previous.by(*split.dimensions, currency=currency),
        sales.year_before.by(*split.dimensions, currency=currency),
    )
    cells = {key: split.cells(key) for key in parts.all_keys()}
    keys = sorted(cells, key=lambda key: (-parts.now.get(key, _NONE).net, [str(cell) for cell in cells[key]]))
    whole = parts.now_of(keys).net
    listed = keys[: split.top] if split.top else keys
    rows = [(*cells[key], *_quantities(split, parts, [key]), *_amounts(parts, [key], whole)) for key in listed]
    rest = keys[len(listed) :]
    blank = (None,) * (split.heads - 1)
    if rest:
        label = f"其他 {len(rest)} {split.counter}"
        rows.append((label, *blank, *_quantities(split, parts, rest), *_amounts(parts, rest, whole)))
    _, several = quantity_total(_by_unit(parts, keys, "net_quantity")) if split.by_unit else (None, "")
    return Block(
        titled(split.title, currency),
        split.table.columns,
        rows,
        total=(TOTAL, *blank, *_quantities(split, parts, keys), *_amounts(parts, keys, whole)),
        note=several,
        table=split.table.name,
        part=currency,
    )


@dataclass(frozen=True)
class _Parts:
    now: Mapping[Any, Figures]
    previous: Mapping[Any, Figures]
    year_before: Mapping[Any, Figures]

    def all_keys(self) -> Iterable[Any]:
        return {*self.now, *self.previous, *self.year_before}

    def now_of(self, keys: Iterable[Any]) -> Figures:
        return _added(self.now, keys)


def _added(figures: Mapping[Any, Figures], keys: Iterable[Any]) -> Figures:
    held = [figures[key] for key in keys if key in figures]
    if len(held) == 1:
        return held[0]
    return Figures(*map(sum, zip(*held, strict=True))) if held else _NONE


def _amounts(parts: _Parts, keys: Sequence[Any], whole: int) -> tuple[Cell, ...]:
    now = parts.now_of(keys)
    previous = _added(parts.previous, keys).net if parts.previous else None
    year_before = _added(parts.year_before, keys).net if parts.year_before else None
    return (
        now.shipped,
        now.returned,
        now.net,
        share(now.net, whole),
        NOTHING if previous is None else previous,
        growth(now.net, previous),
        NOTHING if year_before is None else year_before,
        growth(now.net, year_before),
        now.ordered,
    )


def _by_unit(parts: _Parts, keys: Iterable[Any], what: str) -> list[tuple[str, int]]:
    return [(key[-1], getattr(parts.now[key], what)) for key in keys if key in parts.now]


def _quantities(split: Split, parts: _Parts, keys: Sequence[Any]) -> tuple[Cell, ...]:
    if not split.by_unit:
        return ()
    if len(keys) == 1:
        one = parts.now.get(keys[0])
        return (None, None, None) if one is None else (one.shipped_quantity, one.returned_quantity, one.net_quantity)
    asked = ("shipped_quantity", "returned_quantity", "net_quantity")
    return tuple(quantity_total(_by_unit(parts, keys, what))[0] for what in asked)
