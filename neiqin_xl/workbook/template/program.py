"""One template row, compiled: what each of its cells becomes, and how the values of all are told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from neiqin_xl.workbook.moves.grid import Cell
from neiqin_xl.workbook.names import column_letters
from neiqin_xl.workbook.template.expressions import Context, Expression, Names, inside, together, told
from neiqin_xl.workbook.template.richly import RichText

# Stands for the number of a row in `RowProgram.still`.
ROW = "\U0010fffa"
NUMBERED = "序号"
LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the values of a row's expressions for an item of its list, with the context that has the item in it.

    `by_item` is true where the item alone is enough.
    """

    tell: Callable[[Any, Context], Sequence[Any]]
    by_item: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """What a cell with placeholders becomes: one value by its index, text with values in it, or formatted text."""

    value: int | None = None
    text: tuple[str | int, ...] = ()
    rich: RichText | None = None


@dataclass
class RowProgram:
    """A compiled row. `lists` are the names that make it repeat where they stand for a list, the likeliest first."""

    number: int
    attributes: str
    cells: list[tuple[Cell, Filled | None]]
    expressions: list[Expression] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    lists: tuple[Names, ...] = ()
    _tellers: dict[Names, Teller] = field(default_factory=dict)

    @cached_property
    def plan(self) -> list[tuple[str, int, int, Cell, Filled | None]]:
        """Of each cell its XML up to the row number, its column and its style, and what it becomes."""
        return [
            (f'<c r="{column_letters(cell.column - 1)}', cell.column, cell.style, cell, filled)
            for cell, filled in self.cells
        ]

    @cached_property
    def still(self) -> str:
        """The XML of a row without placeholders and formulas, with a mark for its number; "" for any other."""
        if self.expressions or any(cell.formula for cell, _ in self.cells):
            return ""
        cells = "".join(f'{head}{ROW}"{cell.rest}' for head, _, _, cell, _ in self.plan)
        return f'<row r="{ROW}"{self.attributes}>{cells}</row>'

    def teller(self, repeated: Names) -> Teller:
        """How the row's values are told where it repeats for the list of that name; () where it stands once."""
        found = self._tellers.get(repeated)
        if found is None:
            found = self._tellers[repeated] = _teller(self.expressions, repeated)
        return found


def candidates(expressions: Sequence[Expression]) -> tuple[Names, ...]:
    """The names that may stand for lists whose fields the expressions use, longest first."""
    found = dict.fromkeys(
        path[:depth] for one in expressions for path in (*one.paths, *one.optional) for depth in range(1, len(path))
    )
    return tuple(sorted(found, key=len, reverse=True))


def _teller(expressions: Sequence[Expression], repeated: Names) -> Teller:
    depth = len(repeated)
    fields = [
        one.simple[depth:]
        if one.simple and repeated and len(one.simple) > depth and one.simple[:depth] == repeated
        else None
        for one in expressions
    ]
    if expressions and all(one is not None and len(one) == 1 for one in fields):
        return _of_the_item([one[0] for one in fields if one], repeated)
    others = [one for one, own in zip(expressions, fields, strict=True) if own is None and one.simple is None]
    run = together(others) if others else None

    def tell(item: Any, context: Context) -> Sequence[Any]:
        calculated = iter(run(context)) if run is not None else iter(())
        values = []
        for one, own in zip(expressions, fields, strict=True):
            if own is not None:
                value = item
                for name in own:
                    value = inside(value, name, (*repeated, name))
                values.append(value)
            else:
                values.append(told(one.simple, context) if one.simple else next(calculated))
        return values

    return Teller(tell)


def _of_the_item(names: Sequence[str], repeated: Names) -> Teller:
    def tell(item: Any, _: Context) -> Sequence[Any]:
        if isinstance(item, Mapping):
            return [item[name] for name in names]
        return [inside(item, name, (*repeated, name)) for name in names]

    return Teller(tell, by_item=True)
