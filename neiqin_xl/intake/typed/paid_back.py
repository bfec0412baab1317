"""Rows of a register of payments that say 退款 in any column, beside an amount without its sign."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.money import fixed
from neiqin_xl.sheets.receipt import OF_BANKS, SENT_BACK

_AMOUNT = words.RECEIVED_AMOUNT.key
# 退款, 已退款, 客户退款, 退客户多付货款, 退还押金; but not 扣除退货款, and not 退票, which is no money at all.
_PAID_BACK = late_pattern(
    r"(?:\d{1,2}月份?)?(?:已经?|支?付|转)?给?(?:客户)?(?:退货)?退(?:还|回|给|付)?(?:客户)?(?:多[付收打转给]|预[付收]|[定订押]金|保证金|[货尾余])?的?货?"
    r"(?:款项?|钱|金额?)?(?:给客户)?|多[付收打转]的?(?:货?款|钱)?退[还回]?款?"
)


def hold_paid_back(grid: Grid, columns: Columns, values: Values, findings: list[Finding]) -> None:
    """Ask about each row that says so and has a positive amount: it would count as money that came in.

    What never came in, because the payment itself was sent back, counts for nothing and needs no asking.
    In a bank's list what came in is told by its column, and 退款 there may be what somebody paid back to us.
    """
    if columns.kind.name != words.RECEIPT.key or any(map(columns.has, OF_BANKS)):
        return
    amounts, states = values.get(_AMOUNT, ()), values.get(words.FINANCE_CONFIRMED.key)
    first, end = grid.header.last + 1, grid.rows.last + 1
    told: set[int] = set()
    for column in grid.columns:
        texts = (text for text in grid.sheet.texts(column, first, end) if "退" in text)
        said = {text for text in texts if _PAID_BACK.fullmatch(text.strip())}
        for i, cell in enumerate(grid.cells(column) if said else ()):
            amount = amounts[i] if cell in said and i not in told else None
            counts = states is None or states[i] != SENT_BACK
            if isinstance(cell, str) and isinstance(amount, int) and amount > 0 and counts:
                told.add(i)
                findings.append(_doubt(grid, column, i, cell.strip(), fixed(amount)))


def _doubt(grid: Grid, column: int, i: int, said: str, amount: str) -> Finding:
    row = grid.rows.data[i]
    seen = f"“{said}”像是退给客户的钱，{words.RECEIVED_AMOUNT.shown}却写了正数 {amount}"
    message = f"{seen}；是退款的请写成 -{amount}，是收到的钱请把“{said}”改掉"
    return Finding("S117", Severity.ERROR, message, row + grid.sheet.top, grid.sheet.address(row, column), _AMOUNT)
