"""What a package's parts say about each other: relationships and content types."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.repack import Package, PackageError

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPES_PART = "[Content_Types].xml"


class Relation(NamedTuple):
    """One relationship: `kind` is the last word of its type ("worksheet", "image"), `target` a part's name.

    Where it leads out of the package, `external` is true and `target` an address.
    """

    id: str
    kind: str
    target: str
    external: bool = False


def relations_part(part: str) -> str:
    """The name of the part that holds the relationships of `part`; of the package itself for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """The relationships of a part by their ids, in their order; none where it has none.

    A target that is written in other capitals than its part is the part all the same.
    """
    name = relations_part(part)
    if name not in package:
        return {}
    told = _relations(package.read(name), posixpath.dirname(part))
    return {
        one.id: one if one.external or one.target in package else one._replace(target=package.called(one.target))
        for one in told
    }


@lru_cache(64)  # those of one part are asked for again and again while a template is compiled
def _relations(content: bytes, folder: str) -> tuple[Relation, ...]:
    found = []
    for one in parsed(content).iterchildren(f"{_RELATIONSHIPS}Relationship"):
        external = one.get("TargetMode") == "External"
        target = one.get("Target", "")
        kind = one.get("Type", "").rpartition("/")[2]
        place = target if external else _resolved(folder, target)
        found.append(Relation(one.get("Id", ""), kind, place, external))
    return tuple(found)


def related(package: Package, part: str, kind: str) -> list[str]:
    """The parts to which `part` has relationships of this kind, in their order, as far as they are there."""
    told = relations_of(package, part).values()
    return [one.target for one in told if one.kind == kind and not one.external and one.target in package]


def relate(package: Package, part: str, type_: str, target: str) -> str:
    """Add a relationship from `part` to another part and tell its id; `type_` is its full type."""
    name = relations_part(part)
    if name in package:
        root = parsed(package.read(name))
    else:
        root = parsed(f'<Relationships xmlns="{_RELATIONSHIPS[1:-1]}"/>'.encode())
    taken = {one.get("Id") for one in root}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    place = posixpath.relpath(target, posixpath.dirname(part) or ".")
    root.append(
        root.makeelement(f"{_RELATIONSHIPS}Relationship", {"Id": f"rId{number}", "Type": type_, "Target": place})
    )
    package.put(name, serialised(root))
    return f"rId{number}"


def unrelate(package: Package, part: str, ids: set[str]) -> None:
    """Take relationships away, by their ids."""
    root = parsed(package.read(relations_part(part)))
    for one in list(root):
        if one.get("Id") in ids:
            root.remove(one)
    package.put(relations_part(part), serialised(root))


def workbook_part(package: Package) -> str:
    """The name of the workbook's part. PackageError where the package is no workbook."""
    for one in relations_of(package, "").values():
        if one.kind == "officeDocument" and one.target in package:
            return one.target
    raise PackageError("这不是 Excel 工作簿（没有工作簿部件），请用 Excel 打开、另存为 .xlsx 再试")


def content_type(package: Package, part: str) -> str | None:
    """The content type of a part, by its own name or by its ending."""
    root = _types(package)
    for one in root.iterchildren(f"{_TYPES}Override"):
        if one.get("PartName", "").casefold() == f"/{part}".casefold():
            return one.get("ContentType")
    ending = part.rpartition(".")[2].casefold()
    for one in root.iterchildren(f"{_TYPES}Default"):
        if one.get("Extension", "").casefold() == ending:
            return one.get("ContentType")
    return None


def declare(package: Package, part: str, type_: str) -> None:
    """Declare the content type of a part by its own name."""
    root = _types(package)
    _without(root, part)
    root.append(root.makeelement(f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": type_}))
    package.put(_TYPES_PART, serialised(root))


def declare_ending(package: Package, ending: str, type_: str) -> None:
    """Declare the content type of all parts with this ending ("png"), unless it is declared."""
    root = _types(package)
    if any(one.get("Extension", "").casefold() == ending for one in root.iterchildren(f"{_TYPES}Default")):
        return
    root.insert(0, root.makeelement(f"{_TYPES}Default", {"Extension": ending, "ContentType": type_}))
    package.put(_TYPES_PART, serialised(root))


def declared(content: bytes, types: Mapping[str, str], endings: Collection[str]) -> bytes:
    """The part of content types with more parts declared, and pictures of these endings."""
    root = parsed(content)
    known = {one.get("Extension", "").casefold() for one in root.iterchildren(f"{_TYPES}Default")}
    for ending in sorted(set(endings) - known):
        attributes = {"Extension": ending, "ContentType": f"image/{ending}"}
        root.insert(0, root.makeelement(f"{_TYPES}Default", attributes))
    for part, type_ in types.items():
        root.append(root.makeelement(f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": type_}))
    return serialised(root)


def undeclare(package: Package, part: str) -> None:
    """Take a part's own declaration away, if it has one."""
    root = _types(package)
    if _without(root, part):
        package.put(_TYPES_PART, serialised(root))


def declared_parts(package: Package) -> list[str]:
    """The names of the parts that are declared by their own names."""
    return [name[1:] for one in _types(package) if (name := one.get("PartName", ""))]


def _types(package: Package) -> _Element:
    if _TYPES_PART not in package:
        raise PackageError(
            f"这个文件缺了部件“{_TYPES_PART}”，Excel 打不开；请用 WPS 打开、另存一份，或者向来源再要一份"
        )
    return parsed(package.read(_TYPES_PART))


def _without(root: _Element, part: str) -> bool:
    found = [
        one
        for one in root.iterchildren(f"{_TYPES}Override")
        if one.get("PartName", "").casefold() == f"/{part}".casefold()
    ]
    for one in found:
        root.remove(one)
    return bool(found)


def _resolved(folder: str, target: str) -> str:
    target = unquote(target.replace("\\", "/"))
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
