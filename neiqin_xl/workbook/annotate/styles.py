"""Styles of an existing workbook, looked up or added; those that are there keep their numbers."""

from __future__ import annotations

from collections.abc import Container
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.schema import STYLE_SHEET, child, place, space
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.needed import styles_part
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_GENERAL = "0"


@dataclass(frozen=True, slots=True)
class Change:
    """What makes another style of one: a fill (RRGGBB), plain text that is wrapped, a link's or a heading's letters.

    `unfilled` takes the fill away. `heading` is the size of bold letters, 0 for those of the style. `ruled` draws thin
    lines around the cell.
    """

    fill: str = ""
    unfilled: bool = False
    as_text: bool = False
    link: bool = False
    heading: int = 0
    ruled: bool = False


class Styles:
    """The style sheet of a workbook."""

    def __init__(self, package: Package, book: str) -> None:
        """`book` is the workbook's part; a style sheet is added where there is none."""
        self._package = package
        self._part = styles_part(package, book)
        self._root = parsed(package.read(self._part))
        self._space = space(self._root)
        self._formats = child(self._root, "cellXfs", STYLE_SHEET)
        if not len(self._formats):
            self._formats.append(self._make("xf", numFmtId="0", fontId="0", fillId="0", borderId="0"))
        self._known: dict[tuple[int, Change], int] = {}

    def changed(self, style: int, change: Change) -> int:
        """The number of a style that differs from another one in what the change says and in nothing else."""
        key = (style, change)
        if key not in self._known:
            self._known[key] = self._add(style, change)
        return self._known[key]

    def filled(self, colours: Container[str]) -> set[int]:
        """The numbers of the styles whose fill is one of the colours (RRGGBB)."""
        path = f"{self._space}patternFill/{self._space}fgColor"
        fills = self._root.findall(f"{self._space}fills/{self._space}fill")
        told = [[colour.get("rgb", "")[-6:] for colour in one.findall(path)] for one in fills]
        ours = {str(i) for i, found in enumerate(told) if any(colour in colours for colour in found)}
        return {i for i, one in enumerate(self._formats.findall(f"{self._space}xf")) if one.get("fillId") in ours}

    def save(self) -> None:
        """Put the style sheet back, if anything was added."""
        if not self._known:
            return
        for one in self._root:
            if isinstance(one.tag, str) and one.get("count") is not None:
                one.set("count", str(sum(isinstance(inner.tag, str) for inner in one)))
        self._package.put(self._part, serialised(self._root))

    def _add(self, style: int, change: Change) -> int:
        formats = self._formats.findall(f"{self._space}xf")
        made = deepcopy(formats[style if style < len(formats) else 0])
        if change.unfilled:
            made.set("fillId", "0")
        if change.fill:
            made.set("fillId", str(self._index("fills", self._fill(change.fill))))
            made.set("applyFill", "1")
        if change.link or change.heading:
            made.set("fontId", str(self._index("fonts", self._font(made, change))))
            made.set("applyFont", "1")
        if change.ruled:
            made.set("borderId", str(self._index("borders", self._border())))
            made.set("applyBorder", "1")
        if change.as_text:
            made.set("numFmtId", _GENERAL)
            self._align(made)
        made.attrib.pop("quotePrefix", "")
        return self._index("cellXfs", made, self._formats)

    def _index(self, group: str, element: _Element, parent: _Element | None = None) -> int:
        """Where the element stands among those of its group: an equal one that is there, else behind the last."""
        from lxml import etree

        held = child(self._root, group, STYLE_SHEET) if parent is None else parent
        same = etree.tostring(element, method="c14n")
        known = [one for one in held if isinstance(one.tag, str)]
        for i, one in enumerate(known):
            if etree.tostring(one, method="c14n", with_tail=False) == same:
                return i
        held.append(element)
        return len(known)

    def _fill(self, colour: str) -> _Element:
        fill, pattern = self._make("fill"), self._make("patternFill", patternType="solid")
        pattern.append(self._make("fgColor", rgb=f"FF{colour}"))
        pattern.append(self._make("bgColor", indexed="64"))
        fill.append(pattern)
        return fill

    def _font(self, made: _Element, change: Change) -> _Element:
        fonts = self._root.findall(f"{self._space}fonts/{self._space}font")
        at = int(made.get("fontId") or 0)
        font = deepcopy(fonts[at]) if at < len(fonts) else self._make("font")
        wanted: dict[str, dict[str, str]] = {}
        if change.link:
            wanted |= {"u": {}, "color": {"rgb": "FF0563C1"}}
        if change.heading:
            wanted |= {"b": {}, "sz": {"val": str(change.heading)}}
        for name, given in wanted.items():
            for one in font.findall(f"{self._space}{name}"):
                font.remove(one)
            place(font, self._make(name, **given), _FONT)
        return font

    def _border(self) -> _Element:
        border = self._make("border")
        for name in ("left", "right", "top", "bottom"):
            side = self._make(name, style="thin")
            side.append(self._make("color", rgb="FFBFBFBF"))
            border.append(side)
        border.append(self._make("diagonal"))
        return border

    def _align(self, made: _Element) -> None:
        for one in made.findall(f"{self._space}alignment"):
            made.remove(one)
        made.insert(0, self._make("alignment", vertical="center", wrapText="1"))
        made.set("applyAlignment", "1")

    def _make(self, name: str, **given: str) -> _Element:
        return self._root.makeelement(f"{self._space}{name}", given)


_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
