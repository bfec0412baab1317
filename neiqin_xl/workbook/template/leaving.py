"""Sheets that a filled workbook does without: what goes with them, and what no longer speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.relations import relations_of, relations_part
from neiqin_xl.workbook.repack import Package

TYPES_PART = "[Content_Types].xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


class Leaving(NamedTuple):
    """The names of the parts that go, and new content of those that named them."""

    gone: frozenset[str]
    changed: dict[str, bytes]


NOTHING_LEAVES = Leaving(frozenset(), {})


def leaving(package: Package, book: str, sheets: Collection[str]) -> Leaving:
    """What goes with these sheets' parts: all that only they lead to. `book` is the workbook's part."""
    whole = _reached(package, [""], ())
    gone = whole - _reached(package, [""], sheets)
    gone |= {relations_part(part) for part in gone}
    relations = parsed(package.read(relations_part(book)))
    left = {id_ for id_, one in relations_of(package, book).items() if not one.external and one.target in sheets}
    for one in list(relations):
        if one.get("Id") in left:
            relations.remove(one)
    types = parsed(package.read(TYPES_PART))
    for one in list(types.iterchildren(_OVERRIDE)):
        if one.get("PartName", "").removeprefix("/") in gone:
            types.remove(one)
    return Leaving(frozenset(gone), {relations_part(book): serialised(relations), TYPES_PART: serialised(types)})


def _reached(package: Package, start: Iterable[str], without: Collection[str]) -> set[str]:
    """The parts that relationships lead to, but for those that lead to one of the parts `without`."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        part = waiting.pop()
        for one in relations_of(package, part).values():
            if not one.external and one.target in package and one.target not in found and one.target not in without:
                found.add(one.target)
                waiting.append(one.target)
    return found
