"""Where the bytes of a drop are: in our own store by their hash, and in the archive under their batch number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.first_use import late_pattern
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.workspace import Workspace

_LONGEST_NAME = 120
_NUMBERED = late_pattern(r"(\d{5,9})_")


def blob_path(workspace: Workspace, sha256: str) -> Path:
    """Where the bytes with that hash are kept."""
    return workspace.blobs / sha256[:2] / sha256


def keep_blobs(workspace: Workspace, blobs: Mapping[str, bytes]) -> None:
    """Keep bytes by their hashes; nothing of those that are kept already."""
    new: dict[str, bytes] = {}
    for sha256, data in blobs.items():
        path = blob_path(workspace, sha256)
        try:
            if path.stat().st_size == len(data):
                continue
            path.unlink()
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        new[path.relative_to(workspace.blobs).as_posix()] = data
    kept = machine.write_all_new(workspace.blobs, new)
    for name in new.keys() - kept:
        machine.write_new(workspace.blobs / name, new[name])


def archived_path(workspace: Workspace, arrival: Arrival) -> Path:
    """Where the original of a numbered arrival is filed."""
    name = machine.safe_name(f"{arrival.batch:05d}_{arrival.name}", _LONGEST_NAME)
    return workspace.done / arrival.arrived_at[:7] / name


def arrival_filed_at(workspace: Workspace, ledger: Ledger, path: Path) -> Arrival | None:
    """The arrival whose original is filed there; None where the path is none of ours."""
    found = _NUMBERED.match(path.name)
    arrival = arrivals.of_batch(ledger, int(found[1])) if found else None
    return arrival if arrival is not None and archived_path(workspace, arrival) == path else None
