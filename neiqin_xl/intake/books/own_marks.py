"""Our own marked copies when they come back corrected: what we wrote into them is not read as the clerk's."""

from __future__ import annotations

from itertools import pairwise

from neiqin_xl import words
from neiqin_xl.intake.sheet import Cell, Sheet

_FATES = frozenset(word.shown for word in (*words.FATES, words.WAITING))


def without_our_marks(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets without the list of problems, and without the columns that came with it; others as they are."""
    kept = [sheet for sheet in sheets if not _is_list(sheet)]
    if len(kept) < len(sheets):
        for sheet in kept:
            _clear(sheet)
    return kept


def _is_list(sheet: Sheet) -> bool:
    """Whether the sheet is the list: its title over the columns that lead to the cells."""
    first = [str(row[0]) for row in sheet.rows[:3] if row]
    return len(first) == 3 and first[0].startswith(words.PROBLEM_LIST.shown) and first[2] == words.PLACE.shown


def _clear(sheet: Sheet) -> None:
    """Empty the two columns as far down as they say what became of rows."""
    cleared = False
    for at, row in enumerate(sheet.rows):
        for column, pair in enumerate(pairwise(row)):
            if pair == (words.STATE.shown, words.ROW_PROBLEMS.shown):
                cleared = True
                for below in sheet.rows[at : _end(sheet.rows, at + 1, column)]:
                    below[column : column + 2] = ["", ""]
    if cleared and sheet.columns:
        sheet.turn()


def _end(rows: list[list[Cell]], begin: int, column: int) -> int:
    """The row behind the last one that has a fate, with nothing else between."""
    end = begin
    for at in range(begin, len(rows)):
        if rows[at][column] in _FATES:
            end = at + 1
        elif rows[at][column] != "":
            break
    return end
