"""Workbooks of ours that people edited by hand and that were kept beside the new ones: they wait to be dropped.

They are remembered until somebody took them in or away, since nothing of them is in the books.
"""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl.ledger.store import Ledger


def note_edits(ledger: Ledger, paths: Iterable[str], at: str) -> None:
    """Remember, in the caller's transaction, that these lie there since that time; paths are below the workspace."""
    ledger.insert("hand_edit", [(path, at) for path in paths], instead=True)


def hand_edits(ledger: Ledger) -> list[tuple[str, str]]:
    """(path, time) of each that waits, the longest waiting first."""
    return [(path, at) for path, at in ledger.rows("SELECT path, at FROM hand_edit ORDER BY at, path")]


def forget_edits(ledger: Ledger, paths: Iterable[str]) -> None:
    """Nobody need look at these any more. The caller holds the transaction."""
    ledger.execute_in("DELETE FROM hand_edit WHERE path IN (?*)", paths)
