"""Several quantities (东门店数量 and 西门店数量, 数量(箱) and 数量(瓶)): which one is meant nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.intake.recognition.across import FEWEST, run_of
from neiqin_xl.intake.recognition.columns import Columns, Rank
from neiqin_xl.intake.recognition.grossness import adds_up
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import header_hints

_QTY = words.QTY.key


def said_of_rivals(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """An error for a table that was read by one of several such quantities, where no amount says that it is the one."""
    at = columns.at
    index = at.get(_QTY)
    if index is None or columns.rank.get(_QTY) is Rank.RECKONED:
        return
    if grid.names[index] in known_headers():
        rivals = _in_other_units(grid, columns, index)
        todo = "请只留单价所算的那一栏，或加一栏“金额”，再放入"
    else:
        across = run_of(grid).across
        rivals = [one.quantity for one in across] if len(across) >= FEWEST else []
        todo = "请在右边加一栏“合计”，写每一行加起来的数，或改成一行一个数量，再放入"
    if index not in rivals:
        return
    for price, amount in words.AMOUNT_OF_PRICE.items():
        is_priced = price in at and amount in at and grid.names[at[amount]] in known_headers()
        if is_priced and adds_up(grid, index, at[price], at[amount]):
            return
    named = "”“".join(grid.texts[one] for one in rivals)
    yield Finding("C137", Severity.ERROR, f"“{named}”都是数量，看不出要记哪一栏，先没有入账；{todo}", field=_QTY)


def _in_other_units(grid: Grid, columns: Columns, index: int) -> list[int]:
    """The quantity and others of its name that count another unit beside it; none where the lines have no price."""
    if columns.at.keys().isdisjoint(words.AMOUNT_OF_PRICE):
        return []
    taken = set(columns.at.values()) - {index}
    namesakes = [i for i, name in enumerate(grid.names) if name == grid.names[index] and i not in taken]
    units = {header_hints(grid.texts[i]).unit for i in namesakes}
    if len(units) == 1:
        return []
    rows = (grid.sheet.rows[row] for row in grid.rows.data)
    are_beside = any(sum(row[grid.columns[i]] != "" for i in namesakes) > 1 for row in rows)
    return namesakes if are_beside else []
