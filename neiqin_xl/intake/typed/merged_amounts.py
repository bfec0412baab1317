"""Quantities and amounts that are merged over several lines: what each line has of them nobody wrote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import line_amount

_QTY = words.QTY.key
_PRICE_OF = {amount: price for price, amount in words.AMOUNT_OF_PRICE.items()}
_DISCOUNTS = (words.DISCOUNT_RATE.key, words.DISCOUNT_AMOUNT.key)


def hold_merged(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
    """Settle figures merged over several lines, in place: a price is each line's, a sum is divided or asked about.

    It is divided where each line's quantity and price say how much is its own, and all of it adds up to what stands
    there, to the fen where no line is off by more than one; else all those lines are held, each with an error.
    """
    data = grid.rows.data
    fields = {grid.columns[index]: name for name, index in columns.at.items()}
    for top, left, bottom, _ in grid.sheet.merged_from(grid.header.last + 1, grid.rows.last):
        name = fields.get(left)
        lines = range(bisect_left(data, top), bisect_right(data, bottom))
        if name is None or len(lines) < 2 or data[lines[0]] != top or values[name][lines[0]] is None:
            continue
        one, said = columns.kind.field[name], values[name][lines[0]]
        rest = [i for i in lines[1:] if values[name][i] is None and (i, name) not in unread]
        if one.kind is Kind.PRICE:
            for i in rest:
                values[name][i] = said
        elif one.is_summed and not one.once and len(rest) == len(lines) - 1:
            own = _divided(int(said or 0), _own_amounts(values, name, lines))
            if own is not None:
                for i, amount in zip(lines, own, strict=True):
                    values[name][i] = amount
            else:
                _hold(grid, columns, name, lines, values, unread, findings)


def _divided(total: int, own: list[int] | None) -> list[int] | None:
    """What lines come to of an amount that is theirs together, all of it; None where it is not what they make.

    What many prices round up or down is a fen of the largest ones, each at most one.
    """
    off = total - sum(own or ())
    if own is None or abs(off) > sum(map(bool, own)):
        return None
    for i in sorted(range(len(own)), key=lambda i: -abs(own[i]))[: abs(off)]:
        own[i] += 1 if off > 0 else -1
    return own


def _own_amounts(values: Values, name: str, lines: Sequence[int]) -> list[int] | None:
    """What each line comes to by its own quantity and price, in fen; None where one of them does not say."""
    price = _PRICE_OF.get(name)
    if price is None or price not in values or _QTY not in values:
        return None
    if any(values[one][i] is not None for one in _DISCOUNTS if one in values for i in lines):
        return None
    found: list[int] = []
    for i in lines:
        count, each = values[_QTY][i], values[price][i]
        if not (isinstance(count, int) and isinstance(each, int)):
            return None
        found.append(line_amount(count, each))
    return found


def _hold(
    grid: Grid,
    columns: Columns,
    name: str,
    lines: Sequence[int],
    values: Values,
    unread: set[tuple[int, str]],
    findings: list[Finding],
) -> None:
    sheet, column = grid.sheet, grid.columns[columns.at[name]]
    first, last = (grid.rows.data[lines[i]] for i in (0, -1))
    cell, shown = sheet.address(first, column), columns.kind.field[name].shown
    seen = f"“{shown}”{cell} 合并了第 {first + sheet.top}–{last + sheet.top} 行，“{as_text(sheet.rows[first][column])}”"
    wanted = "是这几行一共的，分不清每行是多少；请取消合并，把每一行的填清楚，再放入"
    for i in lines:
        values[name][i] = None
        unread.add((i, name))
        findings.append(Finding("C128", Severity.ERROR, f"{seen}{wanted}", grid.rows.data[i] + sheet.top, cell, name))
