"""A sheet's tables: where each begins and ends, and what its rows and columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, pairwise

from neiqin_xl.intake.headers import Header, Window, find_header
from neiqin_xl.intake.sheet import Cell, Sheet, as_text
from neiqin_xl.intake.tables.divided_days import join_days
from neiqin_xl.intake.tables.following import header_of_lines, names_what_counts, next_table
from neiqin_xl.intake.tables.forms import flat_forms
from neiqin_xl.intake.tables.heads import Label, labels_in, titles_in
from neiqin_xl.intake.tables.pages import headers_again, heads_of
from neiqin_xl.intake.tables.rowkinds import Rows, sort_rows
from neiqin_xl.intake.tables.sections import sections_in
from neiqin_xl.intake.tables.title_days import days_in_titles
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.spelling import plain
from neiqin_xl.workbook.names import column_letters

_MOST_TITLES = 3
_MOST_UNDER = 30


@dataclass
class Grid:
    """One table as it lies on its sheet, before anything is known of its meaning.

    `columns` are indexes into the sheet's rows, `texts` their header texts ("" where a column has none), `own` their
    lower names under a merged heading. `labels` and `titles` are what stands above, `sections` the labels of
    each head between the lines. `end` is the last row before the next table, for what is written under the lines.
    `day` is that of the whole paper where no label names it, `last_day` that up to which it goes.
    """

    sheet: Sheet
    header: Header
    columns: list[int]
    texts: list[str]
    own: list[str]
    rows: Rows
    labels: list[Label] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    sections: list[list[Label]] = field(default_factory=list)
    end: int = 0
    day: Label | None = None
    last_day: Label | None = None

    @cached_property
    def names(self) -> list[str]:
        """The header texts made comparable; asked for when the table is complete."""
        return list(map(plain, self.texts))

    @property
    def is_form(self) -> bool:
        """Whether the table is a form: one line whose names and values stand anywhere on the sheet."""
        return self.sheet.is_form

    @property
    def is_message(self) -> bool:
        """Whether the lines were taken apart from lines of text, under a header of our own."""
        return bool(self.sheet.places) and not self.sheet.is_form

    @property
    def range(self) -> str:
        """The table's range on the sheet, header to last row: "A3:K125"."""
        if self.sheet.places:
            rows, columns = zip(*(place for row in self.sheet.places for place in row), strict=True)
            return f"{column_letters(min(columns))}{min(rows)}:{column_letters(max(columns))}{max(rows)}"
        first = self.sheet.address(self.header.rows[0], self.columns[0])
        return f"{first}:{self.sheet.address(max(self.rows.last, self.header.last), self.columns[-1])}"

    def letter(self, index: int) -> str:
        """The letters of the table's column with that index."""
        if self.sheet.places:
            return column_letters(self.sheet.places[1][index][1])
        return column_letters(self.sheet.left + self.columns[index])

    def cells(self, column: int) -> Sequence[Cell]:
        """The cells of a column of the sheet in the table's data rows; asked for when the table is complete."""
        cells = self.sheet.columns[column][self.header.last + 1 : self.rows.last + 1]
        return cells if self._are_data is None else list(compress(cells, self._are_data))

    @cached_property
    def _are_data(self) -> list[bool] | None:
        """Which rows under the header are data; None where all are."""
        first, end = self.header.last + 1, self.rows.last + 1
        if len(self.rows.data) == end - first:
            return None
        data = set(self.rows.data)
        return [row in data for row in range(first, end)]

    @property
    def under(self) -> Sequence[int]:
        """The rows under the lines that may still be about them."""
        return range(self.rows.last + 1, min(self.end, self.rows.last + _MOST_UNDER) + 1)

    @property
    def skipped(self) -> int:
        """Rows of the range that are neither header nor data nor total: blanks, remarks, numbers without a line."""
        if self.is_form:
            rows = [row for line in self.sheet.places for row, _ in line]
            return max(rows) - min(rows) - 1
        if self.is_message:
            return 0
        under = max(self.rows.last, self.header.last) - self.header.last
        return under - len(self.rows.data) - len(self.rows.totals)


def find_tables(sheet: Sheet) -> list[Grid]:
    """Every table of a sheet, from top to bottom, then from left to right."""
    if not sheet.rows or not sheet.rows[0]:
        return []
    join_days(sheet)
    sheet.turn()
    grids: list[Grid] = []
    windows: list[Window] = [(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)]
    while windows:
        window = windows.pop(0)
        header = find_header(sheet, window)
        if header is None or not names_what_counts(header):
            forms = _forms(sheet, window)
            if forms:
                grids.extend(forms)
                continue
            header = header and (header_of_lines(sheet, window, header) or header)
        if header is None:
            continue
        grid, others = _table(sheet, window, header)
        windows.extend(others)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.sheet.top + grid.header.rows[0], grid.columns[0]))


def _forms(sheet: Sheet, window: Window) -> list[Grid]:
    """The forms of a window, each a table of one line under names of its own."""
    first, left, _, right = window
    grids: list[Grid] = []
    for form in flat_forms(sheet, window):
        texts = list(map(as_text, form.rows[0]))
        header = Header((0,), 0, texts, texts)
        grid = Grid(form, header, list(range(len(texts))), texts, texts, Rows([1], last=1))
        grid.titles = titles_in(sheet, first, form.top - sheet.top - 1, left, right)[:_MOST_TITLES]
        grids.append(grid)
    return grids


def _table(sheet: Sheet, window: Window, header: Header) -> tuple[Grid | None, list[Window]]:
    """The table under a header, and the windows that remain to be searched."""
    first, left, last, right = window
    others: list[Window] = []
    end = last
    heads = heads_of(sheet, first, header.rows[0] - 1, left, right)
    following = next_table(sheet, window, header, heads)
    if following is not None:
        end = following - 1
        others.append((following, left, last, right))
    columns, aside = _columns(sheet, header, end)
    others.extend((first, piece[0], end, piece[-1]) for piece in aside if len(piece) > 1)
    texts = [header.texts[c - header.left] for c in columns]
    pages = {row for rows in headers_again(sheet, header, end, heads).values() for row in rows}
    rows = sort_rows(sheet, header.last + 1, end, columns, texts, pages)
    named = sum(map(bool, texts))
    if named < 2 or not (rows.data or rows.totals or rows.numbered):
        return None, others
    above = header.rows[0] - 1
    grid = Grid(sheet, header, columns, texts, [header.own[c - header.left] for c in columns], rows)
    grid.labels = labels_in(sheet, first, above, left, right)
    grid.titles = titles_in(sheet, first, above, left, right)
    grid.sections = sections_in(sheet, rows.lone, left, right)
    grid.end = end
    grid.day, grid.last_day = days_in_titles(sheet, range(first, above + 1), left, right, grid.labels)
    return grid, others


def _columns(sheet: Sheet, header: Header, end: int) -> tuple[list[int], list[list[int]]]:
    """The columns of the table, and groups of columns that wholly empty ones set apart from it."""
    named = [header.left + i for i, text in enumerate(header.texts) if text]
    merged = {
        column
        for _, start, _, stop in sheet.merged_from(header.rows[0], header.last)
        for column in range(start + 1, stop + 1)
    }
    pieces: list[list[int]] = [[named[0]]]
    for column in range(named[0] + 1, named[-1] + 1):
        if header.texts[column - header.left] or _is_filled(sheet, column, header.last + 1, end):
            pieces[-1].append(column)
        elif column not in merged and pieces[-1]:
            pieces.append([])
    pieces = [part for piece in pieces if piece for part in _once_each(header, piece)]
    main = max(pieces, key=len)
    joined = [piece for piece in pieces if piece is main or _belongs(sheet, header, main, piece, end)]
    return _with_narrow_gaps(header, pieces, joined)


def _once_each(header: Header, columns: list[int]) -> list[list[int]]:
    """The columns cut where the first names come again: another table of the same kind, right beside."""
    texts = [header.texts[c - header.left] for c in columns]
    ends = [i for i in range(2, len(texts) - 1) if texts[0] and texts[i : i + 2] == texts[:2]]
    return [columns[start:end] for start, end in pairwise([0, *ends, len(columns)])]


def _with_narrow_gaps(
    header: Header, pieces: list[list[int]], joined: list[list[int]]
) -> tuple[list[int], list[list[int]]]:
    """Pieces that are the table's, and those that are not; one known name beyond a gap like the table's own is its."""
    widest = max((after[0] - before[-1] for before, after in pairwise(joined)), default=0)
    names = {header.texts[c - header.left] for piece in joined for c in piece}
    for before, piece in pairwise(pieces):
        text = header.texts[piece[0] - header.left]
        is_next = before in joined and piece not in joined and piece[0] - before[-1] <= widest
        if is_next and len(piece) == 1 and text not in names and plain(text) in known_headers():
            joined.append(piece)
    joined.sort()
    aside = [piece for piece in pieces if piece not in joined]
    return [c for piece in joined for c in piece], aside


def _is_filled(sheet: Sheet, column: int, first: int, last: int) -> bool:
    return any(cell != "" for cell in sheet.columns[column][first : last + 1])


def _belongs(sheet: Sheet, header: Header, main: list[int], piece: list[int], end: int) -> bool:
    """Whether columns beyond an empty one are the same table's: filled in most of its rows, under other names."""
    names = {header.texts[c - header.left] for c in main} - {""}
    if any(header.texts[c - header.left] in names for c in piece):
        return False
    of_main = of_piece = 0
    for row in sheet.rows[header.last + 1 : end + 1]:
        if any(row[c] != "" for c in main):
            of_main += 1
            of_piece += any(row[c] != "" for c in piece)
    return of_piece > 0.5 * of_main
