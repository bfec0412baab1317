"""What an intake made out of date: masters by type, summaries by day. Kept in the ledger until published."""

from __future__ import annotations

from neiqin_xl.ledger.standing import Change
from neiqin_xl.ledger.store import Ledger

MASTER, DAY = "master", "day"


def note_stale(ledger: Ledger, change: Change) -> None:
    """Remember, in the caller's transaction, which masters and which days a change touched."""
    rows = [(MASTER, name, "") for name in sorted(change.types)] + [(DAY, "", day) for day in sorted(change.dates)]
    ledger.insert("stale", rows, instead=True)


def stale_masters(ledger: Ledger) -> list[str]:
    """Sheet types whose master is out of date."""
    return [row[0] for row in ledger.rows("SELECT name FROM stale WHERE kind = ? ORDER BY name", (MASTER,))]


def stale_days(ledger: Ledger) -> list[str]:
    """Days whose summaries are out of date, ascending."""
    return [row[0] for row in ledger.rows("SELECT period FROM stale WHERE kind = ? ORDER BY period", (DAY,))]


def forget_stale(ledger: Ledger, kind: str, name: str = "") -> None:
    """These are published."""
    ledger.execute("DELETE FROM stale WHERE kind = ? AND name = ?", (kind, name))
