"""Files that were published for people, asked for by their names."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger


class Published(NamedTuple):
    """When a file was last published, or could not be, as ISO text, and why it waits since ("" where it does not)."""

    at: str
    waits: str


def last_published(ledger: Ledger, path: str) -> Published | None:
    """What became of the file at that path below the workspace; None where it was never published."""
    row = ledger.one("SELECT published_at, pending FROM publication WHERE path = ?", (path,))
    return None if row is None else Published(*row)


def is_published(ledger: Ledger, name: str) -> bool:
    """Whether a workbook of that name, without its ending, was ever published, in whatever folder."""
    return ledger.one("SELECT 1 FROM publication WHERE instr(path, ?) > 0 LIMIT 1", (f"/{name}.",)) is not None


def was_asked_for(ledger: Ledger, name: str) -> bool:
    """Whether a report whose files are called so was ever published, for whatever period."""
    found = "SELECT 1 FROM publication WHERE instr(path, ?) > 0 OR instr(path, ?) > 0 LIMIT 1"
    return ledger.one(found, (f"/{name}_", f"/{name}.")) is not None
