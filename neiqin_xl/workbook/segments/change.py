"""Some rows of a segmented sheet changed, removed, put in between or added, the segments without them left packed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, islice

from neiqin_xl.workbook.cells import Value
from neiqin_xl.workbook.names import column_letters
from neiqin_xl.workbook.rows import MEASURED_ROWS, RowWriter, SheetRows, row_numbers
from neiqin_xl.workbook.segments.directory import SheetSegments
from neiqin_xl.workbook.segments.earlier import Earlier
from neiqin_xl.workbook.segments.press import Press, Run
from neiqin_xl.workbook.segments.sheet import SegmentedSheet
from neiqin_xl.workbook.segments.splicing import renumbered, replaced, split

Row = tuple[Value, ...]
_FIRST = 2


@dataclass(frozen=True)
class SheetChange:
    """What becomes of a sheet that lies in segments already; `sheet.rows` are the rows that are added at its end.

    Numbers are those that the rows have in the earlier workbook, the first one under the header being 2. `changed` rows
    stand where the old ones stood, `inserted` ones before the row of their number. A changed row costs its segment.
    A row that is removed or inserted costs all segments below it, since every cell says its address; their rows are
    not asked for.
    """

    sheet: SheetRows
    changed: Mapping[int, Row] = field(default_factory=dict)
    removed: AbstractSet[int] = frozenset()
    inserted: Mapping[int, Sequence[Row]] = field(default_factory=dict)


def changed(name: str, change: SheetChange, earlier: Earlier, press: Press) -> SegmentedSheet:
    """The sheet as it becomes. ValueError where it is not in the earlier workbook, or a row that is named is not."""
    before = earlier.segments(change.sheet)
    _refuse_strangers(change, before.last)
    added = iter(change.sheet.rows)
    ahead = list(islice(added, max(MEASURED_ROWS - before.rows, 1)))
    rows = _ChangedRows(change, before, earlier, press, chain(ahead, added), grows=bool(ahead))
    widths = _widths(change, before, ahead)
    return SegmentedSheet(name, change.sheet, widths, before.rows_a_segment, rows.runs, press)


def _refuse_strangers(change: SheetChange, last: int) -> None:
    strangers = [number for number in chain(change.changed, change.removed) if not _FIRST <= number <= last]
    strangers += [number for number in change.inserted if not _FIRST <= number <= last + 1]
    if strangers:
        raise ValueError(f"sheet {change.sheet.name} has no row {min(strangers)}")
    both = change.removed & change.changed.keys()
    if both:
        raise ValueError(f"row {min(both)} of sheet {change.sheet.name} is both changed and removed")


def _widths(change: SheetChange, before: SheetSegments, ahead: Sequence[Row]) -> tuple[float, ...]:
    """The widths that there were, or more where the first rows need more."""
    beyond = _FIRST + MEASURED_ROWS
    new = [row for number, row in change.changed.items() if number < beyond]
    new += chain.from_iterable(rows for number, rows in change.inserted.items() if number < beyond)
    new += ahead[: max(MEASURED_ROWS - before.rows, 0)]
    return tuple(map(max, before.widths, change.sheet.widths(new))) if new else before.widths


class _ChangedRows:
    """The rows of a changed sheet as runs of segments."""

    def __init__(
        self,
        change: SheetChange,
        before: SheetSegments,
        earlier: Earlier,
        press: Press,
        added: Iterator[Row],
        *,
        grows: bool,
    ) -> None:
        self._change = change
        self._before = before
        self._earlier = earlier
        self._press = press
        self._added = added
        self._at_once = before.rows_a_segment
        self._offsets = before.offsets()
        self._letters = [column_letters(i).encode("ascii") for i in range(len(change.sheet.columns))]
        moved = [self._segment_of(number) for number in chain(change.removed, change.inserted)]
        if grows:
            moved.append(self._segment_of(before.last + 1))
        # The segments from here on are not those that they were.
        self._moved = min(moved, default=len(before.segments))

    def runs(self, writer: RowWriter) -> Iterator[Run]:
        """The segments in order: those without a change as they lie in the earlier workbook."""
        touched: dict[int, dict[int, Row]] = defaultdict(dict)
        for number, row in self._change.changed.items():
            touched[self._segment_of(number)][number] = row
        done = 0
        for i in sorted(touched):
            if i >= self._moved:
                break
            yield from self._kept(done, i)
            content = replaced(self._content(i), _written(writer, touched[i]))
            yield self._press.run(self._rows_in(i), content)
            done = i + 1
        yield from self._kept(done, self._moved)
        yield from self._flowing(writer, touched)

    def _kept(self, begin: int, end: int) -> Iterator[Run]:
        if begin < end:
            rows = (end - begin - 1) * self._at_once + self._rows_in(end - 1)
            pieces = self._earlier.between(self._offsets[begin], self._offsets[end])
            yield Run(rows, self._before.segments[begin:end], pieces)

    def _flowing(self, writer: RowWriter, touched: Mapping[int, Mapping[int, Row]]) -> Iterator[Run]:
        """The segments from the first row on whose number is another one, or was not there."""
        held: list[bytes] = []
        for rows in self._moved_rows(writer, touched):
            held += rows
            while len(held) >= self._at_once:
                yield self._press.run(self._at_once, b"".join(held[: self._at_once]))
                del held[: self._at_once]
        if held:
            yield self._press.run(len(held), b"".join(held))

    def _moved_rows(self, writer: RowWriter, touched: Mapping[int, Mapping[int, Row]]) -> Iterator[list[bytes]]:
        """The rows of those segments under their new numbers, then the added ones, some hundred at a time."""
        new = self._moved * self._at_once + _FIRST
        for i in range(self._moved, len(self._before.segments)):
            rows = self._edited(i, new, writer, touched.get(i, {}))
            new += len(rows)
            yield rows
        numbers = row_numbers(new)
        coming = chain(self._change.inserted.get(self._before.last + 1, ()), self._added)
        while some := list(islice(coming, self._at_once)):
            yield writer.xml(some, numbers)

    def _edited(self, i: int, new: int, writer: RowWriter, other: Mapping[int, Row]) -> list[bytes]:
        """What becomes of the rows of one segment, the first of which is to have the number `new`."""
        rows: list[bytes] = []
        for number, row in enumerate(split(self._content(i)), i * self._at_once + _FIRST):
            if put := self._change.inserted.get(number):
                rows += _written(writer, dict(enumerate(put, new + len(rows)))).values()
            if number in self._change.removed:
                continue
            now = new + len(rows)
            if number in other:
                rows.append(_written(writer, {now: other[number]})[now])
            else:
                rows.append(row if number == now else renumbered(row, number, now, self._letters))
        return rows

    def _content(self, i: int) -> bytes:
        data = b"".join(self._earlier.between(self._offsets[i], self._offsets[i + 1]))
        return self._press.unpacked(self._before.segments[i], data)

    def _rows_in(self, i: int) -> int:
        return min(self._at_once, self._before.rows - i * self._at_once)

    def _segment_of(self, number: int) -> int:
        return (number - _FIRST) // self._at_once


def _written(writer: RowWriter, rows: Mapping[int, Row]) -> dict[int, bytes]:
    """The rows' XML under their numbers."""
    return dict(zip(rows, writer.xml(list(rows.values()), map(b"%d".__mod__, rows)), strict=True))
