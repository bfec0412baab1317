"""One template row, compiled: what each of its cells becomes, and how the values of all are told at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.evaluate import UNKNOWN
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.names import column_letters
from neiqin_xl.workbook.template.expressions import Expression
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.richly import RichText, rich_at
from neiqin_xl.workbook.template.rowformulas import ROW, RowFormula, own_row_formula
from neiqin_xl.workbook.template.telling import Teller
from neiqin_xl.workbook.text import fitting
from neiqin_xl.workbook.typed import Formatted, shown

if TYPE_CHECKING:
    from neiqin_xl.workbook.template.heights import Fitting

_MOST_PLACED, _MOST_FORMS = 64, 256


def as_form(text: str) -> str:
    """Text as the form that gives it."""
    return text.replace("%", "%%")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a cell with placeholders becomes: one value by its index, or text with values in it, maybe formatted.

    The text's `form` has a %s for each of its values, which have these `indexes`.
    """

    value: int | None = None
    form: str = ""
    indexes: tuple[int, ...] = ()
    rich: RichText | None = None

    def at(self, places: Sequence[int]) -> Filled:
        """The same where its row's values, by their index, stand at these places among others."""
        value = None if self.value is None else places[self.value]
        return Filled(value, self.form, tuple(places[index] for index in self.indexes), rich_at(self.rich, places))

    def told(self, values: Sequence[Any]) -> Any:
        """What stands in the cell for these values."""
        if self.value is not None:
            return values[self.value]
        told = [one if (one := values[index]).__class__ is str else shown(one) for index in self.indexes]
        text = fitting(self.form % tuple(told))
        return text if self.rich is None else Formatted(self.rich.xml(values), text)


@dataclass(eq=False)
class RowProgram:
    """A compiled row. `lists` are the names that make it repeat where they stand for a list, the likeliest first.

    `grows` tells how high it is for its values; None where it never grows.
    """

    number: int
    attributes: str
    cells: list[tuple[Cell, Filled | None]]
    expressions: list[Expression] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    lists: tuple[Names, ...] = ()
    grows: Fitting | None = None
    _placed: dict[tuple[Any, ...], list[RowFormula | None]] = field(default_factory=dict)
    _tellers: dict[Names, Teller] = field(default_factory=dict)
    _forms: dict[int, str] = field(default_factory=dict)

    @cached_property
    def active(self) -> list[tuple[Cell, Filled | None]]:
        """The cells whose XML is not the same in every copy."""
        return [(cell, filled) for cell, filled in self.cells if filled is not None or cell.formula is not None]

    @cached_property
    def constants(self) -> list[tuple[int, Held]]:
        """The columns of all other cells, and what these hold."""
        return [(cell.column, cell.value) for cell, filled in self.cells if filled is None and cell.formula is None]

    @cached_property
    def is_blank(self) -> bool:
        """Whether it says nothing, whatever its looks."""
        return not self.active and all(value is None for _, value in self.constants)

    @cached_property
    def form(self) -> str:
        """The XML of the row, with a mark for its number and holes.

        The holes, each a %s, are for its height where it grows, and for what follows each active cell's address.
        """
        attributes = as_form(self.attributes)
        if self.grows is not None:
            attributes = attributes.replace(self.grows.written, "%s", 1)
        cells = [
            f'<c r="{column_letters(cell.column - 1)}{ROW}"'
            + ("%s" if filled is not None or cell.formula is not None else as_form(cell.rest))
            for cell, filled in self.cells
        ]
        return f'<row r="{ROW}"{attributes}>{"".join(cells)}</row>'

    def form_at(self, row: int) -> str:
        """The same for one row, whose number is in it."""
        found = self._forms.get(row)
        if found is None:
            found = self.form.replace(ROW, str(row))
            if len(self._forms) < _MOST_FORMS:
                self._forms[row] = found
        return found

    @cached_property
    def filled(self) -> list[tuple[Cell, Filled]]:
        """The cells with placeholders."""
        return [(cell, filled) for cell, filled in self.cells if filled is not None]

    @cached_property
    def calculated(self) -> list[tuple[int, int]]:
        """Of the cells with formulas the index among the active ones, and the column."""
        return [(index, cell.column) for index, (cell, filled) in enumerate(self.active) if filled is None]

    @cached_property
    def blank(self) -> RowProgram:
        """The row without any values."""
        cells: list[tuple[Cell, Filled | None]] = [
            (cell if filled is None else replace(cell, rest=f' s="{cell.style}"/>', value=None), None)
            for cell, filled in self.cells
        ]
        return RowProgram(self.number, self.attributes, cells, lists=self.lists)

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

    def hold(self, known: Known, first: int, count: int, held: Sequence[Sequence[Held]]) -> None:
        """Note what copies of the row hold, so many from row `first` on: what is `held` in the columns with values."""
        for column, value in self.constants:
            known.hold(column, first, [value] * count)
        for _, column in self.calculated:
            known.hold(column, first, [UNKNOWN] * count)
        for (cell, _), values in zip(self.filled, held, strict=True):
            known.hold(cell.column, first, values)

    def teller(self, repeated: Names) -> Teller:
        """How the row's values are told where it repeats for the list of that name; () where it stands once."""
        found = self._tellers.get(repeated)
        if found is None:
            found = self._tellers[repeated] = Teller(self.expressions, repeated)
        return found


def candidates(expressions: Sequence[Expression]) -> tuple[Names, ...]:
    """The names that may stand for lists whose fields the expressions use, longest first."""
    found = dict.fromkeys(
        path[:depth] for one in expressions for path in (*one.paths, *one.optional) for depth in range(1, len(path))
    )
    return tuple(sorted(found, key=len, reverse=True))
