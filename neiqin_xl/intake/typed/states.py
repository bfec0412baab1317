"""Papers whose state stands in several columns (单据状态, 审核状态, 是否作废): void where one of them says so.

审核状态 and 是否作废 stand side by side in what many programs export. Whichever column the field has, a paper that is
已审核 and void counts for nothing, and so does a payment that is 退票 and not void.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.filldown import texts_down
from neiqin_xl.intake.typed.values import Unread, Values
from neiqin_xl.intake.values.cells import Setting, Value, read_cells
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.rules.called_off import VOID_STATES
from neiqin_xl.sheets.receipt import SENT_BACK

_STATES = {**VOID_STATES, words.FINANCE_CONFIRMED: SENT_BACK}


def take_states(grid: Grid, columns: Columns, values: Values, unread: Unread, findings: list[Finding]) -> set[int]:
    """Call off the lines of which another column of states says so, in place; the indexes of those columns.

    Where the field has the column of marks, what the other says of papers that are not void is their state.
    """
    word = next((one for one in _STATES if one.key in columns.at), None)
    if word is None:
        return set()
    used, marks, name = set(columns.at.values()), comparable(words.VOID_MARKS), word.key
    others = {i for i, header in enumerate(grid.names) if i not in used and header in _headers(word)}
    is_marked = grid.names[columns.at[name]] in marks
    for index in sorted(others):
        said = _said(grid, columns, index, name, unread, findings)
        for i, state in enumerate(said):
            own = values[name][i]
            is_other = is_marked and own != _STATES[word] and state is not None and grid.names[index] not in marks
            if state == _STATES[word] or is_other:
                values[name][i] = state
        _open_below(grid, columns, values[name], said, _STATES[word])
    return others


@cache
def _headers(word: words.Word) -> frozenset[str]:
    return comparable((word.shown, *word.strong, *word.weak))


def _said(grid: Grid, columns: Columns, index: int, name: str, unread: Unread, findings: list[Finding]) -> list[Value]:
    """What a column says of each line's state; what is neither yes nor no under 是否作废 leaves the state open."""
    texts = texts_down(grid, index)
    read = read_cells(set(texts), Setting(columns.kind.field[name], header=grid.texts[index]))
    for i, text in enumerate(texts) if read.unreadable else ():
        if (problem := read.unreadable.get(text)) is not None:
            row = grid.rows.data[i]
            unread.add((i, name))
            cell = grid.sheet.address(row, grid.columns[index])
            findings.append(Finding(problem.code, Severity.ERROR, problem.message, row + grid.sheet.top, cell, name))
    return [read.values[text] for text in texts]


def _open_below(grid: Grid, columns: Columns, states: list[Value], said: Iterable[Value], void: str) -> None:
    """Leave the state open of lines that go on below a void one, and of which the column that voids it is silent."""
    number = columns.at.get(columns.kind.number or "")
    if number is None:
        return
    cells = grid.sheet.columns[grid.columns[number]]
    goes_on = False
    for i, state in enumerate(said):
        goes_on = state == void or (goes_on and state is None and cells[grid.rows.data[i]] == "")
        if goes_on and state is None:
            states[i] = None
