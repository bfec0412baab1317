"""What is to be put into a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Mark:
    """A cell ("F12") to be seen: filled with a colour (RRGGBB), a comment beside it; "" for either leaves it out."""

    sheet: str
    cell: str
    text: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Column:
    """A column to stand right of a table, whose header stands in a row and whose last row and column are named.

    Rows and columns are counted from 1. The column takes the first place right of the table where nothing stands; it
    has `texts` and `colours` (RRGGBB) by row, and is `width` characters wide. Where it `leads_back`, each of its texts
    is a link to the line of the listing that is about its row.
    """

    sheet: str
    header_row: int
    last_row: int
    right_of: int
    title: str
    texts: Mapping[int, str]
    colours: Mapping[int, str] = field(default_factory=dict)
    width: int = 12
    leads_back: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the listing; it leads to a cell, or nowhere where `sheet` is ""."""

    sheet: str
    cell: str
    texts: tuple[str, ...]
    colour: str = ""


@dataclass(frozen=True)
class Listing:
    """A sheet of lines to stand first: its name, a title and a hint above, the headers and widths of its columns.

    The first column is where each line leads; `headers` and `widths` begin with it, the lines' texts come after it.
    """

    name: str
    title: str
    hint: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Asked:
    """All that is to be put into one workbook."""

    marks: tuple[Mark, ...] = ()
    columns: tuple[Column, ...] = ()
    listing: Listing | None = None

    def renamed(self, names: Mapping[str, str]) -> Asked:
        """The same for a workbook whose sheets are called otherwise; a sheet that is not named keeps its name."""
        listing = self.listing
        if listing is not None:
            lines = tuple(replace(one, sheet=names.get(one.sheet, one.sheet)) for one in listing.lines)
            listing = replace(listing, lines=lines)
        return Asked(
            tuple(replace(one, sheet=names.get(one.sheet, one.sheet)) for one in self.marks),
            tuple(replace(one, sheet=names.get(one.sheet, one.sheet)) for one in self.columns),
            listing,
        )
