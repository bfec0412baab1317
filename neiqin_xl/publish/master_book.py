"""A master workbook as a stream of bytes: written whole, or made of what was published last and the lines touched."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from neiqin_xl import machine
from neiqin_xl.ledger.positions import Positions
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.publish.master_change import MasterChange
from neiqin_xl.publish.master_state import MasterState
from neiqin_xl.publish.masters import ROWS_A_SHEET, MasterBooks, master_fields, master_sheets
from neiqin_xl.workbook.book import Properties
from neiqin_xl.workbook.segments import Directory, SegmentedBook, opened


class Published(NamedTuple):
    """A master as it was published last: the file, what it showed, and where its segments lie in it."""

    path: Path
    state: MasterState
    directory: bytes


class MasterBook:
    """The master of a sheet type, to be iterated once.

    The same books give the same rows, whether they are written whole or changed. The bytes around them may differ:
    columns stay as wide as earlier rows needed them.
    """

    def __init__(
        self, kind: SheetType, books: MasterBooks, published: Published | None = None, touched: Iterable[int] = ()
    ) -> None:
        """`touched` are the positions of the lines that may show otherwise than in the master `published` last.

        Where that is not given, or not as it was, or has other columns or sheets, the master is written whole. Once it
        is, `is_whole` tells, and `made` holds what it shows and where its segments lie: None where that is of no use.
        Iterating raises BusyFile where somebody writes to the published master meanwhile.
        """
        self._kind, self._books, self._published = kind, books, published
        self._touched = touched
        self._properties = Properties(title=kind.master.shown)
        self.is_whole = True
        self.made: tuple[MasterState, bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        changed = self._changed()
        if changed is None:
            yield from self._whole()
            return
        self.is_whole = False
        state, book = changed
        try:
            yield from book
        except ValueError as error:
            self._refuse_if_saved(error)
            raise
        self.made = (state, book.directory.to_bytes())

    def _refuse_if_saved(self, error: ValueError) -> None:
        """BusyFile where the published master, while it was read, became something else than it was."""
        published = self._published
        directory = None if published is None else Directory.from_bytes(published.directory)
        if published is None or directory is None:
            return
        earlier = opened(published.path, directory)
        if earlier is None:
            raise machine.BusyFile(errno.EBUSY, "saved while it was read", str(published.path)) from error
        earlier.close()

    def _whole(self) -> Iterator[bytes]:
        shown = [one.name for one in master_fields(self._kind, self._books)]
        positions: dict[int, Positions] = {}
        book = SegmentedBook(master_sheets(self._kind, self._books, shown, positions), self._properties)
        yield from book
        if all(len(one) <= ROWS_A_SHEET for one in positions.values()):
            called = self._books.master_names(self._kind.name)
            state = MasterState(tuple(shown), self._books.has_price_list(), positions, called)
            self.made = (state, book.directory.to_bytes())

    def _changed(self) -> tuple[MasterState, SegmentedBook] | None:
        published = self._published
        directory = None if published is None else Directory.from_bytes(published.directory)
        if published is None or directory is None:
            return None
        change = MasterChange(self._kind, self._books, published.state, Positions.of(self._touched)).made()
        earlier = None if change is None else opened(published.path, directory)
        if change is None or earlier is None:
            return None
        state, sheets = change
        if not all(earlier.fits(one.sheet) for one in sheets):
            earlier.close()
            return None
        return state, SegmentedBook(sheets, self._properties, earlier=earlier)
