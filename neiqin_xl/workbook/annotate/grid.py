"""The cells of a worksheet's tree: found, or put where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.schema import WORKSHEET, child, space
from neiqin_xl.workbook.formulas import column_number
from neiqin_xl.workbook.names import address
from neiqin_xl.workbook.text import fitting

if TYPE_CHECKING:
    from lxml.etree import _Element

Place = tuple[int, int]
Area = tuple[Place, Place]

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def place_of(cell: str) -> Place:
    """Row and column, counted from 1, of a cell's address. ValueError where it is none."""
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(f"no address of a cell: {cell}")
    return int(found[2]), column_number(found[1])


def area_of(reference: str) -> Area | None:
    """First and last place of a range ("A1:C3", or one cell); None where it is none."""
    first, _, last = reference.partition(":")
    try:
        return place_of(first), place_of(last or first)
    except ValueError:
        return None


class Grid:
    """Rows and cells of a worksheet by their numbers, counted from 1."""

    def __init__(self, root: _Element, covered: Sequence[Area] = ()) -> None:
        """`root` is the worksheet; rows and cells that leave their own places out get them written.

        `covered` are ranges in which nothing can be seen.
        """
        self.root = root
        self._covered = covered
        self._space = space(root)
        self._data = child(root, "sheetData", WORKSHEET)
        self._rows: dict[int, _Element] = {}
        number = 0
        for row in self._data.iterchildren(f"{self._space}row"):
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self._rows.setdefault(number, row)
        # Of one row only: a large sheet's cells, all held at once, take room that its tree needs.
        self._latest: tuple[int, dict[int, _Element]] = (0, {})
        self._touched: list[Place] = []
        merged = (area_of(one.get("ref", "")) for one in root.iterfind(f".//{self._space}mergeCell"))
        self._merged = [one for one in merged if one is not None]

    def anchor(self, place: Place) -> Place:
        """The place itself, or the first of the merged range that it lies in."""
        row, column = place
        for first, last in self._merged:
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
                return first
        return place

    def style(self, row: int, column: int) -> int:
        """The number of the style that a cell has, or would have by its row or column."""
        cell = self._in_row(row).get(column)
        if cell is not None:
            return int(cell.get("s") or 0)
        element = self._rows.get(row)
        if element is not None and element.get("customFormat") in {"1", "true"}:
            return int(element.get("s") or 0)
        for one in self.root.iterfind(f"{self._space}cols/{self._space}col"):
            if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
                return int(one.get("style") or 0)
        return 0

    def found(self, row: int, column: int) -> _Element | None:
        """A cell that is there."""
        return self._in_row(row).get(column)

    def columns_of(self, row: int) -> list[int]:
        """The columns in which the row has cells."""
        return list(self._in_row(row))

    def clear(self, row: int, column: int) -> None:
        """Leave nothing of a cell."""
        cell = self._in_row(row).pop(column, None)
        if cell is not None:
            self._rows[row].remove(cell)

    def set_style(self, row: int, column: int, style: int) -> None:
        """Give a cell a style; what it holds stays."""
        self._cell(row, column).set("s", str(style))

    def set_text(self, row: int, column: int, text: str, style: int) -> None:
        """Write text into a cell, whatever it held."""
        cell = self._cell(row, column)
        for one in list(cell):
            cell.remove(one)
        for name in ("cm", "vm"):
            cell.attrib.pop(name, "")
        cell.set("t", "inlineStr")
        cell.set("s", str(style))
        inline = cell.makeelement(f"{self._space}is")
        written = cell.makeelement(f"{self._space}t")
        written.text = writable(text)
        written.set(_SPACE, "preserve")
        inline.append(written)
        cell.append(inline)

    def is_free(self, column: int, first_row: int, last_row: int) -> bool:
        """Whether nothing stands in a column between two rows or covers it, and no merged range reaches into it."""
        for first, last in (*self._merged, *self._covered):
            if first[1] <= column <= last[1] and first[0] <= last_row and first_row <= last[0]:
                return False
        return not any(
            column in cells and len(cells[column])
            for cells in (self._in_row(row) for row in range(first_row, last_row + 1) if row in self._rows)
        )

    def heighten(self, row: int, points: float) -> None:
        """Make a row at least that high."""
        element = self._row(row)
        default = self.root.find(f"{self._space}sheetFormatPr")
        usual = float(default.get("defaultRowHeight", "15")) if default is not None else 15.0
        if float(element.get("ht") or usual) < points:
            element.set("ht", f"{points:g}")
            element.set("customHeight", "1")

    def widen(self) -> None:
        """Make the dimension that the sheet tells hold every cell that was touched."""
        dimension = self.root.find(f"{self._space}dimension")
        told = None if dimension is None else area_of(dimension.get("ref", ""))
        if dimension is None or told is None or not self._touched:
            return
        corners = [*told, *self._touched]
        rows, columns = [row for row, _ in corners], [column for _, column in corners]
        first, last = address(min(rows), min(columns) - 1), address(max(rows), max(columns) - 1)
        dimension.set("ref", first if first == last else f"{first}:{last}")

    def _in_row(self, row: int) -> dict[int, _Element]:
        if self._latest[0] != row:
            self._latest = (row, dict(self._placed(row)) if row in self._rows else {})
        return self._latest[1]

    def _placed(self, row: int) -> Iterator[tuple[int, _Element]]:
        column = 0
        for cell in self._rows[row].iterchildren(f"{self._space}c"):
            written = cell.get("r")
            column = place_of(written)[1] if written else column + 1
            if not written:
                cell.set("r", address(row, column - 1))
            yield column, cell

    def _row(self, row: int) -> _Element:
        if row not in self._rows:
            element = self._data.makeelement(f"{self._space}row", {"r": str(row)})
            after = max((number for number in self._rows if number < row), default=0)
            self._data.insert(self._data.index(self._rows[after]) + 1 if after else 0, element)
            self._rows[row] = element
        self._rows[row].attrib.pop("spans", "")
        return self._rows[row]

    def _cell(self, row: int, column: int) -> _Element:
        self._touched.append((row, column))
        cells = self._in_row(row)
        if column in cells:
            return cells[column]
        style, element = self.style(row, column), self._row(row)
        cell = element.makeelement(f"{self._space}c", {"r": address(row, column - 1)})
        if style:
            cell.set("s", str(style))
        after = max((number for number in cells if number < column), default=0)
        element.insert(element.index(cells[after]) + 1 if after else 0, cell)
        cells[column] = cell
        return cell


def writable(text: str) -> str:
    """The text as an XML tree can hold it and Excel shows it unchanged."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", fitting(text))
