"""How wide the columns of a page must be, and how many lines its cells then take."""

from __future__ import annotations

from dataclasses import dataclass

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column
from neiqin_xl.publish.looks import printed_form
from neiqin_xl.workbook.cells import printed_width
from neiqin_xl.workbook.text import display_width, lines_needed

LEAST_TEXT_WIDTH = 60
_NARROWEST, _WIDEST = 6, 42
_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
# Of these the number with the most digits is the widest one: they all print the same decimals.
_EVEN = frozenset({Kind.INT, Kind.MONEY})


@dataclass(frozen=True)
class Measure:
    """A column of a block: the width that it needs, that of its longest text, and whether any text has line breaks."""

    width: float
    longest: int
    broken: bool

    def is_tall_in(self, room: float) -> bool:
        """Whether any of the column's texts takes more than one line in that room."""
        return self.broken or self.longest >= room


def measures(block: Block) -> list[Measure]:
    """The block's columns, in order."""
    rows = block.rows if block.total is None else [*block.rows, block.total]
    if not rows:
        return [_measure(column, set()) for column in block.columns]
    return [
        _measure(column, set(values)) for column, values in zip(block.columns, zip(*rows, strict=True), strict=True)
    ]


def page_widths(measured: list[list[Measure]]) -> list[float]:
    """The widths in which every block of a page has room."""
    most = max(map(len, measured), default=0)
    widths = [max(block[i].width for block in measured if i < len(block)) for i in range(most)]
    return widths or [LEAST_TEXT_WIDTH]


class LineCounts(dict[Cell, int]):
    """How many lines a value takes in cells with that room; remembered, since values repeat."""

    def __init__(self, room: float) -> None:
        super().__init__()
        self._room = room

    def __missing__(self, value: Cell) -> int:
        fits = not isinstance(value, str) or ("\n" not in value and display_width(value) < self._room)
        lines = 1 if fits else lines_needed(str(value), self._room)
        self[value] = lines
        return lines


def _measure(column: Column, values: set[Cell]) -> Measure:
    form = printed_form(column.kind, percent=column.percent)
    texts = [one for one in values if isinstance(one, str)]
    # A number that does not fit prints as ####, whatever the width asked for.
    numbers = _days_width(column.kind) or _numbers_width(column, [one for one in values if isinstance(one, int)])
    longest = max(map(display_width, texts), default=0)
    title = display_width(column.title)
    if column.width:
        width = max(column.width + 2 * form.look.indent, numbers + 2)
    else:
        width = max(_NARROWEST, title if title <= 10 else title // 2 + 2, numbers + 1, longest + 1) + 2
        width = min(width, _WIDEST)
    return Measure(width, longest, broken=any("\n" in one for one in texts))


def _days_width(kind: Kind) -> int:
    return printed_width(printed_form(kind), "") if kind in _DAYS else 0


def _numbers_width(column: Column, numbers: list[int]) -> int:
    if not numbers:
        return 0
    form = printed_form(column.kind, percent=column.percent)
    widest = (max(numbers), min(numbers)) if column.kind in _EVEN else numbers
    return max(printed_width(form, one) for one in widest)
