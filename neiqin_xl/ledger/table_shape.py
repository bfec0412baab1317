"""What a table of the ledger is declared with."""

from __future__ import annotations

from typing import NamedTuple

INTEGER, TEXT, BLOB = "INTEGER", "TEXT", "BLOB"


class TableShape(NamedTuple):
    """A table's columns in order as (name, SQL type), its key and its indexes. `fact` tables are append-only.

    `sparse` are texts with an index of only those rows that have one; a query that is to find it says `> ''`, too.
    `follows` are columns of a fact that follow from the others and from the settings, and may be computed anew.
    """

    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    fact: bool = False
    sparse: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
