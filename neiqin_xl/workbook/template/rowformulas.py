"""Formulas of rows that repeat: moved once for all copies, with marks where each writes its own row."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.workbook.calculation.program import Program, program_of
from neiqin_xl.workbook.calculation.values import Value
from neiqin_xl.workbook.evaluate import UNKNOWN, Calculated, kept, kept_numbers
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.formulas import Edge, Reference, read_formula
from neiqin_xl.workbook.markup import raw
from neiqin_xl.workbook.moves.grid import TYPE, VALUE, Cell, CellFormula, formula_rest
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Own, Place
from neiqin_xl.workbook.template.sofar import SoFar, reads_own_row, reads_so_far

# Stand in XML for the number of the row, which whoever joins the row's cells puts there, and for that of the row above.
ROW, _ABOVE = "\U0010fffa", "\U0010fffb"


class _Marked(int):
    """A row number that is written as a mark, to be replaced row by row."""

    mark = ROW

    def __format__(self, _: str) -> str:
        return self.mark


class _MarkedAbove(_Marked):
    mark = _ABOVE


class RowFormula(NamedTuple):
    """A formula for the copies of one row: its XML with marks in it, and what is calculated for row number `base`.

    `program` is what calculates it, None where nobody can. It is run `early`, when its row is written, where it reads
    nothing but what stands by then; and for all rows `at_once`, where it reads nothing but its row.
    """

    text: str
    calculation: str
    base: int
    program: Program | None = None
    early: bool = False
    at_once: bool = False

    def written(self, column: int, first: int, count: int, known: Known) -> tuple[list[str], list[Held]]:
        """What of the cells' XML follows their addresses, from row `first` on, and what they hold.

        Where the value can be told by now it stands in the XML; else there are marks for it, and the cell holds what is
        to be calculated. Rows are written with their marks.
        """
        if self.program is None:
            rest = self.text.replace(TYPE, "").replace(VALUE, "")
            return [_above(rest, now) for now in range(first, first + count)], [UNKNOWN] * count
        if self.early:
            cells = SoFar(known, first, count, first - self.base)
            numbers = cells.calculated_at_once(self.program) if self.at_once else None
            if numbers is not None:
                before, _, after = self.text.replace(TYPE, "").partition(VALUE)
                return [f"{before}<v>{number}</v>{after}" for number in kept_numbers(numbers)], [*numbers]
            return self._one_by_one(self.program, cells, column, first, known)
        waiting = range(first, first + count)
        return [_above(self.text, now) for now in waiting], [self._waiting(now) for now in waiting]

    def _one_by_one(
        self, program: Program, cells: SoFar, column: int, first: int, known: Known
    ) -> tuple[list[str], list[Held]]:
        rests: list[str] = []
        held: list[Held] = []
        for now in range(first, first + cells.count):
            value = cells.calculated(program, now)
            rest = _above(self.text, now)
            rests.append(rest if value is None else _with_value(rest, value))
            held.append(self._waiting(now) if value is None else value)
            known.hold_row(now, ((column, held[-1]),))
        return rests, held

    def _waiting(self, now: int) -> Calculated:
        return Calculated(self.calculation, now - self.base)


def own_row_formula(cell: Cell, row: int) -> RowFormula | None:
    """The formula of a cell that reads nothing but cells of its own row: it is the same for all copies of the row.

    None for any other cell.
    """
    if cell.formula is None or cell.formula.array is not None:
        return None
    formula = cell.formula.formula
    if not formula.references or not all(_is_own(one, row) for one in formula.references):
        return None
    here = Edge(_Marked(row))
    marked = formula.moved(lambda reference: reference._replace(first_row=here, last_row=here))
    return _ready(formula_rest(cell, cell.formula, Place({}), marked), str(formula), row)


def formula_once(cell: Cell, place: Place, row: int) -> RowFormula | None:
    """The formula of a cell in a row that stands once there; None for a cell without one."""
    return None if cell.formula is None else _formula(cell, cell.formula, place, row, steady=False)


def formula_of_first(cell: Cell, place: Place, row: int, first: int) -> RowFormula | None:
    """The formula of a cell in the first copy of a row, which stands at `first`; None for a cell without one."""
    if cell.formula is None:
        return None
    return _formula(cell, cell.formula, place.of_own(Own(row, _Marked(first))), first, steady=False)


def formula_of_others(cell: Cell, place: Place, row: int, first: int) -> RowFormula | None:
    """The formula of a cell in all other copies of a row whose first stands at `first`; None for one without."""
    if cell.formula is None:
        return None
    below = place.of_own(Own(row, _Marked(first + 1), _MarkedAbove(first)))
    return _formula(cell, cell.formula, below, first + 1, steady=True)


def _formula(cell: Cell, formula: CellFormula, place: Place, base: int, *, steady: bool) -> RowFormula:
    """A formula as it is calculated in the row `base`; `steady` where it is copied down from there."""
    marked = place.moved(formula.formula)
    text = formula_rest(cell, formula, place, marked)
    if formula.array is not None:
        return RowFormula(text, "", base)
    moved = marked.replace(ROW, str(base)).replace(_ABOVE, str(base - 1))
    if steady:
        # What is copied down must point at the same cells wherever it does not mean its own row.
        shift = place.shift()
        pieces = read_formula(moved).pieces
        name = shift.name if shift else ""
        moved = "".join(piece if isinstance(piece, str) else str(_steady(piece, name, base)) for piece in pieces)
    return _ready(text, moved, base)


def _ready(text: str, calculation: str, base: int) -> RowFormula:
    program = program_of(calculation)
    if program is None:
        return RowFormula(text, calculation, base)
    early = reads_so_far(program, base)
    return RowFormula(text, calculation, base, program, early, early and reads_own_row(program, base))


def _is_own(reference: Reference, row: int) -> bool:
    """Whether it means its row however often that stands; a $ in a range means all copies."""
    edges = (reference.first_row, reference.last_row)
    return reference.sheet is None and all(one is not None and one.at == row and not one.fixed for one in edges)


def _steady(reference: Reference, sheet: str, base: int) -> Reference:
    own = reference.sheet is None or reference.sheet.casefold() == sheet.casefold()

    def edge(held: Edge | None) -> Edge | None:
        if held is None or (own and not held.fixed and base - 1 <= held.at <= base):
            return held
        return Edge(held.at, fixed=True)

    return reference._replace(first_row=edge(reference.first_row), last_row=edge(reference.last_row))


def _above(rest: str, now: int) -> str:
    return rest.replace(_ABOVE, str(now - 1)) if _ABOVE in rest else rest


def _with_value(rest: str, value: Value) -> str:
    kind, shown = kept(value)
    typed = "" if kind == "n" else f' t="{kind}"'
    # The marks are characters that text may have, if hardly any does.
    text = raw(shown).replace(ROW, "&#x10FFFA;")
    return rest.replace(TYPE, typed, 1).replace(VALUE, f"<v>{text}</v>", 1)
