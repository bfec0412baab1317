"""Columns beside goods from which nothing is read, though they change what is owed: 已收款, 拒收数量, 扣款, 应收."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from neiqin_xl import money, words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import comparable
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.rules.lines import GOODS
from neiqin_xl.spelling import header_hints

_NOTED = (words.ORDER.key, words.INVOICE.key)
_PAPERS = (*GOODS, words.INVOICE.key)
_AMOUNTS = (words.AMOUNT_INCL.key, words.AMOUNT_NET.key)
_QTY = words.QTY.key
_FREIGHT = (words.CHARGED_FREIGHT.key, words.OTHER_CHARGE.key)
_BESIDE: tuple[tuple[tuple[str, ...], Kind, str], ...] = (
    (
        (*words.PAID_AMOUNT.weak, *words.PAID_WITH_GOODS),
        Kind.MONEY,
        "没有记成回款；收到的钱请另登一份回款（已经登过的不用再登）",
    ),
    (words.GIVEN_BACK_WITH_GOODS, Kind.QTY, "没有记成退货；没有收下或退回来的请另放一份退货单（已经放过的不用再放）"),
    (
        words.TAKEN_OFF_WITH_GOODS,
        Kind.MONEY,
        f"没有从金额里减；要减的请写进“{words.DISCOUNT_AMOUNT.shown}”列，或另放一份调整单",
    ),
)


_HEADERS = (*(text for names, _, _ in _BESIDE for text in names), *words.TO_PAY_IN_THE_END)


def unread_beside(grid: Grid, columns: Columns, values: Mapping[str, Sequence[str | int | None]]) -> Iterator[Finding]:
    """A finding for each such column of a paper of goods or an invoice, with its rows and what they come to.

    It warns; on an order, which nobody owes yet, and on an invoice, which tracks what is paid, it is a note.
    """
    if columns.kind.name not in _PAPERS:
        return
    used = set(columns.at.values())
    for index, name in enumerate(grid.names):
        if index in used or name not in comparable(_HEADERS):
            continue
        power = header_hints(grid.texts[index]).scale_ten_power
        cells = grid.cells(grid.columns[index])
        numbers = [(number_in(cell, measured=True) or Decimal()).scaleb(power) for cell in cells]
        if name in comparable(words.GIVEN_BACK_WITH_GOODS):
            # Of a line whose quantity is open it has been asked already.
            pairs = zip(numbers, values.get(_QTY, [0] * len(numbers)), strict=True)
            numbers = [Decimal() if counted is None else number for number, counted in pairs]
        if not any(numbers):
            continue
        said = _summed(name, numbers) or _differing(grid, columns, values, numbers)
        if said is not None:
            severity = Severity.NOTE if columns.kind.name in _NOTED else Severity.WARNING
            row = grid.header.last
            cell = grid.sheet.address(row, grid.columns[index])
            yield Finding("S116", severity, f"“{grid.texts[index]}”{said}", row + grid.sheet.top, cell)


def _summed(name: str, numbers: Sequence[Decimal]) -> str | None:
    """What is said of a column of money or goods beside the lines; None where it is another amount of the lines."""
    kind, said = next(((kind, said) for names, kind, said in _BESIDE if name in comparable(names)), (None, ""))
    if kind is None:
        return None
    filled = [number for number in numbers if number]
    total = money.scaled(sum(filled), kind.places)
    written = money.fixed(total) if kind is Kind.MONEY else money.plain(total, kind.places)
    return f"这一列有 {len(filled)} 行写了数，共 {written}，{said}"


def _differing(
    grid: Grid, columns: Columns, values: Mapping[str, Sequence[str | int | None]], numbers: Sequence[Decimal]
) -> str | None:
    """What is said of a column that says what is to be paid in the end; None where the amounts say the same.

    It may have the tax on top of a net amount, and the freight that is charged with the line.
    """
    amount = next((one for one in _AMOUNTS if one in columns.at), None)
    if amount is None:
        return None
    written = [money.scaled(number, Kind.MONEY.places) for number in numbers]
    pairs = ((i, own) for i, own in enumerate(values[amount]) if written[i] and isinstance(own, int))
    others = [(i, written[i] - own) for i, own in pairs if written[i] - own not in _on_top(values, amount, i)]
    if not others:
        return None
    (first, more), header = others[0], grid.texts[columns.at[amount]]
    seen = f"第 {grid.rows.data[first] + grid.sheet.top} 行是 {money.fixed(written[first])}"
    wanted = f"少的是折扣或扣款的，请写进“{words.DISCOUNT_AMOUNT.shown}”列，收到的钱请另登回款"
    if more > 0:
        wanted = (
            f"多的是税的，请写进“{words.TAX_AMOUNT.shown}”列，是要客户付的运费，请写进“{words.CHARGED_FREIGHT.shown}”列"
        )
    return f"这一列有 {len(others)} 行和“{header}”不一样（{seen}），按“{header}”记；{wanted}"


def _on_top(values: Mapping[str, Sequence[str | int | None]], amount: str, i: int) -> set[int]:
    """By how much a line may come to more than its amount, in fen."""

    def value(name: str) -> int:
        said = values[name][i] if name in values else None
        return said if isinstance(said, int) else 0

    freight = sum(map(value, _FREIGHT))
    taxes = {0, value(words.TAX_AMOUNT.key)} if amount == words.AMOUNT_NET.key else {0}
    return {tax + one for tax in taxes for one in (0, freight)}
