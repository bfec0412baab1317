"""Columns of our own on the same printed page as the table that they stand beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.schema import WORKSHEET, child, space
from neiqin_xl.workbook.formulas import Edge, Reference, read_formula
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_PRINT_AREA = "_xlnm.Print_Area"
_WHOLE = {"", "100"}
_TRUE = {"1", "true"}


def fit_to_width(root: _Element) -> None:
    """Print the sheet one page wide, unless somebody has already said how large it is printed."""
    properties = child(root, "sheetPr", WORKSHEET)
    setup = root.find(f"{space(root)}pageSetup")
    fit = properties.find(f"{space(root)}pageSetUpPr")
    if (fit is not None and fit.get("fitToPage") in _TRUE) or (
        setup is not None and setup.get("scale", "") not in _WHOLE
    ):
        return
    if fit is None:
        fit = properties.makeelement(f"{space(root)}pageSetUpPr")
        properties.append(fit)
    fit.set("fitToPage", "1")
    if setup is None:
        setup = child(root, "pageSetup", WORKSHEET)
        setup.set("paperSize", "9")
        setup.set("orientation", "landscape")
    setup.attrib.pop("scale", "")
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")


def extend_print_area(package: Package, book: str, sheet: str, right_of: int, last: int) -> None:
    """Let the print area of a sheet, if it has one that ends in a table's last column, reach to our last one."""
    root = parsed(package.read(book))
    names = [one.get("name", "") for one in root.iterfind(f"{space(root)}sheets/{space(root)}sheet")]
    if sheet not in names:
        return
    for one in root.iterfind(f"{space(root)}definedNames/{space(root)}definedName"):
        if one.get("name") == _PRINT_AREA and one.get("localSheetId") == str(names.index(sheet)):
            was = one.text or ""
            one.text = read_formula(was).moved(lambda reference: _reaching(reference, right_of, last))
            if one.text != was:
                package.put(book, serialised(root))


def _reaching(area: Reference, right_of: int, last: int) -> Reference:
    left, right = area.first_column, area.last_column
    if left is None or right is None or not left.at <= right_of <= right.at or right.at >= last:
        return area
    return Reference(area.sheet, area.first_row, area.last_row, left, Edge(last, right.fixed), ranged=True)
