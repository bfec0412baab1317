"""Several quantities under names of the house's own (东门店数量, 西门店数量): which one is meant nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.across import FEWEST, run_of
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.grossness import adds_up
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.model.finding import Finding, Severity

_QTY = words.QTY.key


def said_of_rivals(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """An error for a table that was read by one of several such quantities, where no amount says that it is the one."""
    at = columns.at
    index = at.get(_QTY)
    if index is None or grid.names[index] in known_headers() or columns.rank.get(_QTY) is Rank.RECKONED:
        return
    across = run_of(grid).across
    if len(across) < FEWEST or index not in [one.quantity for one in across]:
        return
    for price, amount in words.AMOUNT_OF_PRICE.items():
        is_priced = price in at and amount in at and grid.names[at[amount]] in known_headers()
        if is_priced and adds_up(grid, index, at[price], at[amount]):
            return
    named = "”“".join(grid.texts[one.quantity] for one in across)
    todo = "请在右边加一栏“合计”，写每一行加起来的数，或改成一行一个数量，再放入"
    yield Finding("C137", Severity.ERROR, f"“{named}”都是数量，看不出要记哪一栏，先没有入账；{todo}", field=_QTY)
