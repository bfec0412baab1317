"""Pictures that values bring: fastened to the cells of their placeholders, in a sheet's drawing or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.workbook.markup import MAIN, parsed, serialised
from neiqin_xl.workbook.moves.areas import Area, numbered, read_area
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Hole, Live, Weaving
from neiqin_xl.workbook.relations import relations_part
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.template.pictures import PIXELS_EMU, POINTS_EMU, Picture

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is written for one sheet beside its cells, as `Place.written` names it.
DRAWING, BREAKS, ANCHORS = "drawing", "breaks", "anchors"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_FIRST_ID = 10_001
_CHARACTER_PIXELS, _PADDING_PIXELS = 7, 5
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 8.43, 15.0
# What stands behind page breaks, and behind a drawing, in a sheet: the new one goes before the first of these.
_BEHIND_DRAWING = (
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
_BEHIND_BREAKS = (
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", *_BEHIND_DRAWING
)  # fmt: skip
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


class Geometry(NamedTuple):
    """How large the cells of a sheet are, in EMU."""

    widths: dict[int, int]
    heights: dict[int, int]
    width: int
    height: int
    merges: tuple[Area, ...]

    def room(self, row: int, column: int) -> tuple[int, int]:
        """Width and height of a cell, or of the merged cells that it begins."""
        area = self.merged(row, column) or Area((row, row), (column, column))
        columns = range(area.columns[0], area.columns[1] + 1)
        rows = range(area.rows[0], area.rows[1] + 1)
        return (
            sum(self.widths.get(one, self.width) for one in columns),
            sum(self.heights.get(one, self.height) for one in rows),
        )

    def merged(self, row: int, column: int) -> Area | None:
        """The merged cells that a cell begins; None where it stands alone."""
        return next((one for one in self.merges if (one.rows[0], one.columns[0]) == (row, column)), None)

    def characters(self, columns: tuple[int, int]) -> float:
        """The width from one column to another in characters."""
        whole = sum(self.widths.get(one, self.width) for one in range(columns[0], columns[1] + 1))
        return (whole / PIXELS_EMU - _PADDING_PIXELS) / _CHARACTER_PIXELS


def geometry(root: _Element) -> Geometry:
    """The sizes of a sheet's cells."""
    given = root.find(f"{MAIN}sheetFormatPr")
    width = float(given.get("defaultColWidth") or _DEFAULT_WIDTH) if given is not None else _DEFAULT_WIDTH
    height = float(given.get("defaultRowHeight") or _DEFAULT_HEIGHT) if given is not None else _DEFAULT_HEIGHT
    widths = {
        number: _across(float(one.get("width") or width))
        for one in root.iter(f"{MAIN}col")
        for number in range(int(one.get("min") or 1), min(int(one.get("max") or 1), 1_000) + 1)
    }
    heights = {
        number: int(float(one.get("ht") or height) * POINTS_EMU)
        for number, one in numbered(root.iterfind(f"{MAIN}sheetData/{MAIN}row"))
        if one.get("ht")
    }
    merges = tuple(
        area for one in root.iter(f"{MAIN}mergeCell") if (area := read_area(one.get("ref") or "")) is not None
    )
    return Geometry(widths, heights, _across(width), int(height * POINTS_EMU), merges)


def room_for_more(weaving: Weaving) -> None:
    """Leave room in a sheet for a drawing and for page breaks that it may get."""
    if weaving.root.find(f"{MAIN}drawing") is None:
        _room(weaving, _BEHIND_DRAWING, Live(_drawing))
    breaks = weaving.root.find(f"{MAIN}rowBreaks")
    if breaks is None:
        _room(weaving, _BEHIND_BREAKS, Live(lambda place: _wrapped(place.written.get(BREAKS, ""))))
    else:
        weaving.ending(breaks, Live(lambda place: place.written.get(BREAKS, "")))


def room_for_anchors(weaving: Weaving) -> None:
    """Leave room in a drawing for pictures that it may get."""
    weaving.ending(weaving.root, Live(lambda place: place.written.get(ANCHORS, "")))


def page_breaks(rows: Sequence[int]) -> str:
    """Page breaks behind these rows, as XML."""
    return "".join(f'<brk xmlns="{MAIN[1:-1]}" id="{row}" max="16383" man="1"/>' for row in rows)


@dataclass
class Hung:
    """What the pictures of one sheet add to it: a relationship to a new drawing, or anchors for the one it has."""

    drawing: str = ""
    anchors: str = ""


@dataclass
class Hangings:
    """The pictures of one filled workbook: `parts` are what they add, with content `types`, and `endings` of names."""

    package: Package
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    endings: set[str] = field(default_factory=set)
    _media: dict[bytes, str] = field(default_factory=dict)

    def hang(
        self, sheet: str, drawing: str | None, pictures: Sequence[tuple[int, int, tuple[int, int], Picture]]
    ) -> Hung:
        """Fasten pictures, each with its cell and the room there, to a sheet whose drawing is `drawing`."""
        if not pictures:
            return Hung()
        new = drawing is None
        part = self._free("xl/drawings/drawing", "xml") if drawing is None else drawing
        anchors = []
        for number, (row, column, room, one) in enumerate(pictures, start=1):
            id_ = f"rIdPicture{number}"
            self._relate(part, id_, "image", self._medium(one))
            anchors.append(_anchor(row, column, one.size(room), room, id_, number))
        if not new:
            return Hung(anchors="".join(anchors))
        self.parts[part] = f'<xdr:wsDr xmlns:xdr="{_DRAWING}">{"".join(anchors)}</xdr:wsDr>'.encode()
        self.types[part] = _DRAWING_TYPE
        self._relate(sheet, "rIdDrawing", "drawing", part)
        return Hung(drawing="rIdDrawing")

    def _medium(self, picture: Picture) -> str:
        name = self._media.get(picture.data)
        if name is None:
            name = self._media[picture.data] = self._free("xl/media/picture", picture.ending)
            self.parts[name] = picture.data
            self.endings.add(picture.ending)
        return name

    def _free(self, stem: str, ending: str) -> str:
        number = 1
        while f"{stem}{number}.{ending}" in self.package or f"{stem}{number}.{ending}" in self.parts:
            number += 1
        return f"{stem}{number}.{ending}"

    def _relate(self, part: str, id_: str, kind: str, target: str) -> None:
        name = relations_part(part)
        held = self.parts.get(name) or (self.package.read(name) if name in self.package else None)
        root = parsed(held or f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
        attributes = {"Id": id_, "Type": f"{_OFFICE}/{kind}", "Target": f"/{target}"}
        root.append(root.makeelement(f"{{{_RELATIONSHIPS}}}Relationship", attributes))
        self.parts[name] = serialised(root)


def _room(weaving: Weaving, behind: Sequence[str], hole: Hole) -> None:
    tags = {f"{MAIN}{tag}" for tag in behind} | {_COMPATIBLE}
    before = next((one for one in weaving.root if one.tag in tags), None)
    previous = weaving.root[-1] if before is None else before.getprevious()
    if previous is not None:
        weaving.following(previous, hole)


def _drawing(place: Place) -> str:
    id_ = place.written.get(DRAWING)
    return f'<drawing xmlns="{MAIN[1:-1]}" xmlns:r="{_OFFICE}" r:id="{id_}"/>' if id_ else ""


def _wrapped(breaks: str) -> str:
    return f'<rowBreaks xmlns="{MAIN[1:-1]}">{breaks}</rowBreaks>' if breaks else ""


def _across(characters: float) -> int:
    return int(characters * _CHARACTER_PIXELS + _PADDING_PIXELS) * PIXELS_EMU


def _anchor(row: int, column: int, size: tuple[int, int], room: tuple[int, int], id_: str, number: int) -> str:
    wide, high = size
    left, top = max(0, (room[0] - wide) // 2), max(0, (room[1] - high) // 2)
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_SHAPES}" xmlns:r="{_OFFICE}"><xdr:from>'
        f"<xdr:col>{column - 1}</xdr:col><xdr:colOff>{left}</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>{top}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{wide}" cy="{high}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{_FIRST_ID + number}" name="图片 {number}"/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )
