"""The lines of a statement: goods with quantity and price, money and adjustments each in its own kind."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.model.report import Block, Cell
from neiqin_xl.money import grouped, half_up, line_amount
from neiqin_xl.reconcile.statement import Line, Sort
from neiqin_xl.reports.naming import quantity_total
from neiqin_xl.reports.statement_document import LINES, UNITS
from neiqin_xl.reports.titles import OPENING, PAPER_NAMES, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.reports.accounts import Account
    from neiqin_xl.reports.naming import Names

_GOODS = frozenset({words.SHIPMENT.key, words.GOODS_RETURN.key, words.INVOICE.key})
_MONEY = frozenset({Sort.RECEIPT, Sort.REFUND})
_REFUND, _ROUNDING, _FEE_OR_ROUNDING = "退款", "抹零", "手续费、零头"


def lines_block(period: Period, names: Names, account: Account, explained: Mapping[int, Explained]) -> Block:
    """The opening balance, every movement with the balance after it, and the totals."""
    blank = (None,) * (len(LINES.columns) - 4)
    rows: list[tuple[Cell, ...]] = [(str(period.since), OPENING, *blank, account.opening, _opened(account))]
    for line in account.lines:
        posting = account.postings[line.movement.line or 0]
        if posting.type in _GOODS:
            rows.append(_of_goods(line, posting, names))
        else:
            rows.append(_of_money(line, posting, explained.get(posting.line_id, Explained())))
    quantity, _ = quantity_total((one.unit, one.quantity) for one in _goods(account))
    total = (TOTAL, *(None,) * 6, quantity, None, account.net + account.received, account.received, account.closing)
    note = "退货的数量和金额记负数。"
    return Block(LINES.name, LINES.columns, rows, (*total, None), note, LINES.name)


def units_block(account: Account) -> Iterator[Block]:
    """Quantities shipped and returned, where there are several units and the total row can show none."""
    rows: list[tuple[Cell, ...]] = []
    for unit, of_unit in groupby(sorted(_goods(account), key=_unit), key=_unit):
        held = list(of_unit)
        out = sum(one.quantity for one in held if one.quantity > 0)
        net = sum(one.quantity for one in held)
        rows.append((unit, out, out - net, net))
    if len(rows) > 1:
        yield Block("各单位数量", UNITS.columns, rows, table=UNITS.name)


def _opened(account: Account) -> str | None:
    return f"含建账 {grouped(account.opened)}" if account.opened else None


def _of_goods(line: Line, one: Posting, names: Names) -> tuple[Cell, ...]:
    return (
        one.date,
        PAPER_NAMES[words.GOODS_RETURN.key if line.movement.sort is Sort.RETURN else one.type],
        one.number,
        one.order_no,
        names.product(one.product),
        names.spec(one.product),
        one.unit,
        one.quantity,
        price_behind(one.quantity, one.amount_fen) if one.priced else None,
        one.amount_fen if one.priced else None,
        None,
        line.balance,
        _remark(one),
    )


def _of_money(line: Line, one: Posting, said: Explained) -> tuple[Cell, ...]:
    moved, is_money = line.movement, line.movement.sort in _MONEY
    kind, text = PAPER_NAMES[one.type], " ".join(filter(None, (said.kind, said.reason)))
    if moved.sort is Sort.REFUND:
        kind = _REFUND
    elif moved.sort is Sort.ROUNDING:
        kind, text = _ROUNDING, _FEE_OR_ROUNDING
    return (
        one.date,
        kind,
        one.number or said.number,
        one.order_no,
        text,
        *(None,) * 4,
        None if is_money else moved.change,
        -moved.change if is_money else None,
        line.balance,
        None,
    )


def _goods(account: Account) -> list[Posting]:
    moved = (account.postings[line.movement.line or 0] for line in account.lines)
    return [one for one in moved if one.type in _GOODS]


def _remark(line: Posting) -> Cell:
    if not line.priced:
        return words.UNPRICED.shown
    return "赠品或零价" if line.amount_fen == 0 and line.quantity else None


def price_behind(quantity: int, amount_fen: int) -> int | None:
    """The price, as a PRICE, with the fewest decimals that gives the amount again; None for a quantity of zero.

    A posting keeps what a line came to; the price printed beside it must multiply back, discount and all.
    """
    if quantity == 0:
        return None
    exact = half_up(amount_fen * 10**8, quantity)
    for dropped in (10**4, 10**3, 10**2, 10):
        price = half_up(exact, dropped) * dropped
        if line_amount(quantity, price) == amount_fen:
            return price
    return exact


def _unit(line: Posting) -> str:
    return line.unit or ""
