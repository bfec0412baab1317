"""Somebody's own workbook with marks in it: what nobody asked to be changed keeps its bytes, what is active is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from neiqin_xl.workbook.annotate.asked import Column, Line, Listing, Mark
from neiqin_xl.workbook.annotate.columns import add_column, line_address
from neiqin_xl.workbook.annotate.comments import add_comments
from neiqin_xl.workbook.annotate.covered import covered_areas
from neiqin_xl.workbook.annotate.earlier import (
    Texts,
    clear_earlier_column,
    clear_earlier_marks,
    drop_earlier_comments,
    drop_earlier_lists,
)
from neiqin_xl.workbook.annotate.grid import Grid, place_of
from neiqin_xl.workbook.annotate.listing import HEADER_ROW, TITLES, listing_sheet
from neiqin_xl.workbook.annotate.passive import make_passive
from neiqin_xl.workbook.annotate.printed import extend_print_area, fit_to_width
from neiqin_xl.workbook.annotate.schema import space
from neiqin_xl.workbook.annotate.sheets import free_name, put_first, worksheets
from neiqin_xl.workbook.annotate.styles import Change, Styles
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.names import address
from neiqin_xl.workbook.relations import workbook_part
from neiqin_xl.workbook.repack import Package, PackageError

# A tree takes 25 times the room of its text.
_LARGEST_SHEET = 40 << 20
_CONTRADICTING = "文件的内容残缺或自相矛盾，不做标记，请看处理结果里的问题清单；想要标记，请用 Excel 打开、另存一份再放"


def annotated(
    data: bytes, marks: Sequence[Mark], columns: Sequence[Column], listing: Listing | None, *, author: str
) -> bytes:
    """The .xlsx or .xlsm with the marks, the columns and the listing in it, as an .xlsx without active content.

    The listing's lines lead to their cells; columns that lead back lead to the first line about their row. `author`
    signs the comments. PackageError, a sentence, where the workbook cannot be changed. Where the workbook holds an
    earlier listing of the same name and headers, that and all that came with it is taken out first: columns of the same
    titles, comments of the same author, fills of the colours used now.
    """
    try:
        return _annotated(Package(data), marks, columns, listing, author)
    except PackageError:
        raise
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        # Whoever wrote the workbook wrote something else where Excel writes a number, an address or a part.
        raise PackageError(_CONTRADICTING) from error


def _annotated(
    package: Package, marks: Sequence[Mark], columns: Sequence[Column], listing: Listing | None, author: str
) -> bytes:
    make_passive(package)
    book = workbook_part(package)
    again = listing is not None and bool(drop_earlier_lists(package, book, listing))
    colours = {one.colour for one in marks} | {one.colour for one in (listing.lines if listing is not None else ())}
    texts = Texts(package, book)
    parts = worksheets(package, book)
    styles = Styles(package, book)
    name = free_name(package, book, listing.name) if listing is not None else ""
    lines = _first_lines(name, listing.lines if listing is not None else ())
    for sheet in dict.fromkeys([*(one.sheet for one in marks), *(one.sheet for one in columns)]):
        part = parts.get(sheet)
        if part is None:
            raise PackageError(f"文件里找不到工作表“{sheet}”，不做标记，请看处理结果里的问题清单")
        content = package.read(part)
        if len(content) > _LARGEST_SHEET:
            raise PackageError(f"工作表“{sheet}”太大，不做标记，请看处理结果里的问题清单")
        root = parsed(content)
        grid = Grid(root, covered_areas(package, part, root))
        own = [one for one in marks if one.sheet == sheet]
        if again:
            clear_earlier_marks(grid, styles, colours - {""})
            drop_earlier_comments(package, part, author)
        for column in columns:  # before the marks: they take their looks from the table
            if column.sheet == sheet:
                if again:
                    clear_earlier_column(grid, texts, column)
                last = add_column(grid, styles, column, lines.get(sheet, {}))
                extend_print_area(package, book, sheet, column.right_of, last)
                fit_to_width(root)
        _colour(grid, styles, own)
        add_comments(package, part, root, list(_comments(grid, own)), author)
        grid.widen()
        package.put(part, serialised(root))
    if listing is not None:
        namespace = space(parsed(package.read(book)))[1:-1]
        put_first(package, book, name, listing_sheet(listing, styles, namespace), titles=TITLES)
    styles.save()
    return b"".join(package.pieces())


def _colour(grid: Grid, styles: Styles, marks: Sequence[Mark]) -> None:
    """Fill the marked cells; where two marks are about one cell, the first counts."""
    done = set()
    for mark in marks:
        place = grid.anchor(place_of(mark.cell))
        if mark.colour and place not in done:
            done.add(place)
            grid.set_style(*place, styles.changed(grid.style(*place), Change(fill=mark.colour)))


def _comments(grid: Grid, marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    """The comments of the marks by cell; several about one cell are one comment."""
    placed = sorted(
        ((grid.anchor(place_of(one.cell)), i, one.text) for i, one in enumerate(marks) if one.text),
        key=lambda one: one[:2],
    )
    for place, group in groupby(placed, key=lambda one: one[0]):
        yield address(place[0], place[1] - 1), "\n".join(dict.fromkeys(text for _, _, text in group))


def _first_lines(name: str, lines: Sequence[Line]) -> dict[str, dict[int, str]]:
    """Where the first line about each row of each sheet stands."""
    found: dict[str, dict[int, str]] = {}
    for number, line in enumerate(lines, start=HEADER_ROW + 1):
        if line.sheet and line.cell:
            found.setdefault(line.sheet, {}).setdefault(place_of(line.cell)[0], line_address(name, number))
    return found
