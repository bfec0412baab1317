"""Totals that stand in capitals under the goods, 合计（大写）：壹佰壹拾元整: they must be what the lines add up to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.sums import Allowed
from neiqin_xl.intake.typed.values import Unread, Values
from neiqin_xl.intake.values.capitals import fen_in_capitals
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.money import fixed
from neiqin_xl.rules.lines import GOODS

_AMOUNT = words.AMOUNT_INCL.key
# What a customer owes in all, or has paid, is no sum of these lines.
_OF_OTHERS = late_pattern(r"[欠余]|累计|上期|上月|[已实應应][收付]|定金|订金|优惠|折")


def said_of_capitals(
    grid: Grid, columns: Columns, values: Values, unread: Unread, allowed: Allowed
) -> Iterator[Finding]:
    """A warning for each amount in capitals that is not the sum of the lines above it, or since the one before it."""
    amounts = values.get(_AMOUNT)
    if columns.kind.name not in GOODS or amounts is None or any(name == _AMOUNT for _, name in unread):
        return
    whole = _sums(amounts, ())
    counted = _sums(amounts, allowed.uncounted) if allowed.uncounted else whole
    since = 0
    for row, column, written in _capitals(grid):
        done = bisect_left(grid.rows.data, row)
        if not done:
            continue
        sums = {one[done] - one[first] for one in (whole, counted) for first in (0, since)}
        since = done
        if not any(one + more == written for one in sums for more in allowed.beside):
            seen = f"大写的金额是 {fixed(written)}，上面各行相加是 {fixed(whole[done])}"
            message = f"{seen}，请核对有没有漏行、抄错，或大写没有跟着改"
            cell = grid.sheet.address(row, column)
            yield Finding("S127", Severity.WARNING, message, row + grid.sheet.top, cell, _AMOUNT, fixed(whole[done]))


def _capitals(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """The rows that are no lines and hold an amount in capitals: row, first column with text, and fen."""
    across = range(grid.columns[0], grid.columns[-1] + 1)  # beside the table another paper may stand
    for row in sorted({*(total.row for total in grid.rows.totals), *grid.rows.lone, *grid.under}):
        texts = {c: cell for c in across if isinstance(cell := grid.sheet.rows[row][c], str) and cell}
        joined = " ".join(texts.values())
        written = fen_in_capitals(joined)
        if written is not None and not _OF_OTHERS.search(joined):
            yield row, min(texts), written


def _sums(amounts: Sequence[str | int | None], uncounted: Collection[int]) -> list[int]:
    """What the first lines add up to, however many, without those uncounted."""
    counted = (value if isinstance(value, int) and i not in uncounted else 0 for i, value in enumerate(amounts))
    return list(accumulate(counted, initial=0))
