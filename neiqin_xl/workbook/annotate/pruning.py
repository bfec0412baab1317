"""Elements that name a relationship which is gone, taken out with all that was only their frame."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.schema import local
from neiqin_xl.workbook.annotate.sheets import drop_sheet
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_KEYS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
    "{urn:schemas-microsoft-com:office:office}relid",
)
_PICTURES = frozenset({"blip", "imagedata"})
_FRAMES = frozenset({"AlternateContent", "Choice", "Fallback", "controls", "oleObjects", "externalReferences"})


def cut_references(package: Package, part: str, ids: Container[str]) -> None:
    """Take the elements of a part that name one of these relationships out; of a linked picture only the link."""
    if not part.casefold().endswith((".xml", ".vml")):
        return
    root = parsed(package.read(part))
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        named = [key for key, value in element.attrib.items() if str(key).startswith(_KEYS) and value in ids]
        if not named:
            continue
        if local(element) == "sheet":
            drop_sheet(root, element)
        elif local(element) in _PICTURES:
            for key in named:
                del element.attrib[key]
        else:
            remove(element)
    package.put(part, serialised(root))


def remove(element: _Element) -> None:
    """Take an element out, and every frame around it that is then empty."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if local(parent) in _FRAMES and not any(isinstance(one.tag, str) for one in parent):
        remove(parent)
