"""Columns that repeat for each item of a list: put in before the rows of the template are looked at.

A row that holds only `{% columns 月 in 月份 %}` (列循环) above the first column and `{% endcolumns %}` (列循环结束)
above the last one repeats these columns, charts and totals growing with them, and vanishes. Without an end it is one
column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from neiqin_xl.workbook.markup import MAIN, raw
from neiqin_xl.workbook.moves.areas import read_area
from neiqin_xl.workbook.moves.grid import Cell, Row, read_rows
from neiqin_xl.workbook.moves.track import Path, Track, deleted
from neiqin_xl.workbook.names import LAST_COLUMN, address
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.template.expressions import Context, Expression, compiled
from neiqin_xl.workbook.template.marks import Mark, has_marks, marks_in, step_of
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError

_MOST_COPIES = 2_000


class Spread(NamedTuple):
    """Columns `first` to `last` of a sheet that repeat, named by a marker in a row."""

    sheet: str
    row: int
    first: int
    last: int
    name: str
    items: Expression
    written: str

    def count(self, context: Context) -> int:
        """How often the columns stand. TemplateError where that cannot be told."""
        try:
            found = self.items.value(context)
        except WrongError as wrong:
            raise self._error(str(wrong), wrong.name) from wrong
        if isinstance(found, Mapping | str | bytes) or not isinstance(found, Sequence):
            raise self._error(f"“{self.items.source}”不是列表，不能循环")
        if (self.last - self.first + 1) * len(found) > _MOST_COPIES:
            raise self._error(f"横向重复以后超过 {_MOST_COPIES} 列，请把数据分开")
        return len(found)

    def as_drawn(self, mistake: Mistake, count: int) -> Mistake:
        """A mistake found when the columns stood `count` times, where and as the template has it."""
        area = read_area(mistake.cell)
        if area is None or not (mistake.sheet == self.sheet or has_marks(self.sheet)):
            return mistake
        row, column = area.rows[0] + (area.rows[0] >= self.row), area.columns[0]
        width, copies = self.last - self.first + 1, max(count, 1)
        if column >= self.first + width * copies:
            column -= width * (copies - 1)
        elif column > self.last:
            column = self.first + (column - self.first) % width
        item = re.compile(rf"\({re.escape(self.items.source)}\)\[[0-9]+\]")
        return mistake._replace(cell=address(row, column - 1), written=item.sub(self.name, mistake.written))

    def _error(self, message: str, name: str = "") -> TemplateError:
        return TemplateError([Mistake(self.sheet, address(self.row, self.first - 1), self.written, message, name)])


def spreads_in(data: bytes) -> tuple[list[Spread], list[Mistake]]:
    """The columns of a workbook that repeat, one group a sheet, and what is wrong with their markers."""
    package = Package(data)
    if not _may_spread(package):
        return [], []
    from neiqin_xl.workbook.moves.shifting import Book

    book = Book(package)
    found: list[Spread] = []
    mistakes: list[Mistake] = []
    for key, part in book.parts.items():
        root = book.sheet(part)
        cells = None if root is None else root.find(f"{MAIN}sheetData")
        for row in [] if cells is None else read_rows(cells, book.strings):
            _look(book.names[key], row, found, mistakes)
    return found, mistakes


def spread(data: bytes, spreads: Sequence[Spread], counts: Sequence[int]) -> bytes:
    """The workbook with these columns so many times each; what is none of them stands once, blank."""
    from neiqin_xl.workbook.moves.shifting import move

    package = Package(data)
    for one, count in zip(spreads, counts, strict=True):
        columns = Track(one.last, [()] * one.first + [(one.first,)] * (one.last - one.first + 1), LAST_COLUMN)
        for column in range(1, one.first):
            columns.place(column)
        for copy in range(max(count, 1)):
            for column in range(one.first, one.last + 1):
                columns.place(column, ((one.first, copy),))
        try:
            move(package, one.sheet, deleted(one.row, one.row), columns, _rewriting(one, count))
        except ValueError as error:
            where = address(one.row, one.first - 1)
            raise TemplateError([Mistake(one.sheet, where, one.written, str(error))]) from error
    return b"".join(package.pieces())


def _may_spread(package: Package) -> bool:
    parts = (package.read(name) for name in package.names if name.startswith("xl/") and name.endswith(".xml"))
    return any(b"columns" in part or "列循环".encode() in part for part in parts)


def _look(sheet: str, row: Row, found: list[Spread], mistakes: list[Mistake]) -> None:
    begun: list[tuple[int, Mark]] = []
    ended = 0
    for cell in row.cells:
        for mark in marks_in(cell.text) if cell.text and has_marks(cell.text) else []:
            step = step_of(mark.expression) if mark.step else None
            if step is not None and step.word == "columns":
                begun.append((cell.column, mark))
            elif step is not None and step.word == "endcolumns":
                ended = cell.column
    if not begun and not ended:
        return
    where = address(row.number, (begun[0][0] if begun else ended) - 1)
    written = begun[0][1].written if begun else "{% endcolumns %}"
    others = [cell for cell in row.cells if (cell.text or "").strip() and not has_marks(cell.text or "")]
    problem = ""
    if len(begun) != 1 or (ended and ended < begun[0][0]):
        problem = "列循环要在同一行里有一个开头，结尾在它右边"
    elif any(one.sheet == sheet for one in found):
        problem = "一张工作表只能有一个列循环"
    elif others:
        problem = "标记所在的行输出时会去掉，这一行不能有别的内容"
    if problem:
        mistakes.append(Mistake(sheet, where, written, problem))
        return
    column, mark = begun[0]
    step = step_of(mark.expression)
    try:
        items = compiled(step.expression if step else "")
    except WrongError as wrong:
        mistakes.append(Mistake(sheet, where, written, str(wrong)))
        return
    found.append(Spread(sheet, row.number, column, ended or column, step.name if step else "", items, written))


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """Lets the placeholders of each copy mean that copy's item."""

    spread: Spread
    count: int
    pattern: re.Pattern[str]

    def __call__(self, cell: Cell, across: Path) -> Cell:
        text = cell.text
        if not across or not text or not has_marks(text):
            return cell
        made, position = "", 0
        item = f"({self.spread.items.source})[{across[-1][1]}]"
        for mark in marks_in(text):
            inner = self.pattern.sub(lambda found: item if found[0] == self.spread.name else found[0], mark.expression)
            changed = mark.written
            if inner != mark.expression:
                changed = f"{{{{ {inner} }}}}" if self.count else ""
            made += text[position : mark.start] + changed
            position = mark.end
        made += text[position:]
        if made == text:
            return cell
        rest = f' s="{cell.style}" t="inlineStr"><is><t xml:space="preserve">{raw(made)}</t></is></c>'
        return replace(cell, rest=rest, text=made, shared=None, rich=None)


def _rewriting(one: Spread, count: int) -> Any:
    pattern = re.compile(rf"'[^']*'|\"[^\"]*\"|(?<![\w.]){re.escape(one.name)}(?!\w)")
    return _Rewriting(one, count, pattern)
