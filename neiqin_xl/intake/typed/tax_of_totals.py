"""Whether bare prices have tax in them, by the 税额 and 价税合计 that stand beside them: their arithmetic tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.charge_labels import Charge, charges_in
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.scales import scale_of
from neiqin_xl.intake.typed.surroundings import scale_around
from neiqin_xl.intake.typed.tax_under import Figures, figures_of, rows_around, tax_row
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.values.rates import read_rates, tax_rates
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import RATE_ONE, fixed, half_up, scaled

_VOID = frozenset({words.CANCELLED, *words.DOC_STATUSES[words.CANCELLED]})
_FIGURES = (words.TAX_AMOUNT, words.AMOUNT_INCL, words.AMOUNT_NET)
_QTY, _PRICE, _AMOUNT = words.QTY.key, words.UNIT_PRICE_INCL.key, words.AMOUNT_INCL.key


class Taxed(Enum):
    """What the figures under bare prices show of the tax: it is in them, it comes on top, or nobody can say."""

    INCLUDED = "included"
    ON_TOP = "on top"
    OPEN = "open"


@dataclass(frozen=True)
class TaxShown:
    """What the figures beside a table show of the tax in its `lines`, in fen; `said` has the figures as text."""

    taxed: Taxed
    figures: Figures
    lines: int

    @property
    def said(self) -> str:
        """The figures by name: 税额 19.50、价税合计 169.50."""
        named = zip((word.shown for word in _FIGURES), self.figures, strict=True)
        return "、".join(f"{name} {fixed(fen)}" for name, fen in named if fen is not None)


def tax_shown(grid: Grid, columns: Columns, rates: Collection[int]) -> TaxShown | None:
    """What 税额 and 价税合计 beside a table say of its bare prices; None where there is no such figure.

    `rates` are those of which the tax may be, where the lines do not name their own.
    """
    figures = figures_of(grid)
    if not figures.tax and figures.total is None and figures.net is None:
        return None
    rows = grid.rows.data[:-1] if tax_row(grid) is not None else grid.rows.data
    amounts = [_amount(grid, columns, row) for row in rows]
    own = _rates_of_lines(grid, columns, rows)
    whole, freight = sum(amounts), _freight(grid)
    counted = sum(fen for row, fen in zip(rows, amounts, strict=True) if not _is_void(grid, row))
    # What is charged for freight beside the lines may be in the figures, and what does not count may be left out.
    wholes = {whole, whole + freight, counted, counted + freight}
    if (more := _ten_power(grid, columns)) > 0:
        wholes |= {one * 10**more for one in wholes}
    if None in own:
        on_top = {half_up(one * rate, RATE_ONE) for one in wholes for rate in rates}
        included = {half_up(one * rate, RATE_ONE + rate) for one in wholes for rate in rates}
    else:
        pairs = [(fen, rate or 0) for fen, rate in zip(amounts, own, strict=True)]
        on_top = {sum(half_up(fen * rate, RATE_ONE) for fen, rate in pairs)}
        included = {sum(half_up(fen * rate, RATE_ONE + rate) for fen, rate in pairs)}
    by_most = max(len(rows), 1)
    if figures.total is not None:
        taxes = on_top if figures.tax is None else {figures.tax}
        misses = _least(figures.total, wholes), _least(figures.total, {one + tax for one in wholes for tax in taxes})
    elif figures.tax:
        misses = _least(figures.tax, included), _least(figures.tax, on_top)
    else:
        misses = (
            _least(figures.net or 0, {one - tax for one in wholes for tax in included}),
            abs(whole - (figures.net or 0)),
        )
    if min(misses) > by_most or (misses[0] == misses[1] and figures.tax):
        taxed = Taxed.OPEN
    else:
        taxed = Taxed.INCLUDED if misses[0] <= misses[1] else Taxed.ON_TOP
    return TaxShown(taxed, figures, whole)


def _least(figure: int, among: Collection[int]) -> int:
    """By how many fen a figure misses the next of others."""
    return min(abs(figure - one) for one in among)


def _amount(grid: Grid, columns: Columns, row: int) -> int:
    """What a line comes to by its bare amount, else by its quantity and price, in fen; 0 where it does not say."""
    cells = grid.sheet.rows[row]
    amount, count, price = (
        number_in(cells[grid.columns[columns.at[name]]], measured=True) if name in columns.at else None
        for name in (_AMOUNT, _QTY, _PRICE)
    )
    if amount is None and count is not None and price is not None:
        amount = count * price
    return 0 if amount is None else scaled(amount, Kind.MONEY.places)


def _ten_power(grid: Grid, columns: Columns) -> int:
    """In 万元 the lines may be, and what stands beside them in yuan."""
    if _AMOUNT not in columns.at:
        return 0
    return scale_of(columns.kind.field[_AMOUNT], grid.texts[columns.at[_AMOUNT]], scale_around(grid)).ten_power


def _rates_of_lines(grid: Grid, columns: Columns, rows: Sequence[int]) -> list[int | None]:
    index = columns.at.get(words.TAX_RATE.key)
    if index is None:
        return [None] * len(rows)
    cells = [grid.sheet.rows[row][grid.columns[index]] for row in rows]
    read, _ = read_rates(cells)
    tax_rates(read)
    return [rate if isinstance(rate := read.values[cell], int) else None for cell in cells]


def _freight(grid: Grid) -> int:
    found = [one for row in rows_around(grid) for one in charges_in(grid.sheet, row)]
    numbers = (number_in(one.value, measured=True) for one in found if one.charge in (Charge.CHARGED, Charge.FREIGHT))
    return sum(scaled(number, Kind.MONEY.places) for number in numbers if number is not None)


def _is_void(grid: Grid, row: int) -> bool:
    return any(isinstance(cell, str) and cell.strip() in _VOID for cell in grid.sheet.rows[row])
