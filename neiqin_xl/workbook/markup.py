"""A part's XML as a tree and back, with every prefix kept: what Excel declares ignorable it finds by prefix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from neiqin_xl.workbook.repack import PackageError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# What XML cannot hold, and what would be read otherwise than it is written.
_TOUCHED = re.compile('[&<>"\x00-\x1f\ufffe\uffff\ud800-\udfff]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def raw(text: str) -> str:
    """The text as XML content or as an attribute's value, without a spreadsheet's own `_xHHHH_` escapes.

    Characters that XML cannot hold are left out.
    """
    return _TOUCHED.sub(lambda found: _NAMED.get(found[0], ""), text)


def without(element: _Element, *names: str) -> None:
    """Take attributes away from an element, as far as it has them."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def parsed(data: bytes) -> _Element:
    """The root of a part. PackageError where it is no XML, or declares a DOCTYPE: no part of a workbook has one."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(f"文件里有一个部件不是正确的 XML（{error.msg}），请用 Excel 打开、另存一份再试") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError("文件里有不该有的 DOCTYPE，可能有人动过手脚，请向来源核实")
    return root


def serialised(root: _Element) -> bytes:
    """The part's bytes, declared as Excel declares them."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
