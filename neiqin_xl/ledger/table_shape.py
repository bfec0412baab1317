"""What a table of the ledger is declared with."""

from __future__ import annotations

from dataclasses import dataclass

INTEGER, TEXT, BLOB = "INTEGER", "TEXT", "BLOB"


@dataclass(frozen=True)
class TableShape:
    """A table's columns in order as (name, SQL type), its key and its indexes. `fact` tables are append-only."""

    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    fact: bool = False
