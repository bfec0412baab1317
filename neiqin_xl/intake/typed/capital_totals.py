"""Totals that stand in capitals under the goods, 合计（大写）：壹佰壹拾元整: they must be what the lines add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.units import Unread, Values
from neiqin_xl.intake.values.capitals import fen_in_capitals
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.money import fixed
from neiqin_xl.rules.lines import GOODS

_AMOUNT = words.AMOUNT_INCL.key
# What a customer owes in all, or has paid, is no sum of these lines.
_OF_OTHERS = late_pattern(r"[欠余]|累计|上期|上月|[已实應应][收付]|定金|订金|优惠|折")


def said_of_capitals(
    grid: Grid, columns: Columns, values: Values, unread: Unread, uncounted: Collection[int], beside: Collection[int]
) -> Iterator[Finding]:
    """A warning for each amount in capitals that is not the sum of the lines above it, or since the one before it.

    The lines `uncounted` may be in it or be left out of it, and so may what stands `beside` them, in fen.
    """
    amounts = values.get(_AMOUNT)
    if columns.kind.name not in GOODS or amounts is None or any(name == _AMOUNT for _, name in unread):
        return
    data, since = grid.rows.data, 0
    across = range(grid.columns[0], grid.columns[-1] + 1)
    rows = {*(total.row for total in grid.rows.totals), *grid.rows.lone, *grid.under}
    for row in sorted(rows):
        # Beside the table another paper may stand.
        texts = {c: cell for c in across if isinstance(cell := grid.sheet.rows[row][c], str) and cell}
        joined = " ".join(texts.values())
        written = fen_in_capitals(joined)
        done = sum(line < row for line in data)
        if written is None or not done or _OF_OTHERS.search(joined):
            continue
        whole = [(i, value) for i, value in enumerate(amounts[:done]) if isinstance(value, int)]
        sums = {
            sum(value for i, value in whole if i >= first and i not in left)
            for first in (0, since)
            for left in ((), uncounted)
        }
        since = done
        if not any(one + more == written for one in sums for more in beside):
            expected = sum(value for _, value in whole)
            seen = f"大写的金额是 {fixed(written)}，上面各行相加是 {fixed(expected)}"
            address = grid.sheet.address(row, min(texts))
            yield Finding(
                "S127",
                Severity.WARNING,
                f"{seen}，请核对有没有漏行、抄错，或大写没有跟着改",
                row + grid.sheet.top,
                address,
                _AMOUNT,
                fixed(expected),
            )
