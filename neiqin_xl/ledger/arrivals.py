"""Dropped files and how far each has come: the state machine of intake, kept so that any crash can be picked up.

    claiming → claimed → captured → merged → done            gone: the file vanished before its bytes were ours

A state is written before the step that it announces, so a step that was cut off is found again and repeated; each is
harmless to repeat.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger
from neiqin_xl.machine import safe_name

CLAIMING, CLAIMED, CAPTURED, MERGED, DONE, GONE = "claiming", "claimed", "captured", "merged", "done", "gone"
MOST_ATTEMPTS = 3
_CLAIM_NAME = 60  # a claim stands in a deeper folder under a longer name than the file had
_BYTES = "bytes:"


class Arrival(NamedTuple):
    """A file that was dropped.

    `path` is where it lay, `claim` where it was moved to ("" for a file outside the inbox). `told` is what a person
    said of its columns when handing it over, as JSON of header text to field; "" where nobody said anything.
    """

    id: int
    batch: int | None
    run: int
    path: str
    name: str
    office: str
    claim: str
    fixed_type: str
    arrived_at: str
    state: str
    attempts: int
    sha256: str
    canonical: str
    verdict: str
    message: str
    told: str = ""

    @property
    def original(self) -> Path:
        """Where the file lay."""
        return _path_of(self.path)


@lru_cache(64)
def _path_of(stored: str) -> Path:
    """The path that `stored_path` gave as text; asked for at every step of a file's way."""
    if stored.startswith(_BYTES):
        return Path(os.fsdecode(bytes.fromhex(stored.removeprefix(_BYTES))))
    return Path(stored)


def stored_path(path: Path) -> str:
    """A path as text that can be stored, also where its bytes are no text (a name from an old archive or server)."""
    text = str(path)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return f"{_BYTES}{os.fsencode(text).hex()}"
    return text


def shown_name(path: Path) -> str:
    """A file's name as people can read it; bytes that are no UTF-8 are tried as GB18030."""
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


_COLUMNS = (
    "id, batch, run, path, name, office, claim, fixed_type, arrived_at, state, attempts, sha256, canonical, verdict, "
    "message, coalesce(told, '')"
)


class Dropped(NamedTuple):
    """What is known of a file before anything is done with it. `moved` is False for a file that stays where it is.

    `told` is as in `Arrival`.
    """

    path: str
    name: str
    office: str
    fixed_type: str
    moved: bool
    told: str = ""


def announce(ledger: Ledger, files: Sequence[Dropped], *, run: int, at: str, claim_folder: str) -> list[Arrival]:
    """Note that these files are about to be claimed, before anything is moved."""
    made = [
        Arrival(
            number,
            None,
            run,
            one.path,
            one.name,
            one.office,
            f"{claim_folder}/{number}__{safe_name(one.name, _CLAIM_NAME)}" if one.moved else "",
            one.fixed_type,
            at,
            CLAIMING,
            0,
            "",
            "",
            "",
            "",
            one.told,
        )
        for number, one in zip(ledger.new_ids("arrival", len(files)), files, strict=True)
    ]
    ledger.insert("arrival", made)
    return made


def unfinished(ledger: Ledger) -> list[Arrival]:
    """Arrivals that some earlier run left in the middle, oldest first."""
    return [
        Arrival(*row)
        for row in ledger.rows(
            f"SELECT {_COLUMNS} FROM arrival WHERE state IN (?, ?, ?, ?) ORDER BY id",
            (CLAIMING, CLAIMED, CAPTURED, MERGED),
        )
    ]


def get(ledger: Ledger, ids: Iterable[int]) -> list[Arrival]:
    """These arrivals as they stand now, by id."""
    return sorted(
        (Arrival(*row) for row in ledger.rows_in(f"SELECT {_COLUMNS} FROM arrival WHERE id IN (?*)", ids)),
        key=lambda one: one.id,
    )


def of_batch(ledger: Ledger, batch: int) -> Arrival | None:
    """The arrival with that batch number."""
    row = ledger.one(f"SELECT {_COLUMNS} FROM arrival WHERE batch = ?", (batch,))
    return None if row is None else Arrival(*row)


def newest_batch(ledger: Ledger) -> Arrival | None:
    """The arrival with the highest batch number; None where nothing ever arrived."""
    row = ledger.one(f"SELECT {_COLUMNS} FROM arrival WHERE batch IS NOT NULL ORDER BY batch DESC LIMIT 1")
    return None if row is None else Arrival(*row)


def set_state(ledger: Ledger, ids: Iterable[int], state: str) -> None:
    """Move arrivals to a state."""
    ledger.connection.executemany("UPDATE arrival SET state = ? WHERE id = ?", [(state, one) for one in ids])


def capture(ledger: Ledger, hashes: Sequence[tuple[int, str, int]]) -> None:
    """The bytes of these (arrival, sha256, size) are in our store: number the batches in order."""
    row = ledger.one("SELECT coalesce(max(batch), 0) FROM arrival")
    batch = int(row[0]) if row is not None else 0
    for number, sha256, size in hashes:
        batch += 1
        ledger.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (sha256, size))
        ledger.execute(
            "UPDATE arrival SET state = ?, sha256 = ?, batch = ? WHERE id = ?", (CAPTURED, sha256, batch, number)
        )


def count_attempt(ledger: Ledger, some: Iterable[Arrival]) -> None:
    """Written before a file is taken in again, so that one that brings everything down is not tried for ever."""
    ledger.connection.executemany(
        "UPDATE arrival SET attempts = attempts + 1 WHERE id = ?", [(one.id,) for one in some]
    )


def settle(ledger: Ledger, arrival: Arrival, *, canonical: str, verdict: str, message: str) -> None:
    """The verdict on an arrival, in the transaction that holds its rows."""
    ledger.execute(
        "UPDATE arrival SET state = ?, canonical = ?, verdict = ?, message = ? WHERE id = ?",
        (MERGED, canonical, verdict, message, arrival.id),
    )


def earlier_with(ledger: Ledger, column: str, value: str, before: int) -> Arrival | None:
    """The newest live arrival before this one with the same sha256 or canonical hash whose content was taken in."""
    if column not in ("sha256", "canonical"):
        raise ValueError(column)
    row = ledger.one(
        f"SELECT {_COLUMNS} FROM arrival WHERE {column} = ? AND id < ? AND state IN ('merged', 'done') "
        "AND verdict IN ('accepted', 'partly', 'held', 'duplicate') "
        "AND id NOT IN (SELECT arrival FROM undone) AND EXISTS (SELECT 1 FROM paper WHERE paper.arrival = arrival.id) "
        "ORDER BY verdict = 'duplicate', id DESC LIMIT 1",
        (value, before),
    )
    return None if row is None else Arrival(*row)


def next_run(ledger: Ledger) -> int:
    """The number of a new run."""
    row = ledger.one("SELECT coalesce(max(run), 0) + 1 FROM arrival")
    return int(row[0]) if row is not None else 1
