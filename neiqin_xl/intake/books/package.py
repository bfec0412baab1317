"""The parts of an OOXML package: their bytes, checked, and which of them are the sheets of the workbook."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from neiqin_xl.intake.gate.archive import ArchiveError, members_of, unpacked

if TYPE_CHECKING:
    from neiqin_xl.workbook.packed import Packed

_FOR_NO_READER = ("docprops/", "customxml/", "xl/theme/", "xl/media/", "xl/embeddings/", "xl/drawings/", "xl/charts/")


class Part(NamedTuple):
    """A worksheet as the workbook lists it: its name, the name of its part, and whether it is shown."""

    name: str
    path: str
    visible: bool


class Package:
    """A workbook's parts by their names, whatever their case; nothing is unpacked before it is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._members = members_of(data)
        except ArchiveError:
            self._members = {}

    def has(self, path: str) -> bool:
        """Whether the package has such a part, sound or not."""
        return path.lower() in self._members

    def part(self, path: str) -> bytes | None:
        """The part's bytes; None where it is missing, cut, longer than declared or not what its checksum says."""
        member = self._members.get(path.lower())
        return None if member is None else unpacked(self._data, member)

    def with_parts(self, others: Mapping[str, Packed]) -> bytes:
        """The package with other bytes for some of its parts, by their names, and without what no reader looks at."""
        from neiqin_xl.workbook.packed import Packed, whole

        other = {name.lower(): part for name, part in others.items()}
        kept = [one for one in self._members.values() if not one.name.startswith(_FOR_NO_READER)]
        parts = (
            other.get(one.name)
            or Packed(one.name.encode(), self._data[one.start : one.start + one.packed], one.crc, one.size, one.method)
            for one in kept
        )
        return whole(parts)

    def related(self, kind: str, of: str = "workbook.xml") -> dict[str, str]:
        """The parts of a kind ("worksheet", "styles") that the workbook names, by the numbers that it gives them."""
        found = _relationships(self.part(f"xl/_rels/{of}.rels"))
        return {identity: path for told, identity, path in found if told == kind}

    def worksheets(self) -> tuple[bool, list[Part]]:
        """Whether dates count from 1904, and the worksheets of a .xlsx workbook in their order."""
        paths = self.related("worksheet")
        epoch_1904, listed = _listed(self.part("xl/workbook.xml"))
        sheets = [Part(name, paths[identity], visible) for name, identity, visible in listed if identity in paths]
        return epoch_1904, sheets


# The workbooks of one office list their sheets and their parts alike, and each is asked for several kinds of parts.
@lru_cache(16)
def _listed(workbook: bytes | None) -> tuple[bool, tuple[tuple[str, str, bool], ...]]:
    """Whether dates count from 1904; the name and the identity of every sheet, and whether it is shown."""
    sheets: list[tuple[str, str, bool]] = []
    for attributes in elements(workbook, "sheet"):
        identity = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        sheets.append((attributes.get("name", ""), identity, attributes.get("state", "visible") == "visible"))
    since = [attributes.get("date1904", "") for attributes in elements(workbook, "workbookPr")]
    return any(value in ("1", "true") for value in since), tuple(sheets)


@lru_cache(16)
def _relationships(xml: bytes | None) -> tuple[tuple[str, str, str], ...]:
    """The kind, the identity and the path of every part that a list names."""
    found: list[tuple[str, str, str]] = []
    for attributes in elements(xml, "Relationship"):
        target = attributes.get("Target", "").replace("\\", "/")
        path = posixpath.normpath(target if target.startswith("/") else f"xl/{target}").lstrip("/")
        found.append((attributes.get("Type", "").rpartition("/")[2], attributes.get("Id", ""), path))
    return tuple(found)


def elements(xml: bytes | None, tag: str) -> list[dict[str, str]]:
    """The attributes of every element of that name, whatever its prefix; none where the XML cannot be read."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    return found if walk(xml, start) else []


def walk(
    xml: bytes | None,
    start: Callable[[str, dict[str, str]], object] | None = None,
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> bool:
    """Call back at every element and text, names with their prefixes; whether the XML could be read to its end."""
    if xml is None:
        return False
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _stop
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError, _DoctypeError):  # an encoding that nobody knows is a LookupError
        return False
    return True


class _DoctypeError(Exception):
    """The part brings a document type of its own, which no workbook needs."""


def _stop(*_: object) -> None:
    raise _DoctypeError
