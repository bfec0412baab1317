"""What reading is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from neiqin_xl.model.finding import Finding
from neiqin_xl.model.table import Table

Verdict = Literal["read", "refused", "empty"]

_FEW_SECONDS = 25


@dataclass(frozen=True)
class Caps:
    """What one file may cost: megabytes, rows of a sheet, cells of a workbook, and the reader's memory and time."""

    file_mb: int = 50
    rows: int = 1_048_576
    cells: int = 20_000_000
    child_mb: int = 1500
    child_seconds: int = 60

    def seconds_for(self, size: int) -> int:
        """The seconds that a file of so many bytes may take: a small one so few that two tries fit into a minute."""
        return min(self.child_seconds, _FEW_SECONDS + (size >> 20))


@dataclass(frozen=True)
class ReadAs:
    """How a person said that a table is to be read: as which sheet type, and columns, header text to field."""

    type: str
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """One file to read. `name` is its name as the clerk knows it, with its folders below the inbox if there are any.

    `fixed_type` settles the type of every table; `mapping` settles columns, header text to field; `spellings` are
    further header texts of the office's own, by field. `currency` is that of papers that name none. `layouts` are
    tables that somebody settled before, by fingerprint; they do not hold against a type or a mapping for this file.
    """

    path: Path
    name: str
    fixed_type: str | None = None
    currency: str = "CNY"
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mapping: Mapping[str, str] | None = None
    layouts: Mapping[str, ReadAs] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came of a file: its tables, or why there are none.

    `finding` says in Chinese why a file was "refused" or found "empty", None where it was "read". `canonical` is a hash
    over the typed values of all tables, the same whatever the format, column order or style of dates; "" without
    tables. `texts` are each table's columns as they were written for that hash, and need not be written again to be
    handed over; whoever receives the answer does without them.
    """

    sha256: str
    size: int
    verdict: Verdict
    finding: Finding | None = None
    tables: list[Table] = field(default_factory=list)
    canonical: str = ""
    texts: list[dict[str, str]] = field(default_factory=list, compare=False, repr=False)
