"""Blocks of cells, as sheets name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from neiqin_xl.workbook.formulas import column_number
from neiqin_xl.workbook.moves.track import Span
from neiqin_xl.workbook.names import column_letters

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, rows and columns counted from 1."""

    rows: Span
    columns: Span

    def __str__(self) -> str:
        first = f"{column_letters(self.columns[0] - 1)}{self.rows[0]}"
        last = f"{column_letters(self.columns[1] - 1)}{self.rows[1]}"
        return first if first == last else f"{first}:{last}"


def read_area(text: str) -> Area | None:
    """The block that "B2:D9" or "B2" names; None for anything else."""
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    first, last = int(found[2]), int(found[4] or found[2])
    left = column_number(found[1])
    right = column_number(found[3]) if found[3] else left
    return Area((min(first, last), max(first, last)), (min(left, right), max(left, right)))
