"""Where the bytes of a drop are: in our own store by their hash, and in the archive under their batch number."""

from __future__ import annotations

import re
from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.workspace import Workspace

_LONGEST_NAME = 120
_NUMBERED = re.compile(r"(\d{5,9})_")


def blob_path(workspace: Workspace, sha256: str) -> Path:
    """Where the bytes with that hash are kept."""
    return workspace.blobs / sha256[:2] / sha256


def keep_blob(workspace: Workspace, sha256: str, data: bytes) -> None:
    """Keep bytes by their hash; nothing where they are kept already."""
    path = blob_path(workspace, sha256)
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    machine.write_new(path, data)


def archived_path(workspace: Workspace, arrival: Arrival) -> Path:
    """Where the original of a numbered arrival is filed."""
    name = machine.safe_name(f"{arrival.batch:05d}_{arrival.name}", _LONGEST_NAME)
    return workspace.done / arrival.arrived_at[:7] / name


def arrival_filed_at(workspace: Workspace, ledger: Ledger, path: Path) -> Arrival | None:
    """The arrival whose original is filed there; None where the path is none of ours."""
    found = _NUMBERED.match(path.name)
    arrival = arrivals.of_batch(ledger, int(found[1])) if found else None
    return arrival if arrival is not None and archived_path(workspace, arrival) == path else None
