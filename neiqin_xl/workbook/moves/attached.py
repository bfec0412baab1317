"""Tables, comments and slicers of a sheet, and pivots made from one."""

from __future__ import annotations

from neiqin_xl.workbook.formulas import read_formula
from neiqin_xl.workbook.markup import MAIN, without
from neiqin_xl.workbook.moves.areas import Area, read_area
from neiqin_xl.workbook.moves.extent import follow_cell, follow_span
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Hole, Spots, Weaving, moved

# What slicers and timelines are called in their own parts, and in drawings.
_SLICERS = frozenset({"slicer", "timeline", "timeslicer"})


def follow_table(weaving: Weaving) -> None:
    """A table grows with its rows; formulas of its columns follow. A copy of it has a name of its own."""
    root = weaving.root
    _follow_table_columns(weaving)
    follow_span(weaving, root, "ref")
    for one in root.iter(f"{MAIN}autoFilter", f"{MAIN}sortState", f"{MAIN}sortCondition"):
        follow_span(weaving, one, "ref")
    for one in root.iter(f"{MAIN}calculatedColumnFormula", f"{MAIN}totalsRowFormula"):
        formula = read_formula(one.text or "")
        weaving.content(one, moved(formula))
    for name in ("name", "displayName"):
        held = root.get(name)
        if held is not None:
            weaving.attribute(root, name, _named(held))
    number = int(root.get("id") or 0)
    weaving.attribute(root, "id", lambda place: str(number + place.number * 1_000))


def _follow_table_columns(weaving: Weaving) -> None:
    """Columns of the table that are gone from its sheet are gone from it."""
    area = read_area(weaving.root.get("ref") or "")
    columns = list(weaving.root.iter(f"{MAIN}tableColumn"))
    if area is None or len(columns) != area.columns[1] - area.columns[0] + 1:
        return
    for container in weaving.root.iterchildren(f"{MAIN}tableColumns"):
        without(container, "count")
    for at, one in enumerate(columns, start=area.columns[0]):
        weaving.copies(one, _where_it_stands(Area((1, 1), (at, at))))


def _where_it_stands(area: Area) -> Spots:
    def spots(place: Place) -> list[Place]:
        shift = place.shift()
        track = shift.columns if shift else None
        return [place] if track is None or track.runs(area.columns[0]) else []

    return spots


def follow_comments(weaving: Weaving) -> None:
    """Comments, plain or in threads, move with their cell."""
    for one in weaving.root.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in {"comment", "threadedComment"}:
            follow_cell(weaving, one, "ref")


def follow_slicers(weaving: Weaving) -> None:
    """A slicer or timeline on a copy of its sheet has a name of its own, by which the sheet's drawing calls it."""
    for one in weaving.root.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _SLICERS and one.get("name"):
            weaving.attribute(one, "name", _named(one.get("name") or ""))


def follow_pivot(weaving: Weaving) -> None:
    """A pivot stands where its upper left corner does, and keeps its size."""
    for one in weaving.root.iterchildren(f"{MAIN}location"):
        area = read_area(one.get("ref") or "")
        if area is not None:
            weaving.attribute(one, "ref", _standing(area))


def _standing(area: Area) -> Hole:
    (top, bottom), (left, right) = area.rows, area.columns

    def hole(place: Place) -> str:
        row, column = place.near(top, left)
        return str(Area((row, row + bottom - top), (column, column + right - left)))

    return hole


def follow_pivot_source(weaving: Weaving) -> None:
    """A pivot is made from all rows of its source, anew when the workbook is opened."""
    for source in weaving.root.iter(f"{MAIN}worksheetSource"):
        sheet, area = source.get("sheet"), read_area(source.get("ref") or "")
        if sheet is not None and area is not None:
            weaving.attribute(source, "ref", _source(sheet, area))
            weaving.attribute(source, "sheet", _called(sheet))
        weaving.attribute(weaving.root, "refreshOnLoad", lambda _: "1")


def table_name(name: str, number: int) -> str:
    """What a table is called on a copy of its sheet; the sheet itself is number 0."""
    return f"{name}_{number + 1}" if number else name


def _named(held: str) -> Hole:
    return lambda place: table_name(held, place.number)


def _source(sheet: str, area: Area) -> Hole:
    return lambda place: str(Place(place.shifts, sheet).spanned(area) or area)


def _called(sheet: str) -> Hole:
    def hole(place: Place) -> str:
        shift = place.shift(sheet)
        return sheet if shift is None else shift.name

    return hole
