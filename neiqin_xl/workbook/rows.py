"""Plain sheets of many rows under one header, written as they stream by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice, repeat

from neiqin_xl.workbook.book import Properties, book
from neiqin_xl.workbook.cells import CellEnds, CellForm, Holds, Value, printed_width
from neiqin_xl.workbook.look import HEADER, Looks
from neiqin_xl.workbook.names import LAST_ROW, address, column_letters
from neiqin_xl.workbook.setup import Setup, columns
from neiqin_xl.workbook.text import display_width

_AT_ONCE = 512
_HEADER_HEIGHT = 33
_NARROWEST = 6
_WIDEST = 40
_FILTER_BUTTON = 3
_PLAIN_TEXT = CellForm()


@dataclass(frozen=True)
class ColumnLook:
    """A column: its title, what its cells are, its width in characters (0: the first rows decide)."""

    title: str
    form: CellForm = _PLAIN_TEXT
    width: float = 0


@dataclass(frozen=True)
class SheetRows:
    """A sheet of rows, each a tuple with a value for each column, under a header that stays in sight.

    The rows are consumed once, when the sheet is written. OverflowError where there are more than Excel has. The first
    `frozen_columns` stay in sight too, and `filters` puts filter buttons on the header.
    """

    name: str
    columns: tuple[ColumnLook, ...]
    rows: Iterable[tuple[Value, ...]]
    frozen_columns: int = 0
    filters: bool = True
    landscape: bool = True
    tab: str = ""
    _written: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def xml(self, looks: Looks, *, first: bool = True) -> Iterator[str]:
        """The worksheet's part, piece by piece."""
        rows = iter(self.rows)
        ahead = list(islice(rows, _AT_ONCE))
        yield self._setup().opening(selected=first, tab=self.tab)
        widths = [self._width(i, column, ahead) for i, column in enumerate(self.columns)]
        yield columns(widths, [looks.number(one.form.look) for one in self.columns])
        yield f"<sheetData>{self._header(looks)}"
        last = 1
        for lines in _lines([one.form for one in self.columns], chain(ahead, rows), looks):
            last += len(lines)
            if last > LAST_ROW:
                raise OverflowError(f"sheet {self.name} has more than {LAST_ROW} rows")
            yield "".join(lines)
        yield "</sheetData>"
        self._written.append(last)
        if self.filters:
            yield f'<autoFilter ref="A1:{self._corner(last)}"/>'
        yield self._setup().closing()
        yield self._ignored(last)
        yield "</worksheet>"

    def defined(self) -> Mapping[str, str]:
        """Print titles and the filter's range."""
        names = self._setup().defined()
        if self.filters and self._written:
            names["_FilterDatabase"] = f"$A$1:${column_letters(len(self.columns) - 1)}${self._written[-1]}"
        return names

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

    def _header(self, looks: Looks) -> str:
        ends = CellEnds(CellForm(look=HEADER), looks)
        cells = "".join(f'<c r="{address(1, i)}{ends[one.title]}' for i, one in enumerate(self.columns))
        return f'<row r="1" ht="{_HEADER_HEIGHT}" customHeight="1">{cells}</row>'

    def _width(self, i: int, column: ColumnLook, ahead: list[tuple[Value, ...]]) -> float:
        if column.width:
            return column.width
        # A long title may take two lines of the header.
        title = display_width(column.title)
        narrowest = title if title <= _FILTER_BUTTON * 4 else (title + 1) // 2
        widest = max((printed_width(column.form, one) for one in {row[i] for row in ahead}), default=0)
        return min(max(_NARROWEST, narrowest + _FILTER_BUTTON * self.filters, widest + 2), _WIDEST)

    def _ignored(self, last: int) -> str:
        """Codes are text that looks like numbers: without this Excel puts a green corner on every one of them."""
        ranges = " ".join(
            f"{column_letters(i)}2:{column_letters(i)}{max(last, 2)}"
            for i, one in enumerate(self.columns)
            if one.form.holds is Holds.TEXT
        )
        return f'<ignoredErrors><ignoredError sqref="{ranges}" numberStoredAsText="1"/></ignoredErrors>' * bool(ranges)


def write_book(sheets: Iterable[SheetRows], properties: Properties | None = None) -> Iterator[bytes]:
    """A workbook of plain sheets as a stream of bytes; the same rows give the same bytes."""
    return book(sheets, properties)


class RowWriter:
    """Rows with cells of these forms, at least one, as XML.

    A row's XML is its number, put between what stands before, between and behind its numbers: one `join` a row and
    one `map` a column take a third of the time of putting cells together one by one.
    """

    def __init__(self, forms: Sequence[CellForm], looks: Looks) -> None:
        last = len(forms) - 1
        self._ends = [
            CellEnds(form, looks, after=f'<c r="{column_letters(i + 1)}' if i < last else "</row>").__getitem__
            for i, form in enumerate(forms)
        ]

    def xml(
        self, rows: Sequence[tuple[Value, ...]], numbers: Iterator[str], openings: Iterable[str] | None = None
    ) -> list[str]:
        """Each row's XML under the next of the numbers; `openings` come from `row_opening`, None for default heights.

        Ask for some hundred rows at a time: they are all in memory.
        """
        cells = map(map, self._ends, zip(*rows, strict=True))
        between = zip(repeat('<row r="'), openings or repeat(row_opening()), *cells, strict=False)
        return list(map(str.join, islice(numbers, len(rows)), between))


def row_opening(height: float = 0) -> str:
    """What stands between a row's number and that of its first cell; the height is in points, 0 for the default."""
    return f'" ht="{height:g}" customHeight="1"><c r="A' if height else '"><c r="A'


def _lines(forms: list[CellForm], rows: Iterable[tuple[Value, ...]], looks: Looks) -> Iterator[list[str]]:
    """The rows' XML, some hundred at a time."""
    writer = RowWriter(forms, looks)
    numbers = map(str, count(2))
    rows = iter(rows)
    while some := list(islice(rows, _AT_ONCE)):
        yield writer.xml(some, numbers)
