"""Books → files in the outbox: masters, reports and statements, only those that a change made out of date."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl import machine, words
from neiqin_xl.dates import Period, period_of
from neiqin_xl.desk.closing_lists import closings_to_list
from neiqin_xl.desk.mastering import Mastering
from neiqin_xl.desk.registering import is_being_typed, registers_out_of_date, was_taken_in
from neiqin_xl.desk.releases_told import tell_refusals
from neiqin_xl.desk.releasing import Releasing
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.templates_told import tell_template_faults
from neiqin_xl.desk.typed_lists import questions_are_out, typed_lists_out_of_date
from neiqin_xl.desk.undisturbed import rarely_disturbed, undisturbed
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.day_sums import remember_days
from neiqin_xl.ledger.hand_edits import note_edits
from neiqin_xl.ledger.order_book import remember_open
from neiqin_xl.ledger.stale import forget_days, stale_days
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.machine import safe_name, short_path
from neiqin_xl.model.form import form_file
from neiqin_xl.model.report import MixedCustomersError, Paper, Report
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.publish.outbox import Outcome, State, publish_book, publish_new
from neiqin_xl.publish.release import Spool
from neiqin_xl.publish.templates import Templates
from neiqin_xl.reports import all_reports, recurring_reports
from neiqin_xl.workspace import Workspace

if TYPE_CHECKING:
    from neiqin_xl.publish.release import Gate

_TOGETHER = 256
_log = logging.getLogger(__name__)


class Publishing:
    """Publications of one workspace. The caller holds the workspace lock."""

    def __init__(self, workspace: Workspace, ledger: Ledger, books: Books, now: datetime) -> None:
        """`now` is what publications are dated; `made` becomes where the papers belong that were to be published."""
        self.workspace, self.ledger, self.now = workspace, ledger, now
        self.books = books.at_rest()
        self._mastering = Mastering(workspace, ledger, self.books)
        self.templates = Templates(workspace.templates)
        self._root = f"{workspace.root.as_posix()}/"
        self._folders: dict[tuple[Path, str], Path] = {}
        self.published: list[str] = []
        self.pending: list[Json] = []
        self.set_aside: list[Json] = []
        self.refused: list[Json] = []
        self.going_out: list[Path] = []
        self.made: set[Path] = set()

    @cached_property
    def gate(self) -> Gate:
        """What papers for customers pass; it knows the books as they are now."""
        from neiqin_xl.publish.release import Gate

        return Gate(self.books, self.workspace.settings.companies)

    @undisturbed()
    def stale(self, *, everything: bool = False) -> None:
        """Publish what is out of date; `everything` publishes all masters and every report's own periods."""
        self.masters(everything=everything)
        self.summaries(everything=everything)

    def masters(self, *, everything: bool = False) -> None:
        """Publish the masters that are out of date, or all anew, and forms whose lists may have changed with them."""
        names = sorted(self.books.line_counts()) if everything else self._mastering.stale()
        # Before the master forgets which lines were touched.
        for period in registers_out_of_date(self.ledger, self.books, everything=everything):
            self.report(all_reports()[words.REGISTER.key], period)
        for name, period in typed_lists_out_of_date(self.ledger, self.books):
            self.report(all_reports()[name], period)
        for period in closings_to_list(self.ledger):
            self.report(all_reports()["closing_list"], period)
        questions_are_out(self.ledger)
        for name in names:
            self._master(name, anew=everything)
        self.forms(self._stale_forms(names), only_new=True)

    def summaries(self, *, everything: bool = False) -> None:
        """Publish the newest reports of the days that are out of date, or of all."""
        days = self._all_days() if everything else stale_days(self.ledger)
        if not days:
            return
        with self.ledger.transaction():
            remember_days(self.ledger)
        done = [
            self._report(report, period) for report in recurring_reports() for period in self._periods(report, days)
        ]
        if all(done):
            open_lines = self.books.order_lines(open_only=True)
            with self.ledger.transaction():
                remember_open(self.ledger, open_lines)
                forget_days(self.ledger)

    def forms(self, kinds: Iterable[SheetType], *, only_new: bool = False) -> None:
        """Publish the input forms of these sheet types, with lists from the books.

        With `only_new`, a form that offers what it offered before is left as it lies, filled in or not.
        """
        wanted = list(kinds)
        if not wanted:
            return
        from neiqin_xl.desk.forms import offer_from
        from neiqin_xl.publish.forms import form_book

        offer = offer_from(self.books, self.workspace.settings)
        for kind in wanted:
            path, data = self._form_path(kind), b"".join(form_book(kind, offer))
            if not only_new or not path.exists() or self._published(path) != (hashlib.sha256(data).hexdigest(), ""):
                self._note([(path, self._put(path, [data], partial(self._remember_now, path)))])

    def report(self, report: Report, period: Period) -> None:
        """Publish one report for one period."""
        self._report(report, period)

    @rarely_disturbed()
    def papers(self, papers: Iterable[Paper], folder: Path) -> bool:
        """Publish papers below a folder; whether all are in place.

        Those for customers, and what comes behind them, pass the release gate: all of them are put there or none.
        """
        refused = len(self.refused)
        waiting = (one for one in papers if not self._is_being_typed(one, folder))
        return self.lay(self._passed(waiting, folder)) and len(self.refused) == refused

    def _is_being_typed(self, paper: Paper, folder: Path) -> bool:
        """Whether a person has typed into what lies there and not dropped it yet: then it stays, and says so."""
        if not paper.typed:
            return False
        path = self.path_of(paper, folder)
        if not is_being_typed(self.ledger, self._key(path), path):
            return False
        reason = f"“{path.name}”里有您填了、还没有放进收件箱的内容，先不更新；放进收件箱以后会自动换成最新的"
        self._note([(path, Outcome(State.PENDING, "", None, reason))])
        return True

    def released(self, papers: Iterable[Paper]) -> Iterator[tuple[Path, bytes]]:
        """Where each of these papers belongs and its bytes, with nothing laid there yet.

        Nothing at all where one of those for customers may not go out; `outcome` says which.
        """
        return self._passed(papers, self.workspace.outbox)

    def _passed(self, papers: Iterable[Paper], folder: Path) -> Iterator[tuple[Path, bytes]]:
        """Papers written: those for our own people at once, from the first for customers on when all have passed."""
        with Spool(self.workspace.state) as spool:
            run = Releasing(lambda: self.gate, self.templates, spool)
            try:
                yield from run.take(self._placed(papers, folder))
            except MixedCustomersError:
                _log.exception("papers of several customers were mixed")
                run.refuse_as_mixed(folder)
            refused = {self._key(path): reasons for path, reasons in run.refused.items()}
            self.refused += [{"path": path, "reasons": reasons} for path, reasons in refused.items()]
            self.going_out += [] if refused else run.outward
            if run.paths or refused:
                tell_refusals(self.workspace, map(self._key, run.paths), refused)
            yield from run.released()

    def _placed(self, papers: Iterable[Paper], folder: Path) -> Iterator[tuple[Path, Paper]]:
        for paper in papers:
            path = self.path_of(paper, folder)
            self.made.add(path)
            yield path, paper

    def lay(self, files: Iterable[tuple[Path, bytes]]) -> bool:
        """Lay finished files where they belong; whether all are in place."""
        waiting, well = iter(files), True
        while some := dict(islice(waiting, _TOGETHER)):
            hashes = {path: hashlib.sha256(data).hexdigest() for path, data in some.items()}
            with self.ledger.transaction():
                self._remember(hashes)
            placed = publish_new(some)
            outcomes = [
                (path, Outcome(State.PUBLISHED, hashes[path]) if path in placed else self._put(path, data))
                for path, data in some.items()
            ]
            well = self._note(outcomes) and well
        return well

    def outcome(self) -> Json:
        """What was published, what waits, what was set aside, and what may not go to customers."""
        tell_template_faults(self.workspace)
        told = {"published": self.published, "pending": self.pending, "set_aside": self.set_aside}
        return told | {"refused": self.refused}

    def _stale_forms(self, names: Iterable[str]) -> list[SheetType]:
        """Forms that somebody asked for once and whose lists may have changed, or that waited for a closed workbook."""
        filed = any(self.ledger.kinds[name].keys for name in names)
        before = {kind.name: self._published(self._form_path(kind)) for kind in self.ledger.kinds.values()}
        return [self.ledger.kinds[name] for name, row in before.items() if row is not None and (filed or row[1])]

    def _published(self, path: Path) -> Row | None:
        """The hash of what was last published there, and why it waits; None where nothing ever was."""
        return self.ledger.one("SELECT sha256, pending FROM publication WHERE path = ?", (self._key(path),))

    def _form_path(self, kind: SheetType) -> Path:
        return self.workspace.forms / form_file(kind)

    def _report(self, report: Report, period: Period) -> bool:
        return self.papers(report.build(self.books, period), self.workspace.outbox)

    def path_of(self, paper: Paper, folder: Path) -> Path:
        """Where a paper lies below a folder."""
        of = folder, paper.folder
        if of not in self._folders:
            self._folders[of] = folder.joinpath(*(safe_name(part) for part in paper.folder.split("/") if part))
        return short_path(self._folders[of], safe_name(paper.name, 120), ".xlsx")

    def _all_days(self) -> list[str]:
        return [row[0] for row in self.ledger.rows("SELECT DISTINCT date FROM posting ORDER BY date")]

    def _periods(self, report: Report, days: Sequence[str]) -> list[Period]:
        """The newest periods of the report's own grains that hold one of these days, which ascend."""
        settings = self.workspace.settings
        most = {"week": settings.report_weeks, "month": settings.report_months}
        found: list[Period] = []
        for grain in report.grains:
            last = (date.fromisoformat(day[:10]) for day in reversed(report.of_days(self.books, days)) if day)
            touched = groupby(period_of(day, grain, settings.week_start) for day in last)
            newest = [period for period, _ in islice(touched, most.get(grain, 1))]
            found += reversed(newest)
        return found

    def _master(self, name: str, *, anew: bool) -> None:
        path = self._mastering.path(name)
        remember = partial(self._remember_now, path)
        book = self._mastering.book(name, anew=anew)
        outcome = self._put(path, book, remember)
        if outcome.state is State.SET_ASIDE and not book.is_whole:
            # Somebody saved hers while ours was being made of what lay there: it may have become anything.
            book = self._mastering.book(name, anew=True)
            again = self._put(path, book, remember)
            waits = again.state is State.PENDING
            outcome = (again if waits else outcome)._replace(sha256=again.sha256, set_aside_path=outcome.set_aside_path)
        self._note([(path, outcome)], lambda: self._mastering.settle(name, book))

    def _key(self, path: Path) -> str:
        return path.as_posix().removeprefix(self._root)

    def _remember(self, hashes: Mapping[Path, str]) -> None:
        """Written before the files appear: what we are about to publish is ours, whatever happens next."""
        self.ledger.insert("published", [(self._key(path), one) for path, one in hashes.items()], instead=True)

    def _remember_now(self, path: Path, sha256: str) -> None:
        with self.ledger.transaction():
            self._remember({path: sha256})

    def is_ours(self, path: Path) -> bool:
        """Whether a file lies there as we once laid it."""
        sha256 = machine.sha256(path)
        row = self.ledger.one("SELECT 1 FROM published WHERE path = ? AND sha256 = ?", (self._key(path), sha256))
        return row is not None

    def _put(
        self, path: Path, chunks: bytes | Iterable[bytes], remember: Callable[[str], None] = lambda _: None
    ) -> Outcome:
        key = self._key(path)

        def is_ours(sha256: str) -> bool:
            published = "SELECT 1 FROM published WHERE path = ? AND sha256 = ?"
            return self.ledger.one(published, (key, sha256)) is not None or was_taken_in(self.ledger, sha256)

        return publish_book(path, chunks, is_ours=is_ours, remember=remember)

    def _note(self, outcomes: Sequence[tuple[Path, Outcome]], settle: Callable[[], None] = lambda: None) -> bool:
        """Remember what became of publications, and, where none of them waits, do what is to be settled with them."""
        at = self.now.isoformat(" ", "seconds")
        rows, edits = [], []
        for path, outcome in outcomes:
            key = self._key(path)
            waits = outcome.state is State.PENDING
            rows.append((key, outcome.sha256, at, outcome.reason if waits else ""))
            if waits:
                self.pending.append({"path": key, "reason": outcome.reason})
            elif outcome.state is not State.UNCHANGED:
                self.published.append(key)
            if outcome.set_aside_path is not None:
                edits.append(self._key(outcome.set_aside_path))
                self.set_aside.append({"path": edits[-1], "reason": outcome.reason})
        with self.ledger.transaction():
            self.ledger.insert("publication", rows, instead=True)
            note_edits(self.ledger, edits, at)
            if not any(row[3] for row in rows):
                settle()
        return not any(row[3] for row in rows)
