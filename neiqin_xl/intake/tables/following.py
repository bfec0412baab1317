"""Where a table ends because another one begins further down, with titles and labels of its own above its header."""

from __future__ import annotations

from neiqin_xl.intake.headers import Header, Window, find_header, is_number_like, names_in
from neiqin_xl.intake.labels import is_foot, is_label, is_remark, is_row_of_labels
from neiqin_xl.intake.sheet import Sheet, as_text
from neiqin_xl.intake.tables.other_names import other_header
from neiqin_xl.intake.tables.pages import Texts, headers_again, is_header_again, is_of_pages, texts_of
from neiqin_xl.intake.vocabulary import counting_headers
from neiqin_xl.spelling import plain

_LOOKAHEAD = 8
_BETWEEN_HEAD_AND_LINES = 4


def names_what_counts(header: Header) -> bool:
    """Whether a header names a quantity, a price or an amount, as those of lines do."""
    return not counting_headers().isdisjoint(map(plain, header.texts))


def header_of_lines(sheet: Sheet, window: Window, header: Header) -> Header | None:
    """The header of the lines where the one found only names a paper's head, whose values stand in the row below it."""
    _, left, last, right = window
    filled = sheet.filled(left, right)
    below = range(header.last + 1, min(header.last + _BETWEEN_HEAD_AND_LINES, last) + 1)
    _, *rest = [row for row in below if filled[row]] or [0]
    # The lines' own title may stand between.
    row = next((row for row in rest if filled[row] > 1), None)
    if row is None:
        return None
    cells = sheet.rows[row][left : right + 1]
    is_of_lines = not counting_headers().isdisjoint(plain(as_text(cell)) for cell in cells)
    return find_header(sheet, (row, left, last, right)) if is_of_lines and names_in(cells).are_known else None


def next_table(sheet: Sheet, window: Window, header: Header, heads: set[Texts]) -> int | None:
    """The first row of what belongs to another table further down; None where this table is the last.

    `heads` is what stands above the header.
    """
    _, left, last, right = window
    following = _after_a_break(sheet, window, header, heads)
    end = last if following is None else following - 1
    following = other_header(sheet, window, header, end) or following
    end = last if following is None else following - 1
    # A paper may follow with no break between; only labels then tell its header from that of another page.
    for row in headers_again(sheet, header, end, heads):
        if not _turns_page(sheet, header, heads, row, left, right) and _is_another(sheet, window, header, row):
            following = row
            break
    return None if following is None else _before_heads(sheet, header, following, left, right) + 1


def _after_a_break(sheet: Sheet, window: Window, header: Header, heads: set[Texts]) -> int | None:
    """The row of the first header of another table that comes after a row which is blank, or next to it."""
    _, left, last, right = window
    filled = sheet.filled(left, right)
    # Where every row is full there is no break to look behind; most long sheets are so.
    if sheet.cut is None and min(filled[header.last + 1 : last + 1], default=2) > 1:
        return None
    tested = header.last
    for row in range(header.last + 1, last + 1):
        if filled[row] <= 1:
            candidates = range(max(row, tested) + 1, min(row + _LOOKAHEAD, last) + 1)
        elif sheet.cut is not None and sheet.cut.changes_width(header.last, row) and row > tested:
            candidates = range(row, row + 1)
        else:
            continue
        for candidate in candidates:
            tested = candidate
            if _is_another(sheet, window, header, candidate) and not (
                is_header_again(sheet, header, candidate) and _turns_page(sheet, header, heads, candidate, left, right)
            ):
                return candidate
    return None


def _turns_page(sheet: Sheet, header: Header, heads: set[Texts], again: int, left: int, right: int) -> bool:
    """Whether a header that is printed again in row `again` only begins another page of the table above.

    It does where nothing but blanks, what stands above the first header, or the number of the page lies between.
    """
    row = again - 1
    while row > header.last and is_of_pages(texts_of(sheet, row, left, right), heads):
        row -= 1
    return not _is_of_head(sheet, header, row, left, right)


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


def _before_heads(sheet: Sheet, header: Header, following: int, left: int, right: int) -> int:
    """The last row of a table that another one follows: titles and labels above a header belong to what they head."""
    end = following - 1
    collected = False
    while end > header.last:
        cells = [cell for cell in sheet.rows[end][left : right + 1] if cell != ""]
        if not cells and collected:
            break
        if cells and not _is_of_head(sheet, header, end, left, right):
            break
        if collected and is_foot(cells):
            break
        # A remark that a blank row sets apart from what follows is about what stands above it.
        if cells and not collected and end < following - 1 and is_remark(cells):
            break
        collected = collected or bool(cells)
        end -= 1
    return end


def _is_of_head(sheet: Sheet, header: Header, row: int, left: int, right: int) -> bool:
    """Whether a row is a title, labels, the values of labels above it, or labels whose values stand below."""
    cells = [cell for cell in sheet.rows[row][left : right + 1] if cell != ""]
    if len(cells) == 1 or any(isinstance(cell, str) and is_label(cell) for cell in cells):
        return True
    if row <= header.last or not cells:
        return False
    named = [r for r in (row - 1, row) if r > header.last and not is_header_again(sheet, header, r)]
    return is_row_of_labels(cells) or any(_are_all_names(sheet, r, left, right) for r in named)


def _are_all_names(sheet: Sheet, row: int, left: int, right: int) -> bool:
    names = names_in(sheet.rows[row][left : right + 1])
    return names.known == names.filled > 1
