"""Where each row of a template stands for the values at hand: loops run, choices made, before any cell is written."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.moves.track import Path, Track
from neiqin_xl.workbook.names import LAST_ROW, address
from neiqin_xl.workbook.template.expressions import Context, Expression, bound
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.telling import LOOP, NUMBERED
from neiqin_xl.workbook.template.tree import Choice, Loop, Node, Tree


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a filled sheet may be, and how long filling a workbook may take."""

    rows: int = LAST_ROW
    seconds: float = 120.0


class Clock:
    """Counts down the time that filling may take."""

    def __init__(self, limits: Limits) -> None:
        self._end = time.monotonic() + limits.seconds

    def check(self, sheet: str) -> None:
        """TemplateError where the time is up."""
        if time.monotonic() > self._end:
            raise TemplateError([Mistake(sheet, "整张表", "", "填表用的时间太长，请检查循环是否一层套一层")])


@dataclass(slots=True)
class Stretch:
    """Copies of one row that stand one behind the other.

    They stand for `items`, of the list called `repeated`; once, where `items` is None. `blank` leaves out all values.
    """

    program: RowProgram
    first: int
    path: Path
    context: Context
    items: Sequence[Any] | None = None
    repeated: Names = ()
    blank: bool = False

    @property
    def count(self) -> int:
        """How many copies there are."""
        return 1 if self.items is None else len(self.items)


@dataclass(slots=True)
class Layout:
    """Where all rows of one sheet stand; `breaks` are the rows behind which a page ends."""

    track: Track
    stretches: list[Stretch] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


class Laying:
    """Lays out one sheet. TemplateError where a list cannot be told or the sheet becomes too large."""

    def __init__(self, sheet: str, tree: Tree, limits: Limits, clock: Clock) -> None:
        self._sheet = sheet
        self._tree = tree
        self._limits = limits
        self._clock = clock
        self._layout = Layout(Track(tree.length, tree.chains))

    def laid(self, context: Context) -> Layout:
        """The layout for these values."""
        self._walk(self._tree.nodes, context, (), blank=False)
        return self._layout

    def _walk(self, nodes: list[Node], context: Context, path: Path, *, blank: bool) -> None:
        for node in nodes:
            if isinstance(node, Loop):
                self._loop(node, context, path, blank=blank)
            elif isinstance(node, Choice):
                self._choose(node, context, path, blank=blank)
            elif node.program is None:
                self._layout.track.place(node.row, path)
            else:
                self._row(node.program, context, path, blank=blank)

    def _row(self, program: RowProgram, context: Context, path: Path, *, blank: bool) -> None:
        repeated: Names = ()
        items: Sequence[Any] | None = None
        if not blank and program.lists:
            repeated, items = _listed(program.lists, context)
        if items is not None and not items:
            items, blank = None, True
        count = 1 if items is None else len(items)
        self._within(count)
        first = self._layout.track.place(program.number, path, count)
        self._layout.stretches.append(Stretch(program, first, path, context, items, repeated, blank))

    def _loop(self, loop: Loop, context: Context, path: Path, *, blank: bool) -> None:
        items = [] if blank else self._items(loop, context)
        if not items:
            self._walk(loop.body, context, (*path, (loop.row, 0)), blank=True)
            return
        inner = dict(context)
        for index, item in enumerate(items):
            self._clock.check(self._sheet)
            inner = {**context, loop.name: item, NUMBERED: index + 1, LOOP: _round(index, len(items))}
            if loop.paged and isinstance(item, Mapping):
                inner = bound(inner, loop.paged, item["行"])
            self._walk(loop.body, inner, (*path, (loop.row, index)), blank=False)
            if loop.paged and index + 1 < len(items):
                self._layout.breaks.append(self._layout.track.total)

    def _choose(self, choice: Choice, context: Context, path: Path, *, blank: bool) -> None:
        for condition, body in choice.branches:
            if blank or condition is None or self._told(choice.row, condition, context):
                self._walk(body, context, path, blank=blank)
                return

    def _items(self, loop: Loop, context: Context) -> Sequence[Any]:
        found = self._told(loop.row, loop.items, context)
        if isinstance(found, Mapping | str | bytes) or not hasattr(found, "__iter__"):
            raise self._wrong(loop.row, loop.items, WrongError(f"“{loop.items.source}”不是列表，不能循环"))
        return found if isinstance(found, LISTS) else list(found)

    def _told(self, row: int, expression: Expression, context: Context) -> Any:
        try:
            return expression.value(context)
        except WrongError as wrong:
            raise self._wrong(row, expression, wrong) from wrong

    def _wrong(self, row: int, expression: Expression, wrong: WrongError) -> TemplateError:
        return TemplateError([Mistake(self._sheet, address(row, 0), expression.source, str(wrong), wrong.name)])

    def _within(self, more: int) -> None:
        if self._layout.track.total + more > self._limits.rows:
            message = f"填好以后超过 {self._limits.rows:,} 行，Excel 放不下，请把数据分开"
            raise TemplateError([Mistake(self._sheet, "整张表", "", message)])


def _listed(names: Sequence[Names], context: Context) -> tuple[Names, Sequence[Any] | None]:
    for path in names:
        found: Any = context
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, LISTS):
            return path, found
    return (), None


def _round(index: int, count: int) -> dict[str, Any]:
    return {"index": index + 1, "first": index == 0, "last": index + 1 == count, "length": count}
