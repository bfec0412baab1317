"""What the columns of a table add up to, and whether its own total rows say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from neiqin_xl import words
from neiqin_xl.intake.columns import Columns
from neiqin_xl.intake.layout import Grid
from neiqin_xl.intake.numerals import UnreadableError
from neiqin_xl.intake.rowkinds import Total
from neiqin_xl.intake.values import exact_number
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, SheetType
from neiqin_xl.money import fixed, plain, scaled

Values = Mapping[str, Sequence[str | int | None]]

# 累计, 承前页 and 过次页 count what stands on other pages.
_OF_OTHER_PAGES = ("累计", "承前", "过次", "本年")


def sums_of(kind: SheetType, values: Values, currency: str) -> dict[str, str | dict[str, str]]:
    """Each quantity column's sum as a plain decimal, each money column's by currency with two places."""
    sums: dict[str, str | dict[str, str]] = {}
    currencies = values.get(words.CURRENCY.key)
    for one in kind.fields:
        column = values.get(one.name)
        if column is None or not one.kind.is_summed:
            continue
        if one.kind is Kind.MONEY:
            sums[one.name] = _by_currency(column, currencies, currency)
        else:
            sums[one.name] = plain(sum(value for value in column if isinstance(value, int)), one.kind.places)
    return sums


def _by_currency(
    column: Sequence[str | int | None], currencies: Sequence[str | int | None] | None, usual: str
) -> dict[str, str]:
    if currencies is None:
        return {usual: fixed(sum(value for value in column if isinstance(value, int)))}
    totals: dict[str, int] = {}
    for value, named in zip(column, currencies, strict=True):
        if isinstance(value, int):
            key = str(named) if named is not None else usual
            totals[key] = totals.get(key, 0) + value
    return {key: fixed(total) for key, total in sorted(totals.items())}


def check_totals(
    grid: Grid,
    columns: Columns,
    values: Values,
    unread: set[tuple[int, str]],
    scales: Mapping[str, int],
    findings: list[Finding],
) -> None:
    """Compare every total row with the lines it totals; a difference is a 提醒 that names both numbers."""
    if not grid.rows.totals:
        return
    blind = {name for _, name in unread}
    summed = [one for one in columns.kind.fields if one.kind.is_summed and one.name in columns.at]
    for one in summed:
        if one.name not in blind:
            _check_column(grid, columns.at[one.name], one, values[one.name], scales.get(one.name, 0), findings)


def _check_column(
    grid: Grid, index: int, one: Field, values: Sequence[str | int | None], ten_power: int, findings: list[Finding]
) -> None:
    column = grid.columns[index]
    data = grid.rows.data
    overall = group = done = 0
    for total in grid.rows.totals:
        while done < len(data) and data[done] < total.row:
            value = values[done]
            overall += value if isinstance(value, int) else 0
            group += value if isinstance(value, int) else 0
            done += 1
        try:
            said = exact_number(grid.sheet.rows[total.row][column], measured=True)
        except UnreadableError:
            said = None
        if said is not None and not any(mark in total.label for mark in _OF_OTHER_PAGES):
            written = scaled(said.scaleb(ten_power), one.kind.places)
            if written not in (overall, group):
                findings.append(_differs(grid, total, column, one, said.scaleb(ten_power), overall))
        group = 0


def _differs(grid: Grid, total: Total, column: int, one: Field, said: Decimal, summed: int) -> Finding:
    def shown(value: int) -> str:
        return fixed(value) if one.kind is Kind.MONEY else plain(value, one.kind.places)

    written = shown(scaled(said, one.kind.places))
    seen = f"“{total.label or '合计'}”行的{one.shown}写的是 {written}，上面各行相加是 {shown(summed)}"
    message = f"{seen}，请核对有没有漏行或抄错"
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
