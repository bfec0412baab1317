"""One arrival and what was read of it → what became of it, its papers in the books: all in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

from neiqin_xl import words
from neiqin_xl.desk.answering import Answering
from neiqin_xl.desk.as_it_stands import as_it_stands
from neiqin_xl.desk.changed_since import told_what_changed
from neiqin_xl.desk.covered_papers import told_of_openings
from neiqin_xl.desk.late_papers import told_of_frozen_time
from neiqin_xl.desk.layouts import as_json, learn, told_of
from neiqin_xl.desk.merging import merge, reference_of
from neiqin_xl.desk.originals import archived_path
from neiqin_xl.desk.own_papers import beside_our_masters, own_paper, without_our_columns
from neiqin_xl.desk.provenance import name_with_folders
from neiqin_xl.desk.questions import with_ways_to_answer
from neiqin_xl.desk.rereading import OVERTAKEN, announce_again, is_overtaken, is_read_again
from neiqin_xl.desk.results import DUPLICATE, IGNORED, REJECTED, FileResult, file_verdict, summary, unread_verdict
from neiqin_xl.desk.their_papers import is_theirs, reconciled_again, told_of_statements, with_their_customers
from neiqin_xl.desk.told import missing_header
from neiqin_xl.intake.job import Answer
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.postings import defaults_of
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.workspace import Workspace

_QUARANTINED = "F902"


class Deciding:
    """Decisions on arrivals of one workspace. `again` are files to be taken in once more (see rereading.py)."""

    def __init__(
        self, workspace: Workspace, ledger: Ledger, now: Callable[[], datetime], today: date, answering: Answering
    ) -> None:
        self.workspace, self.ledger, self.now, self.today, self.answering = workspace, ledger, now, today, answering
        self.again: list[Arrival] = []

    def decide(self, arrival: Arrival, earlier: Arrival | None, answer: Answer | None) -> FileResult:
        """Take one arrival into the books and settle it."""
        canonical = ""
        if answer is not None:
            result, canonical = self._read(arrival, answer), answer.canonical
        elif earlier is not None:
            result, canonical = self._same_bytes(arrival, earlier), earlier.canonical
        else:
            result = _quarantined(arrival)
        arrivals.settle(self.ledger, arrival, canonical=canonical, verdict=result.verdict, message=result.message)
        return result

    def _read(self, arrival: Arrival, answer: Answer) -> FileResult:
        why = answer.finding
        if answer.verdict == "read":
            why = missing_header(json.loads(arrival.told) if arrival.told else None, answer.tables)
            if why is None:
                return self._taken(arrival, answer)
        message, verdict = why.message if why is not None else "", unread_verdict(why)
        return FileResult(arrival.name, arrival.sha256, verdict, message, [], [why] if why else [])

    def _taken(self, arrival: Arrival, answer: Answer) -> FileResult:
        settings = self.workspace.settings
        is_again = is_read_again(self.workspace, arrival)
        if is_again and is_overtaken(self.workspace, self.ledger, arrival, answer.tables):
            return FileResult(arrival.name, arrival.sha256, IGNORED, OVERTAKEN)
        filed = archived_path(self.workspace, arrival)
        books = self._books()
        if (own := own_paper(answer.tables, arrival.sha256, books)) is not None:
            return FileResult(arrival.name, arrival.sha256, IGNORED, own)
        name = name_with_folders(self.workspace, arrival.original, arrival.name)
        beside, aside = beside_our_masters(answer.tables)
        theirs = with_their_customers(without_our_columns(beside), name, books, settings)
        told = as_it_stands(theirs, books)
        tables = with_ways_to_answer(told, arrival.office, filed, self.workspace.root)
        at = self.now().isoformat(" ", "seconds")
        merged = merge(
            self.ledger,
            arrival.id,
            arrival.office,
            tables,
            settings=settings,
            reference=reference_of(settings, self.today, self.ledger),
            at=at,
        )
        self.answering.tell_released(merged.released, self.now())
        self.answering.tell_freed(merged.change.freed, self.now())
        taught = learn(settings, self.ledger, arrival, tables, at)
        again = announce_again(self.workspace, self.ledger, arrival, taught, at)
        self.again += again
        verdict = file_verdict(one.verdict for one in merged.tables)
        message = summary(merged.tables, verdict)
        twin = (
            arrivals.earlier_with(self.ledger, "canonical", answer.canonical, arrival.id) if answer.canonical else None
        )
        if verdict == DUPLICATE and twin is not None:
            message = f"内容与 {_moment(twin)} 收的“{twin.name}”（批次 {twin.batch}）相同，没有重复入账。"
        if is_again:
            message = f"以前没有认出的这份表，按刚记住的版式重新读了：{message}"
        if of_statements := told_of_statements(arrival.id, merged.tables, books, settings):
            booked = [one for one in merged.tables if not is_theirs(one.table)]
            message = summary(booked, file_verdict(one.verdict for one in booked)) if booked else ""
            message += of_statements
        if verdict != DUPLICATE:
            message += told_of_openings(arrival.id, books)
            message += told_of_frozen_time(arrival.id, books, merged.change.owed)
        message += aside + told_of(taught, settings, len(again))
        result = FileResult(arrival.name, arrival.sha256, verdict, message, merged.tables)
        result.taught = [as_json(one) for one in taught]
        return result

    def _books(self) -> Books:
        settings = self.workspace.settings
        return Books(self.ledger, self.today, settings=settings, **defaults_of(settings)._asdict())

    def _same_bytes(self, arrival: Arrival, earlier: Arrival) -> FileResult:
        message = f"这份文件 {_moment(earlier)} 已经收过（“{earlier.name}”，批次 {earlier.batch}），没有重复入账。"
        message += told_what_changed(self.ledger, earlier)
        result = FileResult(arrival.name, arrival.sha256, DUPLICATE, message)
        body = self.answering.body(earlier)
        sheets = body.get("sheets", []) if body else []
        if any(sheet["type"] == words.THEIR_STATEMENT.key for sheet in sheets):
            result.message += reconciled_again(earlier.id, self._books(), self.workspace.settings)
        for sheet in sheets:
            rows = sheet["rows"]
            rows.update(accepted=0, held=0, rejected=0, duplicate=rows["read"])
            sheet.update(verdict=DUPLICATE, findings=[], fates={"unchanged": rows["read"]})
        result.repeated = sheets
        return result


def _quarantined(arrival: Arrival) -> FileResult:
    message = (
        f"这份文件读了 {arrivals.MOST_ATTEMPTS} 次都使程序中断，已放到一边，不再自动重试。"
        "请用 Excel 另存一份新的，再放入收件箱；原件没有丢。"
    )
    finding = Finding(_QUARANTINED, Severity.ERROR, message)
    return FileResult(arrival.name, arrival.sha256, REJECTED, message, [], [finding])


def _moment(arrival: Arrival) -> str:
    return datetime.fromisoformat(arrival.arrived_at).strftime("%m-%d %H:%M")
