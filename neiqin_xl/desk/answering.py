"""What became of an arrival → its 处理结果 and the original in the archive: the effects of intake.

The answer is stored as data in the same transaction as the rows. Carrying it out writes the reply, then files the
original; both look first whether it is done already, so they may be repeated.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.desk.merging import ASKING
from neiqin_xl.desk.originals import archived_path, blob_path
from neiqin_xl.desk.replying import reply_of
from neiqin_xl.desk.results import DUPLICATE, HELD, IGNORED, PARTLY, REJECTED, FileResult, Json
from neiqin_xl.desk.table_entries import entry_of
from neiqin_xl.desk.their_papers import is_theirs
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.finding import Severity
from neiqin_xl.publish.replies import Reply, marked_name, reply_book, reply_name
from neiqin_xl.publish.templates import Templates
from neiqin_xl.workspace import Workspace

_MARKED = (words.TO_CORRECT, words.TO_ANSWER)
# The stored answer has them all; a run over a whole inbox keeps the summaries of all its files in memory.
_MOST_TOLD = 500
_TOGETHER = 32


class Answering:
    """Answers of one workspace. The caller holds the workspace lock."""

    def __init__(self, workspace: Workspace, ledger: Ledger, log: logging.Logger) -> None:
        """Answers go to the outbox of `workspace`."""
        self.workspace, self.ledger, self.log = workspace, ledger, log
        self.templates = Templates(workspace.templates)

    def prepare(self, arrival: Arrival, result: FileResult, when: datetime, *, version: int = 1) -> Json:
        """Store the answer, in the caller's transaction; the summary that `take_in` returns."""
        word = answer_word(result)
        file = self._free_name(reply_name(when, word, arrival.name), arrival)
        sheets = result.repeated or [entry_of(table) for table in result.tables]
        body: Json = {
            "file": arrival.name,
            "batch": arrival.batch,
            "office": arrival.office,
            "when": when.isoformat(" ", "seconds"),
            "sha256": result.sha256,
            "verdict": result.verdict,
            "word": word.key,
            "message": result.message,
            "findings": [one.as_json() for one in result.findings],
            "sheets": sheets,
            "taught": result.taught,
        }
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        self.ledger.insert("answer", [(arrival.id, version, file, text, 0)])
        return self.summary(arrival, body, file)

    def summary(self, arrival: Arrival, body: Json, file: str) -> Json:
        """One file of what `take_in` returns: with its first findings, and the count of all errors."""
        rows: Counter[str] = Counter()
        for sheet in body["sheets"]:
            rows.update(sheet["rows"])
        return {
            "file": arrival.name,
            "office": arrival.office,
            "batch": arrival.batch,
            "verdict": body["verdict"],
            "fate": words.ENTERED.shown if body["word"] == words.ENTERED.key else _shown(body["word"]),
            "message": body["message"],
            "reply": self._path(arrival.office, file).relative_to(self.workspace.root).as_posix(),
            "rows": {
                name: rows[name] for name in ("read", "accepted", "held", "rejected", "duplicate", "totals", "skipped")
            },
            "documents": sum(sheet["documents"] for sheet in body["sheets"]),
            "errors": sum(one["severity"] == Severity.ERROR.value for one in _every_finding(body)),
            "findings": [{"sheet": sheet, **one} for sheet, one in _placed_findings(body)[:_MOST_TOLD]],
            "taught": body.get("taught", []),
        }

    def body(self, arrival: Arrival) -> Json | None:
        """The first answer to an arrival, as stored."""
        row = self.ledger.one("SELECT body FROM answer WHERE arrival = ? AND version = 1", (arrival.id,))
        found: Json | None = None if row is None else json.loads(row[0])
        return found

    def carry_out(self, some: Sequence[Arrival]) -> None:
        """Write the replies and file the originals of merged arrivals, then say that they are done."""
        self.write_pending([one.id for one in some])
        done: list[int] = []
        claimed: list[tuple[Arrival, Path, Path]] = []
        for arrival in some:
            with self._or_later(f"original of batch {arrival.batch}"):
                claim, target = self._claimed(arrival), archived_path(self.workspace, arrival)
                if claim is not None and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    claimed.append((arrival, claim, target))
                else:
                    self._file_again(arrival, claim, target)
                    done.append(arrival.id)
        moved = machine.move_all([(claim, target) for _, claim, target in claimed])
        for (arrival, *_), error in zip(claimed, moved, strict=True):
            with self._or_later(f"original of batch {arrival.batch}"):
                if error is not None:
                    raise error
                done.append(arrival.id)
        with self.ledger.transaction():
            arrivals.set_state(self.ledger, done, arrivals.DONE)

    def write_pending(self, only: Iterable[int] | None = None) -> None:
        """Write every reply that is stored and not yet written; of these arrivals only, if named."""
        rows = (
            self.ledger.rows("SELECT arrival, version, file, body FROM answer WHERE done = 0 ORDER BY arrival, version")
            if only is None
            else self.ledger.rows_in(
                "SELECT arrival, version, file, body FROM answer WHERE done = 0 AND arrival IN (?*)", only
            )
        )
        if not rows:
            return
        for start in range(0, len(rows), _TOGETHER):
            done = self._write_replies(rows[start : start + _TOGETHER])
            with self.ledger.transaction():
                self.ledger.connection.executemany("UPDATE answer SET done = 1 WHERE arrival = ? AND version = ?", done)

    def _write_replies(self, rows: Sequence[Row]) -> list[tuple[int, int]]:
        """Write replies, those of one folder together; (arrival, version) of those that are there now."""
        drafts: list[tuple[tuple[int, int], int, Path, bytes]] = []
        for arrival, version, file, text in rows:
            body = json.loads(text)
            with self._or_later(f"reply to batch {body['batch']}"):
                reply = self._with_marked(reply_of(body), body["sha256"], file)
                data = reply_book(reply, self.templates)
                drafts.append(((arrival, version), body["batch"], self._path(body["office"], file), data))
        laid = self._lay([(path, data) for _, _, path, data in drafts])
        done = []
        for answer, batch, path, data in drafts:
            with self._or_later(f"reply to batch {batch}"):
                if laid.get(path) is not data:
                    self._write(path, data, batch)
                done.append(answer)
        return done

    def _lay(self, replies: Iterable[tuple[Path, bytes]]) -> dict[Path, bytes]:
        """Write what can be written under its name at once, a folder at a time; what is there now."""
        folders: dict[Path, dict[str, bytes]] = {}
        for path, data in replies:
            folders.setdefault(path.parent, {}).setdefault(path.name, data)
        laid: dict[Path, bytes] = {}
        for folder, files in folders.items():
            with self._or_later(f"folder {folder.name}"):
                folder.mkdir(parents=True, exist_ok=True)
                laid.update((folder / name, files[name]) for name in machine.write_all_new(folder, files))
        return laid

    def _with_marked(self, reply: Reply, sha256: str, file: str) -> Reply:
        """Write the clerk's own file, marked, beside the reply to a drop that has to be put right or answered.

        The reply with the name of that copy, or with the reason why there is none.
        """
        if reply.verdict not in _MARKED:
            return reply
        from neiqin_xl.publish.marking import NotMarkedError, marked_copy

        try:
            copy = marked_copy(machine.open_shared(blob_path(self.workspace, sha256)), reply)
        except NotMarkedError as error:
            self.log.warning("batch %s is not marked: %s", reply.batch, error)
            return replace(reply, unmarked=f"没有标记件：{str(error).rstrip('。')}。请照问题清单在原来的文件里改。")
        if copy is None:
            return replace(reply, unmarked="没有标记件：问题不在某一格里，请照问题清单改。")
        return replace(reply, marked=self._write(self._path(reply.office, marked_name(file)), copy, reply.batch).name)

    @contextmanager
    def _or_later(self, what: str) -> Iterator[None]:
        """What may not be touched now is tried again by the next run; the others do not wait for it."""
        try:
            yield
        except OSError as error:
            if not machine.is_busy(error):
                raise
            self.log.warning("%s waits: %s", what, error.strerror)

    def tell_released(self, papers: Sequence[int], when: datetime) -> None:
        """A second answer for each earlier arrival of which papers count from now on."""
        rows = self.ledger.rows_in("SELECT arrival, id, number, lines FROM paper WHERE id IN (?*)", papers)
        by_arrival: dict[int, list[tuple[str, int]]] = {}
        for arrival, _, number, lines in rows:
            by_arrival.setdefault(arrival, []).append((number, lines))
        for arrival in arrivals.get(self.ledger, by_arrival):
            numbers = "、".join(f"“{number}”" for number, _ in by_arrival[arrival.id] if number)
            lines = sum(count for _, count in by_arrival[arrival.id])
            self._tell_again(arrival, f"以前暂挂的单据{numbers}共 {lines} 行，现在已经入账。", when)

    def tell_freed(self, lines: Iterable[int], when: datetime) -> None:
        """A second answer for each arrival of which lines count that might have been there already."""
        rows = self.ledger.rows_in(
            "SELECT paper.arrival, count(*) FROM standing JOIN paper ON paper.id = standing.paper "
            "WHERE standing.line IN (?*) GROUP BY paper.arrival",
            lines,
        )
        counted: dict[int, int] = dict(rows)
        for arrival in arrivals.get(self.ledger, counted):
            self._tell_again(arrival, f"以前等答复的 {counted[arrival.id]} 行，现在已经入账。", when)

    def _tell_again(self, arrival: Arrival, message: str, when: datetime) -> None:
        row = self.ledger.one("SELECT max(version) FROM answer WHERE arrival = ?", (arrival.id,))
        result = FileResult(arrival.name, arrival.sha256, "accepted", message)
        self.prepare(arrival, result, when, version=int((row or (0,))[0] or 0) + 1)

    def _path(self, office: str, file: str) -> Path:
        folder = self.workspace.replies / machine.safe_name(office) if office else self.workspace.replies
        return folder / file

    def _free_name(self, name: str, arrival: Arrival) -> str:
        taken = self.ledger.one(
            "SELECT 1 FROM answer JOIN arrival ON arrival.id = answer.arrival WHERE answer.file = ? "
            "AND arrival.office = ?",
            (name, arrival.office),
        )
        path = Path(name)
        return name if taken is None else f"{path.stem}_{arrival.batch}{path.suffix}"

    def _write(self, path: Path, data: bytes, batch: int) -> Path:
        """Write a file under that name, or under the next that is free; the path that it has then."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for target in _names_to_try(path, batch):
            try:
                machine.write_new(target, data)
            except FileExistsError:
                # Written before a crash, or a clerk's own file of that name: replies are never rewritten.
                if machine.open_shared(target) == data:
                    return target
            else:
                return target
        return path

    def _claimed(self, arrival: Arrival) -> Path | None:
        """Where the claimed original lies; None where it is no longer there, or not as it came."""
        claim = Path(arrival.claim) if arrival.claim else None
        return claim if claim is not None and claim.exists() and machine.sha256(claim) == arrival.sha256 else None

    def _file_again(self, arrival: Arrival, claim: Path | None, target: Path) -> None:
        """File an original from our own store, unless that is done already; the claim goes."""
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            machine.write_new(target, machine.open_shared(blob_path(self.workspace, arrival.sha256)))
        if claim is not None:
            claim.unlink()


def _names_to_try(path: Path, batch: int) -> Iterator[Path]:
    yield path
    yield path.with_stem(f"{path.stem}_{batch}")
    yield from (path.with_stem(f"{path.stem}_{batch}_{n}") for n in range(2, 99))


def answer_word(result: FileResult) -> words.Word:
    """What the answer's name tells the clerk to do (RULES 25)."""
    if result.verdict in (REJECTED, IGNORED):
        return words.NOT_TAKEN
    if result.verdict == DUPLICATE:
        return words.SEEN_BEFORE
    if result.verdict in (HELD, PARTLY):
        errors = [one for table in result.tables for one in table.findings if one.severity is Severity.ERROR]
        to_correct = [one for one in errors if one.code not in ASKING]
        return words.TO_CORRECT if to_correct else words.TO_ANSWER
    if any(one.code in ASKING for table in result.tables for one in table.findings):
        return words.TO_ANSWER
    is_compared = bool(result.tables) and all(is_theirs(one.table) for one in result.tables)
    return words.COMPARED if is_compared else words.ENTERED


def _shown(key: str) -> str:
    return next(word.shown for word in words.VERDICTS if word.key == key)


def _placed_findings(body: Json) -> list[tuple[str, Json]]:
    return [("", one) for one in body["findings"]] + [
        (sheet["sheet"], one) for sheet in body["sheets"] for one in sheet["findings"]
    ]


def _every_finding(body: Json) -> list[Json]:
    return [one for _, one in _placed_findings(body)]
