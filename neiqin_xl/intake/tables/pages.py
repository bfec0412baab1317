"""What a program prints again on every page of one long table: its titles, its header, 第 2 页 共 3 页."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl.intake.headers import Header
from neiqin_xl.intake.sheet import Sheet, as_text
from neiqin_xl.intake.tables.rowkinds import is_of_page

Texts = tuple[str, ...]


def headers_again(sheet: Sheet, header: Header, last: int, heads: set[Texts]) -> dict[int, list[int]]:
    """Each row down to the row `last` in which the header begins once more, with all rows that are printed again there.

    They are rows of the header, not always all of them, and titles above it that say what `heads` do.
    """
    left, right = header.left, _right(header) + 1
    lines = [sheet.rows[row][left:right] for row in header.rows]
    named = next((i for i, cell in enumerate(lines[0]) if cell != ""), 0)
    found: dict[int, list[int]] = {}
    for place in sheet.rows_with(lines[0][named], left + named, header.last + 1, last + 1):
        rows = enumerate(sheet.rows[place : place + len(lines)])
        same = [place + i for i, row in rows if row[left:right] == lines[i]]
        if place in same:
            found[place] = [*_titles_again(sheet, place, header, heads), *same]
    return found


def is_header_again(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether a row says what the header's first row does."""
    left, right = header.left, _right(header) + 1
    return sheet.rows[row][left:right] == sheet.rows[header.rows[0]][left:right]


def _titles_again(sheet: Sheet, place: int, header: Header, heads: set[Texts]) -> Iterator[int]:
    row = place - 1
    while row > header.last and is_of_pages(texts := texts_of(sheet, row, header.left, _right(header)), heads):
        if texts:
            yield row
        row -= 1


def _right(header: Header) -> int:
    return header.left + len(header.texts) - 1


def heads_of(sheet: Sheet, first: int, last: int, left: int, right: int) -> set[Texts]:
    """What each row above a header says."""
    return {texts for row in range(first, last + 1) if (texts := texts_of(sheet, row, left, right))}


def is_of_pages(texts: Texts, heads: set[Texts]) -> bool:
    """Whether a row is blank, repeats what stands above the first header, or only says which page this is."""
    return not texts or texts in heads or is_of_page(texts)


def texts_of(sheet: Sheet, row: int, left: int, right: int) -> Texts:
    """The filled cells of a row between two columns as text."""
    return tuple(text for cell in sheet.rows[row][left : right + 1] if (text := as_text(cell)))
