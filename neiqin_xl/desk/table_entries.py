"""What became of a table → its entry in the stored answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from neiqin_xl import money, words
from neiqin_xl.desk.results import Json, TableResult
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.finding import Severity

_QUOTED = late_pattern("“([^”]*)”")


def entry_of(result: TableResult) -> Json:
    """A table's entry with what only the reply shows: the fates, and what stood in the cells in question."""
    entry = result.as_json()
    entry["fates"] = dict(Counter(result.fates))
    entry["findings"] = [
        {**one.as_json(), "value": value} for one, value in zip(result.findings, _values(result), strict=True)
    ]
    entry["subjects"] = _subjects(result)
    entry["unused_headers"] = result.table.unused_headers
    if any(one.severity is not Severity.NOTE for one in result.findings):
        entry["row_fates"] = _runs(result.table.rows, result.fates)
    return entry


def _runs(rows: Sequence[int], fates: Sequence[str]) -> list[tuple[int, int, str]]:
    """What became of each row, rows that follow each other with the same fate as one: (first, last, fate)."""
    runs: list[tuple[int, int, str]] = []
    for row, fate in zip(rows, fates, strict=True):
        if runs and runs[-1][1:] == (row - 1, fate):
            runs[-1] = (runs[-1][0], row, fate)
        else:
            runs.append((row, row, fate))
    return runs


def _values(result: TableResult) -> Iterator[str]:
    """What stood in the cell that each finding is about, "" where that is no cell of a row."""
    if not result.findings:
        return
    table = result.table
    unread = set(table.unread)
    heads = {name for _, name in unread}
    for one in result.findings:
        if one.field is None or one.row is None or table.type is None or not table.type.has(one.field):
            yield ""
            continue
        i = next(iter(table.lines_at(one.row, one.cell, one.field)), None)
        value = None if i is None else table.column(one.field)[i]
        # A head field that could not be read is unread on every line.
        is_unread = one.field in heads if i is None else (i, one.field) in unread
        if value is None and is_unread and (quoted := _QUOTED.search(one.message)):
            yield quoted.group(1)  # what could not be read stands first in the sentence that says so
        else:
            yield "" if value is None else money.shown(table.type.field[one.field].kind, value)


def _subjects(result: TableResult) -> dict[str, str]:
    """Customer or document number of each row that a finding is about, by row number as text.

    What stands above the rows is about the one document or customer of the whole table, if there is only one.
    """
    if not result.findings:
        return {}
    table = result.table
    named = [table.column(name) for name in (table.type.number if table.type is not None and table.type.number else "",
                                             words.CUSTOMER_NAME.key, words.CUSTOMER_CODE.key)]  # fmt: skip
    wanted = {one.row for one in result.findings}
    found: dict[str, str] = {}
    for i, row in enumerate(table.rows):
        if row in wanted:
            subject = _subject([column[i] for column in named])
            # What is said of a row with several lines is said of none of them alone.
            found[str(row)] = subject if found.get(str(row), subject) == subject else ""
    common = [column[0] if column and len({*column}) == 1 else None for column in named]
    return {str(row): _subject(common) for row in wanted - {*table.rows}} | found


def _subject(named: Sequence[object]) -> str:
    number, customer, code = named
    return " ".join(str(one) for one in (number, customer) if one is not None) or str(code or "")
