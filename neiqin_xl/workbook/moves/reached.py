"""Which formulas on sheets that stay depend on sheets that move: by names, by tables, by way of other formulas."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.workbook.formulas import Edge, Formula, Reference
from neiqin_xl.workbook.markup import MAIN, raw
from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANYWHERE = "indirect("


class Reached(NamedTuple):
    """Sheets, in small letters, and names of tables and cells from which one comes to a sheet that moves."""

    sheets: frozenset[str]
    names: tuple[str, ...]

    def words(self, tabs: Iterable[str]) -> list[str]:
        """All that a part must mention to depend on what moves; `tabs` are the names of all sheets."""
        return [*self.names, *(tab for tab in tabs if tab.casefold() in self.sheets)]

    def leads(self, formula: Formula) -> bool:
        """Whether a formula names any of them."""
        if any((reference.sheet or "").casefold() in self.sheets for reference in formula.references):
            return True
        names = [_ANYWHERE, *(name.casefold() for name in self.names)]
        texts = [piece.casefold() for piece in formula.pieces if isinstance(piece, str)]
        # What stands before a "!" and is no reference of its own leads to several sheets, or to another workbook.
        return any(("!" in text and "[" not in text) or any(name in text for name in names) for text in texts)


def reached(
    package: Package, book: _Element, moving: Container[str], stay: Mapping[str, str], tables: Iterable[str]
) -> Reached:
    """What leads to the sheets that are `moving`, or to the `tables` on them; `stay` are the other sheets' parts."""
    tabs = [one.get("name") or "" for one in book.iter(f"{MAIN}sheet")]
    waiting = {one.get("name") or "": (one.text or "").encode() for one in book.iter(f"{MAIN}definedName")}
    contents = {name: package.read(part) for name, part in stay.items()}
    found = Reached(frozenset(tab.casefold() for tab in tabs if tab.casefold() in moving), tuple(tables))
    while True:
        words = found.words(tabs)
        named = [name for name, text in waiting.items() if mentions(text, words)]
        tabbed = [name for name, content in contents.items() if mentions(content, words)]
        if not named and not tabbed:
            return found
        for name in named:
            del waiting[name]
        for name in tabbed:
            del contents[name]
        found = Reached(found.sheets | {name.casefold() for name in tabbed}, (*found.names, *named))


def mentions(content: bytes, names: Sequence[str]) -> bool:
    """Whether a part's text names one of these at all: most parts need no further look."""
    written = (form for name in names for form in (raw(name), raw(name.replace("'", "''")), name.replace("'", "''")))
    return any(form.encode() in content for form in written)


def depending(formulas: Mapping[_Element, tuple[Area, Formula]], first: Iterable[_Element]) -> set[_Element]:
    """The cells of one sheet whose formulas depend on those of the `first`, these among them."""
    found = set(first)
    told = _Told({}, [])
    for cell in found:
        told.add(formulas[cell][0])
    others = {cell: held for cell, held in formulas.items() if cell not in found}
    while True:
        more = []
        for cell, (area, formula) in others.items():
            if any(reference.sheet is None and told.is_in(reference) for reference in formula.references):
                more.append(cell)
                told.add(area)
        if not more:
            return found
        found.update(more)
        for cell in more:
            del others[cell]


class _Told(NamedTuple):
    """Cells of one sheet: the rows of single ones by column, and the blocks that one formula fills."""

    rows: dict[int, list[int]]
    blocks: list[Area]

    def add(self, area: Area) -> None:
        if area.is_one:
            insort(self.rows.setdefault(area.columns[0], []), area.rows[0])
        else:
            self.blocks.append(area)

    def is_in(self, reference: Reference) -> bool:
        """Whether any of them lies within what the reference points at."""
        top, bottom = _ends(reference.first_row, reference.last_row, LAST_ROW)
        left, right = _ends(reference.first_column, reference.last_column, LAST_COLUMN)
        for column, held in self.rows.items():
            if left <= column <= right:
                at = bisect_left(held, top)
                if at < len(held) and held[at] <= bottom:
                    return True
        return any(
            rows[0] <= bottom and top <= rows[1] and columns[0] <= right and left <= columns[1]
            for rows, columns in self.blocks
        )


def _ends(first: Edge | None, last: Edge | None, most: int) -> tuple[int, int]:
    if first is None or last is None:
        return 1, most
    return min(first.at, last.at), max(first.at, last.at)
