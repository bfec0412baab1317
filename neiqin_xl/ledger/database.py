"""The ledger's file: its tables as they are declared, and connections to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from neiqin_xl.ledger.table_shape import BLOB, INTEGER, TEXT, TableShape


def migrate(path: Path, tables: Mapping[str, TableShape]) -> None:
    """Create what is missing: tables, columns, indexes, and the triggers that keep facts as they are. Drops nothing."""
    import sqlalchemy as sql

    engine = sql.create_engine(f"sqlite:///{path.as_posix()}")
    metadata = sql.MetaData()
    types = {INTEGER: sql.Integer, TEXT: sql.Text, BLOB: sql.LargeBinary}
    for name, shape in tables.items():
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
        sql.Table(name, metadata, *columns, sqlite_with_rowid=len(shape.key) == 1)
    try:
        with engine.begin() as connection:
            # The driver opens no transaction for statements like these: each would be a commit of its own.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            metadata.create_all(connection)
            present = sql.inspect(connection)
            for name, shape in tables.items():
                have = {column["name"] for column in present.get_columns(name)}
                for column, kind in shape.columns:
                    if column not in have:
                        connection.exec_driver_sql(f'ALTER TABLE "{name}" ADD COLUMN "{column}" {kind}')
                for columns_of_index in shape.indexes:
                    index = f"{name}_by_{'_'.join(columns_of_index)}"
                    listed = ", ".join(f'"{column}"' for column in columns_of_index)
                    connection.exec_driver_sql(f'CREATE INDEX IF NOT EXISTS "{index}" ON "{name}" ({listed})')
                if shape.fact:
                    _keep_as_written(connection.exec_driver_sql, name)
    finally:
        engine.dispose()


def _keep_as_written(execute: Callable[[str], object], name: str) -> None:
    # Composed lines (overlays of several papers, see merge.py) live among the facts but follow from them.
    guard = "WHEN OLD.composed = 0" if name.startswith("line_") else ""
    for action in ("UPDATE", "DELETE"):
        execute(
            f'CREATE TRIGGER IF NOT EXISTS "{name}_no_{action.lower()}" BEFORE {action} ON "{name}" {guard} '
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
