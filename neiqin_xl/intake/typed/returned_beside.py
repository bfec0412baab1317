"""What came back, counted beside what was shipped (送货数量, 退货数量): a shipment takes nothing off."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.beside_goods import Values, has_amount
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity

_QTY = words.QTY.key
_PAPER = words.SHIPMENT.key


def said_of_returned(grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]]) -> Iterator[Finding]:
    """What is said of numbers under 退货数量 on a list of shipments; in place, their lines wait where no amount is.

    An amount says what is owed for the line, so that a warning does. Without one the whole quantity would be owed for.
    """
    if columns.kind.name != _PAPER or _QTY not in columns.at:
        return
    used = set(columns.at.values())
    for index, name in enumerate(grid.names):
        if index in used or name not in words.RETURNED_QTY.strong:
            continue
        cells = grid.cells(grid.columns[index])
        back = [i for i, cell in enumerate(cells) if cell != "" and number_in(cell, measured=True)]
        owed = [i for i in back if not has_amount(values, i)]
        for i in owed:
            values[_QTY][i] = None
            unread.add((i, _QTY))
            seen = f"“{grid.texts[index]}”写着 {as_text(cells[i])}，送货单上不会减去它，这一行又没有金额"
            todo = "退的货请另登退货单，这一格删去；已经另登的也请删去这一格，再放入"
            yield _finding(grid, index, i, "C133", Severity.ERROR, f"{seen}，先没有入账；{todo}")
        if back and not owed:
            seen = f"“{grid.texts[index]}”有 {len(back)} 行写了数，没有读进来，按各行金额记"
            message = f"{seen}；退的货还没有登记的，请另登退货单"
            yield _finding(grid, index, back[0], "S116", Severity.WARNING, message)


def _finding(grid: Grid, index: int, i: int, code: str, severity: Severity, message: str) -> Finding:
    row, column = grid.rows.data[i], grid.columns[index]
    return Finding(code, severity, message, row + grid.sheet.top, grid.sheet.address(row, column), _QTY)
