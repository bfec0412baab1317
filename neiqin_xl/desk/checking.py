"""A full dry run: what would become of these files, without storing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from neiqin_xl.desk.as_it_stands import as_it_stands
from neiqin_xl.desk.layouts import settled_for
from neiqin_xl.desk.merging import Merged, fates_without_books, merge, reference_of
from neiqin_xl.desk.own_papers import beside_our_masters, own_paper, without_our_columns
from neiqin_xl.desk.provenance import dropped_as, name_with_folders
from neiqin_xl.desk.questions import with_ways_to_answer
from neiqin_xl.desk.reads import caps_of
from neiqin_xl.desk.results import (
    DUPLICATE,
    IGNORED,
    REJECTED,
    FileResult,
    Json,
    TableResult,
    file_verdict,
    summary,
    unread_verdict,
)
from neiqin_xl.desk.their_papers import with_their_customers
from neiqin_xl.desk.told import missing_header, require_fields
from neiqin_xl.intake.job import Answer, Job
from neiqin_xl.intake.judge import judge
from neiqin_xl.intake.pool import Reading
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.postings import defaults_of
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.settings import Settings
from neiqin_xl.workspace import Workspace

_NOT_THERE = "F001"
_EVERY_ARRIVAL = 2**62


def check(
    files: Sequence[Path],
    settings: Settings,
    today: date,
    fixed_type: str | None,
    mapping: Mapping[str, str] | None,
    books: tuple[Workspace, Ledger] | None,
) -> Json:
    """{"files": [...]} as DESIGN §6 gives it. `mapping` settles columns, header text to field.

    With books, rows are held against them as if the files were dropped in order. ValueError where the mapping names a
    field that there is not.
    """
    require_fields(fixed_type, mapping)
    told = mapping if mapping is not None or fixed_type is None else {}
    tries = [_Try(file, *_whose(file, fixed_type, books), told) for file in files]
    present = [one for one in tries if one.file.is_file()]
    with Reading(caps_of(settings), workers=None if len(present) > 1 else 1) as reading:
        jobs = [one.job(settings, None if books is None else books[1]) for one in present]
        answers = dict(zip((one.file for one in present), reading.read(jobs), strict=True))
    if books is None:
        entries = [_judged(one, answers.get(one.file), settings, today) for one in tries]
        return {"files": [entry.as_json() for entry in entries]}
    # As if they were dropped one after the other, into a copy of the books.
    with books[1].copied() as copy, copy.transaction():
        entries = [_merged(one, answers.get(one.file), books[0], today, copy) for one in tries]
    return {"files": [entry.as_json() for entry in entries]}


@dataclass(frozen=True)
class _Try:
    """A file that is tried: its name with its folders, whose it is and what it is said to be."""

    file: Path
    name: str
    office: str
    fixed_type: str | None
    told: Mapping[str, str] | None

    def job(self, settings: Settings, ledger: Ledger | None) -> Job:
        return Job(
            self.file,
            self.name,
            self.fixed_type,
            settings.currency,
            settings.spellings,
            self.told,
            settled_for(settings, ledger, self.office),
        )


def _whose(file: Path, fixed_type: str | None, books: tuple[Workspace, Ledger] | None) -> tuple[str, str, str | None]:
    if books is None:
        return file.name, "", fixed_type
    one = dropped_as(*books, file, fixed_type)
    return name_with_folders(books[0], file.absolute(), one.name), one.office, one.fixed_type or None


def _refused(one: _Try, answer: Answer | None) -> FileResult | None:
    file = one.file
    if answer is None:
        finding = Finding(_NOT_THERE, Severity.ERROR, f"找不到文件“{file}”，请检查路径和文件名。")
        return FileResult(file.name, "", REJECTED, finding.message, [], [finding])
    missing = missing_header(one.told, answer.tables) if answer.verdict == "read" else None
    if answer.verdict != "read" or missing is not None:
        why = missing or answer.finding
        message, verdict = why.message if why is not None else "", unread_verdict(why)
        return FileResult(file.name, answer.sha256, verdict, message, [], [why] if why else [])
    return None


def _of_tables(file: Path, answer: Answer, tables: list[TableResult]) -> FileResult:
    verdict = file_verdict(one.verdict for one in tables)
    return FileResult(file.name, answer.sha256, verdict, summary(tables, verdict), tables)


def _judged(one: _Try, answer: Answer | None, settings: Settings, today: date) -> FileResult:
    refused = _refused(one, answer)
    if refused is not None or answer is None:
        return refused or _of_tables(one.file, Answer("", 0, "read"), [])
    reference = reference_of(settings, today)
    tables = [
        fates_without_books(table, [*table.findings, *judge(table, reference)], settings)
        for table in with_ways_to_answer(answer.tables, "", one.file, None)
    ]
    return _of_tables(one.file, answer, tables)


def _merged(one: _Try, answer: Answer | None, workspace: Workspace, today: date, ledger: Ledger) -> FileResult:
    refused = _refused(one, answer)
    if refused is not None or answer is None:
        return refused or _of_tables(one.file, Answer("", 0, "read"), [])
    at = datetime.combine(today, datetime.min.time()).isoformat(" ", "seconds")
    earlier = arrivals.earlier_with(ledger, "sha256", answer.sha256, _EVERY_ARRIVAL)
    (arrival,) = arrivals.announce(
        ledger, [arrivals.Dropped(str(one.file), one.file.name, one.office, "", moved=False)],
        run=0, at=at, claim_folder="",
    )  # fmt: skip
    settings = workspace.settings
    books = Books(ledger, today, settings=settings, **defaults_of(settings)._asdict())
    if (own := own_paper(answer.tables, answer.sha256, books)) is not None:
        return FileResult(one.file.name, answer.sha256, IGNORED, own)
    beside, aside = beside_our_masters(answer.tables)
    theirs = with_their_customers(without_our_columns(beside), one.name, books, settings)
    told = as_it_stands(theirs, books)
    merged: Merged = merge(
        ledger,
        arrival.id,
        one.office,
        with_ways_to_answer(told, one.office, one.file.absolute(), workspace.root),
        settings=settings,
        reference=reference_of(settings, today, ledger),
        at=at,
    )
    result = _of_tables(one.file, answer, merged.tables)
    if result.verdict == DUPLICATE and earlier is not None:
        result.message = f"这份文件已经收过（“{earlier.name}”，批次 {earlier.batch}），再放一次不会重复入账。"
    result.message += aside
    return result
