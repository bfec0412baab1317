"""The ledger's file: its tables as they are declared, and connections to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from neiqin_xl.ledger.table_shape import BLOB, INTEGER, TEXT, TableShape


def migrate(path: Path, tables: Mapping[str, TableShape]) -> None:
    """Create what is missing: tables, columns, indexes, and the triggers that keep facts as they are.

    Nothing is dropped but indexes that are declared no longer, or otherwise.

    A table of derived rows that are told apart by more than when it was made is made anew, and its rows kept.
    """
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        # One commit: each of these statements would be one of its own.
        connection.execute("BEGIN IMMEDIATE")
        before = {name: _present(connection, name) for name in tables}
        told_by_more = [
            name
            for name, shape in tables.items()
            if before[name].columns and not shape.fact and before[name].key < set(shape.key)
        ]
        for name in told_by_more:
            connection.execute(f'ALTER TABLE "{name}" RENAME TO "{name}_before"')
        for statement in _creating(tuple(tables.items())):
            connection.execute(statement)
        for name in told_by_more:
            listed = ", ".join(f'"{column}"' for column in before[name].columns)
            connection.execute(f'INSERT INTO "{name}" ({listed}) SELECT {listed} FROM "{name}_before"')
            connection.execute(f'DROP TABLE "{name}_before"')
        for name, shape in tables.items():
            have = _present(connection, name).columns
            for column, kind in shape.columns:
                if column not in have:
                    connection.execute(f'ALTER TABLE "{name}" ADD COLUMN "{column}" {kind}')
            _keep_indexes(connection, name, shape)
            if shape.fact:
                _keep_as_written(connection.execute, name, shape)
        connection.execute("COMMIT")


def _keep_indexes(connection: sqlite3.Connection, table: str, shape: TableShape) -> None:
    wanted = {}
    for columns in shape.indexes:
        index, listed = f"{table}_by_{'_'.join(columns)}", ", ".join(f'"{column}"' for column in columns)
        wanted[index] = f'CREATE INDEX "{index}" ON "{table}" ({listed})'
    for column in shape.sparse:
        index = f"{table}_by_{column}"
        wanted[index] = f'CREATE INDEX "{index}" ON "{table}" ("{column}") WHERE "{column}" > \'\''
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    have = dict(connection.execute(asked, (table,)).fetchall())
    for index, statement in have.items():
        if statement != wanted.get(index):
            connection.execute(f'DROP INDEX "{index}"')
    for index, statement in wanted.items():
        if have.get(index) != statement:
            connection.execute(statement)


class _Present(NamedTuple):
    """A table as it is in the file; without columns where there is none."""

    columns: list[str]
    key: set[str]


def _present(connection: sqlite3.Connection, name: str) -> _Present:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    return _Present([column for column, _ in columns], {column for column, place in columns if place})


@cache
def _creating(tables: tuple[tuple[str, TableShape], ...]) -> list[str]:
    """The statements that create these tables where they are missing."""
    import sqlalchemy as sql
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateTable

    types = {INTEGER: sql.Integer, TEXT: sql.Text, BLOB: sql.LargeBinary}
    metadata, dialect = sql.MetaData(), sqlite.dialect()
    statements = []
    for name, shape in tables:
        columns: list[sql.Column[Any]] = [
            sql.Column(
                column,
                types[kind],
                primary_key=column in shape.key,
                autoincrement=False,
                nullable=column not in shape.key,
            )
            for column, kind in shape.columns
        ]
        # A table with a key of several columns is its own index.
        table = sql.Table(name, metadata, *columns, sqlite_with_rowid=len(shape.key) == 1)
        statements.append(str(CreateTable(table, if_not_exists=True).compile(dialect=dialect)))
    return statements


def _keep_as_written(execute: Callable[[str], object], name: str, shape: TableShape) -> None:
    # Composed lines (overlays of several papers, see folded.py) live among the facts but follow from them.
    guard = "WHEN OLD.composed = 0" if name.startswith("line_") else ""
    kept = ", ".join(f'"{column}"' for column, _ in shape.columns if column not in shape.follows)
    for action, changed in (("UPDATE", f"UPDATE OF {kept}"), ("DELETE", "DELETE")):
        trigger = f'"{name}_no_{action.lower()}"'
        execute(f"DROP TRIGGER IF EXISTS {trigger}")
        execute(
            f'CREATE TRIGGER {trigger} BEFORE {changed} ON "{name}" {guard} '
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )


def connect(path: Path) -> sqlite3.Connection:
    """A connection as DESIGN §6 wants it: rollback journal, every commit on the disk, patient with readers."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA cache_size=-65536")
    return connection
