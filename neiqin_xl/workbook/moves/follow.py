"""Which part follows in which way: from a part to its weave."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import TYPE_CHECKING

from neiqin_xl.workbook.calculation.values import Value
from neiqin_xl.workbook.evaluate import UNKNOWN, Unknown, kept
from neiqin_xl.workbook.formulas import Formula, read_formula
from neiqin_xl.workbook.markup import MAIN, parsed, raw, without
from neiqin_xl.workbook.moves.anchors import follow_anchors, follow_shapes
from neiqin_xl.workbook.moves.areas import Area, placed_cells, read_area
from neiqin_xl.workbook.moves.attached import (
    follow_comments,
    follow_pivot,
    follow_pivot_source,
    follow_slicers,
    follow_table,
)
from neiqin_xl.workbook.moves.cells import follow_breaks, follow_links, follow_merges, follow_sparklines
from neiqin_xl.workbook.moves.charts import follow_series
from neiqin_xl.workbook.moves.conditions import follow_conditions
from neiqin_xl.workbook.moves.extent import follow_extent
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.reached import Reached, depending
from neiqin_xl.workbook.moves.weave import Hole, Live, Weave, Weaving, moved

if TYPE_CHECKING:
    from lxml.etree import _Element

# Called with a part's weaving before it is taken apart, to mark more holes.
More = Callable[[Weaving], None]


def _nothing(_: Weaving) -> None:
    """No more holes."""


def woven_sheet(root: _Element, rows: Hole, more: More = _nothing) -> Weave:
    """A sheet whose rows are told by a hole, as XML, and all else of which follows them."""
    weaving = Weaving(root)
    more(weaving)
    follow_merges(weaving)
    follow_conditions(weaving)
    follow_links(weaving)
    follow_sparklines(weaving)
    follow_breaks(weaving)
    follow_extent(weaving)
    follow_anchors(weaving)
    data = root.find(f"{MAIN}sheetData")
    if data is not None:
        opening = f'<sheetData xmlns="{MAIN[1:-1]}">' if root.prefix else "<sheetData>"
        weaving.instead(data, Live(lambda place: f"{opening}{rows(place)}</sheetData>"))
    return weaving.woven()


def woven_elsewhere(root: _Element, moving: Container[str], leading: Reached | None = None) -> Weave:
    """A sheet that stays, but whose formulas point at sheets that move; `moving` are these, in small letters.

    What is `leading` there by another way tells whose values depend on them, too.
    """
    weaving = Weaving(root)
    shared: dict[str, tuple[str, Area]] = {}
    cells = placed_cells(root)
    formulas: dict[_Element, tuple[Area, Formula]] = {}
    first: set[_Element] = set()
    for cell, area in cells.items():
        one = cell.find(f"{MAIN}f")
        if one is None:
            continue
        formula, points = _follow_formula(weaving, area, one, moving, shared)
        filled = read_area(one.get("ref") or "") if one.get("t") == "array" else None
        formulas[cell] = filled or area, formula
        if points or (leading is not None and leading.leads(formula)):
            first.add(cell)
    told_anew = depending(formulas, first) if leading is not None else first
    for cell in formulas if first else ():
        _follow_value(weaving, cell, cells[cell], points=cell in told_anew)
    _forget_results(weaving, cells, formulas, told_anew)
    follow_conditions(weaving)
    follow_links(weaving)
    follow_sparklines(weaving)
    return weaving.woven()


def woven_part(kind: str, content: bytes, moving: Container[str], more: More = _nothing) -> Weave:
    """A part that hangs on a sheet, by the kind of its relationship.

    A part in which nothing follows is a weave without holes, which is not the part's own bytes.
    """
    if kind == "vmlDrawing":
        weaving = Weaving(parsed(b"<none/>"))
        return follow_shapes(weaving, content.decode("utf-8"))
    weaving = Weaving(parsed(content))
    more(weaving)
    if kind == "drawing":
        follow_anchors(weaving)
        follow_slicers(weaving)
    elif kind in {"slicer", "timeline"}:
        follow_slicers(weaving)
    elif kind == "pivotTable":
        follow_pivot(weaving)
    elif kind == "chart":
        follow_series(weaving, moving)
    elif kind == "table":
        follow_table(weaving)
    elif kind in {"comments", "threadedComment"}:
        follow_comments(weaving)
    elif kind == "pivotCacheDefinition":
        follow_pivot_source(weaving)
    elif kind == "ctrlProp":
        for name in ("fmlaLink", "fmlaRange", "fmlaTxbx"):
            if weaving.root.get(name):
                formula = read_formula(weaving.root.get(name) or "")
                weaving.attribute(weaving.root, name, moved(formula))
    return weaving.woven()


def _follow_formula(
    weaving: Weaving, area: Area, one: _Element, moving: Container[str], shared: dict[str, tuple[str, Area]]
) -> tuple[Formula, bool]:
    """Let a formula follow what it points at; the formula, and whether it points at anything that moves."""
    text = one.text or ""
    if one.get("t") == "shared":
        group = one.get("si") or ""
        if text:
            shared[group] = (text, area)
        elif group in shared:
            master, at = shared[group]
            text = read_formula(master).copied(area.rows[0] - at.rows[0], area.columns[0] - at.columns[0])
    formula = read_formula(text)
    if not any((reference.sheet or "").casefold() in moving for reference in formula.references):
        return formula, False
    if one.get("t") == "shared":
        without(one, "t", "si", "ref")
    weaving.content(one, moved(formula))
    return formula, True


def _forget_results(
    weaving: Weaving,
    cells: Mapping[_Element, Area],
    formulas: Mapping[_Element, tuple[Area, Formula]],
    told_anew: set[_Element],
) -> None:
    """Leave out what formulas of several cells brought into those that hold none themselves."""
    areas = [area for cell, (area, _) in formulas.items() if cell in told_anew and not area.is_one]
    for cell, at in cells.items() if areas else ():
        if cell not in formulas and any(area.holds(at) for area in areas):
            _follow_value(weaving, cell, at, points=True)


def _follow_value(weaving: Weaving, cell: _Element, area: Area, *, points: bool) -> None:
    """Let the value kept beside a formula be what it is now.

    Where that cannot be told, there is none if the formula `points` at cells that move, and else the former.
    """
    value = cell.find(f"{MAIN}v")
    if value is None:
        return
    former = ("n", "") if points else (cell.get("t") or "n", f"<v>{raw(value.text or '')}</v>")
    weaving.attribute(cell, "t", Live(lambda place: _kept(place, area, former)[0]))
    weaving.instead(value, Live(lambda place: _kept(place, area, former)[1]))


def _kept(place: Place, area: Area, former: tuple[str, str]) -> tuple[str, str]:
    value: Value | Unknown = UNKNOWN
    if place.known is not None and place.home is not None:
        value = place.known.value(place.home, area.rows[0], area.columns[0])
    if isinstance(value, Unknown):
        return former
    kind, text = kept(value)
    return kind, f"<v>{raw(text)}</v>"
