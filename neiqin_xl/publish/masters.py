"""The books of one sheet type into its master workbook (台账): a sheet a year, in order of entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Protocol

from neiqin_xl import words
from neiqin_xl.ledger.books import LEADING
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, Need, SheetType
from neiqin_xl.publish.looks import edited_form
from neiqin_xl.workbook.book import Properties
from neiqin_xl.workbook.names import LAST_ROW
from neiqin_xl.workbook.rows import ColumnLook, SheetRows, write_book

ROWS_A_SHEET = LAST_ROW - 1

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

    def master_rows(self, type_name: str, year: int | None, fields: Sequence[str], /) -> Iterable[tuple[Any, ...]]:
        """(position, line id, revision, batch, file, sheet, row, status, …, then these fields), in order of entry.

        Before the fields stand the amount for which the line counts, in 分, and the code and name of its customer.
        """
        ...


def master_book(kind: SheetType, books: MasterBooks, publication: str = "") -> Iterator[bytes]:
    """The master workbook of a sheet type as a stream of bytes; the same books give the same bytes.

    Columns stand in the order of declaration, those that nothing was ever written to left out unless a paper should
    have them; then come what the line counts for and where it was read. `publication` is kept as a document property
    by which the file is known again.
    """
    custom = {"neiqin_xl.publication": publication} if publication else {}
    return write_book(_sheets(kind, books), Properties(title=kind.master.shown, custom=custom))


def master_fields(kind: SheetType, books: MasterBooks) -> list[Field]:
    """The fields that have a column in the master, in order."""
    used = books.master_fields(kind.name)
    return [one for one in kind.fields if one.need is not Need.OPTIONAL or one.name in used]


def _sheets(kind: SheetType, books: MasterBooks) -> Iterator[SheetRows]:
    shown = master_fields(kind, books)
    names = [one.name for one in shown]
    added = (*(_BOOKED if kind.posts else ()), *_TRAILING)
    pick = itemgetter(*range(LEADING, LEADING + len(shown)), *(place for place, _, _ in added))
    columns = (
        *(ColumnLook(one.shown, edited_form(one.kind, one.word)) for one in shown),
        *(ColumnLook(word.shown, edited_form(cells)) for _, word, cells in added),
    )
    years = books.master_years(kind.name)
    undated = _UNDATED if years and kind.dated else kind.master.shown
    for year in years or [0]:
        name = f"{year}年" if year else undated
        rows = map(pick, books.master_rows(kind.name, year, names))
        for part in _parts(rows, ROWS_A_SHEET):
            yield SheetRows(name, columns, part, frozen_columns=_IN_SIGHT)


def _parts(rows: Iterator[Any], most: int) -> Iterator[Iterator[Any]]:
    """The rows in runs of what a sheet can hold; one empty run where there are none. Each must be used up in turn."""
    yield islice(rows, most)
    for first in rows:
        yield chain([first], islice(rows, most - 1))
