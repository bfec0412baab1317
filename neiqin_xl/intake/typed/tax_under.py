"""The tax of all lines as it stands under them: 税额 or 价税合计 with a figure, in a sentence or a row of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import headers_of_words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import RATE_ONE, half_up, scaled
from neiqin_xl.spelling import plain

_RATE, _TAX = words.TAX_RATE.key, words.TAX_AMOUNT.key


def tax_in(labels: Sequence[Label], nets: Sequence[int | None]) -> int | None:
    """The tax of all lines in fen as labels have it; None where they say nothing. `nets` are the lines' in fen."""
    for label in labels:
        is_tax = names_tax(label.text)
        if not is_tax and not plain(label.text).startswith(words.TOTALS_WITH_TAX):
            continue
        number = number_in(label.value, measured=True)
        if number is not None:
            fen = scaled(number, Kind.MONEY.places)
            return fen if is_tax else fen - sum(one for one in nets if one is not None)
    return None


def tax_row(grid: Grid) -> Label | None:
    """The last row, where it only says the tax of those above: 税额 and a figure, in whatever columns."""
    if len(grid.rows.data) < 2:
        return None
    row = grid.rows.data[-1]
    cells = [(column, cell) for column in grid.columns if (cell := grid.sheet.rows[row][column]) != ""]
    if len(cells) != 2:
        return None
    (_, text), (column, figure) = cells
    if not isinstance(text, str) or not names_tax(text) or number_in(figure, measured=True) is None:
        return None
    return Label(text, figure, row, column)


def totals_with_tax(grid: Grid) -> Iterator[Label]:
    """税额合计 and 价税合计 with their last figure, where the rows under the lines are such totals."""
    for total in grid.rows.totals:
        if names_tax(total.label) or plain(total.label).startswith(words.TOTALS_WITH_TAX):
            cells = grid.sheet.rows[total.row]
            numbered = (one for one in reversed(grid.columns) if number_in(cells[one], measured=True) is not None)
            yield from (Label(total.label, cells[one], total.row, one) for one in [*numbered][:1])


def names_tax(text: str) -> bool:
    """Whether a label names an amount of tax: 税额, 税额(13%), 增值税额."""
    name = plain(text)
    return name.startswith(words.TAX_AMOUNT.shown) or name in headers_of_words(words.TAX_AMOUNT)


def is_made(tax: int, values: Mapping[str, Sequence[str | int | None]], nets: Sequence[int | None]) -> bool:
    """Whether a tax is that of the lines: what they say of it, else what their rates make, to a fen on each."""
    blank: list[str | int | None] = [None] * len(nets)
    made = 0
    for net, rate, own in zip(nets, values.get(_RATE) or blank, values.get(_TAX) or blank, strict=True):
        if net is None:
            continue
        if not isinstance(own, int) and not isinstance(rate, int):
            return False
        made += own if isinstance(own, int) else half_up(net * int(rate or 0), RATE_ONE)
    return abs(made - tax) <= len(nets)
