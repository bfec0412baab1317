"""Formulas of rows that repeat: moved once for all copies, with marks where each writes its own row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from neiqin_xl.workbook.calculation.program import Program
from neiqin_xl.workbook.calculation.values import Value
from neiqin_xl.workbook.evaluate import Calculated, kept
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.formulas import Edge, Reference, read_formula
from neiqin_xl.workbook.markup import raw
from neiqin_xl.workbook.moves.grid import TYPE, VALUE, Cell, CellFormula, formula_rest
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Own, Place
from neiqin_xl.workbook.template.inrow import InRow, program_in_row

# Stand in formulas for the number of the row and that of the row above.
_HERE, _ABOVE = "\U0010fffa", "\U0010fffb"
# A formula whose value nobody tells here.
_NOT_TOLD = "NA(0,0)"


class _Marked(int):
    """A row number that is written as a mark, to be replaced row by row."""

    mark = _HERE

    def __format__(self, _: str) -> str:
        return self.mark


class _MarkedAbove(_Marked):
    mark = _ABOVE


@dataclass(frozen=True, slots=True)
class RowFormula:
    """A formula for the copies of one row: its XML with marks in it, and what is calculated for row number `base`.

    `program` calculates it at once, where it reads nothing but its row.
    """

    text: str
    calculation: str
    base: int
    program: Program | None = None

    def written(self, first: int, count: int, known: Known) -> tuple[list[str], list[Held]]:
        """What of the cells' XML follows their addresses, from row `first` on, and what they hold.

        Where the value can be told from what the row holds already it stands in the XML; else there are marks for it,
        and the cell holds what is to be calculated.
        """
        rests: list[str] = []
        held: list[Held] = []
        row = None if self.program is None else InRow(known)
        before, after = self._around_value
        for now in range(first, first + count):
            value = None if self.program is None or row is None else row.calculated(self.program, now, now - self.base)
            here = str(now)
            if isinstance(value, Decimal):
                rests.append(f"{_at(before, here, now)}<v>{kept(value)[1]}</v>{after}")
                held.append(value)
                continue
            rest = _at(self.text.split(_HERE), here, now)
            held.append(Calculated(self.calculation, now - self.base) if value is None else value)
            rests.append(rest if value is None else _with_value(rest, value))
        return rests, held

    @property
    def _around_value(self) -> tuple[list[str], str]:
        """The XML before a number that is its value, in pieces between the row's number, and that behind it."""
        before, _, after = self.text.partition(VALUE)
        return before.replace(TYPE, "").split(_HERE), after


def formula_once(cell: Cell, place: Place, row: int) -> RowFormula | None:
    """The formula of a cell in a row that stands once there; None for a cell without one."""
    return None if cell.formula is None else _formula(cell, cell.formula, place, row, steady=False)


def formulas_of_copies(cell: Cell, place: Place, row: int, first: int, count: int) -> Sequence[RowFormula]:
    """The formula of a cell in the first of `count` copies of a row, which stands at `first`, and that in all others.

    Nothing for a cell without one.
    """
    if cell.formula is None:
        return ()
    alone = _formula(cell, cell.formula, place.of_own(Own(row, _Marked(first))), first, steady=False)
    if count == 1:
        return alone, alone
    below = place.of_own(Own(row, _Marked(first + 1), _MarkedAbove(first)))
    return alone, _formula(cell, cell.formula, below, first + 1, steady=True)


def _formula(cell: Cell, formula: CellFormula, place: Place, base: int, *, steady: bool) -> RowFormula:
    """A formula as it is calculated in the row `base`; `steady` where it is copied down from there."""
    marked = place.moved(formula.formula)
    text = formula_rest(cell, formula, place, marked)
    if formula.array is not None:
        return RowFormula(text, _NOT_TOLD, base)
    moved = marked.replace(_HERE, str(base)).replace(_ABOVE, str(base - 1))
    if steady:
        # What is copied down must point at the same cells wherever it does not mean its own row.
        shift = place.shift()
        pieces = read_formula(moved).pieces
        name = shift.name if shift else ""
        moved = "".join(piece if isinstance(piece, str) else str(_steady(piece, name, base)) for piece in pieces)
    return RowFormula(text, moved, base, program_in_row(moved, base))


def _steady(reference: Reference, sheet: str, base: int) -> Reference:
    own = reference.sheet is None or reference.sheet.casefold() == sheet.casefold()

    def edge(held: Edge | None) -> Edge | None:
        if held is None or (own and not held.fixed and base - 1 <= held.at <= base):
            return held
        return Edge(held.at, fixed=True)

    return replace(reference, first_row=edge(reference.first_row), last_row=edge(reference.last_row))


def _at(pieces: list[str], here: str, now: int) -> str:
    text = here.join(pieces)
    return text.replace(_ABOVE, str(now - 1)) if _ABOVE in text else text


def _with_value(rest: str, value: Value) -> str:
    kind, shown = kept(value)
    typed = f' t="{kind}"'
    return rest.replace(TYPE, typed, 1).replace(VALUE, f"<v>{raw(shown)}</v>", 1)
