"""What a sheet says of its own extent: dimension, view, filter, sorting, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.workbook.markup import MAIN, without
from neiqin_xl.workbook.moves.areas import Area, read_area
from neiqin_xl.workbook.moves.panes import follow_frozen
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Hole, Weaving

if TYPE_CHECKING:
    from lxml.etree import _Element


def follow_extent(weaving: Weaving) -> None:
    """The used range, panes and selections, filters and sorting are those of the moved cells."""
    root = weaving.root
    for tag in ("dimension", "autoFilter", "sortState"):
        for one in root.iterchildren(f"{MAIN}{tag}"):
            follow_span(weaving, one, "ref")
            for inner in one.iter(f"{MAIN}sortState", f"{MAIN}sortCondition"):
                if inner is not one:
                    follow_span(weaving, inner, "ref")
    for view in root.iter(f"{MAIN}sheetView"):
        _follow_view(weaving, view)
    for properties in root.iterchildren(f"{MAIN}sheetPr"):
        if properties.get("codeName"):
            weaving.attribute(properties, "codeName", _numbered(properties.get("codeName") or ""))
    for columns in root.iterchildren(f"{MAIN}cols"):
        for one in columns.iterchildren(f"{MAIN}col"):
            _follow_column(weaving, one)
        weaving.container(columns)


def follow_span(weaving: Weaving, element: _Element, name: str) -> None:
    """Let an attribute that is one range run from the first to the last copy of its cells."""
    area = read_area(element.get(name) or "")
    if area is not None:
        weaving.attribute(element, name, lambda place: str(place.spanned(area) or "A1"))


def follow_cell(weaving: Weaving, element: _Element, name: str) -> None:
    """Let an attribute that is one cell stand where what is fastened to that cell does."""
    area = read_area(element.get(name) or "")
    if area is not None:
        weaving.attribute(element, name, lambda place: _near(place, area))


def _numbered(name: str) -> Hole:
    return lambda place: f"{name}{place.number or ''}"


def _follow_view(weaving: Weaving, view: _Element) -> None:
    follow_cell(weaving, view, "topLeftCell")
    if view.get("tabSelected"):
        # Sheets that are selected together are all written to at once: a copy must not be.
        weaving.attribute(view, "tabSelected", lambda place: "0" if place.number else "1")
    for selection in view.iterchildren(f"{MAIN}selection"):
        follow_cell(weaving, selection, "activeCell")
        if selection.get("sqref") and selection.get("activeCell"):
            without(selection, "activeCellId")
            _one_cell(weaving, selection)
    for pane in list(view.iterchildren(f"{MAIN}pane")):
        if pane.get("state") in {"frozen", "frozenSplit"}:
            follow_frozen(weaving, view, pane)
        else:
            follow_cell(weaving, pane, "topLeftCell")


def _one_cell(weaving: Weaving, selection: _Element) -> None:
    area = next((one for one in map(read_area, (selection.get("sqref") or "").split()) if one is not None), None)
    if area is not None:
        weaving.attribute(selection, "sqref", lambda place: _near(place, area))
        weaving.attribute(selection, "activeCell", lambda place: _near(place, area))


def _near(place: Place, area: Area) -> str:
    row, column = place.near(area.rows[0], area.columns[0])
    return str(Area((row, row), (column, column)))


def _follow_column(weaving: Weaving, column: _Element) -> None:
    first, last = int(column.get("min") or 1), int(column.get("max") or 1)

    def spots(place: Place) -> list[Place]:
        shift = place.shift()
        spans = shift.columns.ranges(first, last) if shift and shift.columns else [(first, last)]
        return [place.standing(Area((1, 1), span)) for span in spans]

    weaving.attribute(column, "min", lambda place: str(place.area.columns[0]) if place.area else "")
    weaving.attribute(column, "max", lambda place: str(place.area.columns[1]) if place.area else "")
    weaving.copies(column, spots)
