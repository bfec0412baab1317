"""The query sheet: a customer, a period and what is wanted → a table below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from neiqin_xl.desk.querying import askable
from neiqin_xl.faces.excel import patiently
from neiqin_xl.faces.workbench.actions import QUERY_SHEET
from neiqin_xl.faces.workbench.bench import rows_of, text_of
from neiqin_xl.faces.workbench.choices import customer_meant, period_meant
from neiqin_xl.faces.workbench.doing import Done
from neiqin_xl.faces.workbench.texts import as_text

if TYPE_CHECKING:
    from xlwings import Sheet

    from neiqin_xl.desk import Desk
    from neiqin_xl.faces.workbench.bench import Bench

Row = Sequence[str | int | Decimal | None]
FIRST_ROW = 7
_WIDEST, _LONGEST = 40, 20_000


def query(bench: Bench, desk: Desk) -> Done:
    """List what the query sheet asks for, below its cells; the answer says how many rows there are."""
    sheet = bench.named(QUERY_SHEET)
    customer, period, typed = (text_of(row[0]) for row in rows_of(sheet, "B2:B4"))
    what = typed or askable()[0]
    try:
        found = desk.query(
            what,
            period=period_meant(period, desk.today) or None,
            customer=customer_meant(desk.books, customer) or None,
        )
    except ValueError as error:
        why = str(error)
        patiently(lambda: _show(sheet, why, (), (), ()))
        return Done(why, well=False)
    said = _said(found["rows"], what)
    patiently(lambda: _show(sheet, said, found["titles"], found["rows"][:_LONGEST], found["codes"]))
    return Done(f"{what}：{said}")


def _show(sheet: Sheet, said: str, titles: Sequence[str], rows: Sequence[Row], codes: Sequence[int]) -> None:
    everything = sheet.range((FIRST_ROW, 1), (FIRST_ROW + _LONGEST + 1, _WIDEST))
    everything.clear_contents()
    everything.number_format = "General"
    sheet["B5"].value = as_text(said)
    if not titles:
        return
    for column in range(len(titles)):
        # Set before the values come: Excel makes numbers of order numbers, and formulas of hostile names.
        if column in codes or any(isinstance(row[column], str) for row in rows):
            sheet.range((FIRST_ROW, column + 1)).resize(len(rows) + 1, 1).number_format = "@"
    sheet.range((FIRST_ROW, 1)).resize(len(rows) + 1, len(titles)).value = [list(titles), *map(list, rows)]


def _said(rows: Sequence[object], what: str) -> str:
    if not rows:
        return f"这个客户和账期没有{what}"
    more = f"，只列出前 {_LONGEST} 行" if len(rows) > _LONGEST else ""
    return f"{len(rows)} 行{more}"
