"""The lines of a statement: goods with quantity and price, money and adjustments each in its own kind."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.model.report import Block, Cell
from neiqin_xl.money import grouped, half_up, line_amount, price_of
from neiqin_xl.reconcile.statement import Line, Sort
from neiqin_xl.reports.statement_document import LINES, UNITS
from neiqin_xl.reports.titles import OPENING, PAPER_NAMES, PRIOR, REFUND, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.reconcile.past import Prior
    from neiqin_xl.reports.accounts import Account
    from neiqin_xl.reports.naming import Names

_GOODS = frozenset({words.SHIPMENT.key, words.GOODS_RETURN.key, words.INVOICE.key})
_MONEY = frozenset({Sort.RECEIPT, Sort.REFUND})
_BLANK = (None,) * (len(LINES.columns) - 4)
_RETURNED = "退货的数量和金额记负数。"
_ROUNDING, _FEE_OR_ROUNDING = "抹零", "手续费、零头"


def statement_blocks(
    period: Period,
    names: Names,
    account: Account,
    explained: Mapping[int, Explained],
    *,
    by_paper: bool = False,
) -> Iterator[Block]:
    """The opening balance, every movement with the balance after it, and the totals; then quantities by unit.

    The latter only where there are several units and the total row can show none. With `by_paper` the lines of a paper
    are one.
    """
    whose = frozenset({one.customer for one in account.postings.values()})
    whose |= {one.posting.customer for one in account.priors.values()}
    found = [(line, account.postings.get(line.movement.line or 0)) for line in account.lines]
    units = _units([one for _, one in found if one is not None and one.type in _GOODS])
    rows = _rows(period, names, account, found, explained)
    # What is of one unit can be added up.
    quantity = units[0][-1] if len(units) == 1 else None
    total = (TOTAL, *(None,) * 6, quantity, None, account.net + account.received, account.received, account.closing)
    rows = _by_paper(rows) if by_paper else rows
    yield Block(LINES.name, LINES.columns, rows, (*total, None), _RETURNED, LINES.name, customers=whose)
    if len(units) > 1:
        yield Block("各单位数量", UNITS.columns, units, table=UNITS.name, customers=whose)


def _rows(
    period: Period,
    names: Names,
    account: Account,
    found: Iterable[tuple[Line, Posting | None]],
    explained: Mapping[int, Explained],
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [(str(period.since), OPENING, *_BLANK, account.opening, _opened(account))]
    for line, posting in found:
        if posting is None:
            rows.append(_of_prior(line, account.priors[line.movement.line or 0]))
        elif posting.type in _GOODS:
            rows.append(_of_goods(line, posting, names))
        else:
            rows.append(_of_money(line, posting, explained.get(posting.line_id, Explained())))
    return rows


def _by_paper(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows of lines, those of one paper joined; what has no number stays line by line."""
    made: list[tuple[Cell, ...]] = []
    for (day, kind, number), group in groupby(rows, key=lambda row: row[:3]):
        held = list(group)
        made += [_joined((day, kind, number), held)] if number and len(held) > 1 else held
    return made


def _joined(head: tuple[Cell, ...], rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    _, _, _, orders, products, _, units, quantities, _, amounts, received, balances, remarks = zip(*rows, strict=True)
    return (
        *head,
        orders[0] if len(set(orders)) == 1 else None,
        f"{products[0] or ''} 等 {len(rows)} 项".strip(),
        None,
        *((units[0], _sum(quantities)) if len(set(units)) == 1 else (None, None)),
        None,
        _sum(amounts),
        _sum(received),
        balances[-1],
        next(filter(None, remarks), None),
    )


def _sum(cells: Sequence[Cell]) -> int | None:
    known = [one for one in cells if isinstance(one, int)]
    return sum(known) if known else None


def _units(goods: Iterable[Posting]) -> list[tuple[Cell, ...]]:
    """Unit, what of it went out, what came back, what that comes to: a row for each unit of the goods."""
    out: defaultdict[str, int] = defaultdict(int)
    net: defaultdict[str, int] = defaultdict(int)
    for one in goods:
        unit = one.unit or ""
        net[unit] += one.quantity
        if one.quantity > 0:
            out[unit] += one.quantity
    return [(unit, out[unit], out[unit] - net[unit], net[unit]) for unit in sorted(net)]


def _opened(account: Account) -> str | None:
    return f"含建账 {grouped(account.opened)}" if account.opened else None


def _of_goods(line: Line, one: Posting, names: Names) -> tuple[Cell, ...]:
    return (
        one.date,
        PAPER_NAMES[words.GOODS_RETURN.key if line.movement.sort is Sort.RETURN else one.type],
        one.number,
        one.ordered_as,
        *names.goods(one.product),
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
        kind = REFUND
    elif moved.sort is Sort.ROUNDING:
        kind, text = _ROUNDING, _FEE_OR_ROUNDING
    return (
        one.date,
        kind,
        one.number or said.number,
        one.ordered_as,
        text,
        *(None,) * 4,
        None if is_money else moved.change,
        -moved.change if is_money else None,
        line.balance,
        None,
    )


def _of_prior(line: Line, one: Prior) -> tuple[Cell, ...]:
    """A paper of frozen time: which, what it came to there and comes to now, and the statement that had it."""
    changed = f"{PAPER_NAMES[one.posting.type]}原 {grouped(one.was)}、现 {grouped(one.now)}，原对账 {one.called}"
    return (
        *(one.posting.date, PRIOR, one.posting.number, one.posting.ordered_as, changed, *(None,) * 4),
        *(one.change, None, line.balance, None),
    )


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
    exact = price_of(amount_fen, quantity)
    for dropped in (10**4, 10**3, 10**2, 10):
        price = half_up(exact, dropped) * dropped
        if line_amount(quantity, price) == amount_fen:
            return price
    return exact
