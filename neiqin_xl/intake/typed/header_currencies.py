"""The currency that headers name, 美元金额 or 单价(USD), or that 单位：美元 above a table names, given to its lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, is_used
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.surroundings import currency_around
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.spelling import header_hints

Values = dict[str, list[str | int | None]]

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
    named = {index: currency for index in priced if (currency := _named(grid, index)) is not None}
    own: list[str | int | None] = values.get(_CURRENCY) or [None] * len(grid.rows.data)
    findings += _said_of_others(grid, columns, priced, unread, is_settled=len(named) > 1 or any(own))
    if named:
        index, currency = next(iter(named.items()))
        cell = grid.sheet.address(grid.header.last, grid.columns[index])
        findings += _said_of_headers(grid, columns, named, own, usual, unread)
    elif not any(own) and (around := currency_around(grid)) is not None:
        currency, cell = around
        if not columns.kind.has(_CURRENCY) and currency != usual:
            message = f"表上写的是 {currency}，{_only(usual)}"
            findings.append(Finding("C115", Severity.ERROR, message, cell=cell or None))
    else:
        return
    if columns.kind.has(_CURRENCY):
        values[_CURRENCY] = [one or currency for one in own]
        if cell:
            fields.setdefault(_CURRENCY, cell)


def are_two_currencies(grid: Grid, one: int, other: int) -> bool:
    """Whether two columns of one name are amounts in different money: 金额 and 人民币金额, 金额(USD) and 金额(RMB)."""
    return _named(grid, one) != _named(grid, other)


def _named(grid: Grid, index: int) -> str | None:
    return header_hints(grid.texts[index]).currency


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
        message = f"{said}，有 {len(unlike)} 行的币种却是“{own[unlike[0]]}”等；请核对币种"
        return [_held(grid, columns, index, unlike, message, unread)]
    return []


def _said_of_others(
    grid: Grid, columns: Columns, priced: Collection[int], unread: set[tuple[int, str]], *, is_settled: bool
) -> Iterator[Finding]:
    """What is said of amounts in another currency beside those that are read: 人民币金额 beside 美元金额."""
    names = grid.names
    if len(set(names)) == len(names):
        return
    for other in (at for at in range(len(names)) if at not in columns.at.values()):
        for index in (at for at in priced if names[at] == names[other] and are_two_currencies(grid, at, other)):
            pairs = zip(grid.cells(grid.columns[index]), grid.cells(grid.columns[other]), strict=True)
            lines = [i for i, (cell, beside) in enumerate(pairs) if cell == "" != beside]
            said = f"这张表的“{grid.texts[index]}”和“{grid.texts[other]}”是两种钱"
            if lines:
                message = f"{said}，有 {len(lines)} 行只写了“{grid.texts[other]}”；请把两种钱分成两张表"
                yield _held(grid, columns, index, lines, message, unread)
            elif is_used(grid, other) and not is_settled:
                message = f"{said}，按“{grid.texts[index]}”记；如果不对请删去不要的那一列"
                yield Finding("C211", Severity.WARNING, message, field=_field(columns, index))


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
