"""What came back, counted beside what was shipped (送货数量, 退货数量, 拒收): a shipment takes nothing off."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.beside_goods import has_amount
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity

_QTY = words.QTY.key
_PAPER = words.SHIPMENT.key


def hold_returned(grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]]) -> Iterator[Finding]:
    """An error for each line of a shipment that counts what came back and has no amount; its quantity is open then.

    An amount says what is owed for the line, and 签收数量 how much of it arrived, so that telling of the column will do
    (`unread_beside`). Without them the whole quantity would be owed for.
    """
    if columns.kind.name != _PAPER or _QTY not in columns.at:
        return
    used = set(columns.at.values())
    accepted = values.get(words.QTY_ACCEPTED.key)
    for index, name in enumerate(grid.names):
        if index in used or name not in comparable(words.GIVEN_BACK_WITH_GOODS):
            continue
        for i, cell in enumerate(grid.cells(grid.columns[index])):
            is_settled = has_amount(values, i) or (accepted is not None and accepted[i] is not None)
            if not is_settled and values[_QTY][i] is not None and number_in(cell, measured=True):
                values[_QTY][i] = None
                unread.add((i, _QTY))
                yield _asked(grid, index, i, as_text(cell))


def _asked(grid: Grid, index: int, i: int, said: str) -> Finding:
    row, column = grid.rows.data[i], grid.columns[index]
    seen = f"“{grid.texts[index]}”写着 {said}，送货单上不会减去它，这一行又没有金额，先没有入账"
    todo = "退的货请另登退货单，这一格删去；已经另登的也请删去这一格，再放入"
    return Finding(
        "C133", Severity.ERROR, f"{seen}；{todo}", row + grid.sheet.top, grid.sheet.address(row, column), _QTY
    )
