"""Opening balances that have their side in 方向, as accounting programs list them: 借 is owed, 贷 is paid ahead."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable, free_column
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.filldown import texts_down
from neiqin_xl.intake.typed.values import Unread, Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import plain

_AMOUNT = words.OPENING_AMOUNT.key
_SHOWN = 10


def take_balance_side(
    grid: Grid, columns: Columns, values: Values, unread: Unread, findings: list[Finding]
) -> int | None:
    """Make the balances on the side of 贷 negative, in place, and say so; the index of the column that tells the side.

    A negative one on that side may be meant either way, as may one on a side that nobody knows: it is left open and
    asked about. None where there is no such column, or the paper is not of opening balances.
    """
    if columns.kind.name != words.OPENING.key or _AMOUNT not in columns.at:
        return None
    index = free_column(grid, columns.at, words.BALANCE_SIDES)
    if index is None:
        return None
    amounts, turned = values[_AMOUNT], []
    for i, side in enumerate(texts_down(grid, index)):
        amount, is_credit = amounts[i], plain(side) in comparable(words.CREDIT_SIDE_MARKS)
        if not isinstance(amount, int) or not amount or plain(side) in comparable(words.DEBIT_SIDE_MARKS):
            continue
        if amount < 0 or not is_credit:
            seen = "余额又写了负数" if is_credit else "余额却不是零"
            findings.append(_doubt(grid, columns, i, f"{grid.texts[index]}是“{side}”，{seen}"))
            amounts[i] = None
            unread.add((i, _AMOUNT))
        else:
            amounts[i] = -amount
            turned.append(grid.rows.data[i] + grid.sheet.top)
    if turned:
        rows = "、".join(map(str, turned[:_SHOWN])) + (" 等" if len(turned) > _SHOWN else "")
        message = f"“{grid.texts[index]}”是贷方的 {len(turned)} 行是预收，按负数记：第 {rows} 行"
        findings.append(Finding("S114", Severity.NOTE, message, field=_AMOUNT))
    return index


def totals_on_credit(grid: Grid, index: int | None) -> frozenset[int]:
    """The rows of totals that say in the column of sides that what they come to is on that of 贷."""
    if index is None:
        return frozenset()
    sides, marks = grid.sheet.columns[grid.columns[index]], comparable(words.CREDIT_SIDE_MARKS)
    return frozenset(total.row for total in grid.rows.totals if plain(as_text(sides[total.row])) in marks)


def _doubt(grid: Grid, columns: Columns, i: int, seen: str) -> Finding:
    row = grid.rows.data[i]
    cell = grid.sheet.address(row, grid.columns[columns.at[_AMOUNT]])
    message = f"{seen}，分不清是欠款还是预收；欠款的请写“借”，预收的请写“贷”，余额都写正数"
    return Finding("S115", Severity.ERROR, message, row + grid.sheet.top, cell, _AMOUNT)
