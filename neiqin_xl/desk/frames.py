"""Lines of the books as a pandas DataFrame, for analysts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from neiqin_xl import money
from neiqin_xl.dates import Period
from neiqin_xl.ledger.books import LEADING, Books
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import SheetType

if TYPE_CHECKING:
    import pandas as pd


def frame(books: Books, kind: SheetType, period: Period | None) -> pd.DataFrame:
    """The lines of a type that stand, in order of entry; numbers are exact Decimals, dates are Timestamps."""
    import pandas as pd

    rows = [row[LEADING:] for row in books.master_rows(kind.name)]
    columns: dict[str, Any] = {}
    for n, one in enumerate(kind.fields):
        values = [row[n] for row in rows]
        if one.kind.places:
            columns[one.shown] = [None if value is None else money.unscaled(value, one.kind.places) for value in values]
        elif one.kind in (Kind.DATE, Kind.DATETIME):
            columns[one.shown] = pd.to_datetime(pd.Series(values, dtype="object"))
        else:
            columns[one.shown] = values
    made = pd.DataFrame(columns)
    if period is None or kind.dated is None:
        return made
    dated = made[kind.field[kind.dated].shown]
    return made[(dated >= pd.Timestamp(period.since)) & (dated < pd.Timestamp(period.before))].reset_index(drop=True)
