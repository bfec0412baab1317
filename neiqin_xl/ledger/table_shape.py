"""What a table of the ledger is declared with."""

from __future__ import annotations

from typing import NamedTuple

INTEGER, TEXT, BLOB = "INTEGER", "TEXT", "BLOB"


class TableShape(NamedTuple):
    """A table's columns in order as (name, SQL type), its key and its indexes. `fact` tables are append-only."""

    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    fact: bool = False
