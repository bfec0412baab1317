"""A workbook without what could act on its own: what leads to it is cut, what nothing leads to any more is left out.

Macros (of WPS too), macro sheets, embedded objects, ActiveX controls, links to other workbooks and programs,
connections, queries, the data model, add-ins, linked pictures and a signature that no longer holds. Cells keep the
values that they show, shapes and form controls their look.
"""

from __future__ import annotations

from neiqin_xl.workbook.annotate.pruning import cut_references
from neiqin_xl.workbook.annotate.quiet import without_links, without_macros, without_queries
from neiqin_xl.workbook.relations import (
    content_type,
    declare,
    declared_parts,
    relations_of,
    relations_part,
    undeclare,
    unrelate,
    workbook_part,
)
from neiqin_xl.workbook.repack import Package

_ACTIVE_KINDS = frozenset(
    {
        "activeXControlBinary", "attachedToolbars", "connections", "control", "customUI", "dialogsheet",
        "extensibility", "externalLink", "oleObject", "origin", "package", "powerPivotData", "queryTable", "vbaProject",
        "vbaProjectSignature", "vbaProjectSignatureAgile", "vbaProjectSignatureV3", "volatileDependencies",
        "webextension", "webextensiontaskpanes", "xlIntlMacrosheet", "xlMacrosheet",
    }
)  # fmt: skip
_ACTIVE_PLACES = (
    "vbaproject", "macrosheets/", "dialogsheets/", "jdedata.bin", "customui", "basic/", "scripts/", "externallinks/",
    "embeddings/", "activex/", "webextensions/", "connections.", "querytables/", "xl/model/",
)  # fmt: skip
_MASHUP = (b"DataMashup", "DataMashup".encode("utf-16-le"))
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TYPES_PART = "[Content_Types].xml"


def make_passive(package: Package) -> None:
    """Take all active content out of a package; one that has none keeps all its bytes."""
    book = workbook_part(package)
    cut = False
    for part in _owners(package):
        cut |= _cut(package, part)
    if cut:
        leave_out_unreached(package)
    without_macros(package, book)
    without_links(package, book)
    without_queries(package, book)
    if content_type(package, book) not in {None, _BOOK_TYPE}:
        declare(package, book, _BOOK_TYPE)


def _owners(package: Package) -> list[str]:
    """The package itself (""), then every part that has relationships."""
    return ["", *(name for name in package.names if name and relations_part(name) in package)]


def _cut(package: Package, part: str) -> bool:
    """Cut the relationships of a part to what is active, and the elements that name them."""
    active = {
        one.id
        for one in relations_of(package, part).values()
        if one.kind in _ACTIVE_KINDS
        or (one.external and one.kind != "hyperlink")
        or (not one.external and _is_active(package, one.target))
    }
    if not active:
        return False
    if part:
        cut_references(package, part, active)
    unrelate(package, part, active)
    return True


def _is_active(package: Package, target: str) -> bool:
    name = target.casefold()
    if any(mark in name for mark in _ACTIVE_PLACES):
        return True
    return name.startswith("customxml/") and target in package and any(one in package.read(target) for one in _MASHUP)


def leave_out_unreached(package: Package) -> None:
    """Remove the parts to which no relationship leads any more, and declarations of parts that are not there."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        if part:
            reached.add(part)
        if relations_part(part) in package:
            reached.add(relations_part(part))
            targets = [one.target for one in relations_of(package, part).values() if not one.external]
            waiting += [one for one in targets if one in package and one not in reached]
    for name in set(package.names) - reached - {_TYPES_PART}:
        package.remove(name)
        undeclare(package, name)
    for declared in declared_parts(package):
        if package.called(declared) not in package:
            undeclare(package, declared)
