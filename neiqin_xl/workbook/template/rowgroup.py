"""Rows of a template that stand once each and are told by the same values: made ready together, written at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

from neiqin_xl.workbook.evaluate import UNKNOWN
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Own, Place
from neiqin_xl.workbook.moves.track import Path
from neiqin_xl.workbook.template.expressions import Context
from neiqin_xl.workbook.template.fields import Fields
from neiqin_xl.workbook.template.program import Filled, RowProgram
from neiqin_xl.workbook.template.rowformulas import RowFormula, formula_once

# Groups remember where they stood, so many times, and so much XML.
_MOST_PLACED, _LONGEST_PLACED = 64, 500_000


class Placed(NamedTuple):
    """A group of rows where it stands: its XML with holes, and its formulas with their rows and columns."""

    rows: list[int]
    form: str
    formulas: list[tuple[int, int, RowFormula]]


class RowGroup:
    """Rows that stand once, the template's from number `begin` on; `active` is whether anything in them changes.

    `cells` are those that are filled, in order, each with its row counted from 0, and `styles` are theirs. Values are
    told for all rows at once: first the `values` of all expressions, then the `contents` of the cells for them.
    """

    def __init__(self, programs: Sequence[RowProgram], begin: int) -> None:
        self.programs = programs
        self.active = any(program.active for program in programs)
        self._begin = begin
        self.cells = [
            (index, cell)
            for index, program in enumerate(programs)
            for cell, filled in program.active
            if filled is not None
        ]
        self.styles = [cell.style for _, cell in self.cells]
        starts = [0, *accumulate(len(program.expressions) for program in programs)]
        self._contents = [
            filled.at(range(start, start + len(program.expressions))) if filled.value is None else start + filled.value
            for program, start in zip(programs, starts, strict=False)
            for _, filled in program.active
            if filled is not None
        ]
        begins = [0, *accumulate(len(program.filled) for program in programs)]
        self._growing = [
            (program.grows, slice(begin, begin + len(program.filled)))
            for program, begin in zip(programs, begins, strict=False)
            if program.grows is not None
        ]
        everything = [one for program in programs for one in program.expressions]
        self._piped = [one.piped is not None for one in everything]
        self._fields = Fields([one.piped for one in everything if one.piped is not None])
        self._calculating = [program for program in programs if any(one.piped is None for one in program.expressions)]
        self._holes = self._ordered()
        self._placed: dict[Hashable, Placed] = {}
        self._kept = 0

    def values(self, context: Context) -> list[Any]:
        """The values of all expressions. An exception where one cannot be told."""
        told = self._fields.values(context)
        if not self._calculating:
            return told
        found = iter(told)
        others = chain.from_iterable([program.teller(()).calculated(context) for program in self._calculating])
        return [next(found if piped else others) for piped in self._piped]

    def contents(self, values: Sequence[Any]) -> list[Any]:
        """What stands in the filled cells for these values."""
        return [one.told(values) if isinstance(one, Filled) else values[one] for one in self._contents]

    def heights(self, contents: Sequence[Any]) -> list[str]:
        """The XML attributes with the heights of the rows that grow, for what stands in the filled cells."""
        return [grows.attributes([(one,) for one in contents[part]])[0] for grows, part in self._growing]

    def arranged(self, filled: list[str], heights: list[str], formulas: list[str]) -> tuple[str, ...]:
        """What fills the holes of the XML: these texts, in the order in which the rows have them."""
        if self._holes is None:
            return tuple(filled)
        every = [*filled, *heights, *formulas]
        return tuple([every[index] for index in self._holes])

    def hold(self, known: Known, rows: Sequence[int], held: Sequence[Held]) -> None:
        """Note what the cells hold, the filled ones these; formulas are to follow."""
        others = iter(held)
        for program, row in zip(self.programs, rows, strict=True):
            active = ((cell.column, UNKNOWN if filled is None else next(others)) for cell, filled in program.active)
            known.hold_row(row, [*program.constants, *active])

    def rows(self, first: int) -> list[int]:
        """Where the rows stand if the template's row `begin` does at `first`."""
        return [first + program.number - self._begin for program in self.programs]

    def placed(self, first: int, path: Path, place: Place) -> Placed:
        """The group as it stands from that row on, within these loops; remembered where the place has a geometry.

        Where the rows of two fillings stand alike, the same loops lead to a row.
        """
        key = place.geometry, first
        found = self._placed.get(key)
        if found is None:
            found = self._made(first, place.within(path))
            if place.geometry is not None:
                self._remember(key, found)
        return found

    def _remember(self, key: Hashable, placed: Placed) -> None:
        self._kept += len(placed.form)
        if len(self._placed) >= _MOST_PLACED or self._kept > _LONGEST_PLACED:
            self._placed.clear()
            self._kept = len(placed.form)
        self._placed[key] = placed

    def _made(self, first: int, place: Place) -> Placed:
        rows = self.rows(first)
        forms: list[str] = []
        formulas: list[tuple[int, int, RowFormula]] = []
        for program, row in zip(self.programs, rows, strict=True):
            forms.append(program.form_at(row))
            if program.calculated:
                own = place.of_own(Own(program.number, row)) if program.lists else place
                for (cell, _), steady in zip(program.active, program.formulas, strict=True):
                    formula = steady or formula_once(cell, own, row)
                    if formula is not None:
                        formulas.append((row, cell.column, formula))
        return Placed(rows, "".join(forms), formulas)

    def _ordered(self) -> list[int] | None:
        """For each hole the index of its text among all texts; None where they stand in their order."""
        filled, growing = 0, len(self.cells)
        formulas = growing + len(self._growing)
        if not self._growing and not any(program.calculated for program in self.programs):
            return None
        order: list[int] = []
        for program in self.programs:
            if program.grows is not None:
                order.append(growing)
                growing += 1
            for _, content in program.active:
                if content is None:
                    order.append(formulas)
                    formulas += 1
                else:
                    order.append(filled)
                    filled += 1
        return order
