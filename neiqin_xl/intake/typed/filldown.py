"""Fields of a whole document that stand only on its first line, given to the lines below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.cells import Setting, read_cells
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind

_CUSTOMER, _CODE = words.CUSTOMER_NAME.key, words.CUSTOMER_CODE.key
_STATUS = words.DOC_STATUS.key
# What may be said of several lines at once; figures are divided or asked about (merged_amounts.py).
_OF_EACH = frozenset({Kind.TEXT, Kind.CODE, Kind.ENUM, Kind.DATE, Kind.DATETIME, Kind.RATE, Kind.BOOL})
_DITTO = frozenset({"同上", "同 上", "〃", "″", '"', "”", "''", "ditto", "Ditto"})


def fill_down(
    grid: Grid,
    columns: Columns,
    values: Values,
    unread: set[tuple[int, str]],
    states: Collection[int],
    findings: list[Finding],
) -> None:
    """Give a document's later lines its number, date, customer …, in place; amounts never come down.

    A line continues the document above where its number is blank or the same, and no total, remark or blank row stands
    between. Cells merged over several lines count for each of them. What could not be read is not filled over. Fields
    that a line has for itself (`Field.carried`) come down only where the number is blank, and what calls off a document
    only from the line that bears the number: on another one it calls off that line. In a list without numbers a line
    goes on with the document above where it names neither its day nor its customer. `states` are the indexes of other
    columns that may have called off a line.
    """
    _merged(grid, columns, values)
    fields = columns.kind.fields
    gaps = [
        one.name for one in fields if (one.head or one.carried) and one.name in columns.at and None in values[one.name]
    ]
    number = columns.kind.number
    if not gaps or number is None:
        return
    if number not in columns.at:
        _unnumbered(grid, columns, values, unread)
        return
    own = list(values[number])
    # “无” in place of a number says that there is none, not that it is the one above.
    written = grid.sheet.columns[grid.columns[columns.at[number]]]
    bare = [written[row] == "" for row in grid.rows.data]
    starts = _starts(grid)
    for name in gaps:
        column, is_head = values[name], columns.kind.field[name].head
        before = list(column) if name == _STATUS else []
        for i in range(1, len(column)):
            if column[i] is not None or i in starts or (i, name) in unread or (i, number) in unread:
                continue
            above = values[number][i - 1]
            if above is not None and (bare[i] or (is_head and own[i] == above)):
                column[i] = column[i - 1]
        if name == _STATUS:
            _call_off_by_line(column, before, bare)
            findings += _told_as_called_off(grid, columns, column, before, values[number], states)


def _call_off_by_line(column: list[str | int | None], before: Sequence[str | int | None], bare: Sequence[bool]) -> None:
    """Take back what called off a line from those below it that bear their number, or go on after another line."""
    said = None
    for i, state in enumerate(before):
        said = said if bare[i] and i else state
        if state is None and column[i] == words.CANCELLED != said:
            column[i] = None


def _told_as_called_off(
    grid: Grid,
    columns: Columns,
    after: Sequence[str | int | None],
    before: Sequence[str | int | None],
    numbers: Sequence[str | int | None],
    states: Collection[int],
) -> Iterator[Finding]:
    """A warning for each paper whose first line alone says that it is called off, with the lines that went with it."""
    went: dict[int, int] = {}
    first = 0
    for i, state in enumerate(before):
        first = i if state is not None else first
        if state is None and after[i] == words.CANCELLED:
            went[first] = went.get(first, 0) + 1
    own = columns.at[_STATUS]
    for i, count in went.items():
        row = grid.rows.data[i]
        column = grid.columns[next((one for one in (own, *sorted(states)) if _calls_off(grid, columns, one, row)), own)]
        seen = f"单号 {numbers[i]} 只有第一行写明作废"
        message = (
            f"{seen}，下面 {count} 行没有另写单号，也一起作废、不算数；只作废这一行的，请在每一行都写上单号再放一次"
        )
        yield Finding("S119", Severity.WARNING, message, row + grid.sheet.top, grid.sheet.address(row, column), _STATUS)


def _calls_off(grid: Grid, columns: Columns, index: int, row: int) -> bool:
    """Whether the cell of a column of states says by itself that its line is void."""
    cell = grid.sheet.columns[grid.columns[index]][row]
    read = read_cells([cell], Setting(columns.kind.field[_STATUS], header=grid.texts[index]))
    return read.values[cell] == words.CANCELLED


def _unnumbered(grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]]) -> None:
    named = [one.name for one in columns.kind.fields if one.head and one.name in columns.at]
    if not {_CUSTOMER, columns.kind.dated} <= set(named):
        return
    key = [name for name in named if name in (_CUSTOMER, _CODE, columns.kind.dated)]
    own = [any(values[name][i] is not None or (i, name) in unread for name in key) for i in range(len(grid.rows.data))]
    starts = _starts(grid)
    for i in range(1, len(own)):
        if not own[i] and i not in starts:
            for name in named:
                if values[name][i] is None and (i, name) not in unread:
                    values[name][i] = values[name][i - 1]


def spelled_out(cells: Sequence[Cell], different: set[Cell], kind: Kind) -> Sequence[Cell]:
    """Cells with what stands above in place of 同上 and ditto marks; a number must be written, whatever it is like."""
    if _DITTO.isdisjoint(different) or kind.is_number:
        return cells
    found: list[Cell] = []
    for cell in cells:
        found.append(found[-1] if found and cell in _DITTO else cell)
    return found


def _starts(grid: Grid) -> set[int]:
    """The lines before which something other than the turn of a page stands."""
    data = grid.rows.data
    repeated = {*grid.rows.repeated, *(total.row for total in grid.rows.totals if total.is_of_page)}
    return {
        i
        for i in range(1, len(data))
        if data[i] != data[i - 1] + 1 and not repeated.issuperset(range(data[i - 1] + 1, data[i]))
    }


def texts_down(grid: Grid, index: int) -> list[str]:
    """What a column that is no field's says of each line: a merged cell speaks of all of its lines, 同上 as above."""
    column = grid.columns[index]
    cells = [grid.sheet.columns[column][row] for row in grid.rows.data]
    texts = list(map(as_text, spelled_out(cells, set(cells), Kind.TEXT)))
    for left, first, below in _merged_down(grid):
        for i in below if left == column else ():
            texts[i] = texts[i] or texts[first]
    return texts


def _merged(grid: Grid, columns: Columns, values: Values) -> None:
    fields = columns.kind.field
    at = {grid.columns[index]: name for name, index in columns.at.items() if fields[name].kind in _OF_EACH}
    for left, first, below in _merged_down(grid):
        column = values[at[left]] if left in at else []
        for i in below if column else ():
            if column[i] is None:
                column[i] = column[first]


def _merged_down(grid: Grid) -> Iterator[tuple[int, int, Sequence[int]]]:
    """The cells merged over several lines: the column of the sheet, the first line and those below it."""
    merged = grid.sheet.merged_from(grid.header.last + 1, grid.rows.last)
    index = {row: i for i, row in enumerate(grid.rows.data)} if merged else {}
    for top, left, bottom, _ in merged:
        if top in index and bottom > top:
            yield left, index[top], [index[row] for row in range(top + 1, bottom + 1) if row in index]
