"""Where each row of a template stands for the values at hand: loops run, choices made, before any cell is written."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.moves.track import Path, Placed, Track
from neiqin_xl.workbook.names import LAST_ROW, address
from neiqin_xl.workbook.template.expressions import Context, Expression, bound
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.rowgroup import RowGroup
from neiqin_xl.workbook.template.standing import Rows, Together
from neiqin_xl.workbook.template.telling import LOOP, NUMBERED
from neiqin_xl.workbook.template.tree import Choice, Loop, Node, Tree


class Limits(NamedTuple):
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
class Once:
    """Rows that stand once each, one below the other, the first of them at `first`."""

    group: RowGroup
    first: int
    path: Path
    context: Context


@dataclass(slots=True)
class Copies:
    """Copies of one row that stand one behind the other, for the items of the list called `repeated`."""

    program: RowProgram
    first: int
    path: Path
    context: Context
    items: Sequence[Any]
    count: int
    repeated: Names


@dataclass(slots=True)
class Layout:
    """Where all rows of one sheet stand; `breaks` are the rows behind which a page ends."""

    track: Track
    parts: list[Once | Copies]
    breaks: list[int]


class Laying:
    """Lays out one sheet. TemplateError where a list cannot be told or the sheet becomes too large."""

    def __init__(self, sheet: str, tree: Tree, limits: Limits, clock: Clock) -> None:
        self._sheet = sheet
        self._tree = tree
        self._most = limits.rows
        self._clock = clock
        self._total = 0
        self._placed: list[Placed] = []
        self._parts: list[Once | Copies] = []
        self._breaks: list[int] = []

    def laid(self, context: Context) -> Layout:
        """The layout for these values."""
        self._walk(self._tree.nodes, context, (), blank=False)
        return Layout(self._tree.track(tuple(self._placed)), self._parts, self._breaks)

    def _walk(self, nodes: list[Node], context: Context, path: Path, *, blank: bool) -> None:
        for node in nodes:
            if isinstance(node, Rows):
                self._stand(node, context, path, blank=blank)
            elif isinstance(node, Loop):
                self._loop(node, context, path, blank=blank)
            else:
                self._choose(node, context, path, blank=blank)

    def _stand(self, rows: Rows, context: Context, path: Path, *, blank: bool) -> None:
        lists = None if blank else rows.lists(context)
        for part in rows.parts(lists):
            first = self._total + 1
            if isinstance(part, Together):
                if part.far:
                    if self._total + part.far > self._most:
                        raise too_long(self._sheet, self._most)
                    self._parts.append(Once(part.group, first, path, context))
                self._placed += [(row, path, 1) for row, _, _ in part.placed] if path else part.placed
                self._total += part.count
            elif lists is not None:
                items = lists[part.repeated]
                count = len(items)
                if self._total + count > self._most:
                    raise too_long(self._sheet, self._most)
                self._parts.append(Copies(part.program, first, path, context, items, count, part.repeated))
                self._placed.append((part.program.number, path, count))
                self._total += count

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
                self._breaks.append(self._total)

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


def too_long(sheet: str, most: int) -> TemplateError:
    """That a sheet would get more rows than it may have."""
    return TemplateError([Mistake(sheet, "整张表", "", f"填好以后超过 {most:,} 行，Excel 放不下，请把数据分开")])


def _round(index: int, count: int) -> dict[str, Any]:
    return {"index": index + 1, "first": index == 0, "last": index + 1 == count, "length": count}
