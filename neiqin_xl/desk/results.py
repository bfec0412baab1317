"""What became of a file's tables, and how DESIGN §6 writes it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from neiqin_xl import words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

Json = dict[str, Any]

WHY_HELD = {
    "held": "有错误，等改好再放",
    words.CONFLICTING.key: words.CONFLICTING.shown,
    "ambiguous": "分不清是哪个客户，等答复",
    "nobody": "没有写客户，等补上",
    "doubtful": "像是已经记过的，等答复",
}
"""Why a line is not in the books, by its state, where no note says more."""

ACCEPTED, PARTLY, HELD, REJECTED, DUPLICATE, IGNORED = "accepted", "partly", "held", "rejected", "duplicate", "ignored"

_ROW_VERDICT = {
    words.NEW.key: ACCEPTED,
    words.CORRECTED.key: ACCEPTED,
    words.UNCHANGED.key: DUPLICATE,
    words.CONFLICTING.key: HELD,
    words.HELD.key: HELD,
    words.WAITING.key: HELD,
    words.REFUSED.key: REJECTED,
}


@dataclass
class TableResult:
    """One table with all findings about it and the fate (a word's key) of each of its data rows."""

    table: Table
    findings: list[Finding]
    fates: list[str]
    documents: int = 0

    @property
    def rows(self) -> dict[str, int]:
        """Row counts; read = accepted + held + rejected + duplicate."""
        counted = dict.fromkeys((ACCEPTED, HELD, REJECTED, DUPLICATE), 0)
        for fate, count in Counter(self.fates).items():
            counted[_ROW_VERDICT[fate]] += count
        return {"read": len(self.fates), **counted, "totals": self.table.totals, "skipped": self.table.skipped}

    @property
    def verdict(self) -> str:
        """One word for the table. A sheet of explanations beside the papers has nothing to be answered."""
        return self._verdict_of(self.rows)

    def _verdict_of(self, rows: dict[str, int]) -> str:
        beside = self.table.type is None and all(one.severity is Severity.NOTE for one in self.findings)
        return IGNORED if beside and self.findings else verdict_of(rows)

    def as_json(self) -> Json:
        """The table as an entry of `sheets`."""
        table, rows = self.table, self.rows
        return {
            "sheet": table.sheet,
            "range": table.range,
            "verdict": self._verdict_of(rows),
            "type": table.type.name if table.type is not None else None,
            "confidence": round(table.confidence, 2),
            "header_row": table.header_row,
            "columns": {name: {"header": one.header, "column": one.column} for name, one in table.columns.items()},
            "fields": {name: {"cell": cell} for name, cell in table.fields.items()},
            "unused_columns": list(table.unused_columns),
            "rows": rows,
            "documents": self.documents,
            "totals": dict(table.sums),
            "findings": [one.as_json() for one in self.findings],
        }


def verdict_of(rows: dict[str, int]) -> str:
    """The verdict on rows counted as in `TableResult.rows`."""
    read, held, rejected, known = rows["read"], rows[HELD], rows[REJECTED], rows[DUPLICATE]
    if not read:
        return IGNORED
    for name in (REJECTED, HELD, DUPLICATE):
        if rows[name] == read:
            return name
    if not held and not rejected:
        return ACCEPTED
    return PARTLY if rows[ACCEPTED] or known else HELD


def file_verdict(verdicts: Iterable[str]) -> str:
    """The verdict on a file from those on its tables."""
    found = [one for one in verdicts if one != IGNORED]
    if not found:
        return IGNORED
    if len(set(found)) == 1:
        return found[0]
    if set(found) <= {ACCEPTED, DUPLICATE}:
        return ACCEPTED
    if set(found) <= {HELD, REJECTED}:
        return HELD
    return PARTLY


@dataclass
class FileResult:
    """What became of one file. `message` is the Chinese sentence that heads its answer.

    `findings` are about the file as a whole. `repeated` are the entries of an earlier answer, where the same bytes came
    again and were not read a second time. `taught` are the layouts that a person settled with it.
    """

    file: str
    sha256: str
    verdict: str
    message: str
    tables: list[TableResult] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    repeated: list[Json] = field(default_factory=list)
    taught: list[Json] = field(default_factory=list)

    def as_json(self) -> Json:
        """The file as an entry of `files`."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "verdict": self.verdict,
            "message": self.message,
            "sheets": self.repeated or [one.as_json() for one in self.tables],
        }


def unread_verdict(finding: Finding | None) -> str:
    """The verdict on a file without tables: a note about it is no fault, and there is nothing to answer."""
    return IGNORED if finding is not None and finding.severity is Severity.NOTE else REJECTED


def summary(tables: Sequence[TableResult], verdict: str) -> str:
    """One sentence: how many rows were read and what became of them."""
    fates: Counter[str] = Counter()
    for table in tables:
        fates.update(table.fates)
    read = sum(fates.values())
    if not read:
        # Where there were rows and none of them is such a paper, that is what is said of the table.
        said = next((one.message for table in tables for one in table.findings), "")
        return f"没有读到要入账的数据行。{said or '请看看是不是空表，或者表头不在前 50 行'}。"
    named = {word.key: word.shown for word in (*words.FATES, words.WAITING)}
    parts = [f"{named[key]} {count} 行" for key, count in sorted(fates.items(), key=lambda one: -one[1])]
    outcome = {
        ACCEPTED: "已入账",
        PARTLY: "部分入账，其余暂挂",
        HELD: "没有入账，等您处理",
        DUPLICATE: "以前都收过，没有重复入账",
        REJECTED: "未受理",
    }[verdict]
    return f"读入 {read} 行：{'，'.join(parts)}。{outcome}。"
