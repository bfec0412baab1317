"""A window's sales split by one dimension, each part beside what it was in the period before and the year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Sales(NamedTuple):
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


class Split(NamedTuple):
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
_BLANK = (None,) * len(QUANTITIES)


def breakdown(split: Split, sales: Sales, currency: str) -> Block:
    """The table of one currency, largest 发货净额 first. Parts that moved in any of the three windows are listed."""
    parts = _Parts.of(split, sales, currency)
    cells = {key: split.cells(key) for key in parts.all_keys()}
    keys = sorted(cells, key=lambda key: (-parts.now.get(key, _NONE).net, [*map(str, cells[key])]))
    whole = parts.together(keys)
    listed = keys[: split.top] if split.top else keys
    by_unit = split.by_unit
    rows: list[tuple[Cell, ...]] = []
    for key in listed:
        now = parts.now.get(key)
        quantities = (_BLANK if now is None else now.quantities) if by_unit else ()
        rows.append((*cells[key], *quantities, *_amounts(parts.part(key), whole.net)))
    rest = keys[len(listed) :]
    blank = (None,) * (split.heads - 1)
    if rest:
        label = f"其他 {len(rest)} {split.counter}"
        rows.append((label, *blank, *_summed(split, parts, rest), *_amounts(parts.together(rest), whole.net)))
    _, several = quantity_total(_by_unit(parts, keys, "net_quantity")) if by_unit else (None, "")
    return Block(
        titled(split.title, currency),
        split.table.columns,
        rows,
        total=(TOTAL, *blank, *_summed(split, parts, keys), *_amounts(whole, whole.net)),
        note=several,
        table=split.table.name,
        part=currency,
    )


class _Compared(NamedTuple):
    """What moved now, and the 发货净额 of the two windows that it is compared with; None where nothing moved at all."""

    now: Figures
    previous: int | None
    year_before: int | None

    @property
    def net(self) -> int:
        return self.now.net


@dataclass(frozen=True)
class _Parts:
    """The figures of the parts by their keys, of the windows before only the 发货净额."""

    now: Mapping[Any, Figures]
    previous: Mapping[Any, int]
    year_before: Mapping[Any, int]

    @classmethod
    def of(cls, split: Split, sales: Sales, currency: str) -> _Parts:
        now, *before = (
            moved.by(*split.dimensions, currency=currency) for moved in (sales.now, sales.previous, sales.year_before)
        )
        return cls(now, *({key: one.net for key, one in figures.items()} for figures in before))

    def all_keys(self) -> Iterable[Any]:
        return {*self.now, *self.previous, *self.year_before}

    def part(self, key: Any) -> _Compared:
        return _Compared(
            self.now.get(key, _NONE),
            self.previous.get(key, 0) if self.previous else None,
            self.year_before.get(key, 0) if self.year_before else None,
        )

    def together(self, keys: Sequence[Any]) -> _Compared:
        held = [self.now[key] for key in keys if key in self.now]
        return _Compared(
            Figures(*map(sum, zip(*held, strict=True))) if held else _NONE,
            sum(self.previous.get(key, 0) for key in keys) if self.previous else None,
            sum(self.year_before.get(key, 0) for key in keys) if self.year_before else None,
        )


def _amounts(compared: _Compared, whole: int) -> tuple[Cell, ...]:
    now, previous, year_before = compared
    net = now.net
    return (
        now.shipped,
        now.returned,
        net,
        share(net, whole),
        NOTHING if previous is None else previous,
        growth(net, previous),
        NOTHING if year_before is None else year_before,
        growth(net, year_before),
        now.ordered,
    )


def _by_unit(parts: _Parts, keys: Iterable[Any], what: str) -> list[tuple[str, int]]:
    return [(key[-1], getattr(parts.now[key], what)) for key in keys if key in parts.now]


def _summed(split: Split, parts: _Parts, keys: Sequence[Any]) -> tuple[Cell, ...]:
    """The quantities of these parts together, where there are such columns and all parts have one unit."""
    if not split.by_unit:
        return ()
    asked = ("shipped_quantity", "returned_quantity", "net_quantity")
    return tuple(quantity_total(_by_unit(parts, keys, what))[0] for what in asked)
