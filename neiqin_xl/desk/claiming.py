"""Dropped files to bytes that are ours: out of the inbox, so that nobody edits what is being read, then into our store.

Each step may be cut off anywhere: a claim without its file is void, and a capture is made again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.desk.originals import keep_blobs
from neiqin_xl.desk.results import REJECTED, Json
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.workspace import Workspace

_MUCH_BYTES = 16 << 20  # so much is held in memory until it is in our store


class Claiming:
    """Claims of one workspace. `unreadable` tells of files whose bytes could not be had, by arrival."""

    def __init__(self, workspace: Workspace, ledger: Ledger, log: logging.Logger) -> None:
        self.workspace, self.ledger, self.log = workspace, ledger, log
        self.unreadable: dict[int, Json] = {}

    def claim(self, some: Iterable[Arrival]) -> list[Arrival]:
        """Move files out of the inbox; those that are ours now. A file that cannot be moved stays where it is."""
        mine, lost = [*some], set[int]()
        self.workspace.working.mkdir(parents=True, exist_ok=True)
        new = [one for one in mine if one.state == arrivals.CLAIMING and one.claim]
        moved = machine.move_all([(one.original, Path(one.claim)) for one in new])
        for arrival, error in zip(new, moved, strict=True):
            try:
                if error is not None:
                    _finish(arrival.original, Path(arrival.claim), error)
            except FileNotFoundError:
                lost.add(arrival.id)
            except OSError as said:
                if not machine.is_busy(said):
                    raise
                lost.add(arrival.id)
                self.log.info("arrival %d is busy, left where it is", arrival.id)
        mine = [one for one in mine if one.id not in lost]
        with self.ledger.transaction():
            arrivals.set_state(self.ledger, lost, arrivals.GONE)
            arrivals.set_state(
                self.ledger, [one.id for one in mine if one.state == arrivals.CLAIMING], arrivals.CLAIMED
            )
        return mine

    def capture(self, some: list[Arrival]) -> list[Arrival]:
        """Keep the bytes of claimed files in our own store, and number the batches; the captured arrivals."""
        hashes, lost, waiting = [], [], set[int]()
        blobs: dict[str, bytes] = {}
        held_bytes = 0
        for arrival in some:
            if arrival.state in (arrivals.CAPTURED, arrivals.MERGED):
                continue
            try:
                data = machine.open_shared(Path(arrival.claim) if arrival.claim else arrival.original)
            except FileNotFoundError:
                lost.append(arrival.id)
                continue
            except OSError as error:
                # Nobody may read it, or somebody holds it: the others must not wait for it.
                self._say_unreadable(arrival, error)
                waiting.add(arrival.id)
                if not arrival.claim:
                    lost.append(arrival.id)
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            hashes.append((arrival.id, sha256, len(data)))
            blobs[sha256] = data
            held_bytes += len(data)
            if held_bytes > _MUCH_BYTES:
                keep_blobs(self.workspace, blobs)
                blobs.clear()
                held_bytes = 0
        keep_blobs(self.workspace, blobs)
        with self.ledger.transaction():
            arrivals.capture(self.ledger, hashes)
            arrivals.set_state(self.ledger, lost, arrivals.GONE)
        now = arrivals.get(self.ledger, [one.id for one in some if one.id not in lost and one.id not in waiting])
        return [one for one in now if one.state == arrivals.CAPTURED]

    def _say_unreadable(self, arrival: Arrival, error: OSError) -> None:
        self.log.info("arrival %d cannot be read: %s", arrival.id, error.strerror)
        where = "已移到“.处理中”，稍后自动再试" if arrival.claim else "没有处理"
        self.unreadable[arrival.id] = {
            "file": arrival.name,
            "office": arrival.office,
            "batch": None,
            "verdict": REJECTED,
            "fate": words.NOT_TAKEN.shown,
            "message": f"“{arrival.name}”打不开，没有读取权限或正被占用；{where}。请检查权限，或关闭占用它的程序。",
            "reply": "",
            "rows": dict.fromkeys(("read", "accepted", "held", "rejected", "duplicate", "totals", "skipped"), 0),
            "documents": 0,
            "errors": 1,
            "findings": [],
            "taught": [],
        }


def _finish(path: Path, claim: Path, error: OSError) -> None:
    """See to a file that did not move: what an earlier run claimed is ours; where it left both names, one goes."""
    if not claim.exists():
        raise error
    if path.exists() and machine.sha256(path) == machine.sha256(claim):
        path.unlink()
