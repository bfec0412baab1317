"""A full dry run: what would become of these files, without storing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from neiqin_xl.desk.layouts import with_settled_layouts
from neiqin_xl.desk.merging import Merged, fates_without_books, merge, reference_of
from neiqin_xl.desk.results import DUPLICATE, REJECTED, FileResult, Json, TableResult, file_verdict, summary
from neiqin_xl.desk.taking import caps_of
from neiqin_xl.intake.job import Answer, Job
from neiqin_xl.intake.judge import judge
from neiqin_xl.intake.pool import Reading
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.settings import Settings

_NOT_THERE = "F001"
_EVERY_ARRIVAL = 2**62


def check(
    files: Sequence[Path],
    settings: Settings,
    today: date,
    fixed_type: str | None,
    mapping: Mapping[str, str] | None,
    ledger: Ledger | None,
) -> Json:
    """{"files": [...]} as DESIGN §6 gives it.

    With a ledger, rows are held against it as if the files were dropped in order.
    """
    present = [file for file in files if file.is_file()]
    jobs = [Job(file, file.name, fixed_type, settings.currency, settings.spellings, mapping) for file in present]
    with Reading(caps_of(settings), workers=None if len(present) > 1 else 1) as reading:
        first = dict(zip(present, reading.read(jobs), strict=True))
        answers = {
            job.path: with_settled_layouts(first[job.path], job, settings, lambda one: next(reading.read([one])))
            for job in jobs
        }
    if ledger is None:
        entries = [_judged(file, answers.get(file), settings, today) for file in files]
        return {"files": [entry.as_json() for entry in entries]}
    # As if they were dropped one after the other, into a copy of the books.
    with ledger.copied() as copy, copy.transaction():
        entries = [_merged(file, answers.get(file), settings, today, copy) for file in files]
    return {"files": [entry.as_json() for entry in entries]}


def _refused(file: Path, answer: Answer | None) -> FileResult | None:
    if answer is None:
        finding = Finding(_NOT_THERE, Severity.ERROR, f"找不到文件“{file}”，请检查路径和文件名。")
        return FileResult(file.name, "", REJECTED, finding.message, [], [finding])
    if answer.verdict != "read":
        message = answer.finding.message if answer.finding is not None else ""
        return FileResult(file.name, answer.sha256, REJECTED, message, [], [answer.finding] if answer.finding else [])
    return None


def _of_tables(file: Path, answer: Answer, tables: list[TableResult]) -> FileResult:
    verdict = file_verdict(one.verdict for one in tables)
    return FileResult(file.name, answer.sha256, verdict, summary(tables, verdict), tables)


def _judged(file: Path, answer: Answer | None, settings: Settings, today: date) -> FileResult:
    refused = _refused(file, answer)
    if refused is not None or answer is None:
        return refused or _of_tables(file, Answer("", 0, "read"), [])
    reference = reference_of(settings, today)
    tables = [
        fates_without_books(table, [*table.findings, *judge(table, reference)], settings) for table in answer.tables
    ]
    return _of_tables(file, answer, tables)


def _merged(file: Path, answer: Answer | None, settings: Settings, today: date, ledger: Ledger) -> FileResult:
    refused = _refused(file, answer)
    if refused is not None or answer is None:
        return refused or _of_tables(file, Answer("", 0, "read"), [])
    at = datetime.combine(today, datetime.min.time()).isoformat(" ", "seconds")
    earlier = arrivals.earlier_with(ledger, "sha256", answer.sha256, _EVERY_ARRIVAL)
    (arrival,) = arrivals.announce(
        ledger, [arrivals.Dropped(str(file), file.name, "", "", moved=False)], run=0, at=at, claim_folder=""
    )
    merged: Merged = merge(
        ledger, arrival.id, "", answer.tables, settings=settings, reference=reference_of(settings, today, ledger), at=at
    )
    result = _of_tables(file, answer, merged.tables)
    if result.verdict == DUPLICATE and earlier is not None:
        result.message = f"这份文件已经收过（“{earlier.name}”，批次 {earlier.batch}），再放一次不会重复入账。"
    return result
