"""A sheet in segments: what stands before its rows, the rows, and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice

from neiqin_xl.workbook.look import Looks
from neiqin_xl.workbook.rows import MEASURED_ROWS, RowWriter, SheetRows, row_numbers
from neiqin_xl.workbook.segments.directory import SheetSegments, form_of
from neiqin_xl.workbook.segments.press import Press, Run, Segment

# A touched segment is rewritten whole, and each has tables of its own that say how its bytes are packed: this many rows
# of twenty cells take 3 % more room than one stream does, and an eighth of a millisecond to rewrite.
ROWS_A_SEGMENT = 80

Rows = Callable[[RowWriter], Iterator[Run]]


class SegmentedSheet:
    """A sheet that can write itself in segments, once, and afterwards knows where they lie.

    The rows come from `runs`, with `rows_a_segment` in each segment but the last, under columns of these widths.
    """

    def __init__(
        self, name: str, sheet: SheetRows, widths: tuple[float, ...], rows_a_segment: int, runs: Rows, press: Press
    ) -> None:
        self.name = name
        self.checksum = self.size = 0
        self._sheet = sheet
        self._widths = widths
        self._rows_a_segment = rows_a_segment
        self._runs = runs
        self._press = press
        self._rows = self._begin = 0
        self._segments: list[Segment] = []
        self._opening = b""
        self._writer: RowWriter

    def xml(self, looks: Looks, *, first: bool) -> SegmentedSheet:
        """The sheet's part, deflated. Which looks get which numbers does not depend on the rows."""
        self._sheet.number_looks(looks)
        self._opening = self._sheet.opening(looks, self._widths, first=first)
        self._writer = self._sheet.writer(looks)
        return self

    def defined(self) -> dict[str, str]:
        """Print titles and the filter's range."""
        return self._sheet.defined_for(self._widths, self._rows + 1)

    def pieces(self, begin: int, /) -> Iterator[bytes]:
        """The deflated part, the first byte of which is byte `begin` of the workbook."""
        segment, data = self._press.packed(self._opening)
        self._count(segment)
        yield data
        self._begin = begin + len(data)
        for run in self._runs(self._writer):
            self._rows += run.rows
            self._sheet.refuse_beyond(self._rows + 1)
            self._segments += run.segments
            for segment in run.segments:
                self._count(segment)
            yield from run.pieces
        segment, data = self._press.packed(self._sheet.closing(self._rows + 1), last=True)
        self._count(segment)
        yield data

    def told(self) -> SheetSegments:
        """Where the segments lie, when they are written."""
        return SheetSegments(
            self.name,
            form_of(self._sheet),
            self._widths,
            self._rows,
            self._rows_a_segment,
            self._begin,
            tuple(self._segments),
        )

    def _count(self, segment: Segment) -> None:
        self.checksum = self._press.joined(self.checksum, segment.checksum, segment.size)
        self.size += segment.size


def whole(name: str, sheet: SheetRows, rows_a_segment: int, press: Press) -> SegmentedSheet:
    """A sheet all of whose rows are written."""
    rows = iter(sheet.rows)
    ahead = list(islice(rows, MEASURED_ROWS))

    def runs(writer: RowWriter) -> Iterator[Run]:
        coming = chain(ahead, rows)
        numbers = row_numbers(2)
        while some := list(islice(coming, rows_a_segment)):
            yield press.run(len(some), b"".join(writer.xml(some, numbers)))

    return SegmentedSheet(name, sheet, sheet.widths(ahead), rows_a_segment, runs, press)
