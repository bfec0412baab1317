"""Where pictures, charts, shapes and sparklines lie on a worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.grid import Area, area_of
from neiqin_xl.workbook.annotate.schema import local
from neiqin_xl.workbook.markup import parsed
from neiqin_xl.workbook.relations import related
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

# A column and a row of usual size, in the units of drawings.
_COLUMN, _ROW = 609_600, 190_500


def covered_areas(package: Package, part: str, root: _Element) -> list[Area]:
    """The ranges of the worksheet `part`, whose tree is `root`, in which text would lie behind something."""
    sparks = [
        area_of(one.text)
        for spark in root.iter("{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}sparkline")
        for one in spark
        if local(one) == "sqref" and one.text and " " not in one.text
    ]
    found = [one for one in sparks if one is not None]
    for drawing in related(package, part, "drawing"):
        found += [_area(one) for one in parsed(package.read(drawing)) if local(one).endswith("CellAnchor")]
    return found


def _area(anchor: _Element) -> Area:
    corners: dict[str, tuple[int, int]] = {}
    size = (0, 0)
    for one in anchor:
        if not isinstance(one.tag, str):
            continue
        if local(one) in {"from", "to"}:
            told = {local(inner): int(inner.text or "0") for inner in one}
            corners[local(one)] = (told.get("row", 0) + 1, told.get("col", 0) + 1)
        elif local(one) == "ext":
            size = (int(one.get("cy", "0")) // _ROW, int(one.get("cx", "0")) // _COLUMN)
    first = corners.get("from", (1, 1))
    return first, corners.get("to", (first[0] + size[0], first[1] + size[1]))
