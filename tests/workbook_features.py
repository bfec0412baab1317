"""What is in a workbook, counted; and what would make Excel call it damaged."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from urllib.parse import unquote

from lxml import etree

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

COUNTED = frozenset(
    [
        "barChart",
        "lineChart",
        "pieChart",
        "doughnutChart",
        "areaChart",
        "scatterChart",
        "radarChart",
        "stockChart",
        "pattFill",
        "gradFill",
        "dTable",
        "dLbl",
        "dLbls",
        "trendline",
        "errBars",
        "ser",
        "sp",
        "pic",
        "graphicFrame",
        "cxnSp",
        "slicer",
        "slicerCache",
        "sparkline",
        "sparklineGroup",
        "cfRule",
        "dataBar",
        "iconSet",
        "colorScale",
        "dataValidation",
        "mergeCell",
        "hyperlink",
        "tablePart",
        "tableColumn",
        "calculatedColumnFormula",
        "totalsRowFormula",
        "pivotField",
        "pivotCacheDefinition",
        "pivotTableDefinition",
        "cacheField",
        "rPh",
        "phoneticPr",
        "rPr",
        "comment",
        "threadedComment",
        "person",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawing",
        "picture",
        "brk",
        "ignoredError",
        "definedName",
        "pageSetup",
        "oddHeader",
        "oddFooter",
        "printOptions",
        "connection",
        "cellImage",
        "rvb",
        "rv",
        "cellMetadata",
        "bk",
        "FeaturePropertyBag",
        "bag",
        "control",
        "oleObject",
        "sheet",
        "protectedRange",
        "sheetProtection",
        "autoFilter",
        "filterColumn",
        "customSheetView",
        "outlinePr",
        "tabColor",
        "pane",
        "shape",
        "fillRef",
        "formControlPr",
    ]
)
ATTRIBUTES = ("codeName", "outlineLevel", "cm", "vm", "ph", "state")
BINARY = (".bin", ".png", ".jpeg", ".jpg", ".gif", ".emf")


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def trees(found):
    for name, content in found.items():
        if name.endswith((".xml", ".rels", ".vml")):
            yield name, etree.fromstring(content)


def features(data):
    """How many there are of every kind of thing: elements, attributes, extensions, formulas with a kept value, parts."""
    found, counted = parts(data), Counter()
    for name, root in trees(found):
        for one in root.iter(etree.Element):
            local = etree.QName(one).localname
            if local in COUNTED:
                counted[local] += 1
            elif local == "ext" and one.get("uri"):
                counted[f"ext {one.get('uri')}"] += 1
            elif local == "f" and one.getparent() is not None and etree.QName(one.getparent()).localname == "c":
                counted["formula"] += 1
                counted[f"formula {one.get('t', 'normal')}"] += 1
                counted["kept value of a formula"] += one.getnext() is not None
            counted.update(f"@{key}" for key in ATTRIBUTES if local != "ext" and one.get(key) is not None)
        if name.endswith(".vml"):
            counted.update(re.findall(r'ObjectType="\w+"', found[name].decode()))
    for name in found:
        if not name.endswith(".rels"):
            counted[f"part {content_type(found, name)}"] += 1
        if name.endswith(BINARY):
            counted[f"bytes {zlib.crc32(found[name]):08x}"] += 1
    return +counted


def content_type(found, name):
    """The declared content type of a part, None where nothing declares it."""
    root = etree.fromstring(found["[Content_Types].xml"])
    for one in root.iter(f"{TYPES}Override"):
        if one.get("PartName").casefold() == f"/{name}".casefold():
            return one.get("ContentType")
    ending = name.rpartition(".")[2].casefold()
    return next((one.get("ContentType") for one in root.iter(f"{TYPES}Default")
                 if one.get("Extension").casefold() == ending), None)  # fmt: skip


def lost(before, after):
    """The features of which there are fewer than before."""
    return dict(features(before) - features(after))


def undeclared_prefixes(data):
    """(part, attribute, prefix) of each prefix that compatibility rules name and nothing declares where they stand."""
    bad = set()
    for name, root in trees(parts(data)):
        for one in root.iter(etree.Element):
            for key in ("Ignorable", "ProcessContent", "MustUnderstand"):
                for prefix in one.get(COMPATIBILITY + key, "").split():
                    if prefix.split(":")[0] not in one.nsmap:
                        bad.add((name, key, prefix))
            if one.tag == f"{COMPATIBILITY}Choice":
                bad.update(
                    (name, "Requires", one_) for one_ in one.get("Requires", "").split() if one_ not in one.nsmap
                )
    return sorted(bad)


def dangling_relations(data):
    """What points at nothing: relationships without a part, ids without a relationship, parts without a content type,
    declarations of parts that are not there, and parts that nothing leads to."""
    found = parts(data)
    bad, reached = [], set()
    for name, content in found.items():
        if not name.endswith(".rels"):
            continue
        folder, rels = posixpath.split(name)
        owner = posixpath.join(posixpath.dirname(folder), rels[: -len(".rels")])
        if owner != "" and owner not in found:
            bad.append(f"{name}: no part {owner}")
        ids = Counter()
        for one in etree.fromstring(content).iter(f"{PACKAGE}Relationship"):
            ids[one.get("Id")] += 1
            if one.get("TargetMode") == "External":
                continue
            target = unquote(one.get("Target"))
            place = target[1:] if target.startswith("/") else posixpath.normpath(
                posixpath.join(posixpath.dirname(owner), target)
            )  # fmt: skip
            reached.add(place)
            if place not in found:
                bad.append(f"{name}: {one.get('Id')} leads to {place}")
        bad += [f"{name}: {key} twice" for key, count in ids.items() if count > 1]
        if owner.endswith((".xml", ".vml")):
            for one in etree.fromstring(found[owner]).iter(etree.Element):
                for key, value in one.attrib.items():
                    if key.startswith(RELATIONSHIP) and value and value not in ids:
                        bad.append(f"{owner}: {value} is no relationship")
    declared = {one.get("PartName") for one in etree.fromstring(found["[Content_Types].xml"]).iter(f"{TYPES}Override")}
    bad += [f"declared and absent: {name}" for name in declared if name[1:] not in found]
    for name in found:
        if name == "[Content_Types].xml":
            continue
        if content_type(found, name) is None:
            bad.append(f"undeclared: {name}")
        if not name.endswith(".rels") and name not in reached:
            bad.append(f"unreachable: {name}")
    return bad


def differing_parts(before, after):
    """The names of parts whose content is not the same in both, or that only one of the two has."""
    first, second = parts(before), parts(after)
    return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
