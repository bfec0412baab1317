"""A template sheet's rows compiled: placeholders found, expressions compiled, markers set apart, mistakes told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from neiqin_xl.workbook.evaluate import UNKNOWN
from neiqin_xl.workbook.moves.areas import Area
from neiqin_xl.workbook.moves.grid import Cell, Row
from neiqin_xl.workbook.names import address
from neiqin_xl.workbook.template.expressions import Expression, compiled
from neiqin_xl.workbook.template.marks import Mark, has_marks, marks_in, unfinished
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.program import Filled, RowProgram, as_form, candidates
from neiqin_xl.workbook.template.richly import rich_text
from neiqin_xl.workbook.template.tree import Marker, Report


@dataclass(slots=True)
class Compiled:
    """The rows of a sheet, compiled. `used` are the shared strings of which only placeholders are left to see."""

    programs: list[RowProgram]
    markers: list[Marker]
    used: set[int]

    @property
    def live(self) -> bool:
        """Whether there are any placeholders at all."""
        return bool(self.markers) or any(program.expressions for program in self.programs)


def compiled_rows(rows: Sequence[Row], report: Report) -> Compiled:
    """All rows compiled; marker rows are not among the programs, and what is wrong is reported."""
    made = Compiled([], [], set())
    _forget_results(rows)
    for row in rows:
        marker = _marker(row, made.used, report)
        if marker is not None:
            made.markers.append(marker)
        else:
            made.programs.append(_program(row, made.used, report))
    return made


def _forget_results(rows: Sequence[Row]) -> None:
    """Empty the cells into which formulas of several cells brought their results: Excel brings them anew."""
    arrays = [one.formula.array for row in rows for one in row.cells if one.formula is not None and one.formula.array]
    areas = [area for area in arrays if not area.is_one]
    for row in rows if areas else ():
        for cell in row.cells:
            at = Area((row.number, row.number), (cell.column, cell.column))
            if cell.formula is None and any(area.holds(at) for area in areas):
                cell.rest, cell.value = f' s="{cell.style}"/>', UNKNOWN
                cell.text = cell.rich = cell.shared = None


def _marker(row: Row, used: set[int], report: Report) -> Marker | None:
    found: list[Marker] = []
    others: list[Cell] = []
    for cell in row.cells:
        marks = marks_in(cell.text) if cell.text and has_marks(cell.text) else []
        if any(mark.step for mark in marks):
            where = address(row.number, cell.column - 1)
            if len(marks) > 1 or (cell.text or "").strip() != marks[0].written:
                report(where, cell.text or "", "标记要单独占一个单元格，前后不能有别的字")
            found.append(Marker(row.number, cell.column, next(mark for mark in marks if mark.step)))
            if cell.shared is not None:
                used.add(cell.shared)
        elif cell.formula is not None or (cell.text or "").strip() or cell.value is not None:
            others.append(cell)
    if not found:
        return None
    for extra in found[1:]:
        report(extra.cell, extra.mark.written, "同一行只能有一个标记，请另起一行")
    if others:
        where = address(row.number, others[0].column - 1)
        report(where, others[0].text or "", "标记所在的行输出时会去掉，这一行不能有别的内容")
    return found[0]


def _program(row: Row, used: set[int], report: Report) -> RowProgram:
    program = RowProgram(row.number, row.attributes, [])
    for cell in row.cells:
        program.cells.append((cell, _filled(cell, program, used, report)))
    program.lists = candidates(program.expressions)
    return program


def _filled(cell: Cell, program: RowProgram, used: set[int], report: Report) -> Filled | None:
    text = cell.text
    if not text or not has_marks(text):
        return None
    where = address(program.number, cell.column - 1)
    if cell.shared is not None:
        used.add(cell.shared)
    if unfinished(text):
        report(where, text, "占位符没有写完，{{ 和 }} 要成对")
        return None
    marks = marks_in(text)

    def index(mark: Mark) -> int:
        expression = _expression(mark, where, report)
        program.expressions.append(expression)
        program.written.append((where, mark.written))
        return len(program.expressions) - 1

    if len(marks) == 1 and text.strip() == marks[0].written:
        return Filled(value=index(marks[0]))
    first = len(program.expressions)
    rich = None if cell.rich is None else rich_text(cell.rich, index)
    form, position = "", 0
    indexes: list[int] = []
    for number, mark in enumerate(marks, first):
        form += f"{as_form(text[position : mark.start])}%s"
        indexes.append(index(mark) if rich is None else number)
        position = mark.end
    return Filled(form=form + as_form(text[position:]), indexes=tuple(indexes), rich=rich)


def _expression(mark: Mark, where: str, report: Report) -> Expression:
    try:
        return compiled(mark.expression)
    except WrongError as wrong:
        report(where, mark.written, str(wrong))
        return compiled("none")


def pointing_at_markers(programs: Sequence[RowProgram], sheet: str, markers: frozenset[int], report: Report) -> None:
    """Report the formulas that point at a marker's row: it will not be there."""
    for program in programs:
        for cell, _ in program.cells:
            if cell.formula is None:
                continue
            for reference in cell.formula.formula.references:
                own = reference.sheet is None or reference.sheet.casefold() == sheet.casefold()
                if own and not reference.ranged and reference.first_row and reference.first_row.at in markers:
                    where = address(program.number, cell.column - 1)
                    row = reference.first_row.at
                    report(where, f"={cell.formula.formula}", f"公式引用了第 {row} 行，那是标记行，输出时会去掉")
