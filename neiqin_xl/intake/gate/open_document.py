"""What an OpenDocument spreadsheet tells of itself, checked before a reader believes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from neiqin_xl.intake.gate import active
from neiqin_xl.intake.gate.archive import Member, beginning, unpacked
from neiqin_xl.intake.gate.extent import Extent
from neiqin_xl.intake.gate.refusals import DAMAGED, LOCKED, refusal
from neiqin_xl.intake.gate.workbook_parts import trouble_in_prolog
from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Finding
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW

_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](-?\d*)")
_MOST_EQUAL = 100_000  # nobody writes so many equal cells in a row
_SMALL = 256 << 10
_FILLED = (b"office:value", b"<text:p")
_HEAD = 4096


def trouble_in_open_document(data: bytes, members: Mapping[str, Member], caps: Caps) -> Finding | set[str]:
    """Why the spreadsheet cannot be read, or the codes of the active content in it."""
    manifest = members.get("meta-inf/manifest.xml")
    if manifest is not None and b"encryption-data" in (unpacked(data, manifest) or b""):
        return refusal("F103", LOCKED)
    for name, member in members.items():
        if name.endswith((".xml", ".rdf")):
            trouble = trouble_in_prolog(data, member, beginning(data, member, _HEAD))
            if trouble is not None:
                return trouble
    content = unpacked(data, members["content.xml"])
    if content is None:
        return refusal("F104", DAMAGED)
    if _is_worth_walking(content):
        trouble = _far(content, caps)
        if trouble is not None:
            return trouble
    codes = {active.MACROS} if b"<script:event-listener" in content else set()
    if b"<table:table-source" in content or b"dde-source" in content:
        codes.add(active.LINKS)
    return codes


def _is_worth_walking(content: bytes) -> bool:
    """Whether cells may be repeated or far out: a program's own filling up to the last row comes behind all cells."""
    if len(content) <= _SMALL:
        return True
    last = max(content.rfind(mark) for mark in _FILLED)
    return any(len(found.group(1)) > 3 for found in _REPEATED.finditer(content, 0, max(last, 0)))


def _far(content: bytes, caps: Caps) -> Finding | None:
    walk = _Walk(caps)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    try:
        parser.Parse(content, True)
    except _FarError:
        return walk.extent.refusal(walk.name)
    except (expat.ExpatError, ValueError):
        return None  # said by the reader
    return None


class _FarError(Exception):
    """Some cell is too far out."""


class _Walk:
    """Counts rows and columns of a document as it passes, repeated ones included."""

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self.extent = Extent()
        self.name = ""
        self._row = self._column = 0
        self._rows = self._cells = 1
        self._is_filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "table:table":
            self.extent, self._row = Extent(), 0
            self.name = attributes.get("table:name", "")
        elif name == "table:table-row":
            self._column, self._rows = 0, _times(attributes.get("table:number-rows-repeated"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cells = _times(attributes.get("table:number-columns-repeated"))
            self._is_filled = "office:value-type" in attributes
        elif name == "text:p":
            self._is_filled = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self._is_filled:
                self.extent.add(self._row, self._column)
                self.extent.add(self._row + self._rows - 1, self._column + self._cells - 1)
                if self._rows * self._cells > _MOST_EQUAL or self.extent.is_far(self._caps.cells):
                    raise _FarError
            self._column, self._is_filled = self._column + self._cells, False
        elif name == "table:table-row":
            self._row += self._rows


def _times(told: str | None) -> int:
    """How often an element stands there; not a number, or none, counts as beyond all measure."""
    if told is None:
        return 1
    times = int(told)
    return times if 0 < times <= max(LAST_ROW, LAST_COLUMN) else LAST_ROW * LAST_COLUMN
