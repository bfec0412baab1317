"""A column of our own right of somebody's table, in the table's look."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.asked import Column
from neiqin_xl.workbook.annotate.grid import Grid
from neiqin_xl.workbook.annotate.schema import WORKSHEET, child, space
from neiqin_xl.workbook.annotate.styles import Change, Styles
from neiqin_xl.workbook.names import LAST_COLUMN, address, quoted
from neiqin_xl.workbook.text import lines_needed

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = 11
_LINE, _HIGHEST = 15, 400


def add_column(grid: Grid, styles: Styles, column: Column, leads: Mapping[int, str]) -> int:
    """Write the column and give its number; `leads` are the addresses of the listing's lines, by row, for its texts.

    Where nothing is free to the right of the table, nothing is written and the number is 0.
    """
    at = _free_place(grid, column)
    if at is None:
        return 0
    header = grid.style(column.header_row, column.right_of)
    bare = not header  # the table's look is not that of its cells
    head = Change(as_text=True, ruled=bare, heading=_HEADING if bare else 0)
    grid.set_text(column.header_row, at, column.title, styles.changed(header, head))
    for row, text in column.texts.items():
        change = Change(as_text=True, ruled=bare, fill=column.colours.get(row, ""))
        grid.set_text(row, at, text, styles.changed(grid.style(row, column.right_of), change))
        lines = lines_needed(text, column.width)
        if lines > 1:
            grid.heighten(row, min(_LINE * lines, _HIGHEST))
        if column.leads_back and row in leads:
            _link(grid.root, address(row, at - 1), leads[row], text)
    _set_width(grid.root, at, column.width)
    return at


def _free_place(grid: Grid, column: Column) -> int | None:
    places = range(column.right_of + 1, LAST_COLUMN + 1)
    return next((at for at in places if grid.is_free(at, column.header_row, column.last_row)), None)


def _link(root: _Element, cell: str, target: str, text: str) -> None:
    links = child(root, "hyperlinks", WORKSHEET)
    given = {"ref": cell, "location": target, "display": text[:255]}
    links.append(links.makeelement(f"{space(root)}hyperlink", given))


def line_address(sheet: str, row: int) -> str:
    """Where the line of a listing stands."""
    return f"{quoted(sheet)}!A{row}"


def _set_width(root: _Element, column: int, width: int) -> None:
    """Give one column a width of its own, and show it; those that shared its description keep theirs."""
    held = child(root, "cols", WORKSHEET)
    for one in list(held.iterchildren(f"{space(root)}col")):
        first, last = int(one.get("min", "1")), int(one.get("max", "1"))
        if first <= column <= last:
            for begin, end in ((first, column - 1), (column + 1, last)):
                if begin <= end:
                    part = deepcopy(one)
                    part.set("min", str(begin))
                    part.set("max", str(end))
                    one.addprevious(part)
            held.remove(one)
    after = [one for one in held.iterchildren(f"{space(root)}col") if int(one.get("max", "1")) < column]
    given = {"min": str(column), "max": str(column), "width": str(width), "customWidth": "1"}
    held.insert(held.index(after[-1]) + 1 if after else 0, held.makeelement(f"{space(root)}col", given))
