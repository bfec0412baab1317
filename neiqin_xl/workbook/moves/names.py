"""The workbook's own part: its tabs, and names for ranges that follow their cells."""

from __future__ import annotations

from neiqin_xl.workbook.formulas import read_formula
from neiqin_xl.workbook.markup import MAIN, RELATION
from neiqin_xl.workbook.moves.places import Place, Tab
from neiqin_xl.workbook.moves.weave import Hole, Spots, Weaving, moved


def follow_tabs(weaving: Weaving) -> None:
    """The tabs are those of the place, each like the sheet that it comes from; what counts tabs counts anew."""
    sheets = list(weaving.root.iter(f"{MAIN}sheet"))
    numbers = [int(one.get("sheetId") or 0) for one in sheets]
    for former, one in enumerate(sheets):
        weaving.attribute(one, "name", lambda place: _tab(place).name)
        weaving.attribute(one, "sheetId", _sheet_id(numbers[former], max(numbers)))
        weaving.attribute(one, f"{RELATION}id", _relation_id(one.get(f"{RELATION}id") or ""))
        weaving.copies(one, _tabs_of(former))
    for view in weaving.root.iter(f"{MAIN}workbookView"):
        for name in ("activeTab", "firstSheet"):
            if view.get(name):
                weaving.attribute(view, name, _now(int(view.get(name) or 0)))


def follow_names(weaving: Weaving, tabs: list[str]) -> None:
    """Names stand for where their cells are now; those of one sheet (its print area) stand for each copy of it.

    `tabs` are the former names of all sheets, in order.
    """
    for container in weaving.root.iterchildren(f"{MAIN}definedNames"):
        for one in container.iterchildren(f"{MAIN}definedName"):
            formula = read_formula(one.text or "")
            local = one.get("localSheetId")
            weaving.content(one, moved(formula))
            if local is not None and int(local) < len(tabs):
                weaving.attribute(one, "localSheetId", lambda place: str(place.number))
                weaving.copies(one, _homes_of(int(local), tabs[int(local)]))
        weaving.container(container)


def _tab(place: Place) -> Tab:
    return place.tabs[place.number]


def _tabs_of(former: int) -> Spots:
    return lambda place: [place.at_tab(index) for index, tab in enumerate(place.tabs) if tab.former == former]


def _homes_of(former: int, home: str) -> Spots:
    def spots(place: Place) -> list[Place]:
        found = ((index, tab) for index, tab in enumerate(place.tabs) if tab.former == former)
        return [place.at_tab(index).at_home(home, tab.shift) for index, tab in found]

    return spots


def _sheet_id(number: int, most: int) -> Hole:
    def hole(place: Place) -> str:
        tab = _tab(place)
        return str(most + tab.added) if tab.added else str(number)

    return hole


def _relation_id(held: str) -> Hole:
    return lambda place: f"rIdCopy{_tab(place).added}" if _tab(place).added else held


def _now(former: int) -> Hole:
    def hole(place: Place) -> str:
        found = (index for index, tab in enumerate(place.tabs) if tab.former == former)
        return str(next(found, 0))

    return hole
