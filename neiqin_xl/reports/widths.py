"""How wide a column of names must be for one line each, where a few long ones may take two."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.reports.titles import FILE, SOURCE
from neiqin_xl.workbook.text import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from neiqin_xl.model.report import Cell, Column

# The least and the most width of columns whose texts may be long.
LONG = {
    words.CUSTOMER_NAME.shown: (16, 32),
    words.PRODUCT_NAME.shown: (10, 24),
    words.SPEC.shown: (10, 20),
    SOURCE: (16, 40),
    FILE: (16, 48),
}
# Of a hundred cells, so many stand on one line.
_ON_ONE_LINE = 95


def roomy(texts: Iterable[str | None], least: int, most: int) -> int:
    """The width in characters at which nearly all texts need one line, at least `least` and at most `most`."""
    counts = Counter(filter(None, texts))
    if not counts:
        return least
    # Texts repeat, and each is measured once.
    wide = sorted((display_width(text), count) for text, count in counts.items())
    places = accumulate(count for _, count in wide)
    nearly_all = (counts.total() * _ON_ONE_LINE + 99) // 100
    common = next(width for (width, _), place in zip(wide, places, strict=True) if place >= nearly_all)
    return min(max(common + 1, least), most)


def with_room(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> tuple[Column, ...]:
    """The columns; those of names, products and files (by title) as wide as nearly all of their texts need."""
    held = list(rows)
    return tuple(
        replace(one, width=roomy([str(row[n] or "") for row in held], *LONG[one.title])) if one.title in LONG else one
        for n, one in enumerate(columns)
    )
