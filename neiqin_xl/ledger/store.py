"""The ledger's file: one connection, transactions, ids and bulk statements. It knows tables, not business."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from neiqin_xl.ledger import database, schema
from neiqin_xl.model.sheet_type import SheetType

Row = tuple[Any, ...]
T = TypeVar("T")

# One parameter for a list of any length: the statement stays the same, so it is compiled once.
_LISTED = "(SELECT value FROM json_each(?))"


class NewerLedger(Exception):  # noqa: N818 (a state to act on, not a mistake)
    """The ledger was written by a newer version; the text is a Chinese sentence."""


class Ledger:
    """An open ledger of the given sheet types. Use `transaction()` around everything that writes."""

    def __init__(self, path: Path, kinds: Mapping[str, SheetType]) -> None:
        """Open the ledger at `path`, creating or extending it where tables or columns are missing."""
        self.path = path
        self.kinds = kinds
        tables = schema.shapes(kinds)
        wanted = schema.fingerprint(tables)
        self.migrated = False
        if self._stored(path, "fingerprint") != wanted:
            version = self._stored(path, "version")
            if version is not None and int(version) > schema.VERSION:
                raise NewerLedger("这个工作区的账是更新版本的 neiqin_xl 写的，请先升级本机的 neiqin_xl 再用。")
            path.parent.mkdir(parents=True, exist_ok=True)
            database.migrate(path, tables)
            self.migrated = True
        self.connection = database.connect(path)
        self._next: dict[str, int] = {}
        self._memory: dict[str, Any] = {}
        self._seen_version = 0
        if self.migrated:
            with self.transaction():
                self.set_meta("fingerprint", wanted)
                self.set_meta("version", str(schema.VERSION))

    @staticmethod
    def _stored(path: Path, name: str) -> str | None:
        if not path.exists():
            return None
        connection = sqlite3.connect(path, timeout=30)
        try:
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        except sqlite3.OperationalError:
            return None
        finally:
            connection.close()
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Close the file; a transaction that is still open is rolled back."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: committed at the end of the block, rolled back by an exception. Blocks do not nest."""
        self.connection.execute("BEGIN IMMEDIATE")
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        if version != self._seen_version:
            # Somebody else wrote since: what we remember may be no longer so.
            self.forget()
            self._seen_version = version
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            self.forget()
            raise
        self.commit()

    @contextmanager
    def copied(self) -> Iterator[Ledger]:
        """A copy of the whole ledger to try things on; it is gone afterwards, and this one was only read."""
        import tempfile

        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "ledger.db"
            with contextlib.closing(sqlite3.connect(path)) as target:
                self.connection.backup(target)
            copy = Ledger(path, self.kinds)
            try:
                copy.connection.execute("PRAGMA synchronous=OFF")
                yield copy
            finally:
                copy.close()

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """What was looked up under that name, made at first; gone as soon as anything else than we changed the ledger.

        For use within transactions.
        """
        if name not in self._memory:
            self._memory[name] = make()
        found: T = self._memory[name]
        return found

    def forget(self) -> None:
        """Look everything up again: which ids come next, and whatever else is remembered."""
        self._next.clear()
        self._memory.clear()

    def commit(self) -> None:
        """Make the open transaction durable."""
        self.connection.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of a query, fetched whole."""
        return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, None where there is none."""
        row: Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def rows_in(self, sql: str, keys: Iterable[object], before: Sequence[object] = ()) -> list[Row]:
        """The rows of a query that has `IN (?*)`, for any number of keys; `before` fills the placeholders in front."""
        wanted = list(keys)
        return self.rows(sql.replace("(?*)", _LISTED), [*before, json.dumps(wanted)]) if wanted else []

    def execute(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement; the number of rows it changed."""
        return self.connection.execute(sql, values).rowcount

    def execute_in(self, sql: str, keys: Iterable[object]) -> None:
        """Run a statement that has `IN (?*)` for any number of keys."""
        if wanted := list(keys):
            self.connection.execute(sql.replace("(?*)", _LISTED), (json.dumps(wanted),))

    def insert(
        self, table: str, rows: Sequence[Row], columns: Sequence[str] | None = None, *, instead: bool = False
    ) -> None:
        """Insert rows in bulk, in the table's own column order or that named; `instead` replaces by key."""
        if not rows:
            return
        named = "" if columns is None else ' ("' + '", "'.join(columns) + '")'
        verb = "INSERT OR REPLACE" if instead else "INSERT"
        marks = ",".join("?" * len(rows[0]))
        self.connection.executemany(f'{verb} INTO "{table}"{named} VALUES ({marks})', rows)

    def new_ids(self, table: str, count: int, *, column: str = "id") -> range:
        """The next `count` ids of a table. Lines of all types share one sequence, named "line"."""
        if table not in self._next:
            self._next[table] = self._highest(table, column) + 1
        first = self._next[table]
        self._next[table] = first + count
        return range(first, first + count)

    def _highest(self, table: str, column: str) -> int:
        tables = [schema.line_table(kind) for kind in self.kinds.values()] if table == "line" else [table]
        return max(int((self.one(f'SELECT max("{column}") FROM "{name}"') or (0,))[0] or 0) for name in tables)

    def meta(self, name: str) -> str | None:
        """A value kept about the ledger itself."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value about the ledger itself."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
