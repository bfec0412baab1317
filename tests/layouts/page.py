"""A layout: the pages that it fills, what a file must be able to carry to show it, and what reading it has to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


class Carries(Enum):
    """What not every format can keep."""

    SHEETS = "more than one sheet"
    HIDING = "hidden rows and columns"
    MERGING = "merged cells"


@dataclass
class Page:
    """One sheet: rows of cells, ranges merged as (top, left, bottom, right), and what is hidden, all counted from 0."""

    rows: list
    merged: list = field(default_factory=list)
    name: str = "Sheet1"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    def __post_init__(self):
        width = max(map(len, self.rows))
        self.rows = [list(row) + [""] * (width - len(row)) for row in self.rows]


@dataclass(frozen=True)
class Layout:
    """One way of drawing the orders: how many tables they are, what else is `beside` them, and what it `says` in codes.

    A 说明 is not counted: it asks for nothing.
    """

    name: str
    draw: Callable[[], list[Page]]
    currency: str = "CNY"
    says: tuple[str, ...] = ()
    needs: frozenset[Carries] = frozenset()
    tables: int = 1
    beside: tuple[str, ...] = ()


LAYOUTS: dict[str, Layout] = {}


def layout(**how):
    """Put a function that gives a page, or pages, among the layouts, under its own name."""

    def kept(draw):
        def pages():
            drawn = draw()
            return drawn if isinstance(drawn, list) else [drawn]

        LAYOUTS[draw.__name__] = Layout(draw.__name__, pages, **how)
        return draw

    return kept
