"""What a column beside the amounts says once for each paper (合计, 总计), held against what its lines come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from neiqin_xl import money, words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import free_column
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import SeenValues
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.rules.lines import GOODS
from neiqin_xl.spelling import header_hints

_MOST = 1000
_AMOUNTS = (words.AMOUNT_INCL.key, words.AMOUNT_NET.key)


def said_of_paper_totals(grid: Grid, columns: Columns, values: SeenValues) -> Iterator[Finding]:
    """A warning for each paper of goods whose total, on the first of its several lines, is not what they come to.

    Where the total stands on each line it may be of that line, and nothing is said. It may have the tax and the freight
    beside the amounts in it, and a discount off it.
    """
    index = free_column(grid, columns.at, words.PAPER_TOTALS)
    number = values.get(columns.kind.number or "")
    amount = next((one for one in _AMOUNTS if one in columns.at), None)
    if columns.kind.name not in GOODS or index is None or number is None or amount is None:
        return
    power = header_hints(grid.texts[index]).scale_ten_power
    cells = grid.cells(grid.columns[index])
    for paper, lines in groupby(range(len(cells)), number.__getitem__):
        first, *others = lines
        total = number_in(cells[first])
        if paper is None or not others or total is None or any(cells[i] != "" for i in others):
            continue
        written = money.scaled(total.scaleb(power), Kind.MONEY.places)
        amounts = [values[amount][i] for i in (first, *others)]
        summed = _sum(amounts)
        if None in amounts or written == summed:
            continue
        if written in _with_what_stands_beside(grid, columns, {index, columns.at[amount]}, summed, (first, *others)):
            continue
        header = grid.texts[columns.at[amount]]
        seen = (
            f"“{grid.texts[index]}”写的是 {money.fixed(written)}，单号 {paper} 的 {len(others) + 1} 行“{header}”相加是"
        )
        message = f"{seen} {money.fixed(summed)}，按各行的记；请核对有没有漏行或抄错"
        row = grid.rows.data[first]
        address = grid.sheet.address(row, grid.columns[index])
        yield Finding("S128", Severity.WARNING, message, row + grid.sheet.top, address, amount, money.fixed(summed))


def _with_what_stands_beside(
    grid: Grid, columns: Columns, own: Collection[int], summed: int, lines: Sequence[int]
) -> set[int]:
    """That sum in fen, with and without each tax, freight and discount that stands beside the amounts."""
    kinds = {index: columns.kind.field[name].kind for name, index in columns.at.items()}
    found = {summed}
    for index, column in enumerate(grid.columns):
        if index not in own and kinds.get(index, Kind.MONEY) is Kind.MONEY:
            cells = grid.cells(column)
            said = [number_in(cells[i]) or Decimal() for i in lines]
            for more in {sum(said, Decimal()), said[0]} if len(found) < _MOST else ():
                fen = money.scaled(more, Kind.MONEY.places)
                found |= {total + sign * fen for total in found for sign in (1, -1)}
    return found


def _sum(values: Iterable[str | int | None]) -> int:
    return sum(value for value in values if isinstance(value, int))
