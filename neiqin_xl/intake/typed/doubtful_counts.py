"""Two counts of the goods and one price, without an amount: which of them it is the price of, nobody can tell.

件数 stands beside 斤数, 净重 or 套数, or 数量 beside what the price names: 10桶 of 250 kg at 单价(元/kg).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.beside_goods import has_amount
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import header_hints
from neiqin_xl.units import always_in, unit_key

_QTY, _WEIGHT, _UNIT = words.QTY.key, words.WEIGHT.key, words.UNIT.key
_PIECE = "件"
_MEASURES = late_pattern(r"[斤公米吨升套根张卷匹片块双箱瓶]?斤?数量?|平方米?|立方米?|面积|公斤|市斤|千克|米|吨|kg")
"""What goods may be counted by instead, as a header alone."""


def hold_doubtful_counts(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]]
) -> Iterator[Finding]:
    """An error for each line with a price whose quantity is only called 件数 while another count stands beside it.

    So too where the price names what another column counts, and the line another unit. The line's quantity is open
    then. An amount tells which count is meant, and so does a price of each 件.
    """
    index = columns.at.get(_QTY)
    priced = next((name for name in words.AMOUNT_OF_PRICE if name in columns.at), None)
    if index is None or priced is None:
        return
    unit = header_hints(grid.texts[columns.at[priced]]).unit
    is_package = columns.rank.get(_QTY) is Rank.WEAK and grid.names[index] == words.PACKAGES.shown and unit != _PIECE
    others = _other_counts(grid, columns) if is_package else []
    named = [] if unit is None else _counts_in(grid, unit, {index, columns.at[priced]})
    for i, price in enumerate(values[priced] if others or named else ()):
        counted = values[_QTY][i]
        if not price or not counted or has_amount(values, i):
            continue
        rivals = others or ([] if _is_counted_in(grid, index, values, i, unit) else named)
        other = next((one for one in rivals if _differs(grid, one, index, i)), None)
        if other is not None:
            values[_QTY][i] = None
            unread.add((i, _QTY))
            yield _asked(grid, index, other, columns.at[priced], i)


def _other_counts(grid: Grid, columns: Columns) -> list[int]:
    weighed = columns.at.get(_WEIGHT)
    used = set(columns.at.values())
    named = [i for i, name in enumerate(grid.names) if i not in used and _MEASURES.fullmatch(name)]
    return named if weighed is None else [weighed, *named]


def _counts_in(grid: Grid, unit: str, but: AbstractSet[int]) -> list[int]:
    """The columns besides those whose header says that they measure what that unit does: 净重 beside 元/kg."""
    measured = next((names for one, names in words.MEASURED_IN.items() if always_in(one, unit) is not None), ())
    units = ((i, header_hints(text).unit) for i, text in enumerate(grid.texts) if i not in but)
    return [
        i
        for i, own in units
        if (grid.names[i] in comparable(measured) if own is None else always_in(own, unit) is not None)
    ]


def _is_counted_in(grid: Grid, counted: int, values: Values, i: int, unit: str | None) -> bool:
    """Whether a line's own unit, or that of the header of the quantities, is the one that the price is of."""
    own = values[_UNIT][i] if _UNIT in values else None
    own = own or header_hints(grid.texts[counted]).unit
    return own is not None and unit is not None and unit_key(str(own)) == unit_key(unit)


def _differs(grid: Grid, other: int, counted: int, i: int) -> bool:
    cells = grid.sheet.rows[grid.rows.data[i]]
    one, two = (number_in(cells[grid.columns[index]], measured=True) for index in (other, counted))
    return bool(one) and one != two


def _asked(grid: Grid, counted: int, other: int, price: int, i: int) -> Finding:
    row, column = grid.rows.data[i], grid.columns[counted]
    seen = (
        f"“{grid.texts[price]}”分不清是按“{grid.texts[counted]}”还是按“{grid.texts[other]}”算的，表里没有金额可以验算"
    )
    message = f"{seen}；请补上金额，或把计价的那一栏改名为“数量”，再放入"
    return Finding("C134", Severity.ERROR, message, row + grid.sheet.top, grid.sheet.address(row, column), _QTY)
