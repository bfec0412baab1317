"""The rows of a filled sheet as XML: stretch by stretch, values told, formulas moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

from neiqin_xl.workbook.evaluate import UNKNOWN, Calculated
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Own, Place
from neiqin_xl.workbook.template.expressions import Context
from neiqin_xl.workbook.template.layout import Clock, Layout, Stretch, bound
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError
from neiqin_xl.workbook.template.pages import BLANK
from neiqin_xl.workbook.template.pictures import Picture, picture
from neiqin_xl.workbook.template.program import LOOP, NUMBERED, ROW, Filled, RowProgram
from neiqin_xl.workbook.template.rowformulas import RowFormula, formula_once, formulas_of_copies
from neiqin_xl.workbook.typed import Cells, shown

_BLOCK = 2_000
_CHECKED_EVERY = 64
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
        program = stretch.program
        if program.still:
            for _, column, _, cell, _ in program.plan:
                self.known.hold(column, stretch.first, (cell.value,))
            return program.still.replace(ROW, str(stretch.first))
        values: Sequence[Sequence[Any]] = ()
        if program.expressions and not stretch.blank:
            values = [(value,) for value in program.teller(()).tell(None, stretch.context)]
        spot = place.within(stretch.path)
        if program.lists:
            spot = spot.of_own(Own(program.number, stretch.first))
        formulas = [formula_once(cell, spot, stretch.first) for cell, _ in program.cells]
        return self._rows(stretch, stretch.first, 1, values, formulas)

    def _repeated(self, stretch: Stretch, items: Sequence[Any], place: Place) -> Iterator[str]:
        program = stretch.program
        spot = place.within(stretch.path)
        copies = [
            formulas_of_copies(cell, spot, program.number, stretch.first, len(items)) for cell, _ in program.cells
        ]
        first, others = [[pair[which] if pair else None for pair in copies] for which in (0, 1)]
        yield self._rows(stretch, stretch.first, 1, self._values(stretch, items, 0, 1), first)
        for begin in range(1, len(items), _BLOCK):
            self.clock.check(self.sheet)
            end = min(begin + _BLOCK, len(items))
            values = self._values(stretch, items, begin, end)
            yield self._rows(stretch, stretch.first + begin, end - begin, values, others)

    def _values(self, stretch: Stretch, items: Sequence[Any], begin: int, end: int) -> Sequence[Sequence[Any]]:
        """The values of a row's expressions for some of its items, by expression."""
        program, repeated = stretch.program, stretch.repeated
        teller = program.teller(repeated)
        tell = teller.tell
        if teller.by_item:
            return list(zip(*[tell(item, stretch.context) for item in items[begin:end]], strict=True))
        context = bound(stretch.context, repeated, None)
        inner = context
        for name in repeated[:-1]:
            inner = inner[name]
        rows: list[Sequence[Any]] = []
        for index in range(begin, end):
            if index % _CHECKED_EVERY == 0:
                self.clock.check(self.sheet)
            if items[index] is BLANK:
                rows.append([None] * len(program.expressions))
                continue
            inner[repeated[-1]] = items[index]
            context[NUMBERED] = index + 1
            context[LOOP] = {"index": index + 1, "first": index == 0, "last": index + 1 == len(items)}
            rows.append(tell(items[index], context))
        return list(zip(*rows, strict=True))

    def _rows(
        self,
        stretch: Stretch,
        first: int,
        count: int,
        values: Sequence[Sequence[Any]],
        formulas: Sequence[RowFormula | None],
    ) -> str:
        """The XML of copies of one row, made column by column."""
        program = stretch.program
        rests: list[Iterable[str]] = []
        waiting: list[tuple[int, int, RowFormula]] = []
        for (_, column, style, cell, filled), formula in zip(program.plan, formulas, strict=True):
            held: Sequence[Held]
            if formula is not None:
                waiting.append((len(rests), column, formula))
                rests.append(())
                held = [UNKNOWN] * count
            elif filled is None:
                rests.append(repeat(cell.rest, count))
                held = [cell.value] * count
            elif stretch.blank:
                rests.append(repeat(f' s="{style}"/>', count))
                held = [None] * count
            else:
                made, held = self._filled(filled, values, program, first, column, style)
                rests.append(made)
            self.known.hold(column, first, held)
        for position, column, formula in waiting:
            written, calculated = formula.written(first, count, self.known)
            rests[position] = written
            self.known.hold(column, first, calculated)
        self._note_formulas(first, count, [column for _, column, _ in waiting])
        return self._joined(program, first, count, rests)

    @staticmethod
    def _joined(program: RowProgram, first: int, count: int, rests: Sequence[Iterable[str]]) -> str:
        numbers = [str(row) for row in range(first, first + count)]
        pieces: list[Iterable[str]] = [repeat('<row r="', count), numbers, repeat(f'"{program.attributes}>', count)]
        for (head, *_), rest in zip(program.plan, rests, strict=True):
            pieces += [repeat(head, count), numbers, repeat('"', count), rest]
        pieces.append(repeat("</row>", count))
        return "".join(chain.from_iterable(zip(*pieces, strict=True)))

    def _note_formulas(self, first: int, count: int, columns: Sequence[int]) -> None:
        cell = self.known.cell
        self.formulas += [
            (row, column)
            for row in range(first, first + count)
            for column in columns
            if isinstance(cell(row, column), Calculated)
        ]

    def _filled(
        self, filled: Filled, values: Sequence[Sequence[Any]], program: RowProgram, first: int, column: int, style: int
    ) -> tuple[list[str], list[Held]]:
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
