"""The sheets of a workbook, and a new one that stands first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.schema import WORKBOOK, child, relations_space, space
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.names import quoted, sheet_name
from neiqin_xl.workbook.relations import declare, relate, related, relations_of, undeclare, unrelate
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*(?:"(?:1|true)"|'(?:1|true)')""")


def worksheets(package: Package, book: str) -> dict[str, str]:
    """The parts of the worksheets by their names, in their order; chart sheets are none."""
    root = parsed(package.read(book))
    told = relations_of(package, book)
    key = f"{{{relations_space(root)}}}id"
    return {
        one.get("name", ""): told[one.get(key, "")].target
        for one in root.iterfind(f"{space(root)}sheets/{space(root)}sheet")
        if one.get(key, "") in told
        and told[one.get(key, "")].kind == "worksheet"
        and told[one.get(key, "")].target in package
    }


def free_name(package: Package, book: str, wanted: str) -> str:
    """The wanted name for a sheet, changed where another one has it."""
    root = parsed(package.read(book))
    taken = {one.get("name", "").casefold() for one in root.iterfind(f"{space(root)}sheets/{space(root)}sheet")}
    return sheet_name(wanted, taken)


def put_first(package: Package, book: str, name: str, content: bytes, *, titles: str) -> None:
    """Add a worksheet that stands first, is the one that opens, and repeats the rows `titles` on each printed page."""
    drop_order(package, book)
    taken = {one.casefold() for one in package.names}
    folder = f"{book.rpartition('/')[0]}/worksheets".lstrip("/")
    number = next(n for n in range(1, len(taken) + 2) if f"{folder}/sheet{n}.xml".casefold() not in taken)
    part = f"{folder}/sheet{number}.xml"
    package.put(part, content)
    declare(package, part, _TYPE)
    root = parsed(package.read(book))
    told = relate(package, book, f"{relations_space(root)}/worksheet", part)
    sheets = child(root, "sheets", WORKBOOK)
    _move_names(root, at=0, by=1)
    given = {"name": name, "sheetId": str(1 + max(int(one.get("sheetId", "0")) for one in sheets))}
    sheet = sheets.makeelement(f"{space(root)}sheet", given)
    sheet.set(f"{{{relations_space(root)}}}id", told)
    sheets.insert(0, sheet)
    names = child(root, "definedNames", WORKBOOK)
    repeated = names.makeelement(f"{space(root)}definedName", {"name": "_xlnm.Print_Titles", "localSheetId": "0"})
    repeated.text = f"{quoted(name)}!{titles}"
    names.insert(0, repeated)
    for view in root.iterfind(f"{space(root)}bookViews/{space(root)}workbookView"):
        view.set("activeTab", "0")
        view.attrib.pop("firstSheet", "")
    package.put(book, serialised(root))
    for one in (*related(package, book, "worksheet"), *related(package, book, "chartsheet")):
        if one != part:  # two selected sheets would be edited together
            package.put(one, _SELECTED.sub(b"", package.read(one)))


def drop_sheet(root: _Element, sheet: _Element) -> None:
    """Take a sheet out of the workbook's tree, with its names."""
    parent = sheet.getparent()
    if parent is None:
        return
    at = [one for one in parent if isinstance(one.tag, str)].index(sheet)
    for one in list(root.iterfind(f"{space(root)}definedNames/{space(root)}definedName")):
        if one.get("localSheetId") == str(at):
            one.getparent().remove(one)  # type: ignore[union-attr]  # found below its parent
    _move_names(root, at=at, by=-1)
    parent.remove(sheet)
    for view in root.iterfind(f"{space(root)}bookViews/{space(root)}workbookView"):
        for name in ("activeTab", "firstSheet"):
            if int(view.get(name, "0")) >= at and view.get(name, "0") != "0":
                view.set(name, str(int(view.get(name, "0")) - 1))


def drop_order(package: Package, book: str) -> None:
    """Take the order of calculation away, which names sheets by number; Excel makes it anew."""
    found = {one.id: one.target for one in relations_of(package, book).values() if one.kind == "calcChain"}
    if found:
        unrelate(package, book, set(found))
    for part in found.values():
        undeclare(package, part)
        if part in package:
            package.remove(part)


def _move_names(root: _Element, *, at: int, by: int) -> None:
    for one in root.iterfind(f"{space(root)}definedNames/{space(root)}definedName"):
        number = one.get("localSheetId")
        if number is not None and int(number) >= at:
            one.set("localSheetId", str(int(number) + by))
