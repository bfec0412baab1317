"""What lies on cells and is copied with them: merges, links, sparklines, page breaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from neiqin_xl.workbook.formulas import read_formula
from neiqin_xl.workbook.markup import MAIN, without
from neiqin_xl.workbook.moves.areas import Area, read_area
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Spots, Weaving, moved

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELLS = "{http://schemas.microsoft.com/office/excel/2006/main}"
_SPARKS = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"


def follow_merges(weaving: Weaving) -> None:
    """Each copy of the rows has its own merged cells."""
    for container in weaving.root.iterchildren(f"{MAIN}mergeCells"):
        without(container, "count")
        for one in container.iterchildren(f"{MAIN}mergeCell"):
            _copied(weaving, one, "ref")
        weaving.container(container)


def follow_links(weaving: Weaving) -> None:
    """Each copy of a cell has its link; links to cells of this workbook lead to where these are now."""
    for container in weaving.root.iterchildren(f"{MAIN}hyperlinks"):
        for one in container.iterchildren(f"{MAIN}hyperlink"):
            location = one.get("location")
            if location:
                leads = read_formula(location)
                weaving.attribute(one, "location", moved(leads))
            _copied(weaving, one, "ref")
        weaving.container(container)


def follow_sparklines(weaving: Weaving) -> None:
    """Each copy of a cell has its sparkline, whose data are those of the same copy."""
    for container in weaving.root.iter(f"{_SPARKS}sparklines"):
        for one in container.iterchildren(f"{_SPARKS}sparkline"):
            where = one.find(f"{_CELLS}sqref")
            area = None if where is None else read_area((where.text or "").strip())
            if where is None or area is None:
                continue
            data = one.find(f"{_CELLS}f")
            if data is not None:
                formula = read_formula(data.text or "")
                weaving.content(data, moved(formula, grown=True))
            weaving.content(where, _where)
            weaving.copies(one, _spots(area))
        weaving.container(container)


def follow_breaks(weaving: Weaving) -> None:
    """A manual page break stays behind its row, and behind every copy of it; more may be wanted (`Shift.breaks`)."""
    for tag, across in (("rowBreaks", False), ("colBreaks", True)):
        for container in weaving.root.iterchildren(f"{MAIN}{tag}"):
            without(container, "count")
            without(container, "manualBreakCount")
            for one in container.iterchildren(f"{MAIN}brk"):
                at = int(one.get("id") or 0)
                if at:
                    area = Area((1, 1), (at, at)) if across else Area((at, at), (1, 1))
                    weaving.attribute(one, "id", _column_behind if across else _row_behind)
                    weaving.copies(one, _spots(area))
            weaving.container(container)


def _copied(weaving: Weaving, element: _Element, name: str) -> None:
    area = read_area(element.get(name) or "")
    if area is not None:
        weaving.attribute(element, name, _where)
        weaving.copies(element, _spots(area))


def _spots(area: Area) -> Spots:
    def spots(place: Place) -> Iterable[Place]:
        return (spot.standing(copy) for spot, copy in place.copies(area))

    return spots


def _where(place: Place) -> str:
    return str(place.area)


def _row_behind(place: Place) -> str:
    return str(place.area.rows[1]) if place.area else ""


def _column_behind(place: Place) -> str:
    return str(place.area.columns[1]) if place.area else ""
