"""What quantities beside each other come to in every line, held against the totals and amounts that stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.recognition.across import Across, cells_of, is_nothing
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.charge_labels import charge_of
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import headers_of_kinds, headers_of_words, total_words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.spelling import plain

_CENT = Decimal("0.01")
_UNCLEAR = "看不出哪个写错了，这一行先没有入账；请核对改好再放入"
_NO_GOODS = "这一行没有数量，整张表先没有入账；是运费的请写在表的上面（“代垫运费：20”），是优惠的请另登调整单，再放入"
_ALL = ("合计", "小计", "总计", "总", "共计")


class Sums(NamedTuple):
    """The columns, by their index, of what all quantities of a line come to and of what that costs at its price."""

    quantity: int | None
    amount: int | None
    price: int | None


def sums_of(grid: Grid, across: Sequence[Across], others: Sequence[int], *, least: float) -> Sums:
    """Those among the `others` that are right in more than a share of the lines."""
    totals = _totals(grid, across)
    shares = {i: _share(grid, i, totals) for i in others if _may_sum(grid, i)}
    quantity = max((i for i, share in shares.items() if share > least), key=shares.__getitem__, default=None)
    prices = [i for i in others if grid.names[i] in headers_of_kinds(Kind.PRICE)]
    price = prices[0] if len(prices) == 1 else None
    costs = _costs(grid, across, price)
    amounts = [i for i in others if i != quantity and costs and _may_cost(grid, i) and _share(grid, i, costs) > least]
    return Sums(quantity, amounts[0] if amounts else None, price)


def said_of_sums(grid: Grid, across: Sequence[Across], sums: Sums) -> Iterator[Finding]:
    """An error for every line whose quantities do not come to its total, or do not cost its amount."""
    told: set[int] = set()
    if sums.quantity is not None:
        for i, total in _others_than(grid, sums.quantity, _totals(grid, across)):
            told.add(i)
            yield _wrong(grid, across, sums.quantity, i, f"各栏加起来是 {total.normalize():f}，{_UNCLEAR}")
    if sums.amount is not None:
        for i, cost in _others_than(grid, sums.amount, _costs(grid, across, sums.price)):
            if i not in told:
                yield _wrong(grid, across, sums.amount, i, f"各栏算下来是 {cost:f}，{_UNCLEAR}")


def said_of_charges(grid: Grid, across: Sequence[Across]) -> Iterator[Finding]:
    """An error for every row that is of freight or a discount: it has no quantity, and would not be read."""
    for i, row in enumerate(grid.rows.data):
        cells = [grid.sheet.rows[row][column] for column in grid.columns]
        label = next(
            (at for at, cell in enumerate(cells) if isinstance(cell, str) and charge_of(cell) is not None), None
        )
        if label is not None and _is_bare(grid, across, i):
            address = grid.sheet.address(row, grid.columns[label])
            seen = f"“{as_text(cells[label])}”{_NO_GOODS}"
            yield Finding("C135", Severity.ERROR, seen, None, address, words.QTY.key)


def _others_than(grid: Grid, index: int, wanted: Sequence[Decimal]) -> Iterator[tuple[int, Decimal]]:
    """The lines in which a column has another number than is wanted there, with that."""
    for i, (cell, one) in enumerate(zip(cells_of(grid, index), wanted, strict=True)):
        if not is_nothing(cell) and number_in(cell, measured=True) not in (None, one):
            yield i, one


def is_total(grid: Grid, i: int) -> bool:
    """Whether a column is called the total of something: 合计, 数量合计."""
    return grid.names[i] in total_words() or _is_of_all(grid, i, words.QTY.shown)


def _may_sum(grid: Grid, i: int) -> bool:
    return grid.names[i] in headers_of_words(words.QTY) or is_total(grid, i)


def _may_cost(grid: Grid, i: int) -> bool:
    return grid.names[i] in headers_of_kinds(Kind.MONEY) or _is_of_all(grid, i, "金额")


def _is_of_all(grid: Grid, i: int, figure: str) -> bool:
    """Whether a column's name says that it has this figure of all: 合计数量, 总金额."""
    return any(plain(one + figure) == grid.names[i] or plain(figure + one) == grid.names[i] for one in _ALL)


def _totals(grid: Grid, across: Sequence[Across]) -> list[Decimal]:
    """What the quantities of each line come to."""
    columns = [cells_of(grid, one.quantity) for one in across]
    return [sum(map(_number, cells), Decimal()) for cells in zip(*columns, strict=True)]


def _costs(grid: Grid, across: Sequence[Across], price: int | None) -> list[Decimal]:
    """What each line costs by the amounts beside its quantities, else at its price; empty where nothing says."""
    amounts = [next((i for figure, i in one.columns.items() if _is_amount(figure)), None) for one in across]
    known = [i for i in amounts if i is not None]
    if len(known) == len(amounts):
        return [sum(map(_number, row), Decimal()) for row in zip(*(cells_of(grid, i) for i in known), strict=True)]
    if price is None:
        return []
    pairs = zip(_totals(grid, across), cells_of(grid, price), strict=True)
    return [(total * _number(cell)).quantize(_CENT, ROUND_HALF_UP) for total, cell in pairs]


def _is_amount(figure: str) -> bool:
    return plain(figure) in headers_of_kinds(Kind.MONEY)


def _share(grid: Grid, i: int, wanted: Sequence[Decimal]) -> float:
    """In how many of the lines that have either a column has what is wanted there, as a share."""
    pairs = zip(cells_of(grid, i), wanted, strict=True)
    told = [_number(cell) == one for cell, one in pairs if one or not is_nothing(cell)]
    return sum(told) / len(told) if told else 0.0


def _number(cell: Cell) -> Decimal:
    return number_in(cell, measured=True) or Decimal()


def _wrong(grid: Grid, across: Sequence[Across], index: int, i: int, said: str) -> Finding:
    row, column = grid.rows.data[i], grid.columns[index]
    seen = f"“{grid.texts[index]}”写着 {as_text(grid.sheet.columns[column][row])}，{said}"
    # A row that has no line in the books can only be waited for by the whole table.
    held = None if _is_bare(grid, across, i) else row + grid.sheet.top
    return Finding("C135", Severity.ERROR, seen, held, grid.sheet.address(row, column), words.QTY.key)


def _is_bare(grid: Grid, across: Sequence[Across], i: int) -> bool:
    """Whether a line has nothing in any of the columns."""
    row = grid.rows.data[i]
    taken = [grid.columns[index] for one in across for index in one.columns.values()]
    return all(is_nothing(grid.sheet.rows[row][column]) for column in taken)
