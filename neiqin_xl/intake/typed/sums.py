"""What the columns of a table add up to, and whether its own total rows say the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.rowkinds import Total
from neiqin_xl.intake.typed.tax_under import names_tax
from neiqin_xl.intake.typed.values import SeenValues
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.values.numerals import is_counted
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, SheetType
from neiqin_xl.money import fixed, plain, scaled

_OF_THE_LAST = ("本日", "当日", "今日", "日合计", "日计", "本周", "本月", "月合计", "月计")
_UNLABELLED = "没有文字、只有数字的这一行当作合计，没有当作数据："


def sums_of(kind: SheetType, values: SeenValues, currency: str) -> dict[str, str | dict[str, str]]:
    """Each quantity column's sum as a plain decimal, each money column's by currency with two places."""
    sums: dict[str, str | dict[str, str]] = {}
    currencies = values.get(words.CURRENCY.key)
    for one in kind.fields:
        column = values.get(one.name)
        if column is None or not one.is_summed:
            continue
        if one.kind is Kind.MONEY:
            sums[one.name] = _by_currency(column, currencies, currency)
        else:
            sums[one.name] = plain(_sum(column), one.kind.places)
    return sums


def _by_currency(
    column: Sequence[str | int | None], currencies: Sequence[str | int | None] | None, usual: str
) -> dict[str, str]:
    if currencies is None:
        return {usual: fixed(_sum(column))}
    totals: dict[str, int] = {}
    for value, named in zip(column, currencies, strict=True):
        if isinstance(value, int):
            key = str(named) if named is not None else usual
            totals[key] = totals.get(key, 0) + value
    return {key: fixed(total) for key, total in sorted(totals.items())}


class Allowed(NamedTuple):
    """What the totals of a table may do besides adding up its lines.

    The lines `uncounted` may be in the totals or be left out of them, and so may what stands under the lines, freight
    and tax: `beside` in fen is all that may be in them so, 0 for nothing. The rows `on_credit` write without a sign
    balances that are negative.
    """

    uncounted: Collection[int]
    beside: Collection[int]
    on_credit: Collection[int]


def check_totals(
    grid: Grid,
    columns: Columns,
    values: SeenValues,
    unread: set[tuple[int, str]],
    scales: Mapping[str, int],
    currency: str,
    allowed: Allowed,
    findings: list[Finding],
) -> None:
    """Compare every total row with the lines it totals; a difference is a 提醒 that names both numbers.

    Nothing is said of amounts in several currencies, `currency` where they name none: together they mean nothing.
    """
    if not grid.rows.totals:
        return
    blind = {name for _, name in unread}
    # What every line repeats may be totalled as it stands, or once for the paper.
    summed = [one for one in columns.kind.fields if one.is_summed and not one.once and one.name in columns.at]
    if len({named or currency for named in set(values.get(words.CURRENCY.key, ()))}) > 1:
        summed = [one for one in summed if one.kind is not Kind.MONEY]
    for one in summed:
        if one.name in blind:
            continue
        column = values[one.name]
        told = list(_differences(grid, columns.at[one.name], one, column, scales.get(one.name, 0), allowed))
        if told and allowed.uncounted:
            column = [None if i in allowed.uncounted else value for i, value in enumerate(column)]
            told = (
                list(_differences(grid, columns.at[one.name], one, column, scales.get(one.name, 0), allowed)) and told
            )
        findings += told


def _differences(
    grid: Grid, index: int, one: Field, values: Sequence[str | int | None], ten_power: int, allowed: Allowed
) -> Iterator[Finding]:
    """What is said of the totals in a column that are not its lines' sums with any of what stands beside."""
    beside = allowed.beside if one.kind is Kind.MONEY else (0,)
    column = grid.columns[index]
    data = grid.rows.data
    whole = _sum(values)
    # Some programs print totals above what they total.
    own = (total.row for total in grid.rows.totals if not total.is_of_other_pages)
    is_above = bool(data) and next(own, data[0]) < data[0]
    overall = done = 0
    before = {0}  # what the lines above each earlier total add up to: a total may cover several groups
    for number, total in enumerate(grid.rows.totals):
        since = done
        while done < len(data) and data[done] < total.row:
            done += 1
        overall += _sum(values[since:done])
        # The sum that is written in words stands in figures in any column.
        said = None if "大写" in total.label and one.kind is not Kind.MONEY else _said(grid, total, column)
        if said is None or total.is_of_other_pages:
            before.add(overall)
            continue
        cell = grid.sheet.rows[total.row][column]
        said = said if isinstance(cell, str) and is_counted(cell) else said.scaleb(ten_power)
        written = scaled(-said if one.kind is Kind.MONEY and total.row in allowed.on_credit else said, one.kind.places)
        is_right = not before.isdisjoint(overall + more - written for more in beside)
        is_right = is_right or (written in beside and names_tax(total.label))
        # 本日合计 may be of the last day alone, and no total may part it from the days before.
        is_right = is_right or (total.label.strip().startswith(_OF_THE_LAST) and _ends_in(values[:done], written))
        if is_above:
            is_right = written in (whole, _until_next(grid, number, done, values))
        before.add(overall)
        if not is_right:
            expected = whole if is_above else overall
            yield _differs(grid, total, column, one, written, expected, is_above=is_above)


def _ends_in(values: Sequence[str | int | None], written: int) -> bool:
    """Whether the last of these add up to that, however many."""
    return written in accumulate(value for value in reversed(values) if type(value) is int)


def _said(grid: Grid, total: Total, column: int) -> Decimal | None:
    """The number in a total row's column; None where there is none."""
    return number_in(grid.sheet.rows[total.row][column], measured=True)


def _until_next(grid: Grid, number: int, done: int, values: Sequence[str | int | None]) -> int:
    """The sum of the lines between a total row and the next one."""
    totals, data = grid.rows.totals, grid.rows.data
    end = bisect_left(data, totals[number + 1].row) if number + 1 < len(totals) else len(data)
    return _sum(values[done:end])


def _sum(values: Sequence[str | int | None]) -> int:
    return sum(value for value in values if type(value) is int)


def _differs(
    grid: Grid, total: Total, column: int, one: Field, written: int, summed: int, *, is_above: bool
) -> Finding:
    def shown(value: int) -> str:
        return fixed(value) if one.kind is Kind.MONEY else plain(value, one.kind.places)

    named = f"“{total.label}”行的" if total.label else _UNLABELLED
    lines = "下面" if is_above else "上面"
    seen = f"{named}{one.shown}写的是 {shown(written)}，{lines}各行相加是 {shown(summed)}"
    message = f"{seen}，请核对有没有漏行或抄错" + ("" if total.label else "；如果它是一行货，请补上品名")
    row = total.row
    return Finding(
        "S201",
        Severity.WARNING,
        message,
        row + grid.sheet.top,
        grid.sheet.address(row, column),
        one.name,
        shown(summed),
    )
