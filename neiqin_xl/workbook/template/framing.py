"""Where everything stands in a filled workbook: told once for all workbooks that have the same at the same places."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.workbook.moves.attached import table_name
from neiqin_xl.workbook.moves.parts import copied_name
from neiqin_xl.workbook.moves.places import Place, Shift, Tab
from neiqin_xl.workbook.moves.track import Track
from neiqin_xl.workbook.template.sheets import Tabbed

if TYPE_CHECKING:
    from neiqin_xl.workbook.template.compiling import Workshop

_MOST_FRAMES = 256


class Frame(NamedTuple):
    """The places of a filled workbook, without values: `base` is the workbook's own, `tabs` are those of its tabs.

    `names` are the names of the parts of each tab, by those of the template's; `elsewhere` are the places of sheets
    that stay, by their names.
    """

    base: Place
    tabs: list[Place]
    names: list[dict[str, str]]
    elsewhere: dict[str | None, Place]


@dataclass
class Frames:
    """The frames of one template, each made once."""

    shop: Workshop
    _made: dict[tuple[tuple[int, str, int, Track], ...], Frame] = field(default_factory=dict)

    def of(self, tabs: Sequence[Tabbed], tracks: Sequence[Track]) -> Frame:
        """The frame for these tabs, whose rows stand so."""
        key = tuple([(tab.sheet.index, tab.name, tab.number, track) for tab, track in zip(tabs, tracks, strict=True)])
        found = self._made.get(key)
        if found is None:
            steady = all(track.signature is not None for track in tracks)
            found = self._frame(tabs, tracks, steady=steady)
            if steady:
                if len(self._made) >= _MOST_FRAMES:
                    self._made.clear()
                self._made[key] = found
        return found

    def _frame(self, tabs: Sequence[Tabbed], tracks: Sequence[Track], *, steady: bool) -> Frame:
        def token() -> Hashable:
            """What no other place has."""
            return object() if steady else None

        own = [Shift(tab.name, track) for tab, track in zip(tabs, tracks, strict=True)]
        shifts: dict[str, Shift] = {}
        for tab, shift in zip(tabs, own, strict=True):
            shifts.setdefault(tab.sheet.name.casefold(), shift)
        order = self._order(tabs, own)
        places = [
            Place(
                {**shifts, tab.sheet.name.casefold(): shift},
                tab.sheet.name,
                number=tab.number,
                tabs=order,
                tables={name: table_name(name, tab.number) for name in tab.sheet.tables} if tab.number else {},
                geometry=token(),
                blank=True,
            )
            for tab, shift in zip(tabs, own, strict=True)
        ]
        elsewhere = {
            home: Place(shifts, home, tabs=order, geometry=token(), blank=True)
            for home in {part.home for part in self.shop.elsewhere}
        }
        base = Place(shifts, tabs=order, geometry=token())
        return Frame(base, places, [self._names(tab) for tab in tabs], elsewhere)

    def _order(self, tabs: Sequence[Tabbed], shifts: Sequence[Shift]) -> tuple[Tab, ...]:
        order: list[Tab] = []
        added = 0
        for index, name in enumerate(self.shop.tab_names):
            mine = [(tab, shift) for tab, shift in zip(tabs, shifts, strict=True) if tab.sheet.index == index]
            if not mine and index not in self.shop.live:
                order.append(Tab(index, name))
            for tab, shift in mine:
                added += tab.number > 0
                order.append(Tab(index, tab.name, added if tab.number else 0, shift))
        return tuple(order)

    def _names(self, tab: Tabbed) -> dict[str, str]:
        parts = [tab.sheet.part, *(one.name for one in tab.sheet.hanging)]
        if not tab.number:
            return {name: name for name in parts}
        return {name: copied_name(name, tab.number, self.shop.package) for name in parts}
