"""A page that is one long list: its heading, the table with its totals, the words under it."""

from __future__ import annotations

from collections.abc import Sequence

from drawing.listing import above, table
from drawing.sheet import NOTE, Columns, Drawn, Sheet, column


def listed(
    drawn: Drawn,
    pages: str,
    name: str,
    columns: Columns,
    called: dict[str, str] | None = None,
    *,
    headed: Sequence[str] = (),
    landscape: bool = True,
    with_total: bool = True,
    long: bool = True,
) -> Sheet:
    """A sheet for each of the pages, with the table of that name; its rows are in row 8.

    `called` are the names of columns that are not their titles; `headed` are those whose titles only the books know.
    """
    sheet = drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in columns], landscape=landscape)
    above(sheet, len(columns))
    table(
        sheet, 6, name, titled(name, columns, headed), called_of(name, called, headed), with_total=with_total, long=long
    )
    last = 9 + with_total
    sheet.put(f"A{last}:{column(len(columns) - 1)}{last}", f"{{{{ {name}说明 }}}}", NOTE)
    sheet.heading_row(7, frozen=False)
    return sheet


def titled(name: str, columns: Columns, headed: Sequence[str]) -> Columns:
    """The columns with a placeholder where only the books know the title."""
    return [(_title(name, title) if title in headed else title, look, width) for title, look, width in columns]


def called_of(name: str, called: dict[str, str] | None, headed: Sequence[str]) -> dict[str, str]:
    """What `table` is to call the columns so titled."""
    return {**(called or {}), **{_title(name, title): title for title in headed}}


def _title(name: str, title: str) -> str:
    return f"{{{{ {name}栏.{title} }}}}"
