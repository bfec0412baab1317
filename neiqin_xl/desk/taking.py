"""Taking in: dropped files → our own store → facts → answers and archive. Bytes first, then facts, then effects.

Every step may be cut off anywhere. The ledger says how far each arrival has come (arrivals.py), so the next run goes on
from there: a claim without its file is void, a capture is made again, a merge was committed whole or not at all, and an
effect that is already there with the right content is done.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.desk.answering import Answering
from neiqin_xl.desk.layouts import with_settled_layouts
from neiqin_xl.desk.merging import merge, reference_of
from neiqin_xl.desk.results import DUPLICATE, HELD, PARTLY, REJECTED, FileResult, Json, file_verdict, summary
from neiqin_xl.desk.stale import note_stale
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.pool import Reading
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival, Dropped, shown_name, stored_path
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types
from neiqin_xl.words import plain
from neiqin_xl.workspace import Workspace

Progress = Callable[[int, int, str], None]

_TOGETHER = 32
_QUARANTINED = "F902"


def caps_of(settings: Settings) -> Caps:
    """What one file may cost, as the settings say."""
    limits = settings.limits
    return Caps(limits.file_mb, limits.rows, limits.cells, limits.child_mb, limits.child_seconds)


def office_and_type(parts: Sequence[str]) -> tuple[str, str]:
    """The office and the sheet type that the folders below the inbox name; each "" where they do not."""
    folders = {plain(folder): kind.name for kind in sheet_types().values() for folder in kind.folders}
    office = fixed = ""
    for part in parts:
        kind = folders.get(plain(part))
        if kind is not None:
            fixed = fixed or kind
        else:
            office = office or part
    return office, fixed


class Taking:
    """One run over a list of files. The caller holds the workspace lock."""

    def __init__(
        self, workspace: Workspace, ledger: Ledger, now: Callable[[], datetime], today: date, log: logging.Logger
    ) -> None:
        """`now` gives the time that answers and names show, `today` the day by which papers are judged."""
        self.workspace, self.ledger, self.now, self.today, self.log = workspace, ledger, now, today, log
        self.answering = Answering(workspace, ledger, log)
        self.results: dict[int, Json] = {}
        self._asked: set[int] = set()

    def recover(self, progress: Progress | None = None) -> list[Json]:
        """Finish what an earlier run left in the middle."""
        left = arrivals.unfinished(self.ledger)
        if left:
            self.log.info("recovering %d arrivals", len(left))
            self._work(left, progress or _silent, 0, len(left), again=True)
        self.answering.write_pending()
        return [self.results[one.id] for one in left if one.id in self.results]

    def take(
        self, files: Sequence[Path], run: int, fixed_type: str | None, progress: Progress | None = None
    ) -> list[Json]:
        """Take in these files in their order; what became of each."""
        say = progress or _silent
        for start in range(0, len(files), _TOGETHER):
            part = files[start : start + _TOGETHER]
            with self.ledger.transaction():
                announced = arrivals.announce(
                    self.ledger,
                    [self._dropped(path, fixed_type) for path in part],
                    run=run,
                    at=self.now().isoformat(" ", "seconds"),
                    claim_folder=self.workspace.working.as_posix(),
                )
            self._work(announced, say, start, len(files))
        say(len(files), len(files), "")
        return list(self.results.values())

    def _dropped(self, path: Path, fixed_type: str | None) -> Dropped:
        path = path.absolute()
        inside = path.is_relative_to(self.workspace.inbox)
        folders = path.relative_to(self.workspace.inbox).parts[:-1] if inside else ()
        office, by_folder = office_and_type(folders)
        return Dropped(stored_path(path), shown_name(path), office, fixed_type or by_folder, moved=inside)

    def _work(self, some: list[Arrival], progress: Progress, done: int, of: int, *, again: bool = False) -> None:
        captured = self._capture(self._claim(some))
        unread = self._unread(captured)
        answers = zip((one.id for one in unread), self._read(unread), strict=True)
        self._asked = {one.id for one in unread}
        for n, arrival in enumerate(captured):
            progress(done + n, of, arrival.name)
            self._merge(arrival, answers, again=again)
        merged = arrivals.get(self.ledger, [one.id for one in some])
        self.answering.carry_out([one for one in merged if one.state == arrivals.MERGED])

    def _claim(self, some: Iterable[Arrival]) -> list[Arrival]:
        """Move files out of the inbox, so that nobody edits what is being read. A file that cannot be moved stays."""
        mine, lost = [], []
        self.workspace.working.mkdir(parents=True, exist_ok=True)
        for arrival in some:
            if arrival.state != arrivals.CLAIMING:
                mine.append(arrival)
                continue
            try:
                if arrival.claim:
                    _move_out(arrival.original, Path(arrival.claim))
                mine.append(arrival)
            except FileNotFoundError:
                lost.append(arrival.id)
            except OSError as error:
                if not machine.is_busy(error):
                    raise
                lost.append(arrival.id)
                self.log.info("arrival %d is busy, left where it is", arrival.id)
        with self.ledger.transaction():
            arrivals.set_state(self.ledger, lost, arrivals.GONE)
            arrivals.set_state(
                self.ledger, [one.id for one in mine if one.state == arrivals.CLAIMING], arrivals.CLAIMED
            )
        return mine

    def _capture(self, some: list[Arrival]) -> list[Arrival]:
        """Keep the bytes of claimed files in our own store, and number the batches."""
        hashes, lost, waiting = [], [], set[int]()
        for arrival in some:
            if arrival.state in (arrivals.CAPTURED, arrivals.MERGED):
                continue
            try:
                data = machine.open_shared(Path(arrival.claim) if arrival.claim else arrival.original)
            except FileNotFoundError:
                lost.append(arrival.id)
                continue
            except OSError as error:
                # Nobody may read it, or somebody holds it: the others must not wait for it.
                self._say_unreadable(arrival, error)
                waiting.add(arrival.id)
                if not arrival.claim:
                    lost.append(arrival.id)
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            keep_blob(self.workspace, sha256, data)
            hashes.append((arrival.id, sha256, len(data)))
        with self.ledger.transaction():
            arrivals.capture(self.ledger, hashes)
            arrivals.set_state(self.ledger, lost, arrivals.GONE)
        now = arrivals.get(self.ledger, [one.id for one in some if one.id not in lost and one.id not in waiting])
        return [one for one in now if one.state == arrivals.CAPTURED]

    def _say_unreadable(self, arrival: Arrival, error: OSError) -> None:
        self.log.info("arrival %d cannot be read: %s", arrival.id, error.strerror)
        where = "已移到“.处理中”，稍后自动再试" if arrival.claim else "没有处理"
        self.results[arrival.id] = {
            "file": arrival.name,
            "office": arrival.office,
            "batch": None,
            "verdict": REJECTED,
            "fate": words.NOT_TAKEN.shown,
            "message": f"“{arrival.name}”打不开，没有读取权限或正被占用；{where}。请检查权限，或关闭占用它的程序。",
            "reply": "",
            "rows": dict.fromkeys(("read", "accepted", "held", "rejected", "duplicate", "totals", "skipped"), 0),
            "documents": 0,
            "errors": 1,
            "findings": [],
        }

    def _unread(self, some: list[Arrival]) -> list[Arrival]:
        """Those arrivals whose bytes are not known yet, each content once."""
        wanted, seen = [], set()
        for arrival in some:
            if arrival.attempts < arrivals.MOST_ATTEMPTS and arrival.sha256 not in seen and not self._known(arrival):
                wanted.append(arrival)
            if not arrival.fixed_type:
                seen.add(arrival.sha256)
        return wanted

    def _read(self, wanted: list[Arrival]) -> Iterator[Answer]:
        """Their tables, in order, read by children while we merge."""
        if not wanted:
            return
        jobs = (self._job(one) for one in wanted)
        with Reading(caps_of(self.workspace.settings), workers=None if len(wanted) > 1 else 1) as reading:
            yield from reading.read(jobs)

    def _shown_name(self, arrival: Arrival) -> str:
        path = arrival.original
        if path.is_relative_to(self.workspace.inbox):
            return (path.relative_to(self.workspace.inbox).parent / arrival.name).as_posix()
        return arrival.name

    def _known(self, arrival: Arrival) -> Arrival | None:
        """The earlier arrival of the same bytes, unless it was refused, asked about or read as another type."""
        earlier = arrivals.earlier_with(self.ledger, "sha256", arrival.sha256, arrival.id)
        if earlier is None or earlier.verdict in (REJECTED, HELD, PARTLY) or earlier.fixed_type != arrival.fixed_type:
            return None
        return earlier

    def _merge(self, arrival: Arrival, answers: Iterator[tuple[int, Answer]], *, again: bool) -> None:
        earlier = self._known(arrival)
        poisonous = arrival.attempts >= arrivals.MOST_ATTEMPTS
        answer = None if earlier or poisonous else self._answer_for(arrival, answers)
        if again:
            # Something cut an earlier run off. Should it be this file, it is not tried for ever.
            with self.ledger.transaction():
                arrivals.count_attempt(self.ledger, [arrival])
        with self.ledger.transaction():
            if answer is not None:
                result, canonical = self._taken(arrival, answer)
            elif earlier is not None:
                result, canonical = self._same_bytes(arrival, earlier), earlier.canonical
            else:
                result, canonical = self._quarantined(arrival), ""
            arrivals.settle(self.ledger, arrival, canonical=canonical, verdict=result.verdict, message=result.message)
            self.results[arrival.id] = self.answering.prepare(arrival, result, self.now())
        self.log.info("batch %s: %s", arrival.batch, result.verdict)

    def _answer_for(self, arrival: Arrival, answers: Iterator[tuple[int, Answer]]) -> Answer:
        job = self._job(arrival)
        # The same bytes came twice in one go and the first was not taken: the second is read by itself.
        asked = arrival.id in self._asked
        answer = next(answer for number, answer in answers if number == arrival.id) if asked else self._read_one(job)
        return with_settled_layouts(answer, job, self.workspace.settings, self._read_one)

    def _job(self, arrival: Arrival) -> Job:
        settings = self.workspace.settings
        return Job(
            path=blob_path(self.workspace, arrival.sha256),
            name=self._shown_name(arrival),
            fixed_type=arrival.fixed_type or None,
            currency=settings.currency,
            spellings=settings.spellings,
        )

    def _read_one(self, job: Job) -> Answer:
        with Reading(caps_of(self.workspace.settings), workers=1) as reading:
            (answer,) = reading.read([job])
            return answer

    def _taken(self, arrival: Arrival, answer: Answer) -> tuple[FileResult, str]:
        if answer.verdict != "read":
            finding = answer.finding
            message = finding.message if finding is not None else ""
            return FileResult(arrival.name, arrival.sha256, REJECTED, message, [], [finding] if finding else []), ""
        tables = answer.tables
        settings = self.workspace.settings
        merged = merge(
            self.ledger,
            arrival.id,
            arrival.office,
            tables,
            settings=settings,
            reference=reference_of(settings, self.today, self.ledger),
            at=self.now().isoformat(" ", "seconds"),
        )
        note_stale(self.ledger, merged.change)
        self.answering.tell_released(merged.released, self.now())
        verdict = file_verdict(one.verdict for one in merged.tables)
        message = summary(merged.tables, verdict)
        twin = (
            arrivals.earlier_with(self.ledger, "canonical", answer.canonical, arrival.id) if answer.canonical else None
        )
        if verdict == DUPLICATE and twin is not None:
            message = f"内容与 {_moment(twin)} 收的“{twin.name}”（批次 {twin.batch}）相同，没有重复入账。"
        return FileResult(arrival.name, arrival.sha256, verdict, message, merged.tables), answer.canonical

    def _same_bytes(self, arrival: Arrival, earlier: Arrival) -> FileResult:
        message = f"这份文件 {_moment(earlier)} 已经收过（“{earlier.name}”，批次 {earlier.batch}），没有重复入账。"
        result = FileResult(arrival.name, arrival.sha256, DUPLICATE, message)
        body = self.answering.body(earlier)
        sheets = body.get("sheets", []) if body else []
        for sheet in sheets:
            rows = sheet["rows"]
            rows.update(accepted=0, held=0, rejected=0, duplicate=rows["read"])
            sheet.update(verdict=DUPLICATE, findings=[], fates={"unchanged": rows["read"]})
        result.repeated = sheets
        return result

    def _quarantined(self, arrival: Arrival) -> FileResult:
        message = (
            f"这份文件读了 {arrivals.MOST_ATTEMPTS} 次都使程序中断，已放到一边，不再自动重试。"
            "请用 Excel 另存一份新的，再放入收件箱；原件没有丢。"
        )
        finding = Finding(_QUARANTINED, Severity.ERROR, message)
        return FileResult(arrival.name, arrival.sha256, REJECTED, message, [], [finding])


def _move_out(path: Path, claim: Path) -> None:
    """Move a file from the inbox to its claim; a move that was cut off half way left both, and is finished."""
    if not claim.exists():
        machine.move(path, claim)
    elif path.exists() and machine.sha256(path) == machine.sha256(claim):
        path.unlink()


def blob_path(workspace: Workspace, sha256: str) -> Path:
    """Where the bytes with that hash are kept."""
    return workspace.blobs / sha256[:2] / sha256


def keep_blob(workspace: Workspace, sha256: str, data: bytes) -> None:
    """Keep bytes by their hash; nothing where they are kept already."""
    path = blob_path(workspace, sha256)
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    machine.write_new(path, data)


def _moment(arrival: Arrival) -> str:
    return datetime.fromisoformat(arrival.arrived_at).strftime("%m-%d %H:%M")


def _silent(done: int, of: int, name: str) -> None:
    del done, of, name
