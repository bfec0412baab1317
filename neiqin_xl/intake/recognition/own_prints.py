"""Our own papers that are only printed or looked at, when somebody drops them: they are known, and never read.

A slip stands on its paper in every copy, and the lists that departments get look like orders: read again, each would
count once more.
"""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.form import print_title
from neiqin_xl.words import Word

PRINTED = "F303"
PRINTS = (
    *(words.DELIVERY_NOTE, words.SLIP_NUMBERS, words.NOTICES, words.DISTRIBUTION),
    *(words.SIGN_LETTER, words.BOX_LABELS, words.TO_DO),
)
_TITLES = {print_title(word): word for word in PRINTS}


def is_print(sheet: Sheet) -> bool:
    """Whether a sheet is one of those papers, by what stands in its first row."""
    return _printed(sheet) is not None


def only_printed(sheets: Iterable[Sheet]) -> Finding | None:
    """What is said of a file that is nothing but such a paper; None for others."""
    word = next(filter(None, map(_printed, sheets)), None)
    if word is None:
        return None
    said = f"这是本工具出的“{word}”，只供打印、查看，不读入，账没有变"
    if word is words.DELIVERY_NOTE:
        form = f"{words.SHIPMENT}{words.FORM_FOLDER}"
        said = f"{said}。货已经发出、还没有入账的，请填“{form}”，放进{words.INBOX_SHORTCUT}"
    return Finding(PRINTED, Severity.NOTE, said)


def _printed(sheet: Sheet) -> Word | None:
    first = sheet.rows[0] if sheet.rows else []
    return next((_TITLES[cell] for cell in first if isinstance(cell, str) and cell in _TITLES), None)
