"""Our own blank forms when they come back: their type is certain, and only the page that was filled in is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from neiqin_xl import words
from neiqin_xl.intake.sheet import Sheet, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.form import (
    choices_title,
    form_fields,
    form_title,
    guide_title,
    is_required,
    overview_title,
    products_title,
    register_title,
)
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import plain

STILL_BLANK, NO_WHOLE_LINE = "F301", "F302"
# The title is looked for in these; it, the hint and the column names stand above the first line.
_TITLE_ROWS = _ROWS_ABOVE = 3


def form_type(grid: Grid) -> str | None:
    """The name of the sheet type whose form the table stands on, with all that it needs; None for other tables."""
    kind = _titled(grid.titles)
    if kind is None:
        return None
    named = set(grid.names)
    shown = {one.name for one in kind.fields if plain(one.shown) in named}
    required = {one.name for one in form_fields(kind) if is_required(kind, one)}
    return kind.name if required <= shown and all(shown.intersection(group) for group in kind.needs) else None


def is_beside_a_form(sheet: Sheet) -> bool:
    """Whether a sheet is one of a form's pages to look things up, by what stands in its first row."""
    return bool(sheet.rows) and not _page_titles().isdisjoint(cell for cell in sheet.rows[0] if isinstance(cell, str))


def nothing_filled_in(sheets: Iterable[Sheet]) -> Finding | None:
    """What is said of a form without a single line, a note where it is blank; None where no sheet is a form."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:_TITLE_ROWS]):
            kind = _titled(cell.strip() for cell in row if isinstance(cell, str))
            if kind is not None:
                below = (cell for row in sheet.rows[at + _ROWS_ABOVE :] for cell in row)
                return _without_lines(kind, next((as_text(cell) for cell in below if as_text(cell)), ""))
    return None


def _without_lines(kind: SheetType, written: str) -> Finding:
    again = f"再放进{words.INBOX_SHORTCUT.shown}"
    if not written:
        seen = f"这是一份空的“{form_title(kind)}”，还没有填写，没有什么可收"
        return Finding(STILL_BLANK, Severity.NOTE, f"{seen}。填好保存以后，{again}")
    seen = f"“{form_title(kind)}”里只写了“{written[:40]}”，不成一行，没有收"
    return Finding(NO_WHOLE_LINE, Severity.WARNING, f"{seen}。请把这一行填完整，保存以后{again}")


def _titled(titles: Iterable[str]) -> SheetType | None:
    forms = _forms()
    return next((forms[title] for title in titles if title in forms), None)


@cache
def _forms() -> dict[str, SheetType]:
    """The sheet types by what stands over their forms, and over the lists that we fill in as far as we can."""
    kinds = sheet_types().values()
    return {form_title(kind): kind for kind in kinds} | {register_title(kind.word): kind for kind in kinds}


@cache
def _page_titles() -> frozenset[str]:
    """What stands over a form's other pages."""
    kinds = sheet_types().values()
    overviews = {overview_title(kind.word) for kind in kinds}
    return frozenset({choices_title(), products_title(), *map(guide_title, kinds)}) | overviews
