"""A part's XML as a tree and back, with every prefix kept: what Excel declares ignorable it finds by prefix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.workbook.repack import PackageError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


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
