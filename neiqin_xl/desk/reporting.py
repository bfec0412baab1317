"""One report of a period, whole or only what of it is for one customer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from neiqin_xl.dates import Period
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.statements import customer_called
from neiqin_xl.model.report import Report
from neiqin_xl.reports import all_reports

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing
    from neiqin_xl.model.report import Paper


def write_report(publishing: Publishing, report: Report, period: Period, customer: str | None = None) -> Json:
    """{"period", "written", …}: the report, or the papers of it that go to the customer of that code or name.

    ValueError where nobody goes by it, or several do, and where the office does not want such a report.
    """
    why = report.off(publishing.books) if report.off is not None else ""
    if why:
        raise ValueError(why)
    papers: Iterable[Paper] = report.build(publishing.books, period)
    if customer is not None:
        whose = (customer_called(publishing.books, customer),)
        papers = [one for one in papers if one.customers == whose]
    publishing.papers(papers, publishing.workspace.outbox)
    outcome = publishing.outcome()
    return {"period": period.name, "written": outcome["published"], **outcome}


def report_called(name: str) -> Report:
    """The report of that name, English or Chinese; ValueError, with all names, where there is none."""
    named = {key: one for one in all_reports().values() for key in (one.name, one.word.shown)}
    if name not in named:
        listed = "、".join(f"{one.name}（{one.word.shown}）" for one in all_reports().values())
        raise ValueError(f"没有叫“{name}”的报表。现有的报表：{listed}。")
    return named[name]
