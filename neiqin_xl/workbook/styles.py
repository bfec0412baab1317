"""The style sheet of an existing workbook: its cell styles are kept, variants of them stand behind."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cached_property
from typing import NamedTuple

from neiqin_xl.workbook.annotate.schema import STYLE_SHEET, child
from neiqin_xl.workbook.markup import MAIN, parsed, serialised, without

DAY_FORMAT = 14
MOMENT_FORMAT = 22
CLOCK_FORMAT = 21

_TEXT_FORMAT = 49
_MOST_VARIANTS = 16
_USUAL_SIZE = 11.0
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS = re.compile("[ymdhsYMDHS年月日时分秒]")


class Letters(NamedTuple):
    """How the text of a cell is set: its size in points, whether it is bold, how far it is indented."""

    size: float
    bold: bool
    indent: int


class Styles:
    """Cell styles by their number, as the workbook has them."""

    def __init__(self, content: bytes) -> None:
        self._root = parsed(content)
        self._list = child(self._root, "cellXfs", STYLE_SHEET)
        if not len(self._list):
            self._list.append(self._list.makeelement(f"{MAIN}xf", {}))
        self._formats = {
            int(one.get("numFmtId") or 0): one.get("formatCode") or "" for one in self._root.iter(f"{MAIN}numFmt")
        }
        self._fonts = self._root.findall(f"{MAIN}fonts/{MAIN}font")
        self._dated: dict[int, bool] = {}
        self._wrapped: dict[int, Letters | None] = {}
        self._more: dict[tuple[tuple[int, str, str], ...], str] = {}

    def __len__(self) -> int:
        return len(self._list)

    def dated(self, style: int) -> bool:
        """Whether cells of the style show numbers as dates or times."""
        known = self._dated.get(style)
        if known is None:
            number = self._number_format(style)
            code = _NOT_CODE.sub("", self._formats.get(number, ""))
            known = self._dated[style] = number in _DATE_FORMATS or bool(_DATE_LETTERS.search(code))
        return known

    def as_text(self, style: int) -> bool:
        """Whether cells of the style take whatever is typed as text."""
        number = self._number_format(style)
        return number == _TEXT_FORMAT or self._formats.get(number) == "@"

    @cached_property
    def usual_size(self) -> float:
        """The size of the letters, in points, in which the widths of columns are counted."""
        return self._size(0)

    def wrapped(self, style: int) -> Letters | None:
        """How text is set in cells of the style, which wrap it; None for other cells."""
        if style not in self._wrapped:
            self._wrapped[style] = self._letters(style)
        return self._wrapped[style]

    def _letters(self, style: int) -> Letters | None:
        one = self._list[style] if style < len(self._list) else None
        alignment = None if one is None else one.find(f"{MAIN}alignment")
        if one is None or alignment is None or alignment.get("wrapText") not in {"1", "true"}:
            return None
        font = int(one.get("fontId") or 0)
        mark = self._fonts[font].find(f"{MAIN}b") if font < len(self._fonts) else None
        bold = mark is not None and mark.get("val") not in {"0", "false"}
        return Letters(self._size(font), bold, int(alignment.get("indent") or 0))

    def _size(self, font: int) -> float:
        size = self._fonts[font].find(f"{MAIN}sz") if font < len(self._fonts) else None
        return float(size.get("val") or _USUAL_SIZE) if size is not None else _USUAL_SIZE

    def with_more(self, variants: tuple[tuple[int, str, str], ...]) -> str:
        """The part with more styles: each like a former one, but for one attribute. Remembered for some variants."""
        found = self._more.get(variants)
        if found is None:
            if len(self._more) >= _MOST_VARIANTS:
                self._more.clear()
            found = self._more[variants] = self._with_more(variants)
        return found

    def _with_more(self, variants: tuple[tuple[int, str, str], ...]) -> str:
        before, prefix, after = self._halves
        made = []
        for style, name, value in variants:
            one = deepcopy(self._list[style]) if style < len(self._list) else self._list.makeelement(f"{MAIN}xf", {})
            one.set(name, value)
            if name == "numFmtId":
                one.set("applyNumberFormat", "1")
            made.append(_alone(one, prefix))
        return f"{before}{''.join(made)}{after}"

    @cached_property
    def _halves(self) -> tuple[str, str, str]:
        root = deepcopy(self._root)
        found = child(root, "cellXfs", STYLE_SHEET)
        without(found, "count")
        found[-1].tail = (found[-1].tail or "") + "\U0010fffc"
        before, _, after = serialised(root).decode("utf-8").partition("\U0010fffc")
        return before, f"{root.prefix}:" if root.prefix else "", after

    def _number_format(self, style: int) -> int:
        return int(self._list[style].get("numFmtId") or 0) if style < len(self._list) else 0


class StylesInUse:
    """The styles of one filled workbook: those of its template, and the variants that its values need."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._variants: dict[tuple[int, str, str], int] = {}

    def dated(self, style: int, number_format: int) -> int:
        """The style, or the like of it that shows dates, in that built-in format."""
        return style if self._styles.dated(style) else self._like(style, "numFmtId", str(number_format))

    def typed(self, style: int) -> int:
        """The style, or the like of it that keeps text from becoming a formula when a person edits the cell."""
        return style if self._styles.as_text(style) else self._like(style, "quotePrefix", "1")

    def content(self) -> str | None:
        """The part with all variants; None where there are none."""
        return self._styles.with_more(tuple(self._variants)) if self._variants else None

    def _like(self, style: int, name: str, value: str) -> int:
        return self._variants.setdefault((style, name, value), len(self._styles) + len(self._variants))


def _alone(element: object, prefix: str) -> str:
    from lxml import etree

    text = str(etree.tostring(element, encoding="unicode", with_tail=False))  # type: ignore[call-overload]
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", text) if prefix else re.sub(r' xmlns="[^"]*"', "", text, count=1)
