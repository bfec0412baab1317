"""What a web page hides by its styles: rows, columns and cells that are there and that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_CLASS = re.compile(r"\s*(?:tr|td|th|col|table|tbody)?\.([\w-]+)\s*", re.IGNORECASE)

Attributes = Mapping[str, str | None]


class Hiding:
    """Tells what is hidden: by attributes, by a style of its own, or by a class that the page's styles hide."""

    def __init__(self) -> None:
        self._classes: set[str] = set()

    def learn(self, styles: str) -> None:
        """Take in the text of a style element; what holds for printing alone does not count."""
        around = 0
        for block in _COMMENT.sub("", styles).split("}"):
            *selectors, style = block.split("{")
            # Rules inside another one hold on paper or on small screens only.
            around = max(0, around + len(selectors) - 1)
            if selectors and not around and _HIDES.search(style):
                named = map(_CLASS.fullmatch, selectors[-1].split(","))
                self._classes.update(found.group(1) for found in named if found)

    def hides(self, attributes: Attributes) -> bool:
        """Whether an element with these attributes is not shown."""
        if "hidden" in attributes or _HIDES.search(attributes.get("style") or ""):
            return True
        return not self._classes.isdisjoint((attributes.get("class") or "").split())
