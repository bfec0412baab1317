"""What holds for ranges of cells and grows with them: conditional formats, validations, protected ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.workbook.formulas import Formula, read_formula
from neiqin_xl.workbook.markup import MAIN, without
from neiqin_xl.workbook.moves.areas import read_area
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Hole, Weaving

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELLS = "{http://schemas.microsoft.com/office/excel/2006/main}"
_EXTENDED = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_RANGED = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_CONTAINERS = ("dataValidations", "ignoredErrors", "protectedRanges")


def follow_conditions(weaving: Weaving) -> None:
    """Rules for ranges hold for all copies of their cells; their formulas are seen from the first of these."""
    root = weaving.root
    for tag in _RANGED:
        for one in root.iter(f"{MAIN}{tag}"):
            if one.get("sqref") is not None:
                _follow(weaving, one, one.get("sqref") or "", None)
    for tag in _CONTAINERS:
        for container in root.iter(f"{MAIN}{tag}"):
            without(container, "count")
            weaving.container(container)
    for tag in ("conditionalFormatting", "dataValidation"):
        for one in root.iter(f"{_EXTENDED}{tag}"):
            where = one.find(f"{_CELLS}sqref")
            if where is not None:
                _follow(weaving, one, where.text or "", where)
    for tag in ("conditionalFormattings", "dataValidations"):
        for container in root.iter(f"{_EXTENDED}{tag}"):
            without(container, "count")


def _follow(weaving: Weaving, rule: _Element, ranges: str, where: _Element | None) -> None:
    first = next((area for area in map(read_area, ranges.split()) if area is not None), None)
    if first is None:
        return
    for formula in _formulas(rule):
        weaving.content(formula, _seen_from(read_formula(formula.text or ""), first.rows[0]))
    for threshold in rule.iter(f"{MAIN}cfvo"):
        if threshold.get("type") == "formula":
            weaving.attribute(threshold, "val", _seen_from(read_formula(threshold.get("val") or ""), first.rows[0]))
    if where is None:
        weaving.attribute(rule, "sqref", lambda place: place.stretched(ranges))
    else:
        weaving.content(where, lambda place: place.stretched(ranges))
    weaving.copies(rule, lambda place: [place] if place.stretched(ranges) else [])


def _formulas(rule: _Element) -> list[_Element]:
    tags = {f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2", f"{_CELLS}f"}
    return [one for one in rule.iter() if one.tag in tags and len(one) == 0 and one.text]


def _seen_from(formula: Formula, row: int) -> Hole:
    def hole(place: Place) -> str:
        return place.seen_from(row).moved(formula)

    return hole
