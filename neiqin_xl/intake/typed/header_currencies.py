"""The currency that headers name, 美元金额 or 单价(USD), or that 单位：美元 above a table names, given to its lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.one_currency import currency_named
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.other_money import OtherMoney
from neiqin_xl.intake.typed.surroundings import currency_around, currency_of_account
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.sheets.receipt import OF_BANKS
from neiqin_xl.spelling import fold

_CURRENCY = words.CURRENCY.key


def take_header_currency(
    grid: Grid,
    columns: Columns,
    values: Values,
    fields: dict[str, str],
    unread: set[tuple[int, str]],
    usual: str,
    findings: list[Finding],
) -> None:
    """Give lines that name no currency the one of their headers, or of the unit above them, in place.

    `fields` gets its cell. Lines whose headers contradict each other or the lines' own currency are held, and so is
    another currency than `usual` on papers that know only that one.
    """
    priced = [index for name, index in columns.at.items() if columns.kind.field[name].kind in (Kind.PRICE, Kind.MONEY)]
    named = {index: currency for index in priced if (currency := currency_named(grid, index)) is not None}
    own: list[str | int | None] = values.get(_CURRENCY) or [None] * len(grid.rows.data)
    around = currency_around(grid) or _of_account(grid, columns)
    beside = OtherMoney(grid, columns, unread, usual)
    findings += beside.said_of_two(is_settled=len(named) > 1 or any(own))
    if named:
        index, currency = next(iter(named.items()))
        cell = grid.sheet.address(grid.header.last, grid.columns[index])
        findings += _said_of_headers(grid, columns, named, own, usual, unread)
    elif around is not None:
        currency, cell = around
        if not columns.kind.has(_CURRENCY) and currency != usual:
            message = f"表上写的是 {currency}，{_only(usual)}"
            findings.append(Finding("C115", Severity.ERROR, message, cell=cell or None))
        in_yuan = next((index for index in priced if currency != usual and "元" in fold(grid.texts[index])), None)
        if in_yuan is not None and not any(own):
            message = f"表上写的是 {currency}，“{grid.texts[in_yuan]}”写的却是元，分不清是哪一种钱；请加一列“币种”写明"
            findings.append(_held(grid, columns, in_yuan, range(len(own)), message, unread))
        unlike = [i for i, one in enumerate(own) if one not in (None, currency)]
        if unlike and priced:
            message = f"表上写的是 {currency}，{_unlike(own, unlike)}"
            findings.append(_held(grid, columns, priced[0], unlike, message, unread))
    else:
        return
    if columns.kind.has(_CURRENCY):
        values[_CURRENCY] = [one or currency for one in own]
        if cell:
            fields.setdefault(_CURRENCY, cell)


def are_two_currencies(grid: Grid, one: int, other: int) -> bool:
    """Whether two columns of one name are amounts in different money: 金额 and 人民币金额, 金额(USD) and 金额(RMB)."""
    return currency_named(grid, one) != currency_named(grid, other)


def _of_account(grid: Grid, columns: Columns) -> tuple[str, str] | None:
    """The currency of the account whose movements a bank lists, and no cell."""
    if not any(map(columns.has, OF_BANKS)):
        return None
    currency = currency_of_account(grid)
    return None if currency is None else (currency, "")


def _unlike(own: Sequence[str | int | None], lines: Sequence[int]) -> str:
    return f"有 {len(lines)} 行的币种却是“{own[lines[0]]}”等；请核对币种"


def _said_of_headers(
    grid: Grid,
    columns: Columns,
    named: Mapping[int, str],
    own: list[str | int | None],
    usual: str,
    unread: set[tuple[int, str]],
) -> list[Finding]:
    """What speaks against the first of the currencies named, with the lines that it is about unread."""
    index, currency = next(iter(named.items()))
    said = f"“{grid.texts[index]}”是 {currency}"
    unlike = [i for i, one in enumerate(own) if one not in (None, currency)]
    contrary = next((at for at, one in named.items() if one != currency), None)
    if contrary is not None:
        message = f"{said}，“{grid.texts[contrary]}”是 {named[contrary]}；请把单价和金额写成同一种钱"
        return [_held(grid, columns, contrary, range(len(own)), message, unread)]
    if not columns.kind.has(_CURRENCY):
        message = f"{said}，{_only(usual)}"
        return [] if currency == usual else [_held(grid, columns, index, range(len(own)), message, unread)]
    if unlike:
        message = f"{said}，{_unlike(own, unlike)}"
        return [_held(grid, columns, index, unlike, message, unread)]
    return []


def _held(
    grid: Grid, columns: Columns, index: int, lines: Collection[int], message: str, unread: set[tuple[int, str]]
) -> Finding:
    name = _field(columns, index)
    unread.update((i, name) for i in lines)
    row = grid.header.last
    cell = grid.sheet.address(row, grid.columns[index])
    return Finding("C115", Severity.ERROR, message, row + grid.sheet.top, cell, name)


def _field(columns: Columns, index: int) -> str:
    return next(name for name, at in columns.at.items() if at == index)


def _only(usual: str) -> str:
    return f"这种表里的金额都按 {usual} 记；请换算成 {usual} 填写"
