"""Frozen panes: the same rows and columns stay in sight, but never all copies of one that repeats."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from neiqin_xl.workbook.markup import MAIN
from neiqin_xl.workbook.moves.areas import Area, read_area
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.track import Track
from neiqin_xl.workbook.moves.weave import Weaving

if TYPE_CHECKING:
    from lxml.etree import _Element

# The panes beside the first one: whether there must be frozen rows and frozen columns for it to be there.
_PANES = {"bottomLeft": (True, False), "topRight": (False, True), "bottomRight": (True, True)}


def follow_frozen(weaving: Weaving, view: _Element, pane: _Element) -> None:
    """Let a view keep what was frozen; what repeats, and all behind it, scrolls.

    Two hundred frozen rows would leave no room for any other. To be called when all else in the view has been marked.
    """
    rows, columns = int(float(pane.get("ySplit") or 0)), int(float(pane.get("xSplit") or 0))
    corner = read_area(pane.get("topLeftCell") or "")
    active = pane.get("activePane") or ""

    def split(place: Place) -> tuple[int, int]:
        shift = place.shift()
        return _kept(shift.rows if shift else None, rows), _kept(shift.columns if shift else None, columns)

    def spots(place: Place, needed: tuple[bool, bool]) -> list[Place]:
        return [place] if _is_there(needed, split(place)) else []

    def nearest(place: Place) -> str:
        return active if spots(place, _PANES[active]) else _last_of(split(place))

    if rows:
        weaving.attribute(pane, "ySplit", lambda place: str(split(place)[0]))
    if columns:
        weaving.attribute(pane, "xSplit", lambda place: str(split(place)[1]))
    if corner is not None:
        weaving.attribute(pane, "topLeftCell", lambda place: _corner(place, corner, (rows, columns), split(place)))
    if active in _PANES:
        weaving.attribute(pane, "activePane", nearest)
    weaving.copies(pane, lambda place: [place] if any(split(place)) else [])
    for selection in view.iterchildren(f"{MAIN}selection"):
        if needed := _PANES.get(selection.get("pane") or ""):
            weaving.copies(selection, partial(spots, needed=needed))


def _kept(track: Track | None, last: int) -> int:
    """How many rows (or columns) are frozen now of those up to the last one: those before the first that repeats."""
    if track is None:
        return last
    standing = 0
    for row in range(1, min(last, track.length) + 1):
        runs = track.runs(row)
        if len(runs) > 1 or any(run.first < run.last for run in runs):
            return standing
        standing = runs[0].first if runs else standing
    return standing if last <= track.length else max(0, min(last + track.shift, track.limit))


def _is_there(needed: tuple[bool, bool], split: tuple[int, int]) -> bool:
    return all(number > 0 for number, wanted in zip(split, needed, strict=True) if wanted)


def _last_of(split: tuple[int, int]) -> str:
    """The pane that scrolls both ways."""
    return next(
        (name for name, (rows, columns) in _PANES.items() if (rows, columns) == (split[0] > 0, split[1] > 0)), ""
    )


def _corner(place: Place, corner: Area, frozen: tuple[int, int], split: tuple[int, int]) -> str:
    """The first cell that scrolls, where fewer rows or columns are frozen than were; else the one that was shown."""
    row, column = place.near(corner.rows[0], corner.columns[0])
    last_row, last_column = place.near(max(frozen[0], 1), max(frozen[1], 1))
    if frozen[0] and split[0] != last_row:
        row = split[0] + 1
    if frozen[1] and split[1] != last_column:
        column = split[1] + 1
    return str(Area((row, row), (column, column)))
