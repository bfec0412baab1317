"""A table as it was read: typed columns, where each value stood, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from neiqin_xl.model.finding import Finding
from neiqin_xl.model.sheet_type import Field, SheetType
from neiqin_xl.words import Word

Value = str | int | None
T = TypeVar("T")


class Source(NamedTuple):
    """The column that a field was read from: its header as written and its letter."""

    header: str
    column: str


@dataclass(frozen=True)
class Table:
    """One table of a sheet, columnar. Index i of every list is the i-th data row; `rows[i]` is its row in the sheet.

    `type` is None for a table of no known type: `columns` and `sums` then have its own header texts as keys and
    `values`
    is empty. `values` holds each recognised field's column by `Kind` (see there); a cell that could not be read is None
    there, named in `unread` as (i, field) and explained in `findings`. `fields` are document fields found outside
    the grid, as field to cell address; their values are already in `values`. `sums` are exact decimals as text, of
    all data rows, money by currency. `unused_columns` are letters, `unused_headers` what stands over them, `above` the
    texts over the table: its titles, and the values of labels.

    Several lines may stand in one row, each with a quantity of its own: `rows` then has it as often, and `places` the
    cell address of each line's value, for fields whose lines do not have it from one column.
    """

    sheet: str
    range: str
    header_row: int
    type: SheetType | None
    confidence: float
    columns: dict[str, Source]
    rows: list[int]
    values: dict[str, list[Value]]
    fields: dict[str, str] = field(default_factory=dict)
    unused_columns: list[str] = field(default_factory=list)
    unused_headers: dict[str, str] = field(default_factory=dict)
    sums: dict[str, str | dict[str, str]] = field(default_factory=dict)
    unread: frozenset[tuple[int, str]] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    totals: int = 0
    skipped: int = 0
    layout: str = ""
    above: tuple[str, ...] = ()
    places: dict[str, list[str]] = field(default_factory=dict)
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    def present(self, word: Word) -> Iterator[tuple[int, int | str]]:
        """(i, value) of every row in which the field named by `word` holds something."""
        for i, value in enumerate(self.values.get(word.key, ())):
            if value is not None:
                yield i, value

    def once(self, make: Callable[[Table], T]) -> T:
        """What `make` makes of the table, which is as it will stay: made once, since several rules look at the same."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def lines_at(self, row: int, cell: str | None = None, name: str | None = None) -> list[int]:
        """The lines in a row of the sheet; of several, that whose value of the field stands in `cell`, if any does."""
        lines = self.once(_by_row).get(row, [])
        its_own = [i for i in lines if self.cell(i, name) == cell] if len(lines) > 1 and cell is not None else []
        return its_own or lines

    def column(self, name: str) -> Sequence[Value]:
        """The field's values, a None for each row where the table lacks the field."""
        return self.values.get(name) or [None] * len(self.rows)

    def declared(self, name: str) -> Field:
        """The declaration of a field of this table's type; KeyError where the type is unknown or lacks it."""
        if self.type is None:
            raise KeyError(name)
        return self.type.field[name]

    def cell(self, i: int | None, name: str | None) -> str | None:
        """The address of a value, "F12"; that of a document field outside the grid; None where it stood nowhere."""
        if name is None:
            return None
        if name in self.fields:
            return self.fields[name]
        if name in self.places:
            return None if i is None else self.places[name][i]
        source = self.columns.get(name)
        if source is None or i is None:
            return None
        return f"{source.column}{self.rows[i]}"


def _by_row(table: Table) -> dict[int, list[int]]:
    """The lines of each row."""
    found: dict[int, list[int]] = {}
    for i, row in enumerate(table.rows):
        found.setdefault(row, []).append(i)
    return found
