"""Papers of goods that label neither customer nor day: names and days that stand alone above the lines say it.

A name that nobody calls a customer is one by a label that `is_of_lines`; it must stand in the customer file (K133).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.intake.labels import is_label
from neiqin_xl.intake.recognition.named_sheets import names_customer
from neiqin_xl.intake.recognition.recognise import papers_called
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.message_heads import name_in
from neiqin_xl.intake.tables.title_days import NAME, is_day
from neiqin_xl.intake.vocabulary import headers_of_kinds
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS
from neiqin_xl.spelling import plain

_CUSTOMER = words.CUSTOMER_NAME


def suppose(grids: Sequence[Grid], file: str) -> None:
    """Give tables that are called papers of goods, and name no customer or no day, those that stand alone, in place.

    A name or a day in a row of its own holds for the lines below it, where the first line has one above it; else the
    one name in the titles is the customer's.
    """
    for grid in grids:
        lacks_day, lacks_customer = not _names_day(grid), not names_customer(grid)
        if grid.sheet.places or not grid.rows.data or not (lacks_day or lacks_customer):
            continue
        called = papers_called(grid, file)
        if not called or not set(called).issubset(GOODS):
            continue
        if lacks_day:
            _add(grid, list(_days(grid)))
        if lacks_customer:
            groups = list(_groups(grid))
            if groups and (groups[0].row or 0) < grid.rows.data[0]:
                _add(grid, groups)
            else:
                grid.labels.extend(_titled(grid))


def with_places(grid: Grid, table: Table) -> Table:
    """The table with the cell of each line's supposed customer in `places`.

    A sentence says who that is, but for messages: what was read of them is told as a whole.
    """
    if _CUSTOMER.key not in table.values:
        return table
    of_all = list(filter(_is_supposed, grid.labels))
    groups = [label for section in grid.sections for label in section if _is_supposed(label)]
    named = of_all or groups
    if not named:
        return table
    at = [bisect_left([label.row or 0 for label in groups], row - grid.sheet.top) - 1 for row in table.rows]
    cells = [_place(grid, of_all[0]) if of_all else _place(grid, groups[i]) if i >= 0 else "" for i in at]
    return replace(
        table,
        fields={name: cell for name, cell in table.fields.items() if name != _CUSTOMER.key},
        places=table.places | {_CUSTOMER.key: cells},
        findings=table.findings if grid.is_message else [_told(grid, named), *table.findings],
    )


def _is_supposed(label: Label) -> bool:
    return label.is_of_lines and label.text == _CUSTOMER.shown


def _place(grid: Grid, label: Label) -> str:
    return grid.sheet.address(label.row or 0, label.column)


def _add(grid: Grid, labels: Sequence[Label]) -> None:
    """Let labels between the lines head those below them, along with what else stands in their rows."""
    by_row = {label.row: [label] for label in labels}
    for section in grid.sections:
        by_row.setdefault(section[0].row, []).extend(section)
    grid.sections = [by_row[row] for row in sorted(by_row, key=lambda row: row or 0)]


def _alone(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """The rows between the lines of which one cell is filled: row, column and text."""
    for row in grid.rows.lone:
        filled = [(column, cell) for column, cell in enumerate(grid.sheet.rows[row]) if cell != ""]
        if len(filled) == 1:
            ((column, cell),) = filled
            yield row, column, as_text(cell)


def _groups(grid: Grid) -> Iterator[Label]:
    for row, column, text in _alone(grid):
        if not is_label(text) and (name := name_in(text)):
            yield Label(_CUSTOMER.shown, name, row, column, is_of_lines=True)


def _days(grid: Grid) -> Iterator[Label]:
    for row, column, text in _alone(grid):
        if is_day(text):
            yield Label(NAME, grid.sheet.rows[row][column], row, column)


def _titled(grid: Grid) -> Iterator[Label]:
    """The one name in the titles above the table."""
    found = {
        (name, row, column)
        for row in range(grid.header.rows[0])
        for column, cell in enumerate(grid.sheet.rows[row])
        if isinstance(cell, str) and cell.strip() in grid.titles and (name := name_in(cell))
    }
    if len({name for name, _, _ in found}) == 1:
        name, row, column = min(found, key=lambda one: one[1:])
        yield Label(_CUSTOMER.shown, name, row, column, is_of_lines=True)


def _names_day(grid: Grid) -> bool:
    headers = headers_of_kinds(Kind.DATE)
    labels = [*grid.labels, *(label for section in grid.sections for label in section)]
    return any(plain(text) in headers for text in (*grid.texts, *(label.text for label in labels)))


def _told(grid: Grid, labels: Sequence[Label]) -> Finding:
    names = list(dict.fromkeys(str(label.value) for label in labels))
    seen = f"没有哪一格写明客户，按单独写着的“{names[0]}”{f'等 {len(names)} 家' * (len(names) > 1)}记"
    todo = "如果不对请加一格“客户：××”"
    return Finding("S129", Severity.WARNING, f"{seen}；{todo}", cell=_place(grid, labels[0]), field=_CUSTOMER.key)
