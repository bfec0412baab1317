"""Currencies that only the amounts themselves name ($20.00), given to their lines; never taken for yuan in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.coins import currencies_in, only_one
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind

_SIGN = re.compile(r"[^0-9\s.,+\-()]")
_CURRENCY = words.CURRENCY.key


@dataclass
class _Marks:
    """What the amounts of a line say of their currency: what all may be in, and the cells that said so."""

    may_be: frozenset[str]
    columns: list[int] = field(default_factory=list)


def take_currencies(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], usual: str, findings: list[Finding]
) -> int | None:
    """Give lines the currency that their prices and amounts are written in, in place.

    Amounts that contradict each other or the line's own currency are asked about, and so are bare amounts beside others
    in another currency than `usual`. The index of the column that named a currency; None where none was needed.
    """
    priced = _priced(columns)
    marks = _marks(grid, priced)
    stated = values.get(_CURRENCY)
    if not marks or (stated is None and all(only_one(mark.may_be) == usual for mark in marks.values())):
        return None
    has_field = columns.kind.has(_CURRENCY)
    foreign = sorted({one for mark in marks.values() if (one := only_one(mark.may_be)) not in (None, usual)})
    given: list[str | int | None] = list(stated or [None] * len(grid.rows.data))
    for i in range(len(given)):
        if (i, _CURRENCY) in unread:
            continue
        mark, own = marks.get(i), given[i]
        problem, index = None, priced[0]
        if mark is not None:
            index = mark.columns[0]
            problem = _objection(grid, columns, mark, i, own, usual)
            given[i] = own or only_one(mark.may_be)
        elif own is None and foreign and any(values[name][i] for name in _named(columns, priced)):
            problem = f"别的行写着 {'、'.join(foreign)}，这一行的金额没有写币种；请加一列“币种”，每一行都写上"
        if problem is not None:
            findings.append(_finding(grid, index, i, problem, has_field=has_field))
    if not has_field:
        return None
    values[_CURRENCY] = given
    return next(iter(marks.values())).columns[0] if stated is None else None


def _priced(columns: Columns) -> list[int]:
    return [
        columns.at[one.name]
        for one in columns.kind.fields
        if one.kind in (Kind.PRICE, Kind.MONEY) and one.name in columns.at
    ]


def _named(columns: Columns, priced: list[int]) -> list[str]:
    return [name for name, index in columns.at.items() if index in priced]


def _marks(grid: Grid, priced: list[int]) -> dict[int, _Marks]:
    """What the amounts of each line say of their currency, for the lines whose amounts say something."""
    marks: dict[int, _Marks] = {}
    for index in priced:
        column = grid.columns[index]
        texts = grid.sheet.texts(column, grid.header.last + 1, grid.rows.last + 1)
        # Nearly always numbers alone, and of all at once that is told in no time.
        if _SIGN.search("\n".join(texts)) is None:
            continue
        named = {text: found for text in texts if (found := currencies_in(text))}
        cells = grid.sheet.columns[column]
        for i, row in enumerate(grid.rows.data):
            cell = cells[row]
            if isinstance(cell, str) and cell in named:
                mark = marks.setdefault(i, _Marks(named[cell]))
                mark.may_be &= named[cell]
                mark.columns.append(index)
    return marks


def _objection(grid: Grid, columns: Columns, mark: _Marks, i: int, own: str | int | None, usual: str) -> str | None:
    """What speaks against taking the line's currency from its amounts; None where nothing does."""
    row = grid.sheet.rows[grid.rows.data[i]]
    texts = "、".join(f"“{as_text(row[grid.columns[index]])}”" for index in mark.columns[:2])
    meant = only_one(mark.may_be)
    if own is not None:
        return None if own in mark.may_be else f"{texts}与这一行的币种“{own}”不一致；请核对币种"
    if meant is None:
        return f"{texts}看不出是哪一种钱；请加一列“币种”写明"
    if not columns.kind.has(_CURRENCY) and meant != usual:
        return f"{texts}写的是 {meant}，这种表里的金额都按 {usual} 记；请换算成 {usual} 填写"
    return None


def _finding(grid: Grid, index: int, i: int, message: str, *, has_field: bool) -> Finding:
    row = grid.rows.data[i]
    cell = grid.sheet.address(row, grid.columns[index])
    named = _CURRENCY if has_field else None
    return Finding("C115", Severity.ERROR, message, row + grid.sheet.top, cell, named)
