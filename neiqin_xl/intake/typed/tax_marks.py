"""A column that says of each line whether its price includes tax: 是否含税 with 是, 否, 含税 or 不含税."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.recognition.free_columns import comparable, free_column
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.filldown import texts_down
from neiqin_xl.spelling import plain


class TaxMarks(NamedTuple):
    """The header of a column in which lines say net: all of them, or only some where `is_mixed`."""

    header: str
    is_mixed: bool


def tax_marks(grid: Grid) -> TaxMarks | None:
    """What such a column says; None where there is none, or where nothing in it says net."""
    index = free_column(grid, {}, words.TAX_INCLUDED_MARKS)
    if index is None:
        return None
    # Which rows are lines is not settled yet: a statement's balances are still among them.
    said = texts_down(grid, index)
    net = sum(plain(text) in comparable(words.TAX_NOT_INCLUDED) for text in said)
    if not net:
        return None
    return TaxMarks(grid.texts[index], net < len(said))
