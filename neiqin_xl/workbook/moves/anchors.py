"""Where drawn things are fastened: charts, pictures, shapes, buttons, boxes of comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from neiqin_xl.first_use import late_pattern
from neiqin_xl.workbook.formulas import read_formula
from neiqin_xl.workbook.markup import MAIN, raw
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Hole, Weave, Weaving

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CLIENT = late_pattern(r"<x:ClientData\b.*?</x:ClientData>", re.DOTALL)
_SHAPE_ANCHOR = late_pattern(r"(<x:Anchor>\s*)([\d,\s]+?)(\s*</x:Anchor>)")
_SHAPE_CELL = late_pattern(r"(<x:(Row|Column)>\s*)(\d+)(\s*</x:(?:Row|Column)>)")
_SHAPE_LINK = late_pattern(r"(<x:Fmla(?:Link|Range)>)([^<]*)(</x:Fmla(?:Link|Range)>)")


def follow_anchors(weaving: Weaving) -> None:
    """Things move with the cell under their upper left corner and keep their size."""
    for first in list(weaving.root.iter(f"{_DRAWING}from", f"{MAIN}from")):
        row, column = _corner(first)
        if row is None or column is None:
            continue
        last = next(first.itersiblings(f"{_DRAWING}to", f"{MAIN}to"), None)
        _shift(weaving, first, row, column)
        if last is not None:
            _shift(weaving, last, row, column)


def follow_shapes(weaving: Weaving, text: str) -> Weave:
    """The drawing of comments and old buttons, which is text of its own kind, as a weave."""
    return weaving.taken_apart(_CLIENT.sub(lambda found: _client(weaving, found[0]), text))


def _client(weaving: Weaving, text: str) -> str:
    """What is said of one shape: where it is fastened, the cell that it comments on or is bound to."""
    cell = {found[2]: int(found[3]) for found in _SHAPE_CELL.finditer(text)}
    fastened = (cell["Row"], cell["Column"]) if len(cell) == 2 else None

    def anchor(found: re.Match[str]) -> str:
        numbers = [int(one) for one in found[2].split(",")]
        if len(numbers) != 8:
            return found[0]
        row, column = fastened or (numbers[2], numbers[0])
        return found[1] + weaving.mark(lambda place: _moved_anchor(place, numbers, row, column)) + found[3]

    def number(found: re.Match[str]) -> str:
        index, (row, column) = (0 if found[2] == "Row" else 1), fastened or (int(found[3]), int(found[3]))
        return found[1] + weaving.mark(lambda place: str(place.near(row + 1, column + 1)[index] - 1)) + found[4]

    def link(found: re.Match[str]) -> str:
        formula = read_formula(_unescaped(found[2]))
        return found[1] + weaving.mark(lambda place: raw(place.moved(formula))) + found[3]

    return _SHAPE_LINK.sub(link, _SHAPE_CELL.sub(number, _SHAPE_ANCHOR.sub(anchor, text)))


def _unescaped(text: str) -> str:
    """Text of XML as it is meant; the library's own function brings a tenth of a second of imports along."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _corner(first: _Element) -> tuple[int | None, int | None]:
    row, column = first.findtext(f"{_DRAWING}row"), first.findtext(f"{_DRAWING}col")
    return (int(row) if row else None), (int(column) if column else None)


def _shift(weaving: Weaving, corner: _Element, row: int, column: int) -> None:
    for tag, index in (("row", 0), ("col", 1)):
        one = corner.find(f"{_DRAWING}{tag}")
        if one is not None and (one.text or "").strip().isdecimal():
            was = int(one.text or 0)
            weaving.content(one, _by(was, row, column, index))


def _by(was: int, row: int, column: int, index: int) -> Hole:
    return lambda place: str(was + _away(place, row, column)[index])


def _away(place: Place, row: int, column: int) -> tuple[int, int]:
    now = place.near(row + 1, column + 1)
    return now[0] - 1 - row, now[1] - 1 - column


def _moved_anchor(place: Place, numbers: list[int], row: int, column: int) -> str:
    """Columns and rows with their offsets: left, right of the upper left corner, then of the lower right one."""
    rows, columns = _away(place, row, column)
    moves = (columns, 0, rows, 0, columns, 0, rows, 0)
    return ", ".join(str(number + move) for number, move in zip(numbers, moves, strict=True))
