"""Desk: everything that can be done with a workspace. The faces add nothing that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl.dates import period_of
from neiqin_xl.desk.money import MoneyDesk
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.undisturbed import rarely_disturbed, undisturbed
from neiqin_xl.sheets import sheet_types
from neiqin_xl.workspace import create_workspace

if TYPE_CHECKING:
    import pandas as pd


Progress = Callable[[int, int, str], None]


class Desk(MoneyDesk):
    """What people do with one workspace. Reading needs nothing; whoever writes holds the lock for that while.

    Where a watcher holds it, what would write is handed to it, and its answer is returned.
    """

    @classmethod
    def create(cls, folder: Path | str) -> Desk:
        """A new workspace, or the one that is there: what exists is left as it is."""
        from neiqin_xl.publish.template_samples import lay_samples

        lay_samples(create_workspace(folder).templates)
        made = cls(folder)
        made.lay_out_books()
        return made

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

    @rarely_disturbed()
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

    @undisturbed()
    def publish(self, *, everything: bool = False) -> Json:
        """Publish what is out of date, what waited for a closed workbook included; `everything` publishes all anew."""
        with self._holding.writing_or_asking("publish", everything=everything) as answer:
            if answer is not None:
                return answer
            from neiqin_xl.desk.daily import make_list_of_day
            from neiqin_xl.ledger.their_statements import out_of_date

            publishing = self._publishing()
            publishing.stale(everything=everything)
            if out_of_date(self.ledger):
                from neiqin_xl.desk.reconciling import publish_reconciliations

                publish_reconciliations(publishing, self.books)
            make_list_of_day(publishing)
            return publishing.outcome()

    def begin_day(self) -> Json:
        """Make 今日待办, unless it was made today: {"published", "pending", …}. `publish` then keeps it, once a day."""
        with self._holding.writing_or_asking("begin_day") as answer:
            if answer is not None:
                return answer
            from neiqin_xl.desk.daily import make_list_of_day

            publishing = self._publishing()
            make_list_of_day(publishing, first=True)
            return publishing.outcome()

    def undo(self, batch: int | None = None, *, preview: bool = False) -> Json:
        """Take back a batch (None: the newest). {"batch", "undone", "message", "published"}.

        With `preview` nothing is taken back: the message says what would be, and "possible" whether it can.
        """
        from neiqin_xl.desk import undoing
        from neiqin_xl.desk.answering import Answering

        if preview:
            return undoing.preview(self.ledger, batch, self.books, defaults=self._defaults, now=self._now())
        with self._holding.writing_or_asking("undo", batch=batch) as answer:
            if answer is not None:
                return answer
            answering = Answering(self.workspace, self.ledger, self.log)
            result = undoing.undo(self.ledger, batch, answering, self.books, defaults=self._defaults, now=self._now())
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

    def show_status(self, looked: datetime | None = None) -> None:
        """Write where things stand into 状态.html, where it says anything new; it never fails, the log says why not.

        `looked` is when the watcher that asks last looked; whoever else asks leaves the page to it while one works.
        """
        from neiqin_xl.desk.status_page import write_status_page

        try:
            if looked is not None or not self.is_served():
                write_status_page(self.workspace, self.ledger, self.status(), self.now(), looked)
        except Exception:
            self.log.exception("the status page could not be written")

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

    def report(
        self, name: str, period: str | None = None, *, customer: str | None = None, pdf: bool | None = None
    ) -> Json:
        """Write one report for a period (None: the current one of its grain), or only what of it is for a customer.

        `pdf` is as in `statement`. ValueError where there is no such report or customer.
        """
        from neiqin_xl.desk.pdfs import with_pdf
        from neiqin_xl.desk.reporting import report_called, write_report

        report = report_called(name)
        grain = report.grains[-1] if report.grains else "month"
        wanted = self._period(period) if period else period_of(self.today, grain, self.settings.week_start)
        named = {"name": name, "period": period, "customer": customer, "pdf": pdf}
        with self._holding.writing_or_asking("report", **named) as answer:
            if answer is not None:
                return answer
            publishing = self._publishing()
            return with_pdf(publishing, write_report(publishing, report, wanted, customer), wanted=pdf)

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

    def query(self, what: str, *, period: str | None = None, customer: str | None = None) -> Json:
        """订单, 发货, 余额 or 欠货 of a period (None: this month) as a list: {"titles", "codes", "rows"}."""
        from neiqin_xl.desk.querying import query
        from neiqin_xl.desk.statements import customer_called

        books = self.books
        wanted = self._period(period) if period else period_of(self.today, "month", self.settings.week_start)
        return query(books, what, wanted, customer_called(books, customer) if customer else None)

    def is_served(self) -> bool:
        """Whether another program, as a rule the watcher, works on this workspace now."""
        return self._holding.is_elsewhere()


def _nothing_published() -> Json:
    return {"published": [], "pending": [], "set_aside": []}
