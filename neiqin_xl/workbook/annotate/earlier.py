"""Our earlier marks in a workbook that comes back: taken out, so that the new ones stand alone."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.asked import Column, Listing
from neiqin_xl.workbook.annotate.grid import Grid, place_of
from neiqin_xl.workbook.annotate.passive import leave_out_unreached
from neiqin_xl.workbook.annotate.schema import local, relations_space, space
from neiqin_xl.workbook.annotate.sheets import drop_order, drop_sheet, worksheets
from neiqin_xl.workbook.annotate.styles import Change, Styles
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.names import address
from neiqin_xl.workbook.relations import related, relations_of, unrelate
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape>", re.DOTALL)
_PLACE = re.compile(rb"<\w+:(Row|Column)>\s*([0-9]+)\s*<")


class Texts:
    """What the cells of a workbook say, as far as they hold text."""

    def __init__(self, package: Package, book: str) -> None:
        """`book` is the workbook's part; its shared strings are read where a cell needs them."""
        self._package, self._book = package, book
        self._shared: list[str] | None = None

    def of(self, cell: _Element | None) -> str:
        """The text of a cell, "" for any other cell."""
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            return _said(cell)
        value = cell.findtext(f"{space(cell)}v", "")
        if cell.get("t") != "s" or not value.isdecimal():
            return ""
        strings = self._strings()
        return strings[int(value)] if int(value) < len(strings) else ""

    def _strings(self) -> list[str]:
        if self._shared is None:
            parts = related(self._package, self._book, "sharedStrings")
            items = parsed(self._package.read(parts[0])) if parts else []
            self._shared = [_said(one) for one in items if isinstance(one.tag, str)]
        return self._shared


def drop_earlier_lists(package: Package, book: str, listing: Listing) -> list[str]:
    """Take sheets out that are an earlier listing of this kind; their names."""
    texts = Texts(package, book)
    kind = re.compile(rf"{re.escape(listing.name)}(?:\([0-9]+\))?")
    dropped = [
        name
        for name, part in worksheets(package, book).items()
        if kind.fullmatch(name) and _is_list(parsed(package.read(part)), texts, listing)
    ]
    if not dropped:
        return []
    root, told = parsed(package.read(book)), relations_of(package, book)
    gone = set()
    for sheet in list(root.iterfind(f"{space(root)}sheets/{space(root)}sheet")):
        if sheet.get("name") in dropped:
            gone.add(str(sheet.get(f"{{{relations_space(root)}}}id")))
            drop_sheet(root, sheet)
    package.put(book, serialised(root))
    unrelate(package, book, gone & set(told))
    drop_order(package, book)
    leave_out_unreached(package)
    return dropped


def clear_earlier_marks(grid: Grid, styles: Styles, colours: Container[str]) -> None:
    """Give the cells that are filled with one of our colours no fill; whose they were before is not known any more."""
    ours = styles.filled(colours)
    for cell in grid.root.iter(f"{space(grid.root)}c"):
        style = int(cell.get("s") or 0)
        if style in ours:
            cell.set("s", str(styles.changed(style, Change(unfilled=True))))


def clear_earlier_column(grid: Grid, texts: Texts, column: Column) -> None:
    """Empty a column of this title right of the table, and take its links away."""
    places = [at for at in grid.columns_of(column.header_row) if at > column.right_of]
    for at in places:
        if texts.of(grid.found(column.header_row, at)) == column.title:
            for row in range(column.header_row, column.last_row + 1):
                grid.clear(row, at)
            _drop_links(grid.root, {address(row, at - 1) for row in range(column.header_row, column.last_row + 1)})
            return


def drop_earlier_comments(package: Package, part: str, author: str) -> None:
    """Take the comments that we signed out of a worksheet, with their boxes."""
    places: set[tuple[int, int]] = set()
    for name in related(package, part, "comments"):
        root = parsed(package.read(name))
        names = [one.text for one in root.iterfind(f"{space(root)}authors/{space(root)}author")]
        for one in list(root.iterfind(f"{space(root)}commentList/{space(root)}comment")):
            number = int(one.get("authorId") or 0)
            if number < len(names) and names[number] == author:
                places.add(place_of(one.get("ref", "A1")))
                one.getparent().remove(one)  # type: ignore[union-attr]  # found below its parent
        if places:
            package.put(name, serialised(root))
    for name in related(package, part, "vmlDrawing") if places else []:
        package.put(name, _SHAPE.sub(lambda shape: b"" if _at(shape[0]) in places else shape[0], package.read(name)))


def _at(shape: bytes) -> tuple[int, int] | None:
    told = {name: int(number) + 1 for name, number in _PLACE.findall(shape)}
    return (told[b"Row"], told[b"Column"]) if b'ObjectType="Note"' in shape and len(told) == 2 else None


def _is_list(root: _Element, texts: Texts, listing: Listing) -> bool:
    grid = Grid(root)
    title, head = texts.of(grid.found(1, 1)), texts.of(grid.found(3, 1))
    return title.startswith(listing.name) and head == listing.headers[0]


def _drop_links(root: _Element, cells: Container[str]) -> None:
    for links in list(root.iterfind(f"{space(root)}hyperlinks")):
        for one in list(links):
            if one.get("ref") in cells:
                links.remove(one)
        if not len(links):
            root.remove(links)


def _said(element: _Element) -> str:
    """The text of a string, without what says how it is read aloud."""
    return "".join(
        one.text or ""
        for one in element.iter(f"{space(element)}t")
        if one.getparent() is None or local(one.getparent()) != "rPh"  # type: ignore[arg-type]  # asked just before
    )
