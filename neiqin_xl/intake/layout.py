"""A sheet's tables: where each begins and ends, and what its rows and columns are."""

from __future__ import annotations

from dataclasses import dataclass, field

from neiqin_xl.intake.headers import Header, Window, find_header, is_label, is_number_like, names_in
from neiqin_xl.intake.heads import Label, labels_in, titles_in
from neiqin_xl.intake.rowkinds import Rows, sort_rows
from neiqin_xl.intake.sheet import Sheet, as_text, letters

_LOOKAHEAD = 8


@dataclass
class Grid:
    """One table as it lies on its sheet, before anything is known of its meaning.

    `columns` are indexes into the sheet's rows, `texts` their header texts ("" where a column has none), `own` their
    lower names under a merged heading. `labels` and `titles` are what stands above.
    """

    sheet: Sheet
    header: Header
    columns: list[int]
    texts: list[str]
    own: list[str]
    rows: Rows
    labels: list[Label] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    @property
    def range(self) -> str:
        """The table's range on the sheet, header to last row: "A3:K125"."""
        first = self.sheet.address(self.header.rows[0], self.columns[0])
        return f"{first}:{self.sheet.address(max(self.rows.last, self.header.last), self.columns[-1])}"

    def letter(self, index: int) -> str:
        """The letters of the table's column with that index."""
        return letters(self.sheet.left + self.columns[index])

    @property
    def skipped(self) -> int:
        """Rows of the range that are neither header nor data nor total: blanks, remarks, numbers without a line."""
        under = max(self.rows.last, self.header.last) - self.header.last
        return under - len(self.rows.data) - len(self.rows.totals)


def find_tables(sheet: Sheet) -> list[Grid]:
    """Every table of a sheet, from top to bottom, then from left to right."""
    if not sheet.rows or not sheet.rows[0]:
        return []
    sheet.turn()
    grids: list[Grid] = []
    windows: list[Window] = [(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)]
    while windows:
        window = windows.pop(0)
        header = find_header(sheet, window)
        if header is None:
            continue
        grid, others = _table(sheet, window, header)
        windows.extend(others)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.header.rows[0], grid.columns[0]))


def _table(sheet: Sheet, window: Window, header: Header) -> tuple[Grid | None, list[Window]]:
    """The table under a header, and the windows that remain to be searched."""
    first, left, last, right = window
    others: list[Window] = []
    end = last
    following = _next_header(sheet, window, header)
    if following is not None:
        end = _before_heads(sheet, header.last, following, left, right)
        others.append((end + 1, left, last, right))
    columns, aside = _columns(sheet, header, end)
    others.extend((first, piece[0], end, piece[-1]) for piece in aside if len(piece) > 1)
    texts = [header.texts[c - header.left] for c in columns]
    rows = sort_rows(sheet, header.last + 1, end, columns, texts)
    named = sum(map(bool, texts))
    if named < 2 or not (rows.data or rows.totals or rows.numbered):
        return None, others
    grid = Grid(sheet, header, columns, texts, [header.own[c - header.left] for c in columns], rows)
    above = header.rows[0] - 1
    grid.labels = labels_in(sheet, first, above, left, right)
    grid.titles = titles_in(sheet, first, above, left, right)
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
    pieces = [piece for piece in pieces if piece]
    main = max(pieces, key=len)
    joined = [piece for piece in pieces if piece is main or _belongs(sheet, header, main, piece, end)]
    return [c for piece in joined for c in piece], [piece for piece in pieces if piece not in joined]


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


def _next_header(sheet: Sheet, window: Window, header: Header) -> int | None:
    """The row in which another table's header begins further down; None where this table is the last."""
    _, left, last, right = window
    filled = sheet.filled(left, right)
    tested = header.last
    for row in range(header.last + 1, last + 1):
        if filled[row] > 1:
            continue
        for candidate in range(max(row, tested) + 1, min(row + _LOOKAHEAD, last) + 1):
            tested = candidate
            if _is_another(sheet, window, header, candidate):
                return candidate
    return None


def _is_another(sheet: Sheet, window: Window, header: Header, row: int) -> bool:
    """Whether a row after a break is the header of another table rather than a line of this one."""
    _, left, last, right = window
    cells = sheet.rows[row][left : right + 1]
    names = names_in(cells)
    if names.filled < 2 or names.wrong > names.known:
        return False
    texts = [as_text(cell) for cell in cells]
    if texts == header.texts[: len(texts)] and len(header.rows) == 1:
        return True
    if names.are_known and 2 * names.known >= names.filled:
        return True
    # Names of no known field must look like names in all else: no digits, and lines below that fill just their columns.
    if not names.may_be or row == last or 2 * sum(any(map(str.isdigit, text)) for text in texts) > names.filled:
        return False
    below = sheet.rows[row + 1][left : right + 1]
    under = [sheet.rows[r][left : right + 1] for r in range(row + 1, min(row + 3, last) + 1)]
    shapes = [[i for i, cell in enumerate(line) if cell != ""] for line in under if any(cell != "" for cell in line)]
    if any(shape != [i for i, text in enumerate(texts) if text] for shape in shapes):
        return False
    if any(text and not name for text, name in zip(texts, header.texts, strict=True)):
        return True
    return any(_turns_to_name(sheet, header, left + i, row, below[i]) for i, text in enumerate(texts) if text)


def _turns_to_name(sheet: Sheet, header: Header, column: int, row: int, below: object) -> bool:
    """Whether a column of numbers or dates holds text in this row and a number again below it."""
    above = [cell for cell in sheet.columns[column][max(header.last + 1, row - 50) : row] if cell != ""]
    is_text = [isinstance(cell, str) and not is_number_like(cell) for cell in above]
    return bool(above) and not any(is_text) and (not isinstance(below, str) or is_number_like(below))


def _before_heads(sheet: Sheet, header_end: int, following: int, left: int, right: int) -> int:
    """The last row of a table that another one follows: titles and labels above a header belong to what they head."""
    end = following - 1
    collected = False
    while end > header_end:
        cells = [cell for cell in sheet.rows[end][left : right + 1] if cell != ""]
        if not cells and collected:
            break
        is_head = len(cells) == 1 or any(isinstance(cell, str) and is_label(cell) for cell in cells)
        if cells and not is_head:
            break
        collected = collected or bool(cells)
        end -= 1
    return end
