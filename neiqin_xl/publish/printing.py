"""Where things come to lie on paper: heights in pixels, and the place for a picture that no page break cuts."""

from __future__ import annotations

from dataclasses import dataclass, field

ROW_PIXELS = 22
_DIGIT_PIXELS = 7
_CELL_PADDING = 5
# A4 less the margins that pages set, in pixels of 1/96 inch: long and short side.
_LONG, _SHORT = 1046, 688
# Where the font is missing, columns get wider, the sheet is shrunk more and a page holds more of it, hardly ever less.
_SURELY = 0.97
_SHRUNK = 1.45


def column_pixels(width: float) -> int:
    """A column's width in pixels, given in characters."""
    return round(width * _DIGIT_PIXELS) + _CELL_PADDING


def points(pixels: int) -> float:
    """Pixels as the points in which Excel keeps row heights."""
    return pixels * 0.75


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

    def cover(self, start: int, pixels: int) -> None:
        """Take rows until all of something that high, standing at row `start`, has rows beside it."""
        while sum(self._heights[start:]) < pixels:
            self.add()

    def keep_whole(self, pixels: int) -> None:
        """Begin a new page here, unless what comes next, that high, fits on this one for sure."""
        room = self._room()
        if self.row == 0 or pixels > room:
            return
        started = self.breaks[-1] if self.breaks else 0
        used = sum(self._heights[started:]) + (self.repeated if started else 0)
        if used + pixels > room * _SURELY:
            self.breaks.append(self.row)

    def fits_one_page(self) -> bool:
        """Whether it is better to shrink everything onto one page than to go on to a second one."""
        return sum(self._heights) <= self._room() * _SHRUNK

    def _room(self) -> int:
        """The height of a page in the sheet's own pixels."""
        paper_width, paper_height = (_LONG, _SHORT) if self.landscape else (_SHORT, _LONG)
        return int(paper_height / min(1.0, paper_width / max(self.width, 1)))
