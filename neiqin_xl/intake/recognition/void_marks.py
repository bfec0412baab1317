"""Of two columns for the state of a paper (单据状态, 是否作废), the one that says which papers are void."""

from __future__ import annotations

from functools import cache

from neiqin_xl import words
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.spelling import plain

_STATES = (words.DOC_STATUS.key, words.INVOICE_STATUS.key, words.FINANCE_CONFIRMED.key)


def prefer_void_marks(grid: Grid, at: dict[str, int]) -> None:
    """Give the state of the papers the column that marks void ones, where another column has it; in place.

    A paper that is 已审核 and void counts for nothing, so that the mark has the last word.
    """
    state = next((one for one in _STATES if one in at), None)
    if state is None or grid.names[at[state]] in _marks():
        return
    taken = set(at.values())
    for index, name in enumerate(grid.names):
        if name in _marks() and index not in taken and _is_used(grid, index):
            at[state] = index
            return


def _is_used(grid: Grid, index: int) -> bool:
    cells = grid.sheet.columns[grid.columns[index]]
    return any(cells[row] != "" for row in grid.rows.data)


@cache
def _marks() -> frozenset[str]:
    return frozenset(map(plain, words.VOID_MARKS.split("、")))
