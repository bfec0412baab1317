"""The names and the order that the format gives to elements, transitional or strict as the workbook has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

WORKSHEET = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
WORKBOOK = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
STYLE_SHEET = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip

_RELATED = frozenset({"legacyDrawing", "drawing"})


def space(root: _Element) -> str:
    """The namespace of a part's main elements, in braces."""
    return f"{str(root.tag).partition('}')[0]}}}"


def relations_space(root: _Element) -> str:
    """The namespace of relationship ids, and of relationship types, in a part of such a kind; without braces."""
    return _STRICT_RELATIONS if str(root.tag).startswith("{" + _STRICT) else _RELATIONS


def child(root: _Element, name: str, order: tuple[str, ...]) -> _Element:
    """The child of that name, put where the order wants it if there is none."""
    found = root.find(f"{space(root)}{name}")
    if found is None:
        found = root.makeelement(
            f"{space(root)}{name}", nsmap={"r": relations_space(root)} if name in _RELATED else None
        )
        place(root, found, order)
    return found


def place(root: _Element, element: _Element, order: tuple[str, ...]) -> None:
    """Put a new child behind all those that come before it in the order."""
    wanted = order.index(local(element))
    for at, one in enumerate(root):
        if order_of(one, order) > wanted:
            root.insert(at, element)
            return
    root.append(element)


def order_of(element: _Element, order: tuple[str, ...]) -> int:
    """The place of a child in the order; what is wrapped for compatibility counts as what it wraps."""
    if not isinstance(element.tag, str):
        return -1
    name = local(element)
    if name == "AlternateContent":
        inner = [local(one) for one in element.iter() if isinstance(one.tag, str)]
        return next((order.index(one) for one in inner if one in order), len(order))
    return order.index(name) if name in order else len(order)


def local(element: _Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
