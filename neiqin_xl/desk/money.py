"""What people do with one workspace about money: statements, months, reconciliations and the papers of deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from neiqin_xl.dates import period_of
from neiqin_xl.desk.opened import OpenedWorkspace
from neiqin_xl.desk.results import Json
from neiqin_xl.setting_values import StatementKind


class MoneyDesk(OpenedWorkspace):
    """The verbs of statements and of what goes to customers with goods; `Desk` has all others."""

    def statement(
        self, period: str, *, customer: str | None = None, kind: str | None = None, pdf: bool | None = None
    ) -> Json:
        """Draft statements of a period, of one customer or of all: {"period", "written", …}.

        `kind` is what they list: detailed, papers or open, `pdf` whether a PDF is wanted beside each of them, told as
        "pdf", "pdf_message" (None: as the settings say).
        """
        from neiqin_xl.desk.pdfs import with_pdf
        from neiqin_xl.desk.statements import write_statements

        chosen = None if kind is None else StatementKind(kind)
        with self._holding.writing_or_asking(
            "statement", period=period, customer=customer, kind=kind, pdf=pdf
        ) as answer:
            if answer is not None:
                return answer
            publishing = self._publishing()
            written = write_statements(publishing, self._period(period), customer, chosen)
            return with_pdf(publishing, written, wanted=pdf)

    def issue(self, period: str, *, customer: str | None = None, pdf: bool | None = None) -> Json:
        """Issue the statements of a period that is over, of one customer or of all: numbered, and kept for ever.

        {"period", "issued", "unchanged", "not_issued", …}; each account that is not issued has its reason. ValueError
        where the period is not over or the customer is unknown.
        """
        from neiqin_xl.desk.issuing import issue
        from neiqin_xl.desk.pdfs import with_pdf
        from neiqin_xl.desk.statements import customer_called

        with self._holding.writing_or_asking("issue", period=period, customer=customer, pdf=pdf) as answer:
            if answer is not None:
                return answer
            whose = None if customer is None else customer_called(self.books, customer)
            publishing = self._publishing()
            return with_pdf(publishing, issue(publishing, self._period(period), whose, self._now()), wanted=pdf)

    def pack(self, period: str, *, pdf: bool | None = None) -> Json:
        """Lay a folder for every salesperson and office with the papers of their customers: {"period", "packs", …}.

        `pdf` is as in `statement`.
        """
        from neiqin_xl.desk.packing import pack
        from neiqin_xl.desk.pdfs import with_pdf

        with self._holding.writing_or_asking("pack", period=period, pdf=pdf) as answer:
            if answer is not None:
                return answer
            publishing = self._publishing()
            return with_pdf(publishing, pack(publishing, self._period(period)), wanted=pdf)

    def close_month(self, month: str, *, anyway: bool = False) -> Json:
        """Close a month for all our companies: {"month", "closed", "message", "waiting", …}.

        Refused, with the list of what is waiting, unless it is to be closed `anyway`. ValueError where it is not the
        next month to be closed.
        """
        from neiqin_xl.desk.closing import close_month

        with self._holding.writing_or_asking("close_month", month=month, anyway=anyway) as answer:
            if answer is not None:
                return answer
            return close_month(self._publishing(), self._period(month), anyway=anyway, now=self._now())

    def reconcile(self, file: Path | str, *, customer: str | None = None, period: str | None = None) -> Json:
        """Hold a customer's own statement against the books: {"file", "message", "statements", "written", …}.

        Nothing is taken in: only the workbook of the result is written. None for `customer` and `period` has both told
        by the sheet. ValueError where it cannot be read, or where nobody can tell whose it is.
        """
        from neiqin_xl.desk.reconciling import reconcile_file
        from neiqin_xl.desk.statements import customer_called

        path = str(Path(file).absolute())
        with self._holding.writing_or_asking("reconcile", file=path, customer=customer, period=period) as answer:
            if answer is not None:
                return answer
            whose = None if customer is None else customer_called(self.books, customer)
            wanted = None if period is None else self._period(period)
            return reconcile_file(self._publishing(), self.books, Path(path), whose, wanted)

    def slips(self, numbers: Sequence[str] = (), *, orders: Sequence[str] = (), period: str | None = None) -> Json:
        """Write 送货单 by number, drafts for orders, or (neither) all of a period (None: today): {"written", "slips"}.

        ValueError where there is no such slip or nothing of the order is open.
        """
        from neiqin_xl.desk.shipping import write_slips

        wanted = self._period(period) if period else period_of(self.today, "day", self.settings.week_start)
        named = {"numbers": list(numbers), "orders": list(orders)}
        with self._holding.writing_or_asking("slips", **named, period=period) as answer:
            return answer if answer is not None else write_slips(self._publishing(), self.books, **named, period=wanted)

    def distribute(self, departments: Sequence[str] = ()) -> Json:
        """Hand out to departments (none: all) what is new to them of the orders, and remember it: {"handed_out", …}.

        ValueError where there is no such department.
        """
        from neiqin_xl.desk.distributing import distribute

        with self._holding.writing_or_asking("distribute", departments=list(departments)) as answer:
            return (
                answer if answer is not None else distribute(self._publishing(), self.books, departments, self._now())
            )
