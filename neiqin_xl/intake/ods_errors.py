"""Error cells of an OpenDocument spreadsheet, which calamine reads as blank."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from neiqin_xl.intake.sheet import ERROR_VALUES
from neiqin_xl.intake.troubles import Place


def look_into_ods(data: bytes) -> dict[str, dict[Place, str]]:
    """Error values by sheet and place (row and column from 0): cells whose formula shows nothing else."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml")
    if not any(error.encode() in content for error in ERROR_VALUES):
        return {}
    walk = _OdsWalk()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return {}
    return walk.found


class _OdsWalk:
    """Counts rows and columns of a document as it passes, repeated ones included."""

    def __init__(self) -> None:
        self.found: dict[str, dict[Place, str]] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._rows = self._cells = 1
        self._is_formula = False
        self._said = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif name == "table:table-row":
            self._column, self._rows = 0, int(attributes.get("table:number-rows-repeated", "1"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cells = int(attributes.get("table:number-columns-repeated", "1"))
            self._is_formula = "table:formula" in attributes
            self._said = ""

    def text(self, characters: str) -> None:
        """Text inside an element."""
        if self._is_formula:
            self._said += characters

    def end(self, name: str) -> None:
        """An element ends."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self._said.strip() in ERROR_VALUES:
                self.found.setdefault(self._sheet, {})[self._row, self._column] = self._said.strip()
            self._column += self._cells
            self._is_formula, self._said = False, ""
        elif name == "table:table-row":
            self._row += self._rows
