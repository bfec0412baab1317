"""Workbooks of ours that people edited and that lie beside the new ones: which of them are settled."""

from __future__ import annotations

from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.desk.registering import was_taken_in
from neiqin_xl.ledger.hand_edits import forget_edits, hand_edits
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.workspace import Workspace


def forget_settled_edits(workspace: Workspace, ledger: Ledger) -> None:
    """Forget those that somebody took away, or dropped. The caller holds the workspace lock."""
    settled = [path for path, _ in hand_edits(ledger) if _is_settled(workspace.root / path, ledger)]
    if settled:
        with ledger.transaction():
            forget_edits(ledger, settled)


def _is_settled(path: Path, ledger: Ledger) -> bool:
    try:
        # Of a folder that is not to be seen now, nothing is known.
        return was_taken_in(ledger, machine.sha256(path)) if path.exists() else path.parent.is_dir()
    except OSError:
        return False
