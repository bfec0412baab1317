"""Formulas that point at one cell of a row that repeats, and merged cells that begin in one: the first copy only.

That is seldom meant: a closing balance that points at the running balance would show the first one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from neiqin_xl.workbook.formulas import Formula, Reference
from neiqin_xl.workbook.moves.growth import added_up
from neiqin_xl.workbook.names import address
from neiqin_xl.workbook.template.mistakes import Mistake
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.sheets import SheetTemplate
from neiqin_xl.workbook.template.telling import NUMBERED
from neiqin_xl.workbook.template.tree import Choice, Loop, Node

_FIRST_ONLY = "{cell} 所在的行会重复，公式这样写只取第一行的数；要加起来请写 SUM({cell})，要最后的余额请用“期初+SUM(…)”"
_FIRST_SHEET = (
    "工作表“{sheet}”会按列表重复，公式这样写只取第一张的数；要各张加起来，请写占位符，例如 {{{{ 客户|合计('应收') }}}}"
)

_HIDDEN = (
    "合并单元格 {area} 从会重复的第 {row} 行跨到了下面，填好以后只看得到第一行的，别的几行盖在下面，求和却会算上；"
    "请把会重复的行和下面的行分开，不要合并"
)

Placed = tuple[int, int, Formula]
"""A formula with its row and column."""


def first_copies(sheets: Iterable[SheetTemplate], lists: Collection[str]) -> list[Mistake]:
    """The formulas outside of a repeated row that take its first copy, and the merged cells that show no other one.

    `lists` are the dotted names of lists. Rows between markers repeat whatever the lists, and so do those that count
    themselves.
    """
    return [found for sheet in sheets for found in _of_sheet(sheet, lists)]


def first_sheets(
    sheets: Sequence[SheetTemplate], others: Mapping[str, Iterable[Placed]], lists: Collection[str]
) -> list[Mistake]:
    """The formulas on sheets that stand once that take the first copy of a sheet that repeats.

    `others` are the formulas of the sheets without placeholders, with their rows and columns.
    """
    repeated = {one.name.casefold() for one in sheets if one.title is not None and one.repeated in lists}
    standing = {one.name: _formulas(one) for one in sheets if one.title is None} if repeated else {}
    return [
        Mistake(name, address(row, column - 1), f"={formula}", _FIRST_SHEET.format(sheet=target.sheet))
        for name, formulas in (standing | {**others}).items()
        for row, column, formula in formulas
        if (target := next((one for one in formula.references if (one.sheet or "").casefold() in repeated), None))
    ]


def _formulas(sheet: SheetTemplate) -> Iterator[Placed]:
    for program in (*_programs(sheet.tree.nodes), *sheet.behind):
        for cell, _ in program.cells:
            if cell.formula is not None:
                yield program.number, cell.column, cell.formula.formula


def _of_sheet(sheet: SheetTemplate, lists: Collection[str]) -> Iterator[Mistake]:
    programs = [*_programs(sheet.tree.nodes), *sheet.behind]
    chains = dict(enumerate(sheet.tree.chains))
    repeated = {
        program.number
        for program in programs
        if any(".".join(path) in lists for path in program.lists)
        or (not chains.get(program.number) and any((NUMBERED,) in one.paths for one in program.expressions))
    }

    def apart(first: int, last: int) -> bool:
        """Whether the first of these rows may stand more often than all of them together."""
        chain = chains.get(first, ())
        return first in repeated or any(chains.get(row, ())[: len(chain)] != chain for row in range(first, last + 1))

    def first_only(reference: Reference, row: int) -> bool:
        own = reference.sheet is None or reference.sheet.casefold() == sheet.name.casefold()
        if not own or reference.ranged or reference.first_row is None or reference.first_row.at == row:
            return False
        target = reference.first_row.at
        there, here = chains.get(target, ()), chains.get(row, ())
        return target not in sheet.tree.markers and (target in repeated or there != here[: len(there)])

    tall = {
        (area.rows[0], area.columns[0]): area
        for area in sheet.geometry.merges
        if area.rows[0] < area.rows[1] and apart(*area.rows)
    }
    for program in programs:
        for cell, _ in program.cells:
            area = tall.get((program.number, cell.column))
            if area is not None and (cell.text or cell.formula is not None):
                message = _HIDDEN.format(area=area, row=program.number)
                yield Mistake(sheet.name, address(program.number, cell.column - 1), cell.text or "", message)
            if cell.formula is None:
                continue
            formula = cell.formula.formula
            for reference, adds in zip(formula.references, added_up(formula), strict=True):
                if not adds and first_only(reference, program.number):
                    message = _FIRST_ONLY.format(cell=reference)
                    yield Mistake(sheet.name, address(program.number, cell.column - 1), f"={formula}", message)


def _programs(nodes: Iterable[Node]) -> Iterator[RowProgram]:
    for node in nodes:
        if isinstance(node, Loop):
            yield from _programs(node.body)
        elif isinstance(node, Choice):
            for _, body in node.branches:
                yield from _programs(body)
        else:
            yield from node.programs
