"""Of two columns for the state of a paper (单据状态, 是否作废), the one that says which papers are void."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.recognition.free_columns import comparable, is_used
from neiqin_xl.intake.tables.layout import Grid

_STATES = (words.DOC_STATUS.key, words.INVOICE_STATUS.key, words.FINANCE_CONFIRMED.key)


def prefer_void_marks(grid: Grid, at: dict[str, int]) -> None:
    """Give the state of the papers the column that marks void ones, where another column has it; in place.

    A paper that is 已审核 and void counts for nothing, so that the mark has the last word.
    """
    state = next((one for one in _STATES if one in at), None)
    marks, taken = comparable(words.VOID_MARKS), set(at.values())
    if state is None or grid.names[at[state]] in marks:
        return
    named = (i for i, name in enumerate(grid.names) if name in marks and i not in taken)
    at[state] = next((i for i in named if is_used(grid, i)), at[state])
