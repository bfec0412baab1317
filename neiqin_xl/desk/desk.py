"""Desk: everything that can be done with a workspace. The faces add nothing that it lacks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from neiqin_xl.dates import Period, parse_period, period_of
from neiqin_xl.desk.holding import Holding
from neiqin_xl.desk.results import Json
from neiqin_xl.logs import start_log
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types
from neiqin_xl.workspace import Workspace, WorkspaceError, create_workspace, open_workspace

if TYPE_CHECKING:
    import pandas as pd

    from neiqin_xl.desk.publishing import Publishing
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.postings import Defaults
    from neiqin_xl.ledger.store import Ledger

Progress = Callable[[int, int, str], None]


class Desk:
    """One workspace, open. Reading needs nothing; whoever writes holds the workspace lock for that while.

    Where a watcher holds it, what would write is handed to it, and its answer is returned.
    """

    def __init__(
        self, workspace: Path | str, *, today: date | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        """Open the workspace at that folder; WorkspaceError where there is none.

        `today` and `now` replace the clock.
        """
        self.workspace: Workspace = open_workspace(workspace)
        self._now = now or (lambda: datetime.now().astimezone().replace(tzinfo=None))
        self._today = today
        self._holding = Holding(self.workspace)

    @classmethod
    def create(cls, folder: Path | str) -> Desk:
        """A new workspace, or the one that is there: what exists is left as it is."""
        from neiqin_xl.publish.template_samples import lay_samples

        lay_samples(create_workspace(folder).templates)
        made = cls(folder)
        made.lay_out_books()
        return made

    @property
    def settings(self) -> Settings:
        """The workspace's settings."""
        return self.workspace.settings

    @property
    def _defaults(self) -> Defaults:
        from neiqin_xl.ledger.postings import defaults_of

        return defaults_of(self.settings)

    @property
    def today(self) -> date:
        """The day on which all is reckoned."""
        return self._today or self._now().date()

    @cached_property
    def log(self) -> logging.Logger:
        """The workspace's log."""
        return start_log(self.workspace.logs)

    @cached_property
    def ledger(self) -> Ledger:
        """The open ledger; derived data are recomputed where a new version declares more than was stored.

        So they are where the settings say that customers owe from another day on.
        """
        from neiqin_xl.ledger.derive import is_of_another_basis, rebuild
        from neiqin_xl.ledger.store import Ledger, NewerLedger

        try:
            opened = Ledger(self.workspace.ledger, sheet_types())
        except NewerLedger as error:
            raise WorkspaceError(str(error)) from None
        is_old = opened.migrated or is_of_another_basis(opened, self._defaults)
        if is_old and opened.one("SELECT 1 FROM paper LIMIT 1") is not None:
            with opened.transaction():
                rebuild(opened, self._defaults)
        return opened

    def lay_out_books(self) -> None:
        """Make the ledger where there is none, so that nobody's first drop waits for it."""
        self.ledger.meta("version")

    @property
    def books(self) -> Books:
        """The books as of today."""
        from neiqin_xl.ledger.books import Books

        return Books(self.ledger, self.today, **self._defaults._asdict())

    def close(self) -> None:
        """Let go of the ledger and the lock."""
        if "ledger" in self.__dict__:
            self.__dict__.pop("ledger").close()
        self._holding.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the workspace lock; WorkspaceBusy where somebody else does. May be nested."""
        return self._holding.writing()

    def serve(self) -> int:
        """Do what other programs have asked for meanwhile; how many requests there were.

        For whoever holds `writing()`.
        """
        from neiqin_xl.desk.requests import serve

        return serve(self.workspace, lambda verb, named: getattr(self, verb)(**named))

    def check(
        self, files: Iterable[Path | str], *, fixed_type: str | None = None, mapping: Mapping[str, str] | None = None
    ) -> Json:
        """What would become of these files if they were dropped now, as DESIGN §6 writes it. Nothing is stored.

        `mapping` settles columns, header text to field; ValueError where there is no such field.
        """
        from neiqin_xl.desk.checking import check

        books = (self.workspace, self.ledger)
        return check([Path(file) for file in files], self.settings, self.today, fixed_type, mapping, books)

    def take_in(
        self,
        files: Sequence[Path | str] | None = None,
        *,
        fixed_type: str | None = None,
        mapping: Mapping[str, str] | None = None,
        progress: Progress | None = None,
        publish: bool = True,
    ) -> Json:
        """Take in these files (None: all that lie in the inbox), answer each, and publish what they touched.

        Files outside the inbox stay where they are. Returns {"run", "files", "published", "pending", "set_aside"}; see
        DESIGN §6 for what an entry of "files" counts. `progress(done, of, name)` is called between files.

        A type and a mapping (header text to field) of named files are remembered for their layouts and office, see
        "taught"; files that had asked are read again. ValueError for a mapping without files or of unknown fields.
        """
        from neiqin_xl.desk.taking import Taking
        from neiqin_xl.desk.told import require_fields, told_text
        from neiqin_xl.ledger import arrivals

        require_fields(fixed_type, mapping)
        told = told_text(fixed_type, mapping, is_named=files is not None)
        named = None if files is None else [str(Path(file).absolute()) for file in files]
        with self._holding.writing_or_asking(
            "take_in", files=named, fixed_type=fixed_type, mapping=mapping and dict(mapping), publish=publish
        ) as answer:
            if answer is not None:
                return answer
            taking = Taking(self.workspace, self.ledger, self._now, self.today, self.log)
            recovered = taking.recover(progress)
            chosen = self.dropped() if files is None else [Path(file) for file in files]
            run = arrivals.next_run(self.ledger)
            taken = taking.take(chosen, run, fixed_type, progress, told=told) if chosen else recovered
            published = self.publish() if publish else _nothing_published()
            return {"run": run, "files": taken, **published}

    def dropped(self) -> list[Path]:
        """The files that lie in the inbox and are not empty, oldest first."""
        from neiqin_xl.desk.provenance import waiting_in

        return waiting_in(self.workspace)

    def publish(self, *, everything: bool = False) -> Json:
        """Publish what is out of date, what waited for a closed workbook included; `everything` publishes all anew."""
        with self._holding.writing_or_asking("publish", everything=everything) as answer:
            if answer is not None:
                return answer
            publishing = self._publishing()
            publishing.stale(everything=everything)
            return publishing.outcome()

    def undo(self, batch: int | None = None) -> Json:
        """Take back a batch (None: the newest). {"batch", "undone", "message", "published"}."""
        from neiqin_xl.desk.answering import Answering
        from neiqin_xl.desk.undoing import undo

        with self._holding.writing_or_asking("undo", batch=batch) as answer:
            if answer is not None:
                return answer
            answering = Answering(self.workspace, self.ledger, self.log)
            result = undo(self.ledger, batch, answering, defaults=self._defaults, now=self._now())
            published = self.publish() if result["undone"] else _nothing_published()
            return {**result, **published}

    def batches(self, limit: int = 50) -> list[Json]:
        """The newest batches, newest first."""
        from neiqin_xl.desk.overview import batches

        return batches(self.ledger, limit)

    def status(self) -> Json:
        """Where things stand."""
        from neiqin_xl.desk.overview import status

        return status(self.workspace, self.ledger, self.books, len(self.dropped()))

    def layouts(self) -> list[Json]:
        """The layouts that people settled, as they hold now: {"layout", "type", "source", "map", "headers", …} each."""
        from neiqin_xl.desk.layouts import listed

        return listed(self.ledger, self.settings)

    def forget_layout(self, layout: str, *, source: str | None = None) -> Json:
        """Take back what was settled for a layout, of one office or (None) of all; ValueError where nothing was."""
        from neiqin_xl.desk.layouts import forget

        with self._holding.writing_or_asking("forget_layout", layout=layout, source=source) as answer:
            return answer if answer is not None else forget(self.ledger, layout, source, self._now())

    def verify(self) -> Json:
        """Every invariant of DESIGN §8 that exists so far: {"ok", "checks": [{"name", "ok", "message"}]}."""
        from neiqin_xl.desk.verifying import verify

        return verify(self.workspace, self.ledger, self.books)

    def statement(self, period: str, *, customer: str | None = None) -> Json:
        """Draft statements of a period, of one customer or of all: {"period", "written", "skipped", …}."""
        from neiqin_xl.desk.statements import write_statements

        with self._holding.writing_or_asking("statement", period=period, customer=customer) as answer:
            if answer is not None:
                return answer
            return write_statements(self._publishing(), self.books, self._period(period), customer)

    def report(self, name: str, period: str | None = None) -> Json:
        """Write one report for a period (None: the current one of its grain).

        ValueError where there is no such report.
        """
        from neiqin_xl.desk.publishing import report_called

        report = report_called(name)
        grain = report.grains[-1] if report.grains else "month"
        wanted = self._period(period) if period else period_of(self.today, grain, self.settings.week_start)
        with self._holding.writing_or_asking("report", name=name, period=period) as answer:
            if answer is not None:
                return answer
            publishing = self._publishing()
            publishing.report(report, wanted)
            outcome = publishing.outcome()
            return {"period": wanted.name, "written": outcome["published"], **outcome}

    def forms(self, output: Path | str | None = None) -> Json:
        """Write a blank form of every sheet type, with lists from the books: {"folder", "written", …}.

        They go to the outbox, where they are kept up to date from then on, or once into the folder `output`.
        """
        from neiqin_xl.desk.forms import forms_into, offer_from

        if output is not None:
            return forms_into(Path(output), offer_from(self.books, self.settings))
        with self._holding.writing_or_asking("forms") as answer:
            if answer is not None:
                return answer
            publishing = self._publishing()
            publishing.forms(sheet_types().values())
            outcome = publishing.outcome()
            return {"folder": str(self.workspace.forms), "written": outcome["published"], **outcome}

    def frame(self, sheet_type: str, period: str | None = None) -> pd.DataFrame:
        """The lines of a type that stand, as a pandas DataFrame with Chinese headings, exact values and real dates."""
        from neiqin_xl.desk.frames import frame

        return frame(self.books, sheet_types()[sheet_type], self._period(period) if period else None)

    def _period(self, text: str) -> Period:
        return parse_period(text, self.today, self.settings.week_start)

    def _publishing(self) -> Publishing:
        from neiqin_xl.desk.publishing import Publishing

        return Publishing(self.workspace, self.ledger, self.books, self._now())


def _nothing_published() -> Json:
    return {"published": [], "pending": [], "set_aside": []}
