"""Where things come to lie on paper: heights in pixels, and the place for a picture that no page break cuts."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

ROW_PIXELS = 22
_DIGIT_PIXELS = 7
_CELL_PADDING = 5
# A4 less the margins that pages set, in pixels of 1/96 inch: long and short side.
_LONG, _SHORT = 1046, 688
# Where the font is missing, columns get wider, the sheet is shrunk more and a page holds more of it, hardly ever less.
_SURELY = 0.97
_ROOMIER = 1.15
_SHRUNK = 1.45
_SAVED = 0.75
_MANY_PAGES = 5


def column_pixels(width: float) -> int:
    """A column's width in pixels, given in characters."""
    return round(width * _DIGIT_PIXELS) + _CELL_PADDING


def points(pixels: int) -> float:
    """Pixels as the points in which Excel keeps row heights."""
    return pixels * 0.75


def page_pixels(width: int, *, landscape: bool) -> int:
    """The height of an A4 page onto whose width a sheet so many pixels wide is shrunk, in the sheet's own pixels."""
    paper_width, paper_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    return int(paper_height / min(1.0, paper_width / max(width, 1)))


@dataclass
class Column:
    """The rows of a sheet from the top down, by their heights in pixels; `width` is what is fitted to the paper's."""

    width: int
    landscape: bool
    repeated: int = 0
    breaks: list[int] = field(default_factory=list)
    _heights: list[int] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The next row, counted from 0."""
        return len(self._heights)

    def add(self, height: int = ROW_PIXELS) -> int:
        """Take the next row and give its number, counted from 0."""
        self._heights.append(height)
        return len(self._heights) - 1

    def extend(self, heights: list[int]) -> None:
        """Take the next rows."""
        self._heights += heights

    def cover(self, start: int, pixels: int) -> None:
        """Take rows until all of something that high, standing at row `start`, has rows beside it."""
        while sum(self._heights[start:]) < pixels:
            self.add()

    def keep_whole(self, pixels: int) -> None:
        """Begin a new page here, unless what comes next, that high, fits on this one for sure."""
        room = self._room()
        if self.row == 0 or pixels > room:
            return
        if any(self._filled(one)[1] + pixels > one * _SURELY for one in (room, int(room * _ROOMIER))):
            self.breaks.append(self.row)

    def pages_high(self, *, charted: bool) -> int:
        """The number of pages to shrink everything onto; 0 to let it take as many as it does, breaks and all.

        What is not much more than a page is better shrunk onto one, and a last page that is not full better saved.
        """
        room = self._room()
        whole = sum(self._heights)
        if whole <= room * _SHRUNK:
            return 1
        # Breaks do not count where everything is shrunk, and charts might be cut.
        if charted or whole > room * _MANY_PAGES:
            return 0
        pages = max(2, ceil((whole + self.repeated) / room - _SAVED))
        return pages if pages < self._filled(room)[0] else 0

    @property
    def heights(self) -> list[int]:
        """The rows' heights in pixels."""
        return list(self._heights)

    def _filled(self, room: int) -> tuple[int, int]:
        """How many pages are begun, and how much of the last one is taken."""
        pages, used = 1, 0
        breaks = set(self.breaks)
        for row, height in enumerate(self._heights):
            if row in breaks or (used + height > room and used > self.repeated):
                pages, used = pages + 1, self.repeated
            used += height
        return (pages + 1, self.repeated) if self.row in breaks else (pages, used)

    def _room(self) -> int:
        return page_pixels(self.width, landscape=self.landscape)
