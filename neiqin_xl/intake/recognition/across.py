"""Columns of quantities beside each other, each named after something: a day, a size, a shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.cross_names import are_days, are_sizes, longest, named_across
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.sheet import Cell, Place, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import counting_headers, headers_of_words, known_headers, total_words
from neiqin_xl.spelling import plain

FEWEST = 2
_NOTHING = frozenset({"", "-", "—", "–", "/"})
# 本月, 上半年, 库存, 在途, 发货: figures of one thing, and of no customer or product.
_OF_FIGURES = late_pattern(
    r"^(?:[本上下当前去今明]|\d+|[一二三四五六七八九十]+|全|每|第.)*(?:个?月|年|季度?|周|旬|天|日|期|次|批)[份度初末底中内]?$"
    r"|[数量额款价费率重存途余欠差仓库]$|[已未应实][发到收付交]|^(?:周|星期|礼拜)[一二三四五六日天]$"
    r"|^(?:发货|退货|送货|出货|要货|订货|订单|入库|出库|补货|换货|现货|期货|赠送|破损|短缺)$"
)
_FIGURE = late_pattern(r"(.+?)[-_—/ ]?(数量|金额|单价)")


class Across(NamedTuple):
    """A quantity of its own in every line: what it is named after, as it stands at that place of the sheet.

    `heading` is what stands over the names, "" for nothing; `columns` are the indexes of the quantity and of what else
    is said of it alone, its price or its amount, with the names of these.
    """

    name: Cell
    at: Place
    heading: str
    columns: dict[str, int]

    @property
    def quantity(self) -> int:
        """The index of the column of quantities."""
        return self.columns[words.QTY.shown]

    @property
    def shown(self) -> str:
        """The name as a person would type it."""
        return as_text(self.name)


class Run(NamedTuple):
    """The columns of a table that are named so; `is_plain` tells that they are days or sizes and nothing else."""

    across: list[Across]
    is_plain: bool


def run_of(grid: Grid) -> Run:
    """The columns of quantities beside each other; fewer than `FEWEST` are none."""
    for across in (_grouped(grid), _days_or_sizes(grid), _of_unknown_names(grid)):
        if len(across) >= FEWEST:
            return Run(across, _are_plain(across))
    return Run([], is_plain=False)


def cells_of(grid: Grid, i: int) -> list[Cell]:
    """What a column holds in the lines; the grid itself is asked only once it is settled which rows are lines."""
    cells = grid.sheet.columns[grid.columns[i]]
    return [cells[row] for row in grid.rows.data]


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says that there is no quantity."""
    return cell in _NOTHING if isinstance(cell, str) else cell == 0


def holds_numbers(grid: Grid, i: int) -> bool:
    """Whether what a column holds is mostly numbers; 缺货 may stand among them."""
    numbers = [number_in(cell) is not None for cell in cells_of(grid, i) if not is_nothing(cell)]
    return 2 * sum(numbers) >= len(numbers)


def is_unknown(grid: Grid, i: int) -> bool:
    """Whether a column's name means nothing to any paper and labels no total."""
    return bool(grid.names[i]) and grid.names[i] not in known_headers() and grid.names[i] not in total_words()


def _days_or_sizes(grid: Grid) -> list[Across]:
    run = named_across([_lowest(grid, i) for i in range(len(grid.columns))])
    return [] if run is None else [_single(grid, i) for i in range(len(grid.columns))[run]]


def _of_unknown_names(grid: Grid) -> list[Across]:
    """The columns that hold numbers under names that mean nothing to any paper."""
    unknown = [is_unknown(grid, i) and _may_name(grid.own[i]) for i in range(len(grid.columns))]
    if sum(unknown) < FEWEST:
        return []
    run = list(range(len(unknown)))[longest([flag and holds_numbers(grid, i) for i, flag in enumerate(unknown)])]
    while run and not is_used(grid, run[-1]):
        run.pop()
    return [_single(grid, i) for i in run]


def _may_name(text: str) -> bool:
    """Whether a text may be the name of a customer or of goods."""
    name = plain(text)
    return bool(name) and not (name in known_headers() or name in total_words() or _OF_FIGURES.search(name))


def _single(grid: Grid, i: int) -> Across:
    heading = grid.texts[i].removesuffix(grid.own[i])
    return Across(_lowest(grid, i), (grid.header.last, grid.columns[i]), heading, {words.QTY.shown: i})


def _lowest(grid: Grid, i: int) -> Cell:
    """What stands lowest over a column, as it stands there: a day may be a date."""
    cell = grid.sheet.rows[grid.header.last][grid.columns[i]]
    return cell if cell != "" and as_text(cell) == grid.own[i] else grid.own[i]


def _grouped(grid: Grid) -> list[Across]:
    """Names that each have a quantity, and perhaps an amount, under them or behind them: 东门店数量, 东门店金额."""
    found: dict[str, Across] = {}
    for i in range(len(grid.columns)):
        said = _figure_of(grid, i) if is_unknown(grid, i) else None
        if said is not None:
            name, at, figure = said
            found.setdefault(as_text(name), Across(name, at, "", {})).columns.setdefault(figure, i)
    of_all = total_words()
    across = [one for one in found.values() if words.QTY.shown in one.columns and plain(one.shown) not in of_all]
    return across if across and (_are_plain(across) or all(_may_name(one.shown) for one in across)) else []


def _are_plain(across: Sequence[Across]) -> bool:
    names = [one.name for one in across]
    return are_days(names) or are_sizes(names)


def _figure_of(grid: Grid, i: int) -> tuple[Cell, Place, str] | None:
    """Whose figure a column has, where that stands, and what figure: 数量, or the name of another one."""
    text, own = grid.texts[i], grid.own[i]
    if own and own != text and text.endswith(own) and plain(own) in counting_headers():
        row, column = grid.header.rows[0], grid.columns[i]
        merged = next((one for one in grid.sheet.merged_from(row, row) if one[1] <= column <= one[3]), None)
        at = (row, merged[1] if merged is not None else column)
        cell = grid.sheet.rows[row][at[1]]
        name = text.removesuffix(own)
        return (cell if as_text(cell) == name else name), at, _named(own)
    found = _FIGURE.fullmatch(text)
    return (found[1], (grid.header.last, grid.columns[i]), found[2]) if found is not None else None


def _named(own: str) -> str:
    return words.QTY.shown if plain(own) in headers_of_words(words.QTY) else own
