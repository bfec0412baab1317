"""The rows of a filled sheet as XML: stretch by stretch, values told, formulas moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import Any

from neiqin_xl.workbook.evaluate import UNKNOWN, Calculated
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Own, Place
from neiqin_xl.workbook.template.expressions import Context, bound
from neiqin_xl.workbook.template.layout import Clock, Layout, Stretch
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError
from neiqin_xl.workbook.template.pictures import Picture, picture
from neiqin_xl.workbook.template.program import Filled, RowProgram
from neiqin_xl.workbook.template.rowformulas import (
    ROW,
    RowFormula,
    formula_of_first,
    formula_of_others,
    formula_once,
)
from neiqin_xl.workbook.template.telling import LOOP, NUMBERED
from neiqin_xl.workbook.typed import Cells, shown

# So many copies are told, written and deflated before the next ones.
_BLOCK = 2_000
_PICTURES = frozenset({bytes, Picture})


@dataclass
class Writer:
    """Writes the rows of one sheet.

    `pictures` are those that values brought, with the template row, the row and the column; `formulas` the rows and
    columns of the cells that hold formulas, in order.
    """

    sheet: str
    cells: Cells
    known: Known
    clock: Clock
    mistakes: list[Mistake] = field(default_factory=list)
    pictures: list[tuple[int, int, int, Picture]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)

    def rows(self, layout: Layout, behind: Sequence[RowProgram], place: Place) -> Iterator[str]:
        """All rows in order; `behind` are those that follow what the layout knows."""
        for stretch in layout.stretches:
            self.clock.check(self.sheet)
            yield from self._stretch(stretch, place)
        for program in behind:
            now = program.number + layout.track.shift
            yield from self._stretch(Stretch(program, now, (), place.values), place)

    def _stretch(self, stretch: Stretch, place: Place) -> Iterator[str]:
        try:
            if stretch.items is None:
                yield self._once(stretch, place)
            else:
                yield from self._repeated(stretch, stretch.items, place)
        except TemplateError:
            raise
        except Exception as error:
            if not self._diagnosed(stretch):
                raise
            if len(self.mistakes) > 200:
                raise TemplateError(self.mistakes) from error

    def _once(self, stretch: Stretch, place: Place) -> str:
        program, first = stretch.program, stretch.first
        if not program.active:
            self.known.hold_row(first, program.constants)
            return (program.form % ()).replace(ROW, str(first))
        told: Sequence[Any] = ()
        if program.expressions and not stretch.blank:
            told = program.teller(()).once(stretch.context)
        spot = place.within(stretch.path)
        if program.lists:
            spot = spot.of_own(Own(program.number, first))
        formulas = program.formulas_at(
            (place.geometry, first, stretch.path), lambda cell: formula_once(cell, spot, first)
        )
        return self._row(stretch, told, formulas)

    def _row(self, stretch: Stretch, told: Sequence[Any], formulas: Sequence[RowFormula | None]) -> str:
        """The XML of a row that stands once; `told` are the values of its expressions."""
        program, known, first = stretch.program, self.known, stretch.first
        rests: list[str] = []
        cells = [*program.constants]
        for (cell, filled), formula in zip(program.active, formulas, strict=True):
            rest, held = self._blank(cell, None if formula is None else UNKNOWN)
            if formula is None and filled is not None and not stretch.blank:
                rest, held = self._one(filled, told, program.number, first, cell)
            rests.append(rest)
            cells.append((cell.column, held))
        known.hold_row(first, cells)
        for index, formula in enumerate(formulas):
            if formula is not None:
                column = program.active[index][0].column
                (rests[index],), (held,) = formula.written(column, first, 1, known)
                known.hold_row(first, ((column, held),))
                if isinstance(held, Calculated):
                    self.formulas.append((first, column))
        form = program.form
        if program.grows is not None and not stretch.blank:
            (form,) = program.grows(form, [*zip(told, strict=True)])
        return (form % tuple(rests)).replace(ROW, str(first))

    @staticmethod
    def _blank(cell: Cell, held: Held) -> tuple[str, Held]:
        return f' s="{cell.style}"/>', held

    def _one(self, filled: Filled, told: Sequence[Any], former: int, row: int, cell: Cell) -> tuple[str, Held]:
        """What of a cell's XML follows its address, and what it then holds."""
        if filled.value is not None:
            value = told[filled.value]
            if type(value) in _PICTURES:
                self._hang(former, row, cell.column, value)
                value = None
            return self.cells.inner(value, cell.style)
        if filled.rich is not None:
            number = self.cells.strings.number_of(filled.rich.xml([*map(shown, told)]))
            return f' s="{cell.style}" t="s"><v>{number}</v></c>', UNKNOWN
        text = "".join(piece if isinstance(piece, str) else shown(told[piece]) for piece in filled.text)
        return self.cells.inner(text, cell.style)

    def _repeated(self, stretch: Stretch, items: Sequence[Any], place: Place) -> Iterator[str]:
        program = stretch.program
        spot = place.within(stretch.path)
        at = stretch.first
        key = place.geometry, at, stretch.path
        first = program.formulas_at((*key, "first"), lambda cell: formula_of_first(cell, spot, program.number, at))
        others = (
            first
            if len(items) == 1
            else program.formulas_at((*key, "others"), lambda cell: formula_of_others(cell, spot, program.number, at))
        )
        tell, check = program.teller(stretch.repeated).columns, partial(self.clock.check, self.sheet)
        # The first copy is written with the others where no formula of it reads otherwise.
        begin = 0 if first == others else 1
        if begin:
            yield self._rows(stretch, stretch.first, 1, tell(items, 0, 1, stretch.context, check), first)
        for start in range(begin, len(items), _BLOCK):
            check()
            end = min(start + _BLOCK, len(items))
            values = tell(items, start, end, stretch.context, check)
            yield self._rows(stretch, stretch.first + start, end - start, values, others)

    def _rows(
        self,
        stretch: Stretch,
        first: int,
        count: int,
        values: Sequence[Sequence[Any]],
        formulas: Sequence[RowFormula | None],
    ) -> str:
        """The XML of copies of one row, made column by column."""
        program, known = stretch.program, self.known
        for column, value in program.constants:
            known.hold(column, first, [value] * count)
        rests: list[Iterable[str]] = []
        waiting: list[tuple[int, int, RowFormula]] = []
        for (cell, filled), formula in zip(program.active, formulas, strict=True):
            made: Iterable[str] = ()
            held: Sequence[Held]
            if formula is not None:
                waiting.append((len(rests), cell.column, formula))
                held = [UNKNOWN] * count
            elif filled is None or stretch.blank:
                made, held = repeat(f' s="{cell.style}"/>', count), [None] * count
            else:
                made, held = self._filled(filled, values, program, first, cell)
            rests.append(made)
            known.hold(cell.column, first, held)
        untold: list[tuple[int, list[Held]]] = []
        for position, column, formula in waiting:
            rests[position], held = formula.written(column, first, count, known)
            known.hold(column, first, held)
            if Calculated in map(type, held):
                untold.append((column, held))
        if untold:
            self.formulas += [
                (first + index, column)
                for index in range(count)
                for column, held in untold
                if isinstance(held[index], Calculated)
            ]
        numbers = [*map(str, range(first, first + count))]
        for position, _, _ in waiting:
            rests[position] = [rest.replace(ROW, number) for rest, number in zip(rests[position], numbers, strict=True)]
        form = program.numbered
        rows = zip(*[numbers if slot is None else rests[slot] for slot in program.slots], strict=True)
        if program.grows is None or stretch.blank:
            return "".join([form % row for row in rows])
        return "".join([one % row for one, row in zip(program.grows(form, values), rows, strict=True)])

    def _filled(
        self, filled: Filled, values: Sequence[Sequence[Any]], program: RowProgram, first: int, cell: Cell
    ) -> tuple[list[str], list[Held]]:
        column, style = cell.column, cell.style
        if filled.value is not None:
            shown_values = values[filled.value]
            if not _PICTURES.isdisjoint(map(type, shown_values)):
                shown_values = [*shown_values]
                for index, value in enumerate(shown_values):
                    if type(value) in _PICTURES:
                        self._hang(program.number, first + index, column, value)
                        shown_values[index] = None
            return self.cells.column(shown_values, style)
        rows = zip(*values, strict=True)
        if filled.rich is not None:
            numbers = [self.cells.strings.number_of(filled.rich.xml([*map(shown, row)])) for row in rows]
            return [f' s="{style}" t="s"><v>{number}</v></c>' for number in numbers], [UNKNOWN] * len(numbers)
        texts = [
            "".join(piece if isinstance(piece, str) else shown(row[piece]) for piece in filled.text) for row in rows
        ]
        return self.cells.column(texts, style)

    def _hang(self, former: int, row: int, column: int, value: Any) -> None:
        """Note a picture; its cell stays blank."""
        found = picture(value) if isinstance(value, bytes) else value
        if found is not None:
            self.pictures.append((former, row, column, found))

    def _diagnosed(self, stretch: Stretch) -> bool:
        """Whether it is found, and noted, which cells of a stretch cannot be told."""
        program = stretch.program
        before = len(self.mistakes)
        told_already = any((one.cell, one.written) in program.written for one in self.mistakes)
        seen = {(one.cell, one.written) for one in self.mistakes}
        for index, item in enumerate(stretch.items if stretch.items is not None else [None]):
            context: Context = stretch.context
            if stretch.items is not None:
                context = {**bound(context, stretch.repeated, item), NUMBERED: index + 1, LOOP: {"index": index + 1}}
            for expression, (cell, written) in zip(program.expressions, program.written, strict=True):
                if (cell, written) in seen:
                    continue
                try:
                    value = expression.value(context)
                    if isinstance(value, bytes):
                        picture(value)
                except WrongError as wrong:
                    seen.add((cell, written))
                    self.mistakes.append(Mistake(self.sheet, cell, written, str(wrong), wrong.name))
            if len(self.mistakes) > before:
                return True
        return told_already
