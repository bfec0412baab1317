"""Quantities under the names of days, sizes, customers or products: read as a table for each of these columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.cross_names import are_days, are_sizes, day_of
from neiqin_xl.intake.recognition.across import FEWEST, Across, cells_of, holds_numbers, is_nothing, is_unknown, run_of
from neiqin_xl.intake.recognition.cross_sums import Sums, is_total, said_of_charges, said_of_sums, sums_of
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.recognition.recognise import is_called
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.title_days import NAME, months_in
from neiqin_xl.intake.vocabulary import customer_headers, headers_of_kinds, headers_of_words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.spelling import plain

_MOST = 0.5
_SHOWN = 3
_PRODUCTS = (words.PRODUCT_NAME, words.PRODUCT_CODE, words.CUSTOMER_PART_NO)


class _Crossing(NamedTuple):
    """How a table is crossed: its columns of quantities with a label each, the columns that all share, the totals.

    `is_plain` tells that the names can be nothing else.
    """

    across: list[Across]
    labels: list[Label]
    shared: list[int]
    sums: Sums
    is_plain: bool


class Crossed(NamedTuple):
    """A table taken apart: `parts` have one quantity and a label each, `filled` are the lines where that is said.

    `named` shows what the columns are called, `findings` are about the table as a whole.
    """

    parts: list[Grid]
    filled: list[list[int]]
    named: str
    findings: list[Finding]


def crossed(grid: Grid, name: str, *, is_fixed: bool = False) -> Crossed | None:
    """A part for each column that is named after a day, a size, a customer or a product; None where there are none.

    Each has the columns that all lines share, one quantity, and a label that says whose or when. `name` is the file's
    with its folders, `is_fixed` that somebody said what paper it is.
    """
    crossing = None if grid.sheet.places or not grid.rows.data else _crossing(grid, name, is_fixed=is_fixed)
    if crossing is None:
        return None
    filled = [_filled(grid, one) for one in crossing.across]
    if not any(filled):
        return None
    parts = [_part(grid, crossing, one, label) for one, label in zip(crossing.across, crossing.labels, strict=True)]
    charges = list(said_of_charges(grid, crossing.across))
    sums = [] if charges else said_of_sums(grid, crossing.across, crossing.sums)
    findings = [_told(crossing, sum(map(len, filled))), *charges, *sums]
    kept = [(part, lines) for part, lines in zip(parts, filled, strict=True) if lines]
    return Crossed([part for part, _ in kept], [lines for _, lines in kept], _names(crossing.across), findings)


def _filled(grid: Grid, one: Across) -> list[int]:
    """The lines that say anything of a quantity: an amount without one is asked about, and not lost."""
    rows = zip(*(cells_of(grid, i) for i in one.columns.values()), strict=True)
    return [i for i, cells in enumerate(rows) if not all(map(is_nothing, cells))]


def asked_to_sum(grid: Grid) -> Finding | None:
    """What is said of a table that may be crossed by customers or products, where nothing proves it."""
    run = None if grid.sheet.places or not grid.rows.data else run_of(grid)
    if run is None or len(run.across) < FEWEST or run.is_plain:
        return None
    shared = _others(grid, run.across)
    labels = _whose(grid, run.across, shared, is_proven=True)
    if not labels or any(grid.names[i] in _of_lines() for i in shared):
        return None
    what, seen = labels[0].text, f"“{_names(run.across)}” {len(run.across)} 栏的名字"
    sheet = f"文件名或标题写明是什么单（如“{words.ORDER.shown}”）"
    todo = f"是的，请在右边加一栏“合计”，写每一行加起来的数，{sheet}，再放入"
    return Finding("S122", Severity.WARNING, f"{seen}是不是{what}、下面是不是数量，看不准；{todo}")


def _crossing(grid: Grid, name: str, *, is_fixed: bool) -> _Crossing | None:
    across, is_plain = run_of(grid)
    if len(across) < FEWEST:
        return None
    others = _others(grid, across)
    sums = sums_of(grid, across, others, least=0.0 if is_plain else _MOST)
    shared = [i for i in others if i not in (sums.quantity, sums.amount)]
    # What would be repeated with each quantity is no attribute of the goods; a number of another name may be one more.
    if any(grid.names[i] in _of_lines() or (is_unknown(grid, i) and holds_numbers(grid, i)) for i in shared):
        return None
    if is_plain:
        labels = _days(grid, across, shared, name) or _sizes(grid, across, shared)
    else:
        is_proven = sums.quantity is not None and (is_fixed or is_called(grid, name, words.GOODS_PAPERS))
        labels = _whose(grid, across, shared, is_proven=is_proven)
        if _is_only_made_of(grid, across, labels, sums):
            return None
    return _Crossing(across, labels, shared, sums, is_plain) if labels else None


def _is_only_made_of(grid: Grid, across: Sequence[Across], labels: Sequence[Label], sums: Sums) -> bool:
    """Whether the columns only say how a quantity came about: 早班 and 晚班 beside 数量, of one customer."""
    if not labels or labels[0].text != words.RECEIVER.shown or across[0].heading or sums.quantity is None:
        return False
    return not is_total(grid, sums.quantity)


def _others(grid: Grid, across: Sequence[Across]) -> list[int]:
    """The columns that hold anything and belong to none of the quantities."""
    taken = {i for one in across for i in one.columns.values()}
    return [i for i in range(len(grid.columns)) if i not in taken and is_used(grid, i)]


@cache
def _of_lines() -> frozenset[str]:
    """Header texts of what one line has and another has not: quantities, amounts, packages."""
    return headers_of_kinds(Kind.QTY, Kind.MONEY) | headers_of_words(words.PACKAGES)


def _days(grid: Grid, across: Sequence[Across], shared: Sequence[int], file: str) -> list[Label]:
    """A label for each column that is named after a day; none where lines have days, or nothing says of which month."""
    if not are_days([one.name for one in across]) or any(grid.names[i] in headers_of_kinds(Kind.DATE) for i in shared):
        return []
    month = _month(grid, file)
    labels = []
    for one in across:
        day = day_of(one.name)
        if day is None or not (day.month or month):
            return []
        year, in_month = (day.year, day.month) if day.month else month or (0, 0)
        labels.append(Label(NAME, f"{year}年" * (year > 0) + f"{in_month}月{day.day}日", *one.at))
    return labels


def _month(grid: Grid, file: str) -> tuple[int, int] | None:
    """The one month that titles and labels name, else the sheet or the file, as (year or 0, month)."""
    above = [*grid.titles, *(as_text(label.value) for label in grid.labels)]
    for texts in (above, (grid.sheet.name,), (file,)):
        found = months_in(texts)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _sizes(grid: Grid, across: Sequence[Across], shared: Sequence[int]) -> list[Label]:
    """A label for each column that is named after a size; none where a column has what it would be read as."""
    is_said = any(grid.names[i] in headers_of_words(words.SPEC) for i in shared)
    return [] if is_said or not are_sizes([one.name for one in across]) else _labels(across, words.SPEC.shown)


def _whose(grid: Grid, across: Sequence[Across], shared: Sequence[int], *, is_proven: bool) -> list[Label]:
    """A label for each column that is named after a customer or a product; none where it may be something else.

    Either the heading over them says so, or the rows' own totals prove that these are quantities of one paper.
    """
    names = {grid.names[i] for i in shared}
    heading = plain(across[0].heading)
    labelled = any(plain(label.text) in customer_headers() for label in grid.labels)
    products, customers = headers_of_words(*_PRODUCTS), customer_headers()
    if not names.isdisjoint(products) and names.isdisjoint(customers):
        named = words.RECEIVER if labelled else words.CUSTOMER_NAME
        return _labels(across, named.shown) if is_proven or heading in customers else []
    if names.isdisjoint(products) and (labelled or not names.isdisjoint(customers)):
        return _labels(across, words.PRODUCT_NAME.shown) if is_proven or heading in products else []
    return []


def _labels(across: Sequence[Across], text: str) -> list[Label]:
    return [Label(text, one.shown, *one.at, is_of_lines=True) for one in across]


def _part(grid: Grid, crossing: _Crossing, one: Across, label: Label) -> Grid:
    """The table of one of the quantities."""
    named = {i: figure for figure, i in one.columns.items()}
    kept = sorted((*crossing.shared, *named))
    texts = [named.get(i, grid.texts[i]) for i in kept]
    # Reading takes out of the rows what turns out to be no line.
    rows = replace(grid.rows, data=[*grid.rows.data], totals=[*grid.rows.totals], lone=[*grid.rows.lone])
    part = replace(grid, columns=[grid.columns[i] for i in kept], texts=texts, own=texts, rows=rows)
    if label.text == NAME:
        part.day = label
        part.labels = [other for other in grid.labels if plain(other.text) not in headers_of_kinds(Kind.DATE)]
    else:
        part.labels = [*grid.labels, label]
    return part


def _told(crossing: _Crossing, lines: int) -> Finding:
    what, named = crossing.labels[0].text, _names(crossing.across)
    seen = f"“{named}” {len(crossing.across)} 栏的名字按{what}读，每一栏的数量各记一行，共 {lines:,} 行"
    if crossing.is_plain:
        return Finding("S121", Severity.NOTE, seen)
    todo = f"不是{what}的，请改成一行一个数量、另加一栏“{what}”，再放入"
    return Finding("S121", Severity.WARNING, f"{seen}；{todo}")


def _names(across: Sequence[Across]) -> str:
    return "、".join(one.shown for one in across[:_SHOWN]) + "等" * (len(across) > _SHOWN)
