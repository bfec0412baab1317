"""Books in a temporary ledger, fed with drawn papers: no files, no reader, no clock."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from neiqin_xl import money
from neiqin_xl.ledger.books import LEADING, Books
from neiqin_xl.ledger.derive import derive, rebuild
from neiqin_xl.ledger.documents import papers_of
from neiqin_xl.ledger.export import digest, export
from neiqin_xl.ledger.facts import record
from neiqin_xl.ledger.identity import AMBIGUOUS
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.table import Source, Table
from neiqin_xl.sheets import sheet_types

TODAY = date(2026, 11, 21)


def drawn(type_name: str, picture: str) -> Table:
    """A table from a picture: `| order_no | qty |` over rows; empty cells are blank. Headings are field names."""
    kind = sheet_types()[type_name]
    names, *rows = _cells(picture)
    values = {name: [_value(kind.field[name].kind, row[n]) for row in rows] for n, name in enumerate(names)}
    columns = {name: Source(kind.field[name].shown, chr(ord("A") + n)) for n, name in enumerate(names)}
    return Table("Sheet1", "A1", 1, kind, 1.0, columns, list(range(2, 2 + len(rows))), values)


def with_column(picture: str, name: str, value: str) -> str:
    """The picture with one column more, filled the same on every row."""
    head, *rows = picture.strip().splitlines()
    return "\n".join([f"| {name} {head}", *(f"| {value} {row}" for row in rows)])


def without_column(picture: str, name: str) -> str:
    """The picture without that column."""
    rows = _cells(picture)
    gone = rows[0].index(name)
    return "\n".join("| " + " | ".join(row[:gone] + row[gone + 1 :]) + " |" for row in rows)


def _cells(picture: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in picture.strip().splitlines()]


def _value(kind: Kind, text: str):
    if not text:
        return None
    if kind.places:
        return money.scaled(text, kind.places)
    return int(text) if kind.is_number else text


@cache
def _empty_ledger() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        Ledger(path, sheet_types()).close()
        return path.read_bytes()


class Office:
    """A ledger to drop drawn papers into. `fates` of a drop are in the order of its rows."""

    def __init__(self, folder: Path) -> None:
        (folder / "ledger.db").write_bytes(_empty_ledger())
        self.ledger = Ledger(folder / "ledger.db", sheet_types())
        # Nothing here survives the test, so nothing need reach the disk.
        self.ledger.connection.execute("PRAGMA journal_mode=MEMORY")
        self.drops = 0

    @property
    def books(self) -> Books:
        return Books(self.ledger, TODAY)

    def drop(
        self, type_name: str, picture: str, *, bad_rows=(), office: str = "", read_again: bool = False
    ) -> list[str]:
        table = drawn(type_name, picture)
        return self._take_in([table], bad_rows, office, read_again=read_again)[0]

    def drop_workbook(self, type_name: str, *pictures: str) -> list[list[str]]:
        """Drop one file with a sheet for each picture; the fates by sheet."""
        tables = [replace(drawn(type_name, one), sheet=f"Sheet{n}") for n, one in enumerate(pictures, start=1)]
        return self._take_in(tables, (), "", read_again=False)

    def _take_in(self, tables, bad_rows, office: str, *, read_again: bool) -> list[list[str]]:
        self.drops += 1
        number = self.drops
        with self.ledger.transaction():
            self.ledger.insert("arrival", [(number, number, 1, f"{number}.xlsx", f"{number}.xlsx", office, "", "",
                                            "2026-11-01 09:00:00", "done", 1, f"{number:064d}", "", "accepted", "", "")])  # fmt: skip
            sheets = [record(self.ledger, number, office, one, papers_of(one, bad_rows, company="")) for one in tables]
            stored = [one for sheet in sheets for one in sheet]
            groups = {one.group_key for one in stored}
            self.change = derive(self.ledger, groups, Defaults("", "CNY"), [] if read_again else stored)
        self.notes = [note for _, _, note in self.change.states.values() if note]
        told = []
        for table, sheet in zip(tables, sheets, strict=True):
            fates = {
                i: self.change.fate(line).value for one in sheet for line, i in zip(one.lines, one.at, strict=True)
            }
            told.append([fates[i] for i in range(len(table))])
        return told

    def undo(self, number: int) -> None:
        groups = [
            row[0] for row in self.ledger.rows("SELECT DISTINCT group_key FROM paper WHERE arrival = ?", (number,))
        ]
        with self.ledger.transaction():
            self.ledger.insert("undone", [(number, "2026-11-02 09:00:00")])
            self.change = derive(self.ledger, groups, Defaults("", "CNY"))

    def lines(self, type_name: str, *names: str) -> list[tuple[object, ...]]:
        """These fields of the lines that stand, in order of entry."""
        kind = sheet_types()[type_name]
        at = [LEADING + [one.name for one in kind.fields].index(name) for name in names]
        return [tuple(row[n] for n in at) for row in self.books.master_rows(type_name)]

    def sums(self, measure, *by: str) -> dict[object, int]:
        """Amounts in fen by one key, or the total under ()."""
        return {row[0] if len(by) == 1 else row[:-2]: row[-1] for row in self.books.sums(measure, by=by)}

    def owed(self) -> int:
        """What all customers owe together, in fen."""
        return self.sums(Measure.RECEIVABLE).get((), 0)

    def digest(self) -> str:
        return digest(self.ledger)

    def export(self) -> list[str]:
        return list(export(self.ledger))

    def replayed_digest(self) -> str:
        with self.ledger.transaction():
            rebuild(self.ledger, Defaults("", "CNY"))
        return self.digest()

    def ambiguous(self) -> int:
        return sum(one.state == AMBIGUOUS for one in self.books.waiting())
