"""The rows of a filled sheet as XML: values told, formulas moved, row by row or column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, repeat
from typing import Any

from neiqin_xl.workbook.evaluate import Calculated
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.names import LAST_ROW
from neiqin_xl.workbook.poured import Poured
from neiqin_xl.workbook.template.expressions import Context, bound
from neiqin_xl.workbook.template.layout import Clock, Copies, Layout, Once, too_long
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError
from neiqin_xl.workbook.template.moulds import Mould, hold
from neiqin_xl.workbook.template.pictures import Picture, picture
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.rowformulas import ROW, RowFormula, formula_of_first, formula_of_others
from neiqin_xl.workbook.template.rowgroup import RowGroup
from neiqin_xl.workbook.template.sheets import SheetTemplate
from neiqin_xl.workbook.template.telling import LOOP, NUMBERED
from neiqin_xl.workbook.template.wording import one_value
from neiqin_xl.workbook.typed import Cells

# So many copies are told, written and deflated before the next ones.
_BLOCK = 2_000
# Below that many copies a row's cells are written one by one: a column has a cost of its own.
_FEW = 8
_MOST_MISTAKES = 200
_PICTURES = frozenset({bytes, Picture})


@dataclass
class Writer:
    """Writes the rows of one sheet `into` its part.

    `pictures` are those that values brought, with the template row, the row and the column; `formulas` the rows and
    columns of the cells that hold formulas, in order.
    """

    sheet: str
    into: Poured
    cells: Cells
    known: Known
    clock: Clock
    mistakes: list[Mistake] = field(default_factory=list)
    pictures: list[tuple[int, int, int, Picture]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    _alone: dict[RowProgram, RowGroup] = field(default_factory=dict)

    def write(self, layout: Layout, sheet: SheetTemplate, place: Place) -> None:
        """Write all rows in order: those of the layout, and those of the sheet that follow what it knows."""
        parts = layout.parts
        if sheet.behind:
            parts = [*parts, *self._behind(sheet, layout.track.shift, place)]
        self.clock.check(self.sheet)
        mould = sheet.moulds.of(parts, place.geometry)
        if mould is not None and self._cast(mould, parts):
            return
        for part in parts:
            self.clock.check(self.sheet)
            if isinstance(part, Once):
                self._once(part, place)
            else:
                self._copies(part, place)

    def _behind(self, sheet: SheetTemplate, shift: int, place: Place) -> list[Once]:
        """The rows that follow all loops, so much further down; blank ones without room on the sheet are left out."""
        rows, group = sheet.behind, sheet.rest
        if rows[-1].number + shift > LAST_ROW:
            rows = [program for program in rows if program.number + shift <= LAST_ROW]
            if not all(program.is_blank for program in sheet.behind[len(rows) :]):
                raise too_long(self.sheet, LAST_ROW)
            group = RowGroup(rows, sheet.behind[0].number)
        return [Once(group, rows[0].number + shift, (), place.values)] if rows else []

    def _cast(self, mould: Mould, parts: Sequence[Once | Copies]) -> bool:
        """Whether all rows could be written at once: they bring no pictures, and no mistakes that are to be told."""
        try:
            contents = mould.told(parts, partial(self.clock.check, self.sheet))
            if not _PICTURES.isdisjoint(map(type, contents)):
                return False
            rests, held = self.cells.cells(contents, mould.styles)
            rows = mould.rows(rests, contents)
        except Exception:  # noqa: BLE001  # told where the rows are written one by one
            return False
        self.known.hold_later(lambda known: hold(known, parts, held))
        self.into.add_rows(rows)
        return True

    def _once(self, once: Once, place: Place) -> None:
        try:
            self._group(once, place)
        except TemplateError:
            raise
        except Exception as error:
            group = once.group
            if len(group.programs) == 1:
                self._explain(error, group.programs[0], once.context)
                return
            for program, row in zip(group.programs, group.rows(once.first), strict=True):
                alone = self._alone.get(program) or self._alone.setdefault(program, RowGroup([program], program.number))
                self._once(Once(alone, row, once.path, once.context), place)
            if not self.mistakes:
                raise

    def _group(self, once: Once, place: Place) -> None:
        """Write rows that stand once each."""
        known, group = self.known, once.group
        placed = group.placed(once.first, once.path, place)
        rows = placed.rows
        if not group.active:
            known.hold_later(lambda known: group.hold(known, rows, ()))
            self.into.add_rows(placed.form % ())
            return
        contents = group.contents(group.values(once.context))
        heights = group.heights(contents)
        if not _PICTURES.isdisjoint(map(type, contents)):
            for index, (at, cell) in enumerate(group.cells):
                contents[index] = self._hung(contents[index], group.programs[at].number, rows[at], cell.column)
        rests, held = self.cells.cells(contents, group.styles)
        known.hold_later(lambda known: group.hold(known, rows, held))
        calculated: list[str] = []
        for row, column, formula in placed.formulas:
            (rest,), (value,) = formula.written(column, row, 1, known)
            known.hold_row(row, ((column, value),))
            calculated.append(rest.replace(ROW, str(row)))
            if isinstance(value, Calculated):
                self.formulas.append((row, column))
        self.into.add_rows(placed.form % group.arranged(rests, heights, calculated))

    def _copies(self, copies: Copies, place: Place) -> None:
        try:
            self._repeated(copies, place)
        except TemplateError:
            raise
        except Exception as error:  # noqa: BLE001  # told as mistakes, or raised again
            self._explain(error, copies.program, copies.context, copies)

    def _repeated(self, copies: Copies, place: Place) -> None:
        """Write the copies of one row."""
        program, items, at = copies.program, copies.items, copies.first
        first: Sequence[RowFormula | None] = ()
        others: Sequence[RowFormula | None] = ()
        if program.calculated:
            spot = place.within(copies.path)
            key = place.geometry, at, copies.path
            first = program.formulas_at((*key, "first"), lambda cell: formula_of_first(cell, spot, program.number, at))
            others = first
            if len(items) > 1:
                others = program.formulas_at(
                    (*key, "others"), lambda cell: formula_of_others(cell, spot, program.number, at)
                )
        tell, check = program.teller(copies.repeated).columns, partial(self.clock.check, self.sheet)
        # The first copy is written with the others where no formula of it reads otherwise.
        begin = 0 if first == others else 1
        if begin:
            self._rows(program, at, 1, tell(items, 0, 1, copies.context, check), first)
        for start in range(begin, len(items), _BLOCK):
            check()
            end = min(start + _BLOCK, len(items))
            values = tell(items, start, end, copies.context, check)
            self._rows(program, at + start, end - start, values, others)

    def _rows(
        self,
        program: RowProgram,
        first: int,
        count: int,
        values: Sequence[Sequence[Any]],
        formulas: Sequence[RowFormula | None],
    ) -> None:
        """Write copies of one row, column by column."""
        contents = [
            values[filled.value] if filled.value is not None else [*map(filled.told, zip(*values, strict=True))]
            for _, filled in program.filled
        ]
        heights = None if program.grows is None else program.grows.attributes(contents)
        rests, held = self._columns(program, first, count, contents)
        self.known.hold_later(lambda known: program.hold(known, first, count, held))
        if program.calculated:
            rests = self._with_formulas(program, first, count, rests, formulas)
        if heights is not None:
            rests = [heights, *rests]
        rows = zip(*rests, strict=True) if rests else repeat((), count)
        form_at = program.form_at
        self.into.add("".join([form_at(number) % row for number, row in enumerate(rows, first)]))

    def _columns(
        self, program: RowProgram, first: int, count: int, contents: Sequence[Sequence[Any]]
    ) -> tuple[list[list[str]], list[Sequence[Held]]]:
        """What of the XML of the filled cells follows their addresses, column by column, and what these hold."""
        if not _PICTURES.isdisjoint(map(type, chain(*contents))):
            contents = [
                [self._hung(value, program.number, row, cell.column) for row, value in enumerate(column, first)]
                for (cell, _), column in zip(program.filled, contents, strict=True)
            ]
        if count >= _FEW:
            both = [self.cells.column(one, cell.style) for one, (cell, _) in zip(contents, program.filled, strict=True)]
            return [rests for rests, _ in both], [held for _, held in both]
        styles = [cell.style for cell, _ in program.filled for _ in range(count)]
        rests, held = self.cells.cells([*chain(*contents)], styles)
        parts = [slice(begin, begin + count) for begin in range(0, len(rests), count)]
        return [rests[part] for part in parts], [held[part] for part in parts]

    def _with_formulas(
        self,
        program: RowProgram,
        first: int,
        count: int,
        rests: list[list[str]],
        formulas: Sequence[RowFormula | None],
    ) -> list[list[str]]:
        """The columns with those of the formulas among them, which are calculated as far as they can be by now."""
        numbers = [*map(str, range(first, first + count))]
        untold: list[tuple[int, list[Held]]] = []
        for index, column in program.calculated:
            formula = formulas[index]
            if formula is None:
                raise AssertionError("a cell that is not filled has a formula")
            made, held = formula.written(column, first, count, self.known)
            self.known.hold(column, first, held)
            rests.insert(index, [rest.replace(ROW, number) for rest, number in zip(made, numbers, strict=True)])
            if Calculated in map(type, held):
                untold.append((column, held))
        if untold:
            self.formulas += [
                (first + index, column)
                for index in range(count)
                for column, held in untold
                if isinstance(held[index], Calculated)
            ]
        return rests

    def _hung(self, value: Any, former: int, row: int, column: int) -> Any:
        """What is left of a value in its cell: a picture is noted, and its cell stays blank."""
        if type(value) not in _PICTURES:
            return value
        found = picture(value) if isinstance(value, bytes) else value
        if found is not None:
            self.pictures.append((former, row, column, found))
        return None

    def _explain(self, error: Exception, program: RowProgram, context: Context, copies: Copies | None = None) -> None:
        """Note which cells of a row cannot be told; raise the error again where none is found."""
        if not self._diagnosed(program, context, copies):
            raise error
        if len(self.mistakes) > _MOST_MISTAKES:
            raise TemplateError(self.mistakes) from error

    def _diagnosed(self, program: RowProgram, context: Context, copies: Copies | None) -> bool:
        """Whether it is found, and noted, which cells of a row cannot be told."""
        before = len(self.mistakes)
        told_already = any((one.cell, one.written) in program.written for one in self.mistakes)
        seen = {(one.cell, one.written) for one in self.mistakes}
        for index, item in enumerate([None] if copies is None else copies.items):
            inside = context
            if copies is not None:
                place = {NUMBERED: index + 1, LOOP: {"index": index + 1}}
                inside = {**bound(context, copies.repeated, item), **place}
            for expression, (cell, written) in zip(program.expressions, program.written, strict=True):
                if (cell, written) in seen:
                    continue
                try:
                    value = one_value(expression, inside)
                    if isinstance(value, bytes):
                        picture(value)
                except WrongError as wrong:
                    seen.add((cell, written))
                    said = f"{wrong}（列表的第 {index + 1} 项）" if index else str(wrong)
                    self.mistakes.append(Mistake(self.sheet, cell, written, said, wrong.name))
            if len(self.mistakes) > before:
                return True
        return told_already
