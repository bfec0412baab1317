"""Columns that count what is given along (赠送数量, numbers under 赠品): they mark no line as a gift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.beside_goods import has_amount
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity

_GIFT = words.IS_GIFT.key
_NEITHER = "C109"
_ASKING = "是否"
_COUNTS = late_pattern(
    r"(?:数量?|件数)(?:赠送?|搭赠|赠品|免费|配赠)|(?:赠送?|搭赠|赠品|免费|配赠|foc|free)(?:数量?|件数|量|qty|quantity)"
)


def said_of_counts(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """A warning for every column that counts what is given along by its name: lines have one quantity."""
    used = set(columns.at.values())
    for index, name in enumerate(grid.names):
        if index not in used and _COUNTS.fullmatch(name):
            rows = [i for i, cell in enumerate(grid.cells(grid.columns[index])) if number_in(cell, measured=True)]
            if rows:
                yield _told(grid, index, rows)


def without_counts(
    grid: Grid, columns: Columns, values: Values, unread: set[tuple[int, str]], findings: list[Finding]
) -> None:
    """Take numbers under 赠品 or 赠送, which ask nothing, for counts where one is neither 0 nor 1; in place.

    Where none is, 1 on a line that has a price and no amount may say that all of it is given, or one more of it: that
    is asked about. Read as a mark, it takes what the line is sold for out of the books.
    """
    index = columns.at.get(_GIFT)
    if index is None or _ASKING in grid.texts[index]:
        return
    counts = {i: n for i, cell in enumerate(grid.cells(grid.columns[index])) if (n := number_in(cell))}
    if any(n != 1 for n in counts.values()):
        for i in counts:
            values[_GIFT][i] = None
            unread.discard((i, _GIFT))
        rows = {grid.rows.data[i] + grid.sheet.top for i in counts}
        findings[:] = [one for one in findings if (one.code, one.field) != (_NEITHER, _GIFT) or one.row not in rows]
        findings.append(_told(grid, index, list(counts)))
        return
    for i in counts:
        if _is_priced(values, i):
            values[_GIFT][i] = None
            unread.add((i, _GIFT))
            findings.append(_asked(grid, index, i))


def _is_priced(values: Values, i: int) -> bool:
    """Whether a line has a price, and no amount that would tell whether it is paid."""
    return any(name in values and values[name][i] for name in words.AMOUNT_OF_PRICE) and not has_amount(values, i)


def _told(grid: Grid, index: int, rows: Sequence[int]) -> Finding:
    seen = f"“{grid.texts[index]}”有 {len(rows)} 行写了数，没有读进来"
    todo = "送的要记数量的，请另写一行：品名一样，数量写送的数，单价写“赠送”"
    row = grid.rows.data[rows[0]]
    cell = grid.sheet.address(row, grid.columns[index])
    return Finding("S110", Severity.WARNING, f"{seen}；{todo}", row + grid.sheet.top, cell, _GIFT)


def _asked(grid: Grid, index: int, i: int) -> Finding:
    row, column = grid.rows.data[i], grid.columns[index]
    seen = f"“{grid.texts[index]}”写着 {as_text(grid.sheet.columns[column][row])}"
    message = f"{seen}，看不出是整行都送，还是另送这么多；整行都送的请写“是”，另送的请删去，另写一行、单价写“赠送”"
    return Finding(_NEITHER, Severity.ERROR, message, row + grid.sheet.top, grid.sheet.address(row, column), _GIFT)
