"""How large sheets and pages are: widths of columns, heights of rows, and what fits on A4."""

from __future__ import annotations

_DIGIT_PIXELS = 7
_CELL_PADDING = 5
# A4 less the margins that pages set, in pixels of 1/96 inch: long and short side.
_LONG, _SHORT = 1046, 688


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
