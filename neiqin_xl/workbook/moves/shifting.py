"""Rows or columns of an existing sheet put in or taken out, with everything in the workbook that moves by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from neiqin_xl.workbook.markup import MAIN, RELATION, parsed
from neiqin_xl.workbook.moves.areas import read_area
from neiqin_xl.workbook.moves.follow import woven_sheet
from neiqin_xl.workbook.moves.grid import Changed, Row, moved_rows, read_rows, unchanged
from neiqin_xl.workbook.moves.known import Known, KnownSheets
from neiqin_xl.workbook.moves.names import follow_names
from neiqin_xl.workbook.moves.parts import calculated_anew, hanging_on, pivots_of, pointing_from, tables_on
from neiqin_xl.workbook.moves.places import Place, Shift, Tab
from neiqin_xl.workbook.moves.track import Track, deleted, inserted
from neiqin_xl.workbook.moves.weave import Weaving
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW
from neiqin_xl.workbook.relations import related, relations_of, workbook_part
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.strings import SharedStrings

if TYPE_CHECKING:
    from lxml.etree import _Element


def insert_rows(package: Package, sheet: str, before: int, count: int = 1) -> None:
    """Put empty rows before a row, counted from 1. KeyError where there is no such sheet."""
    move(package, sheet, rows=inserted(before, count))


def delete_rows(package: Package, sheet: str, first: int, last: int) -> None:
    """Take rows out; what points only at them becomes `#REF!`. KeyError where there is no such sheet."""
    move(package, sheet, rows=deleted(first, last))


def insert_columns(package: Package, sheet: str, before: int, count: int = 1) -> None:
    """Put empty columns before a column, counted from 1. KeyError where there is no such sheet."""
    move(package, sheet, columns=inserted(before, count, LAST_COLUMN))


def delete_columns(package: Package, sheet: str, first: int, last: int) -> None:
    """Take columns out; what points only at them becomes `#REF!`. KeyError where there is no such sheet."""
    move(package, sheet, columns=deleted(first, last, LAST_COLUMN))


def move(
    package: Package,
    sheet: str,
    rows: Track | None = None,
    columns: Track | None = None,
    changed: Changed = unchanged,
) -> None:
    """Let rows and columns of a sheet stand where their tracks tell, and all else follow.

    `changed` tells what becomes of a cell within the loops of columns around one of its copies.
    Values kept beside formulas stay, and Excel is told to calculate anew. KeyError where there is no such sheet;
    ValueError where cells would be pushed off the sheet.
    """
    book = Book(package)
    part = book.parts[sheet.casefold()]
    name = book.names[sheet.casefold()]
    root = parsed(package.read(part))
    data = root.find(f"{MAIN}sheetData")
    cells = [] if data is None else read_rows(data, book.strings)
    _within(cells, rows, columns)
    _whole_tables(package, part, columns)
    shifts = {sheet.casefold(): Shift(name, rows, columns)}
    known = {name: Known()}
    tabs = tuple(Tab(index, one) for index, one in enumerate(book.names.values()))
    place = Place(shifts, name, tabs=tabs, known=KnownSheets(known))
    written = moved_rows(cells, place, known[name], changed)
    moving = set(shifts)
    sheet_weave = woven_sheet(root, lambda _: written)
    hanging = hanging_on(package, part, moving, {})
    others = [
        other
        for key, held in book.parts.items()
        if key != sheet.casefold()
        for other in pointing_from(package, held, book.names[key], moving, [name])
    ]
    others += pivots_of(package, book.part, moving, [name, *tables_on(package, part)])
    package.put(part, sheet_weave.text(place).encode())
    for one in hanging:
        content = one.content(place)
        if content is not None:
            package.put(one.name, content.encode())
    for other in others:
        package.put(other.name, other.weave.text(place.at_home(other.home or "", None)).encode())
    calculated_anew(package, book.part, book.root)
    weaving = Weaving(book.root)
    follow_names(weaving, list(book.names.values()))
    package.put(book.part, weaving.woven().text(Place(shifts, tabs=tabs)).encode())


@dataclass(init=False)
class Book:
    """A workbook's own part with the parts of its sheets and their names, by these names in small letters."""

    package: Package
    part: str
    root: _Element
    parts: dict[str, str]
    names: dict[str, str]
    strings: SharedStrings

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = workbook_part(package)
        self.root = parsed(package.read(self.part))
        relations = relations_of(package, self.part)
        self.names = {
            (one.get("name") or "").casefold(): one.get("name") or "" for one in self.root.iter(f"{MAIN}sheet")
        }
        self.parts = {
            (one.get("name") or "").casefold(): relations[id_].target
            for one in self.root.iter(f"{MAIN}sheet")
            if (id_ := one.get(f"{RELATION}id") or "") in relations and relations[id_].target in package
        }
        found = next(iter(related(package, self.part, "sharedStrings")), None)
        self.strings = SharedStrings(None if found is None else package.read(found))

    def sheet(self, part: str) -> _Element | None:
        """The root of a sheet with cells; None for a sheet of another kind."""
        root = parsed(self.package.read(part))
        return root if root.tag == f"{MAIN}worksheet" else None


def _whole_tables(package: Package, part: str, columns: Track | None) -> None:
    """ValueError where columns would be put into a table: each column of one has a name of its own."""
    for table in related(package, part, "table"):
        area = read_area(parsed(package.read(table)).get("ref") or "")
        if area is None or columns is None:
            continue
        left, right = area.columns
        standing = [run for column in range(left, right + 1) for run in columns.runs(column)]
        first, last = min((run.first for run in standing), default=0), max((run.last for run in standing), default=-1)
        if len(standing) > right - left + 1 or last - first + 1 != sum(run.last - run.first + 1 for run in standing):
            raise ValueError("表格（插入→表格）里的列不能这样插入或重复，请先把它转换为普通区域")


def _within(cells: list[Row], rows: Track | None, columns: Track | None) -> None:
    last_row = cells[-1].number if cells else 1
    last_column = max((cell.column for row in cells for cell in row.cells), default=1)
    if rows is not None and rows.shift > 0 and last_row + rows.shift > LAST_ROW:
        raise ValueError("下面的行放不下了，请先删掉一些行")
    if columns is not None and columns.shift > 0 and last_column + columns.shift > LAST_COLUMN:
        raise ValueError("右边的列放不下了，请先删掉一些列")
