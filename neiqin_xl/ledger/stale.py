"""What a change of the books made out of date: masters by type, their lines by position, summaries by day.

It is noted in the transaction that changes the books and kept until it is published, whatever happens in between. Too
much does no harm; too little would leave a workbook wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from neiqin_xl.ledger.positions import Positions
from neiqin_xl.ledger.store import Ledger

MASTER, DAY, ASKED = "master", "day", "asked"
# The name that a day has whose sums are kept again (day_sums), though its summaries are still out of date.
SUMMED = "summed"
# Beside positions by sheet type, the ids of order lines on which something else may be open are noted under this name.
ORDER_BOOK = "order book"


def note_stale(ledger: Ledger, types: Iterable[str], days: Iterable[str], lines: Mapping[str, Iterable[int]]) -> None:
    """Remember, in the caller's transaction, which masters, which of their lines and which days a change touched."""
    rows = [(MASTER, name, "") for name in sorted(types)] + [(DAY, "", day) for day in sorted(days)]
    ledger.insert("stale", rows, instead=True)
    noted = [(name, json.dumps(Positions.of(lines[name]).runs())) for name in sorted(lines) if lines[name]]
    ids = ledger.new_ids("touched", len(noted))
    ledger.insert("touched", [(number, *row) for number, row in zip(ids, noted, strict=True)])


def note_asked(ledger: Ledger) -> None:
    """Remember, in the caller's transaction, that somebody was told to answer on the list of differences."""
    ledger.insert("stale", [(ASKED, "", "")], instead=True)


def is_asked(ledger: Ledger) -> bool:
    """Whether the list of differences has to be out anew, since something was asked that is answered on it."""
    return ledger.one("SELECT 1 FROM stale WHERE kind = ?", (ASKED,)) is not None


def forget_asked(ledger: Ledger) -> None:
    """The list is out, or still holds what nobody has dropped yet."""
    ledger.execute("DELETE FROM stale WHERE kind = ?", (ASKED,))


def stale_masters(ledger: Ledger) -> list[str]:
    """Sheet types whose master is out of date."""
    return [row[0] for row in ledger.rows("SELECT name FROM stale WHERE kind = ? ORDER BY name", (MASTER,))]


def stale_days(ledger: Ledger) -> list[str]:
    """Days whose summaries are out of date, ascending."""
    return [row[0] for row in ledger.rows("SELECT DISTINCT period FROM stale WHERE kind = ? ORDER BY period", (DAY,))]


def touched(ledger: Ledger, name: str) -> Positions:
    """The positions of a sheet type's lines that were touched since its master was published: come, gone or changed."""
    noted = ledger.rows("SELECT positions FROM touched WHERE type = ?", (name,))
    return Positions.of(
        position for (text,) in noted for first, count in json.loads(text) for position in range(first, first + count)
    )


def forget_touched(ledger: Ledger, name: str) -> None:
    """Whatever rests on these lines is as they are now."""
    ledger.execute("DELETE FROM touched WHERE type = ?", (name,))


def forget_master(ledger: Ledger, name: str) -> None:
    """The type's master is published as the books stand."""
    forget_touched(ledger, name)
    ledger.execute("DELETE FROM stale WHERE kind = ? AND name = ?", (MASTER, name))


def forget_days(ledger: Ledger) -> None:
    """The summaries are published as the books stand."""
    ledger.execute("DELETE FROM stale WHERE kind = ?", (DAY,))
