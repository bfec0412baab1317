"""The books of one sheet type into its master workbook (台账): a sheet a year, in order of entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from typing import Any, Protocol

from neiqin_xl import words
from neiqin_xl.ledger.books import LEADING
from neiqin_xl.ledger.entries import Called
from neiqin_xl.ledger.positions import Positions
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, Need, SheetType
from neiqin_xl.publish.looks import edited_form
from neiqin_xl.workbook.names import LAST_ROW
from neiqin_xl.workbook.rows import ColumnLook, SheetRows

ROWS_A_SHEET = LAST_ROW - 1

Row = tuple[Any, ...]

# Where the books put what follows the fields, and how the master heads it: first what papers alone have, since a paper
# leaves out what another one says, and a master must add up to the reports.
_BOOKED = (
    (8, words.BOOKED_AMOUNT, Kind.MONEY),
    (9, words.FILED_CUSTOMER_CODE, Kind.CODE),
    (10, words.FILED_CUSTOMER_NAME, Kind.TEXT),
)
_TRAILING = (
    (7, words.STATE, Kind.ENUM),
    (2, words.REVISION, Kind.INT),
    (3, words.BATCH, Kind.INT),
    (4, words.SOURCE_FILE, Kind.TEXT),
    (5, words.SOURCE_SHEET, Kind.TEXT),
    (6, words.SOURCE_ROW, Kind.INT),
)
# By what a line is known on a further page.
_TELLING = (words.CUSTOMER_NAME.key, words.PRODUCT_NAME.key)
_KEYS_AT_MOST = 5
_UNDATED = "未注明日期"
_IN_SIGHT = 1


class MasterBooks(Protocol):
    """What a master needs of the books."""

    def master_years(self, type_name: str, /) -> list[int]:
        """The years in which there are lines of that type, oldest first; 0 for undated ones and for master data."""
        ...

    def master_fields(self, type_name: str, /) -> AbstractSet[str]:
        """The names of the type's fields in which any line holds something."""
        ...

    def master_rows(
        self, type_name: str, year: int | None, fields: Sequence[str], positions: Iterable[int] | None = None, /
    ) -> Iterable[Row]:
        """(position, line id, revision, batch, file, sheet, row, status, …, then these fields), in order of entry.

        Before the fields stand the amount for which the line counts, in 分, and the code and name of its customer.
        With `positions`, only the lines that stand there.
        """
        ...

    def master_names(self, type_name: str, /) -> Called:
        """The code and the name that the master shows for each customer, by id."""
        ...

    def master_positions(self, type_name: str, customers: Iterable[str], /) -> list[int]:
        """The positions of the lines that count for these customers, and maybe of some more."""
        ...

    def master_witness(self, type_name: str, field: str, /) -> int | None:
        """The position of a line that holds a value in that field; None where none does."""
        ...

    def has_price_list(self) -> bool:
        """Whether any product is on file, without which no line says that its product is not."""
        ...


class MasterRows:
    """Rows of the books → sheets of a master that has a column for each of the fields `shown`.

    Columns stand in the order of declaration; then come what the line counts for and where it was read.
    """

    def __init__(self, kind: SheetType, shown: Sequence[str], read: Sequence[str]) -> None:
        """`read` are the names of the fields that the books' rows hold."""
        at = {name: LEADING + n for n, name in enumerate(read)}
        telling = {kind.number, *_TELLING}
        added = (*(_BOOKED if kind.posts else ()), *_TRAILING)
        fields = [kind.field[name] for name in shown]
        self._kind = kind
        # What the line counts for and where it was read is for the screen: on paper it would make the rest small.
        self._own = len(fields)
        self._keys = 1 + max((n for n, name in enumerate(shown[:_KEYS_AT_MOST]) if name in telling), default=0)
        self._dated = at.get(kind.dated) if kind.dated is not None else None
        self._columns = (
            *(ColumnLook(one.shown, edited_form(one.kind, one.word), place=at[one.name]) for one in fields),
            *(ColumnLook(word.shown, edited_form(cells), place=place) for place, word, cells in added),
        )

    def year(self, row: Row) -> int:
        """The year on whose sheet a line stands; 0 where it has none."""
        day = None if self._dated is None else row[self._dated]
        return int(day[:4]) if day else 0

    def sheet(self, year: int, rows: Iterable[Row], *, alone: bool = False) -> SheetRows:
        """The sheet of a year with these rows; `alone` where there are no lines at all."""
        undated = _UNDATED if self._kind.dated and not alone else self._kind.master.shown
        name = f"{year}年" if year else undated
        return SheetRows(name, self._columns, rows, frozen_columns=_IN_SIGHT, printed=self._own, keys=self._keys)


def master_fields(kind: SheetType, books: MasterBooks) -> list[Field]:
    """The fields that have a column in the master, in order: those that a paper should have, and those in use."""
    used = books.master_fields(kind.name)
    return [one for one in kind.fields if one.need is not Need.OPTIONAL or one.name in used]


def master_sheets(
    kind: SheetType, books: MasterBooks, shown: Sequence[str], passed: dict[int, Positions]
) -> Iterator[SheetRows]:
    """The sheets of a whole master, each to be used up in turn.

    `passed` gets the positions of the lines on each year's sheet, while they are written.
    """
    made = MasterRows(kind, shown, shown)
    years = books.master_years(kind.name)
    for year in years or [0]:
        positions = passed[year] = Positions()
        rows = positions.passing(books.master_rows(kind.name, year, shown))
        for part in _parts(rows, ROWS_A_SHEET):
            yield made.sheet(year, part, alone=not years)


def _parts(rows: Iterator[Row], most: int) -> Iterator[Iterator[Row]]:
    """The rows in runs of what a sheet can hold; one empty run where there are none. Each must be used up in turn."""
    yield islice(rows, most)
    for first in rows:
        yield chain([first], islice(rows, most - 1))
