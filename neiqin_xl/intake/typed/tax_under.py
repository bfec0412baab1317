"""The tax of all lines as it stands under them: 税额 or 价税合计 with a figure, in a sentence or a row of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.tables.heads import Label, labels_in
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.intake.vocabulary import headers_of_words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import RATE_ONE, half_up, scaled
from neiqin_xl.spelling import fold, plain

_RATE, _TAX = words.TAX_RATE.key, words.TAX_AMOUNT.key


_MOST_BETWEEN = 30
# 合计金额：150.00 税额：19.50（13%）价税合计：169.50, but not 增值税：13% or 累计税额：100
_WRITTEN = late_pattern(
    r"(?<![累上]计)(?<![累上]期)(?<![含未除价])"
    r"(?:(?P<total>价税合计|含税(?:合计|总计|总额|总金额)|价税总计)|(?P<net>(?:不含税|未税)(?:合计|总计|总额|金额合计|金额))"
    r"|(?:税额合计|增值税额|税额|税款|税金|销项税额?|增值税))"
    r"\s*(?:\(\s*\d{1,2}%\s*\))?\s*[:：]\s*(?:人民币|rmb)?\s*[¥$]?\s*(-?\d[\d,]*(?:\.\d+)?)(?![\d,.]|\s*[%个点])"
)


class Figures(NamedTuple):
    """The tax of all lines, what they come to with it and before it, in fen, as it stands beside a table."""

    tax: int | None = None
    total: int | None = None
    net: int | None = None


def figures_of(grid: Grid) -> Figures:
    """What labels, sentences and rows of totals beside a table say of the tax of all its lines.

    Several taxes in one place, 税额（13%）：13；税额（9%）：4.50, are parts of it, unless one is the sum of the others;
    so are figures under the lines of several papers.
    """
    data = grid.rows.data
    at: tuple[_Places, _Places, _Places] = defaultdict(set), defaultdict(set), defaultdict(set)
    for which, row, fen in (*_labelled(grid), *_written(grid)):
        is_above = row is None or not data or row < data[0]
        at[which][len(data) if row is None or is_above else bisect_left(data, row)].add(fen)
    taxes = {place: max(found) if 2 * max(found) == sum(found) else sum(found) for place, found in at[_IS_TAX].items()}
    wholes = (_whole({place: max(found) for place, found in one.items()}) for one in at[_IS_TOTAL:])
    return Figures(_whole(taxes), *wholes)


_Places = defaultdict[int, set[int]]
_IS_TAX, _IS_TOTAL, _IS_NET = range(3)


def _labelled(grid: Grid) -> Iterator[tuple[int, int | None, int]]:
    """(which figure, its row, fen) of labels with their figures in cells of their own."""
    row = tax_row(grid)
    for label in (*([] if row is None else [row]), *totals_with_tax(grid), *labels_under(grid), *grid.labels):
        is_tax = names_tax(label.text)
        if (is_tax or plain(label.text).startswith(words.TOTALS_WITH_TAX)) and (fen := _fen(grid, label)) is not None:
            yield (_IS_TAX if is_tax else _IS_TOTAL), label.row, fen


def _written(grid: Grid) -> Iterator[tuple[int, int | None, int]]:
    """The same of figures that are written in one cell with what they are."""
    rows = [*rows_around(grid), *(total.row for total in grid.rows.totals)]
    cells = [(row, cell) for row in rows for cell in grid.sheet.rows[row] if isinstance(cell, str)]
    for row, text in (*cells, *((None, title) for title in grid.titles)):
        for found in _WRITTEN.finditer(fold(text)) if "税" in text or "稅" in text else ():
            which = _IS_TOTAL if found["total"] else _IS_NET if found["net"] else _IS_TAX
            yield which, row, scaled(found[3].replace(",", ""), Kind.MONEY.places)


def _whole(parts: Mapping[int, int]) -> int | None:
    """What figures at several places of a table come to: the last may be the sum of those before."""
    if not parts:
        return None
    last = parts[max(parts)]
    return last if 2 * last == sum(parts.values()) else sum(parts.values())


def _fen(grid: Grid, label: Label) -> int | None:
    number = number_in(label.value, measured=True)
    if number is None and label.row is not None:
        # 价税合计（大写）：壹佰陆拾玖元伍角 and then ¥169.50
        cells = grid.sheet.rows[label.row][label.column + 1 :]
        number = next((one for cell in reversed(cells) if (one := number_in(cell, measured=True)) is not None), None)
    return None if number is None else scaled(number, Kind.MONEY.places)


def rows_around(grid: Grid) -> list[int]:
    """The rows between the lines and under them in which something is written of all."""
    return [*grid.rows.lone[-_MOST_BETWEEN:], *grid.under]


def labels_under(grid: Grid) -> list[Label]:
    """The labels with their values in those rows."""
    right = len(grid.sheet.rows[0]) - 1
    return [label for row in rows_around(grid) for label in labels_in(grid.sheet, row, row, 0, right)]


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
