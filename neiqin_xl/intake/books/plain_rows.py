"""The rows of a sheet's part that is written as plainly as most programs write, found by a pattern of whole rows.

The rows of a sheet are nearly all alike: a pattern with all their cells, made from a few of them, takes them whole and
gives whole columns. A row that does not fit it is taken cell by cell; where that fails too, the part is left to other
readers. Whatever is taken is understood to its last tag.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import NamedTuple

from neiqin_xl.intake.books.package import walk
from neiqin_xl.intake.books.plain_cells import KEPT_TEXT, TEXT, VALUE, PlainCells, UnplainError, Way
from neiqin_xl.intake.gate.extent import Extent
from neiqin_xl.intake.sheet import Cell
from neiqin_xl.workbook.names import column_index

BLANK = b""
"""How the value of a cell begins that only has a style."""

# Making a pattern costs as much as taking a hundred rows cell by cell.
_WORTH_A_PATTERN = 40 << 10
_SLICE = 1 << 20
_SAMPLES = 4
_MOST_FORMS = 300
_SHORTEST_ROW = len(b"<row />")
_MOST_FIELDS = 4 << 20  # of the rows of one slice, filled or not: each takes its place in memory
_MOST_ODD = 8  # one in so many rows

_OTHERS = rb'(?>(?: [\w:]++(?<! r)="[^"<>&]*+")*)'
_FORMULA = rb"(?><f" + _OTHERS.replace(b"(?<! r)", b"") + rb"(?:/>|>[^<]*+</f>)|)"
_ATTRIBUTES = rb'(?: s="(\d{1,5})")?(?: t="(n|s|inlineStr)")?'
_PLACE = rb'<c r="([A-Z]{1,3})(\d{1,7})"'
_IN_PLACE = KEPT_TEXT + rb"|" + TEXT
_FILLED = rb">(?:" + _FORMULA + rb"(<v>)([^<]+)</v>|(" + _IN_PLACE + rb")([^<]+)</t></is>)</c>"
_CELL = re.compile(_PLACE + _ATTRIBUTES + rb"(?:/>|></c>|" + _FILLED + rb")")
_CELLS = re.sub(rb"\((?!\?)", rb"(?:", _CELL.pattern)
_ROW = re.compile(rb'<row r="(\d{1,7})"' + _OTHERS + rb"(?:/>|>((?>(?:" + _CELLS + rb")*))</row>)")
# Up to the next row and no further, so that a part which is not closed anywhere costs no more than another.
_ANY_ROW = rb"(<row\s[^<>]*+(?:(?<=/)>|(?<!/)>[^<]*+(?>(?:<(?!/?row)[^<]*+)*)</row>))"
_ENDS = rb"\s*+(?=<row\s|\Z)"
# Whatever is no row is found too, up to the end: nothing is passed over unseen.
_ANYTHING = rb"|([\s\S]++)"
_BODY, _BODY_END, _NO_ROWS = re.compile(rb"<sheetData(?:/>|>\s*)"), b"</sheetData>", b"<sheetData/>"


class Form(NamedTuple):
    """Cells of one column that are written in one way."""

    column: bytes
    way: Way


@dataclass
class Rectangle:
    """The rectangle around a sheet's filled cells, as equally long rows, and where it begins, counted from 0."""

    rows: list[list[Cell]]
    top: int = 0
    left: int = 0


def plain_rows(xml: bytes, cells: PlainCells, most: int) -> Rectangle:
    """The rows of a sheet's part; UnplainError where it is odd, or its rectangle has more cells than `most`."""
    start, end = _body(xml)
    reading = _Reading(cells, most)
    if end - start > _WORTH_A_PATTERN:
        reading.learn(xml, start, end)
    for begin, stop in _slices(xml, start, end):
        reading.take(xml, begin, stop)
    return reading.rectangle()


def _body(xml: bytes) -> tuple[int, int]:
    """Where the rows begin and end."""
    start = xml.find(b"<sheetData")
    begin = _BODY.match(xml, max(start, 0))
    if begin is None or xml.find(b"sheetData") != start + 1 or xml.find(b"<?", 5, start) >= 0:
        raise UnplainError
    end = begin.end() if begin.group().endswith(b"/>") else xml.rfind(_BODY_END)
    around = xml[:start] + _NO_ROWS + xml[end:].removeprefix(_BODY_END)
    if end < begin.end() or b"<!" in around or not walk(around):
        raise UnplainError
    return begin.end(), end


def _slices(xml: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The rows in pieces: what is found of all of them at once would fill the memory."""
    while start < end:
        stop = end
        if end - start > _SLICE:
            stop = xml.rfind(b"<row ", start + 1, start + _SLICE)
            if stop < 0:
                raise UnplainError
        yield start, stop
        start = stop


class _Pattern:
    """The pattern of rows whose cells have certain forms."""

    def __init__(self, forms: frozenset[Form]) -> None:
        self.forms = forms
        self.filled: list[Form] = []
        by_column: dict[bytes, list[Form]] = {}
        for form in sorted(forms, key=lambda one: (len(one.column), one.column, one.way)):
            by_column.setdefault(form.column, []).append(form)
        cells: list[bytes] = []
        for column, ways in by_column.items():
            self.filled += [form for form in ways if form.way.opening != BLANK]
            cells.append(rb'(?><c r="%s\1"(?:%s)|)' % (column, rb"|".join(_written(form.way) for form in ways)))
        row = rb'<row r="(\d{1,7})"' + _OTHERS + rb">" + b"".join(cells) + rb"</row>"
        self.rows = re.compile(rb"(?:" + row + rb"|" + _ANY_ROW + rb")" + _ENDS + _ANYTHING)

    def fits(self, xml: bytes, place: int) -> bool:
        """Whether the row at a place is one of these."""
        row = self.rows.match(xml, place)
        return row is not None and row.groups()[-2:] == (None, None)


def _written(way: Way) -> bytes:
    """The pattern of what stands behind the place of a cell that is written so."""
    style = b' s="%s"' % way.style if way.style else b""
    kind = b' t="%s"' % way.kind if way.kind else b""
    if way.opening == BLANK:
        return style + kind + rb"(?:/>|></c>)"
    if way.opening == VALUE:
        return style + kind + rb">" + _FORMULA + rb"<v>([^<]++)</v></c>"
    return style + kind + rb">" + way.opening + rb"([^<]++)</t></is></c>"


def _forms(cells: bytes) -> Iterator[Form]:
    for column, _, style, kind, opening, _, opening_text, _ in _CELL.findall(cells):
        yield Form(column, Way(style, kind, opening or opening_text))


_PATTERN_OF_NOTHING = _Pattern(frozenset())
# The files of one run have few layouts: what the rows of one look like is known from the one before.
_KNOWN: deque[_Pattern] = deque(maxlen=8)


def _pattern_of(forms: frozenset[Form]) -> _Pattern:
    """A pattern with these forms, and with those of a pattern that has most of them."""
    alike = next((one.forms for one in _KNOWN if 2 * len(forms & one.forms) > len(forms)), frozenset[Form]())
    wanted = forms | alike if len(forms | alike) <= _MOST_FORMS else forms
    if len(wanted) > _MOST_FORMS:
        raise UnplainError
    _KNOWN.appendleft(_Pattern(wanted))
    return _KNOWN[0]


class _Reading:
    """One sheet while it is read: its rows' numbers, and its columns as far as they are filled."""

    def __init__(self, cells: PlainCells, most: int) -> None:
        self._cells = cells
        self._most = most
        self._pattern = _PATTERN_OF_NOTHING
        self._unlike = frozenset[Form]()
        self._numbers: list[int] = []
        self._columns: dict[bytes, list[Cell]] = {}

    def learn(self, xml: bytes, start: int, end: int) -> None:
        """Take the pattern that fits rows here and there, or make one from them."""
        step = (end - start) // _SAMPLES
        places = {xml.find(b"<row ", start + step // 2 + i * step, end) for i in range(_SAMPLES)} - {-1}
        known = next((one for one in _KNOWN if all(one.fits(xml, place) for place in places)), None)
        if known is None:
            found = [_ROW.match(xml, place) for place in places]
            if None in found:
                raise UnplainError
            known = _pattern_of(frozenset(form for row in found if row for form in _forms(row[2] or b"")))
        self._pattern = known

    def take(self, xml: bytes, begin: int, stop: int) -> None:
        """Take the rows between two places."""
        if self._unlike:
            self._pattern, self._unlike = _pattern_of(self._pattern.forms | self._unlike), frozenset()
        most_rows = _MOST_FIELDS // max(1, len(self._pattern.filled))
        if (stop - begin) // _SHORTEST_ROW > most_rows and xml.count(b"<row", begin, stop) > most_rows:
            raise UnplainError
        found = self._pattern.rows.findall(xml, begin, stop)
        before = len(self._numbers)
        numbers, *columns, odd, rest = zip(*found, strict=True)
        if rest[-1]:
            raise UnplainError
        self._numbers += map(int, [number or b"0" for number in numbers])
        by_way: dict[Way, list[tuple[bytes, Sequence[bytes]]]] = {}
        for (column, way), written in zip(self._pattern.filled, columns, strict=True):
            by_way.setdefault(way, []).append((column, written))
        for way, of_way in by_way.items():
            self._fill(way, before, of_way)
        for one in self._columns.values():
            one.extend([""] * (len(self._numbers) - len(one)))
        if any(odd):
            # Older Pythons may tell of cells in a row whose pattern fitted its beginning alone.
            if any(any(row[:-2]) for row in found if row[-2]):
                raise UnplainError
            self._take_odd([(i, row) for i, row in enumerate(odd, before) if row], len(found))
        if len(self._numbers) * len(self._columns) > self._most:
            raise UnplainError

    def _fill(self, way: Way, before: int, columns: Sequence[tuple[bytes, Sequence[bytes]]]) -> None:
        """Fill columns with the cells that are written in one way, behind the rows that came before."""
        different = set[bytes]().union(*(written for _, written in columns)) - {BLANK}
        if not different:
            return
        made = self._cells.made(way, different)
        made[BLANK] = ""
        for letters, written in columns:
            column = self._columns.get(letters)
            if column is not None and len(column) > before:
                for i in compress(count(), written):
                    column[before + i] = made[written[i]]
            elif column is not None or any(written):
                column = self._columns.setdefault(letters, [])
                column.extend([""] * (before - len(column)))
                column.extend(map(made.__getitem__, written))

    def _take_odd(self, rows: Sequence[tuple[int, bytes]], of: int) -> None:
        """Take rows cell by cell, each with its place among all; where there are many, learn how they are written."""
        found: dict[Way, list[tuple[bytes, int, bytes]]] = {}
        for i, row in rows:
            matched = _ROW.fullmatch(row)
            if matched is None:
                raise UnplainError
            self._numbers[i] = int(matched[1])
            cells = _CELL.findall(matched[2] or b"")
            if {cell[1] for cell in cells} - {matched[1]} or len({cell[0] for cell in cells}) < len(cells):
                raise UnplainError
            for column, _, style, kind, opening, number, opening_text, text in cells:
                way = Way(style, kind, opening or opening_text)
                found.setdefault(way, []).append((column, i, number or text))
        for way, placed in found.items():
            if way.opening == BLANK:
                continue
            made = self._cells.made(way, {written for _, _, written in placed})
            for letters, i, written in placed:
                column = self._columns.get(letters)
                if column is None:
                    if len(self._numbers) * len(self._columns) > self._most:
                        raise UnplainError
                    column = self._columns[letters] = [""] * len(self._numbers)
                column[i] = made[written]
        if len(rows) * _MOST_ODD > of:
            self._unlike = frozenset(Form(column, way) for way, placed in found.items() for column, _, _ in placed)

    def rectangle(self) -> Rectangle:
        """The rectangle around all that was taken; UnplainError where rows are out of order, or lie far apart."""
        numbers = self._numbers
        if numbers != sorted(set(numbers)):
            raise UnplainError
        columns = {column_index(letters.decode()): cells for letters, cells in self._columns.items()}
        if not columns:
            return Rectangle([])
        left, right = min(columns), max(columns)
        first, last = _ends(list(columns.values()))
        numbers = numbers[first : last + 1]
        top, height, width = numbers[0] - 1, numbers[-1] - numbers[0] + 1, right - left + 1
        filled = sum(len(cells) - cells.count("") for cells in columns.values())
        if numbers[0] < 1 or Extent(top, left, top + height - 1, right, filled).is_far(self._most):
            raise UnplainError
        blank = [""] * len(self._numbers)
        whole = [columns.get(i, blank)[first : last + 1] for i in range(left, right + 1)]
        rows = list(map(list, zip(*whole, strict=True)))
        if height > len(rows):
            told = dict(zip(numbers, rows, strict=True))
            rows = [told.get(number) or [""] * width for number in range(top + 1, top + height + 1)]
        return Rectangle(rows, top, left)


def _ends(columns: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """The first and the last row in which any of the columns is filled, as some row is."""
    rows = range(len(columns[0]))
    first = next(row for row in rows if any(cells[row] != "" for cells in columns))
    return first, next(row for row in reversed(rows) if any(cells[row] != "" for cells in columns))
