"""What was paid, in a column beside goods (已收款, 定金): told, since the books take no payment from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import fixed, scaled
from neiqin_xl.rules.lines import GOODS
from neiqin_xl.spelling import plain


def paid_beside(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """A 提醒 for each unused column of money received on a paper of goods, with how many rows say how much.

    On orders it is a 说明: what is paid with an order is often registered already where the money came in.
    """
    if columns.kind.name not in GOODS:
        return
    used = set(columns.at.values())
    for index, name in enumerate(grid.names):
        if index in used or name not in _headers():
            continue
        numbers = [number for cell in grid.cells(grid.columns[index]) if (number := number_in(cell))]
        if not numbers:
            continue
        total = fixed(scaled(sum(numbers), Kind.MONEY.places))
        seen = f"“{grid.texts[index]}”这一列有 {len(numbers)} 行写了钱，共 {total}"
        message = f"{seen}，没有记成回款；收到的钱请另登一份回款（已经登过的不用再登）"
        severity = Severity.NOTE if columns.kind.name == words.ORDER.key else Severity.WARNING
        row = grid.header.last
        yield Finding("S116", severity, message, row + grid.sheet.top, grid.sheet.address(row, grid.columns[index]))


@cache
def _headers() -> frozenset[str]:
    return frozenset(plain(text) for text in (*words.PAID_AMOUNT.weak, *words.PAID_WITH_GOODS))
