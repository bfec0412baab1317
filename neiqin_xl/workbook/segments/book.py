"""Sheets into a workbook whose rows lie in segments, written whole or with what stays taken from an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neiqin_xl.workbook.book import Properties, book
from neiqin_xl.workbook.look import Looks
from neiqin_xl.workbook.names import sheet_name
from neiqin_xl.workbook.rows import SheetRows
from neiqin_xl.workbook.segments.change import SheetChange, changed
from neiqin_xl.workbook.segments.directory import Directory
from neiqin_xl.workbook.segments.earlier import Earlier
from neiqin_xl.workbook.segments.press import Press
from neiqin_xl.workbook.segments.sheet import ROWS_A_SEGMENT, SegmentedSheet, whole


class SegmentedBook:
    """A workbook as a stream of bytes, for one iteration; the same sheets give the same bytes.

    Each sheet is asked for when it is its turn, and comes with all its rows or as a change of one in `earlier`. With
    widths given for all columns, changes give the very bytes that the final rows would give. The earlier workbook is
    closed when the iteration ends. Errors as for `book` and `changed`.
    """

    def __init__(
        self,
        sheets: Iterable[SheetRows | SheetChange],
        properties: Properties | None = None,
        *,
        earlier: Earlier | None = None,
        rows_a_segment: int = ROWS_A_SEGMENT,
    ) -> None:
        self._sheets = sheets
        self._properties = properties
        self._earlier = earlier
        self._rows_a_segment = rows_a_segment
        self._press = Press()
        self._directory: Directory | None = None

    @property
    def directory(self) -> Directory:
        """Where the segments lie; RuntimeError before the last byte is written."""
        if self._directory is None:
            raise RuntimeError("the workbook is not written yet")
        return self._directory

    def __iter__(self) -> Iterator[bytes]:
        """The workbook piece by piece."""
        looks = Looks(self._earlier.directory.looks if self._earlier else ())
        written: list[SegmentedSheet] = []
        size = checksum = 0
        try:
            for piece in book(self._segmented(written), self._properties, looks=looks):
                size += len(piece)
                checksum = self._press.checksum(piece, checksum)
                yield piece
        finally:
            if self._earlier:
                self._earlier.close()
        self._directory = Directory(size, checksum, looks.known, tuple(sheet.told() for sheet in written))

    def _segmented(self, written: list[SegmentedSheet]) -> Iterator[SegmentedSheet]:
        names: set[str] = set()
        for one in self._sheets:
            wanted = one.sheet.name if isinstance(one, SheetChange) else one.name
            name = sheet_name(wanted, names)
            names.add(name.casefold())
            if isinstance(one, SheetRows):
                sheet = whole(name, one, self._rows_a_segment, self._press)
            elif self._earlier is None:
                raise ValueError(f"sheet {name} changes, but there is no earlier workbook")
            else:
                sheet = changed(name, one, self._earlier, self._press)
            written.append(sheet)
            yield sheet
