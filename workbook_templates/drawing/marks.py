"""The conditional formats of a sheet, together: LibreOffice shows only the first that fits a cell, Excel all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_cell_to_rowcol, xl_range

if TYPE_CHECKING:
    from drawing.sheet import Look

# An area, what is asked of its first cell (a formula whose columns are absolute where it holds for whole rows), and how
# its cells look then.
Mark = tuple[str, str, "Look"]


def marks_of(shapes: list[Mark], tints: list[Mark]) -> Iterator[Mark]:
    """All of them, the first to show first: where a tint lies over number formats, both at once before either alone."""
    for shaped, asked, look in shapes:
        for tinted, when, colour in tints:
            if both := _common(shaped, tinted):
                yield both, f"=AND({when.removeprefix('=')},{asked.removeprefix('=')})", {**look, **colour}
    yield from shapes
    yield from tints


def _common(one: str, other: str) -> str:
    """The cells of both areas; "" for none. Formulas hold in them as they are: both begin in the same row."""
    top, left, bottom, right = _corners(one)
    above, before, below, behind = _corners(other)
    low, first, last = min(bottom, below), max(left, before), min(right, behind)
    if top != above or first > last:
        return ""
    return xl_range(top, first, low, last)


def _corners(area: str) -> tuple[int, int, int, int]:
    first, _, last = area.partition(":")
    return *xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last or first)
