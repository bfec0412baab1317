"""Workbooks with a sheet for each customer, whose tables name none: the sheet's name says who it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import customer_headers, known_headers, total_words
from neiqin_xl.spelling import fold, plain

_COMPANY = late_pattern(rf"(?:{'|'.join(words.COMPANY_ENDINGS)})(?:[（(][^（()）]*[)）])?")
_NO_NAME = re.compile(r"\d|sheet|工作表|^表", re.IGNORECASE)
_LONGEST = 30


def name_customers(grids: Sequence[Grid]) -> None:
    """Give tables that name no customer their sheet's name as a label, in place, where the sheets are customers'.

    They are where at least half of the sheets with such tables are named like companies; a sheet called 汇总 or 11月 is
    nobody's.
    """
    bare = [grid for grid in grids if not names_customer(grid)]
    names = {grid.sheet.name for grid in bare}
    if 2 * sum(_is_company(name) for name in names) < max(len(names), 1):
        return
    for grid in bare:
        if _may_be_customer(grid.sheet.name):
            grid.labels.append(Label(words.CUSTOMER_NAME.shown, grid.sheet.name.strip(), None, 0))


def names_customer(grid: Grid) -> bool:
    """Whether a column, or a label above the table or between its lines, is called that of the customer."""
    labels = [*grid.labels, *(label for section in grid.sections for label in section)]
    return _say_customer(grid.texts) or _say_customer(label.text for label in labels)


def _say_customer(texts: Iterable[str]) -> bool:
    return any(plain(text) in customer_headers() for text in texts)


def _is_company(name: str) -> bool:
    return _may_be_customer(name) and _COMPANY.search(name.strip()) is not None


def _may_be_customer(name: str) -> bool:
    text = plain(name)
    is_word = text in total_words() or text in known_headers()
    is_paper = any(fold(spelling) in fold(name) for word in words.PAPERS for spelling in (word.shown, *word.strong))
    return 1 < len(text) <= _LONGEST and not (is_word or is_paper or _NO_NAME.search(name))
