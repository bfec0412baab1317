"""What each day came to, over all time: kept in the ledger, so that only days with new papers are added up again."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl.ledger.stale import DAY, SUMMED
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

BY = ("measure", "currency", "day")

_ADDED = "SELECT measure, currency, date, coalesce(sum(quantity), 0), coalesce(sum(amount), 0) FROM posting"
_GROUPED = "GROUP BY measure, currency, date"
# Days on which anything was posted otherwise since they were added up.
_STALE = f"(SELECT period FROM stale WHERE kind = '{DAY}' AND name <> '{SUMMED}')"


def day_sums(ledger: Ledger, measures: Measure | Iterable[Measure]) -> list[Row]:
    """(measure, currency, day, quantity, amount) for each day with postings of these measures, sorted."""
    asked = [one.value for one in ([measures] if isinstance(measures, Measure) else measures)]
    listed = f"measure IN ({', '.join('?' * len(asked))})"
    return ledger.rows(
        f"SELECT measure, currency, date, quantity, amount FROM day_sum WHERE {listed} AND date NOT IN {_STALE} "
        f"UNION ALL {_ADDED} WHERE {listed} AND date IN {_STALE} {_GROUPED} ORDER BY 1, 2, 3",
        [*asked, *asked],
    )


def remember_days(ledger: Ledger) -> None:
    """Keep the sums of the days that are out of date as they are now, so that reports need not add them up.

    The caller holds the transaction.
    """
    ledger.execute(f"DELETE FROM day_sum WHERE date IN {_STALE}")
    measures = ", ".join(f"'{one.value}'" for one in Measure)
    ledger.execute(f"INSERT INTO day_sum {_ADDED} WHERE measure IN ({measures}) AND date IN {_STALE} {_GROUPED}")
    ledger.execute("UPDATE OR REPLACE stale SET name = ? WHERE kind = ? AND name <> ?", (SUMMED, DAY, SUMMED))
