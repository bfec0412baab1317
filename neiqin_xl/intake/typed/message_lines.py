"""Tables that were taken apart from lines of text, told by the rows of the sheet that the lines stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.message_heads import turns
from neiqin_xl.intake.values.said_goods import counts
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

_LISTED = 10
_MOST_NAMED = 40
_UNSURE = "“{}”看不准是什么货、要多少；请一行写一样货，如“酱油 10箱”，再放入；不是货的请删去这一行"
_OTHERWISE = "“{}”是说下面的货是另一回事吗？是的，请把下面的另存一份，写明是谁的什么单，再放入；不是的请删去这一行"


def as_written(grid: Grid, table: Table) -> Table:
    """The table with the row numbers of its sheet, and a 说明 of how it was read; any other table as it is."""
    if not grid.is_message:
        return table
    sheet = grid.sheet
    number = {row + sheet.top: places[0][0] for row, places in enumerate(sheet.places)}
    findings = [one if one.row is None else one._replace(row=number[one.row]) for one in table.findings]
    asked = [i for i, row in enumerate(grid.rows.data) if sheet.rows[row][1] == ""] if table.values else []
    return replace(
        table,
        header_row=max(sheet.places[0][0][0] - 1, 1),
        rows=[number[row] for row in table.rows],
        unread=table.unread | {(i, name) for i in asked for name in (words.QTY.key, words.UNIT.key)},
        findings=[*_told(grid), *findings],
    )


def _told(grid: Grid) -> Iterator[Finding]:
    """What was read, and an error for each line that may have meant goods."""
    sheet = grid.sheet
    sure = [row for row in grid.rows.data if sheet.rows[row][1] != ""]
    if sure:
        read = "、".join("{} {}{}".format(*sheet.rows[row]) for row in sure[:_LISTED])
        seen = f"没有表头，按文字一样一样读出 {len(sure)} 样货：{read}{'等' * (len(sure) > _LISTED)}"
        yield Finding("S125", Severity.NOTE, f"{seen}；请看看品名、数量对不对")
    for row in grid.rows.data:
        if sheet.rows[row][1] == "":
            said = str(sheet.rows[row][0])
            asked = _OTHERWISE if turns(said) and not counts(said) else _UNSURE
            place = sheet.places[row][0][0], sheet.address(row, 0)
            yield Finding("S123", Severity.ERROR, asked.format(said[:_MOST_NAMED]), *place)
