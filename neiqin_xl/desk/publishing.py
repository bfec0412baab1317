"""Books → files in the outbox: masters, reports and statements, only those that a change made out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from neiqin_xl.dates import Period, period_of
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.stale import DAY, MASTER, forget_stale, stale_days, stale_masters
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.machine import safe_name
from neiqin_xl.model.report import Paper, Report
from neiqin_xl.publish.masters import master_book
from neiqin_xl.publish.outbox import Outcome, State, publish_book
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports import all_reports
from neiqin_xl.workspace import Workspace

_TOGETHER = 64


class Publishing:
    """Publications of one workspace. The caller holds the workspace lock."""

    def __init__(self, workspace: Workspace, ledger: Ledger, books: Books, now: datetime) -> None:
        """`now` is what publications are dated."""
        self.workspace, self.ledger, self.books, self.now = workspace, ledger, books, now
        self.published: list[str] = []
        self.pending: list[Json] = []
        self.set_aside: list[Json] = []

    def stale(self, *, everything: bool = False) -> None:
        """Publish what is out of date; `everything` publishes all masters and every report's own periods."""
        names = sorted(self.ledger.kinds) if everything else stale_masters(self.ledger)
        for name in names:
            if everything and not self.books.line_counts().get(name):
                continue
            if self._master(name):
                with self.ledger.transaction():
                    forget_stale(self.ledger, MASTER, name)
        days = self._all_days() if everything else stale_days(self.ledger)
        if not days:
            return
        done = [
            self._report(report, period) for report in all_reports().values() for period in self._periods(report, days)
        ]
        if all(done):
            with self.ledger.transaction():
                forget_stale(self.ledger, DAY)

    def report(self, report: Report, period: Period) -> None:
        """Publish one report for one period."""
        self._report(report, period)

    def papers(self, papers: Iterable[Paper], folder: Path) -> bool:
        """Publish papers below a folder; whether all are in place."""
        waiting = iter(papers)
        well = True
        while some := list(islice(waiting, _TOGETHER)):
            books = [(self._paper_path(paper, folder), render_paper(paper)) for paper in some]
            with self.ledger.transaction():
                for path, data in books:
                    self._remember(path, hashlib.sha256(data).hexdigest())
            outcomes = [(path, self._put(path, [data])) for path, data in books]
            well = self._note(outcomes) and well
        return well

    def outcome(self) -> Json:
        """What was published, what waits and what was set aside."""
        return {"published": self.published, "pending": self.pending, "set_aside": self.set_aside}

    def _report(self, report: Report, period: Period) -> bool:
        return self.papers(report.build(self.books, period), self.workspace.outbox)

    def _paper_path(self, paper: Paper, folder: Path) -> Path:
        parts = [safe_name(part) for part in paper.folder.split("/") if part]
        return folder.joinpath(*parts) / f"{safe_name(paper.name, 120)}.xlsx"

    def _all_days(self) -> list[str]:
        return [row[0] for row in self.ledger.rows("SELECT DISTINCT date FROM posting ORDER BY date")]

    def _periods(self, report: Report, days: Sequence[str]) -> list[Period]:
        """The newest periods of the report's own grains that hold one of these days."""
        settings = self.workspace.settings
        most = {"week": settings.report_weeks, "month": settings.report_months}
        found: list[Period] = []
        for grain in report.grains:
            touched = {
                period_of(date.fromisoformat(day[:10]), grain, settings.week_start).since: None for day in days if day
            }
            newest = sorted(touched, reverse=True)[: most.get(grain, 1)]
            found += [period_of(since, grain, settings.week_start) for since in sorted(newest)]
        return found

    def _master(self, name: str) -> bool:
        path = self.workspace.masters / f"{self.ledger.kinds[name].master.shown}.xlsx"

        def remember(sha256: str) -> None:
            with self.ledger.transaction():
                self._remember(path, sha256)

        return self._note([(path, self._put(path, master_book(self.ledger.kinds[name], self.books), remember))])

    def _key(self, path: Path) -> str:
        return path.relative_to(self.workspace.root).as_posix()

    def _remember(self, path: Path, sha256: str) -> None:
        """Written before the file appears: what we are about to publish is ours, whatever happens next."""
        self.ledger.execute("INSERT OR IGNORE INTO published VALUES (?, ?)", (self._key(path), sha256))

    def _put(self, path: Path, chunks: Iterable[bytes], remember: Callable[[str], None] = lambda _: None) -> Outcome:
        key = self._key(path)

        def is_ours(sha256: str) -> bool:
            return self.ledger.one("SELECT 1 FROM published WHERE path = ? AND sha256 = ?", (key, sha256)) is not None

        return publish_book(path, chunks, None, is_ours=is_ours, remember=remember)

    def _note(self, outcomes: Sequence[tuple[Path, Outcome]]) -> bool:
        at = self.now.isoformat(" ", "seconds")
        rows = []
        for path, outcome in outcomes:
            key = self._key(path)
            waits = outcome.state is State.PENDING
            rows.append((key, outcome.sha256, at, outcome.reason if waits else ""))
            if waits:
                self.pending.append({"path": key, "reason": outcome.reason})
            elif outcome.state is not State.UNCHANGED:
                self.published.append(key)
            if outcome.set_aside_path is not None:
                self.set_aside.append({"path": self._key(outcome.set_aside_path), "reason": outcome.reason})
        with self.ledger.transaction():
            self.ledger.insert("publication", rows, instead=True)
        return not any(row[3] for row in rows)
