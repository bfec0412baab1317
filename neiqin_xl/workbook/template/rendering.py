"""One rendering of a template: sheets laid out, rows written, and all parts that follow them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.moves.grid import TYPE, with_values
from neiqin_xl.workbook.moves.known import Known, KnownSheets
from neiqin_xl.workbook.moves.parts import copied_relations
from neiqin_xl.workbook.moves.places import Place, Shift, Tab
from neiqin_xl.workbook.packed import Members, Packed, packed, whole
from neiqin_xl.workbook.poured import Poured
from neiqin_xl.workbook.relations import content_type, declared, relations_part
from neiqin_xl.workbook.strings import NewStrings
from neiqin_xl.workbook.styles import StylesInUse
from neiqin_xl.workbook.template.compiling import ROWS, Workshop
from neiqin_xl.workbook.template.expressions import Context
from neiqin_xl.workbook.template.hanging import ANCHORS, BREAKS, DRAWING, Hangings, page_breaks
from neiqin_xl.workbook.template.layout import Clock, Laying, Layout, Limits
from neiqin_xl.workbook.template.leaving import NOTHING_LEAVES, TYPES_PART
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError
from neiqin_xl.workbook.template.sheets import Tabbed, blank_tab, tabs_of
from neiqin_xl.workbook.template.writing import Writer
from neiqin_xl.workbook.typed import Cells

# Stands in a sheet for its rows; templates that have this character are refused.
_HERE = "\U0010fffc"
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


class Rendering:
    """Fills one workbook; to be used once."""

    def __init__(self, shop: Workshop, members: Members, limits: Limits) -> None:
        self._shop = shop
        self._members = members
        self._limits = limits
        self._clock = Clock(limits)
        self._strings = NewStrings(shop.strings)
        self._cells = Cells(self._strings, StylesInUse(shop.styles))
        self._parts: dict[str, bytes | Packed] = {}
        self._rows: dict[str, Poured] = {}
        self._types: dict[str, str] = {}
        self._known: dict[str, Known] = {}
        self._formulas: dict[str, list[tuple[int, int]]] = {}
        self._written: dict[str, dict[str, str]] = {}
        self._mistakes: list[Mistake] = []
        self._hangings = Hangings(shop.package)
        self._leaving = NOTHING_LEAVES

    def filled(self, values: Mapping[str, Any]) -> bytes:
        """The filled workbook. TemplateError where the values do not fit."""
        context = dict(values)
        tabs = self._tabs(context)
        self._leave_out(tabs)
        layouts = [self._laid(one) for one in tabs]
        frame = self._shop.frames.of(tabs, [layout.track for layout in layouts])
        ready: list[tuple[Tabbed, Place, dict[str, str]]] = []
        for one, layout, place, names in zip(tabs, layouts, frame.tabs, frame.names, strict=True):
            spot = place.having(values=one.context)
            self._written[one.name] = self._write(one, layout, spot, names)
            ready.append((one, spot, names))
        if self._mistakes:
            raise TemplateError(self._mistakes)
        known = KnownSheets(self._known, lambda name: self._still(name, frame.base.shifts))
        for one, place, names in ready:
            spot = place.having(written=self._written[one.name], known=known)
            self._complete(one, spot, names, known)
            self._hang(one, spot, names)
        for part in self._shop.elsewhere:
            spot = frame.elsewhere[part.home].having(values=context, known=known)
            self._put(part.name, part.weave.text(spot))
        self._finish(frame.base, ready)
        return self._whole()

    def _put(self, name: str, text: str) -> None:
        self._parts[name] = self._shop.again.packed(name, text)

    def _tabs(self, context: Context) -> list[Tabbed]:
        taken = set(self._shop.taken)
        found = [tab for sheet in self._shop.sheets for tab in tabs_of(sheet, context, taken)]
        if not found and len(self._shop.live) == len(self._shop.tab_names):
            return [blank_tab(self._shop.sheets[0], context)]
        return found

    def _laid(self, tab: Tabbed) -> Layout:
        return Laying(tab.name, tab.sheet.tree, self._limits, self._clock).laid(tab.context)

    def _still(self, name: str, shifts: Mapping[str, Shift]) -> Known | None:
        sheet = self._shop.still(name)
        return None if sheet is None else sheet.known(Place(shifts, name, blank=True))

    def _write(self, tab: Tabbed, layout: Layout, place: Place, names: dict[str, str]) -> dict[str, str]:
        """Write the rows of a tab; what else was written for it, as `Place.written` names it."""
        known = self._known.setdefault(tab.name, Known())
        rows = self._rows.setdefault(tab.name, Poured(TYPE))
        writer = Writer(tab.name, rows, self._cells, known, self._clock)
        writer.write(layout, tab.sheet, place)
        self._mistakes += writer.mistakes
        drawing = next((names[one.name] for one in tab.sheet.hanging if one.kind == "drawing"), None)
        if tab.number:
            self._copy_relations(names)
        room = tab.sheet.geometry.room
        pictures = [(row, column, room(former, column), one) for former, row, column, one in writer.pictures]
        hung = self._hangings.hang(names[tab.sheet.part], drawing, pictures)
        self._formulas[tab.name] = writer.formulas
        return {ROWS: _HERE, DRAWING: hung.drawing, BREAKS: page_breaks(layout.breaks), ANCHORS: hung.anchors}

    def _copy_relations(self, names: dict[str, str]) -> None:
        """Relate the copies of parts as the parts are, before pictures add to that."""
        for former, name in names.items():
            relations = copied_relations(self._shop.package, former, names)
            if relations is not None:
                self._hangings.parts[relations_part(name)] = relations

    def _complete(self, tab: Tabbed, place: Place, names: dict[str, str], known: KnownSheets) -> None:
        values = (known.value(tab.name, row, column) for row, column in self._formulas[tab.name])
        before, _, behind = tab.sheet.shell.text(place).partition(_HERE)
        part = names[tab.sheet.part]
        self._parts[part] = self._rows.pop(tab.name).packed(
            part, before, behind, lambda text: with_values(text, islice(values, text.count(TYPE)))
        )

    def _hang(self, tab: Tabbed, place: Place, names: dict[str, str]) -> None:
        package = self._shop.package
        for one in tab.sheet.hanging:
            name = names[one.name]
            content = one.content(place)
            if content is not None:
                self._put(name, content)
            elif tab.number:
                self._parts[name] = package.read(one.name)
        if tab.number:
            for former, name in names.items():
                type_ = content_type(package, former)
                if type_ is not None:
                    self._types[name] = type_

    def _finish(self, base: Place, ready: list[tuple[Tabbed, Place, dict[str, str]]]) -> None:
        shop = self._shop
        if shop.book_weave is not None:
            self._put(shop.book, shop.book_weave.text(base))
        if shop.sheets:
            self._parts[shop.strings_part] = self._strings.packed(shop.strings_part)
        styles = self._cells.styles.content()
        if styles is not None:
            self._put(shop.styles_part, styles)
        added = {tab.added: tab for tab in base.tabs if tab.added}
        if added:
            self._relate({f"rIdCopy{tab.added}": tab for tab in added.values()}, ready)

    def _relate(self, ids: dict[str, Tab], ready: list[tuple[Tabbed, Place, dict[str, str]]]) -> None:
        parts = {one.name: names[one.sheet.part] for one, _, names in ready}
        name = relations_part(self._shop.book)
        root = parsed(self._current(name))
        for id_, tab in ids.items():
            attributes = {"Id": id_, "Type": _WORKSHEET, "Target": f"/{parts[tab.name]}"}
            root.append(root.makeelement(root[0].tag, attributes))
        self._parts[name] = serialised(root)

    def _leave_out(self, tabs: list[Tabbed]) -> None:
        """Do without the sheets that became no tab."""
        left = frozenset(one.part for one in self._shop.sheets) - {tab.sheet.part for tab in tabs}
        if left:
            self._leaving = self._shop.leaving(left)
            self._parts.update(self._leaving.changed)

    def _current(self, name: str) -> bytes:
        content = self._parts.get(name)
        return content if isinstance(content, bytes) else self._shop.package.read(name)

    def _whole(self) -> bytes:
        """The package: what stays as it is in the template, then what does not."""
        types = {**self._types, **self._hangings.types}
        self._parts.update(self._hangings.parts)
        if types or self._hangings.endings:
            self._parts[TYPES_PART] = declared(self._current(TYPES_PART), types, self._hangings.endings)
        parts = {
            name: packed(name, content) if isinstance(content, bytes) else content
            for name, content in self._parts.items()
        }
        return whole(parts.values(), self._members.without((*self._leaving.gone, *parts)))
