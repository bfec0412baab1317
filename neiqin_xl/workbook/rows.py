"""Plain sheets of many rows under one header, written as they stream by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice, repeat

from neiqin_xl.workbook.cells import CellEnds, CellForm, Holds, Value, looks_of, widest
from neiqin_xl.workbook.look import HEADER, Looks
from neiqin_xl.workbook.names import LAST_ROW, address, column_letters
from neiqin_xl.workbook.paper import SMALLEST, side_by_side
from neiqin_xl.workbook.setup import Setup, columns, on_paper
from neiqin_xl.workbook.text import display_width

MEASURED_ROWS = 512
_AT_ONCE = 512
_HEADER_HEIGHT = 33
_NARROWEST = 6
_WIDEST = 40
_FILTER_BUTTON = 2
_LONG_TITLE = 12
_PLAIN_TEXT = CellForm()


@dataclass(frozen=True)
class ColumnLook:
    """A column: its title, what its cells are, its width in characters (0: the first rows decide).

    `place` is where in a row its value stands; None where the column stands among the columns.
    """

    title: str
    form: CellForm = _PLAIN_TEXT
    width: float = 0
    place: int | None = field(default=None, repr=False)


@dataclass(frozen=True)
class SheetRows:
    """A sheet of rows, each a tuple with the values of the columns, under a header that stays in sight.

    The rows are consumed once, when the sheet is written. OverflowError where there are more than Excel has. The first
    `frozen_columns` stay in sight too, `filters` puts filter buttons on the header, and only the first `printed`
    columns are put on paper (0: all). Where these are too many to be read on one page, the last of them follow behind
    all pages of the others, the first `keys` beside them again.
    """

    name: str
    columns: tuple[ColumnLook, ...]
    rows: Iterable[tuple[Value, ...]]
    frozen_columns: int = 0
    filters: bool = True
    landscape: bool = True
    tab: str = ""
    printed: int = 0
    keys: int = 0
    _written: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def xml(self, looks: Looks, *, first: bool = True) -> Iterator[bytes]:
        """The worksheet's part, piece by piece."""
        rows = iter(self.rows)
        ahead = list(islice(rows, MEASURED_ROWS))
        widths = self.widths(ahead)
        yield self.opening(looks, widths, first=first)
        last = 1
        for lines in _lines(self.writer(looks), chain(ahead, rows)):
            last += len(lines)
            self.refuse_beyond(last)
            yield b"".join(lines)
        self._written.update(self.defined_for(widths, last))
        yield self.closing(last)

    def defined(self) -> Mapping[str, str]:
        """Print titles, what is printed, and the filter's range; nothing before the sheet is written."""
        return self._written

    def opening(self, looks: Looks, widths: Sequence[float], *, first: bool) -> bytes:
        """The sheet's part up to its header row, with the columns so many characters wide."""
        styles = [looks.number(one.form.look) for one in self.columns]
        opening = self._setup().opening(selected=first, tab=self.tab)
        return f"{opening}{columns(widths, styles)}<sheetData>".encode() + self._header(looks)

    def closing(self, last: int) -> bytes:
        """The sheet's part behind its last row, which has that number."""
        filters = f'<autoFilter ref="A1:{self._corner(last)}"/>' * self.filters
        return f"</sheetData>{filters}{self._setup().closing()}{self._ignored(last)}</worksheet>".encode()

    def defined_for(self, widths: Sequence[float], last: int) -> dict[str, str]:
        """Print titles, what is printed of columns so wide, and the filter's range, down to that row."""
        setup = self._setup()
        names = setup.defined()
        if self.printed:
            keys, runs = side_by_side(on_paper(widths[: self.printed]), self.keys, setup.across(SMALLEST))
            names["Print_Area"] = ",".join(_block(one, last) for one in runs)
            if keys and len(runs) > 1:
                names["Print_Titles"] = f"$A:${column_letters(keys - 1)},{names['Print_Titles']}"
        if self.filters:
            names["_FilterDatabase"] = _block(range(len(self.columns)), last)
        return names

    def widths(self, rows: Sequence[tuple[Value, ...]]) -> tuple[float, ...]:
        """How wide the columns are in characters, where these rows decide."""
        return tuple(map(self._width, self.columns, self._places(), repeat(rows)))

    def number_looks(self, looks: Looks) -> None:
        """Give every look that any row might have its number, so that numbers do not depend on the rows."""
        for column in self.columns:
            for look in looks_of(column.form):
                looks.number(look)

    def writer(self, looks: Looks) -> RowWriter:
        """What writes the sheet's rows."""
        return RowWriter([one.form for one in self.columns], looks, places=self._places())

    def refuse_beyond(self, last: int) -> None:
        """OverflowError where Excel has no row of that number."""
        if last > LAST_ROW:
            raise OverflowError(f"sheet {self.name} has more than {LAST_ROW} rows")

    def _setup(self) -> Setup:
        return Setup(
            frozen=1,
            frozen_columns=self.frozen_columns,
            titles=(1, 1),
            landscape=self.landscape,
            gridlines=True,
        )

    def _corner(self, last: int) -> str:
        return address(last, len(self.columns) - 1)

    def _header(self, looks: Looks) -> bytes:
        writer = RowWriter([CellForm(look=HEADER)] * len(self.columns), looks, _HEADER_HEIGHT)
        return writer.xml([tuple(one.title for one in self.columns)], row_numbers(1))[0]

    def _places(self) -> list[int]:
        """Where in a row the columns' values stand."""
        return [i if one.place is None else one.place for i, one in enumerate(self.columns)]

    def _width(self, column: ColumnLook, place: int, ahead: Sequence[tuple[Value, ...]]) -> float:
        if column.width:
            return column.width
        # A long title may take two lines of the header.
        title = display_width(column.title)
        narrowest = title if title <= _LONG_TITLE else (title + 1) // 2
        content = widest(column.form, {row[place] for row in ahead})
        return min(max(_NARROWEST, narrowest + _FILTER_BUTTON * self.filters, content + 1), _WIDEST)

    def _ignored(self, last: int) -> str:
        """Codes are text that looks like numbers: without this Excel puts a green corner on every one of them."""
        ranges = " ".join(
            f"{column_letters(i)}2:{column_letters(i)}{max(last, 2)}"
            for i, one in enumerate(self.columns)
            if one.form.holds is Holds.TEXT
        )
        return f'<ignoredErrors><ignoredError sqref="{ranges}" numberStoredAsText="1"/></ignoredErrors>' * bool(ranges)


class RowWriter:
    """Rows with cells of these forms, at least one, as XML; the height is in points, 0 for the default.

    A row's XML is its number, put between what stands before, between and behind its numbers: one `join` a row and
    one `map` a column take a third of the time of putting cells together one by one.
    """

    def __init__(
        self, forms: Sequence[CellForm], looks: Looks, height: float = 0, *, places: Sequence[int] | None = None
    ) -> None:
        """`places` are where in a row the cells' values stand, where those are not all values in their order."""
        last = len(forms) - 1
        self._opening = f'" ht="{height:g}" customHeight="1"><c r="A'.encode() if height else b'"><c r="A'
        self._places = range(len(forms)) if places is None else places
        self._ends = [
            CellEnds.of(form, looks, f'<c r="{column_letters(i + 1)}' if i < last else "</row>").column
            for i, form in enumerate(forms)
        ]

    def xml(self, rows: Sequence[tuple[Value, ...]], numbers: Iterator[bytes]) -> list[bytes]:
        """Each row's XML under the next of the numbers. Ask for some hundred rows at a time: they are all in memory."""
        if not rows:
            return []
        values = [*zip(*rows, strict=True)]
        cells = [ends(values[place]) for ends, place in zip(self._ends, self._places, strict=True)]
        between = zip(repeat(b'<row r="'), repeat(self._opening), *cells, strict=False)
        return list(map(bytes.join, islice(numbers, len(rows)), between))


def _block(columns: range, last: int) -> str:
    """These columns down to that row, as a fixed range."""
    return f"${column_letters(columns[0])}$1:${column_letters(columns[-1])}${last}"


def row_numbers(first: int) -> Iterator[bytes]:
    """The numbers of rows from that one on, as they are written."""
    return map(str.encode, map(str, count(first)))


def _lines(writer: RowWriter, rows: Iterable[tuple[Value, ...]]) -> Iterator[list[bytes]]:
    """The rows' XML, some hundred at a time."""
    numbers = row_numbers(2)
    rows = iter(rows)
    while some := list(islice(rows, _AT_ONCE)):
        yield writer.xml(some, numbers)
