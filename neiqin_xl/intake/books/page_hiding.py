"""What a web page's styles do to its cells: rows, columns and cells that nobody sees, and text that is crossed out."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_CROSSES_OUT = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_CLASS = re.compile(r"\s*(?:tr|td|th|col|table|tbody|span|font|p|div)?\.([\w-]+)\s*", re.IGNORECASE)

Attributes = Mapping[str, str | None]


class Styled:
    """Tells what a style does to an element, its own one or that of a class of the page."""

    _does: re.Pattern[str]

    def __init__(self) -> None:
        self._classes: set[str] = set()

    def learn(self, styles: str) -> None:
        """Take in the text of a style element; what holds for printing alone does not count."""
        around = 0
        for block in _COMMENT.sub("", styles).split("}"):
            *selectors, style = block.split("{")
            # Rules inside another one hold on paper or on small screens only.
            around = max(0, around + len(selectors) - 1)
            if selectors and not around and self._does.search(style):
                named = map(_CLASS.fullmatch, selectors[-1].split(","))
                self._classes.update(found.group(1) for found in named if found)

    def tells(self, attributes: Attributes) -> bool:
        """Whether the styles do so to an element with these attributes."""
        if self._does.search(attributes.get("style") or ""):
            return True
        return not self._classes.isdisjoint((attributes.get("class") or "").split())


class Hiding(Styled):
    """Tells what is hidden."""

    _does = _HIDES

    def tells(self, attributes: Attributes) -> bool:
        """Whether an element with these attributes is not shown."""
        return "hidden" in attributes or super().tells(attributes)


class Striking(Styled):
    """Tells what is crossed out by a style."""

    _does = _CROSSES_OUT
