"""One template row, compiled: what each of its cells becomes, and how the values of all are told at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.names import column_letters
from neiqin_xl.workbook.template.expressions import Expression
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.richly import RichText
from neiqin_xl.workbook.template.rowformulas import ROW, RowFormula, own_row_formula
from neiqin_xl.workbook.template.telling import Teller

_MOST_PLACED = 64


@dataclass(frozen=True, slots=True)
class Filled:
    """What a cell with placeholders becomes: one value by its index, or text with values in it, maybe formatted."""

    value: int | None = None
    text: tuple[str | int, ...] = ()
    rich: RichText | None = None


@dataclass
class RowProgram:
    """A compiled row. `lists` are the names that make it repeat where they stand for a list, the likeliest first.

    `grows` gives, for the values of its expressions in each of some rows, its `form` as high as these need; None where
    it never grows.
    """

    number: int
    attributes: str
    cells: list[tuple[Cell, Filled | None]]
    expressions: list[Expression] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    lists: tuple[Names, ...] = ()
    grows: Callable[[str, Sequence[Sequence[Any]]], list[str]] | None = None
    _placed: dict[tuple[Any, ...], list[RowFormula | None]] = field(default_factory=dict)
    _tellers: dict[Names, Teller] = field(default_factory=dict)

    @cached_property
    def active(self) -> list[tuple[Cell, Filled | None]]:
        """The cells whose XML is not the same in every copy."""
        return [(cell, filled) for cell, filled in self.cells if filled is not None or cell.formula is not None]

    @cached_property
    def constants(self) -> list[tuple[int, Held]]:
        """The columns of all other cells, and what these hold."""
        return [(cell.column, cell.value) for cell, filled in self.cells if filled is None and cell.formula is None]

    @cached_property
    def form(self) -> str:
        """The XML of the row, with a mark for its number and a %s for what follows each active cell's address."""
        cells = [
            f'<c r="{column_letters(cell.column - 1)}{ROW}"'
            + ("%s" if filled is not None or cell.formula is not None else _plain(cell.rest))
            for cell, filled in self.cells
        ]
        return f'<row r="{ROW}"{_plain(self.attributes)}>{"".join(cells)}</row>'

    @cached_property
    def numbered(self) -> str:
        """The same with a %s for each number of the row too."""
        return self.form.replace(ROW, "%s")

    @cached_property
    def slots(self) -> list[int | None]:
        """What stands for each %s of `numbered`: an active cell by its index, None for the number of the row."""
        indexes = iter(range(len(self.active)))
        found: list[int | None] = [None]
        for cell, filled in self.cells:
            found.append(None)
            if filled is not None or cell.formula is not None:
                found.append(next(indexes))
        return found

    @cached_property
    def formulas(self) -> list[RowFormula | None]:
        """Of each active cell its formula, where that is the same in every copy."""
        return [own_row_formula(cell, self.number) for cell, _ in self.active]

    def formulas_at(self, key: tuple[Any, ...], made: Callable[[Cell], RowFormula | None]) -> list[RowFormula | None]:
        """Of each active cell its formula, as `made` gives it where it differs from place to place.

        What was made before is given again where the key, which begins with the geometry of the place, is the same.
        """
        found = self._placed.get(key)
        if found is None:
            pairs = zip(self.active, self.formulas, strict=True)
            found = [own or made(cell) for (cell, _), own in pairs]
            if key[0] is not None:
                if len(self._placed) >= _MOST_PLACED:
                    self._placed.clear()
                self._placed[key] = found
        return found

    def teller(self, repeated: Names) -> Teller:
        """How the row's values are told where it repeats for the list of that name; () where it stands once."""
        found = self._tellers.get(repeated)
        if found is None:
            found = self._tellers[repeated] = Teller(self.expressions, repeated)
        return found


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def candidates(expressions: Sequence[Expression]) -> tuple[Names, ...]:
    """The names that may stand for lists whose fields the expressions use, longest first."""
    found = dict.fromkeys(
        path[:depth] for one in expressions for path in (*one.paths, *one.optional) for depth in range(1, len(path))
    )
    return tuple(sorted(found, key=len, reverse=True))
